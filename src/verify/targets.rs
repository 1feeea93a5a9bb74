//! Which attribute of which type an argument takes: a reference to a thing of another type, or to
//! another attribute of it, passes Terraform's types and fails in AWS. Knows pairs of arguments and
//! attributes; must not know regions.

use super::Violation;
use super::form::{Mode, Value};
use super::item::Item;
use super::module::Module;
use crate::schema;

/// An argument of a type, or of every type where that is empty, and what it may refer to.
pub(super) type Row = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static [&'static str])],
);

const CLUSTER: &[(&str, &[&str])] = &[("aws_rds_cluster", &["cluster_identifier", "id"])];
const INSTANCE: &[(&str, &[&str])] = &[("aws_db_instance", &["identifier"])];
const PROXY: &[(&str, &[&str])] = &[("aws_db_proxy", &["name"])];
const KEY: &[(&str, &[&str])] = &[
    ("aws_kms_key", &["arn", "id", "key_id"]),
    ("aws_kms_replica_key", &["arn", "id", "key_id"]),
    ("aws_kms_external_key", &["arn", "id"]),
    ("aws_kms_replica_external_key", &["arn", "id", "key_id"]),
];
const ROLE: &[(&str, &[&str])] = &[("aws_iam_role", &["arn"])];
const SUBNET_GROUP: &[(&str, &[&str])] = &[
    ("aws_db_subnet_group", &["id", "name"]),
    // A member stands in its cluster's own group.
    ("aws_rds_cluster", &["db_subnet_group_name"]),
];
const TOPIC: &[(&str, &[&str])] = &[("aws_sns_topic", &["arn", "id"])];

/// Source: Terraform AWS provider, the pages of these types. Since version 5 the `id` of an instance is
/// its resource id, which no other call takes for its identifier.
#[rustfmt::skip]
static TABLE: &[Row] = &[
    ("", "db_subnet_group_name", SUBNET_GROUP),
    ("", "db_cluster_parameter_group_name", &[("aws_rds_cluster_parameter_group", &["id", "name"])]),
    ("", "db_parameter_group_name", &[("aws_db_parameter_group", &["id", "name"])]),
    ("", "parameter_group_name", &[("aws_db_parameter_group", &["id", "name"])]),
    ("", "option_group_name", &[("aws_db_option_group", &["id", "name"])]),
    ("", "monitoring_role_arn", ROLE),
    ("", "vpc_security_group_ids", &[("aws_security_group", &["id"])]),
    ("", "sns_topic_arn", TOPIC),
    ("aws_db_event_subscription", "sns_topic", TOPIC),
    ("aws_sns_topic_policy", "arn", &[("aws_sns_topic", &["arn"])]),
    ("aws_sns_topic_subscription", "topic_arn", &[("aws_sns_topic", &["arn"])]),
    ("aws_db_snapshot", "db_instance_identifier", INSTANCE),
    ("aws_db_cluster_snapshot", "db_cluster_identifier", CLUSTER),
    ("aws_db_instance", "replicate_source_db", &[("aws_db_instance", &["arn", "identifier"])]),
    ("aws_db_instance", "snapshot_identifier", &[
        ("aws_db_snapshot", &["db_snapshot_arn", "db_snapshot_identifier", "id"]),
        ("aws_db_snapshot_copy", &["db_snapshot_arn", "id", "target_db_snapshot_identifier"]),
    ]),
    ("aws_rds_cluster", "snapshot_identifier", &[
        ("aws_db_cluster_snapshot", &["db_cluster_snapshot_arn", "db_cluster_snapshot_identifier", "id"]),
        ("aws_rds_cluster_snapshot_copy", &["db_cluster_snapshot_arn", "id", "target_db_cluster_snapshot_identifier"]),
    ]),
    ("aws_db_snapshot_copy", "source_db_snapshot_identifier", &[
        ("aws_db_snapshot", &["db_snapshot_arn"]),
        ("aws_db_snapshot_copy", &["db_snapshot_arn"]),
    ]),
    ("aws_rds_cluster_snapshot_copy", "source_db_cluster_snapshot_identifier", &[
        ("aws_db_cluster_snapshot", &["db_cluster_snapshot_arn"]),
        ("aws_rds_cluster_snapshot_copy", &["db_cluster_snapshot_arn"]),
    ]),
    ("aws_db_instance_automated_backups_replication", "source_db_instance_arn", &[("aws_db_instance", &["arn"])]),
    ("aws_rds_cluster", "global_cluster_identifier", &[("aws_rds_global_cluster", &["global_cluster_identifier", "id"])]),
    ("aws_rds_cluster", "replication_source_identifier", &[("aws_db_instance", &["arn"]), ("aws_rds_cluster", &["arn"])]),
    ("aws_rds_global_cluster", "source_db_cluster_identifier", &[("aws_rds_cluster", &["arn"])]),
    ("aws_rds_cluster_instance", "cluster_identifier", CLUSTER),
    ("aws_rds_cluster_endpoint", "cluster_identifier", CLUSTER),
    ("aws_appautoscaling_policy", "resource_id", &[("aws_appautoscaling_target", &["resource_id"])]),
    ("aws_rds_cluster_role_association", "db_cluster_identifier", CLUSTER),
    ("aws_db_instance_role_association", "db_instance_identifier", INSTANCE),
    ("aws_db_proxy", "role_arn", ROLE),
    ("aws_db_proxy_default_target_group", "db_proxy_name", PROXY),
    ("aws_db_proxy_endpoint", "db_proxy_name", PROXY),
    ("aws_db_proxy_target", "db_proxy_name", PROXY),
    ("aws_db_proxy_target", "target_group_name", &[("aws_db_proxy_default_target_group", &["name"])]),
    ("aws_db_proxy_target", "db_instance_identifier", INSTANCE),
    ("aws_db_proxy_target", "db_cluster_identifier", CLUSTER),
    ("aws_rds_cluster_activity_stream", "resource_arn", &[("aws_rds_cluster", &["arn"])]),
    ("aws_kms_alias", "target_key_id", KEY),
    ("aws_kms_grant", "key_id", KEY),
    ("aws_kms_key_policy", "key_id", KEY),
    ("aws_kms_replica_key", "primary_key_arn", &[("aws_kms_key", &["arn"])]),
    ("aws_kms_replica_external_key", "primary_key_arn", &[("aws_kms_external_key", &["arn"])]),
    ("aws_iam_role_policy", "role", &[("aws_iam_role", &["id", "name"])]),
    ("aws_iam_role_policy_attachment", "role", &[("aws_iam_role", &["id", "name"])]),
    ("aws_iam_role_policy_attachment", "policy_arn", &[("aws_iam_policy", &["arn"])]),
    ("aws_backup_plan", "rule.target_vault_name", &[("aws_backup_vault", &["id", "name"])]),
    ("aws_backup_selection", "iam_role_arn", ROLE),
    ("aws_backup_selection", "plan_id", &[("aws_backup_plan", &["id"])]),
    ("aws_cloudwatch_event_target", "arn", &[("aws_sns_topic", &["arn"])]),
    ("aws_cloudwatch_event_target", "rule", &[("aws_cloudwatch_event_rule", &["id", "name"])]),
    ("aws_config_configuration_recorder", "role_arn", &[("aws_iam_role", &["arn"]), ("aws_iam_service_linked_role", &["arn"])]),
    ("aws_config_configuration_recorder_status", "name", &[("aws_config_configuration_recorder", &["id", "name"])]),
    ("aws_dms_replication_instance", "replication_subnet_group_id", &[("aws_dms_replication_subnet_group", &["id", "replication_subnet_group_id"])]),
    ("aws_dms_replication_task", "replication_instance_arn", &[("aws_dms_replication_instance", &["replication_instance_arn"])]),
    ("aws_dms_replication_task", "source_endpoint_arn", &[("aws_dms_endpoint", &["endpoint_arn"])]),
    ("aws_dms_replication_task", "target_endpoint_arn", &[("aws_dms_endpoint", &["endpoint_arn"])]),
];

