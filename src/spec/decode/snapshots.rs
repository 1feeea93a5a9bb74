//! `snapshots:` and `copies:`: manual snapshots, copies of them, copies of copies; and `backup_replication`.

use super::super::fields::{entries, missing, unknown};
use super::super::rules::{ID_TF_LABEL, SHARE_PUBLIC, SPEC_NOT_HERE};
use super::super::{BackupReplication, Named, Snapshot, read};
use super::{check_tags, named};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::node::{Entry, Value};
use crate::source::{At, Place};

/// Which snapshot it is: each may say other words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Taken of a database.
    Taken,
    /// A copy in the owner's account.
    Copied,
    /// A receiving account's copy.
    Received,
}

/// What a snapshot of a database may say.
pub(super) const TAKEN: &[&str] = &[
    "copies",
    "identifier",
    "prevent_destroy",
    "renamed_from",
    "share_with",
    "tags",
];

/// What a copy may say.
pub(super) const COPIED: &[&str] = &[
    "copies",
    "identifier",
    "key",
    "option_group_name",
    "prevent_destroy",
    "region",
    "renamed_from",
    "share_with",
    "tags",
];

/// What a receiving account's copy may say.
pub(super) const RECEIVED: &[&str] = &[
    "copies",
    "identifier",
    "option_group_name",
    "prevent_destroy",
    "region",
    "renamed_from",
    "tags",
];

/// What replicated backups may say.
pub(super) const BACKUP_REPLICATION: &[&str] = &["key", "region", "retention_period"];

impl Kind {
    const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Taken => TAKEN,
            Self::Copied => COPIED,
            Self::Received => RECEIVED,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Taken => "a snapshot",
            Self::Copied => "a copy",
            Self::Received => "a copy of a shared snapshot",
        }
    }

    /// Why a word that others know does not stand there.
    fn elsewhere(self, word: &str) -> Option<(String, &'static str)> {
        match (self, word) {
            (Self::Taken, "region" | "key" | "kms_key_id") => Some((
                format!(
                    "a snapshot has no `{word}` of its own: it is where its database is, under the same key"
                ),
                "say it on a copy, as in `copies: { release-42-dr: { region: eu-west-1 } }`",
            )),
            (Self::Received, "key" | "kms_key_id") => Some((
                format!(
                    "a copy of a shared snapshot has no `{word}` of its own: it lies under the account's one key"
                ),
                "remove it",
            )),
            (Self::Received, "share_with") => Some((
                "a copy of a shared snapshot is shared with nobody: the owner shares".to_owned(),
                "share the owner's snapshot with that account too",
            )),
            (_, "destination_region" | "source_region") => Some((
                format!(
                    "`{word}` is not said in a spec: Terraform ignores it when it places a copy"
                ),
                "write `region`",
            )),
            (Self::Taken | Self::Copied, "shared_accounts") => Some((
                "`shared_accounts` is said as `share_with`, by the names of accounts".to_owned(),
                "declare the account under `sharing` and name it with `share_with`",
            )),
            _ => None,
        }
    }
}

/// Reads snapshots or copies, by name.
pub(super) fn decode(entry: &Entry, kind: Kind, found: &mut Diagnostics) -> Named<Snapshot> {
    let mut snapshots = Named::new();
    let what = match kind {
        Kind::Taken => "snapshot",
        Kind::Copied | Kind::Received => "copy",
    };
    for inner in named(entry, what, found).unwrap_or_default() {
        let snapshot = snapshot(inner, kind, found);
        snapshots.insert(inner.key.clone(), At::new(snapshot, inner.key_at));
    }
    snapshots
}

