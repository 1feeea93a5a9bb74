//! Who manages the key: that somebody can, that the account can, that administrators can't use it, and that
//! nobody elsewhere is told so. Knows the policy's own people; must not know strangers.
//!
//! Sources: KMS API PutKeyPolicy, BypassPolicyLockoutSafetyCheck; KMS Developer Guide "Default key policy" and
//! "Allowing users in other accounts to use a KMS key".

use std::collections::BTreeSet;

use super::{Finding, named_by, part};
use crate::policy::actions::{self, Kind};
use crate::policy::arn::{Arn, is_account};
use crate::policy::evaluate::{Access, at_most, decide};
use crate::policy::identity::Identity;
use crate::policy::pattern::WILDCARDS;
use crate::policy::request::{Home, Request};
use crate::policy::{Effect, Policy, Statement};

pub(super) fn check(policy: &Policy, home: Home<'_>) -> Vec<Finding> {
    let named: BTreeSet<&str> = policy
        .statements
        .iter()
        .filter(|statement| statement.effect == Effect::Allow)
        .flat_map(named_by)
        .collect();
    let mut findings = Vec::new();
    findings.extend(lock_out(policy, home, named.iter().copied()));
    findings.extend(root(policy, home));
    for text in named {
        let naming = part(policy, |statement| names(statement, text));
        let sid = only_label(policy, text);
        if account_of(text) == Some(home.owner.as_str()) {
            findings.extend(administrator_use(policy, &naming, home, text, sid));
        } else {
            findings.extend(foreign_management(&naming, home, text, sid));
        }
    }
    findings
}

/// Nobody may change the policy again: AWS refuses such a policy, unless it is told not to look.
fn lock_out<'a>(
    policy: &Policy,
    home: Home<'_>,
    named: impl Iterator<Item = &'a str>,
) -> Option<Finding> {
    let own = named
        .filter(|text| account_of(text) == Some(home.owner.as_str()))
        .filter_map(|text| identity(text, home));
    let root = Identity::root(home.region.partition(), home.owner);
    let others = some_role(home, home.owner.as_str());
    let mut somebody_might = false;
    for who in [root, others].into_iter().chain(own) {
        let decision = decide(policy, &Request::direct(who, home, "kms:PutKeyPolicy"));
        if decision.at_least() > Access::None {
            return None;
        }
        somebody_might |= decision.at_most() > Access::None;
    }
    let way_out = "keep the statement that allows `kms:*` to the account's root";
    let message = if somebody_might {
        format!(
            "whether anybody may call `kms:PutKeyPolicy` again depends on conditions that a request alone can \
             tell; {way_out}"
        )
    } else {
        format!("nobody may call `kms:PutKeyPolicy` again, so AWS refuses the policy; {way_out}")
    };
    Some(Finding::of_policy("kms-policy-lockout", message))
}

/// The account's root can't repair the key, and IAM policies have no effect.
fn root(policy: &Policy, home: Home<'_>) -> Option<Finding> {
    let root = Identity::root(home.region.partition(), home.owner);
    let decision = decide(policy, &Request::direct(root, home, "kms:PutKeyPolicy"));
    (decision.at_least() < Access::Direct).then(|| {
        Finding::of_policy(
            "kms-policy-root",
            format!(
                "the root of `{}` may not repair the policy, and the account's IAM policies have no effect on \
                 it; keep the statement that allows `kms:*` to the account's root",
                home.owner
            ),
        )
    })
}

/// Someone who is named as an administrator may also use the key.
fn administrator_use(
    policy: &Policy,
    naming: &Policy,
    home: Home<'_>,
    text: &str,
    sid: Option<String>,
) -> Option<Finding> {
    const ADMINISTER: [&str; 3] = [
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:DisableKey",
    ];
    let who = identity(text, home).filter(|who| !matches!(who, Identity::Root(_)))?;
    let mut direct = Request::direct(who.clone(), home, "");
    let mut by_any_path = Request::by_any_path(who, home, "");
    let gets = |policy: &Policy, request: &Request| at_most(policy, request) == Access::Direct;
    let manages = ADMINISTER
        .iter()
        .any(|action| gets(naming, direct.ask_for(action)));
    if !manages {
        return None;
    }
    let uses = actions::of_kinds(&[Kind::Use, Kind::Grant]).find(|action| {
        gets(naming, by_any_path.ask_for(action.name)) || gets(policy, direct.ask_for(action.name))
    })?;
    Some(Finding {
        sid,
        ..Finding::of_policy(
            "kms-policy-admin-use",
            format!(
                "`{text}` administers the key and may call `{}` too; let one principal manage and another use \
                 it, and write `kms:CreateAlias` for `kms:Create*`",
                uses.name
            ),
        )
    })
}

/// Someone of another account is allowed what can't be done from there.
fn foreign_management(
    naming: &Policy,
    home: Home<'_>,
    text: &str,
    sid: Option<String>,
) -> Option<Finding> {
    let account = account_of(text)?;
    let who = match identity(text, home) {
        Some(Identity::Root(_)) | None => some_role(home, account),
        Some(who) => who,
    };
    let mut request = Request::by_any_path(who, home, "");
    let idle: Vec<&str> = actions::ACTIONS
        .iter()
        .filter(|action| !action.cross_account)
        .map(|action| action.name)
        .filter(|action| at_most(naming, request.ask_for(action)) > Access::None)
        .collect();
    let (first, others) = idle.split_first()?;
    let and_others = match others.len() {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    Some(Finding {
        sid,
        ..Finding::of_policy(
            "kms-policy-xacct-mgmt",
            format!(
                "`{text}` is of another account, from which `{first}`{and_others} can't be called; allow the use \
                 of the key and grants alone"
            ),
        )
    })
}

/// The statement that names `text`, where it is one alone.
fn only_label(policy: &Policy, text: &str) -> Option<String> {
    let mut labels = policy
        .statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| names(statement, text))
        .map(|(index, statement)| statement.label(index));
    labels.next().filter(|_| labels.next().is_none())
}

fn names(statement: &Statement, text: &str) -> bool {
    statement.effect == Effect::Allow && named_by(statement).any(|named| named == text)
}

/// Somebody of an account about whom nothing else is known.
fn some_role(home: Home<'_>, account: &str) -> Identity {
    let partition = home.region.partition().id();
    Identity::Role(format!("arn:{partition}:iam::{account}:role/Someone"))
}

/// Whom a text names, or somebody of whom the pattern holds; nobody in another partition.
fn identity(text: &str, home: Home<'_>) -> Option<Identity> {
    let whole = text.replace(WILDCARDS, "x");
    let partition = Arn::parse(&whole)?.partition;
    (partition == home.region.partition().id())
        .then(|| Identity::parse(&whole))
        .flatten()
}

fn account_of(text: &str) -> Option<&str> {
    let account = Arn::parse(text).map_or(text, |arn| arn.account);
    is_account(account).then_some(account)
}
