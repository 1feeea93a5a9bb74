//! One value of the spec from one entry: text, flags, whole numbers, lists and tables. Knows shapes and how
//! to say that one is wrong; must not know which word it reads for.

use super::rules::{PW_LITERAL, SPEC_NULL, SPEC_TYPE};
use super::settings::{Password, Scaling};
use super::{Arguments, Named, Plain, decode};
use crate::aws::engines::Engine;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::Region;
use crate::source::node::{Entry, Node, Scalar, Style, Value};
use crate::source::{At, Place};

/// Says that a value has the wrong shape.
pub(super) fn wrong_type(entry: &Entry, wanted: &str, help: &str, found: &mut Diagnostics) {
    let (rule, message) = if entry.node.is_null() {
        (&SPEC_NULL, format!("`{}` has no value", entry.key))
    } else {
        let is = entry.node.kind_name();
        (
            &SPEC_TYPE,
            format!("`{}` must be {wanted}, and is {is}", entry.key),
        )
    };
    let at = if entry.node.is_null() {
        entry.key_at
    } else {
        entry.node.at
    };
    found.push(Diagnostic::new(rule, at, message, help));
}

fn scalar<'a>(
    entry: &'a Entry,
    wanted: &str,
    help: &str,
    found: &mut Diagnostics,
) -> Option<&'a Scalar> {
    match &entry.node.value {
        Value::Scalar(scalar) if !entry.node.is_null() => Some(scalar),
        _ => {
            wrong_type(entry, wanted, help, found);
            None
        }
    }
}

/// Text, whatever it looks like: `15.10` is `15.10`. Empty text is a mistake everywhere.
pub(super) fn text(entry: &Entry, found: &mut Diagnostics) -> Option<At<String>> {
    let scalar = scalar(entry, "text", "give it a text, or leave the key out", found)?;
    if scalar.text.trim().is_empty() {
        found.push(Diagnostic::new(
            &SPEC_TYPE,
            entry.node.at,
            format!("`{}` is empty", entry.key),
            "give it a text, or leave the key out",
        ));
        return None;
    }
    Some(At::new(scalar.text.clone(), entry.node.at))
}

/// `true` or `false`, without quotes.
pub(super) fn flag(entry: &Entry, found: &mut Diagnostics) -> Option<At<bool>> {
    let help = "write `true` or `false`, without quotes";
    let scalar = scalar(entry, "`true` or `false`", help, found)?;
    match (scalar.style, scalar.text.as_str()) {
        (Style::Plain, "true") => Some(At::new(true, entry.node.at)),
        (Style::Plain, "false") => Some(At::new(false, entry.node.at)),
        (_, text) => {
            let diagnostic = Diagnostic::new(
                &SPEC_TYPE,
                entry.node.at,
                format!("`{}` must be `true` or `false`, and is `{text}`", entry.key),
                help,
            );
            let meant = match text.to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "y" => Some("true"),
                "false" | "no" | "off" | "n" => Some("false"),
                _ => None,
            };
            found.push(match meant {
                Some(meant) => diagnostic.patch(entry.node.at, meant),
                None => diagnostic,
            });
            None
        }
    }
}

/// A whole number, without quotes.
pub(super) fn whole(entry: &Entry, found: &mut Diagnostics) -> Option<At<i64>> {
    let help = "write a whole number, without quotes";
    let scalar = scalar(entry, "a whole number", help, found)?;
    let digits = scalar.text.strip_prefix('-').unwrap_or(&scalar.text);
    let number = (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| scalar.text.parse::<i64>().ok())
        .flatten();
    match (scalar.style, number) {
        (Style::Plain, Some(number)) => Some(At::new(number, entry.node.at)),
        (_, number) => {
            let diagnostic = Diagnostic::new(
                &SPEC_TYPE,
                entry.node.at,
                format!(
                    "`{}` must be a whole number, and is `{}`",
                    entry.key, scalar.text
                ),
                help,
            );
            found.push(match number {
                Some(number) => diagnostic.patch(entry.node.at, number.to_string()),
                None => diagnostic,
            });
            None
        }
    }
}

/// A list of texts. One text alone is taken for a mistake, with the brackets as the way out.
pub(super) fn texts(entry: &Entry, found: &mut Diagnostics) -> Option<At<Vec<At<String>>>> {
    let Value::List(items) = &entry.node.value else {
        let help = format!("write a list: `{}: [ … ]`", entry.key);
        wrong_type(entry, "a list", &help, found);
        return None;
    };
    let mut list = Vec::with_capacity(items.len());
    for item in items {
        let as_entry = Entry {
            key: entry.key.clone(),
            key_at: item.at,
            node: item.clone(),
        };
        list.extend(text(&as_entry, found));
    }
    Some(At::new(list, entry.node.at))
}

/// A map of texts.
pub(super) fn table(entry: &Entry, found: &mut Diagnostics) -> Option<At<Named<String>>> {
    let Value::Map(entries) = &entry.node.value else {
        wrong_type(
            entry,
            "a map",
            "write one `name: value` a line below it",
            found,
        );
        return None;
    };
    let mut table = Named::new();
    for inner in entries {
        let Some(scalar) = scalar(
            inner,
            "text",
            "give it a text; an empty one is written `\"\"`",
            found,
        ) else {
            continue;
        };
        table.insert(
            inner.key.clone(),
            At::new(scalar.text.clone(), inner.node.at),
        );
    }
    Some(At::new(table, entry.node.at))
}

