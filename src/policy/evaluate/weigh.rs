//! One statement against one request: what fits, what does not, what is not known. Knows the parts of a
//! statement; must not know what several statements come to.

use std::collections::BTreeSet;
use std::iter;

use crate::policy::identity::{Identity, Reach};
use crate::policy::request::Request;
use crate::policy::truth::Truth;
use crate::policy::variable::{self, Value};
use crate::policy::{Actions, Policy, Principals, Statement, condition, pattern};

/// What one statement says of a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed<'a> {
    /// Whom it reaches, if all else fits.
    pub(super) reach: Reach,
    /// What made it so: the part that does not fit, else the first that is not known.
    pub(super) because: Because<'a>,
}

/// The part of a statement that decides about it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Because<'a> {
    /// All of them fit.
    AllFits,
    /// The principals.
    Principals,
    /// The actions.
    Actions,
    /// The resources.
    Resources,
    /// One condition: operator and key.
    Condition(&'a str, &'a str),
}

impl Weighed<'_> {
    /// Whether the statement matches at all.
    pub(super) fn applies(&self) -> Truth {
        self.reach.direct.or(self.reach.delegated)
    }
}

/// Weighs one statement: actions, principals, resources, conditions, until one does not fit.
pub(super) fn weigh<'a>(statement: &'a Statement, request: &'a Request) -> Weighed<'a> {
    if !has_action(&statement.actions, &request.action) {
        return Weighed {
            reach: Reach::NOBODY,
            because: Because::Actions,
        };
    }
    let mut weighed = Weighed {
        reach: reach(&statement.principals, request),
        because: Because::Principals,
    };
    if weighed.applies() == Truth::Yes {
        weighed.because = Because::AllFits;
    }
    let mut parts = parts(statement, request);
    while weighed.applies() != Truth::No
        && let Some((fits, because)) = parts.next()
    {
        let before = weighed.applies();
        weighed.reach.direct = weighed.reach.direct.and(fits);
        weighed.reach.delegated = weighed.reach.delegated.and(fits);
        if weighed.applies() < before {
            weighed.because = because;
        }
    }
    weighed
}

/// How principals reach the caller of a request for this key.
///
/// Whatever a key policy says to somebody of another account, that account has to say too.
fn reach(principals: &Principals, request: &Request) -> Reach {
    let reach = request.principal.reach_of_all(principals);
    let of_another_account = request
        .principal
        .account()
        .is_some_and(|account| account != request.owner.as_str());
    if of_another_account && !matches!(request.principal, Identity::Root(_)) {
        Reach {
            direct: Truth::No,
            delegated: reach.delegated.or(reach.direct),
        }
    } else {
        reach
    }
}

/// All that must fit besides actions and principals, weighed only when asked for.
fn parts<'a>(
    statement: &'a Statement,
    request: &'a Request,
) -> impl Iterator<Item = (Truth, Because<'a>)> {
    let resources = iter::once_with(|| (has_resource(statement, request), Because::Resources));
    let conditions = statement
        .conditions
        .iter()
        .flat_map(move |(operator, keys)| {
            keys.iter().map(move |(key, values)| {
                (
                    condition::holds(operator, key, values, request),
                    Because::Condition(operator, key),
                )
            })
        });
    resources.chain(conditions)
}

/// Whether an action is among those of a statement, of which everything is known.
pub(in crate::policy) fn has_action(actions: &Actions, action: &str) -> bool {
    let written = |patterns: &BTreeSet<String>| {
        patterns
            .iter()
            .any(|pattern| pattern::fits_ignoring_case(pattern, action))
    };
    match actions {
        Actions::In(patterns) => written(patterns),
        Actions::NotIn(patterns) => !written(patterns),
    }
}

/// Whether the key is among the resources of a statement.
fn has_resource(statement: &Statement, request: &Request) -> Truth {
    Truth::any(statement.resources.iter().map(|resource| {
        if resource == "*" {
            return Truth::Yes;
        }
        match (&request.key, variable::replace(resource, true, request)) {
            (Some(key), Value::Pattern(pattern)) => {
                pattern::arn_tokens_fit(&pattern, key).map_or(Truth::Unknown, Truth::from)
            }
            _ => Truth::Unknown,
        }
    }))
}

/// Weighs all statements of a policy, in its order.
pub(super) fn weigh_all<'a>(policy: &'a Policy, request: &'a Request) -> Vec<Weighed<'a>> {
    policy
        .statements
        .iter()
        .map(|statement| weigh(statement, request))
        .collect()
}
