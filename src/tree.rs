//! The rendered output as paths and text, and the directory it becomes. Knows files; must not know
//! AWS, HCL or specs.

pub mod compare;
mod directories;
mod found;
mod line_ends;
mod lock;
pub mod manifest;
pub mod new_file;
pub mod one_file;
pub mod path;
pub mod print;
pub mod refusal;
mod temporary;
pub mod transaction;
pub mod unified;
pub mod write;

use std::collections::BTreeMap;

/// The files of one output: relative path with `/` between its parts, and text. Sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// Path to text.
    pub files: BTreeMap<String, String>,
}

impl Tree {
    /// Refuses paths that could leave the directory, or that can't all stand in one directory on
    /// every system.
    ///
    /// # Errors
    ///
    /// Names the first such path.
    pub fn check(&self) -> anyhow::Result<()> {
        // macOS and Windows take two names that differ only in case for one.
        let mut folded = BTreeMap::new();
        for path in self.files.keys() {
            path::check(path).map_err(|fault| {
                anyhow::anyhow!("cannot write `{}`: the path {fault}", path.escape_debug())
            })?;
            if let Some(other) = folded.insert(path.to_lowercase(), path) {
                anyhow::bail!(
                    "cannot write both `{other}` and `{path}`: macOS and Windows take them for one file"
                );
            }
        }
        for (folded_path, path) in &folded {
            for folder in path::folders(folded_path) {
                if let Some(file) = folded.get(folder) {
                    anyhow::bail!("cannot write `{path}`: `{file}` is a file of the same output");
                }
            }
        }
        Ok(())
    }
}
