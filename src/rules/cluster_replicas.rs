//! Rules about clusters of Aurora MySQL that replicate: another region's cluster, or an instance on its way to Aurora.

use super::check::{Finder, checks};
use crate::aws::arns::Arn;
use crate::aws::engines::Engine;
use crate::aws::limits;
use crate::plan::{BINARY_LOG, Cluster, Instance, Parameters, Replicates, RootModule};
use crate::source::At;

checks! {
    Error "cr-engine" on Cluster engine,
        "only Aurora MySQL has replicas of clusters in other regions, and replicates an instance",
        "Aurora PostgreSQL goes to other regions by global databases, and how it encrypts a replica of an instance is not written down",
        "use `global`, or a snapshot",
        "RDS API CreateDBCluster, ReplicationSourceIdentifier";
    Error "cr-region" on Cluster region,
        "a replica of a cluster stands in another region than its source",
        "in one region the members of a cluster are its readers",
        "name another `region`, or raise `instances`",
        "Aurora User Guide, Replicating Amazon Aurora MySQL DB clusters across AWS Regions";
    Error "cr-count" on Cluster count,
        "a cluster has five replicas in other regions at most",
        "AWS refuses the sixth",
        "remove one, or use `global`",
        "Aurora User Guide, Replicating Amazon Aurora MySQL DB clusters across AWS Regions";
    Error "cr-binlog" on Cluster binary_log,
        "the source of a replica in another region writes a binary log",
        "the replica reads it, and without one AWS refuses to make it",
        "write `ROW`, `MIXED` or `STATEMENT` for the parameter `binlog_format`",
        "Aurora User Guide, Replicating Amazon Aurora MySQL DB clusters across AWS Regions";
    Error "cr-backtrack" on Cluster backtrack,
        "a cluster that takes part in a replication by binary log is not rewound",
        "AWS refuses to have both",
        "remove `backtrack_window`",
        "Aurora User Guide, Backtracking an Aurora DB cluster, limitations";
    Error "aur-replica-source" on Module sources,
        "an Aurora MySQL cluster replicates one instance of MySQL of its own region, account and major version",
        "AWS makes no other Aurora read replica",
        "name such an instance, or restore a snapshot of it",
        "Aurora User Guide, Migrating data from an RDS for MySQL DB instance to an Amazon Aurora MySQL DB cluster by using an Aurora read replica";
}

fn is_mysql(cluster: &Cluster) -> bool {
    cluster.common.engine.value == Engine::AuroraMysql
}

fn engine(cluster: &Cluster, found: &mut Finder<'_>) {
    let name = &cluster.common.name;
    if is_mysql(cluster) {
        return;
    }
    if let Some(replica) = cluster.replicas.first() {
        found.report(
            replica.common.name.at,
            format!("`{name}` is Aurora PostgreSQL, which has no replicas of clusters"),
            "write the region under `global`: its secondaries can be read from",
        );
    }
    if let Some(Replicates::Instance { named, .. } | Replicates::Existing(named)) =
        cluster.replicates()
    {
        found.report(
            named.at,
            format!("`{name}` is Aurora PostgreSQL, and only Aurora MySQL is known to encrypt what it replicates of an instance"),
            "use a snapshot of the instance",
        );
    }
}

fn region(cluster: &Cluster, found: &mut Finder<'_>) {
    for replica in &cluster.replicas {
        if replica.common.region.value == cluster.common.region.value {
            found.report(
                replica.common.region.at,
                format!(
                    "`{}` is in the region of its source, whose members are its readers there",
                    replica.common.name
                ),
                "name another `region`, or raise `instances` of the source",
            );
        }
    }
}

fn count(cluster: &Cluster, found: &mut Finder<'_>) {
    if let Some(one_too_many) = cluster.replicas.get(limits::CLUSTER_REPLICAS) {
        found.report(
            one_too_many.common.name.at,
            format!(
                "`{}` has {} replicas in other regions, and {} are allowed",
                cluster.common.name,
                cluster.replicas.len(),
                limits::CLUSTER_REPLICAS
            ),
            "remove one",
        );
    }
}

