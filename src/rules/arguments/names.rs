//! The name of an argument: known, free to pass through, and where it belongs. Knows which arguments are taken; must not
//! know values.

use super::Fault;
use super::passed::Passed;
use crate::plan::arguments::{Taken, Target};
use crate::source::Place;
use crate::suggest;

/// True where the argument may pass through to one of its targets; otherwise says why not.
pub(super) fn check(passed: &Passed<'_>, name: &str, at: Place, faults: &mut Vec<Fault>) -> bool {
    if passed.to.iter().any(|target| target.takes(name)) {
        return true;
    }
    let taken = passed.to.iter().find_map(|target| target.taken(name));
    faults.push(match taken {
        Some(Taken::Word(word)) => Fault::new(
            "arg-spoken",
            at,
            format!("`{name}` has a word of its own in the spec"),
            format!("say `{word}` itself, beside {}", passed.word()),
        ),
        Some(Taken::Ours { why, way_out }) => Fault::new(
            "arg-guarded",
            at,
            format!("`{name}` does not pass through: {why}"),
            way_out,
        ),
        None => unknown(passed, name, at),
    });
    false
}

fn unknown(passed: &Passed<'_>, name: &str, at: Place) -> Fault {
    let name_shown = name.escape_debug();
    let message = format!("`{name_shown}` is no argument of {}", passed.kinds());
    let elsewhere = match passed.to {
        [Target::Cluster] if Target::Member.takes(name) => {
            Some("the members of the cluster have it: say it under `instance_arguments`")
        }
        [Target::Member] if Target::Cluster.takes(name) => {
            Some("the cluster itself has it: say it under `arguments`")
        }
        [Target::Instance, Target::Cluster, _] if Target::Member.takes(name) => {
            Some("the members of clusters have it: say it under `instance_arguments`")
        }
        _ => None,
    };
    if let Some(elsewhere) = elsewhere {
        return Fault::new("arg-unknown", at, message, elsewhere);
    }
    match nearest(passed, name) {
        Some(near) => Fault {
            patch: Some(near.to_owned()),
            ..Fault::new(
                "arg-unknown",
                at,
                message,
                format!("did you mean `{near}`?"),
            )
        },
        None => Fault::new(
            "arg-unknown",
            at,
            message,
            "use the provider's name for it, as its documentation has it",
        ),
    }
}

/// The nearest of those that would pass, or else of the words that the spec has for others.
fn nearest(passed: &Passed<'_>, name: &str) -> Option<&'static str> {
    let known = || {
        passed.to.iter().flat_map(|target| {
            let block = target.block();
            let names = block.into_iter().flat_map(|block| {
                let set = block
                    .attributes
                    .iter()
                    .filter(|(_, attribute)| !attribute.usage.read_only());
                set.map(|(name, _)| name.as_str())
                    .chain(block.blocks.keys().map(String::as_str))
            });
            names.map(move |name| (*target, name))
        })
    };
    let free = known().filter(|(target, name)| target.takes(name));
    suggest::nearest(name, free.map(|(_, name)| name))
        .or_else(|| suggest::nearest(name, known().map(|(_, name)| name)))
}
