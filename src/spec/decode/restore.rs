//! `restore:` on a database: the one source that its data come from, and when.

use super::super::fields::{entries, listed, missing, unknown};
use super::super::restore::{Moment, Restore};
use super::super::rules::{RESTORE_SOURCE, SPEC_NOT_HERE, SPEC_VALUE};
use super::super::settings::Role;
use super::super::{Settings, read};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::node::Entry;
use crate::source::{At, Place};

/// What may stand there.
pub(super) const WORDS: &[&str] = &[
    "copy",
    "database",
    "restore_time",
    "snapshot",
    "snapshot_identifier",
    "source_cluster_identifier",
    "source_db_instance_identifier",
    "use_latest_restorable_time",
];

/// Each of these is a source.
const SOURCES: &[&str] = &[
    "database",
    "snapshot",
    "snapshot_identifier",
    "source_cluster_identifier",
    "source_db_instance_identifier",
];

/// What a restored database takes from what it is restored from.
const OF_SOURCE: &[&str] = &[
    "character_set_name",
    "database_name",
    "db_name",
    "master_username",
    "nchar_character_set_name",
    "password",
    "password_wo_version",
    "timezone",
    "username",
];

const HELP: &str = "name a snapshot of this spec, as in `restore: { snapshot: release-42 }`";

/// What was read, word by word.
#[derive(Default)]
struct Read {
    copy: Option<At<bool>>,
    database: Option<At<String>>,
    time: Option<At<String>>,
    snapshot: Option<At<String>>,
    existing: Option<At<String>>,
    elsewhere: Option<At<String>>,
    latest: Option<At<bool>>,
}

/// Reads where the data come from.
pub(super) fn decode(entry: &Entry, role: Role, found: &mut Diagnostics) -> Option<At<Restore>> {
    let written = entries(entry, "a map", HELP, found)?;
    let mut words = Read::default();
    let mut sources: Vec<&Entry> = Vec::new();
    for inner in written {
        match inner.key.as_str() {
            "copy" => words.copy = read::flag(inner, found),
            "database" => words.database = read::text(inner, found),
            "restore_time" => words.time = read::text(inner, found),
            "snapshot" => words.snapshot = read::text(inner, found),
            "snapshot_identifier" => words.existing = read::text(inner, found),
            "source_cluster_identifier" | "source_db_instance_identifier" => {
                words.elsewhere = read::text(inner, found);
                of_the_other_kind(inner, role, found);
            }
            "use_latest_restorable_time" => words.latest = read::flag(inner, found),
            "restore_to_time" => found.push(Diagnostic::new(
                &SPEC_NOT_HERE,
                inner.key_at,
                "`restore_to_time` is said as `restore_time`, on instances and clusters alike",
                "write `restore_time`",
            )),
            other => unknown(other, inner.key_at, "`restore`", WORDS, found),
        }
        if SOURCES.contains(&inner.key.as_str()) {
            sources.push(inner);
        }
    }
    match sources.as_slice() {
        [] => missing("snapshot", entry.key_at, "`restore`", HELP, found),
        [_] => {}
        [first, others @ ..] => {
            let help = format!("keep one of {}", listed(SOURCES));
            for other in others {
                let message = "a database is restored from one source, and here is a second";
                found.push(
                    Diagnostic::new(&RESTORE_SOURCE, other.key_at, message, help.clone())
                        .related(first.key_at, "the first"),
                );
            }
            return None;
        }
    }
    let at = entry.key_at;
    let restore = words.restore(at, found)?;
    Some(At::new(restore, at))
}

/// An instance is restored from an instance, a cluster from a cluster, each by its own word.
fn of_the_other_kind(entry: &Entry, role: Role, found: &mut Diagnostics) {
    let (own, what) = match role {
        Role::Cluster | Role::MultiAz => ("source_cluster_identifier", "a cluster"),
        Role::Instance | Role::Replica => ("source_db_instance_identifier", "an instance"),
    };
    if entry.key != own {
        found.push(Diagnostic::new(
            &SPEC_NOT_HERE,
            entry.key_at,
            format!("`{}` is not for {what}, whose word is `{own}`", entry.key),
            format!("write `{own}`"),
        ));
    }
}

