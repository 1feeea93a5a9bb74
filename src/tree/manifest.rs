//! The record of what Sealform wrote into a directory: paths and hashes, in `.sealform.json`. Knows
//! its format and distrusts its content; must not know what becomes of a file.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::Context;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Tree, path};

/// The record's name in the output directory.
pub const NAME: &str = ".sealform.json";

/// The version of the format that we write, and the newest that we read.
const VERSION: u64 = 1;

const PREFIX: &str = "sha256:";

/// What Sealform owns in a directory: path to the hash of what it wrote, `sha256:<hex>`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Every path has passed [`path::check`] and every hash is one.
    files: BTreeMap<String, String>,
}

/// Why a record can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// A newer Sealform wrote it: the version.
    Newer(u64),
    /// It is not such a record: why.
    Corrupt(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    version: u64,
    files: BTreeMap<String, String>,
}

/// All that is certain of every version.
#[derive(Deserialize)]
struct Version {
    version: u64,
}

impl Manifest {
    /// The record of a tree that was written as it is.
    pub fn of(tree: &Tree) -> Self {
        Self {
            files: tree
                .files
                .par_iter()
                .map(|(path, text)| (path.clone(), digest(text.as_bytes())))
                .collect(),
        }
    }

    /// Reads a record's text, which anybody may have changed.
    ///
    /// # Errors
    ///
    /// [`Unusable`] when it is of a newer version, or when it is no record, or names a path that
    /// leaves the directory or belongs to others.
    pub fn parse(text: &[u8]) -> Result<Self, Unusable> {
        let corrupt = |error: serde_json::Error| Unusable::Corrupt(error.to_string());
        let Version { version } = serde_json::from_slice(text).map_err(corrupt)?;
        if version > VERSION {
            return Err(Unusable::Newer(version));
        }
        if version < VERSION {
            return Err(Unusable::Corrupt(format!(
                "there never was a version {version}"
            )));
        }
        let Stored { files, .. } = serde_json::from_slice(text).map_err(corrupt)?;
        for (path, hash) in &files {
            path::check(path).map_err(|fault| {
                Unusable::Corrupt(format!("the path `{}` {fault}", path.escape_debug()))
            })?;
            if !is_digest(hash) {
                return Err(Unusable::Corrupt(format!(
                    "the hash of `{path}` is not one"
                )));
            }
        }
        Ok(Self { files })
    }

    /// The record's text: sorted, one file a line (so that version control merges it), no time in it.
    ///
    /// # Errors
    ///
    /// None in practice: texts and a number always become JSON.
    pub fn print(&self) -> anyhow::Result<String> {
        let stored = Stored {
            version: VERSION,
            files: self.files.clone(),
        };
        Ok(serde_json::to_string_pretty(&stored)? + "\n")
    }

    /// The hash recorded for a path, if it is ours.
    pub fn hash(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Records also what another record has and this one hasn't.
    pub(super) fn extend(&mut self, other: &Self) {
        for (path, hash) in &other.files {
            self.files
                .entry(path.clone())
                .or_insert_with(|| hash.clone());
        }
    }

    /// The recorded paths, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// The record's bytes, if a directory has one.
///
/// # Errors
///
/// When it can't be read, or is no file.
pub(super) fn content(out: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    let file = out.join(NAME);
    let shown = file.display();
    match fs::symlink_metadata(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("cannot read `{shown}`")),
        Ok(standing) => anyhow::ensure!(
            standing.is_file(),
            "`{shown}` is not a regular file: move it away and run again"
        ),
    }
    let content = fs::read(&file).with_context(|| format!("cannot read `{shown}`"))?;
    Ok(Some(content))
}

/// The record that those bytes of a directory are. With `force` a corrupt one counts as none.
///
/// # Errors
///
/// When it can't be used; a newer one even with `force`, since what it owns is unknown.
pub(super) fn understand(
    content: &[u8],
    out: &Path,
    force: bool,
) -> anyhow::Result<Option<Manifest>> {
    match Manifest::parse(content) {
        Ok(manifest) => Ok(Some(manifest)),
        Err(Unusable::Corrupt(_)) if force => Ok(None),
        Err(unusable) => anyhow::bail!("cannot use `{}`: {unusable}", out.join(NAME).display()),
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(version) => write!(
                formatter,
                "a newer Sealform wrote it, in version {version} of the format: update Sealform"
            ),
            Self::Corrupt(why) => write!(
                formatter,
                "{why}: restore it from version control, or replace it with `generate --force` \
                 and remove by hand the files that are no longer wanted"
            ),
        }
    }
}

/// The hash of a file's content as a record has it: `sha256:` and 64 hexadecimal digits.
pub fn digest(content: &[u8]) -> String {
    let mut text = String::with_capacity(PREFIX.len() + 64);
    text.push_str(PREFIX);
    for byte in Sha256::digest(content) {
        for half in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(half), 16));
        }
    }
    text
}

fn is_digest(text: &str) -> bool {
    text.strip_prefix(PREFIX).is_some_and(|hex| {
        hex.len() == 64
            && hex
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}
