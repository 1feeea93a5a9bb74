//! Which arguments exclude, demand or replace each other. Knows the schema's relations and the
//! provider's checks; must not know values beyond `true`.

use std::collections::BTreeSet;

use super::Compiler;
use super::body::Standing;
use crate::schema::{Block, Check};
use crate::verify::form::Value;

/// The relations of one argument or nested block.
struct Relations {
    name: &'static str,
    conflicts: &'static [String],
    conflicts_in_5: &'static [String],
    exactly_one: &'static [String],
    at_least_one: &'static [String],
    required: &'static [String],
}

fn relations_of(schema: &'static Block) -> impl Iterator<Item = Relations> {
    let attributes = schema.attributes.iter().map(|(name, attribute)| Relations {
        name,
        conflicts: &attribute.conflicts_with,
        conflicts_in_5: &attribute.conflicts_with_in_5,
        exactly_one: &attribute.exactly_one_of,
        at_least_one: &attribute.at_least_one_of,
        required: &attribute.required_with,
    });
    let blocks = schema.blocks.iter().map(|(name, nested)| Relations {
        name,
        conflicts: &nested.conflicts_with,
        conflicts_in_5: &[],
        exactly_one: &nested.exactly_one_of,
        at_least_one: &nested.at_least_one_of,
        required: &nested.required_with,
    });
    attributes.chain(blocks)
}

impl Compiler<'_> {
    pub(super) fn relations(&mut self, schema: &'static Block, standing: &Standing, line: u32) {
        let set = |name: &str| standing.set.get(name).copied();
        let mut pairs = BTreeSet::new();
        let mut groups = BTreeSet::new();
        for of in relations_of(schema) {
            if of.exactly_one.len() > 1 {
                groups.insert((true, of.exactly_one));
            }
            if of.at_least_one.len() > 1 {
                groups.insert((false, of.at_least_one));
            }
            let Some(at) = set(of.name) else { continue };
            for (others, only_5) in [(of.conflicts, false), (of.conflicts_in_5, true)] {
                for other in others.iter().filter(|other| set(other).is_some()) {
                    let pair = [of.name, other.as_str()];
                    let first = pair.iter().min().copied().unwrap_or_default();
                    let second = pair.iter().max().copied().unwrap_or_default();
                    pairs.insert((first, second, only_5));
                }
            }
            for other in of.required.iter().filter(|other| set(other).is_none()) {
                let message = format!("`{}` needs `{other}`", of.name);
                self.problem("required-with", at, message);
            }
        }
        for (first, second, only_5) in pairs {
            let at = set(first).max(set(second)).unwrap_or(line);
            let message = format!("`{first}` and `{second}` exclude each other");
            if only_5 {
                self.problem_in_5(
                    "conflicting-arguments",
                    at,
                    format!("{message} in provider 5"),
                );
            } else {
                self.problem("conflicting-arguments", at, message);
            }
        }
        for (exactly, group) in groups {
            let mut lines: Vec<u32> = group.iter().filter_map(|name| set(name)).collect();
            lines.sort_unstable();
            let names: Vec<String> = group.iter().map(|name| format!("`{name}`")).collect();
            match (lines.len(), exactly) {
                (0, true) => {
                    let message = format!("one of {} is missing", names.join(", "));
                    self.problem("exactly-one-of", line, message);
                }
                (0, false) => {
                    let message = format!("at least one of {} is missing", names.join(", "));
                    self.problem("at-least-one-of", line, message);
                }
                (2.., true) => {
                    let at = lines.last().copied().unwrap_or(line);
                    let message = format!("only one of {} may stand", names.join(", "));
                    self.problem("exactly-one-of", at, message);
                }
                _ => {}
            }
        }
    }

    /// The checks that the provider makes across arguments when it plans, creates or destroys.
    pub(super) fn provider_checks(&mut self, checks: &'static [Check]) {
        for check in checks {
            let true_at = |path: &str| self.form.value(path) == Some(&Value::Bool(true));
            let holds = check.when.iter().all(|path| self.form.has(path))
                && check.when_true.iter().all(|path| true_at(path))
                && !check.unless_any.iter().any(|path| self.form.has(path))
                && !check.unless_true.iter().any(|path| true_at(path));
            if !holds {
                continue;
            }
            let required = check.require.iter().filter(|path| !self.form.has(path));
            let missing: Vec<&String> = required.collect();
            let forbidden = check.forbid.iter().filter(|path| self.form.has(path));
            let forbidden: Vec<&String> = forbidden.collect();
            for path in missing {
                self.problem("missing-argument", 0, format!("`{path}` is missing"));
            }
            let any = check.require_any.iter().any(|path| self.form.has(path));
            if !any && !check.require_any.is_empty() {
                let names: Vec<String> = check
                    .require_any
                    .iter()
                    .map(|name| format!("`{name}`"))
                    .collect();
                let message = format!("at least one of {} is missing", names.join(", "));
                self.problem("at-least-one-of", 0, message);
            }
            for path in forbidden {
                let line = self.form.argument(path).map_or(0, |argument| argument.line);
                let with = check.when_true.as_deref().unwrap_or_default();
                let message = format!("`{path}` and `{with}` exclude each other");
                self.problem("conflicting-arguments", line, message);
            }
        }
    }
}
