//! All differences of a directory, for a person to read or `patch` to apply. Knows states and texts;
//! must not know how lines are compared.

pub mod json;

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::Tree;
use super::compare::{Comparison, Entry, State};
use super::line_ends;
use super::refusal::Kept;
use super::unified::{NO_FILE, unified};

const NOTE: Style = AnsiColor::Yellow.on_default();

/// Prints what writing the tree would do to the directory, in the order of paths: a unified diff for each
/// file that would be created, changed or removed, from what is on disk to what is wanted. A line above it
/// says if the file was edited or is not ours; where nothing can be written there is that line alone.
///
/// # Errors
///
/// Those of `out`.
pub fn print_diff(
    comparison: &Comparison,
    tree: &Tree,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let note = if color { NOTE } else { Style::new() };
    for (path, entry) in &comparison.entries {
        if entry.state == State::Unchanged {
            continue;
        }
        let kept = Kept::of(path, &entry.state);
        if let Some(kept) = &kept {
            writeln!(out, "{note}{kept}{note:#}")?;
        }
        if kept.is_some_and(|kept| kept.is_blocked()) {
            continue;
        }
        print_file(path, entry, tree, color, out)?;
    }
    Ok(())
}

/// The unified diff of one file, from what is on disk to what is wanted.
fn print_file(
    path: &str,
    entry: &Entry,
    tree: &Tree,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let on_disk = entry.on_disk.as_deref().map(line_ends::with_line_feeds);
    let old = on_disk.as_deref().map(String::from_utf8_lossy);
    let new = tree.files.get(path);
    let name = |side: &str, stands: bool| {
        if stands {
            format!("{side}/{path}")
        } else {
            NO_FILE.to_owned()
        }
    };
    unified(
        &name("a", old.is_some()),
        &name("b", new.is_some()),
        old.as_deref().unwrap_or_default(),
        new.map_or("", String::as_str),
        color,
        out,
    )
}
