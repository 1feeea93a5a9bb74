//! The cutover: the name, the applications, the first write. Knows its order; must not know how the data came.

use super::scene::Scene;
use super::shell::Shell;
use super::step::Step;
use super::{apply::apply, clients};
use crate::plan::Database;
use crate::render::markdown::Markdown;

/// Before the apply.
pub(super) fn steps(scene: &Scene<'_>) -> Vec<Step> {
    let mut steps = vec![
        Step::new("Look once more before the point of no return")
            .says("The writers are still stopped, the comparison found no difference, the new database is `available` and `in-sync`, and whoever decides has said yes. From the first write to the new database on, the way back costs what was written.", &[])
            .sql(clients::writes(scene.family()))
            .see("On the old database: the numbers of before.", &[])
            .or("Somebody wrote to the old database since. Go back: the new one is stale.", &[]),
    ];
    steps.extend(apply(
        scene,
        "Apply the cutover",
        "Nothing to add but what this phase adds, and nothing to destroy.",
    ));
    steps.extend(after(scene));
    steps
}

/// After the apply.
pub(super) fn after(scene: &Scene<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    if let Some(dns) = &scene.migration.dns {
        steps.push(record(scene, &dns.name, dns.seconds()));
    }
    steps.push(applications(scene));
    steps.push(old_is_left(scene));
    steps.push(
        Step::new("Say that it is done")
            .says("Keep the old database as it is, shut and untouched, for as long as somebody may find a mistake: a week is usual. It costs what it did, and it is the only place with the point-in-time history of before.", &[])
            .says("The new database begins its history now. Check that its first automatic backup is there tomorrow.", &[])
            .run(&[first_backup(scene)])
            .see("A time after the cutover.", &[])
            .or("No time: backups are off, or the window has not come. Take a snapshot by hand meanwhile.", &[]),
    );
    steps
}

fn first_backup(scene: &Scene<'_>) -> Shell {
    let ask = scene.ask_new(
        "aws rds describe-db-instances",
        "aws rds describe-db-clusters",
    );
    match scene.database {
        Database::Instance(_) => ask.query("DBInstances[0].LatestRestorableTime", "text"),
        Database::Cluster(_) => ask.query("DBClusters[0].LatestRestorableTime", "text"),
    }
}

fn record(scene: &Scene<'_>, name: &str, ttl: i64) -> Step {
    let [_, host] = scene.hosts();
    Step::new("See the name lead to the new database")
        .run(&[
            host,
            Shell::new("echo \"$NEW_HOST\""),
            Shell::new("dig +short").word(name).raw("CNAME"),
        ])
        .see(
            "The same address twice, within {} seconds.",
            &[Markdown::text(&ttl.to_string())],
        )
        .or(
            "Another resolver's cache: ask the zone's own name servers, `dig +trace`. Pools and virtual machines that keep addresses for ever (the JVM's `networkaddress.cache.ttl`) must be restarted.",
            &[],
        )
}

fn applications(scene: &Scene<'_>) -> Step {
    let output = Shell::new("terraform")
        .joined("-chdir=", &scene.module.folder)
        .raw("output -json")
        .word(&scene.common().label);
    let step = Step::new("Give applications the new address, and start one writer").run(&[output]);
    let step = match &scene.migration.dns {
        Some(dns) => step.says(
            "Applications that use the name {} have it already; restart them, so that no pool keeps the old address. The others get the endpoint.",
            &[Markdown::code(&dns.name)],
        ),
        None => step.says(
            "Everywhere on the list of the first phase: configuration, secrets, connection strings of tools and reports.",
            &[],
        ),
    };
    step.says(
        "Whoever signs in by IAM needs the new resource id in the policy: `rds-db:connect` on {}.",
        &[Markdown::code(&format!(
            "arn:{}:rds-db:{}:{}:dbuser:RESOURCE_ID/USER",
            scene.module.partition.id(),
            scene.region(),
            scene.module.account
        ))],
    )
    .says("Start one writer, look at what it does, then start the others.", &[])
    .see("Writes arrive, no errors, latency as before. The cold volume shows in the first hour if it was not read before.", &[])
    .or("Before the first write was accepted: go back as below. After it: mend it here; the old database is no longer the truth.", &[])
}

fn old_is_left(scene: &Scene<'_>) -> Step {
    Step::new("See that nobody is left on the old database")
        .sql(clients::sessions(scene.family()))
        .see("On the old database: nobody but you.", &[])
        .or("Whoever is there has the old address. Change it, and end the session. Do not open the old database's security groups again.", &[])
}
