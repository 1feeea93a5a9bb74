//! `databases:` and `defaults:`: instances, clusters and their replicas.

use super::super::fields::{entries, unknown};
use super::super::forbidden;
use super::super::migration::Method;
use super::super::rules::{
    CL_REPLICA_ARGS, MIG_REPLICAS, MULTI_AZ_ENGINE, RESTORE_SOURCE, SPEC_NOT_HERE,
};
use super::super::settings::{FIELDS, Role};
use super::super::{
    Database, Migration, Named, Settings, autoscaling, migration, proxy, read, upgrade,
};
use super::snapshots::{self, Kind};
use super::{check_tags, global, named, restore};
use crate::aws::engines::Engine;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::At;
use crate::source::node::{Entry, Value};

/// Reads the databases. One that names no engine has that of `defaults`.
pub(super) fn decode(
    entry: &Entry,
    defaults: Option<&Entry>,
    found: &mut Diagnostics,
) -> Option<Named<Database>> {
    let mut databases = Named::new();
    for inner in named(entry, "database", found)? {
        let said = |word| text_of(inner, word).or_else(|| text_of(defaults?, word));
        let role = match said("engine") {
            Some(engine) if engine.starts_with("aurora") => Role::Cluster,
            Some(engine)
                if said("multi_az_cluster") == Some("true")
                    && Engine::parse(engine).is_some_and(Engine::multi_az_clusters) =>
            {
                Role::MultiAz
            }
            _ => Role::Instance,
        };
        let database = database(inner, role, found);
        databases.insert(inner.key.clone(), At::new(database, inner.key_at));
    }
    Some(databases)
}

/// What every database inherits: any word of an instance or a cluster. Those that do not fit a database
/// are no part of it.
pub(super) fn defaults(entry: &Entry, found: &mut Diagnostics) -> Settings {
    let mut settings = Settings::default();
    for inner in entries(entry, "a map", "write the settings below it", found).unwrap_or_default() {
        if settings.read(inner, found) || forbidden::explain(inner, Role::Instance, found) {
            continue;
        }
        let words: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
        unknown(&inner.key, inner.key_at, "`defaults`", &words, found);
    }
    settings
}

fn database(entry: &Entry, role: Role, found: &mut Diagnostics) -> Database {
    let mut database = Database::default();
    let help = "write its settings below it, as `sealform init` shows";
    let is_restored = role != Role::Replica && entry_named(entry, "restore").is_some();
    for inner in entries(entry, "a map", help, found).unwrap_or_default() {
        if is_restored && restore::of_source(inner, found) {
            // What it would say is told with it.
        } else if inner.key == "restore" && matches!(role, Role::Instance | Role::Cluster) {
            database.restore = restore::decode(inner, role, found);
            database
                .settings
                .unread
                .extend(database.restore.is_none().then_some("restore"));
        } else if inner.key == "replicas" && matches!(role, Role::Instance | Role::Replica) {
            database.replicas_at = Some(inner.key_at);
            database.replicas = replicas(inner, found);
        } else if inner.key == "replicas" && role == Role::Cluster {
            database.replicas_at = Some(inner.key_at);
            database.cluster_replicas = global::replicas(inner, found);
        } else if inner.key == "snapshots" && role != Role::Replica {
            database.snapshots = snapshots::decode(inner, Kind::Taken, found);
        } else if inner.key == "renamed_from" {
            database.renamed_from = read::text(inner, found);
        } else if inner.key == "migrate_from" && role != Role::MultiAz {
            database.migrate_from = migrate_from(inner, role, found).map(Box::new);
            if database.migrate_from.is_none() {
                database.settings.unread.push("migrate_from");
            }
        } else if inner.key == "upgrade" && role != Role::Replica {
            database.upgrade = upgrade::decode(inner, found);
        } else if inner.key == "proxy" {
            database.proxy = proxy::decode(inner, role, found).map(Box::new);
        } else if inner.key == "autoscaling" {
            database.autoscaling = autoscaling::decode(inner, role, found).map(Box::new);
        } else if inner.key == "global" && role == Role::Cluster {
            database.global = global::decode(inner, found);
        } else if role == Role::Cluster && database.members.read(inner, found) {
        } else if is_known(&inner.key, role) {
            database.settings.read(inner, found);
        } else if !forbidden::explain(inner, role, found) {
            misplaced(inner, role, found);
        }
    }
    if let Some(source) = &database.settings.replicate_from {
        replicates(entry, source, found);
    }
    if let Some(wanted) = &database.settings.multi_az_cluster
        && wanted.value
        && role == Role::Instance
    {
        found.push(Diagnostic::new(
            &MULTI_AZ_ENGINE,
            wanted.at,
            "only MySQL and PostgreSQL have Multi-AZ DB clusters",
            "remove it, and write `multi_az: true` for a standby in another zone",
        ));
    }
    if let Some(tags) = &database.settings.tags {
        check_tags(&tags.value, found);
    }
    if let (Some(migration), Some(restore)) = (&database.migrate_from, &database.restore) {
        let message = "a database that takes over from another has its data, and is restored from nothing else";
        found.push(
            Diagnostic::new(&RESTORE_SOURCE, restore.at, message, "keep one of the two")
                .related(migration.at, "takes over here"),
        );
    }
    // A database that is filled by replication is a new one, with users of its own.
    let brings_users = |migration: &&At<Migration>| migration.method.value != Method::Dms;
    if let Some(migration) = database.migrate_from.as_deref().filter(brings_users) {
        said_with_data(&database.settings, migration, found);
    }
    database
}

