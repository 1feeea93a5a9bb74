//! From the tree of the text to the spec: every word known, every value of its shape, every mistake at
//! once. Knows the words; must not decide what follows from them.

mod compliance;
mod databases;
mod global;
mod keys;
mod networks;
mod restore;
mod sharing;
pub(super) mod snapshots;
mod statements;
mod terraform;
pub mod words;

use super::fields::{self, entries, missing, unknown};
use super::rules::{
    ACCOUNT_ID, ACCOUNT_ID_QUOTED, ENGINE_UNKNOWN, REGION_PARTITION_MIXED, REGION_UNKNOWN,
    SPEC_NAME, SPEC_TYPE, SPEC_VERSION, TAGS_AWS,
};
use super::{Named, Spec, Terraform, read};
use crate::aws::engines::{self, Engine, typo};
use crate::aws::regions;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::names::{AccountId, Region};
use crate::source::node::{Entry, Node, Scalar, Style, Value};
use crate::source::{At, Place};
use crate::suggest;

/// What a spec may say at its top.
const TOP: &[&str] = &[
    "version",
    "name",
    "environment",
    "owner",
    "terraform",
    "tags",
    "regions",
    "keys",
    "defaults",
    "databases",
    "sharing",
    "compliance",
    "accept",
    "profile",
    "profiles",
];

/// Reads the spec, or says everything that keeps it from being one.
pub fn decode(document: &Node, found: &mut Diagnostics) -> Option<Spec> {
    let (mut version, mut name, mut environment, mut owner) = (None, None, None, None);
    let (mut terraform, mut tags, mut regions) = (Terraform::default(), Named::new(), None);
    let (mut keys, mut sharing) = (Named::new(), Named::new());
    let (mut compliance, mut accept) = (super::compliance::Compliance::default(), Vec::new());
    let (mut profile, mut profiles) = (None, Named::new());
    let (mut defaults, mut databases) = (super::Settings::default(), None);

    let of = |word: &str| {
        fields::document(document)
            .iter()
            .find(|entry| entry.key == word)
    };
    for entry in fields::document(document) {
        match entry.key.as_str() {
            "version" => version = read::whole(entry, found),
            "name" => name = read::text(entry, found),
            "environment" => environment = read::text(entry, found),
            "owner" => owner = account(entry, found),
            "terraform" => terraform = terraform::decode(entry, found).unwrap_or_default(),
            "tags" => {
                tags = read::table(entry, found)
                    .map(|tags| tags.value)
                    .unwrap_or_default()
            }
            "regions" => regions = networks::decode(entry, found),
            "keys" => keys = keys::decode(entry, found),
            "defaults" => defaults = databases::defaults(entry, found),
            "databases" => databases = databases::decode(entry, of("defaults"), found),
            "sharing" => sharing = sharing::decode(entry, found),
            "compliance" => compliance = compliance::decode(entry, found),
            "accept" => accept = super::accept::decode(entry, found),
            "profile" => profile = read::text(entry, found),
            "profiles" => profiles = super::profiles::decode(entry, found),
            other => unknown(other, entry.key_at, "the spec", TOP, found),
        }
    }
    // The top of the document stands for what is missing in it.
    let top = fields::document(document)
        .first()
        .map_or(document.at, |first| first.key_at);
    for (word, help) in [
        ("version", "write `version: 1` first"),
        ("name", "name the project, as in `name: payments`"),
        (
            "owner",
            "name the account that owns the databases, as in `owner: \"123456789012\"`",
        ),
        (
            "regions",
            "name a region with its network, as `sealform init` shows",
        ),
        ("databases", "name a database, as `sealform init` shows"),
    ] {
        if of(word).is_none() {
            missing(word, top, "the spec", help, found);
        }
    }
    check_version(version, found);
    if let Some(name) = &name {
        check_name("name", name, found);
    }
    if let Some(environment) = &environment {
        check_name("environment", environment, found);
        if let Some(name) = &name {
            check_length(name, environment, found);
        }
    }
    check_tags(&tags, found);
    let selected: Vec<&At<String>> = profile
        .iter()
        .chain(&defaults.profile)
        .chain(
            databases
                .iter()
                .flat_map(|databases: &Named<super::Database>| {
                    databases
                        .values()
                        .filter_map(|database| database.settings.profile.as_ref())
                }),
        )
        .collect();
    let profiles = super::profiles::join(profiles, &selected, found);
    Some(Spec {
        profiles,
        profile,
        name: name?,
        environment,
        owner: owner?,
        terraform,
        tags,
        regions: regions?,
        keys,
        sharing,
        compliance,
        accept,
        defaults,
        databases: databases?,
    })
}

fn check_version(version: Option<At<i64>>, found: &mut Diagnostics) {
    if let Some(version) = version
        && version.value != 1
    {
        found.push(
            Diagnostic::new(
                &SPEC_VERSION,
                version.at,
                format!("the format of this spec is version {version}, and this Sealform reads version 1"),
                "write `version: 1`, or use a newer Sealform",
            )
            .patch(version.at, "1"),
        );
    }
}

/// Names become parts of AWS names and of Terraform state paths.
fn check_name(word: &str, name: &At<String>, found: &mut Diagnostics) {
    let text = name.value.as_str();
    // A vault of AWS Backup bears it. Source: AWS Backup API, CreateBackupVault, BackupVaultName.
    let least = if word == "name" { 2 } else { 1 };
    let shaped = text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.ends_with('-')
        && !text.contains("--")
        && (least..=30).contains(&text.len());
    if !shaped {
        found.push(Diagnostic::new(
            &SPEC_NAME,
            name.at,
            format!("`{word}` must be made of lower-case letters, digits and single hyphens, start with a letter, and have {least} to 30 characters"),
            "choose such a name: it becomes part of the names of subnet groups, roles, vaults and the state",
        ));
    }
}