/// The row of an argument of a type.
pub(super) fn row(kind: &str, path: &str) -> Option<&'static Row> {
    let mut rows = TABLE.iter();
    rows.find(|(of, argument, _)| (of.is_empty() || *of == kind) && *argument == path)
}

/// Whether an argument takes the same argument of another resource, which was checked there.
fn passed_on(kind: &str, attribute: &str, path: &str) -> bool {
    let argument = || schema::resource(kind)?.block.attributes.get(attribute);
    attribute == path && argument().is_some_and(|argument| !argument.usage.read_only())
}

/// Checks one resource.
pub(super) fn check(module: &Module<'_>, item: Item<'_>, violations: &mut Vec<Violation>) {
    let form = &item.block.form;
    for (at, (_, path, fitting)) in &form.duties.targets {
        let Some(argument) = form.arguments.get(*at) else {
            continue;
        };
        let values = match &argument.value {
            Value::List(items) => items.as_slice(),
            value => std::slice::from_ref(value),
        };
        for value in values {
            let Some((target, attribute)) = module.referred(item, value) else {
                continue;
            };
            let Some((Mode::Managed, referred, name)) = target.thing() else {
                continue;
            };
            let fits = passed_on(referred, attribute, path)
                || fitting
                    .iter()
                    .any(|(of, attributes)| *of == referred && attributes.contains(&attribute));
            if !fits {
                let ways: Vec<String> = fitting
                    .iter()
                    .flat_map(|(of, names)| {
                        names.iter().map(move |name| format!("`{of}.….{name}`"))
                    })
                    .collect();
                let message = format!(
                    "`{path}` takes {}, not `{referred}.{name}.{attribute}`",
                    ways.join(" or ")
                );
                violations.push(item.violation("reference-target", argument.line, message));
            }
        }
    }
}
