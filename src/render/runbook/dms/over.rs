//! The end of a replication: no more writes, the last change, the last comparison, what is no row; and what the service leaves
//! behind. Knows the order; must not know an engine's words.

use super::super::shell::Shell;
use super::super::step::Step;
use super::super::{clients, writers};
use super::{Replication, contents, engine, fill};
use crate::render::markdown::Markdown;

/// Everything between the decision and the apply of the cutover.
pub(super) fn before(of: &Replication<'_>) -> Vec<Step> {
    let mut steps = vec![ready(of), stop(of), writers::proven(&of.scene), drained(of)];
    steps.push(of.sign_in("Sign in to both"));
    steps.push(compared(of));
    steps.push(halted(of));
    steps.push(sequences(of));
    steps
}

fn ready(of: &Replication<'_>) -> Step {
    let mut commands = vec![of.task()];
    commands.extend(fill::behind(of));
    commands.push(fill::validated(of));
    Step::new("Look once more before the downtime")
        .run(&commands)
        .see("Seconds, and no table that is not validated. The name's `ttl` has been 60 for a day, and whoever decides has said yes.", &[])
        .or("Wait, or come another night: until the writers are stopped, nothing is lost by waiting.", &[])
}

/// The writers are shut out, and the replication is not.
fn stop(of: &Replication<'_>) -> Step {
    let scene = &of.scene;
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
    let ours = of
        .dms
        .security_groups
        .iter()
        .flat_map(|groups| &groups.value);
    let ours = Markdown::listed(ours.map(|group| Markdown::code(group)));
    Step::new("Stop the writers")
        .says("Stop applications, workers, schedulers and pipelines the way each is stopped. This is where the downtime begins.", &[])
        .says("Then shut out whoever was forgotten: leave the database a security group that lets in the machine from which you work and the replication instance ({}), which has the last changes to read, and nobody else.", &[ours])
        .run(&[
            Shell::new("read -rp 'security group of administrators and replication, sg-...: ' ADMIN_GROUP"),
            groups.into("OLD_GROUPS"),
            Shell::new("echo \"$OLD_GROUPS\" | tee old-security-groups.txt"),
            shut,
        ])
        .see("The groups of the old database, now also in `old-security-groups.txt`: they are the way back.", &[])
        .or("With no such group at hand, make one before the night. Without it, every client on the list of the first phase must be known to be stopped.", &[])
}

fn drained(of: &Replication<'_>) -> Step {
    let mut commands = vec![of.task()];
    commands.extend(fill::behind(of));
    Step::new("Wait for the last change")
        .says("Nothing is written any more, so both numbers fall to 0. Readings come once a minute: wait for two of them.", &[])
        .run(&commands)
        .see("0 in the last two readings of both.", &[])
        .or("The second stays above 0: the new database is still writing. Wait. Readings that stop coming: look at the task, it may have failed.", &[])
}

fn compared(of: &Replication<'_>) -> Step {
    let family = of.scene.family();
    let step = Step::new("Compare")
        .says("First what the task has compared itself; then, as long as the downtime allows, every row by your own count.", &[])
        .run(&[of.task(), fill::validated(of)]);
    let step = match (clients::compare(family), clients::compare_by_hand(family)) {
        (Some(script), _) => step.script(script),
        (None, Some(sql)) => step.sql(sql),
        (None, None) => step,
    };
    step.see("No table that is not validated; and the same on both sides, but for tables whose names begin with `awsdms`, which are the service's own.", &[])
        .or("With the writers stopped there is no difference. If there is one, stay with the old database: go back as below, and find out what the table has that others have not.", &[])
}

fn halted(of: &Replication<'_>) -> Step {
    let region = of.scene.region();
    Step::new("Stop the task")
        .run(&[
            of.task(),
            Shell::aws("aws dms stop-replication-task", region)
                .raw("--replication-task-arn \"$TASK\""),
            Shell::aws("aws dms wait replication-task-stopped", region)
                .raw("--filters \"Name=replication-task-arn,Values=$TASK\""),
        ])
        .see("The last command ends without a word.", &[])
        .or("`Max attempts exceeded`: run it again. From here on nothing flows to the new database.", &[])
}

fn sequences(of: &Replication<'_>) -> Step {
    let family = of.scene.family();
    let step = Step::new("Bring sequences, triggers and the rest over")
        .says("Rows came with their numbers, and the sequences that gave them did not move. Without this step the first insert takes a number that is there already.", &[]);
    let step = match contents::sequences(family) {
        Ok(script) => step.script(script),
        Err(sql) => step.sql(sql),
    };
    step.says(contents::late(family), &[])
        .see(contents::sequences_seen(family), &[])
        .or(
            "An error: mend it before anybody writes. Nothing has been switched yet.",
            &[],
        )
}

/// What holds the log of the old database when nobody reads it any more.
pub(super) fn free_old(of: &Replication<'_>) -> Step {
    let family = of.dms.source.engine.family();
    Step::new("Free the log of the old database")
        .says("Only once the task is not to be started again: without its log it can't go on, and must load everything anew.", &[])
        .sql(engine::free(family))
        .see("No slot, or a short retention.", &[])
}

/// What is left on the old database.
pub(super) fn traces_of_old(of: &Replication<'_>) -> Step {
    let family = of.dms.source.engine.family();
    Step::new("Free the log of the old database")
        .says("Deleting the task should do it. If the old database is kept for a while, make sure: what nobody reads fills its disk.", &[])
        .sql(engine::free(family))
        .see("On the old database: no slot, or a short retention.", &[])
        .or("`replication slot is active`: the task still runs. The apply of this phase deletes it; look again afterwards.", &[])
}

/// What is left on the new one.
pub(super) fn traces_of_new(of: &Replication<'_>) -> Step {
    let family = of.scene.family();
    Step::new("Take the replication out of the new database")
        .says("Its user can write everything, and its tables hold keys of rows.", &[])
        .sql(contents::traces(family))
        .see("On the new database: no user of the replication, and no table whose name begins with `awsdms`.", &[])
        .or("An object that the user owns: give it to somebody else first.", &[])
}
