//! The runbook of a replication: what a person does in each phase while the Database Migration Service moves the rows. Knows
//! the order of steps; must not know an engine's words.

mod contents;
mod engine;
mod fill;
mod over;
mod ready;

use super::apply::apply;
use super::before;
use super::scene::Scene;
use super::shell::Shell;
use super::step::Step;
use super::{Fact, PhaseRow, Runbook, retire, writers};
use crate::plan::Plan;
use crate::plan::dms::{Dms, End, Secret};
use crate::plan::migration::{Phase, Reason};
use crate::render::markdown::Markdown;

/// A replication and its surroundings.
#[derive(Debug, Clone, Copy)]
struct Replication<'a> {
    scene: Scene<'a>,
    dms: &'a Dms,
}

impl Replication<'_> {
    /// Keeps the ARN of the task in `TASK`.
    fn task(&self) -> Shell {
        let filter = format!("Name=replication-task-id,Values={}", self.dms.name);
        Shell::aws("aws dms describe-replication-tasks", self.scene.region())
            .option("--filters", &filter)
            .query("ReplicationTasks[0].ReplicationTaskArn", "text")
            .into("TASK")
    }

    /// Keeps the ARN of the replication instance in `INSTANCE`.
    fn instance(&self) -> Shell {
        let filter = format!("Name=replication-instance-id,Values={}", self.dms.name);
        Shell::aws(
            "aws dms describe-replication-instances",
            self.scene.region(),
        )
        .option("--filters", &filter)
        .query("ReplicationInstances[0].ReplicationInstanceArn", "text")
        .into("INSTANCE")
    }

    /// Keeps the name of the one database that is moved in `DATABASE`, where there is one.
    fn database(&self) -> Option<Shell> {
        let name = self.dms.database.as_ref()?;
        Some(Shell::new("export").joined("DATABASE=", name))
    }

    /// Keeps the user of a side in `DMS_USER`, where its secret is made here.
    fn user(&self, end: &End) -> Option<Shell> {
        match &end.secret {
            Secret::Existing { .. } => None,
            Secret::Ours { username, .. } => {
                Some(Shell::new("export").joined("DMS_USER=", username))
            }
        }
    }

    /// Both addresses, and whoever signs in.
    fn sign_in(&self, title: &'static str) -> Step {
        let mut commands = self.scene.hosts().to_vec();
        commands.extend(self.database());
        commands.push(Shell::new("echo \"$OLD_HOST $NEW_HOST\""));
        let step = Step::new(title)
            .says("In one terminal, which keeps the variables for the steps below. The user must see every table: take the master user of the old database; where the new one has another password, sign in anew when a step says so.", &[])
            .run(&commands);
        let step = match super::clients::sign_in(self.scene.family()) {
            Some(script) => step.script(script),
            None => step,
        };
        step.see("Two addresses that differ.", &[]).or(
            "`None`, or one address twice: one of the two is not there, or the spec names the same database twice.",
            &[],
        )
    }
}

/// The page of a database that is filled by replication.
pub(super) fn runbook(plan: &Plan, scene: &Scene<'_>) -> Option<Runbook> {
    let dms = scene.migration.dms.as_ref()?;
    let of = Replication { scene: *scene, dms };
    let phase = scene.migration.phase.value;
    let (back, back_text) = back(&of);
    Some(Runbook {
        project: Markdown::text(&plan.name),
        old: scene.old_code(),
        new: scene.new_code(),
        facts: facts(&of),
        phases: phases(phase),
        phase: Markdown::code(phase.word()),
        steps: Step::numbered(steps(&of)),
        next: Markdown::sentence(next(phase), &[]),
        time: Markdown::sentence(time(phase), &[]),
        back: Step::numbered(back),
        back_text: Markdown::sentence(back_text, &[]),
        no_return: super::no_return(phase),
        left: Markdown::sentence(left(scene.migration.reason.value), &[]),
    })
}

fn facts(of: &Replication<'_>) -> Vec<Fact> {
    let scene = &of.scene;
    let fact = |name: &'static str, value: &str| Fact {
        name: Markdown::text(name),
        value: Markdown::code(value),
    };
    let mut facts = vec![
        fact("account", scene.module.account.as_str()),
        fact("region", scene.region()),
        fact("old database", &scene.old_arn()),
        fact("new database", scene.new_name()),
        fact("key", &scene.alias()),
        fact("replication instance and task", &of.dms.name),
        fact("endpoint of the old database", &of.dms.source.identifier),
        fact("endpoint of the new database", &of.dms.target.identifier),
        fact("logs of the task", &of.dms.log_group()),
    ];
    facts.extend(
        scene
            .migration
            .dns
            .iter()
            .map(|dns| fact("name", &dns.name)),
    );
    facts.push(fact("root module", &scene.module.folder));
    facts
}

