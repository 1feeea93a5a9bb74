//! Where lines begin, so that a byte offset can be told as line and column. Knows text; must not know
//! YAML or who asks.

use std::ops::Range;

/// A point in a file as people and editors count: both from 1, columns in Unicode characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A text with the offsets at which its lines begin.
#[derive(Debug, Clone)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Looks for the lines once; a line ends with `\n`, as editors count.
    pub fn of(text: &'t str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(ends.map(|(at, _)| at.saturating_add(1)))
            .collect();
        Self { text, starts }
    }

    /// The line that holds the byte at `offset`, from 1. An offset past the end is in the last line.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The bytes of a line, from 1, without its end; empty where there is no such line.
    pub fn range(&self, line: usize) -> Range<usize> {
        let size = self.text.len();
        let start = line
            .checked_sub(1)
            .and_then(|index| self.starts.get(index).copied());
        let end = self
            .starts
            .get(line)
            .map_or(size, |next| next.saturating_sub(1));
        let start = start.unwrap_or(size);
        let end = end.max(start);
        let carriage = self
            .text
            .get(start..end)
            .is_some_and(|line| line.ends_with('\r'));
        start..end.saturating_sub(usize::from(carriage))
    }

    /// The position of the byte at `offset`.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line(offset);
        let start = self.range(line).start;
        let before = self.text.get(start..offset).unwrap_or("");
        Position {
            line,
            column: before.chars().count().saturating_add(1),
        }
    }
}
