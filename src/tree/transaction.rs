//! Many files changed as one: all of them, or none. Knows paths and bytes, in an order; must not know
//! why they change.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;
use tempfile::TempPath;

use super::directories::NewDirectories;
use super::temporary::{self, Attributes};

/// One file that changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<'a> {
    /// Where, relative to the directory, `/` between its parts.
    pub path: &'a str,
    /// What is there, if a file is: it is put back if a later change fails.
    pub before: Option<&'a [u8]>,
    /// What shall be there, if a file shall.
    pub after: Option<&'a [u8]>,
}

/// Changes that are ready to be made: the new contents lie in temporary files beside their targets.
/// Dropped, it leaves everything as it was.
pub struct Staged<'a> {
    // Dropped in this order: the files first, then the directories made for them.
    steps: Vec<Step<'a>>,
    directories: NewDirectories,
}

struct Step<'a> {
    target: PathBuf,
    before: Option<Before<'a>>,
    after: Option<TempPath>,
}

struct Before<'a> {
    content: &'a [u8],
    attributes: Attributes,
}

/// How a step that was made is taken back.
enum Undo<'a> {
    Remove(PathBuf),
    PutBack(PathBuf, Before<'a>),
}

/// Writes all new contents into temporary files. Whatever can fail for want of space or permission
/// fails here, while nothing has changed yet.
///
/// # Errors
///
/// The first one in the order of the changes; nothing is left behind.
pub fn stage<'a>(out: &Path, changes: &[Change<'a>]) -> anyhow::Result<Staged<'a>> {
    let mut directories = NewDirectories::default();
    for change in changes.iter().filter(|change| change.after.is_some()) {
        directories.make_above(out, change.path)?;
    }
    let steps: Vec<_> = changes.par_iter().map(|change| step(out, change)).collect();
    Ok(Staged {
        steps: steps.into_iter().collect::<anyhow::Result<_>>()?,
        directories,
    })
}

fn step<'a>(out: &Path, change: &Change<'a>) -> anyhow::Result<Step<'a>> {
    let target = out.join(change.path);
    let cannot = || format!("cannot write `{}`", target.display());
    let before = match change.before {
        None => None,
        Some(content) => Some(Before {
            content,
            attributes: Attributes::of(&target).with_context(cannot)?,
        }),
    };
    let after = match change.after {
        None => None,
        Some(content) => {
            let attributes = before.as_ref().map(|before| &before.attributes);
            Some(temporary::write(&target, content, attributes).with_context(cannot)?)
        }
    };
    Ok(Step {
        target,
        before,
        after,
    })
}

impl Staged<'_> {
    /// Makes the changes, in their order. If one fails, those already made are taken back.
    ///
    /// # Errors
    ///
    /// Names the file that failed, and says whether everything is as it was.
    pub fn commit(self) -> anyhow::Result<()> {
        let mut made = Vec::with_capacity(self.steps.len());
        for step in self.steps {
            let target = step.target.clone();
            match step.make() {
                Ok(undo) => made.extend(undo),
                Err(error) => {
                    let error = anyhow::Error::new(error)
                        .context(format!("cannot write `{}`", target.display()));
                    return Err(take_back(made, error));
                }
            }
        }
        self.directories.keep();
        Ok(())
    }
}

impl<'a> Step<'a> {
    fn make(self) -> io::Result<Option<Undo<'a>>> {
        let Self {
            target,
            before,
            after,
        } = self;
        match (before, after) {
            (None, None) => Ok(None),
            (None, Some(new)) => {
                place(new, &target)?;
                Ok(Some(Undo::Remove(target)))
            }
            (Some(before), Some(new)) => {
                new.persist(&target)?;
                Ok(Some(Undo::PutBack(target, before)))
            }
            (Some(before), None) => {
                fs::remove_file(&target)?;
                Ok(Some(Undo::PutBack(target, before)))
            }
        }
    }
}

/// Renames a file to where none was. One that has appeared there since we looked is not ours to
/// replace.
fn place(new: TempPath, target: &Path) -> io::Result<()> {
    let Err(refused) = new.persist_noclobber(target) else {
        return Ok(());
    };
    // Some file systems know neither such a rename nor hard links; there, look and then rename.
    if refused.error.kind() == io::ErrorKind::AlreadyExists || fs::symlink_metadata(target).is_ok()
    {
        return Err(refused.error);
    }
    refused.path.persist(target).map_err(|error| error.error)
}

/// Takes steps back, the last one first, and says in the error how that went.
fn take_back(made: Vec<Undo<'_>>, error: anyhow::Error) -> anyhow::Error {
    let failures: Vec<String> = made
        .into_iter()
        .rev()
        .filter_map(|undo| {
            let (target, result) = undo.make();
            let why = result.err()?;
            Some(format!("`{}` ({why})", target.display()))
        })
        .collect();
    if failures.is_empty() {
        return error.context("nothing was changed");
    }
    error.context(format!(
        "only a part was changed, and this could not be put back: {}",
        failures.join(", ")
    ))
}

impl Undo<'_> {
    fn make(self) -> (PathBuf, io::Result<()>) {
        match self {
            Self::Remove(target) => {
                let result = fs::remove_file(&target);
                (target, result)
            }
            Self::PutBack(target, before) => {
                let result = temporary::write_again(&target, before.content, &before.attributes)
                    .and_then(|old| old.persist(&target).map_err(io::Error::from));
                (target, result)
            }
        }
    }
}
