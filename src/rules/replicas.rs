//! Rules about read replicas.

use super::check::{Finder, checks};
use crate::aws::capabilities::{POSTGRES_CASCADES_FROM, Support, postgres_replicas_at};
use crate::aws::classes::Class;
use crate::aws::engines::{Engine, Family};
use crate::aws::limits;
use crate::plan::{Common, Instance, Parameters, RootModule};

checks! {
    Error "rr-engine-unsupported" on Module unsupported,
        "the engine has read replicas, and has them in other regions where one is asked for",
        "AWS refuses them for the other editions",
        "use an edition that has them, or `multi_az: true` for a standby",
        "RDS API CreateDBInstanceReadReplica";
    Warning "rr-sqlserver-xregion" on Module disputed,
        "a replica in another region is one that the documentation agrees on",
        "two pages of AWS contradict each other about it",
        "try it before you rely on it",
        "RDS User Guide, Working with read replicas for SQL Server; RDS API CreateDBInstanceReadReplica";
    Error "rr-max-count" on Instance count,
        "a source has no more replicas than its engine allows",
        "AWS refuses the next one",
        "remove replicas, or hang them below another replica",
        "RDS API CreateDBInstanceReadReplica";
    Error "rr-cascade-depth" on Instance depth,
        "a chain of replicas is no longer than its engine allows",
        "AWS refuses the next link",
        "hang the replica below an earlier one",
        "RDS User Guide, Working with DB instance read replicas";
    Error "rr-cascade-pg-version" on Instance cascade_version,
        "a PostgreSQL whose replicas have replicas is version 14.1 or newer",
        "earlier versions cannot replicate from a replica",
        "upgrade, or hang the replica below the source",
        "RDS User Guide, Working with read replicas for Amazon RDS for PostgreSQL";
    Error "rr-xregion-from-replica" on Instance cross_from_replica,
        "a replica in another region replicates the source itself",
        "for PostgreSQL, Oracle and SQL Server AWS refuses a cross-region replica of a replica",
        "hang it below the source",
        "RDS User Guide, Creating a read replica in a different AWS Region";
    Warning "rr-many-xregion" on Instance many_cross,
        "a source has at most five replicas in other regions",
        "AWS does not guarantee more",
        "use fewer regions",
        "RDS User Guide, Creating a read replica in a different AWS Region";
    Warning "rr-pg-source-delete" on Instance orphan,
        "a PostgreSQL with replicas in other regions is protected from deletion",
        "when the source goes, such replicas are terminated and not promoted",
        "keep `deletion_protection` and `prevent_destroy` on the source",
        "RDS User Guide, Creating a read replica in a different AWS Region";
    Error "rr-sqlserver-needs-multiaz" on Instance sql_server,
        "a SQL Server with replicas has a standby",
        "its replicas are made of the Always On group that the standby brings",
        "write `multi_az: true`",
        "RDS User Guide, Working with read replicas for SQL Server";
    Error "rr-oracle-class" on Instance oracle_class,
        "an Oracle source and its replicas have two vCPUs at least",
        "AWS refuses `db.t3.micro` and `db.t3.small`",
        "use a larger class",
        "RDS User Guide, Requirements and considerations for RDS for Oracle replicas";
    Warning "rr-oracle-license" on Instance oracle_license,
        "an open replica of Oracle is meant and licensed",
        "an open replica needs a licence for Active Data Guard, a mounted one does not",
        "write `replica_mode: mounted`, or `replica_mode: open-read-only` if it is licensed",
        "RDS User Guide, Overview of RDS for Oracle replicas";
    Error "rr-replica-mode" on Instance replica_mode,
        "only replicas of Oracle and Db2 have a mode, `open-read-only` or `mounted`",
        "AWS refuses it for others",
        "remove it",
        "RDS API CreateDBInstanceReadReplica, ReplicaMode";
    Error "rr-db2-byol-pg" on Instance db2_parameters,
        "a Db2 with one's own licence names it to its replica in another region",
        "AWS refuses the replica without a parameter group that has the IBM ids",
        "set the parameters `rds.ibm_customer_id` and `rds.ibm_site_id`",
        "RDS User Guide, Working with replicas for RDS for Db2";
    Error "rr-src-backup" on Instance source_backup,
        "the source of a replica takes backups",
        "a replica is made from one",
        "write `backup_retention_period: 7` on the source",
        "RDS API CreateDBInstanceReadReplica";
    Warning "rr-same-region-key" on Instance own_key,
        "a replica in the region of its source has its source's key",
        "AWS allows another one since 2026, and the provider has not been seen to do it right",
        "leave `key` out",
        "RDS API CreateDBInstanceReadReplica; hashicorp/terraform-provider-aws#2386";
    Warning "rr-default-pg" on Instance default_parameters,
        "a replica in another region has parameters like its source's",
        "a parameter group lives in one region, so the replica would get the engine's default",
        "give the replica `parameters` or a `parameter_group_name` of its region",
        "RDS API CreateDBInstanceReadReplica, DBParameterGroupName";
}

