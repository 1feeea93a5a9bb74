//! Directories: the output's own, those made on the way to a file, those left empty. Knows how to take
//! back what it made; must not know what the files in them are.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::path;

/// Refuses an output directory that is something else, or has no name.
pub(super) fn check_root(out: &Path) -> anyhow::Result<()> {
    let shown = out.display();
    anyhow::ensure!(
        !out.as_os_str().is_empty(),
        "the output directory has no name: give one, such as `.`"
    );
    match fs::metadata(out) {
        Ok(metadata) if metadata.is_dir() => Ok(()),
        Ok(_) => anyhow::bail!("`{shown}` is not a directory: name another, or remove it"),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            anyhow::ensure!(
                fs::symlink_metadata(out).is_err(),
                "`{shown}` is a symbolic link to nothing: create its target, or remove it"
            );
            Ok(())
        }
        Err(error) => Err(error).with_context(|| format!("cannot look at `{shown}`")),
    }
}

/// Directories made by this run, removed again when dropped unless [`NewDirectories::keep`] was
/// called; one that holds something by then stays.
#[derive(Default)]
pub(super) struct NewDirectories {
    made: Vec<PathBuf>,
}

impl NewDirectories {
    /// Makes the output directory and what is missing above it.
    pub(super) fn make_root(&mut self, out: &Path) -> anyhow::Result<()> {
        let missing: Vec<&Path> = out
            .ancestors()
            .take_while(|above| !above.as_os_str().is_empty() && !above.exists())
            .collect();
        missing
            .into_iter()
            .rev()
            .try_for_each(|directory| self.make(directory))
    }

    /// Makes the directories on the way to a path below `out`.
    pub(super) fn make_above(&mut self, out: &Path, path: &str) -> anyhow::Result<()> {
        path::folders(path).try_for_each(|name| self.make(&out.join(name)))
    }

    fn make(&mut self, directory: &Path) -> anyhow::Result<()> {
        match fs::create_dir(directory) {
            Ok(()) => {
                self.made.push(directory.to_owned());
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && is_real(directory) => {
                Ok(())
            }
            Err(error) => Err(error)
                .with_context(|| format!("cannot make the directory `{}`", directory.display())),
        }
    }

    /// They are needed: leaves them.
    pub(super) fn keep(mut self) {
        self.made.clear();
    }
}

impl Drop for NewDirectories {
    fn drop(&mut self) {
        for directory in self.made.iter().rev() {
            // One that isn't empty holds what somebody else put there meanwhile.
            let _ = fs::remove_dir(directory);
        }
    }
}

/// Removes the directories on the way to removed files that hold nothing any longer.
pub(super) fn remove_emptied<'a>(out: &Path, removed: impl Iterator<Item = &'a str>) {
    let above: BTreeSet<&str> = removed.flat_map(path::folders).collect();
    // Backwards, inner directories come before outer ones.
    for name in above.into_iter().rev() {
        // The system refuses to remove one that holds anything, which is the test we want.
        let _ = fs::remove_dir(out.join(name));
    }
}

/// A directory, and no link to one.
pub(super) fn is_real(directory: &Path) -> bool {
    fs::symlink_metadata(directory).is_ok_and(|metadata| metadata.is_dir())
}
