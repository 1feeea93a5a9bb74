//! What a directory holds against what it should hold. Knows the tree, the record and the files;
//! changes nothing, and must not know how a difference is shown or removed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;

use super::Tree;
use super::directories;
use super::found::{self, Found};
use super::line_ends;
use super::manifest::{self, Manifest};

pub use super::found::Obstacle;

/// How a path on disk stands to what is wanted there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Wanted, and nothing is there.
    Created,
    /// Wanted; what is there is as we wrote it, and differs.
    Changed,
    /// Wanted, and there, whoever wrote it.
    Unchanged,
    /// As we wrote it, and no longer wanted.
    Stale,
    /// Wanted and ours, but what is there is neither what we wrote nor what is wanted.
    Edited,
    /// Ours and no longer wanted, but it is not what we wrote.
    EditedStale,
    /// Wanted, but what is there was not written by us, and differs.
    Foreign,
    /// Nothing can be written or removed there, not even by force.
    Blocked(Obstacle),
}

/// One path and what was found there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// How it stands.
    pub state: State,
    /// The file's bytes; absent where there is no file, or an unchanged one.
    pub on_disk: Option<Vec<u8>>,
}

/// A directory against a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Every wanted path, and every path of ours that still stands; other files are the user's own and
    /// never listed.
    pub entries: BTreeMap<String, Entry>,
    /// True if the record says just what writing the tree would make it say. It is not part of
    /// [`Comparison::differs`]: it is how we recognise our files, not one of them.
    pub record_is_current: bool,
    /// The record that goes with the tree.
    pub(super) record: Manifest,
}

impl Comparison {
    /// True if anything is not as wanted: what makes `diff` exit with 2.
    pub fn differs(&self) -> bool {
        self.entries
            .values()
            .any(|entry| entry.state != State::Unchanged)
    }

    /// Takes nothing that stands for unwanted: what the tree doesn't have stays, on disk and in the record.
    pub(super) fn keep_others(&mut self, tree: &Tree, recorded: &Manifest) {
        self.entries.retain(|path, _| tree.files.contains_key(path));
        self.record.extend(recorded);
        self.record_is_current = self.record == *recorded;
    }

    /// What stands in the directory at the paths that are compared, and the paths at which something stands that is
    /// no text.
    pub fn standing(&self, tree: &Tree) -> (Tree, Vec<&str>) {
        let mut standing = Tree::default();
        let mut unread = Vec::new();
        for (path, entry) in &self.entries {
            let text = match (&entry.state, &entry.on_disk) {
                (State::Unchanged, _) => tree.files.get(path).cloned(),
                (State::Blocked(_), _) => None,
                (_, None) => continue,
                (_, Some(bytes)) => {
                    let bytes = line_ends::with_line_feeds(bytes);
                    String::from_utf8(bytes.into_owned()).ok()
                }
            };
            match text {
                Some(text) => {
                    standing.files.insert(path.clone(), text);
                }
                None => unread.push(path.as_str()),
            }
        }
        (standing, unread)
    }
}

/// Compares a directory with the tree that it should hold. A directory that does not exist holds
/// nothing; `out` itself may be a symbolic link, nothing below it may.
///
/// A file whose every line ends in CRLF is taken as its text with LF, as git checks it out where
/// `core.autocrlf` is set; nothing else is forgiven.
///
/// # Errors
///
/// When the tree has a path that can't be, when the record is corrupt or newer than we are, or when
/// something can't be read.
pub fn compare(tree: &Tree, out: &Path) -> anyhow::Result<Comparison> {
    tree.check()?;
    directories::check_root(out)?;
    let recorded = match manifest::content(out)? {
        None => None,
        Some(content) => manifest::understand(&content, out, false)?,
    };
    compare_recorded(tree, out, recorded)
}

/// The same for a checked tree and directory, with the record already read.
pub(super) fn compare_recorded(
    tree: &Tree,
    out: &Path,
    recorded: Option<Manifest>,
) -> anyhow::Result<Comparison> {
    let record = Manifest::of(tree);
    let record_is_current = recorded.as_ref() == Some(&record);
    let recorded = recorded.unwrap_or_default();
    let paths: BTreeSet<&str> = tree
        .files
        .keys()
        .map(String::as_str)
        .chain(recorded.paths())
        .collect();
    let folders = found::folders(out, paths.iter().copied())?;
    // Gathered in order and only then searched for an error: it is the same one on any number of cores.
    let looked: Vec<_> = paths
        .par_iter()
        .map(|&path| {
            let found = found::look(out, path, &folders)?;
            let entry = match tree.files.get(path) {
                Some(wanted) => Some(wanted_entry(found, wanted, recorded.hash(path))),
                None => unwanted_entry(found, recorded.hash(path)),
            };
            Ok(entry.map(|entry| (path.to_owned(), entry)))
        })
        .collect();
    let entries = looked
        .into_iter()
        .filter_map(Result::transpose)
        .collect::<anyhow::Result<_>>()?;
    Ok(Comparison {
        entries,
        record_is_current,
        record,
    })
}

fn wanted_entry(found: Found, wanted: &str, hash: Option<&str>) -> Entry {
    let (state, on_disk) = match found {
        Found::Nothing => (State::Created, None),
        Found::Obstacle(obstacle) => (State::Blocked(obstacle), None),
        Found::File(content) => {
            if line_ends::is_text(&content, wanted) {
                (State::Unchanged, None)
            } else {
                let state = match hash {
                    None => State::Foreign,
                    Some(hash) if line_ends::has_hash(&content, hash) => State::Changed,
                    Some(_) => State::Edited,
                };
                (state, Some(content))
            }
        }
    };
    Entry { state, on_disk }
}

/// Nothing where no file of ours stands any longer.
fn unwanted_entry(found: Found, hash: Option<&str>) -> Option<Entry> {
    let (state, on_disk) = match found {
        // Somebody put a directory where our file was: the file is gone, which is what we want.
        Found::Nothing
        | Found::Obstacle(
            Obstacle::Directory(_) | Obstacle::NotADirectory(_) | Obstacle::Special(_),
        ) => return None,
        // Behind the link may stand our file, and Terraform would go on reading it.
        Found::Obstacle(link) => (State::Blocked(link), None),
        Found::File(content) if line_ends::has_hash(&content, hash?) => {
            (State::Stale, Some(content))
        }
        Found::File(content) => (State::EditedStale, Some(content)),
    };
    Some(Entry { state, on_disk })
}
