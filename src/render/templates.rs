//! The templates that are built in, by name. Knows their text; must not know what is in it.

/// Declares the templates by their files, less the `.j2`.
macro_rules! built_in {
    ($($name:ident . $ending:ident),* $(,)?) => {
        /// Name and text of each, sorted by name.
        pub static BUILT_IN: &[(&str, &str)] = &[$((
            stringify!($name),
            include_str!(concat!("../../templates/", stringify!($name), ".", stringify!($ending), ".j2")),
        )),*];

        /// Name and file of each, in the same order.
        pub static FILES: &[(&str, &str)] = &[$((
            stringify!($name),
            concat!(stringify!($name), ".", stringify!($ending), ".j2"),
        )),*];
    };
}

built_in! {
    appautoscaling_policy.tf,
    appautoscaling_target.tf,
    backup_role.tf,
    backup_vault.tf,
    cloudwatch_log_group.tf,
    config_conformance_pack.tf,
    config_organization_conformance_pack.tf,
    config_organization_rule.tf,
    config_recorder.tf,
    config_role.tf,
    config_rule.tf,
    db_backup_replication.tf,
    db_cluster_snapshot.tf,
    db_instance.tf,
    db_parameter_group.tf,
    db_proxy.tf,
    db_proxy_endpoint.tf,
    db_replica.tf,
    db_snapshot.tf,
    db_snapshot_copy.tf,
    db_subnet_group.tf,
    dms_endpoint.tf,
    dms_replication_instance.tf,
    dms_replication_task.tf,
    dms_roles.tf,
    dms_secret.tf,
    dms_secrets_role.tf,
    kms_key.tf,
    kms_replica_key.tf,
    migration_held.tf,
    migration_old.tf,
    migration_record.tf,
    monitoring_role.tf,
    moved.tf,
    notifications.tf,
    organizations_policy.tf,
    outputs.tf,
    providers.tf,
    rds_cluster.tf,
    rds_cluster_endpoint.tf,
    rds_cluster_instance.tf,
    rds_cluster_parameter_group.tf,
    rds_cluster_snapshot_copy.tf,
    rds_global_cluster.tf,
    removed.tf,
    role_association.tf,
    runbook_migration.md,
    runbook_upgrade.md,
    sharing_readme.md,
    snapshot_copier.tf,
    variables.tf,
    versions.tf,
}

/// The built-in template whose file has that name.
pub fn of_file(file: &str) -> Option<&'static str> {
    FILES
        .iter()
        .find(|(_, known)| *known == file)
        .map(|(name, _)| *name)
}

/// What a template makes, read from its text: types of resources, and the other blocks of Terraform by their kind. A
/// template without any makes a page.
pub fn makes(text: &str) -> Vec<&str> {
    let mut made = Vec::new();
    for line in text.lines().filter(|line| line.ends_with('{')) {
        let mut words = line.split(' ');
        let what = match (words.next(), words.next()) {
            (Some("resource" | "data" | "ephemeral"), Some(kind)) => kind.trim_matches('"'),
            (
                Some(
                    kind @ ("terraform" | "provider" | "variable" | "output" | "locals" | "import"
                    | "moved" | "removed"),
                ),
                Some(_),
            ) => kind,
            _ => continue,
        };
        if !made.contains(&what) {
            made.push(what);
        }
    }
    made
}
