//! `migrate_from:`: the database that another one takes over from, by which road, and how far it has come. Knows the words;
//! must not know what exists in which phase.

mod dns;

pub use dns::Dns;
pub(super) use dns::WORDS as DNS;

use super::dms::{self, Dms};
use super::fields::{entries, listed, missing, unknown};
use super::read;
use super::rules::{MIG_NO_FLAG_FLIP, SPEC_NOT_HERE, SPEC_VALUE};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::node::Entry;
use crate::source::{At, Place};

/// A migration as it was written.
#[derive(Debug, Clone)]
pub struct Migration {
    /// The database that is left behind.
    pub old: At<Old>,
    /// The road.
    pub method: At<Method>,
    /// How far it has come.
    pub phase: At<Phase>,
    /// Why the data move: to be encrypted, unless said.
    pub reason: Option<At<Reason>>,
    /// Which snapshot of the old database it is, from 1.
    pub round: Option<At<i64>>,
    /// Whether nothing writes to the old database any more.
    pub writes_stopped: Option<At<bool>>,
    /// The name by which applications find the database.
    pub dns: Option<At<Dns>>,
    /// Whether Terraform takes the old database over until the migration is done.
    pub manage_old: Option<At<bool>>,
    /// The rules whose warnings somebody has read, and acts on.
    pub known: Vec<&'static str>,
    /// How the data are replicated, on the one road on which they are.
    pub dms: Option<At<Dms>>,
}

/// A database that exists outside of the spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Old {
    /// Whether it is an instance or a cluster.
    pub kind: OldKind,
    /// What it is called in AWS.
    pub identifier: String,
}

/// What the old database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OldKind {
    /// An RDS instance.
    Instance,
    /// An Aurora cluster.
    Cluster,
}

/// The road that the data take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Snapshot, copy under the key, a new instance from the copy.
    Snapshot,
    /// Snapshot, a new cluster from it under the key.
    Restore,
    /// An empty database, filled by a task of the Database Migration Service that follows every change.
    Dms,
}

/// How far a migration has come. Each is applied on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// What the new database stands on exists.
    Prepare,
    /// The data are on their way.
    Copy,
    /// The new database exists.
    Restore,
    /// Applications use it.
    Cutover,
    /// What only the migration needed is gone.
    Retire,
}

/// Why the data move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The old database is not encrypted.
    Encrypt,
    /// It is, under another key.
    NewKey,
}

/// What a migration may say.
pub(super) const WORDS: &[&str] = &[
    "instance",
    "cluster",
    "method",
    "phase",
    "reason",
    "round",
    "writes_stopped",
    "dns",
    "known",
    "manage_old",
    "dms",
];

/// The warnings that a migration may call known: each is of something that nobody can change, and that has to be minded.
const KNOWN: &[(&str, &str)] = &[
    ("mig-aurora-sse-rds", "mig-aurora-sse-rds"),
    ("mig-backups", "mig-backups"),
    ("mig-perf-lazy", "mig-perf-lazy"),
    ("mig-snapshots-old", "mig-snapshots-old"),
];

const METHODS: &[(&str, Method)] = &[
    ("snapshot", Method::Snapshot),
    ("restore", Method::Restore),
    ("dms", Method::Dms),
];

const PHASES: &[(&str, Phase)] = &[
    ("prepare", Phase::Prepare),
    ("copy", Phase::Copy),
    ("restore", Phase::Restore),
    ("cutover", Phase::Cutover),
    ("retire", Phase::Retire),
];

const REASONS: &[(&str, Reason)] = &[("encrypt", Reason::Encrypt), ("new_key", Reason::NewKey)];

const HELP: &str = "write the old database, the method and the phase below it, as in `migrate_from: { instance: orders-plain, method: snapshot, phase: prepare }`";

/// Words that stand for changing the old database in place.
const IN_PLACE: &[&str] = &[
    "in_place",
    "flag",
    "modify",
    "storage_encrypted",
    "kms_key_id",
];

impl Method {
    /// Its word.
    pub fn word(self) -> &'static str {
        word_of(METHODS, self)
    }
}

impl Phase {
    /// Its word.
    pub fn word(self) -> &'static str {
        word_of(PHASES, self)
    }
}

fn word_of<T: Copy + PartialEq>(words: &'static [(&'static str, T)], value: T) -> &'static str {
    words
        .iter()
        .find(|(_, other)| *other == value)
        .map_or("", |(word, _)| word)
}

