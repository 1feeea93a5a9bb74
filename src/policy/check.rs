//! What is wrong with a policy, whoever wrote it. Knows the policy, the key's account and region, and what
//! [`evaluate`](super::evaluate) says; must not know what the policy was meant for.

mod form;
mod management;
mod openness;
mod region;
mod stranger;

use super::document::MAX_SIZE;
use super::request::Home;
use super::{Effect, Policy, Principal, Principals, Statement};
use crate::names::{AccountId, Region};

/// One finding about a policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The rule that is broken, such as `kms-policy-star`.
    pub rule_id: &'static str,
    /// The statement that breaks it, by its id or number; nothing where it is the policy as a whole.
    pub sid: Option<String>,
    /// What is wrong and the way out, in one line.
    pub message: String,
}

/// The ids of all rules that [`check`] knows, sorted.
pub static RULE_IDS: &[&str] = &[
    "kms-confused-deputy",
    "kms-policy-admin-use",
    "kms-policy-charset",
    "kms-policy-lockout",
    "kms-policy-principal",
    "kms-policy-region",
    "kms-policy-resource",
    "kms-policy-root",
    "kms-policy-sid",
    "kms-policy-size",
    "kms-policy-star",
    "kms-policy-xacct-mgmt",
];

/// All findings about the policy of a key of `owner` in `region`, sorted; none for a sound one.
///
/// What can't be decided counts as the worst that it can mean. A policy that is too long for KMS is told to be
/// so, and not looked at further.
pub fn check(policy: &Policy, owner: &AccountId, region: Region) -> Vec<Finding> {
    let home = Home { owner, region };
    let json = policy.document().json();
    let mut findings = form::check(policy, home, &json);
    if json.len() <= MAX_SIZE {
        findings.extend(openness::check(policy, home, &json));
        findings.extend(region::check(policy, home));
        findings.extend(management::check(policy, home));
    }
    findings.sort();
    findings.dedup();
    findings
}

impl Finding {
    /// About the policy as a whole.
    fn of_policy(rule_id: &'static str, message: impl Into<String>) -> Self {
        Self {
            rule_id,
            sid: None,
            message: message.into(),
        }
    }

    /// About one of its statements.
    fn of_statement(
        rule_id: &'static str,
        index: usize,
        statement: &Statement,
        message: impl Into<String>,
    ) -> Self {
        Self {
            sid: Some(statement.label(index)),
            ..Self::of_policy(rule_id, message)
        }
    }
}

/// The part of a policy that is made of the Allows that are `wanted`, and of every Deny.
fn part(policy: &Policy, wanted: impl Fn(&Statement) -> bool) -> Policy {
    Policy {
        statements: policy
            .statements
            .iter()
            .filter(|statement| statement.effect == Effect::Deny || wanted(statement))
            .cloned()
            .collect(),
    }
}

/// Whom a statement names, as accounts, users, roles or sessions: as principals, or by the condition that
/// stands for one. Source: IAM User Guide "IAM role principals", aws:PrincipalArn.
fn named_by(statement: &Statement) -> impl Iterator<Item = &str> {
    let principals = match &statement.principals {
        Principals::In(principals) => Some(principals),
        Principals::NotIn(_) => None,
    };
    let written = principals
        .into_iter()
        .flatten()
        .filter_map(|principal| match principal {
            Principal::Aws(text) => Some(text.as_str()),
            _ => None,
        });
    written.chain(values_of(statement, "aws:PrincipalArn"))
}

/// The values that a statement's conditions give for a key, whatever the operator.
fn values_of<'a>(statement: &'a Statement, key: &'a str) -> impl Iterator<Item = &'a str> {
    statement
        .conditions
        .values()
        .flatten()
        .filter(move |(own, _)| own.eq_ignore_ascii_case(key))
        .flat_map(|(_, values)| values.iter().map(String::as_str))
}
