//! Further statements of a key, made ready for each of the key's regions. Knows which region a statement is for and
//! what its short words stand for there; must not judge what it allows.

use std::collections::BTreeSet;

use super::rules::STMT_REGION;
use crate::aws::regions;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::{AccountId, Region};
use crate::policy::request::via_services;
use crate::policy::{self, Actions, Principals, Wildcard};
use crate::source::At;
pub use crate::spec::statements as declared;
use crate::spec::statements::{Effect, Either, Principal, Statement};

/// A further statement of a key's policy in one region.
#[derive(Debug, Clone)]
pub struct KeyStatement {
    /// As the spec says it.
    pub declared: Statement,
    /// As the policy will say it.
    pub policy: policy::Statement,
}

/// The statements for the key in one region, in the order of their ids.
pub(super) fn in_region(statements: &[At<Statement>], region: Region) -> Vec<KeyStatement> {
    let mut here: Vec<KeyStatement> = statements
        .iter()
        .filter(|statement| {
            scope(statement).is_ok_and(|scope| scope.is_none_or(|only| only.contains(&region)))
        })
        .map(|statement| KeyStatement {
            declared: statement.value.clone(),
            policy: built(statement, region),
        })
        .collect();
    here.sort_by(|one, other| one.policy.sid.cmp(&other.policy.sid));
    here
}

/// Says which statements name a region that the key is not in, or more regions than one statement can be for.
pub(super) fn check_regions(
    key: &str,
    statements: &[At<Statement>],
    of_key: &BTreeSet<Region>,
    found: &mut Diagnostics,
) {
    for statement in statements {
        match scope(statement) {
            Ok(None) => {}
            Ok(Some(_)) => {
                for at in said(statement).filter(|at| !of_key.contains(&at.value)) {
                    let known: Vec<&str> = of_key.iter().map(|region| region.name()).collect();
                    found.push(Diagnostic::new(
                        &STMT_REGION,
                        at.at,
                        format!(
                            "the statement `{}` is for `{at}`, where there is no key `{key}`",
                            statement.sid
                        ),
                        format!("name a region of the key: {}", known.join(", ")),
                    ));
                }
            }
            Err(stray) => found.push(Diagnostic::new(
                &STMT_REGION,
                stray.at,
                format!(
                    "the statement `{}` names the region `{stray}`, and is not for that one alone",
                    statement.sid
                ),
                "write the service alone, as in `kms:ViaService: rds`, for the key's own region, or a statement for \
                 each region with `regions`",
            )),
        }
    }
}

/// The regions that a statement is for; nothing where it is for all. A region that is named where all or several are
/// meant is an error.
fn scope(statement: &Statement) -> Result<Option<BTreeSet<Region>>, At<Region>> {
    let named: Vec<At<Region>> = named(statement).collect();
    let only: BTreeSet<Region> = match &statement.regions {
        Some(regions) => regions.iter().map(|region| region.value).collect(),
        None if named.is_empty() => return Ok(None),
        None => named.iter().map(|region| region.value).collect(),
    };
    match named
        .into_iter()
        .find(|region| only.len() != 1 || !only.contains(&region.value))
    {
        Some(stray) => Err(stray),
        None => Ok(Some(only)),
    }
}

/// Where a statement says which region it is for.
fn said(statement: &Statement) -> impl Iterator<Item = At<Region>> {
    let listed = statement
        .regions
        .iter()
        .flat_map(|regions| regions.value.iter().cloned());
    listed.chain(named(statement).filter(|_| statement.regions.is_none()))
}

/// The regions in the names of services: those that call for somebody, and those that call for themselves.
fn named(statement: &Statement) -> impl Iterator<Item = At<Region>> {
    let via = statement
        .conditions
        .iter()
        .filter(|condition| is_via_service(&condition.key))
        .flat_map(|condition| condition.values.iter().cloned());
    let services =
        statement
            .principals
            .items
            .iter()
            .filter_map(|principal| match &principal.value {
                Principal::Service(name) => Some(At::new(name.clone(), principal.at)),
                Principal::Anyone | Principal::Aws(_) => None,
            });
    via.chain(services).filter_map(|name| {
        let region = name.value.split('.').find_map(regions::find)?;
        Some(At::new(region, name.at))
    })
}

fn is_via_service(key: &str) -> bool {
    key.eq_ignore_ascii_case("kms:ViaService")
}

fn built(statement: &Statement, region: Region) -> policy::Statement {
    let mut conditions = policy::Conditions::new();
    for condition in &statement.conditions {
        let is_via = is_via_service(&condition.key);
        let values = condition.values.iter().flat_map(|value| {
            if is_via && is_service_alone(value) {
                via_services(value, region)
            } else {
                vec![value.value.clone()]
            }
        });
        conditions
            .entry(condition.operator.value.clone())
            .or_default()
            .insert(condition.key.value.clone(), values.collect());
    }
    let principals = statement
        .principals
        .items
        .iter()
        .map(|named| principal(named, region));
    let actions = statement
        .actions
        .items
        .iter()
        .map(|action| action.value.clone());
    policy::Statement {
        sid: statement.sid.value.clone(),
        effect: match statement.effect.value {
            Effect::Allow => policy::Effect::Allow,
            Effect::Deny => policy::Effect::Deny,
        },
        principals: of(
            &statement.principals,
            principals.collect(),
            Principals::In,
            Principals::NotIn,
        ),
        actions: of(
            &statement.actions,
            actions.collect(),
            Actions::In,
            Actions::NotIn,
        ),
        resources: BTreeSet::from(["*".to_owned()]),
        conditions,
    }
}

fn of<T, S, P>(either: &Either<T>, set: S, these: fn(S) -> P, all_but: fn(S) -> P) -> P {
    if either.not { all_but(set) } else { these(set) }
}

/// `rds`, which stands for the service in the key's own region.
fn is_service_alone(value: &str) -> bool {
    value
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// An account's id is written as the ARN of its root, which is how AWS gives it back.
fn principal(named: &Principal, region: Region) -> policy::Principal {
    match named {
        Principal::Anyone => policy::Principal::Anyone(Wildcard::Aws),
        Principal::Service(name) => policy::Principal::Service(name.clone()),
        Principal::Aws(text) => policy::Principal::Aws(match AccountId::parse(text) {
            Some(account) => format!("arn:{}:iam::{account}:root", region.partition().id()),
            None => text.clone(),
        }),
    }
}
