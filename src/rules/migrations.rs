//! Rules about databases that take over from others: which road leads where, and what is easily lost on the way.

use super::check::{Finder, checks};
use crate::aws::identifiers::{cluster_problem, cluster_snapshot_problem, instance_problem};
use crate::plan::Common;
use crate::plan::migration::{Method, Migration, OldKind, Phase};
use crate::plan::snapshots::SnapshotKind;

checks! {
    Error "mig-same-name" on Database same_name,
        "the new database has another name than the old one, which goes on existing",
        "AWS refuses a second database of one name in an account and region, and the old one must stay untouched until the new one is proven",
        "give the new database an `identifier` of its own",
        "RDS API RestoreDBInstanceFromDBSnapshot, DBInstanceAlreadyExists";
    Error "mig-old-name" on Database old_name,
        "the old database is called as AWS calls databases",
        "AWS finds nothing by any other name, and commands of the runbook bear it",
        "copy the identifier from `aws rds describe-db-instances`",
        "RDS API CreateDBInstance and CreateDBCluster";
    Error "mig-method" on Database method,
        "the road leads from what the old database is to what the new one is",
        "RDS restores an instance's snapshot as an instance without asking for a key, and Aurora restores under one",
        "an instance becomes an instance by `snapshot`, and a cluster by `restore`",
        "RDS User Guide, Encrypting Amazon RDS resources; Aurora User Guide, Encrypting Amazon Aurora resources";
    Error "mig-cluster-copy" on Database cluster_copy,
        "no snapshot of an unencrypted cluster is copied under a key",
        "AWS refuses it: a cluster is encrypted when it is restored, not when its snapshot is copied",
        "write `method: restore`",
        "RDS API CopyDBClusterSnapshot, KmsKeyId";
    Warning "mig-writes-lost" on Database writes_lost,
        "nothing writes to the old database once the last snapshot is taken",
        "what is written after the snapshot is not in the new database, and nobody is told",
        "stop the writers, raise `round` so that the snapshot is taken anew, and say `writes_stopped: true`",
        "RDS User Guide, Backing up and restoring";
    Warning "mig-password" on Database password,
        "a migrated database keeps the master password that came with the data",
        "applications go on using it; a password that changed at the cutover would lock them out",
        "leave `password` out until `phase: retire`",
        "RDS API RestoreDBInstanceFromDBSnapshot and ModifyDBInstance";
    Warning "mig-endpoint" on Database endpoint,
        "the name that applications use leads to the new database within a minute",
        "resolvers keep a record for its `ttl`, and applications with the old address go on writing there",
        "write `ttl: 60` or less, and apply it a day before the cutover",
        "Route 53 Developer Guide, Values for simple records, TTL";
    Error "mig-record" on Database record,
        "the record is one that Route 53 takes",
        "a hosted zone has an id such as Z0123456789ABC, and a name is made of labels with dots between",
        "copy the id from `aws route53 list-hosted-zones`, without `/hostedzone/`",
        "Route 53 API ChangeResourceRecordSets";
    Error "cl-snapshot-global" on Cluster global,
        "a cluster is restored first, and joins a global database afterwards",
        "AWS cannot restore and join in one step, and the provider refuses both arguments together",
        "take `global` out until the migration is at `retire`, and then write `global: { adopt: true }`",
        "Terraform AWS provider, aws_rds_cluster";
}

fn migration(common: &Common) -> Option<&Migration> {
    common.migration.as_deref()
}

fn new_kind(common: &Common) -> OldKind {
    if common.engine.is_aurora() {
        OldKind::Cluster
    } else {
        OldKind::Instance
    }
}

fn same_name(common: &Common, found: &mut Finder<'_>) {
    let Some(migration) = migration(common) else {
        return;
    };
    let old = &migration.old;
    if old.kind == new_kind(common) && old.identifier.eq_ignore_ascii_case(&common.identifier) {
        let is_said = common.identifier.at != common.name.at;
        let (at, way) = if is_said {
            (common.identifier.at, "write")
        } else {
            (old.at, "add")
        };
        found.report_with(
            at,
            format!(
                "the new database would be called `{}`, as the old one is",
                common.identifier
            ),
            format!(
                "{way} `identifier: {}-encrypted`; the label in Terraform stays `{}`",
                common.identifier, common.label
            ),
            |diagnostic| diagnostic.related(common.name.at, "the new database"),
        );
    }
}

fn old_name(common: &Common, found: &mut Finder<'_>) {
    let Some(migration) = migration(common) else {
        return;
    };
    let old = &migration.old;
    let problem = match old.kind {
        OldKind::Instance => instance_problem(&old.identifier),
        OldKind::Cluster => cluster_problem(&old.identifier),
    };
    if let Some(problem) = problem {
        found.report(
            old.at,
            format!(
                "the old database's identifier `{}` {problem}",
                old.identifier.escape_debug()
            ),
            "write it as AWS has it, which is in lower case",
        );
        return;
    }
    let Some(taken) = &migration.taken else {
        return;
    };
    let names = [Some(&taken.identifier), taken.copy.as_ref()];
    for name in names.into_iter().flatten() {
        let problem = match taken.kind {
            SnapshotKind::Cluster => cluster_snapshot_problem(name),
            // A name of 63 characters leaves an instance's snapshot, which may have 255, all the room it needs.
            SnapshotKind::Instance => None,
        };
        if let Some(problem) = problem {
            found.report(
                common.identifier.at,
                format!("the snapshot of the migration would be called `{name}`, which {problem}"),
                "give the new database a shorter `identifier`",
            );
        }
    }
}

