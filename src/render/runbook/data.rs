//! The data on their way: the snapshot, its copy, the new database. Knows how each is checked; must not know who asked for it.

use super::scene::Scene;
use super::shell::Shell;
use super::step::Step;
use crate::plan::Database;
use crate::plan::migration::Taken;
use crate::plan::snapshots::SnapshotKind;
use crate::render::markdown::Markdown;

/// Watching a snapshot and its copy from another terminal.
pub(super) fn watch(scene: &Scene<'_>, taken: &Taken) -> Step {
    let mut commands = vec![snapshot(scene, taken, &taken.identifier)];
    commands.extend(
        taken
            .copy
            .as_deref()
            .map(|copy| snapshot(scene, taken, copy)),
    );
    Step::new("Watch it from another terminal")
        .run(&commands)
        .see(
            "`PercentProgress` that grows. A snapshot holds what has changed since the last automatic one; a copy under another key always holds everything, and takes longest.",
            &[],
        )
        .or(
            "It stands still for an hour: other copies of the account may be in the queue before it. If Terraform gave up, after 6 hours, AWS goes on: wait, and plan again. What failed is made anew by `terraform apply -replace=ADDRESS`.",
            &[],
        )
}

fn snapshot(scene: &Scene<'_>, taken: &Taken, identifier: &str) -> Shell {
    let region = scene.region();
    match taken.kind {
        SnapshotKind::Instance => Shell::aws("aws rds describe-db-snapshots", region)
            .option("--db-snapshot-identifier", identifier)
            .query("DBSnapshots[0].[DBSnapshotIdentifier,Status,PercentProgress,Encrypted,KmsKeyId,AllocatedStorage]", "text"),
        SnapshotKind::Cluster => Shell::aws("aws rds describe-db-cluster-snapshots", region)
            .option("--db-cluster-snapshot-identifier", identifier)
            .query("DBClusterSnapshots[0].[DBClusterSnapshotIdentifier,Status,PercentProgress,StorageEncrypted,KmsKeyId]", "text"),
    }
}

/// The key that everything new must lie under, in a variable.
pub(super) fn key(scene: &Scene<'_>) -> Shell {
    Shell::aws("aws kms describe-key", scene.region())
        .option("--key-id", &scene.alias())
        .query("KeyMetadata.Arn", "text")
        .into("KEY")
}

/// Whether what was taken is what was meant.
pub(super) fn taken(scene: &Scene<'_>, taken: &Taken) -> Step {
    let last = taken.copy.as_deref().unwrap_or(&taken.identifier);
    let step = Step::new("Check what was taken").run(&[
        key(scene),
        Shell::new("echo \"$KEY\""),
        snapshot(scene, taken, last),
    ]);
    if taken.copy.is_some() {
        step.see("{} is `available`, encrypted (`True`), and its key is the one above.", &[Markdown::code(last)])
            .or("Another key, or `False`: stop. The new database would have what the copy has, and a restore cannot change it.", &[])
    } else {
        step.see("{} is `available`. It lies under the key of the old database, or under none: the new cluster takes its key when it is restored.", &[Markdown::code(last)])
            .or("`failed`: `terraform apply` makes it anew.", &[])
    }
}

/// Whether the new database is what was meant.
pub(super) fn restored(scene: &Scene<'_>) -> [Step; 2] {
    let ask = scene.ask_new(
        "aws rds describe-db-instances",
        "aws rds describe-db-clusters",
    );
    let ask = match scene.database {
        Database::Instance(_) => ask.query("DBInstances[0].[DBInstanceStatus,StorageEncrypted,KmsKeyId,EngineVersion,DBParameterGroups[0].[DBParameterGroupName,ParameterApplyStatus],VpcSecurityGroups[].VpcSecurityGroupId,BackupRetentionPeriod,MultiAZ]", "json"),
        Database::Cluster(_) => ask.query("DBClusters[0].[Status,StorageEncrypted,KmsKeyId,EngineVersion,DBClusterParameterGroup,DBClusterMembers[].[DBInstanceIdentifier,IsClusterWriter,DBClusterParameterGroupStatus],VpcSecurityGroups[].VpcSecurityGroupId,BackupRetentionPeriod]", "json"),
    };
    let check = Step::new("Check the new database")
        .run(&[key(scene), Shell::new("echo \"$KEY\""), ask])
        .see("`available`, `true`, the key above, the version of the old database, the parameter group of this spec `in-sync`, and its own security groups.", &[])
        .or("`pending-reboot`: the next step. Another key or `false`: stop, and do not cut over.", &[]);
    let reboot = Step::new("Reboot it, if its parameters wait for that")
        .run(&reboots(scene))
        .see(
            "Nothing that waits: ask again as in the step before, until it says `in-sync`.",
            &[],
        );
    [check, reboot]
}

/// The reboot of an instance, or of every member of a cluster.
fn reboots(scene: &Scene<'_>) -> Vec<Shell> {
    let region = scene.region();
    match scene.database {
        Database::Instance(_) => vec![
            Shell::aws("aws rds reboot-db-instance", region)
                .option("--db-instance-identifier", scene.new_name()),
            Shell::aws("aws rds wait db-instance-available", region)
                .option("--db-instance-identifier", scene.new_name()),
        ],
        Database::Cluster(_) => vec![
            scene
                .ask_new("", "aws rds describe-db-clusters")
                .query(
                    "DBClusters[0].DBClusterMembers[].DBInstanceIdentifier",
                    "text",
                )
                .into("MEMBERS"),
            Shell::new("for MEMBER in $MEMBERS; do"),
            Shell::aws("  aws rds reboot-db-instance", region)
                .raw("--db-instance-identifier \"$MEMBER\""),
            Shell::aws("  aws rds wait db-instance-available", region)
                .raw("--db-instance-identifier \"$MEMBER\""),
            Shell::new("done"),
        ],
    }
}
