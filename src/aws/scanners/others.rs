//! The checks of trivy and the queries of KICS that look at resources which Sealform can print. Knows ids and types;
//! must not know what one wants.

/// Trivy: id and resource types, sorted by id. `AWS-0080` is short for `AVD-AWS-0080`.
///
/// As of 2026-11-17. Source: trivy-checks 2.2.0.
#[rustfmt::skip]
pub(super) static TRIVY: &[(&str, &[&str])] = &[
    ("AVD-AWS-0017", &["aws_cloudwatch_log_group"]),
    ("AVD-AWS-0019", &["aws_config_configuration_aggregator"]),
    ("AVD-AWS-0065", &["aws_kms_key"]),
    ("AVD-AWS-0077", &["aws_db_instance", "aws_rds_cluster"]),
    ("AVD-AWS-0078", &["aws_db_instance", "aws_rds_cluster_instance"]),
    ("AVD-AWS-0079", &["aws_rds_cluster"]),
    ("AVD-AWS-0080", &["aws_db_instance"]),
    ("AVD-AWS-0095", &["aws_sns_topic"]),
    ("AVD-AWS-0098", &["aws_secretsmanager_secret"]),
    ("AVD-AWS-0133", &["aws_db_instance", "aws_rds_cluster_instance"]),
    ("AVD-AWS-0136", &["aws_sns_topic"]),
    ("AVD-AWS-0153", &["aws_kms_key"]),
    ("AVD-AWS-0176", &["aws_db_instance"]),
    ("AVD-AWS-0177", &["aws_db_instance"]),
    ("AVD-AWS-0180", &["aws_db_instance", "aws_rds_cluster_instance"]),
    ("AVD-AWS-0343", &["aws_rds_cluster"]),
];

/// KICS: id and resource types, sorted by id.
///
/// As of 2026-11-17. Source: queries of KICS as its fork DataDog/datadog-iac-scanner has them.
#[rustfmt::skip]
pub(super) static KICS: &[(&str, &[&str])] = &[
    ("030d3b18-1821-45b4-9e08-50efbe7becbb", &["aws_dms_replication_instance"]),
    ("08bd0760-8752-44e1-9779-7bb369b2b4e4", &["aws_db_instance"]),
    ("0afbcfe9-d341-4b92-a64c-7e6de0543879", &["aws_cloudwatch_log_group"]),
    ("0b530315-0ea4-497f-b34c-4ff86268f59d", &["aws_kms_key"]),
    ("1a690d1d-0ae7-49fa-b2db-b75ae0dd1d3e", &["aws_rds_cluster"]),
    ("1dc73fb4-5b51-430c-8c5f-25dcf9090b02", &["aws_db_instance"]),
    ("22fbfeac-7b5a-421a-8a27-7a2178bb910b", &["aws_kms_key"]),
    ("28545147-2fc6-42d5-a1f9-cf226658e591", &["aws_sns_topic"]),
    ("2f737336-b18a-4602-8ea0-b200312e1ac1", &["aws_db_instance"]),
    ("3199c26c-7871-4cb3-99c2-10a59244ce7f", &["aws_rds_cluster"]),
    ("35113e6f-2c6b-414d-beec-7a9482d3b2d1", &["aws_db_instance", "aws_rds_cluster_instance"]),
    ("3b6d777b-76e3-4133-80a3-0d6f667ade7f", &["aws_db_instance", "aws_rds_cluster_instance"]),
    ("5ea624e4-c8b1-4bb3-87a4-4235a776adcc", &["aws_sns_topic"]),
    ("656880aa-1388-488f-a6d4-8f73c23149b2", &["aws_db_cluster_snapshot"]),
    ("7350fa23-dcf7-4938-916d-6a60b0c73b50", &["aws_kms_key"]),
    ("7ebc9038-0bde-479a-acc4-6ed7b6758899", &["aws_kms_key"]),
    ("88fd05e0-ac0e-43d2-ba6d-fc0ba60ae1a6", &["aws_db_instance"]),
    ("8d7f7b8c-6c7c-40f8-baa6-62006c6c7b56", &["aws_db_instance"]),
    ("9f40c07e-699e-4410-8856-3ba0f2e3a2dd", &["aws_db_instance"]),
    ("a2f548f2-188c-4fff-b172-e9a6acb216bd", &["aws_secretsmanager_secret"]),
    ("abdb29d4-5ca1-4e91-800b-b3569bbd788c", &["aws_config_config_rule"]),
    ("ac5a0bc0-a54c-45aa-90c3-15f7703b9132", &["aws_config_configuration_aggregator"]),
    ("b0d3ef3f-845d-4b1b-83d6-63a5a380375f", &["aws_secretsmanager_secret"]),
    ("b1a72f66-2236-4f3b-87ba-0da1b366956f", &["aws_sns_topic_policy"]),
    ("b26d2b7e-60f6-413d-a3a1-a57db24aa2b3", &["aws_sns_topic_policy"]),
    ("bca7cc4d-b3a4-4345-9461-eb69c68fcd26", &["aws_db_instance"]),
    ("e38a8e0a-b88b-4902-b3fe-b0fcb17d5c10", &["aws_db_instance"]),
    ("e542bd46-58c4-4e0f-a52a-1fb4f9548e02", &["aws_rds_cluster"]),
    ("ef0b316a-211e-42f1-888e-64efe172b755", &["aws_cloudwatch_log_group"]),
    ("fa00ce45-386d-4718-8392-fb485e1f3c5b", &["aws_secretsmanager_secret"]),
];
