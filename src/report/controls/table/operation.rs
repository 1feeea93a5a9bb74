//! What is watched, recorded and kept up to date. Knows words and ids; must not know what decides.

use super::{CLUSTER, INSTANCE, MEMBER, NONE};
use crate::report::controls::{Check, Control, Ids, checks::watch};

pub(super) static CONTROLS: [Control; 7] = [
    Control {
        id: "minor-upgrades",
        title: "Minor versions",
        asks: "AWS installs minor versions",
        types: &[INSTANCE, MEMBER],
        ids: Ids {
            cis: &[
                ("3.0", "2.3.2"),
                ("4.0", "2.2.2"),
                ("5.0", "2.2.2"),
                ("6.0", "3.2.2"),
            ],
            security_hub: &["RDS.13", "RDS.35"],
            config: &["RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED"],
            pci: &["6.3.3"],
            checkov: &["CKV_AWS_226"],
        },
        check: Check::OfResources(|seen| {
            seen.holds(
                seen.is_on("auto_minor_version_upgrade"),
                "auto_minor_version_upgrade",
                "minor versions are not installed",
            )
        }),
    },
    Control {
        id: "log-exports",
        title: "Logs to CloudWatch",
        asks: "the logs that Security Hub asks of the engine go to CloudWatch",
        types: &[INSTANCE, CLUSTER],
        ids: Ids {
            security_hub: &["RDS.9", "RDS.34", "RDS.36", "RDS.37", "RDS.40", "RDS.42"],
            config: &["RDS_LOGGING_ENABLED"],
            pci: &["10.2.1", "10.4.2"],
            checkov: &["CKV_AWS_129", "CKV_AWS_324"],
            ..NONE
        },
        check: Check::OfResources(watch::logs),
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
        check: Check::OfResources(|seen| {
            let days = seen.number("retention_in_days").unwrap_or(0);
            seen.holds(
                days == 0 || days >= 365,
                "retention_in_days",
                "logs go before a year is over",
            )
        }),
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
        check: Check::OfResources(|seen| {
            let interval = seen.number("monitoring_interval").unwrap_or(0);
            seen.holds(interval > 0, "monitoring_interval", "nothing is read")
        }),
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
        check: Check::OfResources(watch::insights),
    },
    Control {
        id: "event-subscriptions",
        title: "Notifications of RDS",
        asks: "the account is told of critical events of clusters, instances, parameter groups and security groups",
        types: &["aws_db_event_subscription"],
        ids: Ids {
            security_hub: &["RDS.19", "RDS.20", "RDS.21", "RDS.22"],
            pci: &["11.5.2"],
            ..NONE
        },
        check: Check::OfResources(watch::events),
    },
    Control {
        id: "config-rules",
        title: "AWS Config",
        asks: "a managed rule of AWS Config watches the account, which is recorded",
        types: &["aws_config_config_rule"],
        ids: NONE,
        check: Check::OfResources(watch::config),
    },
];
