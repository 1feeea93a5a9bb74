//! Every rule that Sealform can report, whichever stage finds it. Knows their records only.

use crate::diagnostic::Rule;
use crate::source::rules as reading;
use crate::{blame, drift, plan, rules, spec, templates};

/// All rules, by id.
pub fn all() -> Vec<&'static Rule> {
    let mut all: Vec<&'static Rule> = [
        reading::RULES,
        spec::rules::RULES,
        plan::rules::RULES,
        drift::RULES,
        templates::RULES,
    ]
    .concat();
    all.extend(rules::records());
    all.extend(blame::records());
    all.sort_by_key(|rule| rule.id);
    all
}