/// What a cluster that replicates an instance has of it, and cannot say.
fn replicates(entry: &Entry, source: &At<String>, found: &mut Diagnostics) {
    for word in [
        "username",
        "master_username",
        "password",
        "password_wo_version",
        "db_name",
        "database_name",
        "global",
        "replicas",
    ] {
        if let Some(said) = entry_named(entry, word) {
            found.push(
                Diagnostic::new(
                    &CL_REPLICA_ARGS,
                    said.key_at,
                    format!(
                        "a cluster that replicates an instance has no `{word}` until it is promoted"
                    ),
                    "remove it; say it when `replicate_from` goes",
                )
                .related(source.at, "what it replicates"),
            );
        }
    }
}

/// Users, databases and character sets come with the data of the old database.
fn said_with_data(settings: &Settings, migration: &At<Migration>, found: &mut Diagnostics) {
    let places = [
        ("username", &settings.username),
        ("master_username", &settings.master_username),
        ("db_name", &settings.db_name),
        ("database_name", &settings.database_name),
        ("character_set_name", &settings.character_set_name),
        (
            "nchar_character_set_name",
            &settings.nchar_character_set_name,
        ),
        ("timezone", &settings.timezone),
    ];
    for (word, said) in places {
        if let Some(said) = said {
            found.push(
                Diagnostic::new(
                    &SPEC_NOT_HERE,
                    said.at,
                    format!(
                        "a database that is migrated has no `{word}` of its own: it comes with the data of `{}`",
                        migration.old.identifier.escape_debug()
                    ),
                    "remove it",
                )
                .related(migration.at, "the migration"),
            );
        }
    }
}

fn migrate_from(entry: &Entry, role: Role, found: &mut Diagnostics) -> Option<At<Migration>> {
    if role == Role::Replica {
        found.push(Diagnostic::new(
            &MIG_REPLICAS,
            entry.key_at,
            "a replica is not migrated: it is made anew from the new database",
            "write `migrate_from` on the database whose replica this is",
        ));
        return None;
    }
    migration::decode(entry, found)
}

fn replicas(entry: &Entry, found: &mut Diagnostics) -> Named<Database> {
    let mut replicas = Named::new();
    for inner in named(entry, "replica", found).unwrap_or_default() {
        let replica = database(inner, Role::Replica, found);
        replicas.insert(inner.key.clone(), At::new(replica, inner.key_at));
    }
    replicas
}

fn is_known(word: &str, role: Role) -> bool {
    FIELDS
        .iter()
        .any(|field| field.name == word && field.on.contains(&role))
}

/// A word that is known elsewhere is told from one that nobody knows.
fn misplaced(entry: &Entry, role: Role, found: &mut Diagnostics) {
    let place = match role {
        Role::Instance => "an RDS instance",
        Role::Cluster => "an Aurora cluster",
        Role::MultiAz => "a Multi-AZ DB cluster",
        Role::Replica => "a read replica",
    };
    if FIELDS.iter().any(|field| field.name == entry.key) {
        let mut throwaway = Settings::default();
        throwaway.read(entry, found);
        found.push(Diagnostic::new(
            &SPEC_NOT_HERE,
            entry.key_at,
            format!("`{}` does not apply to {place}", entry.key),
            "remove it",
        ));
        return;
    }
    let mut words: Vec<&str> = FIELDS
        .iter()
        .filter(|field| field.on.contains(&role))
        .map(|field| field.name)
        .collect();
    words.extend([
        "replicas",
        "restore",
        "snapshots",
        "migrate_from",
        "upgrade",
        "proxy",
        "renamed_from",
    ]);
    if role == Role::Cluster {
        words.extend(["members", "endpoints", "autoscaling", "global"]);
    }
    unknown(&entry.key, entry.key_at, place, &words, found);
}

fn entry_named<'a>(entry: &'a Entry, word: &str) -> Option<&'a Entry> {
    match &entry.node.value {
        Value::Map(entries) => entries.iter().find(|inner| inner.key == word),
        Value::Scalar(_) | Value::List(_) => None,
    }
}

fn text_of<'a>(entry: &'a Entry, word: &str) -> Option<&'a str> {
    match &entry_named(entry, word)?.node.value {
        Value::Scalar(scalar) => Some(&scalar.text),
        Value::List(_) | Value::Map(_) => None,
    }
}
