//! What is looked at and kept before an upgrade. Knows what makes upgrades fail; must not know what comes after.
//!
//! Sources: RDS User Guide, "How to perform a major version upgrade for RDS for PostgreSQL" and "Major version upgrades for
//! RDS for MySQL"; Aurora User Guide, "Performing a major version upgrade".

use super::Scene;
use crate::aws::engines::Family;
use crate::plan::Common;
use crate::render::markdown::Markdown;
use crate::render::runbook::scene::describe;
use crate::render::runbook::shell::Shell;
use crate::render::runbook::step::Step;

/// What one should know of an instance.
const INSTANCE: &str = "DBInstances[0].{Status:DBInstanceStatus,Version:EngineVersion,Class:DBInstanceClass,BackupDays:BackupRetentionPeriod,Pending:PendingModifiedValues,Parameters:DBParameterGroups,Options:OptionGroupMemberships,Replicas:ReadReplicaDBInstanceIdentifiers}";

/// The same of a cluster.
const CLUSTER: &str = "DBClusters[0].{Status:Status,Version:EngineVersion,BackupDays:BackupRetentionPeriod,Pending:PendingModifiedValues,Parameters:DBClusterParameterGroup,Members:DBClusterMembers[].[DBInstanceIdentifier,DBClusterParameterGroupStatus]}";

/// What one should know of it.
pub(super) fn look(common: &Common) -> Shell {
    let query = match common.form.is_cluster() {
        true => CLUSTER,
        false => INSTANCE,
    };
    describe(common).query(query, "yaml")
}

pub(super) fn steps(scene: &Scene<'_>) -> Vec<Step> {
    let mut steps = vec![state(scene), target(scene)];
    steps.extend(inside(scene));
    steps.push(rehearsal(scene));
    if !scene.is_of_replicas() {
        steps.push(snapshot(scene));
    }
    steps
}

fn state(scene: &Scene<'_>) -> Step {
    let looks: Vec<Shell> = scene.upgraded.iter().map(|common| look(common)).collect();
    Step::new("Look at what is upgraded")
        .run(&looks)
        .see(
            "`available`, the version {} or one of it, nothing under `Pending`, and `BackupDays` above 0 but for replicas: AWS then takes a snapshot of its own before it begins.",
            &[Markdown::code(&scene.upgrade.from)],
        )
        .or("Something pending is made together with the upgrade, and can make it fail: apply it first, on another day. Another version: correct `from` in the spec.", &[])
}

fn target(scene: &Scene<'_>) -> Step {
    let common = scene.common();
    let region = common.region.name();
    let version = match common.form.is_cluster() {
        true => "DBClusters[0].EngineVersion",
        false => "DBInstances[0].EngineVersion",
    };
    Step::new("See where it can go from there")
        .run(&[
            describe(common).query(version, "text").into("NOW"),
            Shell::aws("aws rds describe-db-engine-versions", region)
                .option("--engine", common.engine.name())
                .raw("--engine-version \"$NOW\"")
                .query(
                    "DBEngineVersions[0].ValidUpgradeTarget[?IsMajorVersionUpgrade].EngineVersion",
                    "text",
                ),
            Shell::aws("aws rds describe-orderable-db-instance-options", region)
                .option("--engine", common.engine.name())
                .option("--db-instance-class", &common.class)
                .query("OrderableDBInstanceOptions[].EngineVersion", "text"),
        ])
        .see(
            "{}, or a version of it, in both lists: what AWS upgrades to, and what the class {} runs.",
            &[
                Markdown::code(&scene.upgrade.to),
                Markdown::code(&common.class),
            ],
        )
        .or("Not in the first: install the newest minor version of the old major one, or go by the major version in between. Not in the second: change `instance_class` first, in an apply of its own.", &[])
}

