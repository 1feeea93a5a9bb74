//! The roles of replications: each reads the secrets of its own two sides and nothing else, and only the Database Migration
//! Service takes it. Knows the plan; must not know how a role is written.

use std::collections::BTreeSet;

use super::{Grant, grants, taken, violation};
use crate::plan::dms::{Dms, Roles, Secret};
use crate::plan::{Common, RootModule};
use crate::policy::request::via_services;
use crate::verify::{RoleText, Violation};

/// Holds the roles of a module's replications against the plan.
pub(super) fn check(module: &RootModule, here: &[&RoleText]) -> Vec<Violation> {
    let find = |address: &str| here.iter().find(|text| text.address == address).copied();
    let mut violations = Vec::new();
    for common in module.commons() {
        let Some((_, dms)) = common.replication() else {
            continue;
        };
        let file = format!("{}/dms_{}.tf", module.folder, common.name);
        let missing = |address: &str| Violation {
            file: file.clone(),
            line: 1,
            rule: "resource-missing",
            address: Some(address.to_owned()),
            message: "the replication can't sign in without it".to_owned(),
        };
        let region = common.region.value;
        let service = format!("dms.{region}.{}", region.partition().dns_suffix());
        let role = format!("aws_iam_role.{}", dms.label);
        match find(&role) {
            Some(text) => violations.extend(taken(module, text, &service, "replication")),
            None => violations.push(missing(&role)),
        }
        let policy = format!("aws_iam_role_policy.{}", dms.label);
        match find(&policy) {
            Some(text) => violations.extend(excess(common, dms, text)),
            None => violations.push(missing(&policy)),
        }
        if dms.roles.value == Roles::Create {
            for role in ["aws_iam_role.dms_vpc", "aws_iam_role.dms_cloudwatch_logs"] {
                match find(role) {
                    Some(text) => {
                        violations.extend(taken(module, text, "dms.amazonaws.com", "replication"))
                    }
                    None => violations.push(missing(role)),
                }
            }
        }
    }
    violations
}

/// What a role may do more, or less, than read and decrypt the secrets of its replication.
fn excess(common: &Common, dms: &Dms, text: &RoleText) -> Option<Violation> {
    let Some(found) = text.document.as_ref().and_then(grants) else {
        let message = "the policy can't be read from the text alone".to_owned();
        return Some(violation(text, message));
    };
    let asked = asked(common, dms);
    if let Some((action, resource, _)) = found.difference(&asked).next() {
        let message = format!("`{action}` on `{resource}` is more than a replication needs");
        return Some(violation(text, message));
    }
    let (action, resource, _) = asked.difference(&found).next()?;
    Some(Violation {
        rule: "resource-missing",
        ..violation(text, format!("`{action}` on `{resource}` is missing"))
    })
}

fn asked(common: &Common, dms: &Dms) -> BTreeSet<Grant> {
    let services = via_services("secretsmanager", common.region.value);
    let via = vec![(
        "StringEquals".to_owned(),
        "kms:ViaService".to_owned(),
        services.into_iter().collect(),
    )];
    let mut asked = BTreeSet::new();
    for end in dms.ends() {
        let (secret, key) = match &end.secret {
            Secret::Existing { arn, key } => {
                (arn.value.clone(), key.as_ref().map(|key| key.value.clone()))
            }
            Secret::Ours { .. } => (
                format!("${{aws_secretsmanager_secret.{}.arn}}", end.label),
                Some(format!(
                    "${{{}.{}.arn}}",
                    common.key.resource, common.key.label
                )),
            ),
        };
        for action in [
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetSecretValue",
        ] {
            asked.insert((action.to_owned(), secret.clone(), Vec::new()));
        }
        for (action, key) in ["kms:Decrypt", "kms:DescribeKey"]
            .into_iter()
            .zip(key.iter().cycle())
        {
            asked.insert((action.to_owned(), key.clone(), via.clone()));
        }
    }
    asked
}
