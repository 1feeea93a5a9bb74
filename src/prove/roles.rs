//! The roles and IAM policies that the plan makes may do what it says, for whom it says, and nothing more. Knows the
//! plan's copiers, the role of Enhanced Monitoring and those of replications; must not know how they are written.

mod dms;

use std::collections::BTreeSet;

use crate::plan::copier::{Permission, Resource};
use crate::plan::{Plan, RootModule};
use crate::verify::{Attachment, Reading, RoleText, Violation};

/// What a statement allows, taken apart: action, resource and conditions.
type Grant = (String, String, Vec<Condition>);

/// Operator, key and values.
type Condition = (String, String, BTreeSet<String>);

/// Holds the IAM policies in the text against the plan.
pub fn check(reading: &Reading<'_>, plan: &Plan) -> Vec<Violation> {
    let (roles, attachments) = (reading.roles(), reading.attachments());
    let mut violations = Vec::new();
    for module in &plan.modules {
        let is_here = |role: &&RoleText| role.module == module.folder;
        let policies = module
            .receiver
            .iter()
            .flat_map(|receiver| &receiver.policies);
        for policy in policies {
            let address = format!("aws_iam_policy.{}", policy.label);
            match roles
                .iter()
                .filter(is_here)
                .find(|role| role.address == address)
            {
                Some(text) => holds(&policy.permissions, text, &mut violations),
                None => {
                    let file = format!("{}/iam.tf", module.folder);
                    let what = "the policy of whoever copies";
                    violations.push(missing(file, address, what));
                }
            }
        }
        for (common, proxy) in module.proxies().filter(|(common, _)| !common.awaited) {
            let of = |kind: &str| format!("{kind}.{}", proxy.label);
            let policy = of("aws_iam_role_policy");
            let find = |address: &str| {
                let mut here = roles.iter().filter(is_here);
                here.find(|role| role.address == address)
            };
            match find(&policy) {
                Some(text) => holds(&proxy.permissions(common), text, &mut violations),
                None => {
                    let file = format!("{}/database_{}.tf", module.folder, common.name);
                    violations.push(missing(file, policy, "the policy of the proxy's role"));
                }
            }
            let message = "the role is for RDS, and nobody else";
            violations.extend(find(&of("aws_iam_role")).and_then(|text| {
                let is_alone = taken_by(text, "rds.amazonaws.com", |_| true)?;
                (!is_alone).then(|| violation(text, message.to_owned()))
            }));
        }
        if module.monitoring.is_some() {
            let text = roles
                .iter()
                .filter(is_here)
                .find(|role| role.address == "aws_iam_role.rds_monitoring");
            let service = "monitoring.rds.amazonaws.com";
            let who = "Enhanced Monitoring";
            violations.extend(text.and_then(|text| taken(module, text, service, who)));
        }
        let here: Vec<&RoleText> = roles.iter().filter(is_here).collect();
        violations.extend(dms::check(module, &here));
        let here = attachments.iter().filter(|one| one.module == module.folder);
        violations.extend(here.filter_map(|one| attached(module, one)));
    }
    violations
}

fn violation(text: &RoleText, message: String) -> Violation {
    Violation {
        file: text.file.clone(),
        line: text.line,
        rule: "role-excess",
        address: Some(text.address.clone()),
        message,
    }
}

fn missing(file: String, address: String, what: &str) -> Violation {
    Violation {
        file,
        line: 1,
        rule: "resource-missing",
        address: Some(address),
        message: format!("{what} isn't in the text"),
    }
}

/// A policy against what the plan says of it.
fn holds(permissions: &[Permission], text: &RoleText, violations: &mut Vec<Violation>) {
    let Some(grants) = text.document.as_ref().and_then(grants) else {
        let message = "the policy can't be read from the text alone".to_owned();
        return violations.push(violation(text, message));
    };
    let mut asked = BTreeSet::new();
    for permission in permissions {
        let conditions: Vec<Condition> =
            sorted(permission.conditions.iter().map(|(operator, key, values)| {
                let values = values.iter().cloned().collect();
                ((*operator).to_owned(), (*key).to_owned(), values)
            }));
        for action in &permission.actions {
            for resource in &permission.resources {
                let resource = match resource {
                    Resource::Arn(arn) => arn.clone(),
                    Resource::OwnerKey(variable) => format!("${{var.{variable}}}"),
                    Resource::OwnKey(key) => format!("${{{}.{}.arn}}", key.resource, key.label),
                    Resource::MasterSecret { resource, label } => {
                        format!("${{{resource}.{label}.master_user_secret}}")
                    }
                };
                asked.insert(((*action).to_owned(), resource, conditions.clone()));
            }
        }
    }
    if let Some((action, resource, _)) = grants.difference(&asked).next() {
        let message = format!("`{action}` on `{resource}` is more than the spec asks for");
        violations.push(violation(text, message));
    }
    if let Some((action, resource, _)) = asked.difference(&grants).next() {
        let message = format!("`{action}` on `{resource}` is missing");
        violations.push(Violation {
            rule: "resource-missing",
            ..violation(text, message)
        });
    }
}

