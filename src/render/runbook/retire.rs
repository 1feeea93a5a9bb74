//! The end: what lies around unencrypted, and how it is found and removed. Knows where copies of a database hide; must not
//! know how the data were moved.

use super::apply::apply;
use super::scene::Scene;
use super::shell::Shell;
use super::step::Step;
use crate::plan::migration::{OldKind, Reason};
use crate::render::markdown::Markdown;

/// The steps of the last phase.
pub(super) fn steps(scene: &Scene<'_>) -> Vec<Step> {
    let goes = if scene.migration.taken.is_some() {
        "What only the migration needed is destroyed: addresses that end in `_migration`, and nothing else. The new database may show a change in place of its version, if the spec asks for another one."
    } else {
        "What only the replication needed is destroyed: addresses that end in `_migration`, `_dms_source` and `_dms_target`, and the account's roles if they were made here. Of MySQL, one parameter in place. Nothing of the new database."
    };
    let mut steps = vec![unused(scene)];
    steps.extend(keep(scene));
    steps.extend(apply(scene, "Apply the end of the migration", goes));
    steps.push(find(scene));
    steps.push(delete(scene));
    steps.push(rest(scene));
    steps
}

fn unused(scene: &Scene<'_>) -> Step {
    let dimension = match scene.migration.old.kind {
        OldKind::Instance => format!("Name=DBInstanceIdentifier,Value={}", scene.old()),
        OldKind::Cluster => format!("Name=DBClusterIdentifier,Value={}", scene.old()),
    };
    Step::new("Make sure that nobody misses the old database")
        .run(&[
            Shell::aws("aws cloudwatch get-metric-statistics", scene.region())
                .raw("--namespace AWS/RDS --metric-name DatabaseConnections --statistics Maximum --period 86400")
                .option("--dimensions", &dimension)
                .raw("--start-time \"$(date -u -d '7 days ago' +%FT%TZ)\" --end-time \"$(date -u +%FT%TZ)\"")
                .query("sort_by(Datapoints,&Timestamp)[].[Timestamp,Maximum]", "table"),
        ])
        .see("0 on every day since the cutover, or what your own sessions made.", &[])
        .or("Somebody still connects. Find them before anything is deleted: there is no way back from here.", &[])
}

/// The encrypted copy is the last state of the old database, and goes with the phase unless it is kept.
fn keep(scene: &Scene<'_>) -> Option<Step> {
    let copy = scene.migration.taken.as_ref()?.copy.as_deref()?;
    Some(
        Step::new("Keep the last state, encrypted, if you want it")
            .says("The next apply deletes the snapshot and its copy. To keep the state of the cutover beyond that, copy the copy.", &[])
            .run(&[
                Shell::aws("aws rds copy-db-snapshot", scene.region())
                    .option("--source-db-snapshot-identifier", copy)
                    .option("--target-db-snapshot-identifier", &format!("{}-last-of-old", scene.new_name()))
                    .option("--kms-key-id", &scene.alias()),
                Shell::aws("aws rds wait db-snapshot-available", scene.region())
                    .option("--db-snapshot-identifier", &format!("{}-last-of-old", scene.new_name())),
            ])
            .see("The second command ends without a word.", &[])
            .or("`Max attempts exceeded`: it waits for half an hour only. Run it again.", &[]),
    )
}

