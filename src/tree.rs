//! The rendered output as paths and text, and the directory it becomes. Knows files; must not know
//! AWS, HCL or specs.

pub mod compare;
pub mod manifest;
pub mod write;

use std::collections::BTreeMap;

/// The files of one output: relative path with `/` between its parts, and text. Sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// Path to text.
    pub files: BTreeMap<String, String>,
}
