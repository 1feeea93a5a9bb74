//! From a tree to a directory: all of it, or nothing. Knows the order in which things are written and
//! what forbids it; must not know how a file is put in place or taken back.
//!
//! New contents go into temporary files first, then all are renamed into place, then stale files go, and
//! the record comes last. A run that is killed in the middle leaves whole files and the old record; the
//! next run of the same spec completes it.

use std::path::Path;

use anyhow::Context;

use super::compare::{Comparison, Entry, State, compare_recorded};
use super::directories::{self, NewDirectories};
use super::refusal::{Kept, Refused};
use super::transaction::{self, Change};
use super::{Tree, lock, manifest, temporary};

/// What became of a request to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The directory now holds the tree.
    Written(Written),
    /// Something would have been lost: nothing was written.
    Refused(Refused),
}

/// Paths by what was done to them, each list sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were not there.
    pub created: Vec<String>,
    /// Files that had another content.
    pub changed: Vec<String>,
    /// Files of ours that were no longer wanted.
    pub removed: Vec<String>,
    /// Files that were as wanted, and were not touched.
    pub unchanged: Vec<String>,
}

/// Makes a directory hold a tree. Files that are as wanted are not touched, nor is the record when it is
/// current; files that are not ours stay. With `force`, files that were edited or are not ours are
/// written over (or removed, if ours and no longer wanted), and a corrupt record counts as none; nothing
/// is ever written through a symbolic link or outside `out`.
///
/// Two runs on one directory come one after the other.
///
/// # Errors
///
/// When the tree has a path that can't be, when the record can't be used, or when the system refuses
/// something; everything is then as it was, or the error says what is not.
pub fn write(tree: &Tree, out: &Path, force: bool) -> anyhow::Result<Outcome> {
    put(tree, out, force, Others::Remove)
}

/// Puts the files of a tree into a directory, as [`write`] does, and leaves everything else there alone, also what is ours.
///
/// # Errors
///
/// As [`write`].
pub fn add(tree: &Tree, out: &Path, force: bool) -> anyhow::Result<Outcome> {
    put(tree, out, force, Others::Keep)
}

/// What becomes of files of ours that the tree doesn't have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Others {
    Remove,
    Keep,
}

fn put(tree: &Tree, out: &Path, force: bool, others: Others) -> anyhow::Result<Outcome> {
    tree.check()?;
    directories::check_root(out)?;
    let mut directories = NewDirectories::default();
    directories.make_root(out)?;
    let _lock = lock::hold(out)?;
    let old_record = manifest::content(out)?;
    let recorded = match &old_record {
        None => None,
        Some(content) => manifest::understand(content, out, force)?,
    };
    let mut comparison = compare_recorded(tree, out, recorded.clone())?;
    if others == Others::Keep {
        comparison.keep_others(tree, &recorded.unwrap_or_default());
    }
    let kept = kept(&comparison, force);
    if !kept.is_empty() {
        return Ok(Outcome::Refused(Refused { kept }));
    }
    temporary::sweep(out, comparison.entries.keys().map(String::as_str));
    replace(tree, out, &comparison, old_record.as_deref())?;
    directories.keep();
    Ok(Outcome::Written(written(comparison)))
}

/// What stands in the way.
fn kept(comparison: &Comparison, force: bool) -> Vec<Kept> {
    comparison
        .entries
        .iter()
        .filter_map(|(path, entry)| Kept::of(path, &entry.state))
        .filter(|kept| kept.is_blocked() || !force)
        .collect()
}

/// Writes and removes what differs, and the record after it if that changes.
fn replace(
    tree: &Tree,
    out: &Path,
    comparison: &Comparison,
    old_record: Option<&[u8]>,
) -> anyhow::Result<()> {
    let (mut ordered, removals): (Vec<_>, Vec<_>) = comparison
        .entries
        .iter()
        .filter(|(_, entry)| entry.state != State::Unchanged)
        .map(|(path, entry)| change(tree, path, entry))
        .partition(|change| change.after.is_some());
    ordered.extend_from_slice(&removals);
    let new_record = comparison.record.print()?;
    if !comparison.record_is_current {
        ordered.push(Change {
            path: manifest::NAME,
            before: old_record,
            after: Some(new_record.as_bytes()),
        });
    }
    let staged = transaction::stage(out, &ordered).context("nothing was changed")?;
    staged.commit()?;
    directories::remove_emptied(out, removals.iter().map(|change| change.path));
    Ok(())
}

fn change<'a>(tree: &'a Tree, path: &'a str, entry: &'a Entry) -> Change<'a> {
    Change {
        path,
        before: entry.on_disk.as_deref(),
        after: tree.files.get(path).map(String::as_bytes),
    }
}

fn written(comparison: Comparison) -> Written {
    let mut written = Written::default();
    for (path, entry) in comparison.entries {
        let list = match entry.state {
            State::Created => &mut written.created,
            State::Unchanged => &mut written.unchanged,
            State::Stale | State::EditedStale => &mut written.removed,
            State::Changed | State::Edited | State::Foreign | State::Blocked(_) => {
                &mut written.changed
            }
        };
        list.push(path);
    }
    written
}
