//! Rules about the order in which major versions change: replicas, their sources and global databases.

use super::check::{Finder, checks};
use crate::aws::engines::Family;
use crate::plan::upgrade::replicas_go_first;
use crate::plan::{Cluster, Common, Instance, Replicates, RootModule};

checks! {
    Error "upg-phase" on Module phase,
        "replicas of MySQL and MariaDB are upgraded before their source, and no others",
        "AWS refuses the source before them; and Terraform, left to itself, begins with the source",
        "say `phase: replicas`, generate and apply; then the same with `phase: source`",
        "RDS User Guide, Upgrades of the RDS for MySQL DB engine and of the RDS for PostgreSQL DB engine";
    Error "upg-replicas" on Module replicas,
        "every replica can go along with an upgrade",
        "what replicates from another major version stops, or is refused by AWS",
        "take the replica out of the spec, upgrade, and write it again: it is then made anew",
        "RDS User Guide, Upgrades of the RDS for PostgreSQL DB engine; RDS API CreateDBInstanceReadReplica";
    Error "upg-adopted" on Cluster adopted,
        "a global database that is upgraded was made before its primary",
        "one that is made around its primary depends on it, so Terraform would give the primary its new parameter group first, and AWS refuses a group of another family",
        "upgrade it with `aws rds modify-global-cluster`, then change `engine_version` here and leave `upgrade` out",
        "Terraform AWS provider, aws_rds_global_cluster";
}

fn phase(module: &RootModule, found: &mut Finder<'_>) {
    for instance in module.instances() {
        phase_of_instance(instance, found);
    }
    for cluster in module.clusters() {
        let upgrade = cluster.common.own_upgrade();
        if let Some(phase) = upgrade.and_then(|upgrade| upgrade.phase.as_ref()) {
            found.report(
                phase.at,
                format!(
                    "`{}` is a cluster, whose members are upgraded together with it",
                    cluster.common.name
                ),
                "remove `phase`",
            );
        }
    }
}

fn phase_of_instance(instance: &Instance, found: &mut Finder<'_>) {
    let common = &instance.common;
    let Some(upgrade) = common.own_upgrade() else {
        return;
    };
    let go_first = replicas_go_first(common.engine.family()) && !instance.replicas.is_empty();
    match &upgrade.phase {
        None if go_first => found.report(
            upgrade.at,
            format!(
                "the replicas of `{}` are upgraded before it, and no `phase` says whose turn it is",
                common.name
            ),
            "add `phase: replicas`, and when they are done `phase: source`",
        ),
        Some(phase) if !go_first => found.report(
            phase.at,
            if instance.replicas.is_empty() {
                format!("`{}` has no replicas that could go first", common.name)
            } else {
                format!(
                    "RDS upgrades the replicas of `{}` together with it",
                    common.name
                )
            },
            "remove `phase`",
        ),
        None | Some(_) => {}
    }
}

fn replicas(module: &RootModule, found: &mut Finder<'_>) {
    for instance in module.instances() {
        let Some(upgrade) = instance.common.own_upgrade() else {
            continue;
        };
        let family = instance.common.engine.family();
        for replica in instance.with_replicas() {
            let Some(of) = replica.replica_of() else {
                continue;
            };
            let (name, source) = (&replica.common.name, &instance.common.name);
            let why = match family {
                _ if replicas_go_first(family) && of.depth > 1 => format!(
                    "`{name}` is the replica of a replica, and Terraform upgrades what is replicated first"
                ),
                Family::Mysql | Family::MariaDb => continue,
                Family::Postgres if replica.is_cross_region() => format!(
                    "`{name}` is in another region than `{source}`, and RDS upgrades only the replicas beside it"
                ),
                Family::Postgres => continue,
                _ => format!(
                    "it is not known in which order AWS upgrades `{source}` and its replica `{name}`"
                ),
            };
            let help = "take it out of the spec, upgrade, and write it again";
            found.report_with(name.at, why, help, |diagnostic| {
                diagnostic.related(upgrade.at, "asked for here")
            });
        }
    }
    for cluster in module.clusters() {
        by_binary_log(module, cluster, found);
    }
}

/// A cluster that replicates by binary log is no part of an upgrade on either side.
fn by_binary_log(module: &RootModule, cluster: &Cluster, found: &mut Finder<'_>) {
    let Some(of) = cluster.replicates() else {
        return;
    };
    let source = match of {
        Replicates::Cluster { source, .. } | Replicates::Instance { source, .. } => {
            module.commons().find(|common| common.label == *source)
        }
        Replicates::Existing(_) => None,
    };
    let upgrade = cluster
        .common
        .own_upgrade()
        .or_else(|| source.and_then(Common::own_upgrade));
    if let Some(upgrade) = upgrade {
        found.report_with(
            cluster.common.name.at,
            format!(
                "`{}` replicates by binary log, and what it replicates must not be newer",
                cluster.common.name
            ),
            "upgrade without it: take it out of the spec, and write it again afterwards",
            |diagnostic| diagnostic.related(upgrade.at, "asked for here"),
        );
    }
}

fn adopted(cluster: &Cluster, found: &mut Finder<'_>) {
    let adopted = cluster.global().filter(|global| global.adopts.value);
    if let Some(upgrade) = cluster.common.own_upgrade()
        && let Some(global) = adopted
    {
        found.report_with(
            upgrade.at,
            format!(
                "`{}` is made around `{}`, which Terraform would change first",
                global.identifier, cluster.common.name
            ),
            "upgrade it with `aws rds modify-global-cluster`, then change `engine_version` here",
            |diagnostic| diagnostic.related(global.adopts.at, "adopted here"),
        );
    }
}
