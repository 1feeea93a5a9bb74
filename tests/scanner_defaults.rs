//! What scanners read of a database that says nothing but what it must: each check that can pass, passes by default. The
//! ids are those of checkov, trivy, KICS and Security Hub; the scanner itself runs in `real_terraform`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail"
)]

use sealform::pipeline::{build, check_sources};
use sealform::source::{SourceFile, Sources};
use sealform::verify::{self, Mode, ResourceText};

const SPEC: &str = r#"version: 1
name: defaults
owner: "123456789012"
regions:
  eu-central-1: { subnet_ids: [subnet-0a1b2c3d, subnet-4e5f6a7b], vpc_security_group_ids: [sg-0123456789abcdef0] }
databases:
  orders: { engine: postgres, engine_version: "17", instance_class: db.r6g.large, allocated_storage: 100, replicas: { orders-reader: {} } }
  shop: { engine: aurora-mysql, engine_version: "8.0", instance_class: db.r6g.large }
"#;

/// Type, argument, what it must say, and who asks.
const TABLE: &[(&str, &str, &str, &str)] = &[
    (
        "aws_kms_key",
        "enable_key_rotation",
        "true",
        "CKV_AWS_7, AVD-AWS-0065, KMS.4",
    ),
    ("aws_kms_key", "deletion_window_in_days", "30", "0b530315"),
    (
        "aws_db_instance",
        "storage_encrypted",
        "true",
        "CKV_AWS_16, AVD-AWS-0080, RDS.3",
    ),
    (
        "aws_db_instance",
        "publicly_accessible",
        "false",
        "CKV_AWS_17, AVD-AWS-0180, RDS.2",
    ),
    (
        "aws_db_instance",
        "monitoring_interval",
        "60",
        "CKV_AWS_118, RDS.6",
    ),
    ("aws_db_instance", "multi_az", "true", "CKV_AWS_157, RDS.5"),
    (
        "aws_db_instance",
        "iam_database_authentication_enabled",
        "true",
        "CKV_AWS_161, AVD-AWS-0176, RDS.10",
    ),
    (
        "aws_db_instance",
        "auto_minor_version_upgrade",
        "true",
        "CKV_AWS_226, RDS.13",
    ),
    (
        "aws_db_instance",
        "deletion_protection",
        "true",
        "CKV_AWS_293, AVD-AWS-0177, RDS.8",
    ),
    (
        "aws_db_instance",
        "performance_insights_enabled",
        "true",
        "CKV_AWS_353, AVD-AWS-0133",
    ),
    (
        "aws_db_instance",
        "copy_tags_to_snapshot",
        "true",
        "CKV2_AWS_60, RDS.17",
    ),
    (
        "aws_rds_cluster",
        "storage_encrypted",
        "true",
        "CKV_AWS_96, AVD-AWS-0079, RDS.27",
    ),
    (
        "aws_rds_cluster",
        "deletion_protection",
        "true",
        "CKV_AWS_139, AVD-AWS-0343, RDS.7",
    ),
    (
        "aws_rds_cluster",
        "iam_database_authentication_enabled",
        "true",
        "CKV_AWS_162, RDS.12",
    ),
    (
        "aws_rds_cluster",
        "copy_tags_to_snapshot",
        "true",
        "CKV_AWS_313, RDS.16",
    ),
    (
        "aws_rds_cluster",
        "backtrack_window",
        "86400",
        "CKV_AWS_326, RDS.14",
    ),
    (
        "aws_rds_cluster",
        "backup_retention_period",
        "7",
        "CKV_AWS_133, RDS.50",
    ),
    (
        "aws_rds_cluster",
        "master_username",
        "\"dbadmin\"",
        "RDS.24",
    ),
    (
        "aws_rds_cluster_instance",
        "publicly_accessible",
        "false",
        "CKV_AWS_17",
    ),
    (
        "aws_rds_cluster_instance",
        "auto_minor_version_upgrade",
        "true",
        "CKV_AWS_226, RDS.35",
    ),
    (
        "aws_rds_cluster_instance",
        "monitoring_interval",
        "60",
        "CKV_AWS_118",
    ),
    (
        "aws_cloudwatch_log_group",
        "retention_in_days",
        "365",
        "CKV_AWS_66, CKV_AWS_338, CloudWatch.16",
    ),
];

/// Type, the argument that names a key of one's own, and who asks.
const KEYS: &[(&str, &str, &str)] = &[
    (
        "aws_db_instance",
        "performance_insights_kms_key_id",
        "CKV_AWS_354, AVD-AWS-0078",
    ),
    ("aws_rds_cluster", "kms_key_id", "CKV_AWS_327"),
    (
        "aws_rds_cluster_instance",
        "performance_insights_kms_key_id",
        "CKV_AWS_354",
    ),
    (
        "aws_cloudwatch_log_group",
        "kms_key_id",
        "CKV_AWS_158, AVD-AWS-0017",
    ),
    ("aws_backup_vault", "kms_key_arn", "CKV_AWS_166"),
];

fn resources() -> Vec<ResourceText> {
    let checked = check_sources(Sources {
        files: vec![SourceFile {
            name: "spec.yaml".to_owned(),
            text: SPEC.to_owned(),
        }],
    });
    assert!(checked.found.is_empty(), "{:?}", checked.found);
    let tree = build(&checked.plan.unwrap(), Mode::Paranoid)
        .unwrap()
        .unwrap();
    verify::read(&tree, Mode::Paranoid).resources()
}

fn of_kind<'r>(all: &'r [ResourceText], kind: &str) -> Vec<&'r ResourceText> {
    let found: Vec<&ResourceText> = all.iter().filter(|one| one.kind == kind).collect();
    assert!(!found.is_empty(), "no {kind}");
    found
}

#[test]
fn each_check_that_can_pass_passes() {
    let all = resources();
    for (kind, argument, wanted, asks) in TABLE {
        for one in of_kind(&all, kind) {
            let said = one
                .arguments
                .get(*argument)
                .map(|written| written.text.as_str());
            assert_eq!(said, Some(*wanted), "{asks}: {}.{argument}", one.address);
        }
    }
}

#[test]
fn everything_lies_under_a_key_of_the_module() {
    let all = resources();
    for (kind, argument, asks) in KEYS {
        for one in of_kind(&all, kind) {
            let key = one
                .arguments
                .get(*argument)
                .and_then(|written| written.of.as_ref());
            let is_ours = key.is_some_and(|(address, _)| address.starts_with("aws_kms_key."));
            assert!(is_ours, "{asks}: {}.{argument}", one.address);
        }
    }
}