fn unsupported(module: &RootModule, found: &mut Finder<'_>) {
    for instance in module.instances() {
        let Some(of) = instance.replica_of() else {
            continue;
        };
        let (common, engine) = (&instance.common, instance.common.engine.value);
        if engine.read_replicas() == Some(0) {
            found.report(
                common.name.at,
                format!("{} has no read replicas", engine.name()),
                match engine.family() {
                    Family::Oracle => "use `oracle-ee`, or `multi_az: true` for a standby",
                    Family::SqlServer => "use `sqlserver-ee`, or `multi_az: true` for a standby",
                    _ => "use `multi_az: true` for a standby",
                },
            );
        } else if instance.is_cross_region() && engine.cross_region_replicas() == Support::No {
            found.report(
                common.region.at,
                format!(
                    "{} has no read replicas outside of its region, `{}`",
                    engine.name(),
                    of.source_region
                ),
                "place the replica in the region of its source",
            );
        }
    }
}

fn disputed(module: &RootModule, found: &mut Finder<'_>) {
    for instance in module
        .instances()
        .filter(|instance| instance.is_cross_region())
    {
        let engine = instance.common.engine.value;
        if engine.read_replicas() != Some(0) && engine.cross_region_replicas() == Support::Disputed
        {
            found.report(
                instance.common.region.at,
                format!(
                    "AWS's own pages disagree whether {} has replicas in other regions",
                    engine.name()
                ),
                "try it before you rely on it",
            );
        }
    }
}

fn count(instance: &Instance, found: &mut Finder<'_>) {
    let engine = instance.common.engine.value;
    let level = instance.replica_of().map_or(1, |of| of.depth + 1);
    let most = match engine.family() {
        Family::Postgres => Some(postgres_replicas_at(
            u32::try_from(level).unwrap_or(u32::MAX),
        )),
        _ => engine.read_replicas(),
    };
    let Some(most) = most.filter(|most| *most > 0) else {
        return;
    };
    if let Some(next) = usize::try_from(most)
        .ok()
        .and_then(|most| instance.replicas.get(most))
    {
        found.report(
            next.common.name.at,
            format!(
                "`{}` has {} replicas, and {} allows {most}",
                instance.common.name,
                instance.replicas.len(),
                engine.name()
            ),
            "remove replicas, or hang them below another replica",
        );
    }
}

fn depth(instance: &Instance, found: &mut Finder<'_>) {
    let Some(of) = instance.replica_of() else {
        return;
    };
    let engine = instance.common.engine.value;
    // The pages do not say how long a chain of MariaDB may be; MySQL's limit is the safe one.
    let most = engine
        .replica_chain()
        .or_else(|| (engine == Engine::MariaDb).then_some(3));
    let Some(most) = most
        .and_then(|most| usize::try_from(most).ok())
        .filter(|most| *most > 0)
    else {
        return;
    };
    if of.depth > most {
        found.report(
            instance.common.name.at,
            format!(
                "`{}` is {} replications away from its source, and {} allows {most}",
                instance.common.name,
                of.depth,
                engine.name()
            ),
            "hang it below an earlier replica",
        );
    }
}

