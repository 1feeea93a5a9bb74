//! What survives a mistake or an outage. Knows words and ids; must not know what decides.

use super::{CLUSTER, GLOBAL, INSTANCE, MEMBER, NONE};
use crate::report::controls::{Check, Control, Ids, checks as check};

pub(super) static CONTROLS: [Control; 7] = [
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
        check: Check::OfResources(|seen| {
            seen.holds(
                seen.is_on("deletion_protection"),
                "deletion_protection",
                "anybody who may, deletes it at once",
            )
        }),
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
        check: Check::OfResources(|seen| {
            seen.holds(
                seen.resource.prevent_destroy,
                "prevent_destroy",
                "a plan may destroy or replace it",
            )
        }),
    },
    Control {
        id: "final-snapshot",
        title: "Last snapshot",
        asks: "what is destroyed leaves a snapshot",
        types: &[INSTANCE, CLUSTER],
        ids: NONE,
        check: Check::OfResources(|seen| {
            let is_replica = seen.value("replicate_source_db").is_some();
            (!is_replica).then_some(())?;
            let is_kept = seen.value("skip_final_snapshot") == Some("false");
            seen.holds(is_kept, "skip_final_snapshot", "nothing is left of it")
        }),
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
        check: Check::OfResources(check::backups),
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
        check: Check::OfResources(check::backup_plan),
    },
    Control {
        id: "copy-tags",
        title: "Tags of snapshots",
        asks: "snapshots carry the tags of what they are of",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            security_hub: &["RDS.16", "RDS.17", "RDS.47", "RDS.48"],
            checkov: &["CKV2_AWS_60", "CKV_AWS_313"],
            ..NONE
        },
        check: Check::OfResources(|seen| {
            seen.holds(
                seen.is_on("copy_tags_to_snapshot"),
                "copy_tags_to_snapshot",
                "snapshots have no tags",
            )
        }),
    },
    Control {
        id: "multi-az",
        title: "More than one zone",
        asks: "an instance has a standby in another zone, a cluster two members or more",
        types: &[INSTANCE, MEMBER],
        ids: Ids {
            cis: &[("4.0", "2.2.4"), ("5.0", "2.2.4"), ("6.0", "3.2.4")],
            security_hub: &["RDS.5", "RDS.15"],
            config: &["RDS_MULTI_AZ_SUPPORT", "RDS_CLUSTER_MULTI_AZ_ENABLED"],
            checkov: &["CKV_AWS_157"],
            ..NONE
        },
        check: Check::OfResources(check::zones),
    },
];