/// Reads a migration.
pub(super) fn decode(entry: &Entry, found: &mut Diagnostics) -> Option<At<Migration>> {
    let written = entries(entry, "a map", HELP, found)?;
    let (mut old, mut method, mut phase): (Option<At<Old>>, _, _) = (None, None, None);
    let (mut manage_old, mut known) = (None, Vec::new());
    let (mut reason, mut round, mut writes_stopped) = (None, None, None);
    let (mut dns, mut dms) = (None, None);
    for inner in written {
        match inner.key.as_str() {
            "instance" | "cluster" => {
                if let Some(first) = &old {
                    found.push(twice(inner, first.at));
                    continue;
                }
                old = old_database(inner, found);
            }
            "method" => method = method_of(inner, found),
            "phase" => phase = one_of(inner, PHASES, found),
            "reason" => reason = one_of(inner, REASONS, found),
            "round" => round = round_of(inner, found),
            "writes_stopped" => writes_stopped = read::flag(inner, found),
            "dns" => dns = dns::decode(inner, found),
            "known" => known = known_of(inner, found),
            "manage_old" => manage_old = read::flag(inner, found),
            "dms" => dms = dms::decode(inner, found),
            other => unknown(other, inner.key_at, "`migrate_from`", WORDS, found),
        }
    }
    let says = |word: &str| written.iter().any(|inner| inner.key == word);
    if !says("instance") && !says("cluster") {
        missing(
            "instance",
            entry.key_at,
            "`migrate_from`",
            "name the old database, as in `instance: orders-plain` or `cluster: orders-plain`",
            found,
        );
    }
    for word in ["method", "phase"] {
        if !says(word) {
            missing(word, entry.key_at, "`migrate_from`", HELP, found);
        }
    }
    let roads = [
        ("dms", dms.is_some(), Method::Dms),
        ("round", round.is_some(), Method::Snapshot),
        ("writes_stopped", writes_stopped.is_some(), Method::Snapshot),
    ];
    for (word, is_said, road) in roads {
        let here = written.iter().find(|inner| inner.key == word);
        let replicates = method.as_ref().map(|method| method.value == Method::Dms);
        if let (true, Some(here), Some(replicates)) = (is_said, here, replicates)
            && replicates != (road == Method::Dms)
        {
            found.push(misplaced(here, replicates));
        }
    }
    let migration = Migration {
        old: old?,
        method: method?,
        phase: phase?,
        reason,
        round,
        writes_stopped,
        dns,
        manage_old,
        known,
        dms,
    };
    Some(At::new(migration, entry.key_at))
}

fn old_database(entry: &Entry, found: &mut Diagnostics) -> Option<At<Old>> {
    let identifier = read::text(entry, found)?;
    let kind = if entry.key == "cluster" {
        OldKind::Cluster
    } else {
        OldKind::Instance
    };
    Some(identifier.map(|identifier| Old { kind, identifier }))
}

/// A word of another road.
fn misplaced(entry: &Entry, replicates: bool) -> Diagnostic {
    let (message, help) = if replicates {
        (
            "is about a snapshot, and `method: dms` takes none",
            "remove it",
        )
    } else {
        (
            "is about a replication, and this method has none",
            "write `method: dms`, or remove it",
        )
    };
    let message = format!("`{}` {message}", entry.key);
    Diagnostic::new(&SPEC_NOT_HERE, entry.key_at, message, help)
}

fn twice(entry: &Entry, first: Place) -> Diagnostic {
    Diagnostic::new(
        &SPEC_NOT_HERE,
        entry.key_at,
        "a migration leaves one database behind: `instance` or `cluster`",
        "keep one of the two",
    )
    .related(first, "the other one")
}

fn method_of(entry: &Entry, found: &mut Diagnostics) -> Option<At<Method>> {
    let text = read::text(entry, found)?;
    if IN_PLACE.contains(&text.value.as_str()) {
        found.push(Diagnostic::new(
            &MIG_NO_FLAG_FLIP,
            text.at,
            "nothing is encrypted in place, and no key is changed in place: Terraform would destroy the database and create an empty one",
            "move the data: `method: snapshot` for an instance, `method: restore` for an Aurora cluster",
        ));
        return None;
    }
    one_of(entry, METHODS, found)
}

/// The warnings that are known, each of the closed list.
fn known_of(entry: &Entry, found: &mut Diagnostics) -> Vec<&'static str> {
    let texts = read::texts(entry, found).map(|list| list.value);
    let all = texts.unwrap_or_default().into_iter();
    all.filter_map(|text| Some(among(&entry.key, text, KNOWN, found)?.value))
        .collect()
}

/// A word of a closed list.
pub(super) fn one_of<T: Copy>(
    entry: &Entry,
    words: &[(&'static str, T)],
    found: &mut Diagnostics,
) -> Option<At<T>> {
    let text = read::text(entry, found)?;
    among(&entry.key, text, words, found)
}

fn among<T: Copy>(
    key: &str,
    text: At<String>,
    words: &[(&'static str, T)],
    found: &mut Diagnostics,
) -> Option<At<T>> {
    let known = words.iter().find(|(word, _)| *word == text.value);
    if known.is_none() {
        let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let message = format!(
            "`{key}` is none of {}: `{}`",
            listed(&words),
            text.escape_debug()
        );
        let near = crate::suggest::nearest(&text.value, words.iter().copied());
        let diagnostic = match near {
            Some(near) => Diagnostic::new(
                &SPEC_VALUE,
                text.at,
                message,
                format!("did you mean `{near}`?"),
            )
            .patch(text.at, near),
            None => Diagnostic::new(&SPEC_VALUE, text.at, message, "write one of those"),
        };
        found.push(diagnostic);
    }
    known.map(|(_, value)| At::new(*value, text.at))
}

fn round_of(entry: &Entry, found: &mut Diagnostics) -> Option<At<i64>> {
    let round = read::whole(entry, found)?;
    if !(1..=999).contains(&round.value) {
        found.push(Diagnostic::new(
            &SPEC_VALUE,
            round.at,
            format!("`round` counts the snapshots from 1, and is `{round}`"),
            "write 1 for the first, and one more for each that is taken anew",
        ));
        return None;
    }
    Some(round)
}