impl Read {
    fn restore(self, at: Place, found: &mut Diagnostics) -> Option<Restore> {
        let timed = self.database.is_some() || self.elsewhere.is_some();
        let moment = self.moment(at, timed, found);
        if let Some(copy) = self.copy.as_ref().filter(|_| self.existing.is_none()) {
            found.push(Diagnostic::new(
                &SPEC_NOT_HERE,
                copy.at,
                "`copy` is said of a snapshot that exists: of one of this spec Sealform knows whether it must be copied",
                "remove it",
            ));
        }
        Some(
            match (self.snapshot, self.existing, self.database, self.elsewhere) {
                (Some(name), ..) => Restore::Snapshot(name),
                (_, Some(identifier), ..) => Restore::Existing {
                    identifier,
                    copy: self.copy,
                },
                (_, _, Some(name), _) => Restore::Database {
                    name,
                    moment: moment?,
                },
                (.., Some(identifier)) => Restore::Elsewhere {
                    identifier,
                    moment: moment?,
                },
                (None, None, None, None) => return None,
            },
        )
    }

    fn moment(&self, at: Place, timed: bool, found: &mut Diagnostics) -> Option<Moment> {
        let mut refuse = |at: Place, message: &str, help: &str| {
            found.push(Diagnostic::new(&RESTORE_SOURCE, at, message, help));
            None
        };
        match (&self.time, &self.latest) {
            (None, None) if timed => refuse(
                at,
                "a database is restored as it was at a moment, and none is said",
                "add `restore_time: \"2026-11-01T06:00:00Z\"`, or `use_latest_restorable_time: true`",
            ),
            (None, None) => None,
            (Some(time), None) if timed => {
                if !is_utc(time) {
                    found.push(Diagnostic::new(
                        &SPEC_VALUE,
                        time.at,
                        format!(
                            "`restore_time` is a moment in UTC, and not `{}`",
                            time.escape_debug()
                        ),
                        "write it as in `\"2026-11-01T06:00:00Z\"`",
                    ));
                    return None;
                }
                Some(Moment::At(time.clone()))
            }
            (None, Some(latest)) if timed && latest.value => Some(Moment::Latest),
            (None, Some(latest)) if timed => refuse(
                latest.at,
                "`use_latest_restorable_time: false` names no moment",
                "write `true`, or a `restore_time`",
            ),
            (Some(time), Some(_)) if timed => refuse(
                time.at,
                "`restore_time` and `use_latest_restorable_time` are two moments",
                "keep one of the two",
            ),
            (Some(At { at, .. }), _) | (None, Some(At { at, .. })) => refuse(
                *at,
                "a snapshot has one moment, that at which it was taken",
                "remove it, or restore from a `database`",
            ),
        }
    }
}

/// `2026-11-01T06:00:00Z`, as RDS takes it. Source: RDS API RestoreDBInstanceToPointInTime, RestoreTime.
fn is_utc(text: &str) -> bool {
    let shape = "dddd-dd-ddTdd:dd:ddZ";
    let fits = |(character, wanted): (char, char)| match wanted {
        'd' => character.is_ascii_digit(),
        other => character == other,
    };
    let number = |from: usize| {
        text.get(from..from.saturating_add(2))
            .and_then(|digits| digits.parse::<u8>().ok())
            .unwrap_or(u8::MAX)
    };
    text.len() == shape.len()
        && text.chars().zip(shape.chars()).all(fits)
        && (1..=12).contains(&number(5))
        && (1..=31).contains(&number(8))
        && number(11) < 24
        && number(14) < 60
        && number(17) < 60
}

/// Says what a restored database does not say of itself, if the word is such a one.
pub(super) fn of_source(entry: &Entry, found: &mut Diagnostics) -> bool {
    let word = entry.key.as_str();
    if !OF_SOURCE.contains(&word) {
        return false;
    }
    Settings::default().read(entry, found);
    found.push(Diagnostic::new(
        &SPEC_NOT_HERE,
        entry.key_at,
        format!(
            "a restored database has no `{word}` of its own: it is that of what it is restored from"
        ),
        "remove it",
    ));
    true
}
