//! The controls that judge the policies of keys, as the text has them. Knows policies; must not know what was asked for.

use std::collections::BTreeSet;

use super::controls::{Control, POLICY_CLOSED, POLICY_FOREIGN};
use super::{Input, State, Verdict};
use crate::names::AccountId;
use crate::plan::Plan;
use crate::policy::check::check;
use crate::policy::document::parse;
use crate::policy::{Policy, Principals};
use crate::verify::KeyPolicyText;

/// What a reader of a policy would call a stranger's way in.
const OPEN: [&str; 2] = ["kms-policy-star", "kms-confused-deputy"];

/// Both controls with their results.
pub(super) fn judged(input: &Input<'_>) -> [(&'static Control, Vec<Verdict>); 2] {
    let known = accounts(input.plan);
    let (mut closed, mut foreign) = (Vec::new(), Vec::new());
    for text in input.policies {
        match parse::policy(&text.json) {
            Ok(policy) => {
                closed.push(is_closed(input, text, &policy));
                foreign.push(of_known(text, &policy, &known));
            }
            Err(_) => closed.push(verdict(text, State::Open, "the policy cannot be read")),
        }
    }
    [(&POLICY_CLOSED, closed), (&POLICY_FOREIGN, foreign)]
}

fn is_closed(input: &Input<'_>, text: &KeyPolicyText, policy: &Policy) -> Verdict {
    let key = input
        .plan
        .modules
        .iter()
        .filter(|module| module.folder == text.module)
        .flat_map(|module| module.keys.iter().map(move |key| (module, key)))
        .find(|(_, key)| format!("{}.{}", key.resource(), key.label) == text.key);
    let Some((module, key)) = key else {
        return verdict(text, State::Open, "the key is not of this plan");
    };
    let findings = check(policy, &module.account.value, key.region);
    match findings
        .iter()
        .find(|finding| OPEN.contains(&finding.rule_id))
    {
        Some(finding) => verdict(text, State::Failed, &finding.message),
        None => verdict(text, State::Passed, ""),
    }
}

/// The accounts of the spec, and those of the statements that it declares.
fn accounts(plan: &Plan) -> BTreeSet<String> {
    let owners = plan.modules.iter().map(|module| module.account.to_string());
    let shares = plan
        .modules
        .iter()
        .flat_map(|module| module.snapshots())
        .flat_map(|snapshot| {
            snapshot
                .shares
                .iter()
                .map(|share| share.account.to_string())
        });
    owners.chain(shares).collect()
}

fn of_known(text: &KeyPolicyText, policy: &Policy, known: &BTreeSet<String>) -> Verdict {
    let principals = policy
        .statements
        .iter()
        .filter_map(|statement| match &statement.principals {
            Principals::In(principals) => Some(principals),
            Principals::NotIn(_) => None,
        });
    let named: BTreeSet<String> = principals
        .flatten()
        .flat_map(|principal| digits(&format!("{principal:?}")))
        .collect();
    let others: Vec<&str> = named.difference(known).map(String::as_str).collect();
    if others.is_empty() {
        let note = match named.len() {
            0 | 1 => String::new(),
            _ => named
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(", "),
        };
        verdict(text, State::Passed, &note)
    } else {
        let note = format!("a statement of the spec names {}", others.join(", "));
        verdict(text, State::Open, &note)
    }
}

/// The accounts in a text.
fn digits(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_ascii_digit());
    words
        .filter(|word| AccountId::parse(word).is_some())
        .map(str::to_owned)
        .collect()
}

fn verdict(text: &KeyPolicyText, state: State, note: &str) -> Verdict {
    Verdict {
        module: text.module.clone(),
        address: text.key.clone(),
        state,
        note: note.to_owned(),
        file: text.file.clone(),
        line: text.line,
        text: "policy = jsonencode({ … })".to_owned(),
        accepted: None,
    }
}
