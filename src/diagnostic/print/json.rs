//! For a program: types of our own with a version, so that the inside can change. Fields are added without notice;
//! one that goes away or changes its meaning makes a new version.

use std::io::{self, Write};

use serde::Serialize;

use super::locate::Files;
use super::visible;
use crate::diagnostic::{self, Diagnostics, Help, Severity};
use crate::source;

/// The version of this format.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a, M> {
    version: u32,
    diagnostics: Vec<Diagnostic<'a>>,
    #[serde(flatten)]
    more: &'a M,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    rule: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    place: Option<Place<'a>>,
    related: Vec<Related<'a>>,
    help: Vec<Way<'a>>,
    docs: Docs<'a>,
}

/// Lines and columns count from 1, columns in Unicode characters; the end is the first character behind.
#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    place: Option<Place<'a>>,
}

#[derive(Serialize)]
struct Way<'a> {
    words: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    replace: Option<Replace<'a>>,
}

#[derive(Serialize)]
struct Replace<'a> {
    place: Option<Place<'a>>,
    with: &'a str,
}

#[derive(Serialize)]
struct Docs<'a> {
    summary: &'a str,
    why: &'a str,
    fix: &'a str,
    source: &'a str,
}

pub(super) fn print(
    diagnostics: &Diagnostics,
    files: &Files<'_>,
    more: &impl Serialize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let report = Report {
        version: VERSION,
        diagnostics: diagnostics.iter().map(|d| of(d, files)).collect(),
        more,
    };
    let text = serde_json::to_string_pretty(&report)?;
    writeln!(out, "{}", visible::json(&text))
}

fn of<'a>(diagnostic: &'a diagnostic::Diagnostic, files: &'a Files<'_>) -> Diagnostic<'a> {
    let rule = diagnostic.rule;
    let related = diagnostic.related.iter().map(|label| Related {
        message: &label.text,
        place: place(label.at, files),
    });
    let help = diagnostic.help.iter().map(|help| match help {
        Help::Words(words) => Way {
            words,
            replace: None,
        },
        Help::Replace { at, with, words } => Way {
            words,
            replace: Some(Replace {
                place: place(*at, files),
                with,
            }),
        },
    });
    Diagnostic {
        rule: rule.id,
        severity: match rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: &diagnostic.message,
        label: &diagnostic.primary.text,
        place: place(diagnostic.primary.at, files),
        related: related.collect(),
        help: help.collect(),
        docs: Docs {
            summary: rule.summary,
            why: rule.why,
            fix: rule.fix,
            source: rule.source,
        },
    }
}

fn place<'a>(at: source::Place, files: &'a Files<'_>) -> Option<Place<'a>> {
    let located = files.locate(at)?;
    Some(Place {
        file: located.file,
        line: located.start.line,
        column: located.start.column,
        end_line: located.end.line,
        end_column: located.end.column,
    })
}
