//! `keys:`: the keys that databases name.

use super::super::fields::{entries, unknown};
use super::super::rules::ID_TF_LABEL;
use super::super::{Key, Named, read};
use super::{check_tags, named, region, statements};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::At;
use crate::source::node::Entry;

/// What a key may say.
pub(super) const WORDS: &[&str] = &[
    "alias",
    "description",
    "administrators",
    "users",
    "enable_key_rotation",
    "rotation_period_in_days",
    "deletion_window_in_days",
    "multi_region",
    "primary_region",
    "prevent_destroy",
    "tags",
    "arguments",
    "renamed_from",
    "statements",
];

pub(super) fn decode(entry: &Entry, found: &mut Diagnostics) -> Named<Key> {
    let mut keys = Named::new();
    for inner in named(entry, "key", found).unwrap_or_default() {
        check_label(inner, found);
        let key = key(inner, found);
        keys.insert(inner.key.clone(), At::new(key, inner.key_at));
    }
    keys
}

/// A key's name becomes a Terraform label, and must stay one under every spec.
fn check_label(entry: &Entry, found: &mut Diagnostics) {
    let name = entry.key.as_str();
    let shaped = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
        && name.len() <= 64;
    if !shaped {
        found.push(Diagnostic::new(
            &ID_TF_LABEL,
            entry.key_at,
            format!(
                "the key name `{}` cannot be the label of a Terraform resource",
                name.escape_debug()
            ),
            "use letters, digits, `_` and `-`, start with a letter, and stay within 64 characters",
        ));
    }
}

/// One key: under `keys`, or of a sharing account.
pub(super) fn key(entry: &Entry, found: &mut Diagnostics) -> Key {
    let mut key = Key::default();
    let help = "write its `alias` below it, or `{}`";
    for inner in entries(entry, "a map", help, found).unwrap_or_default() {
        match inner.key.as_str() {
            "alias" => key.alias = read::text(inner, found),
            "description" => key.description = read::text(inner, found),
            "administrators" => {
                key.administrators = read::texts(inner, found)
                    .map(|list| list.value)
                    .unwrap_or_default();
            }
            "users" => key.users = read::texts(inner, found),
            "enable_key_rotation" => key.enable_key_rotation = read::flag(inner, found),
            "rotation_period_in_days" => key.rotation_period_in_days = read::whole(inner, found),
            "deletion_window_in_days" => key.deletion_window_in_days = read::whole(inner, found),
            "multi_region" => key.multi_region = read::flag(inner, found),
            "primary_region" => {
                key.primary_region = read::text(inner, found)
                    .and_then(|text| Some(At::new(region(&text.value, text.at, found)?, text.at)));
            }
            "prevent_destroy" => key.prevent_destroy = read::flag(inner, found),
            "tags" => {
                key.tags = read::table(inner, found)
                    .map(|tags| tags.value)
                    .unwrap_or_default();
                check_tags(&key.tags, found);
            }
            "arguments" => {
                key.arguments = read::plain(inner, found)
                    .map(|map| map.value)
                    .unwrap_or_default();
            }
            "renamed_from" => key.renamed_from = read::text(inner, found),
            "statements" => key.statements = statements::decode(inner, found),
            other => unknown(other, inner.key_at, "a key", WORDS, found),
        }
    }
    key
}
