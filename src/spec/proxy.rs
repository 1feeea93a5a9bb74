//! `proxy:` of a database: an RDS Proxy in front of it. Knows the words; must not know what a proxy is without them.

use super::fields::{entries, unknown};
use super::read;
use super::rules::SPEC_NOT_HERE;
use super::settings::Role;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::At;
use crate::source::node::Entry;

/// `databases.<name>.proxy`.
#[derive(Debug, Clone, Default)]
pub struct Proxy {
    /// What it is called in AWS.
    pub name: Option<At<String>>,
    /// Whether clients log in by IAM: `REQUIRED`, `DISABLED`, and for SQL Server `ENABLED`.
    pub iam_auth: Option<At<String>>,
    /// Whether clients must use TLS.
    pub require_tls: Option<At<bool>>,
    /// Seconds after which an idle client is cut off.
    pub idle_client_timeout: Option<At<i64>>,
    /// Where it stands, in place of the subnets of the region.
    pub subnet_ids: Option<At<Vec<At<String>>>>,
    /// Its security groups, in place of the database's.
    pub vpc_security_group_ids: Option<At<Vec<At<String>>>>,
    /// Secrets of users that it logs in as, by ARN.
    pub secrets: Option<At<Vec<At<String>>>>,
    /// Keys that those secrets lie under, where it is not the database's, by ARN.
    pub secret_kms_key_ids: Option<At<Vec<At<String>>>>,
    /// Seconds that a client waits for a connection.
    pub connection_borrow_timeout: Option<At<i64>>,
    /// The share of the database's connections that it may open, in percent.
    pub max_connections_percent: Option<At<i64>>,
    /// The share that it keeps open while idle, in percent.
    pub max_idle_connections_percent: Option<At<i64>>,
    /// Whether it has a second address, which leads to the readers of a cluster.
    pub read_only_endpoint: Option<At<bool>>,
}

/// What may stand there.
pub(super) const WORDS: &[&str] = &[
    "connection_borrow_timeout",
    "iam_auth",
    "idle_client_timeout",
    "max_connections_percent",
    "max_idle_connections_percent",
    "name",
    "read_only_endpoint",
    "require_tls",
    "secret_kms_key_ids",
    "secrets",
    "subnet_ids",
    "vpc_security_group_ids",
];

/// Reads it, where a database may have it.
pub(super) fn decode(entry: &Entry, role: Role, found: &mut Diagnostics) -> Option<At<Proxy>> {
    if role == Role::Replica {
        found.push(Diagnostic::new(
            &SPEC_NOT_HERE,
            entry.key_at,
            "a read replica has no `proxy`: a proxy leads to the database that is written to",
            "write it on the database whose replica this is",
        ));
        return None;
    }
    let mut proxy = Proxy::default();
    let help = "write its settings below it, or `{}` for the defaults";
    for inner in entries(entry, "a map", help, found)? {
        match inner.key.as_str() {
            "name" => proxy.name = read::text(inner, found),
            "iam_auth" => proxy.iam_auth = read::text(inner, found),
            "require_tls" => proxy.require_tls = read::flag(inner, found),
            "idle_client_timeout" => proxy.idle_client_timeout = read::whole(inner, found),
            "subnet_ids" => proxy.subnet_ids = read::texts(inner, found),
            "vpc_security_group_ids" => proxy.vpc_security_group_ids = read::texts(inner, found),
            "secrets" => proxy.secrets = read::texts(inner, found),
            "secret_kms_key_ids" => proxy.secret_kms_key_ids = read::texts(inner, found),
            "connection_borrow_timeout" => {
                proxy.connection_borrow_timeout = read::whole(inner, found);
            }
            "max_connections_percent" => proxy.max_connections_percent = read::whole(inner, found),
            "max_idle_connections_percent" => {
                proxy.max_idle_connections_percent = read::whole(inner, found);
            }
            "read_only_endpoint" => proxy.read_only_endpoint = read::flag(inner, found),
            other => unknown(other, inner.key_at, "`proxy`", WORDS, found),
        }
    }
    Some(At::new(proxy, entry.key_at))
}
