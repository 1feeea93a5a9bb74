//! The old database under Terraform's management: what the plan says of it. Knows the two phases in which it comes and goes;
//! must not know what else they do.

use super::scene::Scene;
use super::step::Step;
use crate::render::markdown::Markdown;

/// That it is taken over as it is.
pub(super) fn imported(scene: &Scene<'_>) -> Option<Step> {
    let address = address(scene);
    let step = Step::new("Know what the plan says of the old database")
        .says("Terraform takes {} over as {}, without changing anything of it: every change is ignored, and a plan that would destroy it is refused.", &[scene.old_code(), address])
        .see("In the plan below: `1 to import`, and nothing to change on it. In every later phase nothing at all.", &[])
        .or("`Cannot import non-existent remote object`: the identifier or the region in the spec is not that of the old database.", &[]);
    scene.migration.holds_old().then_some(step)
}

/// That it is forgotten, and stays.
pub(super) fn forgotten(scene: &Scene<'_>) -> Option<Step> {
    let address = address(scene);
    let step = Step::new("Know what the plan says of the old database")
        .says("Terraform forgets {}, and {} stays in AWS until you delete it further down.", &[address, scene.old_code()])
        .see("In the plan below: `will no longer be managed by Terraform, but will not be destroyed`.", &[])
        .or("`will be destroyed`: do not apply. The `removed` block is missing; generate again.", &[]);
    scene.migration.forgets_old().then_some(step)
}

fn address(scene: &Scene<'_>) -> Markdown {
    Markdown::code(&scene.migration.old_address(scene.common()).to_string())
}
