//! The logs that an engine can export to CloudWatch. Knows their names; must not know log groups.

use crate::aws::engines::{Engine, Family};

/// The log types that an engine exports, sorted.
///
/// As of 2026-11-17. Source: RDS API CreateDBInstance and CreateDBCluster,
/// `EnableCloudwatchLogsExports`; that Express Edition has no agent log: turbot/steampipe-mod-aws-compliance
/// issue 295.
pub fn types(engine: Engine) -> &'static [&'static str] {
    if engine.is_custom() {
        return &[];
    }
    match engine.family() {
        Family::Mysql | Family::MariaDb => &[
            "audit",
            "error",
            "general",
            "iam-db-auth-error",
            "slowquery",
        ],
        Family::Postgres => &["iam-db-auth-error", "postgresql", "upgrade"],
        Family::Oracle => &["alert", "audit", "listener", "oemagent", "trace"],
        Family::SqlServer if engine == Engine::SqlServerEx => &["error"],
        Family::SqlServer => &["agent", "error"],
        Family::Db2 => &["diag.log", "iam-db-auth-error", "notify.log"],
        Family::AuroraMysql => &[
            "audit",
            "error",
            "general",
            "iam-db-auth-error",
            "instance",
            "slowquery",
        ],
        Family::AuroraPostgres => &["iam-db-auth-error", "instance", "postgresql"],
    }
}

/// False for the log that an instance of MySQL exports and a Multi-AZ DB cluster of it doesn't.
///
/// Source: RDS API CreateDBCluster, `EnableCloudwatchLogsExports`.
pub fn is_of_multi_az_cluster(log: &str) -> bool {
    log != "audit"
}

/// The log types that a reviewer expects to be exported, sorted.
///
/// Source: AWS Config managed rule RDS_LOGGING_ENABLED, as aws-guard-rules-registry words it for each
/// engine; Security Hub RDS.37 for Aurora PostgreSQL. For Db2, which the rule does not know: all that
/// are about the database itself.
pub fn expected(engine: Engine) -> &'static [&'static str] {
    if engine.is_custom() {
        return &[];
    }
    match engine.family() {
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => {
            &["audit", "error", "general", "slowquery"]
        }
        Family::Postgres => &["postgresql", "upgrade"],
        Family::Oracle => &["alert", "audit", "listener", "trace"],
        Family::SqlServer => types(engine),
        Family::Db2 => &["diag.log", "notify.log"],
        Family::AuroraPostgres => &["postgresql"],
    }
}

/// The log group that RDS exports a log to. RDS creates it, unencrypted and for ever, where it does not
/// exist.
///
/// Source: RDS User Guide and Aurora User Guide, "Publishing database logs to Amazon CloudWatch Logs".
pub fn group(engine: Engine, identifier: &str, log: &str) -> String {
    let kind = if engine.is_aurora() {
        "cluster"
    } else {
        "instance"
    };
    format!("/aws/rds/{kind}/{identifier}/{log}")
}
