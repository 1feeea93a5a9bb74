//! From text to one tree: each file on its own, then a folder's files joined. Knows YAML's shapes and bounds; must
//! not know any word of a spec.
//!
//! The parser crate stays inside this module.

mod anchors;
mod frames;
mod join;
mod marks;
mod merge;
mod syntax;
mod tags;
mod tree;

use std::ops::Range;

use super::node::Node;
use super::{FileId, Place, Sources, rules};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// How deep maps and lists may be nested, copies by aliases included.
pub const MAX_DEPTH: usize = 64;

/// How many values one file may hold.
pub const MAX_NODES: usize = 2_000_000;

/// How many values anchors and aliases may copy in one file.
pub const MAX_COPIED_NODES: usize = 1_000_000;

/// How many bytes of text anchors and aliases may copy in one file.
pub const MAX_COPIED_BYTES: usize = 64 * 1024 * 1024;

/// After how many mistakes a file is left.
pub const MAX_MISTAKES: usize = 100;

/// What became of one file.
enum Outcome {
    /// It holds no value.
    Empty,
    /// It was told why it can't be read.
    Broken,
    /// The tree. Repeated keys were told and left out.
    Whole(Node),
}

/// Reads all files into one tree.
///
/// Nothing where a file can't be read as YAML, or where there is nothing in any of them: `found` tells why. A repeated
/// key is told too, but the tree, with the first of the two, goes on, so that one run shows all mistakes of a spec.
pub fn parse(sources: &Sources, found: &mut Diagnostics) -> Option<Node> {
    let mut whole = Vec::new();
    let mut broken = false;
    for (index, file) in sources.files.iter().enumerate() {
        let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        match tree::read(id, &file.text, found) {
            Outcome::Empty => {}
            Outcome::Broken => broken = true,
            Outcome::Whole(node) => whole.push(node),
        }
    }
    if broken {
        return None;
    }
    if whole.is_empty() {
        found.push(Diagnostic::new(
            &rules::EMPTY,
            place(FileId(0), 0..0),
            "the spec is empty",
            "begin with `version: 1`, or let `sealform init` write a first spec",
        ));
        return None;
    }
    join::join(whole, found)
}

/// The place of a range of bytes. What lies beyond 4 GiB has no place; no spec is that large.
fn place(file: FileId, range: Range<usize>) -> Place {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Place {
        file,
        start: offset(range.start),
        end: offset(range.end),
    }
}

/// A word of the user's in backticks, cut where it is too long for a message.
fn quoted(word: &str) -> String {
    match word.char_indices().nth(60) {
        Some((cut, _)) => format!("`{}…`", word.get(..cut).unwrap_or("")),
        None => format!("`{word}`"),
    }
}

/// A key that stands a second time.
fn twice(message: String, at: Place, first: Place) -> Diagnostic {
    Diagnostic::new(
        &rules::DUPLICATE,
        at,
        message,
        "remove one of the two, or give it a name of its own",
    )
    .label("again here")
    .related(first, "first here")
}
