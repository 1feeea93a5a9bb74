//! `compliance:`: rules of AWS Config, the guardrail, notifications and AWS Backup.

use super::super::compliance::{
    Backup, Compliance, ConfigRules, DeployAs, Events, Guardrail, Recorder,
};
use super::super::fields::{entries, listed, unknown};
use super::super::rules::{SPEC_TYPE, SPEC_VALUE};
use super::super::{Named, read};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::At;
use crate::source::node::{Entry, Scalar, Style, Value};

/// What `compliance` may say.
pub(super) const WORDS: &[&str] = &[
    "config_rules",
    "recorder",
    "s3_bucket_name",
    "s3_key_prefix",
    "resource_types",
    "service_linked_role",
    "deploy_as",
    "excluded_accounts",
    "maximum_execution_frequency",
    "guardrail",
    "events",
    "backup",
];
/// What `guardrail` may say, where it is a map.
pub(super) const GUARDRAIL: &[&str] = &["targets", "snapshot_sharers"];
/// What `events` may say, where it is a map.
pub(super) const EVENTS: &[&str] = &["name", "key"];
/// What `backup` may say, where it is a map.
pub(super) const BACKUP: &[&str] = &["key", "schedule", "delete_after"];

const RECORDERS: &[(&str, Recorder)] = &[
    ("existing", Recorder::Existing),
    ("managed", Recorder::Managed),
];
const FORMS: &[(&str, DeployAs)] = &[
    ("rules", DeployAs::Rules),
    ("conformance_pack", DeployAs::ConformancePack),
    ("organization_rules", DeployAs::OrganizationRules),
    (
        "organization_conformance_pack",
        DeployAs::OrganizationConformancePack,
    ),
];

pub(super) fn decode(entry: &Entry, found: &mut Diagnostics) -> Compliance {
    let mut compliance = Compliance::default();
    let help =
        "write `config_rules: recommended` and `recorder: existing` below it, or other controls";
    for inner in entries(entry, "a map", help, found).unwrap_or_default() {
        match inner.key.as_str() {
            "config_rules" => compliance.config_rules = config_rules(inner, found),
            "recorder" => compliance.recorder = one_of(inner, RECORDERS, found),
            "s3_bucket_name" => compliance.s3_bucket_name = read::text(inner, found),
            "s3_key_prefix" => compliance.s3_key_prefix = read::text(inner, found),
            "resource_types" => compliance.resource_types = read::texts(inner, found),
            "service_linked_role" => {
                compliance.service_linked_role = one_of(inner, RECORDERS, found);
            }
            "deploy_as" => compliance.deploy_as = one_of(inner, FORMS, found),
            "excluded_accounts" => compliance.excluded_accounts = read::texts(inner, found),
            "maximum_execution_frequency" => {
                compliance.maximum_execution_frequency = read::text(inner, found);
            }
            "guardrail" => compliance.guardrail = guardrail(inner, found),
            "events" => compliance.events = events(inner, found),
            "backup" => compliance.backup = backup(inner, found),
            other => unknown(other, inner.key_at, "`compliance`", WORDS, found),
        }
    }
    compliance
}

fn one_of<T: Copy>(entry: &Entry, values: &[(&str, T)], found: &mut Diagnostics) -> Option<At<T>> {
    let text = read::text(entry, found)?;
    if let Some((_, value)) = values.iter().find(|(word, _)| *word == text.value) {
        return Some(At::new(*value, text.at));
    }
    let words: Vec<&str> = values.iter().map(|(word, _)| *word).collect();
    found.push(Diagnostic::new(
        &SPEC_VALUE,
        text.at,
        format!(
            "`{}` is one of {}, and not `{}`",
            entry.key,
            listed(&words),
            text.escape_debug()
        ),
        format!("write one of {}", listed(&words)),
    ));
    None
}

/// `recommended`, a list of identifiers, or a map of identifiers with their parameters.
fn config_rules(entry: &Entry, found: &mut Diagnostics) -> Option<At<ConfigRules>> {
    let mut these = Named::new();
    match &entry.node.value {
        Value::Scalar(Scalar { text, .. }) if text == "recommended" => {
            return Some(At::new(ConfigRules::Recommended, entry.node.at));
        }
        Value::List(_) => {
            for identifier in read::texts(entry, found)?.value {
                these.insert(
                    identifier.value.clone(),
                    At::new(Named::new(), identifier.at),
                );
            }
        }
        Value::Map(rules) => {
            for rule in rules {
                let parameters = read::table(rule, found)?;
                these.insert(rule.key.clone(), At::new(parameters.value, rule.key_at));
            }
        }
        Value::Scalar(_) => {
            read::wrong_type(
                entry,
                "`recommended`, a list or a map",
                "write `recommended`, a list of rules, or rules with their parameters",
                found,
            );
            return None;
        }
    }
    if these.is_empty() {
        found.push(Diagnostic::new(
            &SPEC_TYPE,
            entry.node.at,
            "`config_rules` is empty",
            "name at least one rule, or leave the key out",
        ));
        return None;
    }
    Some(At::new(ConfigRules::These(these), entry.node.at))
}

/// `true` or `false` in place of a map.
fn switch(entry: &Entry) -> Option<bool> {
    match &entry.node.value {
        Value::Scalar(Scalar {
            text,
            style: Style::Plain,
        }) => match text.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        },
        Value::Scalar(_) | Value::List(_) | Value::Map(_) => None,
    }
}

fn settings<'a>(entry: &'a Entry, found: &mut Diagnostics) -> Option<&'a [Entry]> {
    let help = "write `true`, or its settings below it";
    entries(entry, "`true`, `false` or a map", help, found)
}

fn guardrail(entry: &Entry, found: &mut Diagnostics) -> Option<At<Guardrail>> {
    let mut guardrail = Guardrail {
        enabled: switch(entry).unwrap_or(true),
        ..Guardrail::default()
    };
    if switch(entry).is_none() {
        for inner in settings(entry, found)? {
            match inner.key.as_str() {
                "targets" => guardrail.targets = read::texts(inner, found),
                "snapshot_sharers" => guardrail.snapshot_sharers = read::texts(inner, found),
                other => unknown(other, inner.key_at, "`guardrail`", GUARDRAIL, found),
            }
        }
    }
    Some(At::new(guardrail, entry.key_at))
}

fn events(entry: &Entry, found: &mut Diagnostics) -> Option<At<Events>> {
    let mut events = Events {
        enabled: switch(entry).unwrap_or(true),
        name: None,
        key: None,
        at: entry.key_at,
    };
    if switch(entry).is_none() {
        for inner in settings(entry, found)? {
            match inner.key.as_str() {
                "name" => events.name = read::text(inner, found),
                "key" => events.key = read::text(inner, found),
                other => unknown(other, inner.key_at, "`events`", EVENTS, found),
            }
        }
    }
    Some(At::new(events, entry.key_at))
}

fn backup(entry: &Entry, found: &mut Diagnostics) -> Option<At<Backup>> {
    let mut backup = Backup {
        enabled: switch(entry).unwrap_or(true),
        key: None,
        schedule: None,
        delete_after: None,
        at: entry.key_at,
    };
    if switch(entry).is_none() {
        for inner in settings(entry, found)? {
            match inner.key.as_str() {
                "key" => backup.key = read::text(inner, found),
                "schedule" => backup.schedule = read::text(inner, found),
                "delete_after" => backup.delete_after = read::whole(inner, found),
                other => unknown(other, inner.key_at, "`backup`", BACKUP, found),
            }
        }
    }
    Some(At::new(backup, entry.key_at))
}
