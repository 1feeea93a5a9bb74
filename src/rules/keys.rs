//! Rules about keys.

use super::check::{Finder, checks, within};
use crate::aws::arns::principals::{self, PrincipalProblem};
use crate::aws::limits;
use crate::names::AccountId;
use crate::plan::declared::{Effect, Principal};
use crate::plan::{Key, KeyKind, RootModule};
use crate::policy::Actions;
use crate::policy::actions;
use crate::source::At;

checks! {
    Error "kms-deletion-window" on Key deletion_window,
        "a key waits 7 to 30 days before it is deleted",
        "KMS refuses anything else",
        "write a number of days within that range, best 30",
        "KMS API ScheduleKeyDeletion";
    Warning "kms-deletion-short" on Key deletion_short,
        "the key of a database waits for 30 days before it is deleted",
        "with the key go all backups, for ever; the wait is the only way back",
        "remove `deletion_window_in_days`",
        "KMS API ScheduleKeyDeletion";
    Warning "kms-rotation-off" on Key rotation_off,
        "the material of a key is renewed",
        "CIS and Security Hub KMS.4 ask for it; it re-encrypts nothing and changes no ARN",
        "remove `enable_key_rotation: false`",
        "KMS API EnableKeyRotation";
    Error "kms-rotation-period" on Key rotation_period,
        "a key is renewed every 90 to 2560 days, and only where it is renewed at all",
        "KMS refuses other periods, and the provider a period without rotation",
        "write a number of days within that range, or remove it",
        "KMS API EnableKeyRotation";
    Error "kms-description" on Key description,
        "the description of a key fits",
        "KMS takes 8192 characters",
        "shorten it",
        "KMS API CreateKey";
    Warning "kms-prevent-destroy" on Key prevent_destroy,
        "Terraform refuses to destroy a key",
        "a destroy only schedules the deletion, and that already makes every database under it inaccessible",
        "remove `prevent_destroy: false` once the key is meant to stay",
        "KMS API ScheduleKeyDeletion";
    Error "kms-policy-principal" on Key principals,
        "those who manage or use a key are roles, users or accounts that can exist",
        "MalformedPolicyDocumentException: KMS refuses a policy that names nobody, or what is not a principal",
        "name the ARN of a role, of a user or of an account's root",
        "IAM User Guide, AWS JSON policy elements: Principal";
    Error "kms-principal-partition" on Key partition,
        "the ARNs of a policy are of the key's own partition",
        "an ARN of `aws` names nobody in China or GovCloud",
        "write the partition of the region",
        "AWS General Reference, ARNs";
    Warning "kms-policy-xacct-mgmt" on Key foreign_administrator,
        "those who manage a key are of its own account",
        "most rights of management have no effect across accounts",
        "name a role of the owner's account",
        "KMS Developer Guide, Allowing users in other accounts to use a KMS key";
    Warning "kms-policy-xacct-use" on Key foreign_user,
        "those who use a key are of its own account",
        "who is of another account can use the key with databases there, which the owner does not see",
        "name a role of the owner's account",
        "KMS Developer Guide, Allowing users in other accounts to use a KMS key";
    Warning "mrk-no-benefit" on Key multi_region,
        "a multi-Region key is there for a reason that the spec names",
        "RDS treats it as a key of one region: it copies nothing faster, and shares its material across regions",
        "remove `multi_region`, or say in `description` what it is for",
        "RDS User Guide, Copying a DB snapshot; KMS Developer Guide, Multi-Region keys";
}

fn deletion_window(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    let days = &key.deletion_window;
    if !within(&limits::DELETION_WINDOW, days.value) {
        found.report(
            days.at,
            format!(
                "the key `{}` waits 7 to 30 days before it is deleted, and not {days}",
                key.name
            ),
            "write a number of days within that range, best 30",
        );
    }
}

fn deletion_short(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    let days = &key.deletion_window;
    if within(&limits::DELETION_WINDOW, days.value)
        && days.value < i64::from(*limits::DELETION_WINDOW.end())
    {
        found.report(
            days.at,
            format!(
                "the key `{}` is gone {days} days after a slip, and with it every backup",
                key.name
            ),
            "remove `deletion_window_in_days`: the default is 30",
        );
    }
}

fn rotation_off(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    if !key.rotation.value {
        found.report(
            key.rotation.at,
            format!("the material of the key `{}` is never renewed", key.name),
            "remove `enable_key_rotation: false`: rotation re-encrypts nothing and changes no ARN",
        );
    }
}

fn rotation_period(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    let Some(days) = &key.rotation_period else {
        return;
    };
    if !key.rotation.value {
        found.report_with(
            days.at,
            format!("the key `{}` is not renewed, and says how often", key.name),
            "remove one of the two",
            |diagnostic| diagnostic.related(key.rotation.at, "rotation is off"),
        );
    } else if !within(&limits::ROTATION_PERIOD, days.value) {
        found.report(
            days.at,
            format!(
                "the key `{}` is renewed every 90 to 2560 days, and not every {days}",
                key.name
            ),
            "write a number of days within that range",
        );
    }
}

fn description(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    let length = key.description.chars().count();
    if length > limits::KEY_DESCRIPTION {
        found.report(
            key.description.at,
            format!(
                "the description of the key `{}` has {length} characters, and 8192 are allowed",
                key.name
            ),
            "shorten it",
        );
    }
}

