//! Filling the new database: users, the connection test, the schema, and watching the task. Knows the service's commands; must
//! not know an engine's words.

use super::super::shell::Shell;
use super::super::step::Step;
use super::{Replication, contents, engine};
use crate::plan::dms::End;

/// The users of the replication, and a test that both sides answer.
pub(super) fn connect(of: &Replication<'_>) -> Vec<Step> {
    let mut steps = vec![of.sign_in("Sign in to both")];
    steps.extend(user(
        of,
        &of.dms.source,
        "Make the user that reads the old database",
        contents::source_user(of.dms.source.engine.family()),
    ));
    steps.extend(user(
        of,
        &of.dms.target,
        "Make the user that fills the new database",
        contents::target_user(of.dms.target.engine.family()),
    ));
    steps.push(test(of));
    steps
}

fn user(
    of: &Replication<'_>,
    end: &End,
    title: &'static str,
    script: contents::Words,
) -> Option<Step> {
    let name = of.user(end)?;
    let step = Step::new(title).run(&[name]);
    let step = match script {
        Ok(script) => step.script(script),
        Err(sql) => step.sql(sql),
    };
    Some(
        step.says("With the password that Terraform was given for this side. On the new database sign in with its own master password: where RDS keeps it, `aws secretsmanager get-secret-value` on the secret of the output reads it.", &[])
            .see("No error.", &[])
            .or("The user is there already: give it the password and the rights, and go on.", &[]),
    )
}

fn test(of: &Replication<'_>) -> Step {
    let region = of.scene.region();
    let endpoint = |end: &End, into| {
        Shell::aws("aws dms describe-endpoints", region)
            .option(
                "--filters",
                &format!("Name=endpoint-id,Values={}", end.identifier),
            )
            .query("Endpoints[0].EndpointArn", "text")
            .into(into)
    };
    let test = |arn: &'static str| {
        Shell::aws("aws dms test-connection", region)
            .raw("--replication-instance-arn \"$INSTANCE\"")
            .raw(arn)
            .query("Connection.Status", "text")
    };
    Step::new("Test both connections")
        .run(&[
            of.instance(),
            endpoint(&of.dms.source, "SOURCE"),
            endpoint(&of.dms.target, "TARGET"),
            test("--endpoint-arn \"$SOURCE\""),
            test("--endpoint-arn \"$TARGET\""),
            Shell::new("sleep 60"),
            Shell::aws("aws dms describe-connections", region)
                .raw("--filters \"Name=replication-instance-arn,Values=$INSTANCE\"")
                .query("Connections[].[EndpointIdentifier,Status,LastFailureMessage]", "text"),
        ])
        .see("`successful` for both.", &[])
        .or("The last column says why. A time-out is the network: the step about security groups. `Access denied` is the user or its password: raise `password_wo_version` after correcting it. `certificate verify failed`: the certificates of another region. `Unable to find Secrets Manager secret`: no way from the subnets to Secrets Manager.", &[])
}

/// Everything that is no row.
pub(super) fn schema(of: &Replication<'_>) -> Vec<Step> {
    let family = of.scene.family();
    let step = Step::new("Move the schema, users and rights")
        .says("The service moves rows. What it finds no table for it makes badly, without defaults, sequences and most indexes; so the schema comes first, from a dump.", &[]);
    let step = match contents::schema(family) {
        Ok(script) => step.script(script),
        Err(sql) => step.sql(sql),
    };
    vec![
        step.says(contents::schema_rest(family), &[])
            .says("For very large tables leave their secondary indexes out now and build them while the task is stopped after the full load: rows go in several times faster.", &[])
            .says("From here to the cutover nobody changes the schema: a change on the old side alone stops the table.", &[])
            .see("No error but for roles and users that belong to RDS itself.", &[])
            .or("An object that can't be made: mend it before rows come. Drop the schema on the new side and load it again; it is empty.", &[]),
    ]
}

/// Watching the task.
pub(super) fn watch(of: &Replication<'_>) -> Vec<Step> {
    vec![load(of), latency(of), validation(of), old_log(of)]
}

