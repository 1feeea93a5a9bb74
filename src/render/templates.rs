//! The templates that are built in, by name. Knows their text; must not know what is in it.

/// Name and text of each, sorted by name.
pub static BUILT_IN: &[(&str, &str)] = &[
    (
        "cloudwatch_log_group",
        include_str!("../../templates/cloudwatch_log_group.tf.j2"),
    ),
    (
        "db_backup_replication",
        include_str!("../../templates/db_backup_replication.tf.j2"),
    ),
    (
        "db_cluster_snapshot",
        include_str!("../../templates/db_cluster_snapshot.tf.j2"),
    ),
    (
        "db_instance",
        include_str!("../../templates/db_instance.tf.j2"),
    ),
    (
        "db_parameter_group",
        include_str!("../../templates/db_parameter_group.tf.j2"),
    ),
    (
        "db_replica",
        include_str!("../../templates/db_replica.tf.j2"),
    ),
    (
        "db_snapshot",
        include_str!("../../templates/db_snapshot.tf.j2"),
    ),
    (
        "db_snapshot_copy",
        include_str!("../../templates/db_snapshot_copy.tf.j2"),
    ),
    (
        "db_subnet_group",
        include_str!("../../templates/db_subnet_group.tf.j2"),
    ),
    ("kms_key", include_str!("../../templates/kms_key.tf.j2")),
    (
        "kms_replica_key",
        include_str!("../../templates/kms_replica_key.tf.j2"),
    ),
    (
        "migration_record",
        include_str!("../../templates/migration_record.tf.j2"),
    ),
    (
        "monitoring_role",
        include_str!("../../templates/monitoring_role.tf.j2"),
    ),
    ("outputs", include_str!("../../templates/outputs.tf.j2")),
    ("providers", include_str!("../../templates/providers.tf.j2")),
    (
        "rds_cluster",
        include_str!("../../templates/rds_cluster.tf.j2"),
    ),
    (
        "rds_cluster_endpoint",
        include_str!("../../templates/rds_cluster_endpoint.tf.j2"),
    ),
    (
        "rds_cluster_instance",
        include_str!("../../templates/rds_cluster_instance.tf.j2"),
    ),
    (
        "rds_cluster_parameter_group",
        include_str!("../../templates/rds_cluster_parameter_group.tf.j2"),
    ),
    (
        "rds_cluster_snapshot_copy",
        include_str!("../../templates/rds_cluster_snapshot_copy.tf.j2"),
    ),
    (
        "rds_global_cluster",
        include_str!("../../templates/rds_global_cluster.tf.j2"),
    ),
    (
        "sharing_readme",
        include_str!("../../templates/sharing_readme.md.j2"),
    ),
    (
        "snapshot_copier",
        include_str!("../../templates/snapshot_copier.tf.j2"),
    ),
    ("variables", include_str!("../../templates/variables.tf.j2")),
    ("versions", include_str!("../../templates/versions.tf.j2")),
];