fn find(scene: &Scene<'_>) -> Step {
    let region = scene.region();
    let step = match scene.migration.reason.value {
        Reason::Encrypt => Step::new("Find what is still unencrypted").says(
            "Encrypting the database encrypts none of what was made of the old one. Each of these holds the data in plain text, and AWS Config goes on reporting it:",
            &[],
        ),
        Reason::NewKey => Step::new("Find what still lies under the old key").says(
            "The old key can't be deleted while anything of this lies under it that is still wanted:",
            &[],
        ),
    };
    let step = match scene.migration.old.kind {
        OldKind::Instance => step.run(&[
            Shell::new("# snapshots, also those that AWS Backup and the console took; see other regions for copies"),
            Shell::aws("aws rds describe-db-snapshots", region)
                .option("--db-instance-identifier", scene.old())
                .query("DBSnapshots[].[DBSnapshotIdentifier,SnapshotType,Encrypted,KmsKeyId,SnapshotCreateTime]", "table"),
            Shell::new("# automated backups, also those that outlive the database, and those replicated into other regions"),
            Shell::aws("aws rds describe-db-instance-automated-backups", region)
                .option("--db-instance-identifier", scene.old())
                .query("DBInstanceAutomatedBackups[].[DBInstanceAutomatedBackupsArn,Status,Encrypted,BackupRetentionPeriod,DBInstanceAutomatedBackupsReplications]", "json"),
        ]),
        OldKind::Cluster => step.run(&[
            Shell::new("# snapshots, also those that AWS Backup and the console took; see other regions for copies"),
            Shell::aws("aws rds describe-db-cluster-snapshots", region)
                .option("--db-cluster-identifier", scene.old())
                .query("DBClusterSnapshots[].[DBClusterSnapshotIdentifier,SnapshotType,StorageEncrypted,KmsKeyId,SnapshotCreateTime]", "table"),
            Shell::new("# automated backups, also those that outlive the cluster"),
            Shell::aws("aws rds describe-db-cluster-automated-backups", region)
                .option("--db-cluster-identifier", scene.old())
                .query("DBClusterAutomatedBackups[].[DbClusterResourceId,Status,StorageEncrypted,BackupRetentionPeriod]", "json"),
        ]),
    };
    let kind = match scene.migration.old.kind {
        OldKind::Instance => "instance",
        OldKind::Cluster => "cluster",
    };
    step.run(&[
        Shell::new("# exported logs without a key of yours, and snapshots that were exported to S3"),
        Shell::aws("aws logs describe-log-groups", region)
            .option("--log-group-name-prefix", &format!("/aws/rds/{kind}/{}/", scene.old()))
            .query("logGroups[].[logGroupName,kmsKeyId,storedBytes]", "table"),
        Shell::aws("aws rds describe-export-tasks", region)
            .query("ExportTasks[].[ExportTaskIdentifier,SourceArn,S3Bucket,KmsKeyId]", "table"),
    ])
    .see("A list that you can take through one by one: delete it, or copy it under {} and delete the original. Snapshots that are shared with other accounts were copied there: ask them.", &[Markdown::code(&scene.alias())])
    .or("Nothing at all, although there were backups: other region, or other credentials.", &[])
}

fn delete(scene: &Scene<'_>) -> Step {
    let region = scene.region();
    let step = Step::new("Delete the old database").says(
        "A last snapshot of it would be as unencrypted as itself. Its automated backups can stay until they expire, which keeps the point-in-time history of before the cutover, and are unencrypted too: take `--delete-automated-backups` if that history may go.",
        &[],
    );
    match scene.migration.old.kind {
        OldKind::Instance => step.run(&[
            Shell::aws("aws rds modify-db-instance", region)
                .option("--db-instance-identifier", scene.old())
                .raw("--no-deletion-protection --apply-immediately"),
            Shell::aws("aws rds delete-db-instance", region)
                .option("--db-instance-identifier", scene.old())
                .raw("--skip-final-snapshot --no-delete-automated-backups"),
            Shell::aws("aws rds wait db-instance-deleted", region)
                .option("--db-instance-identifier", scene.old()),
        ])
        .or("`Cannot delete a DB Instance with read replicas`: for PostgreSQL and MySQL replicas become databases of their own if the source goes first. Delete the old replicas before, each as above.", &[]),
        OldKind::Cluster => step.run(&[
            Shell::aws("aws rds modify-db-cluster", region)
                .option("--db-cluster-identifier", scene.old())
                .raw("--no-deletion-protection"),
            scene
                .ask_old("", "aws rds describe-db-clusters")
                .query("DBClusters[0].DBClusterMembers[].DBInstanceIdentifier", "text")
                .into("MEMBERS"),
            Shell::new("for MEMBER in $MEMBERS; do"),
            Shell::aws("  aws rds delete-db-instance", region)
                .raw("--db-instance-identifier \"$MEMBER\""),
            Shell::new("done"),
            Shell::aws("aws rds delete-db-cluster", region)
                .option("--db-cluster-identifier", scene.old())
                .raw("--skip-final-snapshot --no-delete-automated-backups"),
        ])
        .or("`Cluster cannot be deleted, it still contains DB instances`: they take some minutes. Wait, and run the last command again.", &[]),
    }
    .see("`deleting`, and after some minutes nothing.", &[])
}

fn rest(scene: &Scene<'_>) -> Step {
    let step = Step::new("Tidy up");
    if scene.migration.taken.is_none() {
        return step
            .says("`migrate_from` with `phase: retire` holds nothing but the record, if it names one: without one it can leave the spec.", &[])
            .says("Raise the `ttl` of the record again, and take the alarms, dashboards and policies of the old database away. Delete the dumps of the schema and its users.", &[])
            .see("`terraform plan` has nothing to do.", &[]);
    }
    step.says("Change the master password of {}, which has been in use since before: `password: managed` in the spec puts a new one into Secrets Manager under the key.", &[scene.new_code()])
        .says("Leave `migrate_from` with `phase: retire` in the spec: it says that users and size came with the data. Without it the plan would ask for a user name, which would replace the database; `prevent_destroy` refuses that.", &[])
        .says("Raise the `ttl` of the record again, and take the alarms, dashboards and policies of the old database away.", &[])
        .see("`terraform plan` has nothing to do.", &[])
}
