//! `global:`: the global database around a cluster, and its secondary clusters by region; `replicas:` of a cluster. Knows
//! the words; must not decide what a follower has of its source.

use std::collections::BTreeMap;

use super::super::fields::{entries, unknown};
use super::super::rules::{CL_REPLICA_ARGS, GDB_SECONDARY_CRED, GDB_VERSION, SPEC_NOT_HERE};
use super::super::settings::Role;
use super::super::{Global, Named, Secondary, forbidden, read};
use super::{check_tags, named};
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::source::At;
use crate::source::node::Entry;

const HELP: &str = "write a region below it, as in `eu-west-1: { instances: 1 }`";

/// What stands beside the regions.
pub(super) const WORDS: &[&str] = &["adopt", "identifier"];

/// What a secondary may say of itself: the rest is its primary's.
pub(super) const OF_SECONDARY: &[&str] = &[
    "apply_immediately",
    "arguments",
    "auto_minor_version_upgrade",
    "backup_retention_period",
    "backup_window",
    "copy_tags_to_snapshot",
    "database_insights_mode",
    "db_cluster_parameter_group_name",
    "db_subnet_group_name",
    "delete_automated_backups",
    "deletion_protection",
    "enabled_cloudwatch_logs_exports",
    "final_snapshot_identifier",
    "iam_database_authentication_enabled",
    "identifier",
    "instance_arguments",
    "instance_class",
    "instances",
    "key",
    "log_retention_in_days",
    "maintenance_window",
    "monitoring_interval",
    "monitoring_role_arn",
    "network_type",
    "parameters",
    "performance_insights_enabled",
    "performance_insights_retention_period",
    "port",
    "preferred_backup_window",
    "preferred_maintenance_window",
    "prevent_destroy",
    "publicly_accessible",
    "roles",
    "serverlessv2_scaling_configuration",
    "skip_final_snapshot",
    "storage_type",
    "tags",
    "vpc_security_group_ids",
];

/// Reads the global database.
pub(super) fn decode(entry: &Entry, found: &mut Diagnostics) -> Option<At<Global>> {
    let mut global = Global::default();
    let mut secondaries = BTreeMap::new();
    for inner in entries(entry, "a map", HELP, found)? {
        match inner.key.as_str() {
            "identifier" => global.identifier = read::text(inner, found),
            "adopt" => global.adopt = read::flag(inner, found),
            word if !word.contains('-') => {
                unknown(word, inner.key_at, "`global`", WORDS, found);
            }
            region => {
                let region = super::region(region, inner.key_at, found);
                let secondary = follower(inner, &SECONDARY, found);
                if let Some(region) = region {
                    secondaries.insert(region, At::new(secondary, inner.key_at));
                }
            }
        }
    }
    global.secondaries = secondaries;
    Some(At::new(global, entry.key_at))
}

/// Reads the replicas of a cluster.
pub(super) fn replicas(entry: &Entry, found: &mut Diagnostics) -> Named<Secondary> {
    let mut replicas = Named::new();
    for inner in named(entry, "replica", found).unwrap_or_default() {
        let replica = follower(inner, &REPLICA, found);
        replicas.insert(inner.key.clone(), At::new(replica, inner.key_at));
    }
    replicas
}

/// A kind of cluster that follows another one.
struct Kind {
    /// What it is called.
    what: &'static str,
    /// What it follows.
    source: &'static str,
    /// True where it says its region itself.
    says_region: bool,
    /// The rule that it has no users or databases of its own.
    users: &'static Rule,
    /// The rule that it has no version of its own.
    version: &'static Rule,
}

const SECONDARY: Kind = Kind {
    what: "a secondary",
    source: "its primary",
    says_region: false,
    users: &GDB_SECONDARY_CRED,
    version: &GDB_VERSION,
};

const REPLICA: Kind = Kind {
    what: "a replica of a cluster",
    source: "its source",
    says_region: true,
    users: &CL_REPLICA_ARGS,
    version: &CL_REPLICA_ARGS,
};

fn follower(entry: &Entry, kind: &Kind, found: &mut Diagnostics) -> Secondary {
    let mut follower = Secondary::default();
    let help = "write its settings below it, or `{}` for those of what it follows";
    for inner in entries(entry, "a map", help, found).unwrap_or_default() {
        let word = inner.key.as_str();
        if OF_SECONDARY.contains(&word) || word == "region" && kind.says_region {
            follower.settings.read(inner, found);
        } else if word == "renamed_from" && kind.says_region {
            follower.renamed_from = read::text(inner, found);
        } else if !follower.members.read(inner, found)
            && !explain(inner, kind, found)
            && !forbidden::explain(inner, Role::Cluster, found)
        {
            unknown(word, inner.key_at, kind.what, OF_SECONDARY, found);
        }
    }
    if let Some(tags) = &follower.settings.tags {
        check_tags(&tags.value, found);
    }
    follower
}

/// Says why a follower does not have a word that its source has.
fn explain(entry: &Entry, kind: &Kind, found: &mut Diagnostics) -> bool {
    let word = entry.key.as_str();
    let Kind { what, source, .. } = kind;
    let (rule, message, help) = match word {
        "username"
        | "master_username"
        | "password"
        | "password_wo_version"
        | "manage_master_user_password"
        | "master_password"
        | "password_wo"
        | "master_password_wo"
        | "db_name"
        | "database_name" => (
            kind.users,
            format!("{what} has no `{word}` of its own: users and databases are {source}'s"),
            "remove it",
        ),
        "engine"
        | "engine_version"
        | "allow_major_version_upgrade"
        | "engine_lifecycle_support" => (
            kind.version,
            format!(
                "{what} has no `{word}` of its own: it follows {}",
                match kind.says_region {
                    true => source,
                    false => "its global database",
                }
            ),
            "remove it, and say it on the database",
        ),
        "region" => (
            &SPEC_NOT_HERE,
            "the region of a secondary is the key that it stands under".to_owned(),
            "remove `region`",
        ),
        "proxy" => (
            &SPEC_NOT_HERE,
            format!("{what} has no `proxy`: a proxy leads to a writer, and {what} has none"),
            "remove it, and say it on what it follows",
        ),
        "autoscaling" => (
            &SPEC_NOT_HERE,
            format!("{what} has no `autoscaling`: its readers are those that it declares"),
            "remove it, and say how many members it has with `instances`",
        ),
        "backtrack_window" | "availability_zones" | "engine_mode" | "global" | "snapshots"
        | "replicas" | "replicate_from" => (
            &SPEC_NOT_HERE,
            format!("`{word}` does not apply to {what}"),
            "remove it",
        ),
        _ => return false,
    };
    found.push(Diagnostic::new(rule, entry.key_at, message, help));
    true
}
