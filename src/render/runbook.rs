//! The runbook of a migration: what a person does in this phase, step by step. Knows which steps a phase has; must not know how
//! a page is laid out.
//!
//! Steps are data: a title, commands with the names of this spec, what one should see, what to do if not. The page is a
//! template.

mod apply;
mod before;
mod clients;
mod cutover;
mod data;
mod dms;
mod held;
mod retire;
mod scene;
mod shell;
mod step;
mod upgrade;
mod validate;
mod writers;

use serde::Serialize;

use super::markdown::Markdown;
use crate::plan::migration::{Phase, Reason, Taken};
use crate::plan::{Database, Plan, RootModule};
use scene::Scene;
use step::Step;
pub(super) use upgrade::page as of_upgrade;

/// A page.
#[derive(Debug, Serialize)]
pub(super) struct Runbook {
    project: Markdown,
    old: Markdown,
    new: Markdown,
    facts: Vec<Fact>,
    phases: Vec<PhaseRow>,
    phase: Markdown,
    steps: Vec<Step>,
    next: Markdown,
    time: Markdown,
    back: Vec<Step>,
    back_text: Markdown,
    no_return: Markdown,
    left: Markdown,
}

/// A line of the table of names.
#[derive(Debug, Serialize)]
struct Fact {
    name: Markdown,
    value: Markdown,
}

/// A line of the table of phases.
#[derive(Debug, Serialize)]
struct PhaseRow {
    name: Markdown,
    makes: Markdown,
    back: Markdown,
}

/// The page of a database that takes over from another one.
pub(super) fn runbook(plan: &Plan, module: &RootModule, database: &Database) -> Option<Runbook> {
    let scene = Scene::of(module, database)?;
    let Some(taken) = &scene.migration.taken else {
        return dms::runbook(plan, &scene);
    };
    let phase = scene.migration.phase.value;
    let (back, back_text) = back(&scene);
    Some(Runbook {
        project: Markdown::text(&plan.name),
        old: scene.old_code(),
        new: scene.new_code(),
        facts: facts(&scene, taken),
        phases: phases(&scene, taken),
        phase: Markdown::code(phase.word()),
        steps: Step::numbered(steps(&scene, taken)),
        next: next(phase),
        time: time(&scene, taken),
        back: Step::numbered(back),
        back_text,
        no_return: no_return(phase),
        left: left(&scene, taken),
    })
}

fn facts(scene: &Scene<'_>, taken: &Taken) -> Vec<Fact> {
    let fact = |name: &'static str, value: Markdown| Fact {
        name: Markdown::text(name),
        value,
    };
    let mut facts = vec![
        fact("account", Markdown::code(scene.module.account.as_str())),
        fact("region", Markdown::code(scene.region())),
        fact("old database", Markdown::code(&scene.old_arn())),
        fact("new database", scene.new_code()),
        fact("key", Markdown::code(&scene.alias())),
        fact("snapshot", Markdown::code(&taken.identifier)),
    ];
    if let Some(copy) = &taken.copy {
        facts.push(fact("its copy under the key", Markdown::code(copy)));
    }
    if let Some(dns) = &scene.migration.dns {
        facts.push(fact("name", Markdown::code(&dns.name)));
    }
    facts.push(fact("root module", Markdown::code(&scene.module.folder)));
    facts
}

fn phases(scene: &Scene<'_>, taken: &Taken) -> Vec<PhaseRow> {
    let copied = match taken.copy {
        Some(_) => "the snapshot of the old database, and its copy under the key",
        None => "the snapshot of the old database",
    };
    [
        (
            Phase::Prepare,
            "key, groups, roles and log groups",
            "nothing has happened",
        ),
        (Phase::Copy, copied, "let the writers back"),
        (Phase::Restore, "the new database", "let the writers back"),
        (
            Phase::Cutover,
            "the name, if there is one, leads to the new database",
            "until the first write to the new one",
        ),
        (
            Phase::Retire,
            "what only the migration needed is gone",
            "none",
        ),
    ]
    .into_iter()
    .map(|(phase, makes, back)| PhaseRow {
        name: if phase == scene.migration.phase.value {
            Markdown::sentence("**{}, now**", &[Markdown::code(phase.word())])
        } else {
            Markdown::code(phase.word())
        },
        makes: Markdown::text(makes),
        back: Markdown::text(back),
    })
    .collect()
}

fn steps(scene: &Scene<'_>, taken: &Taken) -> Vec<Step> {
    let mut steps = vec![before::account(scene.module)];
    match scene.migration.phase.value {
        Phase::Prepare => {
            steps.extend(before::steps(scene));
            steps.extend(held::imported(scene));
            steps.extend(apply::apply(
                scene,
                "Make what the new database stands on",
                "Something to add, nothing to change and nothing to destroy of what was there before.",
            ));
        }
        Phase::Copy => {
            steps.push(rehearsal(scene));
            steps.extend(writers::stop(scene));
            steps.extend(apply::apply(
                scene,
                "Take the snapshot",
                "The snapshot to add, with its copy where there is one; in a later round, those of the round before are replaced. Nothing else.",
            ));
            steps.push(data::watch(scene, taken));
            steps.push(data::taken(scene, taken));
        }
        Phase::Restore => {
            steps.extend(apply::apply(
                scene,
                "Make the new database",
                "The new database to add, with its replicas and members. Nothing to change, nothing to destroy.",
            ));
            steps.extend(apply::again(scene));
            steps.extend(data::restored(scene));
            steps.extend(validate::steps(scene));
        }
        Phase::Cutover => steps.extend(cutover::steps(scene)),
        Phase::Retire => {
            steps.extend(held::forgotten(scene));
            steps.extend(retire::steps(scene));
        }
    }
    steps
}