fn prevent_destroy(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    if !key.prevent_destroy.value {
        found.report(
            key.prevent_destroy.at,
            format!("Terraform may destroy the key `{}`, and every database under it is inaccessible from then on", key.name),
            "remove `prevent_destroy: false` once the key is meant to stay",
        );
    }
}

/// Everybody whom the spec names in the policy of a key.
fn named(key: &Key) -> impl Iterator<Item = At<String>> {
    let users = key.users.iter().flat_map(|users| users.value.iter());
    key.administrators
        .iter()
        .cloned()
        .chain(users.cloned())
        .chain(in_statements(key))
}

/// Those whom its further statements name by ARN.
fn in_statements(key: &Key) -> impl Iterator<Item = At<String>> {
    let named = key
        .statements
        .iter()
        .flat_map(|further| &further.declared.principals.items);
    named.filter_map(|principal| match &principal.value {
        Principal::Aws(text) if AccountId::parse(text).is_none() => {
            Some(At::new(text.clone(), principal.at))
        }
        _ => None,
    })
}

fn principals(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    if let Some(users) = &key.users
        && users.is_empty()
    {
        found.report(
            users.at,
            format!(
                "nobody may use the key `{}`: its list of users is empty",
                key.name
            ),
            "name users, or leave `users` out for everyone in the account who may use RDS",
        );
    }
    for principal in named(key) {
        let Err(problem) = principals::parse(&principal) else {
            continue;
        };
        let message = format!("`{}` {problem}", principal.escape_debug());
        let help = "write the ARN of a role, a user or an account's root, such as `arn:aws:iam::123456789012:role/Admins`";
        match &problem {
            PrincipalProblem::AssumedRole(role) => {
                found.report_with(principal.at, message, help, |diagnostic| {
                    diagnostic.patch(principal.at, role)
                })
            }
            _ => found.report(principal.at, message, help),
        }
    }
}

fn partition(key: &Key, module: &RootModule, found: &mut Finder<'_>) {
    for principal in named(key) {
        let Ok(parsed) = principals::parse(&principal) else {
            continue;
        };
        let (is, wanted) = (parsed.arn.partition.as_str(), module.partition.id());
        if is != wanted {
            let right = principal.replacen(is, wanted, 1);
            found.report_with(
                principal.at,
                format!(
                    "`{principal}` is of the partition `{is}`, and the key `{}` of `{wanted}`",
                    key.name
                ),
                "write the partition of the region",
                |diagnostic| diagnostic.patch(principal.at, right),
            );
        }
    }
}

/// True for a principal of another account than the module's.
fn is_foreign(principal: &At<String>, module: &RootModule) -> bool {
    principals::parse(principal).is_ok_and(|parsed| parsed.account != module.account.value)
}

fn foreign_administrator(key: &Key, module: &RootModule, found: &mut Finder<'_>) {
    for administrator in key
        .administrators
        .iter()
        .filter(|arn| is_foreign(arn, module))
    {
        found.report(
            administrator.at,
            format!("`{administrator}` is of another account, where most rights to manage the key `{}` have no effect", key.name),
            "name a role of the owner's account",
        );
    }
    foreign_statement(key, module, found);
}

/// What a further statement gives to somebody of another account that can't be done from there.
fn foreign_statement(key: &Key, module: &RootModule, found: &mut Finder<'_>) {
    for further in &key.statements {
        let Actions::In(patterns) = &further.policy.actions else {
            continue;
        };
        let idle = patterns
            .iter()
            .flat_map(|pattern| actions::matching(pattern))
            .find(|action| !action.cross_account);
        let Some(idle) = idle.filter(|_| further.declared.effect.value == Effect::Allow) else {
            continue;
        };
        for principal in further
            .declared
            .principals
            .items
            .iter()
            .filter(|_| !further.declared.principals.not)
        {
            let Principal::Aws(text) = &principal.value else {
                continue;
            };
            let is_bare =
                AccountId::parse(text).is_some_and(|account| account != module.account.value);
            let text = At::new(text.clone(), principal.at);
            if is_bare || is_foreign(&text, module) {
                found.report(
                    text.at,
                    format!("`{text}` is of another account, from where `{}` on the key `{}` has no effect", idle.name, key.name),
                    "allow the use of the key and grants alone",
                );
            }
        }
    }
}

fn foreign_user(key: &Key, module: &RootModule, found: &mut Finder<'_>) {
    let users = key.users.iter().flat_map(|users| users.value.iter());
    for user in users.filter(|arn| is_foreign(arn, module)) {
        found.report(
            user.at,
            format!(
                "`{user}` is of another account, and could use the key `{}` with databases there",
                key.name
            ),
            "name a role of the owner's account",
        );
    }
}

fn multi_region(key: &Key, _: &RootModule, found: &mut Finder<'_>) {
    if let Some(multi_region) = key
        .multi_region
        .as_ref()
        .filter(|multi_region| multi_region.value)
        && key.description.at == key.name.at
        && key.kind == KeyKind::Primary
    {
        found.report(
            multi_region.at,
            format!("RDS has no benefit from the multi-Region key `{}`, which shares its material across regions", key.name),
            "remove `multi_region`, or say in `description` what it is for",
        );
    }
}
