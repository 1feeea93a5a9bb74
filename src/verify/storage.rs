//! Everything that stores data is encrypted, with a key of its own region and account that this module
//! manages. Knows which types store data and how they name a key; must not know replicas.

use super::Violation;
use super::adopted::is_adopted;
use super::form::{Argument, Mode, Value};
use super::item::Item;
use super::module::Module;
use super::sources::dangling;

/// A type that stores data, and the argument that names its key.
struct Store {
    kind: &'static str,
    key: &'static str,
}

/// Types without which data would lie under a key of AWS, or none. Source: Terraform AWS provider, the
/// pages of these types; without the argument each falls back to an AWS managed key or to none.
#[rustfmt::skip]
static STORES: &[Store] = &[
    Store { kind: "aws_backup_vault", key: "kms_key_arn" },
    Store { kind: "aws_cloudwatch_log_group", key: "kms_key_id" },
    Store { kind: "aws_db_instance", key: "kms_key_id" },
    Store { kind: "aws_db_instance_automated_backups_replication", key: "kms_key_id" },
    Store { kind: "aws_db_snapshot_copy", key: "kms_key_id" },
    Store { kind: "aws_dms_endpoint", key: "kms_key_arn" },
    Store { kind: "aws_dms_replication_config", key: "compute_config.kms_key_id" },
    Store { kind: "aws_dms_replication_instance", key: "kms_key_arn" },
    Store { kind: "aws_rds_cluster", key: "kms_key_id" },
    Store { kind: "aws_rds_cluster_activity_stream", key: "kms_key_id" },
    Store { kind: "aws_rds_cluster_snapshot_copy", key: "kms_key_id" },
    Store { kind: "aws_rds_custom_db_engine_version", key: "kms_key_id" },
    Store { kind: "aws_rds_export_task", key: "kms_key_id" },
    Store { kind: "aws_rds_integration", key: "kms_key_id" },
    Store { kind: "aws_secretsmanager_secret", key: "kms_key_id" },
    Store { kind: "aws_sns_topic", key: "kms_master_key_id" },
];

/// A switch, and the key without which it uses one of AWS. Source: RDS API CreateDBInstance,
/// PerformanceInsightsKMSKeyId and MasterUserSecretKmsKeyId.
const SWITCHED: [(&str, &str); 2] = [
    (
        "performance_insights_enabled",
        "performance_insights_kms_key_id",
    ),
    (
        "manage_master_user_password",
        "master_user_secret_kms_key_id",
    ),
];

/// The types whose ARN names a key.
pub(super) const KEYS: [&str; 4] = [
    "aws_kms_external_key",
    "aws_kms_key",
    "aws_kms_replica_external_key",
    "aws_kms_replica_key",
];

/// Checks one resource.
pub(super) fn check(
    module: &Module<'_>,
    item: Item<'_>,
    kind: &str,
    violations: &mut Vec<Violation>,
) {
    let form = &item.block.form;
    if is_adopted(module, item) {
        return;
    }
    encrypted(item, kind, violations);
    for argument in form
        .duties
        .keys
        .iter()
        .filter_map(|at| form.arguments.get(*at))
    {
        key(module, item, argument, violations);
    }
    let stores = STORES.iter().filter(|store| store.kind == kind);
    for store in stores.filter(|store| form.value(store.key).is_none()) {
        if !(kind == "aws_db_instance" && inherits_key(module, item)) {
            let message = format!(
                "`{}` is missing: the data would lie under no key of this module",
                store.key
            );
            violations.push(item.violation("missing-key", 0, message));
        }
    }
    for (switch, key) in SWITCHED {
        let on = form
            .argument(switch)
            .filter(|on| !matches!(on.value, Value::Bool(false) | Value::Null));
        if let Some(on) =
            on.filter(|_| form.value(key).is_none() && !cluster_has(module, item, key))
        {
            let message = format!("`{switch}` needs `{key}`, or a key of AWS is used");
            violations.push(item.violation("missing-key", on.line, message));
        }
    }
}

/// `storage_encrypted` must be written `true`.
fn encrypted(item: Item<'_>, kind: &str, violations: &mut Vec<Violation>) {
    let form = &item.block.form;
    let may_be_absent = match kind {
        "aws_db_instance" | "aws_rds_cluster" => false,
        // A global database that is made from a cluster is encrypted as that is.
        "aws_rds_global_cluster" => form.value("source_db_cluster_identifier").is_some(),
        _ => return,
    };
    let line = match form.argument("storage_encrypted") {
        Some(argument) if argument.value == Value::Bool(true) => return,
        Some(argument) => argument.line,
        None if may_be_absent => return,
        None => 0,
    };
    let message = "`storage_encrypted` must be written `true`";
    violations.push(item.violation("unencrypted", line, message));
}

/// Whether the last name of a path names a KMS key, in any type of the provider.
pub(super) fn is_key_argument(path: &str) -> bool {
    let name = path.rsplit('.').next().unwrap_or(path);
    name.contains("kms") && (name.ends_with("key_id") || name.ends_with("key_arn"))
}

fn key(module: &Module<'_>, item: Item<'_>, argument: &Argument, violations: &mut Vec<Violation>) {
    let path = &argument.path;
    let mut report = |rule, message: String| {
        violations.push(item.violation(rule, argument.line, message));
    };
    let Some((target, attribute)) = module.referred(item, &argument.value) else {
        if !dangling(item, &argument.value) {
            let message = format!("`{path}` must be the ARN of a key of this module, by reference");
            report("key-form", message);
        }
        return;
    };
    let Some((mode, kind, name)) = target.thing() else {
        return;
    };
    let fits = mode == Mode::Managed
        && match attribute {
            "arn" => KEYS.contains(&kind),
            "key_id" | "id" => KEYS.contains(&kind) && path.ends_with("kms_master_key_id"),
            // Passed on from what is itself checked.
            "kms_key_id" => STORES.iter().any(|store| store.kind == kind),
            _ => false,
        };
    if !fits {
        let message = format!(
            "`{path}` must be the ARN of a key of this module, not `{kind}.{name}.{attribute}`"
        );
        return report("key-form", message);
    }
    let (here, there) = (item.location, target.location);
    if !here.is(&there) {
        let message = format!(
            "`{kind}.{name}` is in {}, and `{path}` needs a key in {}",
            there, here
        );
        report("key-region", message);
    }
}

/// A replica in its source's region, and a restored instance, have their source's key.
/// Source: RDS API CreateDBInstanceReadReplica, RestoreDBInstanceFromDBSnapshot.
fn inherits_key(module: &Module<'_>, item: Item<'_>) -> bool {
    let form = &item.block.form;
    ["replicate_source_db", "snapshot_identifier"]
        .iter()
        .any(|source| {
            form.value(source)
                .and_then(|value| module.referred(item, value))
                .is_some_and(|(target, _)| item.location.is(&target.location))
        })
}

/// A member of a cluster has the cluster's Performance Insights key.
fn cluster_has(module: &Module<'_>, item: Item<'_>, key: &str) -> bool {
    let cluster = item.block.form.value("cluster_identifier");
    cluster
        .and_then(|value| module.referred(item, value))
        .is_some_and(|(cluster, _)| cluster.block.form.value(key).is_some())
}