fn cascade_version(instance: &Instance, found: &mut Finder<'_>) {
    let common = &instance.common;
    let Some(of) = instance.replica_of() else {
        return;
    };
    let Some(version) = &common.version else {
        return;
    };
    let number = (
        version.major().parse().unwrap_or(u32::MAX),
        version.minor().unwrap_or(u32::MAX),
    );
    if common.engine.family() == Family::Postgres && of.depth > 1 && number < POSTGRES_CASCADES_FROM
    {
        found.report(
            common.name.at,
            format!(
                "PostgreSQL {} cannot replicate from a replica; 14.1 and newer can",
                version.as_str()
            ),
            "upgrade, or hang the replica below the source",
        );
    }
}

fn cross_from_replica(instance: &Instance, found: &mut Finder<'_>) {
    let Some(of) = instance.replica_of() else {
        return;
    };
    let engine = instance.common.engine.value;
    if of.depth > 1
        && instance.is_cross_region()
        && engine.cross_region_from_replica() == Support::No
    {
        found.report(
            instance.common.name.at,
            format!(
                "{} has no replicas in other regions that replicate a replica",
                engine.name()
            ),
            "hang it below the source",
        );
    }
}

/// The replicas of an instance in other regions, at any depth below it.
fn cross_region(instance: &Instance) -> Vec<&Instance> {
    let here = instance.common.region.value;
    instance
        .with_replicas()
        .into_iter()
        .filter(|replica| replica.common.region.value != here)
        .collect()
}

fn many_cross(instance: &Instance, found: &mut Finder<'_>) {
    if instance.replica_of().is_some() {
        return;
    }
    let replicas = cross_region(instance);
    if let Some(next) = replicas.get(limits::CROSS_REGION_REPLICAS as usize) {
        found.report(
            next.common.name.at,
            format!(
                "`{}` has {} replicas in other regions, and AWS does not guarantee more than five",
                instance.common.name,
                replicas.len()
            ),
            "use fewer regions",
        );
    }
}

fn orphan(instance: &Instance, found: &mut Finder<'_>) {
    let common = &instance.common;
    let is_exposed = !common.deletion_protection.value || !common.prevent_destroy.value;
    if instance.replica_of().is_none()
        && is_exposed
        && !common.engine.promotes_orphans()
        && let Some(replica) = cross_region(instance).first()
    {
        found.report_with(
            common.name.at,
            format!(
                "when `{}` is deleted, its replica `{}` is terminated and not promoted",
                common.name, replica.common.name
            ),
            "keep `deletion_protection` and `prevent_destroy` on the source",
            |diagnostic| {
                diagnostic.related(replica.common.name.at, "the replica in another region")
            },
        );
    }
}

fn sql_server(instance: &Instance, found: &mut Finder<'_>) {
    let common = &instance.common;
    if common.engine.family() == Family::SqlServer
        && !instance.multi_az.value
        && instance.replica_of().is_none()
        && let Some(replica) = instance.replicas.first()
    {
        found.report_with(
            instance.multi_az.at,
            format!(
                "`{}` has replicas and no standby, which SQL Server makes them from",
                common.name
            ),
            "write `multi_az: true`",
            |diagnostic| diagnostic.related(replica.common.name.at, "the replica"),
        );
    }
}

fn oracle_class(instance: &Instance, found: &mut Finder<'_>) {
    let common = &instance.common;
    let replicates = instance.replica_of().is_some() || !instance.replicas.is_empty();
    if common.engine.family() == Family::Oracle
        && replicates
        && Class::parse(&common.class).is_ok_and(|class| !class.suits_oracle_replica())
    {
        found.report(
            common.class.at,
            format!(
                "the class `{}` has too few vCPUs for replication of Oracle",
                common.class
            ),
            "use one with two vCPUs or more, such as `db.r6i.large`",
        );
    }
}

