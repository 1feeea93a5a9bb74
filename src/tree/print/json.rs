//! All differences of a directory, for a program: types of their own, so that the inside can change. Knows states and
//! texts; must not know what else is in the report that they are part of, whose version counts.

use std::io;

use serde::Serialize;

use super::print_file;
use crate::tree::Tree;
use crate::tree::compare::{Comparison, State};
use crate::tree::refusal::Kept;

/// One file that differs.
#[derive(Debug, Serialize)]
pub struct Difference<'a> {
    path: &'a str,
    state: &'static str,
    /// Why writing needs `--force`, or can't be; absent where it needs nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    kept: Option<String>,
    /// The unified diff; absent where nothing can be written.
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
}

/// The differences in the order of paths; none where the directory is as it should be.
///
/// # Errors
///
/// None in practice: texts are written into memory.
pub fn differences<'a>(comparison: &'a Comparison, tree: &Tree) -> io::Result<Vec<Difference<'a>>> {
    let mut differences = Vec::new();
    for (path, entry) in &comparison.entries {
        let Some(state) = word(&entry.state) else {
            continue;
        };
        let kept = Kept::of(path, &entry.state);
        let is_blocked = kept.as_ref().is_some_and(Kept::is_blocked);
        let mut diff = Vec::new();
        if !is_blocked {
            print_file(path, entry, tree, false, &mut diff)?;
        }
        differences.push(Difference {
            path,
            state,
            kept: kept.map(|kept| kept.to_string()),
            diff: (!is_blocked).then(|| String::from_utf8_lossy(&diff).into_owned()),
        });
    }
    Ok(differences)
}

/// How a path stands, in one word; nothing where it is as wanted.
const fn word(state: &State) -> Option<&'static str> {
    Some(match state {
        State::Unchanged => return None,
        State::Created => "missing",
        State::Changed => "changed",
        State::Stale => "stale",
        State::Edited => "edited",
        State::EditedStale => "edited_stale",
        State::Foreign => "foreign",
        State::Blocked(_) => "blocked",
    })
}
