//! Keys, replica keys and their aliases.

use serde::Serialize;

use super::{Site, arguments, reference, site, tags, text};
use crate::plan::arguments::Target;
use crate::plan::{self, KeyKind, RootModule};
use crate::policy::document::Document;
use crate::terraform::member::Member;
use crate::terraform::value::Value;

/// A key of one region, or a multi-Region primary.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Key {
    label: Value,
    #[serde(flatten)]
    site: Site,
    description: Value,
    multi_region: Option<Value>,
    enable_key_rotation: Value,
    rotation_period_in_days: Option<Value>,
    deletion_window_in_days: Value,
    tags: Option<Value>,
    policy: Value,
    arguments: Vec<Member>,
    prevent_destroy: bool,
    alias: Value,
    key_id: Value,
}

pub(in crate::render) fn key(module: &RootModule, key: &plan::Key) -> Key {
    Key {
        label: key.label.as_str().into(),
        site: site(module, key.region),
        description: text(&key.description),
        multi_region: (key.kind == KeyKind::Primary).then(|| true.into()),
        enable_key_rotation: key.rotation.value.into(),
        rotation_period_in_days: super::maybe_whole(&key.rotation_period),
        deletion_window_in_days: key.deletion_window.value.into(),
        tags: tags(&key.tags),
        policy: value(&key.policy(&module.account).document()),
        arguments: arguments(&key.arguments, Target::Key),
        prevent_destroy: key.prevent_destroy.value,
        alias: format!("alias/{}", key.alias).into(),
        key_id: key_id(key),
    }
}

/// A replica of a multi-Region primary. Its material and rotation are the primary's; its policy is its own.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ReplicaKey {
    label: Value,
    #[serde(flatten)]
    site: Site,
    description: Value,
    primary_key_arn: Value,
    deletion_window_in_days: Value,
    tags: Option<Value>,
    policy: Value,
    arguments: Vec<Member>,
    prevent_destroy: bool,
    alias: Value,
    key_id: Value,
}

pub(in crate::render) fn replica_key(
    module: &RootModule,
    key: &plan::Key,
    primary: &str,
) -> ReplicaKey {
    ReplicaKey {
        label: key.label.as_str().into(),
        site: site(module, key.region),
        description: text(&key.description),
        primary_key_arn: reference(&format!("aws_kms_key.{primary}.arn")),
        deletion_window_in_days: key.deletion_window.value.into(),
        tags: tags(&key.tags),
        policy: value(&key.policy(&module.account).document()),
        arguments: arguments(&key.arguments, Target::ReplicaKey),
        prevent_destroy: key.prevent_destroy.value,
        alias: format!("alias/{}", key.alias).into(),
        key_id: key_id(key),
    }
}

fn key_id(key: &plan::Key) -> Value {
    reference(&format!("{}.{}.key_id", key.resource(), key.label))
}

/// A policy document as a value. Its depth is that of a policy.
pub(super) fn value(document: &Document) -> Value {
    match document {
        Document::Text(text) => Value::Text(text.clone()),
        Document::List(items) => Value::List(items.iter().map(value).collect()),
        Document::Map(entries) => Value::Map(
            entries
                .iter()
                .map(|(name, inner)| (name.clone(), value(inner)))
                .collect(),
        ),
    }
}