/// One of them. The reader bounds how deep copies of copies go.
fn snapshot(entry: &Entry, kind: Kind, found: &mut Diagnostics) -> Snapshot {
    let mut snapshot = Snapshot::default();
    let help = "write what it says below it, or `{}`";
    for inner in entries(entry, "a map", help, found).unwrap_or_default() {
        let word = inner.key.as_str();
        if !kind.words().contains(&word) {
            match kind.elsewhere(word) {
                Some((message, help)) => {
                    found.push(Diagnostic::new(&SPEC_NOT_HERE, inner.key_at, message, help));
                }
                None => unknown(word, inner.key_at, kind.name(), kind.words(), found),
            }
            continue;
        }
        match word {
            "identifier" => snapshot.identifier = read::text(inner, found),
            "region" => {
                snapshot.region = read::region(inner, found);
                snapshot.unread |= snapshot.region.is_none();
            }
            "key" => {
                snapshot.key = read::text(inner, found);
                snapshot.unread |= snapshot.key.is_none();
            }
            "option_group_name" => snapshot.option_group_name = read::text(inner, found),
            "share_with" => snapshot.share_with = share_with(inner, found),
            "renamed_from" => snapshot.renamed_from = read::text(inner, found),
            "prevent_destroy" => snapshot.prevent_destroy = read::flag(inner, found),
            "tags" => {
                snapshot.tags = read::table(inner, found)
                    .map(|tags| tags.value)
                    .unwrap_or_default();
                check_tags(&snapshot.tags, found);
            }
            _ => {
                let kind = match kind {
                    Kind::Taken | Kind::Copied => Kind::Copied,
                    Kind::Received => Kind::Received,
                };
                snapshot.copies = decode(inner, kind, found);
            }
        }
    }
    if snapshot.identifier.is_some() {
        check_label(entry, found);
    }
    snapshot
}

/// Where `identifier` names it in AWS, its name in the spec is only a label of Terraform, and must be able to be one.
/// Elsewhere the rules for identifiers are the stricter ones.
pub(super) fn check_label(entry: &Entry, found: &mut Diagnostics) {
    let name = entry.key.as_str();
    let shaped = !name.is_empty()
        && name.len() <= 255
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if !shaped {
        found.push(Diagnostic::new(
            &ID_TF_LABEL,
            entry.key_at,
            format!(
                "the name `{}` cannot be the label of a Terraform resource",
                name.escape_debug()
            ),
            "use letters, digits, `_` and `-`",
        ));
    }
}

/// The accounts, by name. `all` is what AWS calls everybody.
fn share_with(entry: &Entry, found: &mut Diagnostics) -> Option<At<Vec<At<String>>>> {
    if let Value::Scalar(scalar) = &entry.node.value
        && scalar.text == "all"
    {
        public(entry.node.at, found);
        return None;
    }
    let mut names = read::texts(entry, found)?;
    names.value.retain(|name| {
        if name.value == "all" {
            public(name.at, found);
        }
        name.value != "all"
    });
    Some(names)
}

fn public(at: Place, found: &mut Diagnostics) {
    found.push(Diagnostic::new(
        &SHARE_PUBLIC,
        at,
        "`all` would share the snapshot with every account of AWS",
        "name the accounts: declare each under `sharing`",
    ));
}

/// `backup_replication: { region, retention_period, key }`.
pub(in crate::spec) fn backup_replication(
    entry: &Entry,
    found: &mut Diagnostics,
) -> Option<At<BackupReplication>> {
    let help = "write `{ region: eu-west-1 }`";
    let written = entries(entry, "a map", help, found)?;
    let (mut region, mut retention_period, mut key) = (None, None, None);
    for inner in written {
        match inner.key.as_str() {
            "region" => region = read::region(inner, found),
            "retention_period" => retention_period = read::whole(inner, found),
            "key" => key = read::text(inner, found),
            other => unknown(
                other,
                inner.key_at,
                "`backup_replication`",
                BACKUP_REPLICATION,
                found,
            ),
        }
    }
    if !written.iter().any(|inner| inner.key == "region") {
        missing("region", entry.key_at, "`backup_replication`", help, found);
    }
    Some(At::new(
        BackupReplication {
            region: region?,
            retention_period,
            key,
        },
        entry.key_at,
    ))
}
