//! `global:`: the global database around a cluster, and its secondary clusters by region. Knows the words; must not
//! decide what a secondary has of its primary.

use std::collections::BTreeMap;

use super::super::fields::{entries, unknown};
use super::super::rules::{GDB_SECONDARY_CRED, GDB_VERSION, SPEC_NOT_HERE};
use super::super::settings::Role;
use super::super::{Global, Secondary, forbidden, read};
use super::check_tags;
use crate::diagnostic::{Diagnostic, Diagnostics};
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
                let secondary = secondary(inner, found);
                if let Some(region) = region {
                    secondaries.insert(region, At::new(secondary, inner.key_at));
                }
            }
        }
    }
    global.secondaries = secondaries;
    Some(At::new(global, entry.key_at))
}

fn secondary(entry: &Entry, found: &mut Diagnostics) -> Secondary {
    let mut secondary = Secondary::default();
    let help = "write its settings below it, or `{}` for those of the primary";
    for inner in entries(entry, "a map", help, found).unwrap_or_default() {
        if OF_SECONDARY.contains(&inner.key.as_str()) {
            secondary.settings.read(inner, found);
        } else if !secondary.members.read(inner, found)
            && !explain(inner, found)
            && !forbidden::explain(inner, Role::Cluster, found)
        {
            let place = "a secondary of a global database";
            unknown(&inner.key, inner.key_at, place, OF_SECONDARY, found);
        }
    }
    if let Some(tags) = &secondary.settings.tags {
        check_tags(&tags.value, found);
    }
    secondary
}

/// Says why a secondary does not have a word that its primary has.
fn explain(entry: &Entry, found: &mut Diagnostics) -> bool {
    let word = entry.key.as_str();
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
            &GDB_SECONDARY_CRED,
            format!(
                "a secondary has no `{word}` of its own: users and databases are its primary's"
            ),
            "remove it",
        ),
        "engine"
        | "engine_version"
        | "allow_major_version_upgrade"
        | "engine_lifecycle_support" => (
            &GDB_VERSION,
            format!("a secondary has no `{word}` of its own: it follows its global database"),
            "remove it, and say it on the database",
        ),
        "region" => (
            &SPEC_NOT_HERE,
            "the region of a secondary is the key that it stands under".to_owned(),
            "remove `region`",
        ),
        "autoscaling" => (
            &SPEC_NOT_HERE,
            "a secondary of a global database has no `autoscaling`: AWS scales the readers of the primary only".to_owned(),
            "remove it, and declare its readers with `instances`",
        ),
        "backtrack_window" | "availability_zones" | "engine_mode" | "global" | "snapshots" => (
            &SPEC_NOT_HERE,
            format!("`{word}` does not apply to a secondary of a global database"),
            "remove it",
        ),
        _ => return false,
    };
    found.push(Diagnostic::new(rule, entry.key_at, message, help));
    true
}
