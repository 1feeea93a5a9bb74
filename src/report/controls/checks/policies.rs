//! What decides the controls on key policies. Knows policies as they are read back; must not know how they are built.

use crate::policy::check::check;
use crate::report::evidence::PolicySeen;
use crate::report::{State, Verdict};

/// What a reader of a policy would call a stranger's way in, and the way to a key that nobody manages any more.
const OPEN: [&str; 4] = [
    "kms-policy-star",
    "kms-confused-deputy",
    "kms-policy-xacct-mgmt",
    "kms-policy-lockout",
];

pub(in super::super) fn closed(seen: &PolicySeen<'_>) -> Option<Verdict> {
    let Some(policy) = &seen.policy else {
        return seen.verdict(State::Open, "the policy cannot be read");
    };
    let Some((module, key)) = seen.key else {
        return seen.verdict(State::Open, "the key is not of this plan");
    };
    let findings = check(policy, &module.account.value, key.region);
    let mut open = findings
        .iter()
        .filter(|finding| OPEN.contains(&finding.rule_id));
    match open.next() {
        Some(finding) => seen.verdict(State::Failed, &finding.message),
        None => seen.verdict(State::Passed, ""),
    }
}

pub(in super::super) fn of_known_accounts(seen: &PolicySeen<'_>) -> Option<Verdict> {
    let named = seen.accounts();
    let words = |accounts: Vec<&String>| {
        let words: Vec<&str> = accounts.into_iter().map(String::as_str).collect();
        words.join(", ")
    };
    let others: Vec<&String> = named.difference(seen.known).collect();
    if others.is_empty() {
        return seen.verdict(State::Passed, &words(named.iter().collect()));
    }
    let note = format!("a statement of the spec names {}", words(others));
    seen.verdict(State::Open, &note)
}
