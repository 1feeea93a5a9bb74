//! Rules about Multi-AZ DB clusters of MySQL and PostgreSQL.

use super::check::{Finder, checks, within};
use crate::aws::classes::Class;
use crate::aws::engines::Family;
use crate::aws::storage::{self, StorageType};
use crate::plan::snapshots::Snapshot;
use crate::plan::{Cluster, MultiAz, RootModule};

checks! {
    Error "engine-multiaz-cluster-req" on Cluster required,
        "a Multi-AZ DB cluster says its storage, its operations per second and where it stands",
        "AWS makes none without them, and Terraform finds out at apply",
        "add `allocated_storage` and `iops`, and give the region subnets in three zones",
        "RDS API CreateDBCluster, AllocatedStorage, Iops and DBSubnetGroupName";
    Error "multi-az-class" on Cluster class,
        "the class of a Multi-AZ DB cluster has a disk of its own",
        "AWS refuses the others: a commit is written to that disk first",
        "use a class such as `db.m6gd.large`, `db.r6gd.large` or `db.c6gd.medium`",
        "RDS User Guide, Instance class availability for Multi-AZ DB clusters";
    Error "multi-az-version" on Cluster version,
        "a Multi-AZ DB cluster has a version from MySQL 8.0 or PostgreSQL 13 on",
        "AWS offers it for no earlier one",
        "write a newer version, or use an instance with `multi_az: true`",
        "RDS User Guide, Supported Regions and DB engines for Multi-AZ DB clusters";
    Error "multi-az-storage" on Cluster numbers,
        "the storage of a Multi-AZ DB cluster has a size and operations per second that AWS takes",
        "AWS refuses others, and Terraform checks neither",
        "use numbers within the ranges that the message names",
        "RDS API CreateDBCluster, AllocatedStorage and Iops";
    Error "multi-az-copy" on Snapshot copied,
        "a snapshot of a Multi-AZ DB cluster is neither copied nor shared",
        "RDS does not copy it, and an account that it is shared with could restore only a copy of its own",
        "use an instance with `multi_az: true` where snapshots must leave their region or account",
        "RDS User Guide, Limitations of Multi-AZ DB clusters";
}

fn required(cluster: &Cluster, found: &mut Finder<'_>) {
    let Some(MultiAz { allocated, iops }) = &cluster.multi_az else {
        return;
    };
    let common = &cluster.common;
    let mut lacks = |what: &str, help: String| {
        found.report(
            common.name.at,
            format!("the Multi-AZ DB cluster `{}` has no {what}", common.name),
            help,
        );
    };
    if allocated.is_none() {
        lacks(
            "`allocated_storage`",
            "add it, in GiB of each of the three instances".to_owned(),
        );
    }
    if iops.is_none() {
        lacks(
            "`iops`",
            "add them: half to 50 times the GiB for `io1`, 3000 or more for `gp3`".to_owned(),
        );
    }
    if common.subnet_group.is_none() {
        lacks(
            "subnet group",
            format!(
                "give `{}` under `regions` its `subnet_ids` or `db_subnet_group_name`, in three zones",
                common.region
            ),
        );
    }
}

fn class(cluster: &Cluster, found: &mut Finder<'_>) {
    let common = &cluster.common;
    let is_unfit = Class::parse(&common.class).is_ok_and(|class| !class.suits_multi_az_cluster());
    if cluster.multi_az.is_some() && is_unfit {
        found.report(
            common.class.at,
            format!(
                "`{}` has no disk of its own, and a Multi-AZ DB cluster needs one",
                common.class
            ),
            "use a class such as `db.m6gd.large`, `db.r6gd.large` or `db.c6gd.medium`",
        );
    }
}

fn version(cluster: &Cluster, found: &mut Finder<'_>) {
    let common = &cluster.common;
    let Some(version) = common
        .version
        .as_ref()
        .filter(|_| cluster.multi_az.is_some())
    else {
        return;
    };
    let is_too_old = match common.engine.family() {
        Family::Mysql => version.major().starts_with("5."),
        Family::Postgres => {
            let major = version.major().split('.').next();
            major
                .and_then(|major| major.parse().ok())
                .is_some_and(|major: u32| major < 13)
        }
        _ => false,
    };
    if is_too_old {
        found.report(
            common.engine_version.at,
            format!(
                "{} {} has no Multi-AZ DB clusters",
                common.engine.name(),
                version.major()
            ),
            "write a newer version, or use an instance with `multi_az: true`",
        );
    }
}

fn numbers(cluster: &Cluster, found: &mut Finder<'_>) {
    let engine = cluster.common.engine.value;
    let Some(MultiAz { allocated, iops }) = &cluster.multi_az else {
        return;
    };
    let kind = cluster
        .storage_type
        .as_ref()
        .and_then(|kind| StorageType::parse(kind));
    let (Some(kind), Some(allocated)) = (kind, allocated) else {
        return;
    };
    let Some(sizes) = storage::sizes(engine, kind) else {
        return;
    };
    if !within(&sizes, allocated.value) {
        found.report(
            allocated.at,
            format!(
                "{} storage has {} to {} GiB, and not {allocated}",
                kind.name(),
                sizes.start(),
                sizes.end()
            ),
            "use a size within that range",
        );
        return;
    }
    // How the baseline of gp3 is told for a cluster is not written down.
    let ratio = u32::try_from(allocated.value)
        .ok()
        .filter(|_| kind.needs_iops())
        .and_then(|gib| storage::iops(engine, kind, gib));
    if let (Some(iops), Some(range)) = (iops, ratio)
        && !u64::try_from(iops.value).is_ok_and(|iops| range.contains(&iops))
    {
        found.report_with(
            iops.at,
            format!(
                "{} storage of {allocated} GiB has {} to {} operations per second, and not {iops}",
                kind.name(),
                range.start(),
                range.end()
            ),
            "use a number within that range",
            |diagnostic| diagnostic.related(allocated.at, "its size"),
        );
    }
}

fn copied(snapshot: &Snapshot, module: &RootModule, found: &mut Finder<'_>) {
    let of_multi_az = module
        .clusters()
        .filter(|cluster| cluster.multi_az.is_some())
        .any(|cluster| {
            let own = &cluster.common.snapshots;
            own.iter().any(|own| own.address() == snapshot.address())
        });
    if of_multi_az && (!snapshot.copies.is_empty() || !snapshot.shares.is_empty()) {
        found.report(
            snapshot.identifier.at,
            format!(
                "`{}` is a snapshot of a Multi-AZ DB cluster, which RDS does not copy, and another account could only restore a copy",
                snapshot.identifier
            ),
            "remove `copies` and `share_with`, or use an instance with `multi_az: true`",
        );
    }
}