fn load(of: &Replication<'_>) -> Step {
    let region = of.scene.region();
    let filter = format!("Name=replication-task-id,Values={}", of.dms.name);
    Step::new("Watch the full load")
        .run(&[
            of.task(),
            Shell::aws("aws dms describe-replication-tasks", region)
                .option("--filters", &filter)
                .query(
                    "ReplicationTasks[0].{Status:Status,Percent:ReplicationTaskStats.FullLoadProgressPercent,Loaded:ReplicationTaskStats.TablesLoaded,Loading:ReplicationTaskStats.TablesLoading,Queued:ReplicationTaskStats.TablesQueued,Errored:ReplicationTaskStats.TablesErrored,StopReason:StopReason,Failure:LastFailureMessage}",
                    "yaml",
                ),
            statistics(of)
                .query(
                    "TableStatistics[].[SchemaName,TableName,TableState,FullLoadRows,FullLoadErrorRows,Inserts,Updates,Deletes]",
                    "table",
                ),
            Shell::aws("aws logs tail", region).word(&of.dms.log_group()).raw("--since 1h --filter-pattern '\"]E:\"'"),
        ])
        .see("`Status: running`, tables that go from `Queued` to `Loaded`, `Errored: 0`, and in the end `Percent: 100` with `Table completed` in every row. Lines of the log with `]E:` are errors: none.", &[])
        .or("A table with an error: read the log for its name, mend the cause, empty the table on the new side, and load it again: `aws dms reload-tables --replication-task-arn \"$TASK\" --tables-to-reload SchemaName=S,TableName=T`. A task that failed as a whole goes on by `aws dms start-replication-task --start-replication-task-type resume-processing`.", &[])
}

fn statistics(of: &Replication<'_>) -> Shell {
    Shell::aws("aws dms describe-table-statistics", of.scene.region())
        .raw("--replication-task-arn \"$TASK\"")
}

/// The last readings of how far the new database is behind.
pub(super) fn behind(of: &Replication<'_>) -> [Shell; 2] {
    let instance = format!("Name=ReplicationInstanceIdentifier,Value={}", of.dms.name);
    ["CDCLatencySource", "CDCLatencyTarget"].map(|metric| {
        Shell::aws("aws cloudwatch get-metric-statistics", of.scene.region())
            .raw("--namespace AWS/DMS --statistics Maximum --period 60")
            .option("--metric-name", metric)
            .option("--dimensions", &instance)
            .raw("\"Name=ReplicationTaskIdentifier,Value=${TASK##*:}\"")
            .raw("--start-time \"$(date -u -d '15 minutes ago' +%FT%TZ)\" --end-time \"$(date -u +%FT%TZ)\"")
            .query("sort_by(Datapoints,&Timestamp)[].[Timestamp,Maximum]", "text")
    })
}

fn latency(of: &Replication<'_>) -> Step {
    Step::new("Watch how far behind the changes are")
        .says("Seconds between a change and its reading, and between a change and its writing.", &[])
        .run(&behind(of))
        .see("After the full load both fall to a few seconds and stay there, also in the busiest hour.", &[])
        .or("The first grows: the replication instance or the log of the old database is the narrow place. The second alone: the new database is, often for an index or a key that is missing there. A larger `instance_class` under `dms` is changed in place, while the task stands still.", &[])
}

/// What the comparison on the way has found.
pub(super) fn validated(of: &Replication<'_>) -> Shell {
    statistics(of).query(
        "TableStatistics[?ValidationState!='Validated'].[SchemaName,TableName,TableState,ValidationState,ValidationPendingRecords,ValidationFailedRecords,ValidationSuspendedRecords]",
        "table",
    )
}

fn validation(of: &Replication<'_>) -> Step {
    if !of.dms.validate.value {
        return Step::new("Compare, since the task does not")
            .says(
                "The spec says `validate: false`. The comparison of the cutover is the only one.",
                &[],
            )
            .see("Whoever decides knows it.", &[]);
    }
    Step::new("Watch the comparison")
        .run(&[validated(of)])
        .see("In the end no row: every table is `Validated`. `Pending records` on the way are normal.", &[])
        .or("`Mismatched records`: table `awsdms_control.awsdms_validation_failures_v1` on the new side (schema `public` or `dbo` for some engines) has the keys. Look at both rows; time zones, rounding and trailing blanks are usual causes. `No primary key`: compare that table by hand.", &[])
}

fn old_log(of: &Replication<'_>) -> Step {
    let family = of.dms.source.engine.family();
    Step::new("Watch the disk of the old database")
        .says("While the task is behind, or stopped, the old database keeps its log for it.", &[])
        .sql(engine::kept(family))
        .see("A size that comes and goes.", &[])
        .or("It only grows: the task does not read. Mend it, or stop the migration and free the log as below, before the disk is full: a full disk is an outage of the database that is in use.", &[])
}
