//! Who makes a violation: one of the user's templates, or ours. Knows what is wrong when a template is left out; must not
//! know what a violation is about.

use std::collections::BTreeSet;

use super::Case;
use crate::render::templates::BUILT_IN;
use crate::render::trace::Origin;
use crate::verify::Violation;

/// What stays the same about a violation when other lines move: rule, address and message.
type Sameness = (&'static str, Option<String>, String);

fn sameness(violation: &Violation) -> Sameness {
    (
        violation.rule,
        violation.address.clone(),
        violation.message.clone(),
    )
}

/// Who makes a violation.
#[derive(Clone, Copy)]
pub(super) enum Culprit {
    /// The user's template of that name, at that line where it is known.
    Own(&'static str, Option<usize>),
    /// One of ours.
    BuiltIn,
}

/// The user's templates, and what is wrong without each of them.
pub(super) struct Suspects<'c> {
    case: &'c Case<'c>,
    /// What is wrong although every template is built in.
    ours: BTreeSet<Sameness>,
    /// What is wrong without each of the user's templates, once somebody asks.
    without: Option<Vec<(&'static str, BTreeSet<Sameness>)>>,
}

impl<'c> Suspects<'c> {
    pub(super) fn of(case: &'c Case<'c>) -> Self {
        let ours = if case.templates.is_empty() {
            BTreeSet::new()
        } else {
            wrong_with(case, BUILT_IN).unwrap_or_default()
        };
        Self {
            case,
            ours,
            without: None,
        }
    }

    /// Who makes it: whose line it stands on, unless that is a built-in template that is right without one of the user's.
    pub(super) fn culprit(&mut self, violation: &Violation, origin: Option<&Origin>) -> Culprit {
        let templates = self.case.templates;
        let wrong = sameness(violation);
        if templates.is_empty() || self.ours.contains(&wrong) {
            return Culprit::BuiltIn;
        }
        if let Some(origin) = origin.filter(|origin| templates.own(origin.template).is_some()) {
            return Culprit::Own(origin.template, origin.line);
        }
        let case = self.case;
        let without = self.without.get_or_insert_with(|| {
            let each = templates.names().filter_map(|name| {
                let texts = templates.texts_without(Some(name));
                Some((name, wrong_with(case, &texts)?))
            });
            each.collect()
        });
        let alone = without.iter().find(|(_, left)| !left.contains(&wrong));
        let name = alone
            .map(|(name, _)| *name)
            .or_else(|| templates.names().next());
        name.map_or(Culprit::BuiltIn, |name| Culprit::Own(name, None))
    }
}

fn wrong_with(case: &Case<'_>, texts: &[(&'static str, &str)]) -> Option<BTreeSet<Sameness>> {
    let wrong = (case.proven_with)(texts)?;
    Some(wrong.iter().map(sameness).collect())
}
