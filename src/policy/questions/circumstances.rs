//! What a policy's conditions ask of a request beyond who and how: an encryption context, a resource, an organization.
//! Knows how a request is made to meet a condition; must not know what it then may.

use crate::policy::evaluate::Prepared;
use crate::policy::operator::{Operator, Test};
use crate::policy::pattern::WILDCARDS;
use crate::policy::request::Request;
use crate::policy::{Statement, variable};

/// The most circumstances of one statement that are told apart.
const MOST: usize = 64;

/// One thing that is taken for true of a request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given {
    /// The condition key.
    pub key: String,
    /// How the policy compares it.
    pub operator: String,
    /// With what, as the policy writes it.
    pub value: String,
    /// What the request has; nothing where no request can be made to meet the condition for certain.
    has: Option<Has>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Has {
    Nothing,
    Value(String),
}

impl Given {
    /// True where the condition is met by all but the value.
    pub fn is_negated(&self) -> bool {
        Operator::parse(&self.operator).is_some_and(|operator| operator.negated)
    }

    /// The request of which this is true.
    pub(super) fn taken(&self, mut request: Request) -> Request {
        request.context = match &self.has {
            None => request.context,
            Some(Has::Nothing) => request.context.without(self.key.clone()),
            Some(Has::Value(value)) => request.context.with(self.key.clone(), value.clone()),
        };
        request
    }
}

/// The circumstances under which an Allow of the policy would apply of which the request alone does not tell.
pub(super) fn circumstances(policy: &Prepared<'_>, request: &Request) -> Vec<Vec<Given>> {
    let hanging = policy.hanging(request).into_iter();
    hanging
        .flat_map(|statement| meeting(statement, request))
        .collect()
}

/// True if there are circumstances under which the statement would apply.
pub(super) fn asks_for_more(statement: &Statement, request: &Request) -> bool {
    let mut keys = statement.conditions.values().flat_map(|tests| tests.keys());
    keys.any(|key| request.context.get(key).is_none())
}

/// Every way to meet what a statement asks of keys that are not known of the request, one value at a time.
fn meeting(statement: &Statement, request: &Request) -> Vec<Vec<Given>> {
    let mut ways = vec![Vec::new()];
    for (operator, tests) in &statement.conditions {
        for (key, values) in tests
            .iter()
            .filter(|(key, _)| request.context.get(key).is_none())
        {
            let is_negated = Operator::parse(operator).is_some_and(|operator| operator.negated);
            let values: Vec<Given> = values
                .iter()
                // All values of a negated condition are met by one that is none of them.
                .take(if is_negated { 1 } else { MOST })
                .map(|value| Given {
                    key: key.clone(),
                    operator: operator.clone(),
                    value: value.clone(),
                    has: has(operator, value),
                })
                .collect();
            ways = ways
                .iter()
                .flat_map(|way| {
                    values.iter().map(|value| {
                        let mut way: Vec<Given> = way.clone();
                        way.push(value.clone());
                        way
                    })
                })
                .take(MOST)
                .collect();
        }
    }
    ways.retain(|way| !way.is_empty());
    ways
}

/// A value that meets the condition.
fn has(operator: &str, value: &str) -> Option<Has> {
    let operator = Operator::parse(operator)?;
    if variable::occurs_in(value) {
        return None;
    }
    let value = match (operator.test, operator.negated) {
        (Test::Null, _) if value.eq_ignore_ascii_case("true") => return Some(Has::Nothing),
        (Test::Null, _) => "x".to_owned(),
        (Test::Text | Test::TextIgnoringCase | Test::TextLike, true) => "something-else".to_owned(),
        (Test::Arn, true) => "arn:something:else:::here".to_owned(),
        (Test::Text | Test::TextIgnoringCase | Test::Bool, false) => value.to_owned(),
        (Test::TextLike | Test::Arn, false) => value.replace(WILDCARDS, "x"),
        (Test::Number { equal: true, .. }, false) => value.to_owned(),
        (Test::Bool | Test::Number { .. } | Test::Opaque, _) => return None,
    };
    Some(Has::Value(value))
}
