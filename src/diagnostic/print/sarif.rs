//! For code scanning: findings in the terms of SARIF, the rules that were broken beside them.
//! Source: OASIS "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; GitHub Docs, "SARIF support for code
//! scanning" (which reads `primaryLocationLineHash` to tell an old alert from a new one).

mod format;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::locate::{Files, Located};
use super::visible;
use crate::diagnostic::{Diagnostic, Diagnostics, Help, Rule, Severity};
use crate::source::Place;
use format::{
    Artifact, Change, Configuration, Driver, Fix, Level, Location, Log, Message, Physical, Region,
    Replacement, ReportingRule, ResultObject, Run, Tool,
};

/// So many bytes of a line tell it from others.
const HASHED: usize = 1_000;

pub(super) fn print(
    diagnostics: &Diagnostics,
    files: &Files<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rules: BTreeMap<&str, &Rule> = diagnostics.iter().map(|d| (d.rule.id, d.rule)).collect();
    let mut seen = BTreeMap::new();
    let results = diagnostics.iter().map(|diagnostic| {
        let hash = fingerprint(diagnostic, files);
        let count = seen.entry(hash.clone()).or_insert(0_usize);
        *count = count.saturating_add(1);
        let index = rules.keys().position(|id| *id == diagnostic.rule.id);
        result(diagnostic, files, index, format!("{hash}:{count}"))
    });
    let results = results.collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: env!("CARGO_PKG_NAME"),
                    version: env!("CARGO_PKG_VERSION"),
                    rules: rules.values().map(|rule| described(rule)).collect(),
                },
            },
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    let text = serde_json::to_string_pretty(&log)?;
    writeln!(out, "{}", visible::json(&text))
}

fn described(rule: &Rule) -> ReportingRule {
    ReportingRule {
        id: rule.id,
        short_description: Message::of(rule.summary),
        full_description: Message::of(rule.why),
        help: Message::of(format!("{}\n\nSource: {}", rule.fix, rule.source)),
        default_configuration: Configuration {
            level: level(rule.severity),
        },
    }
}

fn level(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
    }
}

fn result(
    diagnostic: &Diagnostic,
    files: &Files<'_>,
    rule_index: Option<usize>,
    hash: String,
) -> ResultObject {
    let mut text = diagnostic.message.clone();
    let mut fixes = Vec::new();
    for help in &diagnostic.help {
        let words = match help {
            Help::Words(words) => words,
            Help::Replace { at, with, words } => {
                fixes.extend(fix(*at, with, words, files));
                words
            }
        };
        // Writing into a string can't fail.
        let _ = write!(text, "\nhelp: {words}");
    }
    let related = diagnostic.related.iter();
    ResultObject {
        rule_id: diagnostic.rule.id,
        rule_index,
        level: level(diagnostic.rule.severity),
        message: Message::of(text),
        locations: location(diagnostic.primary.at, "", files)
            .into_iter()
            .collect(),
        related_locations: related
            .filter_map(|label| location(label.at, &label.text, files))
            .collect(),
        fixes,
        partial_fingerprints: BTreeMap::from([("primaryLocationLineHash", hash)]),
    }
}

fn location(at: Place, text: &str, files: &Files<'_>) -> Option<Location> {
    let located = files.locate(at)?;
    Some(Location {
        physical_location: Physical {
            artifact_location: artifact(located.file),
            region: region(&located),
        },
        message: (!text.is_empty()).then(|| Message::of(text)),
    })
}

fn fix(at: Place, with: &str, words: &str, files: &Files<'_>) -> Option<Fix> {
    let located = files.locate(at)?;
    Some(Fix {
        description: Message::of(words),
        artifact_changes: [Change {
            artifact_location: artifact(located.file),
            replacements: [Replacement {
                deleted_region: region(&located),
                inserted_content: Message::of(with),
            }],
        }],
    })
}

fn region(located: &Located<'_>) -> Region {
    Region {
        start_line: located.start.line,
        start_column: located.start.column,
        end_line: located.end.line,
        end_column: located.end.column,
    }
}

fn relative(file: &str) -> &str {
    file.strip_prefix("./").unwrap_or(file)
}

/// A relative path is taken from the root of the repository.
fn artifact(file: &str) -> Artifact {
    let file = relative(file);
    let drive = file.as_bytes().get(1) == Some(&b':');
    let mut uri = String::new();
    let base = match (file.starts_with('/'), drive) {
        (true, _) => {
            uri.push_str("file://");
            None
        }
        (_, true) => {
            uri.push_str("file:///");
            None
        }
        (false, false) => Some("%SRCROOT%"),
    };
    for byte in file.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || (drive && byte == b':') {
            uri.push(char::from(byte));
        } else {
            // Writing into a string can't fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    Artifact {
        uri,
        uri_base_id: base,
    }
}

/// Stays the same where lines are added above: it is made of the rule, the file, the message and the line's text.
fn fingerprint(diagnostic: &Diagnostic, files: &Files<'_>) -> String {
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        hash.update(part);
        hash.update([0]);
    };
    add(diagnostic.rule.id);
    add(&diagnostic.message);
    if let Some((file, range)) = files.find(diagnostic.primary.at) {
        let line = file.lines.range(file.lines.line(range.start));
        let line = file.text.get(line).unwrap_or("").trim();
        add(relative(file.name));
        add(line.get(..line.floor_char_boundary(HASHED)).unwrap_or(""));
    }
    hash.finalize()
        .iter()
        .take(8)
        .fold(String::new(), |mut hex, byte| {
            // Writing into a string can't fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
