//! What the plan says of each resource that holds data. Knows the plan; must not know the text.

use std::collections::BTreeSet;

use crate::names::Region;
use crate::plan::proxy::Proxy;
use crate::plan::snapshots::{Origin, Snapshot, SnapshotKind};
use crate::plan::{Cluster, Common, Database, Instance, KeyRef, Replicates, RootModule};

/// What the plan says of one resource.
pub(super) struct Wanted<'p> {
    pub(super) kind: &'static str,
    pub(super) label: &'p str,
    /// The file that it is rendered into.
    pub(super) file: String,
    pub(super) region: Region,
    pub(super) key: Option<&'p KeyRef>,
    /// How often it stands.
    pub(super) times: usize,
    /// What it is called in AWS.
    pub(super) name: Option<(&'static str, &'p str)>,
    pub(super) source: Option<(&'static str, Source<'p>)>,
    pub(super) shares: BTreeSet<&'p str>,
}

/// What something is made from.
pub(super) enum Source<'p> {
    Of(&'static str, &'p str),
    Text(&'p str),
}

pub(super) fn wanted(module: &RootModule) -> Vec<Wanted<'_>> {
    let mut all = Vec::new();
    for database in &module.databases {
        let file = format!("{}/database_{}.tf", module.folder, database.common().name);
        match database {
            Database::Instance(instance) => {
                for one in instance.with_replicas() {
                    of_instance(one, &file, &mut all);
                }
            }
            Database::Cluster(cluster) => {
                for one in cluster.with_followers() {
                    of_cluster(one, &file, &mut all);
                }
            }
        }
        super::dms::of_replication(module, database.common(), &mut all);
        if !database.common().awaited {
            let snapshots = database.common().snapshots.iter();
            all.extend(
                snapshots
                    .flat_map(Snapshot::with_copies)
                    .map(|one| of_snapshot(one, &file)),
            );
        }
    }
    for (common, proxy) in module.proxies().filter(|(common, _)| !common.awaited) {
        let file = format!("{}/database_{}.tf", module.folder, common.name);
        of_proxy(common, proxy, &file, &mut all);
    }
    let received = module.receiver.iter().flat_map(|receiver| &receiver.copies);
    let file = format!("{}/copies.tf", module.folder);
    all.extend(
        received
            .flat_map(Snapshot::with_copies)
            .map(|one| of_snapshot(one, &file)),
    );
    all
}

fn of_instance<'p>(instance: &'p Instance, file: &str, all: &mut Vec<Wanted<'p>>) {
    let common = &instance.common;
    if common.awaited {
        return;
    }
    let source = instance.replica_of().map(|of| {
        let source = Source::Of("aws_db_instance", of.source.as_str());
        ("replicate_source_db", source)
    });
    all.push(Wanted {
        kind: "aws_db_instance",
        label: &common.label,
        file: file.to_owned(),
        region: common.region.value,
        key: Some(&common.key),
        times: 1,
        name: Some(("identifier", common.identifier.as_str())),
        source,
        shares: BTreeSet::new(),
    });
    of_roles(common, file, all);
    if let Some(backups) = &instance.backup_replication {
        let source = Source::Of("aws_db_instance", common.label.as_str());
        all.push(Wanted {
            kind: "aws_db_instance_automated_backups_replication",
            label: &common.label,
            file: file.to_owned(),
            region: backups.region.value,
            key: Some(&backups.key),
            times: 1,
            name: None,
            source: Some(("source_db_instance_arn", source)),
            shares: BTreeSet::new(),
        });
    }
}

