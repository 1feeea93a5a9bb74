//! What only the root module of a receiving account has: the copier's IAM policies and the variables of the owner's keys.

use serde::Serialize;

use super::{provider, reference};
use crate::plan::copier::{Permission, Resource};
use crate::plan::{MultiRegion, RootModule};
use crate::policy::document::VERSION;
use crate::terraform::value::Value;

/// An IAM policy for whoever copies, and the roles that it is attached to.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Copier {
    label: Value,
    provider: Option<Value>,
    name: Value,
    description: Value,
    policy: Value,
    policy_arn: Value,
    roles: Option<Value>,
}

/// The copier's policies, region by region.
pub(in crate::render) fn copiers(module: &RootModule) -> Vec<Copier> {
    let Some(receiver) = &module.receiver else {
        return Vec::new();
    };
    let by_alias = module.toolchain.multi_region.value == MultiRegion::Alias;
    let home = module.regions.keys().next().filter(|_| by_alias);
    let roles: Vec<Value> = receiver
        .roles
        .iter()
        .map(|role| role.as_str().into())
        .collect();
    receiver
        .policies
        .iter()
        .map(|policy| Copier {
            label: policy.label.as_str().into(),
            provider: home.map(|region| provider(module, *region)),
            name: policy.name.as_str().into(),
            description: format!(
                "Copies in {} what {} shares with this account",
                policy.region, receiver.owner
            )
            .into(),
            policy: document(&policy.permissions),
            policy_arn: reference(&format!("aws_iam_policy.{}.arn", policy.label)),
            roles: super::list_or_none(roles.clone()),
        })
        .collect()
}

/// A policy as a value, in the order in which a policy is read.
pub(super) fn document(permissions: &[Permission]) -> Value {
    let statements = permissions.iter().map(statement).collect();
    Value::Map(vec![
        ("Version".to_owned(), VERSION.into()),
        ("Statement".to_owned(), Value::List(statements)),
    ])
}

fn statement(permission: &Permission) -> Value {
    let actions = permission.actions.iter().copied().map(Value::from);
    let resources = permission.resources.iter().map(|resource| match resource {
        Resource::Arn(arn) => arn.as_str().into(),
        Resource::OwnerKey(variable) => reference(&format!("var.{variable}")),
        Resource::OwnKey(key) => reference(&format!("{}.{}.arn", key.resource, key.label)),
        Resource::MasterSecret { resource, label } => reference(&format!(
            "{resource}.{label}.master_user_secret[0].secret_arn"
        )),
    });
    let mut entries = vec![
        ("Sid".to_owned(), permission.sid.into()),
        ("Effect".to_owned(), "Allow".into()),
        ("Action".to_owned(), one_or_list(actions.collect())),
        ("Resource".to_owned(), one_or_list(resources.collect())),
    ];
    if !permission.conditions.is_empty() {
        let conditions = permission.conditions.iter().map(|(operator, key, values)| {
            let values = values.iter().map(|value| value.as_str().into()).collect();
            let test = Value::Map(vec![((*key).to_owned(), one_or_list(values))]);
            ((*operator).to_owned(), test)
        });
        entries.push(("Condition".to_owned(), Value::Map(conditions.collect())));
    }
    Value::Map(entries)
}

fn one_or_list(mut values: Vec<Value>) -> Value {
    match values.len() {
        1 => values.remove(0),
        _ => Value::List(values),
    }
}

/// A variable that takes the ARN of an owner's key, and nothing else.
#[derive(Debug, Serialize)]
pub(super) struct KeyVariable {
    name: Value,
    description: Value,
    reference: Value,
    pattern: Value,
    error: Value,
}

/// The variables of the owner's keys.
pub(super) fn key_variables(module: &RootModule) -> Vec<KeyVariable> {
    let Some(receiver) = &module.receiver else {
        return Vec::new();
    };
    receiver
        .owner_keys
        .iter()
        .map(|key| {
            let arn = format!(
                "arn:{}:kms:{}:{}:key/",
                key.region.partition().id(),
                key.region,
                receiver.owner
            );
            KeyVariable {
                name: key.variable.as_str().into(),
                description: format!(
                    "ARN of the owner's key {} in {}: the output {} of the owner's module has it",
                    key.key.name,
                    key.region,
                    super::outputs::sharing_output(&receiver.name)
                )
                .into(),
                reference: reference(&format!("var.{}", key.variable)),
                pattern: format!("^{arn}(mrk-)?[0-9a-f-]+$").into(),
                error: format!("This must be the ARN of a key, no alias, such as {arn}1234abcd-12ab-34cd-56ef-1234567890ab.").into(),
            }
        })
        .collect()
}
