//! A decision and how each statement contributed to it, in words. Knows what was weighed; decides nothing.

use super::{Because, Decision, Weighed, decision, weigh_all};
use crate::policy::context::{Context, Known};
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
    let verb = match statement.effect {
        Effect::Deny => "denies it",
        Effect::Allow if weighed.reach.direct > weighed.reach.delegated => "allows it",
        Effect::Allow => "leaves it to the IAM policies of the caller's account",
    };
    let reason = match weighed.because {
        Because::AllFits => return format!("`{label}` {verb}"),
        Because::Principals => "whom it names".to_owned(),
        Because::Actions => "which actions it names".to_owned(),
        Because::Resources => "which key it names".to_owned(),
        Because::Condition(operator, key) => {
            let wanted = statement
                .conditions
                .get(operator)
                .and_then(|keys| keys.get(key));
            format!(
                "`{operator}` of `{key}`, {wanted}, {given}",
                wanted = one_of("which takes", wanted.map(quoted).unwrap_or_default()),
                given = given(&request.context, key),
            )
        }
    };
    if weighed.applies() == Truth::Unknown {
        format!("`{label}` {verb} or not, which hangs on {reason}")
    } else {
        format!("`{label}` does not apply, because of {reason}")
    }
}

/// What is known of a key, as the end of a sentence.
fn given(context: &Context, key: &str) -> String {
    match context.get(key) {
        None => "and of the request's nothing is known".to_owned(),
        Some(Known::Absent) => "and the request has none".to_owned(),
        Some(Known::Values(values)) => one_of("and the request has", quoted(values)),
        Some(Known::OneOf(values)) => one_of("and the request has one of", quoted(values)),
    }
}

fn quoted<'a>(values: impl IntoIterator<Item = &'a String>) -> Vec<String> {
    values
        .into_iter()
        .map(|value| format!("`{value}`"))
        .collect()
}

fn one_of(words: &str, values: Vec<String>) -> String {
    format!("{words} {}", values.join(", "))
}