fn oracle_license(instance: &Instance, found: &mut Finder<'_>) {
    let Some(of) = instance.replica_of() else {
        return;
    };
    if instance.common.engine.family() == Family::Oracle && of.mode.is_none() {
        found.report(
            instance.common.name.at,
            format!(
                "the replica `{}` is open for reading, which needs a licence for Active Data Guard",
                instance.common.name
            ),
            "write `replica_mode: mounted`, or `replica_mode: open-read-only` if it is licensed",
        );
    }
}

fn replica_mode(instance: &Instance, found: &mut Finder<'_>) {
    let Some(mode) = instance.replica_of().and_then(|of| of.mode.as_ref()) else {
        return;
    };
    let engine = instance.common.engine.value;
    if !matches!(engine.family(), Family::Oracle | Family::Db2) {
        found.report(
            mode.at,
            format!("a replica of {} has no `replica_mode`", engine.name()),
            "remove it",
        );
    } else if !matches!(mode.value.as_str(), "open-read-only" | "mounted") {
        found.report(
            mode.at,
            format!(
                "`replica_mode` is `open-read-only` or `mounted`, and not `{}`",
                mode.escape_debug()
            ),
            "write one of the two",
        );
    }
}

fn db2_parameters(instance: &Instance, found: &mut Finder<'_>) {
    let common = &instance.common;
    if instance.is_cross_region() && super::engines::lacks_ibm_ids(instance) {
        found.report(
            common.name.at,
            format!(
                "the replica `{}` does not name the IBM licence of its source",
                common.name
            ),
            "set the parameters `rds.ibm_customer_id` and `rds.ibm_site_id`",
        );
    }
}

fn source_backup(instance: &Instance, found: &mut Finder<'_>) {
    let Some(replica) = instance.replicas.first() else {
        return;
    };
    if let Some(days) = &instance.common.backup_retention
        && days.value == 0
    {
        found.report_with(
            days.at,
            format!(
                "`{}` takes no backups, and a replica is made from one",
                instance.common.name
            ),
            "write `backup_retention_period: 7`",
            |diagnostic| {
                diagnostic
                    .patch(days.at, "7")
                    .related(replica.common.name.at, "the replica")
            },
        );
    }
}

fn own_key(instance: &Instance, found: &mut Finder<'_>) {
    let Some(of) = instance.replica_of() else {
        return;
    };
    let Common { key, name, .. } = &instance.common;
    if !instance.is_cross_region() && key.name.value != of.source_key {
        found.report(
            key.name.at,
            format!("`{name}` stands beside its source and has another key, which the provider may not manage"),
            "leave `key` out: the replica then has the key of its source",
        );
    }
}

fn default_parameters(instance: &Instance, found: &mut Finder<'_>) {
    for replica in instance
        .replicas
        .iter()
        .filter(|replica| replica.is_cross_region())
    {
        let Parameters::Existing(name) = &instance.common.parameters else {
            continue;
        };
        let own = &replica.common;
        // For Db2 there is an error of its own.
        if own.engine.family() == Family::Db2 {
            continue;
        }
        let is_default = match &own.parameters {
            Parameters::None => true,
            Parameters::Existing(_) | Parameters::OfSource(_) => false,
            // The secure defaults bear the place of the replica's name; what the spec says has its own.
            Parameters::Ours(group) => group
                .parameters
                .values()
                .all(|parameter| parameter.value.at == own.name.at),
        };
        if is_default {
            found.report_with(
                replica.common.name.at,
                format!(
                    "`{}` does not have the parameters of its source, which are in `{name}`",
                    replica.common.name
                ),
                "give it `parameters`, or the `parameter_group_name` of a group in its region",
                |diagnostic| diagnostic.related(name.at, "the group of the source"),
            );
        }
    }
}
