//! JSON to a policy: strict, total, all mistakes at once. Knows the grammar of key policies; must not know
//! what they mean.
//!
//! Sources: IAM User Guide "Grammar of the IAM JSON policy language", KMS Developer Guide "Key policies".

mod json;
mod reader;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use self::reader::{Reader, escaped};
use super::VERSION;
use crate::policy::{
    Actions, Conditions, Effect, Policy, Principal, Principals, Statement, Wildcard,
};

/// One mistake in a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mistake {
    /// Where: `/Statement/0/Principal/AWS`; empty for the whole document.
    pub path: String,
    /// What is wrong, in one line.
    pub message: String,
}

/// A text as JSON in which no object has a key twice.
///
/// # Errors
///
/// What is no JSON, or has such an object.
pub fn json_text(text: &str) -> serde_json::Result<Value> {
    json::value(text)
}

/// Reads a policy from JSON text.
///
/// # Errors
///
/// All mistakes: text that is no JSON, a repeated key, and those of [`policy`].
pub fn policy_text(text: &str) -> Result<Policy, Vec<Mistake>> {
    let value = json::value(text).map_err(|error| {
        vec![Mistake {
            path: String::new(),
            message: error.to_string(),
        }]
    })?;
    policy(&value)
}

/// Reads a policy from a value of JSON. `Id`, which has no effect, is not kept.
///
/// # Errors
///
/// All mistakes: unknown, missing and contradicting keys, empty lists and wrong types.
pub fn policy(value: &Value) -> Result<Policy, Vec<Mistake>> {
    let mut reader = Reader::default();
    let policy = reader.policy(value);
    if reader.mistakes.is_empty() {
        Ok(policy)
    } else {
        Err(reader.mistakes)
    }
}

impl Reader {
    fn policy(&mut self, value: &Value) -> Policy {
        let Some(entries) = self.object("", value, &["Version", "Id", "Statement"]) else {
            return Policy::default();
        };
        match entries.get("Version") {
            None => self.mistake(
                "",
                format!("`Version` is missing; it has to be `{VERSION}`"),
            ),
            Some(Value::String(version)) if version == VERSION => {}
            Some(_) => self.mistake("/Version", format!("the version has to be `{VERSION}`")),
        }
        if let Some(id) = entries.get("Id") {
            self.text("/Id", id);
        }
        let statements = match entries.get("Statement") {
            None => {
                self.mistake("", "`Statement` is missing");
                Vec::new()
            }
            Some(Value::Array(items)) if items.is_empty() => {
                self.mistake("/Statement", "there is no statement");
                Vec::new()
            }
            Some(Value::Array(items)) => items
                .iter()
                .enumerate()
                .map(|(index, item)| self.statement(&format!("/Statement/{index}"), item))
                .collect(),
            Some(single) => vec![self.statement("/Statement", single)],
        };
        Policy {
            statements: statements.into_iter().flatten().collect(),
        }
    }

    fn statement(&mut self, path: &str, value: &Value) -> Option<Statement> {
        const KEYS: &[&str] = &[
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "Condition",
        ];
        let entries = self.object(path, value, KEYS)?;
        let sid = entries
            .get("Sid")
            .and_then(|sid| self.text(&format!("{path}/Sid"), sid));
        let effect = self.effect(path, entries);
        let principals =
            self.either(path, entries, "Principal", "NotPrincipal")
                .map(|(key, not, value)| {
                    let set = self.principals(&format!("{path}/{key}"), value);
                    if not {
                        Principals::NotIn(set)
                    } else {
                        Principals::In(set)
                    }
                });
        let actions = self
            .either(path, entries, "Action", "NotAction")
            .map(|(key, not, value)| {
                let set = self.texts(&format!("{path}/{key}"), value);
                if not {
                    Actions::NotIn(set)
                } else {
                    Actions::In(set)
                }
            });
        let resources = match entries.get("Resource") {
            Some(value) => self.texts(&format!("{path}/Resource"), value),
            None => {
                self.mistake(
                    path,
                    "`Resource` is missing; in a key policy `*` means this key",
                );
                BTreeSet::new()
            }
        };
        let conditions = entries
            .get("Condition")
            .map(|value| self.conditions(&format!("{path}/Condition"), value));
        Some(Statement {
            sid: sid.unwrap_or_default(),
            effect: effect?,
            principals: principals?,
            actions: actions?,
            resources,
            conditions: conditions.unwrap_or_default(),
        })
    }

    fn effect(&mut self, path: &str, entries: &Map<String, Value>) -> Option<Effect> {
        match entries.get("Effect") {
            Some(Value::String(effect)) if effect == "Allow" => return Some(Effect::Allow),
            Some(Value::String(effect)) if effect == "Deny" => return Some(Effect::Deny),
            Some(_) => self.mistake(
                &format!("{path}/Effect"),
                "an effect is `Allow` or `Deny`, written so",
            ),
            None => self.mistake(path, "`Effect` is missing"),
        }
        None
    }

    /// The one of two keys that exclude each other: its name, whether it is the second, and its value.
    fn either<'a>(
        &mut self,
        path: &str,
        entries: &'a Map<String, Value>,
        key: &'static str,
        not_key: &'static str,
    ) -> Option<(&'static str, bool, &'a Value)> {
        match (entries.get(key), entries.get(not_key)) {
            (Some(value), None) => return Some((key, false, value)),
            (None, Some(value)) => return Some((not_key, true, value)),
            (Some(_), Some(_)) => {
                self.mistake(path, format!("`{key}` and `{not_key}` exclude each other"));
            }
            (None, None) => self.mistake(path, format!("`{key}` is missing")),
        }
        None
    }

    fn principals(&mut self, path: &str, value: &Value) -> BTreeSet<Principal> {
        match value {
            Value::String(text) if text == "*" => {
                return BTreeSet::from([Principal::Anyone(Wildcard::Bare)]);
            }
            Value::String(_) => {
                self.mistake(
                    path,
                    "a principal alone has to be `*`; write others as `{\"AWS\": …}`",
                );
                return BTreeSet::new();
            }
            _ => {}
        }
        let mut principals = BTreeSet::new();
        let Some(kinds) = self.object(path, value, &["AWS", "Federated", "Service"]) else {
            return principals;
        };
        if kinds.is_empty() {
            self.mistake(path, "there is no principal");
        }
        for (kind, value) in kinds {
            let texts = self.texts(&format!("{path}/{kind}"), value);
            principals.extend(texts.into_iter().map(|text| match kind.as_str() {
                "Federated" => Principal::Federated(text),
                "Service" => Principal::Service(text),
                _ if text == "*" => Principal::Anyone(Wildcard::Aws),
                _ => Principal::Aws(text),
            }));
        }
        principals
    }

    fn conditions(&mut self, path: &str, value: &Value) -> Conditions {
        let mut conditions = Conditions::new();
        for (operator, tests) in self.entries(path, value).into_iter().flatten() {
            let path = format!("{path}/{}", escaped(operator));
            let mut keys = BTreeMap::new();
            for (key, values) in self.entries(&path, tests).into_iter().flatten() {
                let path = format!("{path}/{}", escaped(key));
                keys.insert(key.clone(), self.scalars(&path, values));
            }
            conditions.insert(operator.clone(), keys);
        }
        conditions
    }
}