/// Who else than a service, for this account, may take the role that is made for it. Source: RDS User Guide, "Setting up
/// Enhanced Monitoring", the confused deputy problem.
fn taken(module: &RootModule, text: &RoleText, service: &str, who: &str) -> Option<Violation> {
    let account = BTreeSet::from([module.account.value.to_string()]);
    let of_account = |conditions: Vec<Condition>| {
        conditions.into_iter().any(|(operator, key, values)| {
            operator == "StringEquals" && key == "aws:SourceAccount" && values == account
        })
    };
    let is_alone = taken_by(text, service, of_account)?;
    let message = format!("the role is for {who} of this account, and nobody else");
    (!is_alone).then(|| violation(text, message))
}

/// Whether nobody but one service may take a role, under conditions that suffice. Nothing where the text doesn't tell.
fn taken_by(
    text: &RoleText,
    service: &str,
    suffice: impl Fn(Vec<Condition>) -> bool,
) -> Option<bool> {
    let wanted = Some(BTreeSet::from([service.to_owned()]));
    let alone = |statement: &serde_json::Value| {
        let service = statement.pointer("/Principal/Service").map(many);
        let others = statement.get("Principal")?.as_object()?.len();
        Some(others == 1 && service == wanted && suffice(conditions(statement)?))
    };
    let mut statements = text.document.as_ref().and_then(statements)?.iter();
    Some(statements.all(|statement| alone(statement) == Some(true)))
}

/// A copier's policy with somebody who isn't one.
fn attached(module: &RootModule, one: &Attachment) -> Option<Violation> {
    let receiver = module.receiver.as_ref()?;
    let policy = one.policy.as_ref()?.strip_prefix("aws_iam_policy.")?;
    receiver
        .policies
        .iter()
        .find(|known| known.label == policy)?;
    let is_asked = one
        .roles
        .as_ref()
        .is_some_and(|roles| roles.iter().all(|role| receiver.roles.contains(role)));
    (!is_asked).then(|| Violation {
        file: one.file.clone(),
        line: one.line,
        rule: "role-excess",
        address: Some(one.address.clone()),
        message: "the policy of whoever copies is given to somebody else".to_owned(),
    })
}

/// Nothing where a statement says what can't be taken apart. A `Deny` takes, and gives nothing.
fn grants(document: &serde_json::Value) -> Option<BTreeSet<Grant>> {
    let mut all = BTreeSet::new();
    for statement in statements(document)? {
        match statement.get("Effect")?.as_str()? {
            "Allow" => {}
            "Deny" => continue,
            _ => return None,
        }
        let conditions = conditions(statement)?;
        for action in many(statement.get("Action")?) {
            for resource in many(statement.get("Resource")?) {
                all.insert((action.clone(), resource, conditions.clone()));
            }
        }
    }
    Some(all)
}

fn statements(document: &serde_json::Value) -> Option<&[serde_json::Value]> {
    match document.get("Statement")? {
        serde_json::Value::Array(statements) => Some(statements),
        statement => Some(std::slice::from_ref(statement)),
    }
}

fn conditions(statement: &serde_json::Value) -> Option<Vec<Condition>> {
    let Some(condition) = statement.get("Condition") else {
        return Some(Vec::new());
    };
    let mut all = Vec::new();
    for (operator, tests) in condition.as_object()? {
        for (key, values) in tests.as_object()? {
            all.push((operator.clone(), key.clone(), many(values)));
        }
    }
    Some(sorted(all))
}

fn sorted(conditions: impl IntoIterator<Item = Condition>) -> Vec<Condition> {
    let mut all: Vec<Condition> = conditions.into_iter().collect();
    all.sort();
    all
}

fn many(value: &serde_json::Value) -> BTreeSet<String> {
    match value {
        serde_json::Value::Array(items) => items.iter().flat_map(many).collect(),
        serde_json::Value::String(text) => BTreeSet::from([text.clone()]),
        other => BTreeSet::from([other.to_string()]),
    }
}
