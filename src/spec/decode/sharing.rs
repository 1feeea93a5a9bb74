//! `sharing:`: the accounts that receive snapshots, their keys, copies and restored databases.

use std::collections::BTreeMap;

use super::super::fields::{entries, missing, unknown};
use super::super::rules::{COPY_SHARED_KEY, REGION_TWICE, SPEC_NAME, SPEC_NOT_HERE, SPEC_VALUE};
use super::super::settings::FIELDS;
use super::super::{Key, Named, Network, Restored, Settings, SharePolicy, Sharing, Snapshot, read};
use super::snapshots::{self, Kind};
use super::{account, check_name, keys, named, networks, terraform};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::Region;
use crate::source::At;
use crate::source::node::{Entry, Node, Value};

/// What an account may say.
pub(super) const WORDS: &[&str] = &[
    "account",
    "assume_role",
    "backend",
    "copies",
    "key",
    "policy",
    "principals",
    "regions",
    "restore",
];

/// What a restored database takes from its snapshot, with what to say about it.
const FROM_SNAPSHOT: &[&str] = &[
    "allocated_storage",
    "backup_replication",
    "character_set_name",
    "database_name",
    "db_name",
    "engine",
    "engine_version",
    "key",
    "license_model",
    "master_username",
    "nchar_character_set_name",
    "password",
    "password_wo_version",
    "region",
    "replica_mode",
    "timezone",
    "username",
];

/// Reads the accounts. `policy`, where it is a word and no account, is for all of them.
pub(super) fn decode(entry: &Entry, found: &mut Diagnostics) -> Named<Sharing> {
    let mut accounts = Named::new();
    let mut policy_of_all = None;
    for inner in named(entry, "account", found).unwrap_or_default() {
        if inner.key == "policy" && matches!(inner.node.value, Value::Scalar(_)) {
            policy_of_all = policy(inner, found);
            continue;
        }
        let name = At::new(inner.key.clone(), inner.key_at);
        if name.value == "all" {
            found.push(Diagnostic::new(
                &SPEC_NAME,
                name.at,
                "an account cannot be called `all`, which is what AWS calls everybody",
                "name it otherwise",
            ));
        } else {
            check_name(&name.value, &name, found);
        }
        accounts.insert(
            inner.key.clone(),
            At::new(sharing(inner, found), inner.key_at),
        );
    }
    for sharing in accounts.values_mut() {
        let own = &mut sharing.value.policy;
        *own = own.take().or_else(|| policy_of_all.clone());
    }
    accounts
}

fn sharing(entry: &Entry, found: &mut Diagnostics) -> Sharing {
    let mut sharing = Sharing::default();
    let help = "write its `account` and `key` below it";
    let Some(written) = entries(entry, "a map", help, found) else {
        return sharing;
    };
    for inner in written {
        match inner.key.as_str() {
            "account" => sharing.account = account(inner, found),
            "key" => sharing.key = Some(At::new(own_key(inner, found), inner.key_at)),
            "principals" => sharing.principals = read::texts(inner, found),
            "regions" => sharing.regions = regions(inner, found),
            "policy" => sharing.policy = policy(inner, found),
            "assume_role" => sharing.assume_role = terraform::assume_role(inner, found),
            "backend" => sharing.backend = terraform::backend(inner, found),
            "copies" => sharing.copies = copies(inner, found),
            "restore" => sharing.restore = restore(inner, found),
            other => unknown(other, inner.key_at, "a sharing account", WORDS, found),
        }
    }
    let says = |word: &str| written.iter().any(|inner| inner.key == word);
    if !says("account") {
        let help = "add the account's id, as in `account: \"987654321098\"`";
        missing("account", entry.key_at, "the sharing account", help, found);
    }
    if !says("key") {
        found.push(Diagnostic::new(
            &COPY_SHARED_KEY,
            entry.key_at,
            format!("`{}` has no `key`, and its copies would have none", entry.key),
            "add the key of that account that its copies lie under, as in `key: { alias: rds-local }`",
        ));
    }
    sharing
}

/// The account's one key, which has no name.
fn own_key(entry: &Entry, found: &mut Diagnostics) -> Key {
    let key = keys::key(entry, found);
    if let Some(renamed_from) = &key.renamed_from {
        found.push(Diagnostic::new(
            &SPEC_NOT_HERE,
            renamed_from.at,
            "the key of a sharing account has no name of its own, and was never called otherwise",
            "remove `renamed_from`",
        ));
    }
    key
}