fn binary_log(cluster: &Cluster, found: &mut Finder<'_>) {
    let (name, _) = BINARY_LOG;
    let Parameters::Ours(group) = &cluster.common.parameters else {
        return;
    };
    let (Some(replica), Some(parameter)) = (cluster.replicas.first(), group.parameters.get(name))
    else {
        return;
    };
    let value = &parameter.value;
    if !["ROW", "MIXED", "STATEMENT"].contains(&value.to_ascii_uppercase().as_str()) {
        found.report_with(
            value.at,
            format!(
                "`{}` writes no binary log that a replica could read: `{name}` is `{}`",
                cluster.common.name,
                value.escape_debug()
            ),
            "write `ROW`",
            |diagnostic| {
                diagnostic
                    .patch(value.at, "ROW")
                    .related(replica.common.name.at, "the replica")
            },
        );
    }
}

fn backtrack(cluster: &Cluster, found: &mut Finder<'_>) {
    let takes_part = !cluster.replicas.is_empty() || cluster.replicates().is_some();
    if let Some(window) = cluster.backtrack.as_ref().filter(|_| takes_part)
        && window.value > 0
    {
        found.report(
            window.at,
            format!(
                "`{}` replicates by binary log, and AWS rewinds no such cluster",
                cluster.common.name
            ),
            "remove `backtrack_window`",
        );
    }
}

fn sources(module: &RootModule, found: &mut Finder<'_>) {
    let mut taken: Vec<&str> = Vec::new();
    for cluster in module.clusters().filter(|cluster| is_mysql(cluster)) {
        match cluster.replicates() {
            Some(Replicates::Existing(arn)) => existing(module, cluster, arn, found),
            Some(Replicates::Instance { source, named }) => {
                let mut instances = module.instances();
                let instance = instances.find(|instance| instance.common.label == *source);
                let problem = match instance {
                    None => Some("it is a cluster, and no instance of MySQL".to_owned()),
                    Some(instance) => unfit(cluster, instance),
                };
                let problem = problem.or_else(|| {
                    let again = taken.contains(&source.as_str());
                    again.then(|| "another cluster replicates it already".to_owned())
                });
                taken.push(source);
                if let Some(problem) = problem {
                    found.report(
                        named.at,
                        format!(
                            "`{}` cannot replicate `{named}`: {problem}",
                            cluster.common.name
                        ),
                        "name an instance of MySQL of its region and major version that takes backups",
                    );
                }
            }
            _ => {}
        }
    }
}

/// Why a cluster cannot replicate an instance.
fn unfit(cluster: &Cluster, instance: &Instance) -> Option<String> {
    let (common, from) = (&cluster.common, &instance.common);
    let major = |common: &crate::plan::Common| {
        let version = common.version.as_ref()?;
        Some(version.major().to_owned())
    };
    if from.engine.value != Engine::Mysql {
        return Some(format!("its engine is {}", from.engine.name()));
    }
    if from.region.value != common.region.value {
        return Some(format!("it is in `{}`", from.region));
    }
    if let (Some(one), Some(other)) = (major(from), major(common))
        && one != other
    {
        return Some(format!("it is MySQL {one}, and the cluster {other}"));
    }
    if from
        .backup_retention
        .as_ref()
        .is_none_or(|days| days.value == 0)
    {
        return Some("it takes no backups".to_owned());
    }
    None
}

fn existing(module: &RootModule, cluster: &Cluster, arn: &At<String>, found: &mut Finder<'_>) {
    let common = &cluster.common;
    let fits = Arn::parse(arn).is_ok_and(|arn| {
        arn.service == "rds"
            && arn.resource.starts_with("db:")
            && arn.partition == module.partition.id()
            && arn.account == module.account.as_str()
            && arn.region == common.region.name()
    });
    if !fits {
        found.report(
            arn.at,
            format!(
                "`{}` is not the ARN of an instance of this account in `{}`",
                arn.escape_debug(),
                common.region
            ),
            format!(
                "write one such as `arn:{}:rds:{}:{}:db:orders`",
                module.partition.id(),
                common.region,
                module.account.value
            ),
        );
    }
}
