//! What stands at a path of the output directory. Knows files, links and directories; must not know
//! what ought to stand there.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::Context;

use super::path;

/// Something that keeps a file of ours from standing at its path. The path named is of the thing
/// itself, relative to the output directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// A symbolic link, at the path or on the way to it.
    Link(String),
    /// A directory where the file should be.
    Directory(String),
    /// Something else where a directory should be.
    NotADirectory(String),
    /// A pipe, socket or device where the file should be.
    Special(String),
}

/// What stands at a path.
pub(super) enum Found {
    Nothing,
    File(Vec<u8>),
    Obstacle(Obstacle),
}

/// What stands where a directory should be.
#[derive(Clone)]
pub(super) enum Folder {
    Missing,
    Real,
    Obstacle(Obstacle),
}

/// The directories on the way to paths, each looked at once.
pub(super) type Folders<'a> = BTreeMap<&'a str, Folder>;

/// Looks at every directory on the way to any of the paths.
pub(super) fn folders<'a>(
    out: &Path,
    paths: impl Iterator<Item = &'a str>,
) -> anyhow::Result<Folders<'a>> {
    let mut known = Folders::new();
    for path in paths {
        let mut above = Folder::Real;
        for name in path::folders(path) {
            let folder = match known.get(name) {
                Some(folder) => folder.clone(),
                None => match above {
                    Folder::Real => folder(out, name)?,
                    missing_or_obstacle => missing_or_obstacle,
                },
            };
            known.insert(name, folder.clone());
            above = folder;
        }
    }
    Ok(known)
}

fn folder(out: &Path, name: &str) -> anyhow::Result<Folder> {
    Ok(match standing(&out.join(name))? {
        None => Folder::Missing,
        Some(kind) if kind.is_dir() => Folder::Real,
        Some(kind) if kind.is_symlink() => Folder::Obstacle(Obstacle::Link(name.to_owned())),
        Some(_) => Folder::Obstacle(Obstacle::NotADirectory(name.to_owned())),
    })
}

/// Looks at a path; reads the file that stands there.
pub(super) fn look(out: &Path, path: &str, folders: &Folders<'_>) -> anyhow::Result<Found> {
    match path
        .rsplit_once('/')
        .and_then(|(above, _)| folders.get(above))
    {
        Some(Folder::Missing) => return Ok(Found::Nothing),
        Some(Folder::Obstacle(obstacle)) => return Ok(Found::Obstacle(obstacle.clone())),
        Some(Folder::Real) | None => {}
    }
    let target = out.join(path);
    let obstacle = match standing(&target)? {
        None => return Ok(Found::Nothing),
        Some(kind) if kind.is_file() => {
            let content =
                fs::read(&target).with_context(|| format!("cannot read `{}`", target.display()))?;
            return Ok(Found::File(content));
        }
        Some(kind) if kind.is_symlink() => Obstacle::Link(path.to_owned()),
        Some(kind) if kind.is_dir() => Obstacle::Directory(path.to_owned()),
        Some(_) => Obstacle::Special(path.to_owned()),
    };
    Ok(Found::Obstacle(obstacle))
}

/// The kind of what stands at a path, no link followed.
fn standing(target: &Path) -> anyhow::Result<Option<fs::FileType>> {
    match fs::symlink_metadata(target) {
        Ok(metadata) => Ok(Some(metadata.file_type())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot look at `{}`", target.display())),
    }
}

impl fmt::Display for Obstacle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(path) => write!(formatter, "`{path}` is a symbolic link"),
            Self::Directory(path) => write!(formatter, "`{path}` is a directory"),
            Self::NotADirectory(path) => write!(formatter, "`{path}` is not a directory"),
            Self::Special(path) => write!(formatter, "`{path}` is neither a file nor a directory"),
        }
    }
}
