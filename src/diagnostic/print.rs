//! Findings as text for a person, JSON, GitHub annotations and SARIF. Knows findings and the spec's text; must not know
//! rules or what a spec means. The only user of the snippet crate.

mod github;
mod hide;
mod json;
mod locate;
mod sarif;
mod text;
mod visible;
mod window;

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::Diagnostics;
use crate::source::Sources;
use locate::Files;

/// For whom findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A person: the place in the text, labels, patches.
    Text,
    /// A program: one versioned object.
    Json,
    /// GitHub Actions: workflow commands that become annotations.
    Github,
    /// Code scanning: SARIF 2.1.0.
    Sarif,
}

/// Prints findings in the order given. Text and GitHub print nothing where nothing was found; JSON and SARIF always one
/// object. Control characters of the spec never reach `out`, nor does the text of hidden places. `color` is for text
/// alone.
///
/// # Errors
/// Those of `out`.
pub fn print(
    diagnostics: &Diagnostics,
    sources: &Sources,
    format: Format,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let files = Files::new(sources, diagnostics.hidden());
    let diagnostics = &*hide::from_words(diagnostics, sources);
    match format {
        Format::Text => text::print(diagnostics, &files, color, out),
        Format::Json => json::print(diagnostics, &files, &(), out),
        Format::Github => github::print(diagnostics, &files, out),
        Format::Sarif => sarif::print(diagnostics, &files, out),
    }
}

/// The findings with nothing in their words that must not be shown.
pub fn shown<'d>(diagnostics: &'d Diagnostics, sources: &Sources) -> Cow<'d, Diagnostics> {
    hide::from_words(diagnostics, sources)
}

/// Prints findings as JSON, with what else the object should say: the fields of `more`.
///
/// # Errors
/// Those of `out`.
pub fn print_json(
    diagnostics: &Diagnostics,
    sources: &Sources,
    more: &impl Serialize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let files = Files::new(sources, diagnostics.hidden());
    let diagnostics = hide::from_words(diagnostics, sources);
    json::print(&diagnostics, &files, more, out)
}
