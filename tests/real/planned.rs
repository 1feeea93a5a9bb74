//! What a plan of Terraform would do, as `terraform show -json` tells.
//!
//! Knows the form of a plan, and what the provider leaves out of a restore. Must not know who made the folder.

use serde_json::{Value, json};

/// What the provider does not send when it restores: of which type, by which origin, which arguments. They are another
/// change of their own, in the plan after.
const LATE: &[(&str, &str, &[&str])] = &[
    (
        "aws_rds_cluster",
        "snapshot_identifier",
        &["iam_database_authentication_enabled"],
    ),
    (
        "aws_db_instance",
        "restore_to_point_in_time",
        &[
            "performance_insights_enabled",
            "performance_insights_kms_key_id",
            "performance_insights_retention_period",
        ],
    ),
];

/// The resources that a plan changes in any way.
pub fn changes(plan: &Value) -> impl Iterator<Item = &Value> {
    let changes = plan["resource_changes"].as_array();
    changes.into_iter().flatten().filter(|change| {
        let actions = &change["change"]["actions"];
        *actions != json!(["no-op"]) && *actions != json!(["read"])
    })
}

/// The resources that a plan takes over.
pub fn imports(plan: &Value) -> impl Iterator<Item = &Value> {
    let changes = plan["resource_changes"].as_array();
    let imported = |change: &&Value| !change["change"]["importing"].is_null();
    changes.into_iter().flatten().filter(imported)
}

/// How many resources a plan moves to another address.
pub fn moved(plan: &Value) -> usize {
    let changes = plan["resource_changes"].as_array();
    let moved = |change: &&Value| change["previous_address"].is_string();
    changes.into_iter().flatten().filter(moved).count()
}

/// True where a plan changes something, and nothing but what the provider left out of a restore.
pub fn is_only_late(plan: &Value) -> bool {
    changes(plan).next().is_some() && changes(plan).all(is_late)
}

fn is_late(change: &Value) -> bool {
    let (before, after) = (&change["change"]["before"], &change["change"]["after"]);
    let unknown = &change["change"]["after_unknown"];
    let Some(values) = before.as_object() else {
        return false;
    };
    let differs = |name: &&String| before[*name] != after[*name] && unknown[*name] != json!(true);
    LATE.iter().any(|(kind, origin, arguments)| {
        change["type"] == *kind
            && change["change"]["actions"] == json!(["update"])
            && !matches!(&after[*origin], Value::Null)
            && after[*origin] != json!([])
            && values
                .keys()
                .filter(differs)
                .all(|name| arguments.contains(&name.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(kind: &str, origin: &str, argument: &str, actions: Value) -> Value {
        json!({ "resource_changes": [{
            "type": kind,
            "change": {
                "actions": actions,
                "before": { origin: "s", argument: false },
                "after": { origin: "s", argument: true },
                "after_unknown": {},
            },
        }] })
    }

    #[test]
    fn only_what_a_restore_leaves_out_is_late() {
        let iam = "iam_database_authentication_enabled";
        let update = || json!(["update"]);
        let late = plan("aws_rds_cluster", "snapshot_identifier", iam, update());
        assert!(is_only_late(&late));
        for other in [
            plan("aws_rds_cluster", "engine", iam, update()),
            plan("aws_rds_cluster", "snapshot_identifier", "port", update()),
            plan("aws_db_instance", "snapshot_identifier", iam, update()),
            plan(
                "aws_rds_cluster",
                "snapshot_identifier",
                iam,
                json!(["delete", "create"]),
            ),
            json!({ "resource_changes": [] }),
        ] {
            assert!(!is_only_late(&other), "{other}");
        }
    }
}
