//! For GitHub Actions: one workflow command a finding, errors first, because a step shows only ten of each kind.
//! Source: GitHub Docs, "Workflow commands for GitHub Actions".

use std::fmt::Write as _;
use std::io::{self, Write};

use super::locate::{Files, Located};
use super::visible;
use crate::diagnostic::{Diagnostic, Diagnostics, Help, Severity};

pub(super) fn print(
    diagnostics: &Diagnostics,
    files: &Files<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for severity in [Severity::Error, Severity::Warning] {
        let these = diagnostics.iter().filter(|d| d.rule.severity == severity);
        for diagnostic in these {
            writeln!(out, "{}", command(diagnostic, files))?;
        }
    }
    Ok(())
}

fn command(diagnostic: &Diagnostic, files: &Files<'_>) -> String {
    let name = match diagnostic.rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut lines = vec![diagnostic.message.clone()];
    let located = files.locate(diagnostic.primary.at);
    let mut properties = String::new();
    match located {
        Some(at) if at.file != "<stdin>" => properties = place(&at),
        Some(at) => lines.push(format!("at {}", spelled(&at))),
        None => {}
    }
    if !diagnostic.primary.text.is_empty() {
        lines.push(diagnostic.primary.text.clone());
    }
    for label in &diagnostic.related {
        if let Some(at) = files.locate(label.at) {
            lines.push(format!("{}: {}", spelled(&at), label.text));
        }
    }
    for help in &diagnostic.help {
        lines.push(match help {
            Help::Replace { with, words, .. } if !with.is_empty() && !with.contains('\n') => {
                format!("help: {words}: `{with}`")
            }
            Help::Words(words) | Help::Replace { words, .. } => format!("help: {words}"),
        });
    }
    let shown: Vec<_> = lines.iter().map(|line| data(line)).collect();
    let title = property(diagnostic.rule.id);
    format!("::{name} {properties}title={title}::{}", shown.join("%0A"))
}

/// Columns count only where the place is within a line.
fn place(at: &Located<'_>) -> String {
    let file = at.file.strip_prefix("./").unwrap_or(at.file);
    let mut properties = format!(
        "file={},line={},col={},",
        property(file),
        at.start.line,
        at.start.column
    );
    if at.end.line == at.start.line && at.end.column > at.start.column {
        // Writing into a string can't fail.
        let _ = write!(properties, "endColumn={},", at.end.column);
    }
    properties
}

fn spelled(at: &Located<'_>) -> String {
    format!("{}:{}:{}", at.file, at.start.line, at.start.column)
}

fn data(text: &str) -> String {
    visible::one_line(text).replace('%', "%25")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
