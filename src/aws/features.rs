//! The features for which a database assumes a role, by the names that the API has for them. Knows names; must not know
//! what a role lets.

use crate::aws::engines::{Engine, Family};

/// The names of an engine, sorted; empty where none is known. Versions differ, and there may be newer ones: warn only.
///
/// As of 2026-11. Source: RDS User Guide, "Amazon S3 integration" of Oracle, SQL Server and Db2, "Importing Amazon S3 data
/// into a PostgreSQL DB instance", "Invoking an AWS Lambda function"; Aurora User Guide, "Using Amazon Aurora machine
/// learning with Aurora PostgreSQL". Aurora MySQL names roles by parameters, and has no feature names.
pub const fn names(engine: Engine) -> &'static [&'static str] {
    match engine.family() {
        Family::Postgres => &["Lambda", "s3Export", "s3Import"],
        Family::AuroraPostgres => &[
            "Bedrock",
            "Comprehend",
            "Lambda",
            "SageMaker",
            "s3Export",
            "s3Import",
        ],
        Family::Oracle => &["EFS_INTEGRATION", "S3_INTEGRATION"],
        Family::SqlServer | Family::Db2 => &["S3_INTEGRATION"],
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => &[],
    }
}
