//! Who gets at a database and its data. Knows words and ids; must not know what decides.

use super::{CLUSTER, INSTANCE, MEMBER, NONE};
use crate::report::controls::{Check, Control, Ids, checks as check};

pub(super) static CONTROLS: [Control; 6] = [
    Control {
        id: "not-public",
        title: "No public access",
        asks: "the database has no public address",
        types: &[INSTANCE, MEMBER],
        ids: Ids {
            cis: &[
                ("3.0", "2.3.3"),
                ("4.0", "2.2.3"),
                ("5.0", "2.2.3"),
                ("6.0", "3.2.3"),
            ],
            security_hub: &["RDS.2"],
            config: &["RDS_INSTANCE_PUBLIC_ACCESS_CHECK"],
            pci: &["1.4.4"],
            checkov: &["CKV_AWS_17"],
        },
        check: Check::OfResources(|seen| {
            let is_private = seen.value("publicly_accessible") == Some("false");
            seen.holds(
                is_private,
                "publicly_accessible",
                "it may have a public address",
            )
        }),
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
        check: Check::OfResources(|seen| {
            let accounts = seen.value("shared_accounts").unwrap_or_default();
            seen.holds(
                !accounts.contains("\"all\""),
                "shared_accounts",
                "everybody may restore it",
            )
        }),
    },
    Control {
        id: "tls-enforced",
        title: "TLS enforced",
        asks: "a parameter refuses connections without TLS, where the engine has one",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            security_hub: &["RDS.38", "RDS.39", "RDS.41", "RDS.44"],
            checkov: &["CKV2_AWS_69"],
            ..NONE
        },
        check: Check::OfResources(check::tls),
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
        check: Check::OfResources(check::iam),
    },
    Control {
        id: "administrator-name",
        title: "Administrator's name",
        asks: "the master user has a name of its own",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            security_hub: &["RDS.24", "RDS.25"],
            config: &[
                "RDS_CLUSTER_DEFAULT_ADMIN_CHECK",
                "RDS_INSTANCE_DEFAULT_ADMIN_CHECK",
            ],
            pci: &["2.2.2"],
            ..NONE
        },
        check: Check::OfResources(check::administrator),
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
        check: Check::OfResources(check::port),
    },
];