/// What of the contents stands in the way.
fn inside(scene: &Scene<'_>) -> Option<Step> {
    let step = Step::new("Look for what stands in the way within");
    Some(match scene.family() {
        Family::Postgres | Family::AuroraPostgres => {
            let step = step
                .says("In each database, as the master user.", &[])
                .sql(POSTGRES)
                .see("No row from the first four. Keep the list of extensions.", &[])
                .or("Commit or roll back prepared transactions; drop replication slots once their readers are stopped, and make them anew afterwards; change columns of those types; drop invalid databases. An extension that the new version does not have must go.", &[]);
            if scene.is_global() {
                step.says("A global database that manages its recovery point is not upgraded: `rds.global_db_rpo` must be off in the groups of all clusters.", &[])
            } else {
                step
            }
        }
        Family::MariaDb => step
            .says("AWS checks the contents before it changes anything, and says what it found in the events.", &[])
            .sql(MYSQL)
            .see("No prepared transaction, and nobody who signs in by a plugin that the new version does not have.", &[])
            .or("Commit or roll back by `XA COMMIT` or `XA ROLLBACK`. Give users another plugin before.", &[]),
        Family::Mysql | Family::AuroraMysql => step
            .says("AWS checks the contents before it changes anything, and says what it found in `PrePatchCompatibility.log` or in the events. MySQL Shell finds the same on any day: `util.checkForServerUpgrade`.", &[])
            .sql(MYSQL)
            .see("No prepared transaction, and nobody who signs in by a plugin that the new version does not have.", &[])
            .or("Commit or roll back by `XA COMMIT` or `XA ROLLBACK`. Give users another plugin before.", &[]),
        Family::Oracle | Family::SqlServer | Family::Db2 => return None,
    })
}

const POSTGRES: &str = "SELECT gid, database, prepared FROM pg_prepared_xacts;
SELECT slot_name, plugin, active FROM pg_replication_slots WHERE slot_type = 'logical';
SELECT datname FROM pg_database WHERE datconnlimit = -2;
SELECT a.attrelid::regclass, a.attname, a.atttypid::regtype
  FROM pg_attribute AS a
  JOIN pg_class AS c ON c.oid = a.attrelid
 WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'm', 'i')
   AND a.atttypid IN ('regproc'::regtype, 'regprocedure'::regtype, 'regoper'::regtype,
                      'regoperator'::regtype, 'regconfig'::regtype, 'regdictionary'::regtype)
   AND c.relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace);
SELECT extname, extversion FROM pg_extension ORDER BY 1;";

const MYSQL: &str = "XA RECOVER;
SELECT plugin, COUNT(*) AS users FROM mysql.user GROUP BY plugin;
SELECT table_schema, table_name, engine FROM information_schema.tables
 WHERE table_type = 'BASE TABLE' AND engine <> 'InnoDB'
   AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema');";

fn rehearsal(scene: &Scene<'_>) -> Step {
    let restored = format!(
        "restore: {{ database: {}, use_latest_restorable_time: true }}",
        scene.common().name
    );
    Step::new("Rehearse")
        .says(
            "On another day: write a second database into the spec, with the old version and {}, and apply; then give it the new version and the same `upgrade`, and apply. It tells how long it takes, and applications can try the new version on it: run their tests, for plans of queries change between versions.",
            &[Markdown::code(&restored)],
        )
        .see("The time that it took, and nobody who objects.", &[])
}

fn snapshot(scene: &Scene<'_>) -> Step {
    let common = scene.common();
    let name = scene.snapshot();
    let region = common.region.name();
    let commands = if common.form.is_cluster() {
        [
            Shell::aws("aws rds create-db-cluster-snapshot", region)
                .option("--db-cluster-identifier", &common.identifier)
                .option("--db-cluster-snapshot-identifier", &name),
            Shell::aws("aws rds wait db-cluster-snapshot-available", region)
                .option("--db-cluster-snapshot-identifier", &name),
        ]
    } else {
        [
            Shell::aws("aws rds create-db-snapshot", region)
                .option("--db-instance-identifier", &common.identifier)
                .option("--db-snapshot-identifier", &name),
            Shell::aws("aws rds wait db-snapshot-available", region)
                .option("--db-snapshot-identifier", &name),
        ]
    };
    Step::new("Stop what writes, and take a snapshot")
        .says("This is the way back. It lies under the key of the database, and stays until somebody deletes it; those that AWS takes by itself go with the retention of backups. The one that AWS takes before it begins is quicker for it.", &[])
        .run(&commands)
        .see("Nothing from the second command, which ends when the snapshot is there.", &[])
        .or("`Max attempts exceeded`: it goes on. Wait again.", &[])
}
