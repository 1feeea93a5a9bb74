//! The text of a spec and the places in it. Knows bytes, files and YAML's tree; must not know what
//! a spec means.

pub mod lines;
pub mod node;
pub mod parse;
pub mod read;
pub mod rules;

use std::fmt;

/// Which file of the spec: an index into [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in one file of the spec, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A value and the place in the spec that it came from.
///
/// A default that no spec wrote bears the place of the thing it was filled in for, so that every
/// diagnostic has something to underline.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At<T> {
    /// What was asked for.
    pub value: T,
    /// Where.
    pub at: Place,
}

impl<T> At<T> {
    /// Joins a value to its place.
    pub const fn new(value: T, at: Place) -> Self {
        Self { value, at }
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> At<U> {
        At {
            value: change(self.value),
            at: self.at,
        }
    }

    /// A view of the value at the same place.
    pub const fn as_ref(&self) -> At<&T> {
        At {
            value: &self.value,
            at: self.at,
        }
    }
}

impl<T> std::ops::Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Display> fmt::Display for At<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(formatter)
    }
}

/// One file of the spec, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// What a diagnostic calls it: the path as the user gave it, or `<stdin>`.
    pub name: String,
    /// Its text, less a byte order mark.
    pub text: String,
}

/// All files of one spec: one file, standard input, or a folder's `*.yaml` files in order of name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// Indexed by [`FileId`].
    pub files: Vec<SourceFile>,
}

impl Sources {
    /// The file of that id, if there is one.
    pub fn get(&self, file: FileId) -> Option<&SourceFile> {
        self.files.get(file.0 as usize)
    }

    /// The text at a place; empty where the place is outside the text.
    pub fn text_at(&self, place: Place) -> &str {
        self.get(place.file)
            .and_then(|file| file.text.get(place.start as usize..place.end as usize))
            .unwrap_or("")
    }
}
