//! A decision and how each statement contributed to it, in words. Knows what was weighed; decides nothing.

use super::weigh::{Because, Weighed, weigh_all};
use super::{Decision, decision};
use crate::policy::context::Known;
use crate::policy::request::Request;
use crate::policy::truth::Truth;
use crate::policy::{Effect, Policy, Statement};

/// A decision with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What the policy says.
    pub decision: Decision,
    /// What each statement says, in the policy's order.
    pub statements: Vec<Reason>,
}

/// What one statement says, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The statement's id, or its number.
    pub statement: String,
    /// What it does where it applies.
    pub effect: Effect,
    /// Whether it applies.
    pub applies: Truth,
    /// Why, in one line.
    pub sentence: String,
}

/// What `policy` says of `request`, statement by statement.
pub fn explain(policy: &Policy, request: &Request) -> Explanation {
    let weighed = weigh_all(policy, request);
    let statements = policy
        .statements
        .iter()
        .zip(&weighed)
        .enumerate()
        .map(|(index, (statement, weighed))| Reason {
            statement: statement.label(index),
            effect: statement.effect,
            applies: weighed.applies(),
            sentence: sentence(index, statement, weighed, request),
        })
        .collect();
    Explanation {
        decision: decision(policy, request, &weighed),
        statements,
    }
}

/// Why a statement applies, does not, or may.
pub(super) fn sentence(
    index: usize,
    statement: &Statement,
    weighed: &Weighed<'_>,
    request: &Request,
) -> String {
    let label = statement.label(index);
    let subject = if statement.sid.is_empty() {
        label
    } else {
        format!("`{label}`")
    };
    let applies = weighed.applies();
    let verb = match (statement.effect, applies) {
        (_, Truth::No) => "does not apply",
        (Effect::Deny, Truth::Unknown) => "may deny it",
        (Effect::Deny, Truth::Yes) => "denies it",
        (Effect::Allow, Truth::Unknown) => "may allow it",
        (Effect::Allow, Truth::Yes) if weighed.reach.direct == Truth::Yes => "allows it",
        (Effect::Allow, Truth::Yes) => "leaves it to the IAM policies of the caller's account",
    };
    let reason = match (weighed.because, applies) {
        (Because::AllFits, _) => return format!("{subject} {verb}"),
        (Because::Principals, Truth::No) => "it names others".to_owned(),
        (Because::Principals, _) => "whether it names the caller is not known".to_owned(),
        (Because::Actions, _) => "it is about other actions".to_owned(),
        (Because::Resources, Truth::No) => "it is about another key".to_owned(),
        (Because::Resources, _) => "whether it is about this key is not known".to_owned(),
        (Because::Condition(operator, key), _) => {
            let tested = statement.conditions.get(operator);
            let values = tested.and_then(|tests| tests.get(key));
            format!(
                "`{operator}` compares `{key}` with {}, and {}",
                list(values.into_iter().flatten()),
                given(request, key)
            )
        }
    };
    format!("{subject} {verb}: {reason}")
}

/// What is known of a key, as the end of a sentence.
fn given(request: &Request, key: &str) -> String {
    match request.known(key) {
        None => "what the request has is not known".to_owned(),
        Some(Known::Absent) => "the request has none".to_owned(),
        Some(Known::Values(values)) => format!("the request has {}", list(values)),
        Some(Known::OneOf(values)) => format!("the request has one of {}", list(values)),
    }
}

fn list<'a>(values: impl IntoIterator<Item = &'a String>) -> String {
    let quoted: Vec<String> = values
        .into_iter()
        .map(|value| format!("`{value}`"))
        .collect();
    quoted.join(", ")
}
