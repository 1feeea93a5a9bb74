//! What nobody can change in a migration, and somebody has to mind: cold storage, what is left of the old database. Each can be
//! called known. Knows phases; must not know commands.

use super::check::{Finder, checks};
use crate::plan::Common;
use crate::plan::migration::{Method, Migration, OldKind, Phase, Reason};

checks! {
    Warning "mig-backups" on Database backups,
        "the automated backups of the old database are kept for as long as somebody may want its past",
        "the new database has no past before the cutover, and automated backups end with their database unless they are kept",
        "delete the old database with `--no-delete-automated-backups`, as the runbook does, and call `mig-backups` known",
        "RDS User Guide, Deleting a DB instance; RDS API DeleteDBInstance";
    Warning "mig-snapshots-old" on Database snapshots_old,
        "no snapshot of the old database stays unencrypted",
        "they outlive it, and RDS_SNAPSHOT_ENCRYPTED of AWS Config goes on failing until each is copied under a key or deleted",
        "go through them as the runbook says, and call `mig-snapshots-old` known",
        "AWS Config, rds-snapshot-encrypted";
    Warning "mig-perf-lazy" on Database lazy,
        "a restored instance has read its storage once before it is used",
        "each block is fetched from S3 when it is first read, which is slow, and the first to read are the users",
        "read everything once before the cutover, as the comparison in the runbook does, and call `mig-perf-lazy` known",
        "RDS User Guide, Restoring to a DB instance";
    Warning "mig-aurora-sse-rds" on Database under_key_of_rds,
        "a cluster that says it is not encrypted may lie under a key of RDS itself",
        "since February 2026 new clusters do, and still report `StorageEncrypted: false`; to have a key of one's own they take the same road",
        "look at the `StorageEncryptionType` of the old cluster, and call `mig-aurora-sse-rds` known",
        "RDS API DBCluster; Aurora User Guide, Encrypting Amazon Aurora resources";
}

/// The migration, where it does not call the rule known.
fn minded<'a>(common: &'a Common, rule: &str) -> Option<&'a Migration> {
    let migration = common.migration.as_deref();
    migration.filter(|migration| !migration.known.contains(&rule))
}

fn backups(common: &Common, found: &mut Finder<'_>) {
    let is_over = |migration: &&Migration| migration.phase.value == Phase::Retire;
    if let Some(migration) = minded(common, "mig-backups").filter(is_over) {
        found.report(
            migration.phase.at,
            format!(
                "the past of `{}` before the cutover is in the automated backups of `{}` alone, which end with it",
                common.name,
                migration.old.identifier.escape_debug()
            ),
            "delete it with `--no-delete-automated-backups`, and write `known: [mig-backups]`",
        );
    }
}

fn snapshots_old(common: &Common, found: &mut Finder<'_>) {
    let is_over = |migration: &&Migration| {
        migration.phase.value == Phase::Retire && migration.reason.value == Reason::Encrypt
    };
    if let Some(migration) = minded(common, "mig-snapshots-old").filter(is_over) {
        found.report(
            migration.phase.at,
            format!(
                "snapshots of `{}` stay unencrypted when it is gone",
                migration.old.identifier.escape_debug()
            ),
            "copy each under a key or delete it, and write `known: [mig-snapshots-old]`",
        );
    }
}

fn lazy(common: &Common, found: &mut Finder<'_>) {
    let is_cold = |migration: &&Migration| {
        migration.method.value == Method::Snapshot && migration.phase.value == Phase::Cutover
    };
    if let Some(migration) = minded(common, "mig-perf-lazy").filter(is_cold) {
        found.report(
            migration.phase.at,
            format!(
                "`{}` fetches each block of its storage when it is first read",
                common.name
            ),
            "read everything once before this phase, and write `known: [mig-perf-lazy]`",
        );
    }
}

fn under_key_of_rds(common: &Common, found: &mut Finder<'_>) {
    let may_be = |migration: &&Migration| {
        migration.phase.value == Phase::Prepare
            && migration.reason.value == Reason::Encrypt
            && migration.old.kind == OldKind::Cluster
            && common.engine.is_aurora()
    };
    if let Some(migration) = minded(common, "mig-aurora-sse-rds").filter(may_be) {
        found.report(
            migration.old.at,
            format!(
                "`{}` may lie under a key of RDS itself although it says that it is not encrypted",
                migration.old.identifier.escape_debug()
            ),
            "look at its `StorageEncryptionType`; the road to a key of your own is this one either way: write `known: [mig-aurora-sse-rds]`",
        );
    }
}