/// A map of anything, for what passes through to Terraform.
pub(super) fn plain(entry: &Entry, found: &mut Diagnostics) -> Option<At<Arguments>> {
    match plain_node(&entry.key, &entry.node, found)? {
        At {
            value: Plain::Map(map),
            at,
        } => Some(At::new(map, at)),
        _ => {
            wrong_type(
                entry,
                "a map",
                "write one `argument: value` a line below it",
                found,
            );
            None
        }
    }
}

/// Any value, for what passes through to Terraform. The reader bounds the depth.
fn plain_node(key: &str, node: &Node, found: &mut Diagnostics) -> Option<At<Plain>> {
    let value = match &node.value {
        _ if node.is_null() => {
            found.push(Diagnostic::new(
                &SPEC_NULL,
                node.at,
                format!("`{key}` has no value"),
                "give it a value, or leave the key out",
            ));
            return None;
        }
        Value::Scalar(scalar) => plain_scalar(scalar),
        Value::List(items) => Plain::List(
            items
                .iter()
                .filter_map(|item| plain_node(key, item, found))
                .collect(),
        ),
        Value::Map(entries) => {
            let mut map = Arguments::new();
            for entry in entries {
                if let Some(value) = plain_node(&entry.key, &entry.node, found) {
                    map.insert(entry.key.clone(), At::new(value, entry.key_at));
                }
            }
            Plain::Map(map)
        }
    };
    Some(At::new(value, node.at))
}

fn plain_scalar(scalar: &Scalar) -> Plain {
    let text = scalar.text.as_str();
    match (scalar.style, text) {
        (Style::Plain, "true") => Plain::Flag(true),
        (Style::Plain, "false") => Plain::Flag(false),
        (Style::Plain, _) if is_number(text) => Plain::Number(text.to_owned()),
        _ => Plain::Text(text.to_owned()),
    }
}

/// True for a decimal number that Terraform reads as the same digits: no leading zeros, no exponent.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction) && (whole == "0" || !whole.starts_with('0'))
}

/// Where automated backups are replicated to.
pub(super) fn backup_replication(
    entry: &Entry,
    found: &mut Diagnostics,
) -> Option<At<super::BackupReplication>> {
    decode::snapshots::backup_replication(entry, found)
}

/// A region that exists.
pub(super) fn region(entry: &Entry, found: &mut Diagnostics) -> Option<At<Region>> {
    let text = text(entry, found)?;
    decode::region(&text.value, text.at, found).map(|region| At::new(region, text.at))
}

/// An engine that exists.
pub(super) fn engine(entry: &Entry, found: &mut Diagnostics) -> Option<At<Engine>> {
    let text = text(entry, found)?;
    decode::engine(&text.value, text.at, found).map(|engine| At::new(engine, text.at))
}

/// `managed` or `variable`; anything else would be a password in the spec.
pub(super) fn password(entry: &Entry, found: &mut Diagnostics) -> Option<At<Password>> {
    let help = "write `password: managed` (kept in Secrets Manager under the database's key) or \
                `password: variable` (a write-only input of Terraform)";
    let scalar = scalar(entry, "`managed` or `variable`", help, found)?;
    match scalar.text.as_str() {
        "managed" => Some(At::new(Password::Managed, entry.node.at)),
        "variable" => Some(At::new(Password::Variable, entry.node.at)),
        _ => {
            found.push(
                Diagnostic::new(
                    &PW_LITERAL,
                    entry.node.at,
                    "`password` holds a password in plain text",
                    help,
                )
                .label("a password never stands in a spec; change this one if it is in use"),
            );
            None
        }
    }
}

/// What the capacity of a serverless v2 cluster says.
pub(super) const SCALING: &[&str] = &["min_capacity", "max_capacity", "seconds_until_auto_pause"];

/// The capacity of a serverless v2 cluster.
pub(super) fn scaling(entry: &Entry, found: &mut Diagnostics) -> Option<At<Scaling>> {
    let help = "write `{ min_capacity: 0.5, max_capacity: 16 }`";
    let Value::Map(entries) = &entry.node.value else {
        wrong_type(entry, "a map", help, found);
        return None;
    };
    let (mut min, mut max, mut pause) = (None, None, None);
    for inner in entries {
        match inner.key.as_str() {
            "min_capacity" => min = text(inner, found),
            "max_capacity" => max = text(inner, found),
            "seconds_until_auto_pause" => pause = whole(inner, found),
            other => super::fields::unknown(
                other,
                inner.key_at,
                "`serverlessv2_scaling_configuration`",
                SCALING,
                found,
            ),
        }
    }
    let mut required = |value: Option<At<String>>, name: &str, at: Place| {
        if value.is_none() && !entries.iter().any(|inner| inner.key == name) {
            super::fields::missing(
                name,
                at,
                "`serverlessv2_scaling_configuration`",
                help,
                found,
            );
        }
        value
    };
    let min_capacity = required(min, "min_capacity", entry.key_at);
    let max_capacity = required(max, "max_capacity", entry.key_at);
    Some(At::new(
        Scaling {
            min_capacity: min_capacity?,
            max_capacity: max_capacity?,
            seconds_until_auto_pause: pause,
        },
        entry.node.at,
    ))
}
