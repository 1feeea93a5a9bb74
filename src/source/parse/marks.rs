//! The parser's spans as the places that people look for. Knows the text; must not know the tree.

use granit_parser::Span;

use super::place;
use crate::source::{FileId, Place};

/// One file's text.
#[derive(Clone, Copy)]
pub(super) struct Marks<'t> {
    pub(super) file: FileId,
    pub(super) text: &'t str,
}

impl<'t> Marks<'t> {
    pub(super) fn place(self, span: &Span) -> Place {
        let size = self.text.len();
        place(self.file, span.byte_range().unwrap_or(size..size))
    }

    pub(super) fn text_at(self, at: Place) -> &'t str {
        let range = at.start as usize..at.end as usize;
        self.text.get(range).unwrap_or("")
    }

    /// An absent value: the parser puts it at the end of its key, people look for it behind the colon.
    pub(super) fn behind_colon(self, at: Place) -> Place {
        let colon = self.byte(at.start) == Some(b':');
        let start = at.start.saturating_add(u32::from(colon));
        Place {
            start,
            end: start,
            ..at
        }
    }

    /// A list that is not indented below its key: the parser begins it behind the first dash.
    pub(super) fn first_dash(self, at: Place) -> Place {
        if self.byte(at.start) == Some(b'-') {
            return at;
        }
        let before = self.text.get(..at.start as usize).unwrap_or("");
        let line = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
        let line = before.get(line..).unwrap_or("");
        let from_dash = line.trim_start_matches(' ');
        let back = match from_dash.starts_with('-') {
            true => u32::try_from(from_dash.len()).unwrap_or(0),
            false => 0,
        };
        let start = at.start.saturating_sub(back);
        Place { start, ..at }
    }

    /// A block scalar, less the blank lines and line ends behind it.
    pub(super) fn without_end(self, at: Place) -> Place {
        let start = at.start as usize;
        let size = self.text_at(at).trim_end().len();
        place(self.file, start..start.saturating_add(size))
    }

    /// The bracket that begins a map or list; nothing for a pair in a list, `[a: b]`, which is a map without one.
    pub(super) fn bracket(self, at: Place) -> Option<Place> {
        let bracket = matches!(self.byte(at.start), Some(b'[' | b'{'));
        let end = at.start.saturating_add(1);
        bracket.then_some(Place { end, ..at })
    }

    fn byte(self, at: u32) -> Option<u8> {
        self.text.as_bytes().get(at as usize).copied()
    }
}
