//! Whether strangers get in: as callers where everyone is named, or behind a service that does not say for
//! whom it calls. Knows strangers; must not know the policy's friends.
//!
//! Sources: KMS Developer Guide "AWS KMS condition keys", kms:CallerAccount, and "Permissions for AWS services
//! in key policies"; IAM User Guide "The confused deputy problem".

use super::stranger::Stranger;
use super::{Finding, part, values_of};
use crate::policy::actions::{Action, Kind, is_encryption_context, of_kinds};
use crate::policy::context::Context;
use crate::policy::evaluate::{Access, at_most, has_action};
use crate::policy::identity::Identity;
use crate::policy::request::{Home, Request};
use crate::policy::{Effect, Policy, Principal, Principals, Statement};

pub(super) fn check(policy: &Policy, home: Home<'_>, json: &str) -> Vec<Finding> {
    let Some(stranger) = Stranger::to(json) else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let allows = policy.statements.iter().enumerate();
    for (index, statement) in allows.filter(|(_, statement)| statement.effect == Effect::Allow) {
        let alone = || part(policy, |other| std::ptr::eq(other, statement));
        if statement.principals.are_open()
            && let Some(action) = open_to_callers(&alone(), statement, home, &stranger)
        {
            findings.push(Finding::of_statement(
                "kms-policy-star",
                index,
                statement,
                format!(
                    "the statement names everyone and lets other accounts call `{action}`, be it through a \
                     service; add `kms:CallerAccount`, or name who is meant"
                ),
            ));
        }
        let services = services(statement).filter_map(|service| {
            open_to_deputy(&alone(), statement, home, &stranger, service)
                .map(|action| (service, action))
        });
        findings.extend(services.map(|(service, action)| {
            Finding::of_statement(
                "kms-confused-deputy",
                index,
                statement,
                format!(
                    "`{service}` may call `{action}` for resources of other accounts; add `aws:SourceAccount` \
                     or `aws:SourceArn`, for CloudWatch Logs `kms:EncryptionContext:aws:logs:arn`"
                ),
            )
        }));
    }
    findings
}

fn services(statement: &Statement) -> impl Iterator<Item = &str> {
    let principals = match &statement.principals {
        Principals::In(principals) => Some(principals),
        Principals::NotIn(_) => None,
    };
    principals
        .into_iter()
        .flatten()
        .filter_map(|principal| match principal {
            Principal::Service(name) => Some(name.as_str()),
            _ => None,
        })
}

/// The first action that a role of a stranger's account may call, itself or through any service.
fn open_to_callers(
    policy: &Policy,
    statement: &Statement,
    home: Home<'_>,
    stranger: &Stranger,
) -> Option<&'static str> {
    let partition = home.region.partition().id();
    let role = format!("arn:{partition}:iam::{}:role/Stranger", stranger.account);
    let mut request = Request::by_any_path(Identity::Role(role), home, "");
    let mut contexts = stranger.contexts(&request.context, statement, &[]).to_vec();
    let principal = "aws:PrincipalArn";
    if values_of(statement, principal).next().is_some() {
        // A stranger names a role as the statement wants it named.
        contexts.extend(stranger.contexts(&request.context, statement, &[principal]));
    }
    first_open(policy, statement, &mut request, contexts)
}

/// The first action that a service may call for a resource of a stranger.
fn open_to_deputy(
    policy: &Policy,
    statement: &Statement,
    home: Home<'_>,
    stranger: &Stranger,
    service: &str,
) -> Option<&'static str> {
    let mut keys: Vec<&str> = statement
        .conditions
        .values()
        .flat_map(|tests| tests.keys())
        .map(String::as_str)
        .filter(|key| is_encryption_context(key))
        .collect();
    keys.push("aws:SourceArn");
    let mut request = Request::by_service(service, &stranger.account, home, "");
    let contexts = stranger.contexts(&request.context, statement, &keys);
    first_open(policy, statement, &mut request, contexts)
}

/// The first action that one of these contexts opens.
fn first_open(
    policy: &Policy,
    statement: &Statement,
    request: &mut Request,
    contexts: impl IntoIterator<Item = Context>,
) -> Option<&'static str> {
    contexts.into_iter().find_map(|context| {
        request.context = context;
        actions_of(statement).find(|action| at_most(policy, request.ask_for(action)) > Access::None)
    })
}

/// The actions of a statement that other accounts can call, the worst first.
fn actions_of(statement: &Statement) -> impl Iterator<Item = &'static str> {
    [Kind::Use, Kind::Grant, Kind::Look]
        .iter()
        .flat_map(|kind| of_kinds(std::slice::from_ref(kind)))
        .filter(|action| action.cross_account)
        .map(|action: &Action| action.name)
        .filter(|action| has_action(&statement.actions, action))
}
