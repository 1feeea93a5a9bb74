//! The parts of a statement: effect, principals, actions, conditions, resource. Knows the form of each; must not know
//! which of them belong together.

use super::super::super::fields::{entries, listed, unknown};
use super::super::super::read;
use super::super::super::rules::{SPEC_TYPE, SPEC_VALUE, STMT_RESOURCE, STMT_SHAPE};
use super::super::super::statements::{Condition, Effect, Principal};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::At;
use crate::source::node::{Entry, Value};

pub(super) fn effect(word: &Entry, found: &mut Diagnostics) -> Option<At<Effect>> {
    let text = read::text(word, found)?;
    let effect = match text.value.as_str() {
        "Allow" => Some(Effect::Allow),
        "Deny" => Some(Effect::Deny),
        _ => None,
    };
    if effect.is_none() {
        let diagnostic = Diagnostic::new(
            &SPEC_VALUE,
            text.at,
            format!("`{}` must be `Allow` or `Deny`, and is `{text}`", word.key),
            "write `Allow` or `Deny`",
        );
        let meant = ["Allow", "Deny"]
            .into_iter()
            .find(|known| text.eq_ignore_ascii_case(known));
        found.push(match meant {
            Some(meant) => diagnostic.patch(text.at, meant),
            None => diagnostic,
        });
    }
    effect.map(|effect| At::new(effect, text.at))
}

/// One text, or a list of texts.
pub(super) fn one_or_more(word: &Entry, found: &mut Diagnostics) -> Option<Vec<At<String>>> {
    match &word.node.value {
        Value::List(_) => Some(read::texts(word, found)?.value),
        Value::Scalar(_) | Value::Map(_) => Some(vec![read::text(word, found)?]),
    }
}

/// `"*"`, a list of ARNs and account ids, or IAM's map by kind.
pub(super) fn principals(word: &Entry, found: &mut Diagnostics) -> Option<Vec<At<Principal>>> {
    let kinds = match &word.node.value {
        Value::Map(kinds) => kinds,
        Value::Scalar(_) | Value::List(_) => {
            let texts = one_or_more(word, found)?;
            let is_list = matches!(word.node.value, Value::List(_));
            if !is_list && texts.iter().any(|text| text.value != "*") {
                let text = read::text(word, found)?;
                found.push(
                    Diagnostic::new(
                        &STMT_SHAPE,
                        text.at,
                        format!("`{}` alone must be `\"*\"`, and is `{text}`", word.key),
                        "write a list, or who by kind: `{ AWS: … }`, `{ Service: … }`",
                    )
                    .patch(text.at, format!("{{ AWS: \"{text}\" }}")),
                );
            }
            return Some(texts.into_iter().map(|text| text.map(of_iam)).collect());
        }
    };
    let mut principals = Vec::new();
    for kind in kinds {
        let of_kind = match kind.key.as_str() {
            "AWS" => of_iam,
            "Service" => Principal::Service,
            "Federated" | "CanonicalUser" => {
                found.push(Diagnostic::new(
                    &STMT_SHAPE,
                    kind.key_at,
                    format!(
                        "nobody who calls KMS is a principal of the kind `{}`",
                        kind.key
                    ),
                    "name the role that is assumed under `AWS`",
                ));
                continue;
            }
            other => {
                unknown(
                    other,
                    kind.key_at,
                    "a principal",
                    &["AWS", "Service"],
                    found,
                );
                continue;
            }
        };
        let texts = one_or_more(kind, found).unwrap_or_default();
        principals.extend(texts.into_iter().map(|text| text.map(of_kind)));
    }
    Some(principals)
}

fn of_iam(text: String) -> Principal {
    if text == "*" {
        Principal::Anyone
    } else {
        Principal::Aws(text)
    }
}

/// `Operator: { key: value }` or `{ key: [ … ] }`. Truths and numbers are their text.
pub(super) fn conditions(word: &Entry, found: &mut Diagnostics) -> Vec<Condition> {
    let help = "write it as in `StringEquals: { kms:ViaService: rds }`";
    let mut conditions = Vec::new();
    for operator in entries(word, "a map", help, found).unwrap_or_default() {
        for key in entries(operator, "a map", help, found).unwrap_or_default() {
            let values = one_or_more(key, found).unwrap_or_default();
            if values.is_empty() && matches!(&key.node.value, Value::List(list) if list.is_empty())
            {
                let message = format!("`{}` is compared with nothing", key.key);
                found.push(Diagnostic::new(
                    &SPEC_TYPE,
                    key.node.at,
                    message,
                    "name a value",
                ));
            }
            if !values.is_empty() {
                conditions.push(Condition {
                    operator: At::new(operator.key.clone(), operator.key_at),
                    key: At::new(key.key.clone(), key.key_at),
                    values,
                });
            }
        }
    }
    conditions
}

/// A key's policy is about the key, whose ARN nobody knows before it exists.
pub(super) fn resource(word: &Entry, found: &mut Diagnostics) {
    let Some(texts) = one_or_more(word, found) else {
        return;
    };
    let is_this_key = texts.iter().all(|text| text.value == "*");
    if !is_this_key || word.key.eq_ignore_ascii_case("NotResource") {
        let written: Vec<&str> = texts.iter().map(|text| text.value.as_str()).collect();
        found.push(Diagnostic::new(
            &STMT_RESOURCE,
            word.node.at,
            format!(
                "`{}` is {}, and the statement is about its own key alone",
                word.key,
                listed(&written)
            ),
            "remove it: in the policy of a key, `*` is this key, and that is what is written",
        ));
    }
}
