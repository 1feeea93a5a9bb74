//! `autoscaling:` of a cluster: readers that AWS adds and removes. Knows the words; must not know how many readers there
//! are without it.

use super::fields::{entries, missing, unknown};
use super::read;
use super::rules::SPEC_NOT_HERE;
use super::settings::Role;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::At;
use crate::source::node::Entry;

/// `databases.<name>.autoscaling`.
#[derive(Debug, Clone)]
pub struct Autoscaling {
    /// The fewest readers.
    pub min_capacity: Option<At<i64>>,
    /// The most readers, those of the spec among them.
    pub max_capacity: At<i64>,
    /// The use of the readers' processors that is kept to, in percent.
    pub target_cpu: Option<At<i64>>,
    /// The connections of each reader that are kept to.
    pub target_connections: Option<At<i64>>,
    /// Seconds between two removals.
    pub scale_in_cooldown: Option<At<i64>>,
    /// Seconds between two additions.
    pub scale_out_cooldown: Option<At<i64>>,
}

/// What may stand there.
pub(super) const WORDS: &[&str] = &[
    "max_capacity",
    "min_capacity",
    "scale_in_cooldown",
    "scale_out_cooldown",
    "target_connections",
    "target_cpu",
];

const HELP: &str = "write `{ max_capacity: 4, target_cpu: 60 }`";

/// Reads it, where a database may have it.
pub(super) fn decode(
    entry: &Entry,
    role: Role,
    found: &mut Diagnostics,
) -> Option<At<Autoscaling>> {
    if role != Role::Cluster {
        return misplaced(entry, role, found);
    }
    let [
        mut min,
        mut max,
        mut cpu,
        mut connections,
        mut inwards,
        mut outwards,
    ] = [const { None }; 6];
    let written = entries(entry, "a map", HELP, found)?;
    for inner in written {
        let word = match inner.key.as_str() {
            "min_capacity" => &mut min,
            "max_capacity" => &mut max,
            "target_cpu" => &mut cpu,
            "target_connections" => &mut connections,
            "scale_in_cooldown" => &mut inwards,
            "scale_out_cooldown" => &mut outwards,
            other => {
                unknown(other, inner.key_at, "`autoscaling`", WORDS, found);
                continue;
            }
        };
        *word = read::whole(inner, found);
    }
    let says = |word: &str| written.iter().any(|inner| inner.key == word);
    if !says("max_capacity") {
        let help = "say how many readers there may be at most, as in `max_capacity: 4`";
        missing("max_capacity", entry.key_at, "`autoscaling`", help, found);
    }
    if !says("target_cpu") && !says("target_connections") {
        let help =
            "say what each reader may bear, as in `target_cpu: 60`, or `target_connections: 500`";
        missing("target_cpu", entry.key_at, "`autoscaling`", help, found);
    }
    let autoscaling = Autoscaling {
        min_capacity: min,
        max_capacity: max?,
        target_cpu: cpu,
        target_connections: connections,
        scale_in_cooldown: inwards,
        scale_out_cooldown: outwards,
    };
    Some(At::new(autoscaling, entry.key_at))
}

/// Says why only a cluster has it.
fn misplaced<T>(entry: &Entry, role: Role, found: &mut Diagnostics) -> Option<T> {
    let (message, help) = match role {
        Role::Replica => (
            "a read replica has no `autoscaling`: AWS adds and removes readers of Aurora clusters only",
            "remove it",
        ),
        Role::MultiAz => (
            "a Multi-AZ DB cluster has no `autoscaling`: it has a writer and two readers, always",
            "remove it",
        ),
        Role::Instance | Role::Cluster => (
            "an RDS instance has no `autoscaling`: AWS adds and removes readers of Aurora clusters only",
            "remove it; `max_allocated_storage` lets storage grow, and `replicas` are readers",
        ),
    };
    found.push(Diagnostic::new(&SPEC_NOT_HERE, entry.key_at, message, help));
    None
}
