//! Two texts as a unified diff, fit for a terminal and for `patch -p1`. Knows lines and words; must not
//! know which file they are of.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, ChangeTag, DiffOp, InlineChangeOptions, TextDiff};

/// What stands for the file where there is none.
pub const NO_FILE: &str = "/dev/null";

const CONTEXT_LINES: usize = 3;

/// Words are compared within replaced lines up to this many bytes: it costs the square of them, and in a
/// larger block nobody looks for a word.
const EMPHASIS_LIMIT: usize = 8 * 1024;

const HEADER: Style = Style::new().bold();
const HUNK: Style = AnsiColor::Cyan.on_default();
const DELETED: Style = AnsiColor::Red.on_default();
const INSERTED: Style = AnsiColor::Green.on_default();

/// Prints what makes `new` of `old`, with three lines of context: the two names, then the hunks, if any.
/// With `color`, changed words stand out within their lines. Characters that a terminal would obey
/// instead of showing are printed as `<U+001B>`.
///
/// # Errors
///
/// Those of `out`.
pub fn unified(
    old_name: &str,
    new_name: &str,
    old: &str,
    new: &str,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let paint = |style: Style| if color { style } else { Style::new() };
    let header = paint(HEADER);
    writeln!(out, "{header}--- {}{header:#}", named(old_name))?;
    writeln!(out, "{header}+++ {}{header:#}", named(new_name))?;
    // Lines end where `patch` says they do, at LF alone.
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Histogram)
        .newline_terminated(true)
        .diff_slices(&old, &new);
    let hunk = paint(HUNK);
    for operations in diff.grouped_ops(CONTEXT_LINES) {
        writeln!(out, "{hunk}{}{hunk:#}", UnifiedHunkHeader::new(&operations))?;
        for operation in &operations {
            if color && has_words_to_compare(&diff, operation) {
                let options = InlineChangeOptions::new();
                for change in
                    diff.iter_inline_changes_with_options_deadline(operation, options, None)
                {
                    line(change.tag(), change.values(), color, out)?;
                }
            } else {
                for change in diff.iter_changes(operation) {
                    line(change.tag(), &[(false, change.value())], color, out)?;
                }
            }
        }
    }
    Ok(())
}

/// `patch` takes a name to end at a space, unless a tab follows.
fn named(name: &str) -> Cow<'_, str> {
    match visible(name) {
        name if name.contains(' ') => Cow::Owned(format!("{name}\t")),
        name => name,
    }
}

fn has_words_to_compare(diff: &TextDiff<'_, '_, str>, operation: &DiffOp) -> bool {
    let bytes: usize = diff
        .iter_changes(operation)
        .map(|change| change.value().len())
        .sum();
    matches!(operation, DiffOp::Replace { .. }) && bytes <= EMPHASIS_LIMIT
}

/// One line, in pieces of which some are emphasised.
fn line(
    tag: ChangeTag,
    pieces: &[(bool, &str)],
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = match tag {
        ChangeTag::Delete if color => DELETED,
        ChangeTag::Insert if color => INSERTED,
        _ => Style::new(),
    };
    write!(out, "{style}{tag}")?;
    for (emphasised, piece) in pieces {
        let piece = visible(piece.strip_suffix('\n').unwrap_or(piece));
        if *emphasised {
            let strong = style.invert();
            write!(out, "{strong}{piece}{strong:#}{style}")?;
        } else {
            write!(out, "{piece}")?;
        }
    }
    writeln!(out, "{style:#}")?;
    if pieces
        .last()
        .is_some_and(|(_, piece)| !piece.ends_with('\n'))
    {
        writeln!(out, "\\ No newline at end of file")?;
    }
    Ok(())
}

/// The text with what a terminal would obey, or hide, or use to reorder the rest, made visible.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_hidden(character) {
            // Writing to a String can't fail.
            let _ = write!(shown, "<U+{:04X}>", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// Control characters but the tab, and what Unicode TR36 warns of: direction marks and overrides, joiners,
/// separators, the byte order mark. Source: Unicode Technical Report 36, "Bidirectional Text Spoofing".
fn is_hidden(character: char) -> bool {
    (character.is_control() && character != '\t')
        || matches!(
            character,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}
