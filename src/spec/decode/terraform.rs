//! `terraform:`: versions, the provider's role and the backend of the state.

use std::collections::BTreeMap;

use super::super::fields::{entries, listed, missing, unknown};
use super::super::rules::{ARN_SHAPE, BACKEND_KEY, SPEC_VALUE, TF_CONSTRAINT};
use super::super::{AssumeRole, Backend, MultiRegion, Plain, Terraform, read};
use crate::aws::arns::Arn;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::At;
use crate::source::node::{Entry, Value};

/// The backends that are offered, with the setting that holds the state's path: Sealform derives it, since
/// each root module needs a state of its own.
const BACKENDS: &[(&str, &str)] = &[
    ("azurerm", "key"),
    ("gcs", "prefix"),
    ("local", "path"),
    ("s3", "key"),
];

/// What `terraform` may say.
pub(super) const WORDS: &[&str] = &[
    "required_version",
    "aws_provider",
    "multi_region",
    "assume_role",
    "backend",
];

/// What `assume_role` may say.
pub(super) const ASSUME_ROLE: &[&str] = &["role_arn", "external_id", "session_name"];

pub(super) fn decode(entry: &Entry, found: &mut Diagnostics) -> Option<Terraform> {
    let mut terraform = Terraform::default();
    for inner in entries(
        entry,
        "a map",
        "write the settings of Terraform below it",
        found,
    )? {
        match inner.key.as_str() {
            "required_version" => terraform.required_version = constraint(inner, found),
            "aws_provider" => terraform.aws_provider = constraint(inner, found),
            "multi_region" => terraform.multi_region = multi_region(inner, found),
            "assume_role" => terraform.assume_role = assume_role(inner, found),
            "backend" => terraform.backend = backend(inner, found),
            other => unknown(other, inner.key_at, "`terraform`", WORDS, found),
        }
    }
    Some(terraform)
}

/// A version constraint: `>= 1.11`, `>= 5.100, < 7.0`, `~> 6.0`.
fn constraint(entry: &Entry, found: &mut Diagnostics) -> Option<At<String>> {
    let text = read::text(entry, found)?;
    let part_is_shaped = |part: &str| {
        let part = part.trim();
        let version = part.trim_start_matches(['>', '<', '=', '!', '~']).trim();
        let operator = part
            .get(..part.len().saturating_sub(version.len()))
            .unwrap_or("")
            .trim();
        matches!(operator, "" | "=" | "!=" | ">" | ">=" | "<" | "<=" | "~>")
            && !version.is_empty()
            && version.split('.').count() <= 3
            && version.split('.').all(|number| {
                !number.is_empty()
                    && number.len() <= 6
                    && number.bytes().all(|byte| byte.is_ascii_digit())
            })
    };
    if text.split(',').all(part_is_shaped) {
        return Some(text);
    }
    found.push(Diagnostic::new(
        &TF_CONSTRAINT,
        text.at,
        format!("`{text}` is not a version constraint"),
        "write one such as `>= 1.11`, `~> 6.0` or `>= 5.100, < 7.0`",
    ));
    None
}

fn multi_region(entry: &Entry, found: &mut Diagnostics) -> Option<At<MultiRegion>> {
    let text = read::text(entry, found)?;
    let mode = match text.value.as_str() {
        "alias" => MultiRegion::Alias,
        "region" => MultiRegion::Region,
        other => {
            found.push(Diagnostic::new(
                &SPEC_VALUE,
                text.at,
                format!("`multi_region` is `alias` or `region`, and not `{other}`"),
                "write `alias` (one provider block per region) or `region` (provider 6's argument)",
            ));
            return None;
        }
    };
    Some(At::new(mode, text.at))
}

pub(super) fn assume_role(entry: &Entry, found: &mut Diagnostics) -> Option<At<AssumeRole>> {
    if let Value::Scalar(_) = entry.node.value {
        let role_arn = role_arn(entry, found)?;
        let at = role_arn.at;
        return Some(At::new(
            AssumeRole {
                role_arn,
                external_id: None,
                session_name: None,
            },
            at,
        ));
    }
    let (mut arn, mut external_id, mut session_name) = (None, None, None);
    let help = "write the ARN of a role, or `{ role_arn: …, external_id: … }`";
    let inner_entries = entries(entry, "the ARN of a role", help, found)?;
    for inner in inner_entries {
        match inner.key.as_str() {
            "role_arn" => arn = role_arn(inner, found),
            "external_id" => external_id = read::text(inner, found),
            "session_name" => session_name = read::text(inner, found),
            other => unknown(other, inner.key_at, "`assume_role`", ASSUME_ROLE, found),
        }
    }
    if !inner_entries.iter().any(|inner| inner.key == "role_arn") {
        missing("role_arn", entry.key_at, "`assume_role`", help, found);
    }
    Some(At::new(
        AssumeRole {
            role_arn: arn?,
            external_id,
            session_name,
        },
        entry.node.at,
    ))
}

fn role_arn(entry: &Entry, found: &mut Diagnostics) -> Option<At<String>> {
    let text = read::text(entry, found)?;
    let is_role = Arn::parse(&text)
        .is_ok_and(|arn| arn.service == "iam" && arn.resource.starts_with("role/"));
    if !is_role {
        found.push(Diagnostic::new(
            &ARN_SHAPE,
            text.at,
            format!("`{text}` is not the ARN of a role"),
            "write one such as `arn:aws:iam::123456789012:role/Terraform`",
        ));
        return None;
    }
    Some(text)
}

pub(super) fn backend(entry: &Entry, found: &mut Diagnostics) -> Option<At<Backend>> {
    let names: Vec<&str> = BACKENDS.iter().map(|(name, _)| *name).collect();
    let help = format!(
        "write one of {} with its settings, as in `s3: {{ bucket: acme-tfstate, region: us-east-1 }}`",
        listed(&names)
    );
    let kinds = entries(entry, "a map", &help, found)?;
    let [kind] = kinds else {
        found.push(Diagnostic::new(
            &SPEC_VALUE,
            entry.key_at,
            "`backend` must name one backend",
            help,
        ));
        return None;
    };
    let Some((_, path)) = BACKENDS.iter().find(|(name, _)| *name == kind.key) else {
        unknown(&kind.key, kind.key_at, "`backend`", &names, found);
        return None;
    };
    let settings: BTreeMap<String, At<Plain>> = read::plain(kind, found)?
        .value
        .into_iter()
        .map(|(name, value)| (name, value.value))
        .collect();
    if let Some(own) = settings.get(*path) {
        found.push(Diagnostic::new(
            &BACKEND_KEY,
            own.at,
            format!("`{path}` is derived: each root module keeps a state of its own"),
            "remove it",
        ));
    }
    for name in settings.keys() {
        let shaped = name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
            && name.starts_with(|first: char| first.is_ascii_lowercase());
        if !shaped {
            found.push(Diagnostic::new(
                &SPEC_VALUE,
                kind.key_at,
                format!("`{}` is not a setting of a backend", name.escape_debug()),
                "write a setting such as `bucket`, `region` or `use_lockfile`",
            ));
            return None;
        }
    }
    Some(At::new(
        Backend {
            kind: At::new(kind.key.clone(), kind.key_at),
            settings,
        },
        entry.node.at,
    ))
}
