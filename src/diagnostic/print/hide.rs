//! What must not be read on a screen or in the log of a job, covered with `*`. Knows places and texts; must not know
//! what makes a text secret.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics, Help};
use crate::source::{Place, Sources};

/// A shorter piece of a secret gives nothing away, and may be the very character that is wrong.
const SHORT: usize = 3;

/// A file's text with its hidden places covered. Every byte else stays where it is, and so do the ends of lines.
pub(super) fn in_text<'t>(text: &'t str, file: usize, hidden: &[Place]) -> Cow<'t, str> {
    let mut ranges: Vec<Range<usize>> = hidden
        .iter()
        .filter(|place| place.file.0 as usize == file)
        .map(|place| {
            let start = text.floor_char_boundary(place.start as usize);
            start..text.ceil_char_boundary(place.end as usize).max(start)
        })
        .collect();
    if ranges.is_empty() {
        return Cow::Borrowed(text);
    }
    ranges.sort_by_key(|range| range.start);
    let mut covered = String::with_capacity(text.len());
    let mut done = 0;
    for range in ranges {
        covered.push_str(text.get(done..range.start).unwrap_or(""));
        let from = range.start.max(done);
        for character in text.get(from..range.end).unwrap_or("").chars() {
            match character {
                '\n' | '\r' => covered.push(character),
                other => covered.extend(std::iter::repeat_n('*', other.len_utf8())),
            }
        }
        done = done.max(range.end);
    }
    covered.push_str(text.get(done..).unwrap_or(""));
    Cow::Owned(covered)
}

/// The findings with no hidden text in their words: neither quoted in backticks, nor in a patch.
pub(super) fn from_words<'d>(
    diagnostics: &'d Diagnostics,
    sources: &Sources,
) -> Cow<'d, Diagnostics> {
    if diagnostics.hidden().is_empty() {
        return Cow::Borrowed(diagnostics);
    }
    let mut told = Diagnostics::default();
    told.hide(diagnostics.hidden().iter().copied());
    for diagnostic in diagnostics {
        let mut diagnostic = diagnostic.clone();
        for place in diagnostics.hidden() {
            cover(&mut diagnostic, *place, sources);
        }
        told.push(diagnostic);
    }
    Cow::Owned(told)
}

/// Covers the text of one place in the words of a finding that touches it.
fn cover(diagnostic: &mut Diagnostic, hidden: Place, sources: &Sources) {
    let touches =
        |at: Place| at.file == hidden.file && at.start < hidden.end && hidden.start < at.end;
    for help in &mut diagnostic.help {
        if let Help::Replace { at, words, .. } = help
            && touches(*at)
        {
            *help = Help::Words(std::mem::take(words));
        }
    }
    if !touches(diagnostic.primary.at) {
        return;
    }
    let secret = sources.text_at(hidden);
    let line = line_before(hidden, sources);
    let told = [&mut diagnostic.message, &mut diagnostic.primary.text]
        .into_iter()
        .chain(diagnostic.help.iter_mut().map(|help| match help {
            Help::Words(words) | Help::Replace { words, .. } => words,
        }));
    for words in told {
        *words = unquoted(words, secret, line);
    }
}

/// The words without what they quote of a secret. What also stands in the line before it, as in `password: password`,
/// is none.
fn unquoted(words: &str, secret: &str, line: &str) -> String {
    let pieces = words.split('`').enumerate().map(|(index, piece)| {
        let is_quoted = index % 2 == 1;
        let quoted = piece.trim_end_matches('…');
        let gives_away = quoted.len() >= SHORT && secret.contains(quoted) && !line.contains(quoted);
        if is_quoted && gives_away {
            "***"
        } else {
            piece
        }
    });
    pieces.collect::<Vec<_>>().join("`")
}

fn line_before(hidden: Place, sources: &Sources) -> &str {
    let before = sources
        .get(hidden.file)
        .and_then(|file| file.text.get(..hidden.start as usize))
        .unwrap_or("");
    before.rsplit('\n').next().unwrap_or("")
}
