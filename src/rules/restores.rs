//! Rules about databases that are restored, beyond what nothing can bring about: that is said when they are planned.

use super::check::{Finder, checks};
use super::snapshots::automated_prefix;
use crate::aws::identifiers::{
    Problem, cluster_problem, cluster_snapshot_problem, instance_problem, snapshot_problem,
};
use crate::plan::restored::{Data, PointOf};
use crate::plan::snapshots::{Origin, SnapshotKind};
use crate::plan::{Cluster, Instance, RestoredFrom, RootModule};
use crate::source::Place;

checks! {
    Error "rst-source-shape" on Module source_shape,
        "what a database is restored from has a name that AWS gives",
        "AWS finds nothing under any other",
        "copy the identifier or the ARN from the console",
        "RDS API CreateDBSnapshot and CreateDBInstance";
    Error "rst-pitr-src" on Module past,
        "an instance whose past is restored keeps automated backups",
        "AWS has no points in time of it otherwise",
        "keep backups of it, or restore from a snapshot",
        "RDS User Guide, Restoring a DB instance to a specified time";
    Warning "rst-pitr-unseen-key" on Instance unseen_key,
        "an instance whose past is restored is one of the spec",
        "the restored one keeps the key of its source, which is not seen here: if it is another, Terraform would replace the database in every later plan",
        "see that the source lies under this key, or restore from a snapshot, which is copied under it first",
        "RDS API RestoreDBInstanceToPointInTime";
}

/// Part of the rule that a cluster is restored first, for one that no migration restores.
pub(super) fn global(cluster: &Cluster, found: &mut Finder<'_>) {
    let restored = cluster.restored.as_ref();
    let Some(restored) = restored.filter(|_| cluster.common.migration.is_none()) else {
        return;
    };
    if let Some(global) = cluster.global().filter(|global| !global.adopts.value) {
        found.report_with(
            global.at,
            format!(
                "`{}` is restored, and would be part of a global database at once",
                cluster.common.name
            ),
            "say `adopt: true`: the global database is then made around it, once it is there",
            |diagnostic| diagnostic.related(restored.at, "restored here"),
        );
    }
}

fn source_shape(module: &RootModule, found: &mut Finder<'_>) {
    let instances = module.instances().filter_map(Instance::restored_from);
    for restored in instances {
        name(restored, SnapshotKind::Instance, found);
    }
    let clusters = module
        .clusters()
        .filter_map(|cluster| cluster.restored.as_ref());
    for restored in clusters {
        name(restored, SnapshotKind::Cluster, found);
    }
}

fn name(restored: &RestoredFrom, kind: SnapshotKind, found: &mut Finder<'_>) {
    match &restored.data {
        Data::Existing(identifier) => snapshot(kind, identifier, identifier.at, found),
        Data::Copy(copy) => {
            if let Origin::Existing { arn, .. } = &copy.origin {
                snapshot(kind, arn, copy.identifier.at, found);
            }
        }
        Data::Point(PointOf::Existing(identifier), _) => {
            let problem = match kind {
                SnapshotKind::Instance => instance_problem(identifier),
                SnapshotKind::Cluster => cluster_problem(identifier),
            };
            report("identifier", identifier, identifier.at, problem, found);
        }
        Data::Snapshot(_) | Data::Old { .. } | Data::Point(..) => {}
    }
}

/// A snapshot, by identifier or ARN; also one that AWS took by itself.
fn snapshot(kind: SnapshotKind, text: &str, at: Place, found: &mut Finder<'_>) {
    let identifier = match text.starts_with("arn:") {
        true => text.splitn(7, ':').nth(6).unwrap_or(text),
        false => text,
    };
    let own = identifier
        .strip_prefix(automated_prefix(identifier))
        .unwrap_or(identifier);
    let problem = match kind {
        SnapshotKind::Instance => snapshot_problem(own),
        SnapshotKind::Cluster => cluster_snapshot_problem(own),
    };
    report("snapshot", identifier, at, problem, found);
}

fn report(what: &str, name: &str, at: Place, problem: Option<Problem>, found: &mut Finder<'_>) {
    if let Some(problem) = problem {
        found.report(
            at,
            format!("the {what} `{}` {problem}", name.escape_debug()),
            "copy it from the console",
        );
    }
}

/// What the past of the instance of that label is restored into.
pub(super) fn restored_past<'m>(module: &'m RootModule, label: &str) -> Option<&'m Instance> {
    module.instances().find(|instance| {
        let data = instance.restored_from().map(|restored| &restored.data);
        matches!(data, Some(Data::Point(PointOf::Database(of) | PointOf::Backups(of), _)) if of == label)
    })
}

fn past(module: &RootModule, found: &mut Finder<'_>) {
    for instance in module.instances() {
        let common = &instance.common;
        let none = common.backup_retention.as_ref();
        if let Some(none) = none.filter(|days| days.value == 0)
            && let Some(restored) = restored_past(module, &common.label)
            && let Some(from) = restored.restored_from()
        {
            found.report_with(
                none.at,
                format!(
                    "`{}` keeps no automated backups, and `{}` is restored from its past",
                    common.name, restored.common.name
                ),
                "keep backups of it, or restore from a snapshot",
                |diagnostic| diagnostic.related(from.at, "restored here"),
            );
        }
    }
}

fn unseen_key(instance: &Instance, found: &mut Finder<'_>) {
    let Some(restored) = instance.restored_from() else {
        return;
    };
    if let Data::Point(PointOf::Existing(source), _) = &restored.data {
        let common = &instance.common;
        found.report(
            source.at,
            format!(
                "`{}` keeps the key of `{}`, which must be `{}`",
                common.name,
                source.escape_debug(),
                common.key.name
            ),
            "see that it lies under this key, or restore from a snapshot, which is copied under it first",
        );
    }
}