fn cluster_copy(common: &Common, found: &mut Finder<'_>) {
    let Some(migration) = migration(common) else {
        return;
    };
    let method = &migration.method;
    if method.value == Method::Snapshot && migration.old.kind == OldKind::Cluster {
        found.report_with(
            method.at,
            format!(
                "the snapshot of the cluster `{}` cannot be copied under a key",
                migration.old.identifier.escape_debug()
            ),
            "write `method: restore`: Aurora encrypts when it restores",
            |diagnostic| diagnostic.patch(method.at, "restore"),
        );
    }
}

fn method(common: &Common, found: &mut Finder<'_>) {
    let Some(migration) = migration(common) else {
        return;
    };
    let method = &migration.method;
    let new = new_kind(common);
    let (message, help, better) = match (method.value, migration.old.kind, new) {
        // A cluster's snapshot that would be copied has a rule of its own.
        (Method::Snapshot, OldKind::Instance, OldKind::Cluster) => (
            format!(
                "`{}` is an Aurora cluster, which takes its key when it is restored",
                common.name
            ),
            "write `method: restore`",
            Some("restore"),
        ),
        (Method::Restore, OldKind::Instance, OldKind::Instance) => (
            format!(
                "`{}` is an instance, and an instance cannot be restored under another key than its snapshot's",
                common.name
            ),
            "write `method: snapshot`: the copy of the snapshot takes the key",
            Some("snapshot"),
        ),
        (Method::Restore, OldKind::Cluster, OldKind::Instance) => (
            format!(
                "`{}` is an instance, and the snapshot of a cluster restores as a cluster only",
                common.name
            ),
            "name an `aurora-…` engine, or move the data with a logical dump",
            None,
        ),
        _ => return,
    };
    found.report_with(method.at, message, help, |diagnostic| match better {
        Some(better) => diagnostic.patch(method.at, better),
        None => diagnostic,
    });
}

fn writes_lost(common: &Common, found: &mut Finder<'_>) {
    let Some(migration) = migration(common) else {
        return;
    };
    if let Some(taken) = migration.snapshot().filter(|_| !migration.writes_stopped) {
        found.report(
            migration.phase.at,
            format!(
                "what is written to `{}` after the snapshot `{}` is lost",
                migration.old.identifier.escape_debug(),
                taken.identifier
            ),
            "stop the writers, raise `round` so that the snapshot is taken anew, and say `writes_stopped: true`; a rehearsal may ignore this",
        );
    }
}

fn password(common: &Common, found: &mut Finder<'_>) {
    let Some(migration) = migration(common) else {
        return;
    };
    if let Some(at) = migration.password_too_early {
        found.report(
            at,
            format!(
                "`{}` keeps the master password of `{}` until `phase: retire`",
                common.name,
                migration.old.identifier.escape_debug()
            ),
            "leave `password` out until then",
        );
    }
}

fn endpoint(common: &Common, found: &mut Finder<'_>) {
    let dns = migration(common).and_then(|migration| migration.dns.as_ref());
    let ttl = dns.and_then(|dns| dns.ttl.as_ref());
    let is_over = migration(common).is_some_and(|migration| migration.phase.value == Phase::Retire);
    if let Some(ttl) = ttl.filter(|ttl| ttl.value > 60 && !is_over) {
        found.report(
            ttl.at,
            format!("resolvers keep the old address for {ttl} s after the cutover"),
            "write `ttl: 60`; once the migration is at `retire`, it may be raised again",
        );
    }
}

fn record(common: &Common, found: &mut Finder<'_>) {
    let Some(dns) = migration(common).and_then(|migration| migration.dns.as_ref()) else {
        return;
    };
    let zone = &dns.zone_id;
    let is_zone = (2..=32).contains(&zone.len())
        && zone.starts_with('Z')
        && zone
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if !is_zone {
        found.report(
            zone.at,
            format!("`{}` is no id of a hosted zone", zone.escape_debug()),
            "write one such as `Z0123456789ABC`, without `/hostedzone/`",
        );
    }
    let name = &dns.name;
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_')
            })
    };
    if !name.contains('.') || name.len() > 253 || !name.split('.').all(is_label) {
        found.report(
            name.at,
            format!("`{}` is no name of a record", name.escape_debug()),
            "write it whole, in lower case and without a dot at the end, as in `orders.db.example.com`",
        );
    }
}

fn global(cluster: &crate::plan::Cluster, found: &mut Finder<'_>) {
    super::restores::global(cluster, found);
    if let (Some(migration), Some(global)) = (migration(&cluster.common), cluster.global())
        && migration.brings_all()
        && (migration.phase.value < Phase::Retire || !global.adopts.value)
    {
        found.report_with(
            global.at,
            format!(
                "`{}` cannot be restored and become part of a global database in one step",
                cluster.common.name
            ),
            "take `global` out until the migration is at `retire`, and then write `global: { adopt: true }`",
            |diagnostic| diagnostic.related(migration.at, "the migration"),
        );
    }
}
