//! The controls, as a table. Knows words and ids; what decides stands beside it.

use super::checks as check;
use super::{Control, Ids};

const NONE: Ids = Ids {
    cis: &[],
    security_hub: &[],
    config: &[],
    pci: &[],
    checkov: &[],
};

const INSTANCE: &str = "aws_db_instance";
const CLUSTER: &str = "aws_rds_cluster";
const MEMBER: &str = "aws_rds_cluster_instance";
const GLOBAL: &str = "aws_rds_global_cluster";

/// The controls that look at resources, in the order of a report.
pub static CONTROLS: &[Control] = &[
    Control {
        id: "encrypted-at-rest",
        title: "Encryption at rest",
        asks: "storage is encrypted, also of what is made of an encrypted source",
        types: &[INSTANCE, CLUSTER, GLOBAL],
        ids: Ids {
            cis: &[("3.0", "2.3.1"), ("4.0/5.0", "2.2.1"), ("6.0", "3.2.1")],
            security_hub: &["RDS.3", "RDS.27"],
            config: &["RDS_STORAGE_ENCRYPTED", "RDS_CLUSTER_ENCRYPTED_AT_REST"],
            pci: &["3.5.1", "8.3.2"],
            checkov: &["CKV_AWS_16", "CKV_AWS_96", "CKV_AWS_140"],
        },
        check: check::encrypted,
    },
    Control {
        id: "customer-managed-key",
        title: "Customer managed key",
        asks: "storage, snapshot copies and replicated backups name a key of the customer",
        types: &[
            INSTANCE,
            CLUSTER,
            "aws_db_snapshot_copy",
            "aws_rds_cluster_snapshot_copy",
            "aws_db_instance_automated_backups_replication",
        ],
        ids: Ids {
            security_hub: &["RDS.4"],
            config: &["RDS_SNAPSHOT_ENCRYPTED"],
            pci: &["3.5.1"],
            checkov: &["CKV_AWS_327", "CKV_AWS_266", "CKV_AWS_245"],
            ..NONE
        },
        check: check::own_key,
    },
    Control {
        id: "surroundings-encrypted",
        title: "Encryption around the database",
        asks: "log groups, topics and backup vaults are encrypted under a key of the customer",
        types: &[
            "aws_cloudwatch_log_group",
            "aws_sns_topic",
            "aws_backup_vault",
        ],
        ids: Ids {
            security_hub: &["SNS.1"],
            config: &["CLOUDWATCH_LOG_GROUP_ENCRYPTED", "SNS_ENCRYPTED_KMS"],
            checkov: &["CKV_AWS_158", "CKV_AWS_26", "CKV_AWS_166"],
            ..NONE
        },
        check: check::surroundings,
    },
    Control {
        id: "managed-secret-encrypted",
        title: "Master password",
        asks: "a password that RDS manages lies under a key of the customer; no other stands in the text",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            config: &["SECRETSMANAGER_USING_CMK"],
            ..NONE
        },
        check: check::secret,
    },
    Control {
        id: "key-rotation",
        title: "Key rotation",
        asks: "the key's material is renewed",
        types: &["aws_kms_key"],
        ids: Ids {
            cis: &[("3.0", "3.6"), ("4.0/5.0", "3.6"), ("6.0", "4.6")],
            security_hub: &["KMS.4"],
            config: &["CMK_BACKING_KEY_ROTATION_ENABLED"],
            pci: &["3.7.4"],
            checkov: &["CKV_AWS_7"],
        },
        check: |seen| {
            seen.holds(
                seen.is_on("enable_key_rotation"),
                "enable_key_rotation",
                "rotation is off",
            )
        },
    },
    Control {
        id: "not-public",
        title: "No public access",
        asks: "the database has no public address",
        types: &[INSTANCE, MEMBER],
        ids: Ids {
            cis: &[("3.0", "2.3.3"), ("4.0/5.0", "2.2.3"), ("6.0", "3.2.3")],
            security_hub: &["RDS.2"],
            config: &["RDS_INSTANCE_PUBLIC_ACCESS_CHECK"],
            checkov: &["CKV_AWS_17"],
            ..NONE
        },
        check: |seen| {
            let is_private = seen.value("publicly_accessible") == Some("false");
            seen.holds(
                is_private,
                "publicly_accessible",
                "it may have a public address",
            )
        },
    },
    Control {
        id: "snapshots-not-public",
        title: "No public snapshots",
        asks: "a snapshot is shared with accounts by name, and not with all",
        types: &[
            "aws_db_snapshot",
            "aws_db_cluster_snapshot",
            "aws_db_snapshot_copy",
            "aws_rds_cluster_snapshot_copy",
        ],
        ids: Ids {
            security_hub: &["RDS.1"],
            config: &["RDS_SNAPSHOTS_PUBLIC_PROHIBITED"],
            checkov: &["CKV_AWS_302"],
            ..NONE
        },
        check: |seen| {
            let accounts = seen.value("shared_accounts").unwrap_or_default();
            seen.holds(
                !accounts.contains("\"all\""),
                "shared_accounts",
                "everybody may restore it",
            )
        },
    },
    Control {
        id: "tls-enforced",
        title: "TLS enforced",
        asks: "a parameter refuses connections without TLS, where the engine has one",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            security_hub: &["RDS.38", "RDS.39"],
            checkov: &["CKV2_AWS_69"],
            ..NONE
        },
        check: check::tls,
    },
    Control {
        id: "iam-authentication",
        title: "Logins by IAM",
        asks: "logins by IAM are on, where the engine has them",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            security_hub: &["RDS.10", "RDS.12"],
            config: &[
                "RDS_INSTANCE_IAM_AUTHENTICATION_ENABLED",
                "RDS_CLUSTER_IAM_AUTHENTICATION_ENABLED",
            ],
            checkov: &["CKV_AWS_161", "CKV_AWS_162"],
            ..NONE
        },
        check: check::iam,
    },
    Control {
        id: "administrator-name",
        title: "Administrator's name",
        asks: "the master user has a name of its own",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            security_hub: &["RDS.24", "RDS.25"],
            ..NONE
        },
        check: check::administrator,
    },
    Control {
        id: "deletion-protection",
        title: "Deletion protection",
        asks: "AWS refuses to delete it",
        types: &[INSTANCE, CLUSTER, GLOBAL],
        ids: Ids {
            security_hub: &["RDS.7", "RDS.8"],
            config: &[
                "RDS_CLUSTER_DELETION_PROTECTION_ENABLED",
                "RDS_INSTANCE_DELETION_PROTECTION_ENABLED",
            ],
            checkov: &["CKV_AWS_139", "CKV_AWS_293"],
            ..NONE
        },
        check: |seen| {
            seen.holds(
                seen.is_on("deletion_protection"),
                "deletion_protection",
                "anybody who may, deletes it at once",
            )
        },
    },
    Control {
        id: "prevent-destroy",
        title: "Terraform's own protection",
        asks: "Terraform refuses to destroy or replace it",
        types: &[
            INSTANCE,
            CLUSTER,
            GLOBAL,
            "aws_kms_key",
            "aws_kms_replica_key",
        ],
        ids: NONE,
        check: |seen| {
            seen.holds(
                seen.resource.prevent_destroy,
                "prevent_destroy",
                "a plan may destroy or replace it",
            )
        },
    },
    Control {
        id: "final-snapshot",
        title: "Last snapshot",
        asks: "what is destroyed leaves a snapshot",
        types: &[INSTANCE, CLUSTER],
        ids: NONE,
        check: |seen| {
            let is_replica = seen.value("replicate_source_db").is_some();
            (!is_replica).then_some(())?;
            let is_kept = seen.value("skip_final_snapshot") == Some("false");
            seen.holds(is_kept, "skip_final_snapshot", "nothing is left of it")
        },
    },
    Control {
        id: "backups",
        title: "Backups of seven days",
        asks: "automated backups are kept for seven days or more",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            security_hub: &["RDS.11", "RDS.50"],
            config: &["DB_INSTANCE_BACKUP_ENABLED"],
            checkov: &["CKV_AWS_133"],
            ..NONE
        },
        check: check::backups,
    },
    Control {
        id: "copy-tags",
        title: "Tags of snapshots",
        asks: "snapshots carry the tags of what they are of",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            security_hub: &["RDS.16", "RDS.17"],
            checkov: &["CKV2_AWS_60", "CKV_AWS_313"],
            ..NONE
        },
        check: |seen| {
            seen.holds(
                seen.is_on("copy_tags_to_snapshot"),
                "copy_tags_to_snapshot",
                "snapshots have no tags",
            )
        },
    },
    Control {
        id: "multi-az",
        title: "More than one zone",
        asks: "an instance has a standby in another zone, a cluster two members or more",
        types: &[INSTANCE, MEMBER],
        ids: Ids {
            cis: &[("4.0/5.0", "2.2.4"), ("6.0", "3.2.4")],
            security_hub: &["RDS.5", "RDS.15"],
            config: &["RDS_MULTI_AZ_SUPPORT", "RDS_CLUSTER_MULTI_AZ_ENABLED"],
            checkov: &["CKV_AWS_157"],
            ..NONE
        },
        check: check::zones,
    },
    Control {
        id: "minor-upgrades",
        title: "Minor versions",
        asks: "AWS installs minor versions",
        types: &[INSTANCE, MEMBER],
        ids: Ids {
            cis: &[("3.0", "2.3.2"), ("4.0/5.0", "2.2.2"), ("6.0", "3.2.2")],
            security_hub: &["RDS.13", "RDS.35"],
            config: &["RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED"],
            checkov: &["CKV_AWS_226"],
            ..NONE
        },
        check: |seen| {
            seen.holds(
                seen.is_on("auto_minor_version_upgrade"),
                "auto_minor_version_upgrade",
                "minor versions are not installed",
            )
        },
    },
    Control {
        id: "log-exports",
        title: "Logs to CloudWatch",
        asks: "logs of the database go to CloudWatch",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            security_hub: &["RDS.9", "RDS.34", "RDS.36", "RDS.37", "RDS.40", "RDS.42"],
            config: &["RDS_LOGGING_ENABLED"],
            checkov: &["CKV_AWS_129", "CKV_AWS_324"],
            ..NONE
        },
        check: |seen| {
            let logs = seen
                .value("enabled_cloudwatch_logs_exports")
                .unwrap_or_default();
            seen.holds(
                logs.contains('"'),
                "enabled_cloudwatch_logs_exports",
                "no log leaves the database",
            )
        },
    },
    Control {
        id: "log-retention",
        title: "Logs of a year",
        asks: "logs are kept for 365 days or more, or for ever",
        types: &["aws_cloudwatch_log_group"],
        ids: Ids {
            config: &["CW_LOGGROUP_RETENTION_PERIOD_CHECK"],
            checkov: &["CKV_AWS_338"],
            ..NONE
        },
        check: |seen| {
            let days = seen.number("retention_in_days").unwrap_or(0);
            seen.holds(
                days == 0 || days >= 365,
                "retention_in_days",
                "logs go before a year is over",
            )
        },
    },
    Control {
        id: "enhanced-monitoring",
        title: "Enhanced Monitoring",
        asks: "the operating system is read at an interval",
        types: &[INSTANCE, MEMBER],
        ids: Ids {
            security_hub: &["RDS.6"],
            config: &["RDS_ENHANCED_MONITORING_ENABLED"],
            checkov: &["CKV_AWS_118"],
            ..NONE
        },
        check: |seen| {
            let interval = seen.number("monitoring_interval").unwrap_or(0);
            seen.holds(interval > 0, "monitoring_interval", "nothing is read")
        },
    },
    Control {
        id: "performance-insights",
        title: "Performance Insights",
        asks: "they are on, and under a key of the customer",
        types: &[INSTANCE, MEMBER],
        ids: Ids {
            checkov: &["CKV_AWS_353", "CKV_AWS_354"],
            ..NONE
        },
        check: check::insights,
    },
    Control {
        id: "default-port",
        title: "Port",
        asks: "the port is not the engine's usual one",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            security_hub: &["RDS.23"],
            ..NONE
        },
        check: check::port,
    },
    Control {
        id: "backup-plan",
        title: "AWS Backup",
        asks: "a plan of AWS Backup selects the database",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            security_hub: &["RDS.26"],
            config: &["RDS_IN_BACKUP_PLAN"],
            checkov: &["CKV2_AWS_8"],
            ..NONE
        },
        check: check::backup_plan,
    },
    Control {
        id: "event-subscriptions",
        title: "Notifications of RDS",
        asks: "the account is told of critical events of clusters, instances, parameter groups and security groups",
        types: &["aws_db_event_subscription"],
        ids: Ids {
            security_hub: &["RDS.19", "RDS.20", "RDS.21", "RDS.22"],
            ..NONE
        },
        check: |seen| {
            seen.holds(
                seen.value("enabled") != Some("false"),
                "source_type",
                "it is off",
            )
        },
    },
    Control {
        id: "key-alarms",
        title: "Alarms on keys",
        asks: "somebody is told when a key is disabled or its deletion scheduled",
        types: &["aws_cloudwatch_event_rule"],
        ids: Ids {
            cis: &[("3.0", "4.7"), ("5.0", "4.7")],
            pci: &["3.5.1.1", "3.6.1"],
            ..NONE
        },
        check: check::key_alarms,
    },
    Control {
        id: "config-rules",
        title: "AWS Config",
        asks: "a managed rule of AWS Config watches the account",
        types: &["aws_config_config_rule"],
        ids: NONE,
        check: |seen| seen.holds(true, "source_identifier", ""),
    },
];

/// Judged on policies, and not on a resource's arguments.
pub static POLICY_CLOSED: Control = Control {
    id: "key-policy-closed",
    title: "Key policy closed",
    asks: "no stranger may use or manage the key, and the account keeps control of it",
    types: &[],
    ids: Ids {
        security_hub: &["KMS.5"],
        checkov: &["CKV_AWS_33"],
        ..NONE
    },
    check: |_| None,
};

/// Judged on policies as well.
pub static POLICY_FOREIGN: Control = Control {
    id: "key-policy-accounts",
    title: "Accounts in key policies",
    asks: "only the owner and the accounts that the spec names stand in the policy",
    types: &[],
    ids: NONE,
    check: |_| None,
};
