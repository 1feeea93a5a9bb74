//! The apply of a phase: the plan is written, read and then applied, never anything else. Knows terraform's commands; must
//! not know what a phase makes.

use super::scene::Scene;
use super::shell::Shell;
use super::step::Step;
use crate::plan::Database;
use crate::render::markdown::Markdown;

/// Plan and look; then apply what was looked at. `more` says what the plan should show.
pub(super) fn apply(scene: &Scene<'_>, title: &'static str, more: &'static str) -> [Step; 2] {
    let phase = scene.migration.phase.value.word();
    let plan = format!("{}-{phase}.tfplan", scene.common().name);
    let terraform =
        |command: &'static str| Shell::new(command).joined("-chdir=", &scene.module.folder);
    let folder = Markdown::code(&scene.module.folder);
    let look = Step::new("Plan, and read the plan")
        .says(
            "In the folder that holds {}, with the files that were generated for this phase. The last command prints the address of every database and key that the plan would destroy or replace.",
            &[folder],
        )
        .run(&[
            terraform("terraform").raw("init -input=false"),
            terraform("terraform").raw("plan -input=false").joined("-out=", &plan),
            terraform("terraform").raw("show -json").word(&plan).raw(LOSSES),
        ])
        .see(more, &[])
        .or(
            "Anything after the last command, or a plan that does more: do not apply. Find out who changed what since the last phase; the plan names the argument.",
            &[],
        );
    let apply = Step::new(title)
        .run(&[terraform("time terraform").raw("apply -input=false").word(&plan)])
        .see("`Apply complete!`, and how long it took. Write that down.", &[])
        .or("`Saved plan is stale`: somebody applied in between. Plan and read again. A time-out: AWS goes on; wait until it is done, then plan again.", &[]);
    [look, apply]
}

/// The apply that sends what the restore of a cluster could not say.
pub(super) fn again(scene: &Scene<'_>) -> Option<Step> {
    let Database::Cluster(cluster) = scene.database else {
        return None;
    };
    let terraform = Shell::new("terraform").joined("-chdir=", &scene.module.folder);
    let step = Step::new("Apply once more, for logins by IAM")
        .says("The provider does not switch them on while it restores a snapshot; the next apply does.", &[])
        .run(&[terraform.raw("apply")])
        .see("A plan that changes `iam_database_authentication_enabled` of {} in place and nothing else. Answer `yes`.", &[scene.new_code()])
        .or("More than that: answer `no`, and find out what changed since the last plan.", &[]);
    cluster.iam_is_late().then_some(step)
}

/// What a plan would take away.
const LOSSES: &str = r#"| jq --raw-output '.resource_changes[] | select(.change.actions | index("delete")) | select(.type | test("^aws_(db_instance|rds_cluster|rds_cluster_instance|rds_global_cluster|kms_key|kms_replica_key)$")) | .address'"#;
