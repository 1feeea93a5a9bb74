//! For a person: what is wrong, the lines of the spec with labels under them, the ways out. The snippet crate draws.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use super::locate::Files;
use super::visible;
use super::window::{self, Window};
use crate::diagnostic::{Diagnostic, Diagnostics, Help, Label, Severity};
use crate::source::Place;
use crate::source::lines::Position;

/// Labels so many lines apart are shown in one piece of the text.
const NEAR_LINES: usize = 12;

/// The name of every file for the crate, which writes line and column behind it. Both would count from where a long line
/// was cut, so [`headed`] puts our own in their place. No text that is shown holds this character.
const FILE: &str = "\0";

/// A patch of more lines than this is told in words.
const PATCHED_LINES: usize = 12;

pub(super) fn print(
    diagnostics: &Diagnostics,
    files: &Files<'_>,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    for diagnostic in diagnostics {
        let pieces = pieces(diagnostic, files);
        let headers: Vec<String> = pieces.iter().map(|piece| piece.header.clone()).collect();
        let drawn = renderer.render(&report(diagnostic, pieces, files));
        writeln!(out, "{}\n", headed(&drawn, headers))?;
    }
    Ok(())
}

/// Writes the headers over those of the crate, in the same order.
fn headed(drawn: &str, headers: Vec<String>) -> String {
    let mut parts = drawn.split(FILE);
    let mut text = parts.next().unwrap_or("").to_owned();
    for (part, header) in parts.zip(headers) {
        text.push_str(&header);
        let is_position = |c: char| c == ':' || c.is_ascii_digit();
        text.push_str(part.trim_start_matches(is_position));
    }
    text
}

fn report<'a>(
    diagnostic: &'a Diagnostic,
    pieces: Vec<Piece<'a>>,
    files: &'a Files<'_>,
) -> Vec<Group<'a>> {
    let level = match diagnostic.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level
        .primary_title(visible::one_line(&diagnostic.message))
        .id(diagnostic.rule.id);
    let mut first = Group::with_title(title);
    for piece in pieces {
        first = first.element(piece.snippet());
    }
    let mut patches = Vec::new();
    for help in &diagnostic.help {
        match help {
            Help::Words(words) => {
                first = first.element(Level::HELP.message(visible::one_line(words)));
            }
            Help::Replace { at, with, words } => match patch(*at, with, diagnostic, files) {
                Some(snippet) => {
                    let title = Level::HELP.secondary_title(visible::one_line(words));
                    patches.push(title.element(snippet));
                }
                None => {
                    first = first.element(Level::HELP.message(visible::one_line(words)));
                }
            },
        }
    }
    let mut report = vec![first];
    report.extend(patches);
    report
}

/// Labels of one file that stand near each other.
struct Piece<'a> {
    labels: Vec<(&'a Label, AnnotationKind)>,
    /// File, line and column of the first label given.
    header: String,
    window: Window,
}

/// The labels in pieces, the primary one's first, then the others in the order given.
fn pieces<'a>(diagnostic: &'a Diagnostic, files: &'a Files<'_>) -> Vec<Piece<'a>> {
    let primary = std::iter::once((&diagnostic.primary, AnnotationKind::Primary));
    let related = diagnostic
        .related
        .iter()
        .map(|l| (l, AnnotationKind::Context));
    let mut rest: Vec<_> = primary.chain(related).collect();
    let mut pieces = Vec::new();
    while let Some((leader, _)) = rest.first() {
        let leader = leader.at;
        let Some((file, range)) = files.find(leader) else {
            rest.remove(0);
            continue;
        };
        let line = file.lines.line(range.start);
        let near = |label: &Label| {
            let line_of = |at: Place| file.lines.line(at.start as usize);
            label.at.file == leader.file && line_of(label.at).abs_diff(line) <= NEAR_LINES
        };
        let (labels, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(l, _)| near(l));
        rest = others;
        let ranges: Vec<Range<usize>> = labels
            .iter()
            .filter_map(|(label, _)| files.find(label.at).map(|(_, range)| range))
            .collect();
        let Position { line, column } = file.lines.position(range.start);
        let name = visible::one_line(file.name);
        pieces.push(Piece {
            labels,
            header: format!("{name}:{line}:{column}"),
            window: window::around(&file, &ranges),
        });
    }
    pieces
}

impl<'a> Piece<'a> {
    fn snippet(self) -> Snippet<'a, Annotation<'a>> {
        let labels = self.labels.into_iter().zip(self.window.marks);
        let annotations = labels.map(|((label, kind), mark)| {
            let text = (!label.text.is_empty()).then(|| visible::one_line(&label.text));
            kind.span(mark).label(text)
        });
        Snippet::source(self.window.text)
            .line_start(self.window.line)
            .path(FILE)
            .annotations(annotations)
    }
}

/// The lines that a patch changes; nothing where they are too many or too long to be looked at.
fn patch<'a>(
    at: Place,
    with: &str,
    diagnostic: &Diagnostic,
    files: &'a Files<'_>,
) -> Option<Snippet<'a, Patch<'a>>> {
    let (file, range) = files.find(at)?;
    let first = file.lines.line(range.start);
    let last = file.lines.line(range.end);
    let start = file.lines.range(first).start;
    let end = file.lines.range(last).end.max(range.end);
    let source = file.text.get(start..end)?;
    let shown = |range: Range<usize>| file.text.get(range).map(|text| visible::lines(text).len());
    let from = shown(start..range.start)?;
    let to = shown(start..range.end)?;
    let long = |line: &str| line.len() > window::LONG_LINE;
    if last.abs_diff(first) > PATCHED_LINES || source.lines().any(long) || with.lines().any(long) {
        return None;
    }
    let elsewhere = at.file != diagnostic.primary.at.file;
    let snippet = Snippet::source(visible::lines(source))
        .line_start(first)
        .path(elsewhere.then(|| visible::one_line(file.name)));
    Some(snippet.patch(Patch::new(from..to, visible::lines(with))))
}
