//! `migrate_from.dms`: what a task of the Database Migration Service is told. Knows the words; must not know what follows
//! from them.

use super::fields::{entries, unknown};
use super::migration::one_of;
use super::read;
use super::rules::{DMS_PUBLIC, DMS_SECRET_XOR};
use crate::aws::dms::TlsMode;
use crate::aws::engines::Engine;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::At;
use crate::source::node::Entry;

/// How the data are replicated, as it was written.
#[derive(Debug, Clone, Default)]
pub struct Dms {
    /// The class of the replication instance.
    pub instance_class: Option<At<String>>,
    /// Its storage, in GiB.
    pub allocated_storage: Option<At<i64>>,
    /// Its version.
    pub engine_version: Option<At<String>>,
    /// Whether it has a standby.
    pub multi_az: Option<At<bool>>,
    /// Where it stands.
    pub subnet_ids: Option<At<Vec<At<String>>>>,
    /// Its security groups.
    pub vpc_security_group_ids: Option<At<Vec<At<String>>>>,
    /// Where the account's roles for the service come from.
    pub roles: Option<At<Roles>>,
    /// A certificate that the service has already, by ARN.
    pub certificate_arn: Option<At<String>>,
    /// The one database that is moved, where an endpoint is of one.
    pub database_name: Option<At<String>>,
    /// The tables that are moved, as `schema.table` with `%` for anything.
    pub include: Option<At<Vec<At<String>>>>,
    /// The tables that are not.
    pub exclude: Option<At<Vec<At<String>>>>,
    /// Whether rows are compared on the way.
    pub validate: Option<At<bool>>,
    /// Whether the tables are in the new database already.
    pub schema_loaded: Option<At<bool>>,
    /// The side of the old database.
    pub source: End,
    /// The side of the new one.
    pub target: End,
}

/// How the task signs in on one side.
#[derive(Debug, Clone, Default)]
pub struct End {
    /// The engine of the old database, where it is another one of the same family.
    pub engine: Option<At<Engine>>,
    /// The user that the task signs in as.
    pub username: Option<At<String>>,
    /// Raised to send a new password.
    pub password_wo_version: Option<At<i64>>,
    /// A secret that exists, by ARN.
    pub secret_arn: Option<At<String>>,
    /// The key of that secret, by ARN.
    pub secret_kms_key_arn: Option<At<String>>,
    /// How the connection is encrypted.
    pub ssl_mode: Option<At<TlsMode>>,
}

/// Where `dms-vpc-role` and `dms-cloudwatch-logs-role` come from. An account has one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roles {
    /// They are made here.
    Create,
    /// They are there already.
    Existing,
}

/// What a replication may say.
pub(super) const WORDS: &[&str] = &[
    "instance_class",
    "allocated_storage",
    "engine_version",
    "multi_az",
    "subnet_ids",
    "vpc_security_group_ids",
    "roles",
    "certificate_arn",
    "database_name",
    "include",
    "exclude",
    "validate",
    "schema_loaded",
    "source",
    "target",
];

/// What the side of the old database may say.
pub(super) const SOURCE: &[&str] = &[
    "engine",
    "username",
    "password_wo_version",
    "secret_arn",
    "secret_kms_key_arn",
    "ssl_mode",
];

/// What the side of the new one may say.
pub(super) const TARGET: &[&str] = &[
    "username",
    "password_wo_version",
    "secret_arn",
    "secret_kms_key_arn",
    "ssl_mode",
];

const ROLES: &[(&str, Roles)] = &[("create", Roles::Create), ("existing", Roles::Existing)];

/// Reads a replication.
pub(super) fn decode(entry: &Entry, found: &mut Diagnostics) -> Option<At<Dms>> {
    let help =
        "write what differs from the defaults below it, as in `dms: { database_name: orders }`";
    let mut dms = Dms::default();
    for inner in entries(entry, "a map", help, found)? {
        match inner.key.as_str() {
            "instance_class" => dms.instance_class = read::text(inner, found),
            "allocated_storage" => dms.allocated_storage = read::whole(inner, found),
            "engine_version" => dms.engine_version = read::text(inner, found),
            "multi_az" => dms.multi_az = read::flag(inner, found),
            "subnet_ids" => dms.subnet_ids = read::texts(inner, found),
            "vpc_security_group_ids" => dms.vpc_security_group_ids = read::texts(inner, found),
            "roles" => dms.roles = one_of(inner, ROLES, found),
            "certificate_arn" => dms.certificate_arn = read::text(inner, found),
            "database_name" => dms.database_name = read::text(inner, found),
            "include" => dms.include = read::texts(inner, found),
            "exclude" => dms.exclude = read::texts(inner, found),
            "validate" => dms.validate = read::flag(inner, found),
            "source" => dms.source = end(inner, SOURCE, found).unwrap_or_default(),
            "target" => dms.target = end(inner, TARGET, found).unwrap_or_default(),
            "schema_loaded" => dms.schema_loaded = read::flag(inner, found),
            "publicly_accessible" => found.push(Diagnostic::new(
                &DMS_PUBLIC,
                inner.key_at,
                "a replication instance is private, and has no `publicly_accessible`",
                "remove it",
            )),
            other => unknown(other, inner.key_at, "`dms`", WORDS, found),
        }
    }
    Some(At::new(dms, entry.key_at))
}

fn end(entry: &Entry, words: &[&str], found: &mut Diagnostics) -> Option<End> {
    let help = "write the user or the secret below it, as in `source: { username: dms }`";
    let place = format!("`{}`", entry.key);
    let mut end = End::default();
    for inner in entries(entry, "a map", help, found)? {
        if !words.contains(&inner.key.as_str()) {
            unknown(&inner.key, inner.key_at, &place, words, found);
            continue;
        }
        match inner.key.as_str() {
            "engine" => end.engine = read::engine(inner, found),
            "username" => end.username = read::text(inner, found),
            "password_wo_version" => end.password_wo_version = read::whole(inner, found),
            "secret_arn" => end.secret_arn = read::text(inner, found),
            "secret_kms_key_arn" => end.secret_kms_key_arn = read::text(inner, found),
            _ => end.ssl_mode = one_of(inner, TlsMode::WORDS, found),
        }
    }
    if let (Some(secret), Some(user)) = (&end.secret_arn, &end.username) {
        found.push(
            Diagnostic::new(
                &DMS_SECRET_XOR,
                user.at,
                format!("the user of {place} stands in its secret"),
                "keep one of the two",
            )
            .related(secret.at, "the secret"),
        );
    }
    if let (None, Some(key)) = (&end.secret_arn, &end.secret_kms_key_arn) {
        found.push(Diagnostic::new(
            &DMS_SECRET_XOR,
            key.at,
            format!("the secret of {place} is made here, under the database's key"),
            "remove `secret_kms_key_arn`, or name the secret with `secret_arn`",
        ));
    }
    Some(end)
}