fn phases(now: Phase) -> Vec<PhaseRow> {
    [
        (
            Phase::Prepare,
            "the new database, empty; replication instance, secrets, endpoints, a task that is not started",
            "nothing has happened",
        ),
        (
            Phase::Copy,
            "the task runs: every row, then every change",
            "stop the task; the old database was only read",
        ),
        (
            Phase::Cutover,
            "the task is stopped; the name, if there is one, leads to the new database",
            "until the first write to the new one",
        ),
        (
            Phase::Retire,
            "what only the replication needed is gone",
            "none",
        ),
    ]
    .into_iter()
    .map(|(phase, makes, back)| PhaseRow {
        name: if phase == now {
            Markdown::sentence("**{}, now**", &[Markdown::code(phase.word())])
        } else {
            Markdown::code(phase.word())
        },
        makes: Markdown::text(makes),
        back: Markdown::text(back),
    })
    .collect()
}

fn steps(of: &Replication<'_>) -> Vec<Step> {
    let scene = &of.scene;
    let mut steps = vec![before::account(scene.module)];
    match scene.migration.phase.value {
        Phase::Prepare => {
            steps.extend(before::steps(scene));
            steps.extend(ready::steps(of));
            steps.extend(ready::inputs(of));
            steps.extend(apply(
                scene,
                "Make the new database and the replication",
                "The new database, a replication instance, endpoints and a task to add. Nothing to change, nothing to destroy.",
            ));
            steps.extend(fill::connect(of));
            steps.extend(fill::schema(of));
        }
        Phase::Copy | Phase::Restore => {
            steps.extend(ready::inputs(of));
            steps.extend(apply(
                scene,
                "Start the task",
                "`start_replication_task` of the task from `false` to `true`, in place, and nothing else.",
            ));
            steps.extend(fill::watch(of));
        }
        Phase::Cutover => {
            steps.extend(over::before(of));
            steps.extend(ready::inputs(of));
            steps.extend(apply(
                scene,
                "Apply the cutover",
                "`start_replication_task` of the task from `true` to `false`, and the record, if there is one, in place. Nothing to add, nothing to destroy.",
            ));
            steps.extend(super::cutover::after(scene));
        }
        Phase::Retire => {
            steps.push(over::traces_of_old(of));
            steps.extend(retire::steps(scene));
            steps.push(over::traces_of_new(of));
        }
    }
    steps
}

const fn next(phase: Phase) -> &'static str {
    match phase {
        Phase::Prepare => {
            "Once the schema is in the new database: write `phase: copy` and `schema_loaded: true` under `dms`, generate, and follow this page as it is then."
        }
        Phase::Copy | Phase::Restore => {
            "When every table is loaded and validated and the latency stays within seconds: write `phase: cutover`, generate, and follow this page as it is then. Until then the task may run for days."
        }
        Phase::Cutover => {
            "After a week or so: write `phase: retire`, generate, and follow this page as it is then."
        }
        Phase::Retire => {
            "Nothing. `migrate_from` may leave the spec: no plan asks for it any more."
        }
    }
}

const fn time(phase: Phase) -> &'static str {
    match phase {
        Phase::Prepare => {
            "Half an hour for the new database and the replication instance, with a standby rather an hour. The schema as long as it takes to dump and load it, which is minutes without rows."
        }
        Phase::Copy | Phase::Restore => {
            "Some 10 to 50 MB a second for rows without large objects, less with many indexes on the new side, and much less with large objects, which are fetched one by one. Validation reads both sides once more. Nobody waits for it: applications go on."
        }
        Phase::Cutover => {
            "Minutes without writes: the last changes, a last comparison, the sequences, the apply, and the time that resolvers keep the record. Comparing every row by hand takes longer than all of it, and is for whoever has the time."
        }
        Phase::Retire => "Minutes.",
    }
}

fn back(of: &Replication<'_>) -> (Vec<Step>, &'static str) {
    match of.scene.migration.phase.value {
        Phase::Prepare => (
            Vec::new(),
            "The old database was only looked at, and perhaps restarted for its parameters. To give up: say `deletion_protection: false`, `prevent_destroy: false` and `skip_final_snapshot: true` for the new database, apply, take it out of the spec, and apply again. Drop the user of the replication on the old database.",
        ),
        Phase::Copy | Phase::Restore => (
            vec![over::free_old(of)],
            "The old database was only read. Write `phase: prepare` and apply: the task stops, and goes on from where it was when it is started again, as long as the old database keeps its log. If it is not to be started again soon, free the log.",
        ),
        Phase::Cutover => (
            vec![writers::reopen(&of.scene)],
            "Until the first write to the new database: write `phase: copy` and apply, so that the name leads to the old database and the task goes on, and let the writers back. After it the old database lacks what was written since, unless a second task from new to old was made before the cutover, which is not generated. To go back nevertheless means to lose that, or to carry it over by hand.",
        ),
        Phase::Retire => (
            Vec::new(),
            "There is none. What is left is the new database and its backups.",
        ),
    }
}

const fn left(reason: Reason) -> &'static str {
    match reason {
        Reason::Encrypt => {
            "The old database, its automated backups and every snapshot of it, also those that AWS Backup took, that were copied into other regions or shared with other accounts, backups that are replicated into other regions, exported logs without a key, and snapshots that were exported to S3. The replication itself leaves nothing in the clear: its storage, secrets and logs lie under the key. The steps of `phase: retire` find and remove the rest. Dumps of the schema that were made on the way lie where you put them."
        }
        Reason::NewKey => {
            "The old database, its automated backups and every snapshot of it lie under the old key until they are deleted. The steps of `phase: retire` find them. Do not schedule the old key's deletion before."
        }
    }
}
