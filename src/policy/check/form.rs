//! What AWS refuses or ignores in a policy's text: size, characters, ids, principals, resources. Knows the
//! document; asks nothing about its meaning.

use std::collections::BTreeSet;

use super::Finding;
use crate::policy::arn::{Arn, is_account};
use crate::policy::document::{MAX_SIZE, foreign_character};
use crate::policy::pattern::{self, WILDCARDS};
use crate::policy::request::Home;
use crate::policy::{Actions, Policy, Principal, Statement};

pub(super) fn check(policy: &Policy, home: Home<'_>, json: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if json.len() > MAX_SIZE {
        findings.push(Finding::of_policy(
            "kms-policy-size",
            format!(
                "the policy has {} bytes, of which KMS takes {MAX_SIZE}; name accounts or roles in place of \
                 many principals, or use more keys",
                json.len()
            ),
        ));
    }
    if let Some(character) = foreign_character(json) {
        findings.push(Finding::of_policy(
            "kms-policy-charset",
            format!(
                "the policy holds `{}` (U+{:04X}), which KMS does not take; write it in Latin-1",
                character.escape_debug(),
                u32::from(character)
            ),
        ));
    }
    let mut sids = BTreeSet::new();
    for (index, statement) in policy.statements.iter().enumerate() {
        let finding =
            |rule_id, message: String| Finding::of_statement(rule_id, index, statement, message);
        let sid = &statement.sid;
        if !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            findings.push(finding(
                "kms-policy-sid",
                format!(
                    "the id `{}` has more than letters and digits",
                    sid.escape_debug()
                ),
            ));
        }
        if !sid.is_empty() && !sids.insert(sid) {
            findings.push(finding(
                "kms-policy-sid",
                format!("more than one statement has the id `{sid}`; give each its own"),
            ));
        }
        findings.extend(
            principals(statement, home).map(|message| finding("kms-policy-principal", message)),
        );
        findings.extend(
            targets(statement, home).map(|message| finding("kms-policy-resource", message)),
        );
    }
    findings
}

/// Principals that AWS refuses: none, or texts that name nobody.
fn principals(statement: &Statement, home: Home<'_>) -> Option<String> {
    let written = statement.principals.written();
    if written.is_empty() {
        return Some(
            "the statement has no principal, which AWS refuses; drop the statement".to_owned(),
        );
    }
    written.iter().find_map(|principal| match principal {
        Principal::Aws(text) if !is_principal(text, home) => Some(format!(
            "`{}` names nobody; a principal is an account id or the whole ARN of a root, user, role or session \
             of the partition `{}`",
            text.escape_debug(),
            home.region.partition().id()
        )),
        _ => None,
    })
}

/// True for what AWS takes as `{"AWS": text}`. A unique id is what is left of a principal that was deleted.
fn is_principal(text: &str, home: Home<'_>) -> bool {
    let is_unique_id = ["AIDA", "AROA"]
        .iter()
        .any(|beginning| text.starts_with(beginning))
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_arn = || {
        Arn::parse(text).is_some_and(|arn| {
            let kind = arn.resource.split('/').next().unwrap_or_default();
            let is_kind = match arn.service {
                "iam" => matches!(kind, "user" | "role") || arn.resource == "root",
                "sts" => matches!(kind, "assumed-role" | "federated-user"),
                _ => false,
            };
            is_kind && is_account(arn.account) && arn.partition == home.region.partition().id()
        })
    };
    is_account(text) || is_unique_id || (!text.contains(WILDCARDS) && is_arn())
}

/// Statements that the API takes and that do nothing: without action or resource, or about another key.
/// Source: KMS API CreateKey, Policy.
fn targets(statement: &Statement, home: Home<'_>) -> Option<String> {
    let has_actions = match &statement.actions {
        Actions::In(actions) => !actions.is_empty(),
        Actions::NotIn(_) => true,
    };
    if !has_actions {
        return Some("the statement has no action and does nothing; drop it".to_owned());
    }
    if statement.resources.is_empty() {
        return Some(
            "the statement has no resource and does nothing; make it `*`, this key".to_owned(),
        );
    }
    statement
        .resources
        .iter()
        .find(|resource| !may_be_key(resource, home))
        .map(|resource| {
            format!(
                "`{}` is no key of `{}` in `{}`, so the statement does nothing for it; make it `*`, this key",
                resource.escape_debug(),
                home.owner,
                home.region
            )
        })
}

fn may_be_key(resource: &str, home: Home<'_>) -> bool {
    resource == "*"
        || Arn::parse(resource).is_some_and(|arn| {
            pattern::fits(arn.partition, home.region.partition().id())
                && pattern::fits(arn.service, "kms")
                && pattern::fits(arn.region, home.region.name())
                && pattern::fits(arn.account, home.owner.as_str())
        })
}
