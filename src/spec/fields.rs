//! A map of the spec taken apart word by word: what is asked for, what is missing, what nobody knows.

use super::rules::{SPEC_MISSING_KEY, SPEC_UNKNOWN_KEY};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Place;
use crate::source::node::{Entry, Node, Value};
use crate::suggest;

/// The entries of a map that should be one; says so where it is not.
pub(super) fn entries<'a>(
    entry: &'a Entry,
    wanted: &str,
    help: &str,
    found: &mut Diagnostics,
) -> Option<&'a [Entry]> {
    if let Value::Map(entries) = &entry.node.value {
        return Some(entries);
    }
    super::read::wrong_type(entry, wanted, help, found);
    None
}

/// The entries of the whole document.
pub(super) fn document(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Map(entries) => entries,
        Value::Scalar(_) | Value::List(_) => &[],
    }
}

/// Says that a word is not known there, and which known one it may be meant for.
pub(super) fn unknown(word: &str, at: Place, place: &str, known: &[&str], found: &mut Diagnostics) {
    let message = format!("{place} has no key `{word}`");
    let nearest = suggest::nearest(word, known.iter().copied());
    found.push(match nearest {
        Some(near) => Diagnostic::new(
            &SPEC_UNKNOWN_KEY,
            at,
            message,
            format!("did you mean `{near}`?"),
        )
        .patch(at, near),
        None => Diagnostic::new(
            &SPEC_UNKNOWN_KEY,
            at,
            message,
            match known.len() {
                0..=12 => format!("it knows {}", listed(known)),
                _ => "`sealform init` shows an example, and SPEC.md lists all keys".to_owned(),
            },
        ),
    });
}

/// Says that a key must be there and is not.
pub(super) fn missing(word: &str, at: Place, place: &str, help: &str, found: &mut Diagnostics) {
    found.push(Diagnostic::new(
        &SPEC_MISSING_KEY,
        at,
        format!("{place} has no `{word}`"),
        help,
    ));
}

/// `` `a`, `b` and `c` ``.
pub(super) fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