/// The account's copies of what is shared bear the owner's names; copies of those have names of their own.
fn copies(entry: &Entry, found: &mut Diagnostics) -> Named<Snapshot> {
    let copies = snapshots::decode(entry, Kind::Received, found);
    for copy in copies.values() {
        if let Some(renamed_from) = &copy.renamed_from {
            found.push(Diagnostic::new(
                &SPEC_NOT_HERE,
                renamed_from.at,
                "the copy of a shared snapshot is called as the owner calls the snapshot",
                "write `renamed_from` on the snapshot that is shared: this follows it",
            ));
        }
    }
    copies
}

fn policy(entry: &Entry, found: &mut Diagnostics) -> Option<At<SharePolicy>> {
    let text = read::text(entry, found)?;
    let policy = match text.value.as_str() {
        "documented" => SharePolicy::Documented,
        "least_privilege" => SharePolicy::LeastPrivilege,
        other => {
            found.push(Diagnostic::new(
                &SPEC_VALUE,
                text.at,
                format!(
                    "`policy` is `least_privilege` or `documented`, and not `{}`",
                    other.escape_debug()
                ),
                "write `least_privilege` (use of the key through RDS alone), or `documented` (as AWS writes it)",
            ));
            return None;
        }
    };
    Some(At::new(policy, text.at))
}

/// A list of regions, or a map of them with their networks.
fn regions(entry: &Entry, found: &mut Diagnostics) -> Option<At<BTreeMap<Region, At<Network>>>> {
    let Value::List(items) = &entry.node.value else {
        let map = networks::decode(entry, found)?;
        return Some(At::new(map, entry.node.at));
    };
    let mut regions = BTreeMap::new();
    for item in items {
        let Some(region) = read::region(&item_of(entry, item), found) else {
            continue;
        };
        let network = At::new(Network::default(), region.at);
        if regions.insert(region.value, network).is_some() {
            found.push(Diagnostic::new(
                &REGION_TWICE,
                region.at,
                format!("`{region}` stands twice in the list"),
                "remove one of the two",
            ));
        }
    }
    Some(At::new(regions, entry.node.at))
}

fn item_of(entry: &Entry, item: &Node) -> Entry {
    Entry {
        key: entry.key.clone(),
        key_at: item.at,
        node: item.clone(),
    }
}

fn restore(entry: &Entry, found: &mut Diagnostics) -> Named<Restored> {
    let mut databases = Named::new();
    for inner in named(entry, "database", found).unwrap_or_default() {
        let restored = restored(inner, found);
        databases.insert(inner.key.clone(), At::new(restored, inner.key_at));
    }
    databases
}

fn restored(entry: &Entry, found: &mut Diagnostics) -> Restored {
    let mut restored = Restored::default();
    let help = "write the `snapshot` that it is restored from below it";
    let Some(written) = entries(entry, "a map", help, found) else {
        return restored;
    };
    for inner in written {
        let word = inner.key.as_str();
        if word == "snapshot" {
            restored.snapshot = read::text(inner, found);
        } else if word == "renamed_from" {
            restored.renamed_from = read::text(inner, found);
        } else if FROM_SNAPSHOT.contains(&word) {
            Settings::default().read(inner, found);
            found.push(Diagnostic::new(
                &SPEC_NOT_HERE,
                inner.key_at,
                format!(
                    "a restored database has no `{word}` of its own: it is that of its snapshot"
                ),
                "remove it",
            ));
        } else if !restored.settings.read(inner, found) {
            let known = FIELDS.iter().map(|field| field.name);
            let mut words: Vec<&str> = known.filter(|name| !FROM_SNAPSHOT.contains(name)).collect();
            words.extend(["snapshot", "renamed_from"]);
            unknown(word, inner.key_at, "a restored database", &words, found);
        }
    }
    if !written.iter().any(|inner| inner.key == "snapshot") {
        let help = "name the account's own copy, as in `snapshot: release-42`";
        missing(
            "snapshot",
            entry.key_at,
            "the restored database",
            help,
            found,
        );
    }
    if let Some(tags) = &restored.settings.tags {
        super::check_tags(&tags.value, found);
    }
    restored
}
