//! Places as file, line and column. Knows the spec's files; must not know formats.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::hide;
use crate::source::lines::{Lines, Position};
use crate::source::{Place, SourceFile, Sources};

/// The spec's files, with their lines counted when first asked for.
pub(super) struct Files<'s> {
    files: Vec<Known<'s>>,
}

struct Known<'s> {
    file: &'s SourceFile,
    /// Its text as it may be shown.
    shown: Cow<'s, str>,
    /// Of its own text: hidden characters count as those that they are.
    lines: OnceCell<Lines<'s>>,
}

/// One file with its lines.
pub(super) struct File<'f> {
    pub(super) name: &'f str,
    /// The text as it may be shown, each byte where it is in the file.
    pub(super) text: &'f str,
    pub(super) lines: &'f Lines<'f>,
}

/// A place as people count; the end is the first character behind it.
pub(super) struct Located<'f> {
    pub(super) file: &'f str,
    pub(super) start: Position,
    pub(super) end: Position,
}

impl<'s> Files<'s> {
    pub(super) fn new(sources: &'s Sources, hidden: &[Place]) -> Self {
        let files = sources.files.iter().enumerate();
        Self {
            files: files
                .map(|(index, file)| Known {
                    file,
                    shown: hide::in_text(&file.text, index, hidden),
                    lines: OnceCell::new(),
                })
                .collect(),
        }
    }

    /// The file of a place, and the place's bytes within its text; nothing for a file that there is not.
    pub(super) fn find(&self, place: Place) -> Option<(File<'_>, Range<usize>)> {
        let known = self.files.get(place.file.0 as usize)?;
        let text = known.file.text.as_str();
        let start = text.floor_char_boundary(place.start as usize);
        let end = text.ceil_char_boundary(place.end as usize).max(start);
        let file = File {
            name: &known.file.name,
            text: &known.shown,
            lines: known.lines.get_or_init(|| Lines::of(text)),
        };
        Some((file, start..end))
    }

    /// Where a place is.
    pub(super) fn locate(&self, place: Place) -> Option<Located<'_>> {
        let (file, range) = self.find(place)?;
        Some(Located {
            file: file.name,
            start: file.lines.position(range.start),
            end: file.lines.position(range.end),
        })
    }
}
