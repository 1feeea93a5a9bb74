//! The keys themselves: each has one policy, rotates and is on. Knows the KMS types; must not know what
//! a policy grants.

use std::collections::BTreeMap;

use super::Violation;
use super::form::{Key, Mode, Value};
use super::item::Item;
use super::module::Module;
use super::storage::KEYS;
use crate::names::{AccountId, Partition};
use crate::policy::document::parse;

/// A key's policy, read from the text.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyPolicyText {
    /// The directory of the root module; empty for the tree's own.
    pub module: String,
    /// The resource that bears the policy: a key, or an `aws_kms_key_policy`.
    pub address: String,
    /// The key's resource.
    pub key: String,
    /// The file, as a path in the tree.
    pub file: String,
    /// The line of the policy; the file's first is 1.
    pub line: u32,
    /// The key's region, where the text tells it.
    pub region: Option<String>,
    /// The key's account, where its provider allows one only.
    pub account: Option<AccountId>,
    /// The partition of that region, where it is known.
    pub partition: Option<Partition>,
    /// The policy as plain JSON, on one line: as text, since a fleet has thousands of them.
    pub json: String,
}

/// Checks all keys of a module.
pub(super) fn check(module: &Module<'_>, violations: &mut Vec<Violation>) {
    let mut separate: BTreeMap<(&str, &str), Item<'_>> = BTreeMap::new();
    for item in of_kinds(module, &["aws_kms_key_policy"]) {
        unreadable(item, violations);
        let Some((_, kind, name)) = key_of(module, item).and_then(Item::thing) else {
            continue;
        };
        if separate.insert((kind, name), item).is_some() {
            let message = format!("`{kind}.{name}` has a policy already: one overwrites the other");
            violations.push(item.violation("two-policies", 0, message));
        }
    }
    for item in of_kinds(module, &KEYS) {
        let Some((_, kind, name)) = item.thing() else {
            continue;
        };
        let form = &item.block.form;
        match (form.value("policy"), separate.get(&(kind, name))) {
            (None, None) => {
                let message = "the key has no `policy`: AWS would give it the default one";
                violations.push(item.violation("key-without-policy", 0, message));
            }
            (Some(_), Some(second)) => {
                let message =
                    format!("`{kind}.{name}` has a policy already: one overwrites the other");
                violations.push(second.violation("two-policies", 0, message));
            }
            _ => {}
        }
        unreadable(item, violations);
        settings(item, kind, violations);
        replicated(module, item, violations);
    }
}

fn settings(item: Item<'_>, kind: &str, violations: &mut Vec<Violation>) {
    let form = &item.block.form;
    // Keys for other purposes, and replicas, have no rotation of their own.
    // Source: KMS API EnableKeyRotation.
    let symmetric = item
        .plain("customer_master_key_spec")
        .is_none_or(|spec| spec == "SYMMETRIC_DEFAULT");
    // Source: RDS User Guide "Encrypting Amazon RDS resources": a symmetric key for encryption.
    let encrypts = item
        .plain("key_usage")
        .is_none_or(|usage| usage == "ENCRYPT_DECRYPT");
    let is_said = |path| matches!(form.value(path), None | Some(Value::Text(_)));
    let known = is_said("key_usage") && is_said("customer_master_key_spec");
    if !(symmetric && encrypts && known) {
        let message = "RDS encrypts with symmetric keys for encryption only";
        violations.push(item.violation("key-kind", 0, message));
    }
    let rotation = form.argument("enable_key_rotation");
    let rotates = rotation.is_some_and(|rotation| rotation.value == Value::Bool(true));
    if kind == "aws_kms_key" && symmetric && !rotates {
        let line = rotation.map_or(0, |rotation| rotation.line);
        violations.push(item.violation(
            "rotation-off",
            line,
            "`enable_key_rotation` must be written `true`",
        ));
    }
    for (argument, wanted, rule) in [
        ("is_enabled", true, "key-disabled"),
        ("enabled", true, "key-disabled"),
        (
            "bypass_policy_lockout_safety_check",
            false,
            "policy-lockout",
        ),
    ] {
        if let Some(written) = form
            .argument(argument)
            .filter(|a| a.value != Value::Bool(wanted))
        {
            let message = format!("`{argument}` must be `{wanted}`");
            violations.push(item.violation(rule, written.line, message));
        }
    }
}

/// A replica key needs a multi-Region primary elsewhere. Source: KMS API ReplicateKey.
fn replicated(module: &Module<'_>, item: Item<'_>, violations: &mut Vec<Violation>) {
    let Some(argument) = item.block.form.argument("primary_key_arn") else {
        return;
    };
    if let Some((primary, _)) = module.referred(item, &argument.value) {
        let multi_region = primary.block.form.value("multi_region") == Some(&Value::Bool(true));
        let message = if !multi_region {
            "the primary must have `multi_region = true`"
        } else if item.location.is(&primary.location) {
            "a replica key stands in another region than its primary"
        } else {
            return;
        };
        violations.push(item.violation("replica-key", argument.line, message));
    }
}