fn of_cluster<'p>(cluster: &'p Cluster, file: &str, all: &mut Vec<Wanted<'p>>) {
    let common = &cluster.common;
    if common.awaited {
        return;
    }
    let global = cluster.secondary_of().map(|of| {
        let source = Source::Of("aws_rds_global_cluster", of.primary.as_str());
        ("global_cluster_identifier", source)
    });
    let source = global.or_else(|| {
        let source = match cluster.replicates()? {
            Replicates::Cluster { source, .. } => Source::Of("aws_rds_cluster", source),
            Replicates::Instance { source, .. } => Source::Of("aws_db_instance", source),
            Replicates::Existing(arn) => Source::Text(arn),
        };
        Some(("replication_source_identifier", source))
    });
    all.push(Wanted {
        kind: "aws_rds_cluster",
        label: &common.label,
        file: file.to_owned(),
        region: common.region.value,
        key: Some(&common.key),
        times: 1,
        name: Some(("cluster_identifier", common.identifier.as_str())),
        source,
        shares: BTreeSet::new(),
    });
    of_roles(common, file, all);
}

/// The proxy in front of a database: its role, and what it leads to.
fn of_proxy<'p>(common: &'p Common, proxy: &'p Proxy, file: &str, all: &mut Vec<Wanted<'p>>) {
    let path = match common.form.is_cluster() {
        true => "db_cluster_identifier",
        false => "db_instance_identifier",
    };
    let one = |kind, name, source| Wanted {
        kind,
        label: &proxy.label,
        file: file.to_owned(),
        region: common.region.value,
        key: None,
        times: 1,
        name,
        source: Some(source),
        shares: BTreeSet::new(),
    };
    let role = ("role_arn", Source::Of("aws_iam_role", &proxy.label));
    all.push(one(
        "aws_db_proxy",
        Some(("name", proxy.name.as_str())),
        role,
    ));
    let target = (path, Source::Of(common.resource(), &common.label));
    all.push(one("aws_db_proxy_target", None, target));
    if proxy.read_only_endpoint.value {
        let of = ("db_proxy_name", Source::Of("aws_db_proxy", &proxy.label));
        all.push(one("aws_db_proxy_endpoint", None, of));
    }
}

/// The roles that a database assumes: one resource for all of them.
fn of_roles<'p>(common: &'p Common, file: &str, all: &mut Vec<Wanted<'p>>) {
    if common.roles.is_empty() {
        return;
    }
    let (kind, database, path) = if common.form.is_cluster() {
        let kind = "aws_rds_cluster_role_association";
        (kind, "aws_rds_cluster", "db_cluster_identifier")
    } else {
        let kind = "aws_db_instance_role_association";
        (kind, "aws_db_instance", "db_instance_identifier")
    };
    all.push(Wanted {
        kind,
        label: &common.label,
        file: file.to_owned(),
        region: common.region.value,
        key: None,
        times: common.roles.len(),
        name: None,
        source: Some((path, Source::Of(database, &common.label))),
        shares: BTreeSet::new(),
    });
}

fn of_snapshot<'p>(snapshot: &'p Snapshot, file: &str) -> Wanted<'p> {
    let is_copy = !matches!(snapshot.origin, Origin::Taken(_));
    let (taken_of, copied_of, database) = match snapshot.kind {
        SnapshotKind::Instance => (
            "db_instance_identifier",
            "source_db_snapshot_identifier",
            "aws_db_instance",
        ),
        SnapshotKind::Cluster => (
            "db_cluster_identifier",
            "source_db_cluster_snapshot_identifier",
            "aws_rds_cluster",
        ),
    };
    let source = match &snapshot.origin {
        Origin::Taken(label) => Some((taken_of, Source::Of(database, label.as_str()))),
        Origin::Copied { .. } | Origin::Existing { .. } => None,
        Origin::Received { arn, .. } => Some((copied_of, Source::Text(arn.as_str()))),
    };
    Wanted {
        kind: if is_copy {
            snapshot.kind.copied()
        } else {
            snapshot.kind.taken()
        },
        label: &snapshot.label,
        file: file.to_owned(),
        region: snapshot.region.value,
        key: is_copy.then_some(&snapshot.key),
        times: 1,
        name: None,
        source,
        shares: snapshot
            .shares
            .iter()
            .map(|share| share.account.as_str())
            .collect(),
    }
}