/// Both together, with what is added, must fit into the name of a role.
/// Source: IAM User Guide, IAM and STS quotas: 64 characters.
fn check_length(name: &At<String>, environment: &At<String>, found: &mut Diagnostics) {
    let length = name.len() + environment.len();
    if length > 48 {
        found.push(
            Diagnostic::new(
                &SPEC_NAME,
                environment.at,
                format!(
                    "`name` and `environment` have {length} characters together, and 48 are allowed"
                ),
                "shorten one of them: both become part of the name of a role",
            )
            .related(name.at, "the name"),
        );
    }
}

/// Source: RDS User Guide, "Tagging Amazon RDS resources"; the numbers hold for most services of AWS.
pub(super) fn check_tags(tags: &Named<String>, found: &mut Diagnostics) {
    for (name, value) in tags {
        let problem = if name.to_ascii_lowercase().starts_with("aws:") {
            "starts with `aws:`, which is reserved".to_owned()
        } else if name.is_empty() || name.chars().count() > 128 {
            "must have 1 to 128 characters".to_owned()
        } else if value.chars().count() > 256 {
            "has a value of more than 256 characters".to_owned()
        } else if let Some(odd) = name
            .chars()
            .chain(value.value.chars())
            .find(|c| !is_tag_character(*c))
        {
            format!("holds `{}`, which a tag cannot", odd.escape_debug())
        } else {
            continue;
        };
        found.push(Diagnostic::new(
            &TAGS_AWS,
            value.at,
            format!("the tag `{}` {problem}", name.escape_debug()),
            "use letters, digits, spaces and `_ . : / = + - @`",
        ));
    }
}

fn is_tag_character(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(
            character,
            ' ' | '_' | '.' | ':' | '/' | '=' | '+' | '-' | '@'
        )
}

/// An account id. Unquoted it keeps its digits here, but not in the next tool that reads the file.
fn account(entry: &Entry, found: &mut Diagnostics) -> Option<At<AccountId>> {
    let text = read::text(entry, found)?;
    let Some(account) = AccountId::parse(&text.value) else {
        found.push(Diagnostic::new(
            &ACCOUNT_ID,
            text.at,
            format!(
                "`{}` must be an account id of 12 digits, and is `{text}`",
                entry.key
            ),
            "write the 12 digits in quotes",
        ));
        return None;
    };
    if let Value::Scalar(Scalar {
        style: Style::Plain,
        ..
    }) = entry.node.value
    {
        found.push(
            Diagnostic::new(
                &ACCOUNT_ID_QUOTED,
                text.at,
                format!("the account id `{account}` is not quoted"),
                "quote it: other tools read it as a number and lose a leading zero",
            )
            .patch(text.at, format!("\"{account}\"")),
        );
    }
    Some(At::new(account, text.at))
}

/// A region that exists, or a finding with the nearest one.
pub(super) fn region(text: &str, at: Place, found: &mut Diagnostics) -> Option<Region> {
    let region = regions::find(text);
    if region.is_none() {
        let message = if regions::is_isolated(text) {
            format!("`{text}` is in an isolated partition, which is not supported")
        } else {
            format!("there is no region `{text}`")
        };
        found.push(near(
            &REGION_UNKNOWN,
            at,
            message,
            suggest::nearest(text, regions::names()),
            "name a region of AWS, such as `eu-central-1`",
        ));
    }
    region
}

/// An engine that exists, or a finding with the one that may be meant.
pub(super) fn engine(text: &str, at: Place, found: &mut Diagnostics) -> Option<Engine> {
    let engine = Engine::parse(text);
    if engine.is_none() {
        let meant =
            typo::meant(text).or_else(|| suggest::nearest(text, engines::all().map(Engine::name)));
        found.push(near(
            &ENGINE_UNKNOWN,
            at,
            format!("there is no engine `{text}`"),
            meant,
            "name an engine of RDS or Aurora, such as `postgres` or `aurora-mysql`",
        ));
    }
    engine
}

fn near(
    rule: &'static Rule,
    at: Place,
    message: String,
    nearest: Option<&str>,
    otherwise: &str,
) -> Diagnostic {
    match nearest {
        Some(nearest) => Diagnostic::new(rule, at, message, format!("did you mean `{nearest}`?"))
            .patch(at, nearest),
        None => Diagnostic::new(rule, at, message, otherwise),
    }
}

/// One spec is one partition: credentials, replicas and copies do not cross.
fn check_partitions(regions: &[(Region, Place)], found: &mut Diagnostics) {
    let Some((first, first_at)) = regions.first() else {
        return;
    };
    for (region, at) in regions {
        if region.partition() != first.partition() {
            found.push(
                Diagnostic::new(
                    &REGION_PARTITION_MIXED,
                    *at,
                    format!(
                        "`{region}` is in the partition `{}` and `{first}` in `{}`",
                        region.partition().id(),
                        first.partition().id()
                    ),
                    "make a spec for each partition: credentials and replicas do not cross from one to another",
                )
                .related(*first_at, "the first region"),
            );
        }
    }
}

/// A map keyed by name whose values are maps themselves: regions, keys, databases.
fn named<'a>(entry: &'a Entry, what: &str, found: &mut Diagnostics) -> Option<&'a [Entry]> {
    let entries = entries(
        entry,
        "a map",
        &format!("write one {what} a line below it, by name"),
        found,
    )?;
    if entries.is_empty() {
        found.push(Diagnostic::new(
            &SPEC_TYPE,
            entry.node.at,
            format!("`{}` is empty", entry.key),
            format!("name at least one {what}, or leave the key out"),
        ));
    }
    Some(entries)
}
