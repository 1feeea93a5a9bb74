//! Rules about what further statements do to a key's policy, asked of the evaluator. Knows the plan and the policy that
//! will be written; must not know how the spec spells a statement.

use super::check::{Finder, checks};
use crate::plan::{Key, KeyStatement, RootModule};
use crate::policy::check::Finding;
use crate::policy::entitlements::{self, Entitlement};
use crate::policy::evaluate::{Access, Prepared};
use crate::policy::request::Home;
use crate::policy::{Effect, Policy};

checks! {
    Error "kms-policy-star" on Policy star,
        "a statement that names everyone says whose callers it means",
        "anybody in any account can call through RDS, so the service alone closes nothing",
        "add `kms:CallerAccount`, `aws:PrincipalAccount` or `aws:PrincipalOrgID`, or name who is meant",
        "KMS Developer Guide, AWS KMS condition keys";
    Error "kms-confused-deputy" on Policy deputy,
        "a statement for a service says for whose resources",
        "the service calls for every customer of AWS, and does what each of them asks",
        "add `aws:SourceAccount` or `aws:SourceArn`, for CloudWatch Logs `kms:EncryptionContext:aws:logs:arn`",
        "KMS Developer Guide, Permissions for AWS services in key policies";
    Error "kms-policy-region" on Policy region,
        "a condition on the calling service names one of the key's own region",
        "a request reaches a key through services of the key's own region alone",
        "write the service alone, as in `kms:ViaService: rds`",
        "KMS Developer Guide, AWS KMS condition keys";
    Error "stmt-lockout" on Key lockout,
        "no statement takes away what the key is for",
        "a Deny wins over every Allow: the key could not be repaired, or databases under it could not be made or opened",
        "leave those out with a condition on `aws:PrincipalArn` or `kms:ViaService`, or deny less",
        "IAM User Guide, Policy evaluation logic";
    Warning "stmt-may-lockout" on Key may_lockout,
        "no statement may take away what the key is for",
        "whether the Deny holds depends on what only a request can tell: an address, a tag, an organization",
        "leave those out with a condition on `aws:PrincipalArn` or `kms:ViaService`, if it should never hold for them",
        "IAM User Guide, Policy evaluation logic";
}

fn star(key: &Key, finding: &Finding, found: &mut Finder<'_>) {
    report(
        key,
        finding,
        "add `kms:CallerAccount: \"123456789012\"` under `StringEquals`, or name who is meant",
        found,
    );
}

fn deputy(key: &Key, finding: &Finding, found: &mut Finder<'_>) {
    report(
        key,
        finding,
        "add `aws:SourceAccount: \"123456789012\"` under `StringEquals`",
        found,
    );
}

fn region(key: &Key, finding: &Finding, found: &mut Finder<'_>) {
    report(
        key,
        finding,
        "write the service alone, as in `kms:ViaService: rds`",
        found,
    );
}

/// The finding at the statement that it is about; one of Sealform's own is found at the key.
fn report(key: &Key, finding: &Finding, help: &str, found: &mut Finder<'_>) {
    let is_meant = |further: &&KeyStatement| finding.sid.as_ref() == Some(&further.policy.sid);
    let at = key
        .statements
        .iter()
        .find(is_meant)
        .map_or(key.name.at, |further| further.declared.sid.at);
    let message = format!(
        "the key `{}` in `{}`: {}",
        key.name, key.region, finding.message
    );
    found.report(at, message, help);
}

fn lockout(key: &Key, module: &RootModule, found: &mut Finder<'_>) {
    let is_lost = |(_, at_most)| at_most == Access::None;
    for (statement, losses) in lost(key, module, is_lost) {
        found.report(
            statement.declared.sid.at,
            format!("`{}` takes {}", statement.declared.sid, taken(key, &losses)),
            "leave them out with a condition on `aws:PrincipalArn` or `kms:ViaService`, or deny less",
        );
    }
}

fn may_lockout(key: &Key, module: &RootModule, found: &mut Finder<'_>) {
    let may_be = |(at_least, at_most)| at_least == Access::None && at_most > Access::None;
    for (statement, losses) in lost(key, module, may_be) {
        found.report(
            statement.declared.sid.at,
            format!("`{}` may take {}", statement.declared.sid, taken(key, &losses)),
            "leave them out with a condition on `aws:PrincipalArn` or `kms:ViaService`, if it should never hold for them",
        );
    }
}

/// The first loss, and how many more there are.
fn taken(key: &Key, losses: &[Loss]) -> String {
    let Some((first, others)) = losses.split_first() else {
        return String::new();
    };
    let and_others = match others.len() {
        0 => String::new(),
        1 => ", and from one more".to_owned(),
        count => format!(", and from {count} more"),
    };
    format!(
        "`{}` on the key `{}` in `{}` away from {}{and_others}",
        first.action, key.name, key.region, first.who
    )
}

/// What somebody loses.
struct Loss {
    who: String,
    action: &'static str,
}

/// What must stay possible under every Deny: to change the policy again, and all that databases, passwords and logs
/// need. An administrator may be denied the rest.
const REPAIR: &str = "kms:PutKeyPolicy";

/// Each Deny that takes something from those who are entitled to it, with the first such thing of each.
fn lost<'k>(
    key: &'k Key,
    module: &RootModule,
    is_lost: impl Fn((Access, Access)) -> bool,
) -> Vec<(&'k KeyStatement, Vec<Loss>)> {
    let home = Home {
        owner: &module.account.value,
        region: key.region,
    };
    let denies = || {
        key.statements
            .iter()
            .filter(|further| further.policy.effect == Effect::Deny)
    };
    if denies().next().is_none() {
        return Vec::new();
    }
    let entitlements = entitlements::of(home, &key.uses);
    let allows = |policy: &Policy| Policy {
        statements: policy
            .statements
            .iter()
            .filter(|statement| statement.effect == Effect::Allow)
            .cloned()
            .collect(),
    };
    let before = allows(&key.policy(home.owner));
    let mut all = Vec::new();
    for statement in denies() {
        let mut policy = before.clone();
        policy.statements.push(statement.policy.clone());
        let (before, after) = (Prepared::of(&before), Prepared::of(&policy));
        let loss = |entitlement: &Entitlement| {
            let must_stay =
                |action: &str| entitlement.actions != entitlements::ADMINISTER || action == REPAIR;
            let action = entitlement.actions.iter().copied().find(|&action| {
                let had = before.access_to(&entitlement.request, [action]);
                let has = after.access_to(&entitlement.request, [action]);
                must_stay(action)
                    && had.iter().all(|(at_least, _)| *at_least > Access::None)
                    && has.into_iter().any(&is_lost)
            })?;
            let who = entitlement.who.clone();
            Some(Loss { who, action })
        };
        let losses: Vec<Loss> = entitlements.iter().filter_map(loss).collect();
        if !losses.is_empty() {
            all.push((statement, losses));
        }
    }
    all
}
