//! What a regional resource refers to lives in its region and account, but for the few arguments that
//! cross regions on purpose. Knows which those are; must not know keys.

use super::Violation;
use super::form::{Form, Mode, Reference, Role, Target, Value};
use super::item::Item;
use super::module::Module;
use super::storage::is_key_argument;

/// Arguments that name something in another region. Source: Terraform AWS provider, the pages of these
/// types.
static CROSSING: &[(&str, &str)] = &[
    ("aws_backup_plan", "rule.copy_action.destination_vault_arn"),
    ("aws_cloudtrail", "s3_bucket_name"),
    ("aws_config_delivery_channel", "s3_bucket_name"),
    ("aws_db_instance", "replicate_source_db"),
    (
        "aws_db_instance_automated_backups_replication",
        "source_db_instance_arn",
    ),
    ("aws_db_snapshot_copy", "source_db_snapshot_identifier"),
    ("aws_kms_replica_external_key", "primary_key_arn"),
    ("aws_kms_replica_key", "primary_key_arn"),
    ("aws_rds_cluster", "global_cluster_identifier"),
    ("aws_rds_cluster", "replication_source_identifier"),
    (
        "aws_rds_cluster_snapshot_copy",
        "source_db_cluster_snapshot_identifier",
    ),
    ("aws_rds_global_cluster", "source_db_cluster_identifier"),
];

/// Attributes that are mere values: what they are copied from may live anywhere.
const VALUES: [&str; 12] = [
    "address",
    "database_name",
    "db_name",
    "engine",
    "engine_version",
    "engine_version_actual",
    "endpoint",
    "family",
    "instance_class",
    "master_username",
    "port",
    "username",
];

/// Whether a type has a region at all. Source: Terraform AWS provider, Enhanced Region Support.
fn regional(kind: &str) -> bool {
    !kind.starts_with("aws_iam_") && !kind.starts_with("aws_organizations_")
}

/// The references of a type's form that stay in its region, or, where the flag says so, in its account.
pub(super) fn bound(kind: &str, form: &Form) -> Vec<(usize, bool)> {
    if !regional(kind) {
        return Vec::new();
    }
    let bound = |reference: &Reference| match &reference.target {
        Target::Thing {
            mode: Mode::Managed,
            kind: referred,
            attribute: Some(attribute),
            ..
        } => {
            reference.role == Role::Value
                && regional(referred)
                && !VALUES.contains(&attribute.as_str())
                // A key in another region has a violation of its own.
                && !is_key_argument(&reference.argument)
        }
        _ => false,
    };
    let crosses = |reference: &Reference| CROSSING.contains(&(kind, reference.argument.as_str()));
    let references = form.references.iter().enumerate();
    references
        .filter(|(_, reference)| bound(reference))
        .map(|(at, reference)| (at, crosses(reference)))
        .collect()
}

/// Checks one resource.
pub(super) fn check(
    module: &Module<'_>,
    item: Item<'_>,
    kind: &str,
    violations: &mut Vec<Violation>,
) {
    if !regional(kind) {
        return;
    }
    if let Some(region) = item
        .block
        .form
        .argument("region")
        .filter(|r| r.value != Value::Null)
        && !matches!(region.value, Value::Text(_))
    {
        let message =
            "`region` must be a plain string: every region is known when this is generated";
        violations.push(item.violation("region", region.line, message));
    }
    let here = item.location;
    for (at, crosses) in &item.block.form.duties.bound {
        let Some(reference) = item.block.form.references.get(*at) else {
            continue;
        };
        let Some(target) = module.target(item, reference) else {
            continue;
        };
        let there = target.location;
        let fits = if *crosses {
            here.in_account_of(&there)
        } else {
            here.is(&there)
        };
        if !fits {
            let address = target.address().unwrap_or_default();
            let message = format!(
                "`{}` refers to `{address}` in {}, and this is in {}",
                reference.argument, there, here
            );
            violations.push(item.violation("region", reference.line, message));
        }
    }
}
