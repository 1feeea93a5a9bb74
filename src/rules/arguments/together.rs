//! Arguments that exclude or need each other, those of the spec's other words included. Knows the relations that the
//! schema has; must not know values beyond `true`.

use super::passed::Passed;
use super::{Fault, is_on};
use crate::plan::arguments::Target;
use crate::schema::{self, Check};
use crate::source::Place;

/// Says which arguments do not go together.
pub(super) fn check(passed: &Passed<'_>, faults: &mut Vec<Fault>) {
    let [target] = passed.to else {
        // What `defaults` says is checked where it is inherited.
        return;
    };
    let Some(resource) = schema::resource(target.kind()) else {
        return;
    };
    for (name, value) in passed
        .arguments
        .iter()
        .filter(|(name, _)| target.takes(name))
    {
        let (conflicts, needs) = match (
            resource.block.attributes.get(name),
            resource.block.blocks.get(name),
        ) {
            (Some(attribute), _) => (&attribute.conflicts_with, &attribute.required_with),
            (None, Some(nested)) => (&nested.conflicts_with, &nested.required_with),
            (None, None) => continue,
        };
        for other in conflicts {
            if let Some(at) = passed.arguments.get(other).map(|value| value.at) {
                // Said once for the two.
                if name < other && target.takes(other) {
                    faults.push(exclude(name, value.at, other, at));
                }
            } else if let Some(at) = passed.beside(other) {
                faults.push(exclude(name, value.at, other, at));
            }
        }
        // Some exclusions are written on one of the two only.
        for (other, at) in &passed.beside {
            let theirs = resource.block.attributes.get(*other);
            if theirs.is_some_and(|theirs| theirs.conflicts_with.contains(name))
                && !conflicts.iter().any(|said| said == other)
            {
                faults.push(exclude(name, value.at, other, *at));
            }
        }
        for other in needs.iter().filter(|other| !passed.has(other)) {
            faults.push(needs_too(name, value.at, other));
        }
    }
    for check in &resource.checks {
        cross(passed, *target, check, faults);
    }
}

/// A check across arguments, as far as an argument that passes through brings it about.
fn cross(passed: &Passed<'_>, target: Target, check: &Check, faults: &mut Vec<Fault>) {
    let cause = check
        .when
        .iter()
        .find_map(|name| passed.arguments.get_key_value(name));
    let switched = check.when_true.as_ref().and_then(|path| {
        let (block, switch) = path.split_once('.')?;
        passed
            .arguments
            .get_key_value(block)
            .filter(|(_, value)| is_on(value, switch))
    });
    let Some((name, value)) = cause.or(switched) else {
        return;
    };
    let holds = check.when.iter().all(|name| passed.has(name))
        && !check.unless_any.iter().any(|name| passed.has(name))
        && check.unless_true.is_none()
        && target.takes(name);
    if !holds {
        return;
    }
    for other in check.require.iter().filter(|other| !passed.has(other)) {
        faults.push(needs_too(name, value.at, other));
    }
    for other in &check.forbid {
        if let Some(at) = passed.beside(other) {
            faults.push(exclude(name, value.at, other, at));
        }
    }
}

fn exclude(name: &str, at: Place, other: &str, other_at: Place) -> Fault {
    Fault {
        related: Some((other_at, format!("`{other}` comes from here"))),
        ..Fault::new(
            "arg-conflict",
            at,
            format!("`{name}` and `{other}` exclude each other"),
            "keep one of the two",
        )
    }
}

fn needs_too(name: &str, at: Place, other: &str) -> Fault {
    Fault::new(
        "arg-missing",
        at,
        format!("`{name}` needs `{other}` beside it"),
        format!("add `{other}`, or remove `{name}`"),
    )
}

impl Passed<'_> {
    fn beside(&self, name: &str) -> Option<Place> {
        self.beside
            .iter()
            .find(|(own, _)| *own == name)
            .map(|(_, at)| *at)
    }

    fn has(&self, name: &str) -> bool {
        self.arguments.contains_key(name) || self.beside(name).is_some()
    }
}