fn rehearsal(scene: &Scene<'_>) -> Step {
    let round = scene.migration.round.value.to_string();
    Step::new("Decide whether this is a rehearsal")
        .says("This is round {}. Rehearse in working hours: leave out the two steps that stop the writers, and note how long the apply takes. A rehearsal costs two snapshots and touches nothing.", &[Markdown::text(&round)])
        .says("For the real thing, when a rehearsal has been: raise `round` by one in the spec, say `writes_stopped: true`, and generate anew. Without a new round the snapshot of the rehearsal stays, and with it its age.", &[])
        .see("Everybody who has to be there knows which of the two it is.", &[])
}

fn next(phase: Phase) -> Markdown {
    let text = match phase {
        Phase::Prepare => {
            "Any day later: write `phase: copy`, generate, and follow this page as it is then."
        }
        Phase::Copy => {
            "At once, if this was not a rehearsal: write `phase: restore`, generate, and follow this page as it is then. The writers stay stopped."
        }
        Phase::Restore => {
            "When the comparison has found no difference: write `phase: cutover`, generate, and follow this page as it is then. The writers stay stopped."
        }
        Phase::Cutover => {
            "After a week or so: write `phase: retire`, generate, and follow this page as it is then."
        }
        Phase::Retire => "Nothing. The phase stays in the spec.",
    };
    Markdown::sentence(text, &[])
}

/// What is known about how long it takes, and what it depends on: nobody knows the hours of a database but its rehearsal.
fn time(scene: &Scene<'_>, taken: &Taken) -> Markdown {
    let text = match (scene.migration.phase.value, &taken.copy) {
        (Phase::Prepare | Phase::Retire, _) => "Minutes.",
        (Phase::Copy, Some(_)) => {
            "The snapshot takes as long as writing what has changed since the last automated backup; the copy as long as writing everything, since a copy under another key is never incremental. For terabytes that is hours. The rehearsal tells: `time` stands before the apply."
        }
        (Phase::Copy, None) => {
            "The snapshot of a cluster is quick, whatever its size: Aurora writes its backups all the time."
        }
        (Phase::Restore, Some(_)) => {
            "Some ten minutes until the instance is there, whatever its size, and twice that with a standby; its volume fetches each block when it is first read, so that reading everything once takes hours for terabytes."
        }
        (Phase::Restore, None) => {
            "The cluster's volume is written anew under the key: it grows with the data. The rehearsal tells."
        }
        (Phase::Cutover, _) => {
            "Minutes: the apply, the time that resolvers keep the record, and the restart of applications."
        }
    };
    Markdown::sentence(text, &[])
}

fn back(scene: &Scene<'_>) -> (Vec<Step>, Markdown) {
    let text = match scene.migration.phase.value {
        Phase::Prepare => {
            "Nothing has happened to the old database. Take the database out of the spec, or leave it as it is."
        }
        Phase::Copy => {
            "The old database was only read. Let the writers back, and go to `phase: prepare` if the snapshot should go as well."
        }
        Phase::Restore => {
            "Nobody has written to the new database. Let the writers back to the old one. The new one is stale from then on: before another round it must be taken away. Say `deletion_protection: false`, `prevent_destroy: false` and `skip_final_snapshot: true` for it, apply, then write `phase: copy` with the next `round`, and apply again. A plan with another `round` and the stale database still there fails by itself, with `Resource postcondition failed`."
        }
        Phase::Cutover => {
            "Until the first write to the new database: write `phase: restore`, apply, so that the name leads to the old database again, and let the writers back. After it: the old database lacks what was written since. To go back nevertheless means to lose that, or to carry it over by hand or by a task of DMS from new to old that was set up before the cutover."
        }
        Phase::Retire => "There is none. What is left is the new database and its backups.",
    };
    let steps = match scene.migration.phase.value {
        Phase::Copy | Phase::Restore | Phase::Cutover => vec![writers::reopen(scene)],
        Phase::Prepare | Phase::Retire => Vec::new(),
    };
    (steps, Markdown::sentence(text, &[]))
}

fn no_return(phase: Phase) -> Markdown {
    let text = match phase {
        Phase::Prepare | Phase::Copy | Phase::Restore => {
            "Not in this phase. It is the first write that the new database accepts, after `phase: cutover`."
        }
        Phase::Cutover => {
            "The first write that the new database accepts, which is when the first writer is started with the new address."
        }
        Phase::Retire => {
            "Behind you. In this phase it is the deletion of the old database and of its backups."
        }
    };
    Markdown::sentence(text, &[])
}

fn left(scene: &Scene<'_>, taken: &Taken) -> Markdown {
    let text = match scene.migration.reason.value {
        Reason::Encrypt => {
            "The old database, its automated backups and every snapshot of it, also those that AWS Backup took, that were copied into other regions or shared with other accounts, backups that are replicated into other regions, exported logs without a key, and snapshots that were exported to S3. Until `phase: retire` the snapshot {} is one of them. The steps of `phase: retire` find and remove them."
        }
        Reason::NewKey => {
            "The old database, its automated backups, every snapshot of it and the snapshot {} lie under the old key until they are deleted. The steps of `phase: retire` find them. Do not schedule the old key's deletion before."
        }
    };
    Markdown::sentence(text, &[Markdown::code(&taken.identifier)])
}
