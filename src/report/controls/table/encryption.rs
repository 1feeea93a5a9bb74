//! What is encrypted, and under whose key. Knows words and ids; must not know what decides.

use super::{CLUSTER, GLOBAL, INSTANCE, NONE};
use crate::report::controls::{
    Check, Control, Ids,
    checks::{self as check, policies, watch},
};

pub(super) static CONTROLS: [Control; 8] = [
    Control {
        id: "encrypted-at-rest",
        title: "Encryption at rest",
        asks: "storage is encrypted, also of what is made of an encrypted source",
        types: &[
            INSTANCE,
            CLUSTER,
            GLOBAL,
            "aws_db_snapshot",
            "aws_db_cluster_snapshot",
        ],
        ids: Ids {
            cis: &[
                ("1.4", "2.3.1"),
                ("3.0", "2.3.1"),
                ("4.0", "2.2.1"),
                ("5.0", "2.2.1"),
                ("6.0", "3.2.1"),
            ],
            security_hub: &["RDS.3", "RDS.4", "RDS.27"],
            config: &[
                "RDS_STORAGE_ENCRYPTED",
                "RDS_CLUSTER_ENCRYPTED_AT_REST",
                "RDS_SNAPSHOT_ENCRYPTED",
            ],
            pci: &["3.5.1", "8.3.2"],
            checkov: &["CKV_AWS_16", "CKV_AWS_96", "CKV_AWS_140"],
        },
        check: Check::OfResources(check::encrypted),
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
            pci: &["3.5.1"],
            checkov: &["CKV_AWS_327", "CKV_AWS_266", "CKV_AWS_245"],
            ..NONE
        },
        check: Check::OfResources(check::own_key),
    },
    Control {
        id: "key-policy-closed",
        title: "Key policy closed",
        asks: "no stranger may use or manage the key, and the account keeps control of it",
        types: &[],
        ids: Ids {
            security_hub: &["KMS.5"],
            checkov: &["CKV_AWS_33"],
            ..NONE
        },
        check: Check::OfPolicies(policies::closed),
    },
    Control {
        id: "key-policy-accounts",
        title: "Accounts in key policies",
        asks: "only the owner and the accounts that the spec names stand in the policy",
        types: &[],
        ids: NONE,
        check: Check::OfPolicies(policies::of_known_accounts),
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
        check: Check::OfResources(check::surroundings),
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
        check: Check::OfResources(check::secret),
    },
    Control {
        id: "key-rotation",
        title: "Key rotation",
        asks: "the key's material is renewed",
        types: &["aws_kms_key"],
        ids: Ids {
            cis: &[
                ("1.4", "3.8"),
                ("3.0", "3.6"),
                ("4.0", "3.6"),
                ("5.0", "3.6"),
                ("6.0", "4.6"),
            ],
            security_hub: &["KMS.4"],
            config: &["CMK_BACKING_KEY_ROTATION_ENABLED"],
            pci: &["3.7.4"],
            checkov: &["CKV_AWS_7"],
        },
        check: Check::OfResources(|seen| {
            seen.holds(
                seen.is_on("enable_key_rotation"),
                "enable_key_rotation",
                "rotation is off",
            )
        }),
    },
    Control {
        id: "key-alarms",
        title: "Alarms on keys",
        asks: "somebody is told when a key is disabled or its deletion scheduled",
        types: &["aws_cloudwatch_event_rule"],
        ids: Ids {
            cis: &[("1.4", "4.7"), ("3.0", "4.7"), ("5.0", "4.7")],
            pci: &["3.6.1"],
            ..NONE
        },
        check: Check::OfResources(watch::key_alarms),
    },
];
