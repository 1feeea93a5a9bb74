//! Stopping whoever writes to the old database, and proving it. Knows how; must not know what is done in the meantime.

use super::clients;
use super::scene::Scene;
use super::shell::Shell;
use super::step::Step;

/// The steps after which nothing is written any more.
pub(super) fn stop(scene: &Scene<'_>) -> Vec<Step> {
    vec![closed(scene), proven(scene)]
}

fn closed(scene: &Scene<'_>) -> Step {
    let groups = scene.ask_old(
        "aws rds describe-db-instances",
        "aws rds describe-db-clusters",
    );
    let groups = if scene.is_old_cluster() {
        groups.query(
            "DBClusters[0].VpcSecurityGroups[].VpcSecurityGroupId",
            "text",
        )
    } else {
        groups.query(
            "DBInstances[0].VpcSecurityGroups[].VpcSecurityGroupId",
            "text",
        )
    };
    let shut = scene
        .ask_old("aws rds modify-db-instance", "aws rds modify-db-cluster")
        .raw("--vpc-security-group-ids \"$ADMIN_GROUP\" --apply-immediately");
    Step::new("Stop the writers")
        .says(
            "Stop applications, workers, schedulers and pipelines the way each is stopped: scale it to nothing, suspend it, take it into maintenance. This is where the downtime begins.",
            &[],
        )
        .says(
            "Then shut out whoever was forgotten: leave the database a security group that lets nobody in but the machine from which you work. It holds for every engine, leaves no trace in the data, and is taken back by the same command with the old groups. Sessions that exist stay; the next step finds them.",
            &[],
        )
        .run(&[
            Shell::new("read -rp 'security group of the administrators, sg-...: ' ADMIN_GROUP"),
            groups.into("OLD_GROUPS"),
            Shell::new("echo \"$OLD_GROUPS\" | tee old-security-groups.txt"),
            shut,
        ])
        .see("The groups of the old database, now also in `old-security-groups.txt`: they are the way back.", &[])
        .or("With no such group at hand, make one before the night. Without it, every client on the list of the first phase must be known to be stopped.", &[])
}

/// Proof that nothing is written any more.
pub(super) fn proven(scene: &Scene<'_>) -> Step {
    let otherwise = if scene.migration.taken.is_some() {
        "Somebody writes. End the sessions, and look again. Do not go on before the numbers stand still: what is written after the snapshot is lost, and nothing will say so."
    } else {
        "Somebody writes. End the sessions, and look again. Do not go on before the numbers stand still: what is written after the task is stopped is lost, and nothing will say so."
    };
    Step::new("Prove that nobody writes")
        .says("Who is still there?", &[])
        .sql(clients::sessions(scene.family()))
        .says("Run this twice, some minutes apart.", &[])
        .sql(clients::writes(scene.family()))
        .see(
            "Nobody but you and RDS itself, and the same numbers twice.",
            &[],
        )
        .or(otherwise, &[])
}

/// Letting the writers back to the old database.
pub(super) fn reopen(scene: &Scene<'_>) -> Step {
    let open = scene
        .ask_old("aws rds modify-db-instance", "aws rds modify-db-cluster")
        .raw("--vpc-security-group-ids \"${OLD_GROUPS[@]}\" --apply-immediately");
    Step::new("Let the writers back to the old database")
        .run(&[
            Shell::new("read -ra OLD_GROUPS < old-security-groups.txt"),
            open,
        ])
        .see(
            "Applications write to the old database as before. Nothing is lost.",
            &[],
        )
}