/// A policy must be wholly in the text, or nothing can be said about what it grants.
fn unreadable(item: Item<'_>, violations: &mut Vec<Violation>) {
    if let Some(argument) = item
        .block
        .form
        .argument("policy")
        .filter(|a| a.value != Value::Null)
        && !readable(item, &argument.value)
    {
        let message = "the policy can't be read from the text alone: write it out in `jsonencode`";
        violations.push(item.violation("unreadable-policy", argument.line, message));
    }
}

fn readable(item: Item<'_>, value: &Value) -> bool {
    match value {
        Value::Json(_) => item.block.form.duties.policy_written_out,
        value => policy(item, value).is_some(),
    }
}

/// Whether a policy in `jsonencode` is wholly in the text.
pub(super) fn written_out(policy: &Value) -> bool {
    fn whole(value: &Value) -> bool {
        match value {
            Value::Null | Value::Bool(_) | Value::Text(_) | Value::Number(_) => true,
            Value::List(items) => items.iter().all(whole),
            Value::Object(fields) => fields
                .iter()
                .all(|(key, field)| *key != Key::Opaque && whole(field)),
            Value::Reference(_) | Value::Json(_) | Value::Either(_) | Value::Opaque(_) => false,
        }
    }
    match policy {
        Value::Json(document) => matches!(**document, Value::Object(_)) && whole(document),
        _ => false,
    }
}

/// The policies of all keys of a module.
pub(super) fn policies(directory: &str, module: &Module<'_>) -> Vec<KeyPolicyText> {
    let mut kinds = KEYS.to_vec();
    kinds.push("aws_kms_key_policy");
    let read = |item| {
        let argument = item_policy(item)?;
        let key = match item.thing() {
            Some((_, "aws_kms_key_policy", _)) => key_of(module, item)?,
            _ => item,
        };
        let location = key.location;
        Some(KeyPolicyText {
            module: directory.to_owned(),
            address: item.address()?,
            key: key.address()?,
            file: item.file.path.to_owned(),
            line: item.line(argument.line),
            region: location.region.map(str::to_owned),
            account: location.account.and_then(AccountId::parse),
            partition: location
                .region
                .and_then(crate::aws::regions::find)
                .map(|region| region.partition()),
            json: policy(item, &argument.value)?.to_string(),
        })
    };
    of_kinds(module, &kinds).filter_map(read).collect()
}

fn item_policy(item: Item<'_>) -> Option<&super::form::Argument> {
    item.block.form.argument("policy")
}

fn of_kinds<'m>(module: &Module<'m>, kinds: &[&str]) -> impl Iterator<Item = Item<'m>> {
    module.items.iter().copied().filter(move |item| {
        item.thing()
            .is_some_and(|(mode, kind, _)| mode == Mode::Managed && kinds.contains(&kind))
    })
}

fn key_of<'m>(module: &Module<'m>, item: Item<'m>) -> Option<Item<'m>> {
    let value = item.block.form.value("key_id")?;
    module.referred(item, value).map(|(key, _)| key)
}

/// A policy as plain JSON, from `jsonencode` or from a string of JSON.
fn policy(item: Item<'_>, value: &Value) -> Option<serde_json::Value> {
    match value {
        Value::Json(document) => json(item, document),
        // A key that stands twice would be read in one way here and in another there.
        Value::Text(hole) => parse::json_text(&item.said(*hole)).ok(),
        _ => None,
    }
    .filter(serde_json::Value::is_object)
}

fn number(text: &str) -> Option<serde_json::Value> {
    match text.parse::<u64>() {
        Ok(whole) => Some(whole.into()),
        Err(_) => serde_json::Number::from_f64(text.replace(' ', "").parse().ok()?).map(Into::into),
    }
}

/// What `jsonencode` makes of a value, where all of it is in the text.
fn json(item: Item<'_>, value: &Value) -> Option<serde_json::Value> {
    use serde_json::Value as Json;
    Some(match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Text(hole) => Json::String(item.said(*hole).into_owned()),
        Value::Number(hole) => number(item.raw(*hole))?,
        Value::List(items) => {
            let items: Option<Vec<Json>> = items.iter().map(|value| json(item, value)).collect();
            Json::Array(items?)
        }
        Value::Object(fields) => {
            let mut object = serde_json::Map::new();
            for (key, field) in fields {
                let key = match key {
                    Key::Name(name) => name.clone(),
                    Key::Text(hole) => item.said(*hole).into_owned(),
                    Key::Opaque => return None,
                };
                object.insert(key, json(item, field)?);
            }
            Json::Object(object)
        }
        Value::Reference(_) | Value::Json(_) | Value::Either(_) | Value::Opaque(_) => return None,
    })
}
