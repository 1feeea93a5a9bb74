//! What is done once a database has its new version. Knows what an upgrade leaves undone; must not know what came before.

use super::Scene;
use super::before::look;
use crate::aws::engines::Family;
use crate::plan::Common;
use crate::render::markdown::Markdown;
use crate::render::runbook::scene::describe;
use crate::render::runbook::shell::Shell;
use crate::render::runbook::step::Step;

pub(super) fn steps(scene: &Scene<'_>) -> Vec<Step> {
    let mut steps = vec![version(scene), log(scene)];
    steps.push(parameters(scene));
    if scene.is_of_replicas() {
        steps.push(replicating(scene.family()));
    } else {
        steps.extend(within(scene));
        steps.push(try_it(scene));
    }
    steps
}

fn version(scene: &Scene<'_>) -> Step {
    let looks: Vec<Shell> = scene.upgraded.iter().map(|common| look(common)).collect();
    Step::new("See that all of it has the new version")
        .run(&looks)
        .see(
            "`available` and {}, everywhere.",
            &[Markdown::code(&scene.upgrade.to)],
        )
        .or(
            "The old version: AWS gave up and went back. The next step tells why.",
            &[],
        )
}

fn log(scene: &Scene<'_>) -> Step {
    let logs: Vec<Shell> = scene
        .upgraded
        .iter()
        .map(|common| {
            let kind = match common.form.is_cluster() {
                true => "db-cluster",
                false => "db-instance",
            };
            Shell::aws("aws rds describe-events", common.region.name())
                .option("--source-type", kind)
                .option("--source-identifier", &common.identifier)
                .raw("--duration 1440")
                .query("Events[].[Date,Message]", "table")
        })
        .collect();
    Step::new("Read what AWS says about it")
        .run(&logs)
        .see("That the upgrade began, and that it is complete.", &[])
        .or("A message of a failure names its log, such as `pg_upgrade_precheck.log` of PostgreSQL or `PrePatchCompatibility.log` of MySQL. `aws rds download-db-log-file-portion` prints it.", &[])
}

/// Which parameters are in use, by instance or member.
fn groups(common: &Common) -> Shell {
    let query = match common.form.is_cluster() {
        true => {
            "DBClusters[0].DBClusterMembers[].[DBInstanceIdentifier,IsClusterWriter,DBClusterParameterGroupStatus]"
        }
        false => "DBInstances[0].DBParameterGroups[].[DBParameterGroupName,ParameterApplyStatus]",
    };
    describe(common).query(query, "text")
}

fn parameters(scene: &Scene<'_>) -> Step {
    let asks: Vec<Shell> = scene.upgraded.iter().map(|common| groups(common)).collect();
    Step::new("See that the parameters are in use")
        .says("A group that comes after the upgrade, as that of a replica or of a cluster in a global database does, waits for a restart; TLS may not be demanded until then.", &[])
        .run(&asks)
        .see("The group of the new family, and `in-sync` everywhere.", &[])
        .or("`pending-reboot`: `aws rds reboot-db-instance --db-instance-identifier` with each that waits, readers before writers, while nobody writes yet.", &[])
}

fn replicating(family: Family) -> Step {
    let says = match family {
        Family::MariaDb => {
            "`Slave_IO_Running` and `Slave_SQL_Running` are `Yes`, and `Seconds_Behind_Master` falls to 0."
        }
        _ => {
            "`Replica_IO_Running` and `Replica_SQL_Running` are `Yes`, and `Seconds_Behind_Source` falls to 0."
        }
    };
    Step::new("See that the replicas replicate")
        .sql("SHOW REPLICA STATUS;")
        .see(says, &[])
        .or("`Last_Error` says why not. A replica that cannot go on is made anew: take it out of the spec, apply, write it again.", &[])
}

/// What the engine leaves to its owner.
fn within(scene: &Scene<'_>) -> Option<Step> {
    match scene.family() {
        Family::Postgres | Family::AuroraPostgres => Some(
            Step::new("Gather statistics, and update extensions")
                .says("In each database. Without statistics the first queries are slow, since `pg_upgrade` does not carry them over. Replication slots are gone: make them anew where something reads changes.", &[])
                .sql("ANALYZE VERBOSE;
SELECT format('ALTER EXTENSION %I UPDATE;', e.extname)
  FROM pg_extension AS e
  JOIN pg_available_extensions AS a ON a.name = e.extname
 WHERE a.default_version <> e.extversion;")
                .see("`ANALYZE`, and a statement for each extension that is behind. Run those.", &[]),
        ),
        Family::Mysql | Family::AuroraMysql | Family::MariaDb => Some(
            Step::new("Gather statistics of the tables that matter")
                .sql("SELECT CONCAT('ANALYZE TABLE `', table_schema, '`.`', table_name, '`;')
  FROM information_schema.tables
 WHERE table_type = 'BASE TABLE'
   AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema');")
                .see("A statement for each table. Run those of the tables that matter.", &[]),
        ),
        Family::Oracle | Family::SqlServer | Family::Db2 => None,
    }
}

fn try_it(scene: &Scene<'_>) -> Step {
    Step::new("Let one application try it, then all")
        .says(
            "Its smoke test against {}: sign in, read, write what can be taken back; the slowest queries that anybody waits for.",
            &[Markdown::code(&scene.common().identifier)],
        )
        .see("What the rehearsal showed.", &[])
        .or("Decide now: what is written from here on is lost on the way back.", &[])
}
