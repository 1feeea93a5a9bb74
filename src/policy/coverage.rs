//! Whether one policy gives, for certain and by its text alone, no more than another: what the evaluator can't decide, the
//! same words decide. Knows statements; asks about no single request.

use super::actions::{ACTIONS, may_carry};
use super::evaluate::has_action;
use super::identity::Identity;
use super::operator::Operator;
use super::pattern;
use super::request::{Home, Request};
use super::truth::Truth;
use super::{Actions, Effect, Policy, Principal, Principals, Statement, condition};
use crate::names::AccountId;

/// The statements by which `new` may give more than `old`: Allows that no Allow of `old` holds, and Denies of `old` that
/// no Deny of `new` holds, each by its id or number. None is the certainty that nobody gains anything.
pub fn may_widen(old: &Policy, new: &Policy, home: Home<'_>) -> Vec<String> {
    let allows = uncovered(new, old, Effect::Allow, home);
    let denies = uncovered(old, new, Effect::Deny, home);
    let mut all: Vec<String> = allows.into_iter().chain(denies).collect();
    all.sort();
    all.dedup();
    all
}

fn uncovered(of: &Policy, by: &Policy, effect: Effect, home: Home<'_>) -> Vec<String> {
    let statements = of.statements.iter().enumerate();
    let meant = statements.filter(|(_, statement)| statement.effect == effect);
    meant
        .filter(|(_, statement)| !is_covered(statement, by, home))
        .map(|(index, statement)| statement.label(index))
        .collect()
}

/// True if every principal of a statement has every action of it from some statement of the policy, under conditions that
/// are no narrower.
fn is_covered(statement: &Statement, by: &Policy, home: Home<'_>) -> bool {
    let same_effect = || {
        by.statements
            .iter()
            .filter(|other| other.effect == statement.effect)
    };
    if same_effect().any(|other| is_same(statement, other)) {
        return true;
    }
    let Principals::In(principals) = &statement.principals else {
        return false;
    };
    principals.iter().all(|principal| {
        let holding: Vec<&Statement> = same_effect()
            .filter(|other| has_principal(other, principal) && has_resources(other, statement))
            .filter(|other| has_conditions(other, statement, principal, home))
            .collect();
        let written = match &statement.actions {
            Actions::In(patterns) => patterns,
            Actions::NotIn(_) => {
                return holding
                    .iter()
                    .any(|other| other.actions == statement.actions);
            }
        };
        let by_name = |pattern: &String| {
            holding.iter().any(
                |other| matches!(&other.actions, Actions::In(others) if others.contains(pattern)),
            )
        };
        let by_kind = || {
            let given = ACTIONS
                .iter()
                .filter(|action| has_action(&statement.actions, action.name));
            given.clone().next().is_some()
                && given.into_iter().all(|action| {
                    holding
                        .iter()
                        .any(|other| has_action(&other.actions, action.name))
                })
        };
        written.iter().all(by_name) || by_kind()
    })
}

/// True for the same statement under another id.
fn is_same(one: &Statement, other: &Statement) -> bool {
    (
        &one.principals,
        &one.actions,
        &one.resources,
        &one.conditions,
    ) == (
        &other.principals,
        &other.actions,
        &other.resources,
        &other.conditions,
    )
}

fn has_principal(statement: &Statement, principal: &Principal) -> bool {
    match &statement.principals {
        Principals::In(principals) => {
            statement.principals.are_open() || principals.contains(principal)
        }
        Principals::NotIn(_) => false,
    }
}

fn has_resources(wide: &Statement, narrow: &Statement) -> bool {
    wide.resources.contains("*") || wide.resources.is_superset(&narrow.resources)
}

/// True if each condition of the wide statement is one of the narrow statement, with no more values there, or holds for
/// the principal whatever it asks.
fn has_conditions(
    wide: &Statement,
    narrow: &Statement,
    principal: &Principal,
    home: Home<'_>,
) -> bool {
    let request = request(principal, home);
    wide.conditions.iter().all(|(operator, tests)| {
        tests.iter().all(|(key, wide_values)| {
            // What only some actions carry is not known of a request for any action.
            let holds = may_carry("", key)
                && request.as_ref().is_some_and(|request| {
                    condition::holds(operator, key, wide_values, request) == Truth::Yes
                });
            let narrow_tests = narrow.conditions.get(operator);
            let narrow_values = narrow_tests.into_iter().flatten();
            holds
                || narrow_values
                    .filter(|(other, _)| other.eq_ignore_ascii_case(key))
                    .any(|(_, narrow_values)| is_narrower(operator, narrow_values, wide_values))
        })
    })
}

fn is_narrower(
    operator: &str,
    narrow: &std::collections::BTreeSet<String>,
    wide: &std::collections::BTreeSet<String>,
) -> bool {
    use super::operator::Test;
    let Some(parsed) = Operator::parse(operator) else {
        return narrow == wide;
    };
    match parsed.test {
        _ if parsed.negated => narrow.is_superset(wide),
        Test::Text | Test::TextIgnoringCase | Test::Bool => narrow.is_subset(wide),
        Test::TextLike => narrow.iter().all(|value| {
            wide.contains(value)
                || !value.contains(pattern::WILDCARDS)
                    && !value.contains("${")
                    && wide
                        .iter()
                        .any(|wide| !wide.contains("${") && pattern::fits(wide, value))
        }),
        Test::Arn => narrow.is_subset(wide),
        Test::Number { .. } | Test::Null | Test::Opaque => narrow == wide,
    }
}

/// All that is known of a request by a principal, whatever it asks and by whichever way.
fn request(principal: &Principal, home: Home<'_>) -> Option<Request> {
    let Principal::Aws(text) = principal else {
        return None;
    };
    let who = Identity::parse(text)?;
    let account = AccountId::parse(who.account()?)?;
    // A root stands for everybody of its account, of whom the account alone is known.
    let mut request = Request::by_any_path(who.clone(), home, "");
    if matches!(who, Identity::Root(_)) {
        request.context = super::context::Context::default()
            .with("kms:CallerAccount", account.as_str())
            .with("aws:PrincipalAccount", account.as_str());
    }
    Some(request)
}
