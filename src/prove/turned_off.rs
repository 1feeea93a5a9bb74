//! What a spec turns off by name is no fault of the text. Knows the plan and what verification finds; must not excuse anything
//! that the spec does not say.

use crate::plan::Plan;
use crate::verify::Violation;

/// True if the violation is what the spec asked for: a key without rotation, which the rules have warned of. The same
/// finding about any other key stands.
pub fn is_asked_for(violation: &Violation, plan: &Plan) -> bool {
    violation.rule == "rotation-off"
        && plan.modules.iter().any(|module| {
            let is_of_module = violation
                .file
                .strip_prefix(module.folder.as_str())
                .is_some_and(|rest| rest.starts_with('/'));
            is_of_module
                && module.keys.iter().any(|key| {
                    let address = format!("{}.{}", key.resource(), key.label);
                    !key.rotation.value && violation.address.as_deref() == Some(&address)
                })
        })
}
