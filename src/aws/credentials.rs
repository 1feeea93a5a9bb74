//! Master users and passwords. Knows what AWS refuses for certain and what it probably refuses; must
//! never see a password.

use std::ops::RangeInclusive;

use crate::aws::engines::{Engine, Family};
use crate::aws::identifiers::Problem;

/// Why a name can't be the master user's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reservation {
    /// AWS was seen to refuse it.
    Certain(&'static str),
    /// It is reserved by the engine's manual, or by habit; nobody showed AWS refusing it.
    Likely(&'static str),
}

/// What is wrong with the shape of a master user's name; nothing where it will do.
///
/// Source: RDS API CreateDBInstance and CreateDBCluster, `MasterUsername`: 1 to 16, a letter first, then
/// letters, digits and `_`. (The page on clusters does not name `_`.)
pub fn user_problem(name: &str) -> Option<Problem> {
    let first = match name.chars().next() {
        None => return Some(Problem::Empty),
        Some(first) => first,
    };
    if !first.is_ascii_alphabetic() {
        return Some(Problem::Starts(first));
    }
    if let Some(other) = name
        .chars()
        .find(|c| !c.is_ascii_alphanumeric() && *c != '_')
    {
        return Some(Problem::Holds(other));
    }
    let length = name.chars().count();
    (length > 16).then_some(Problem::Long { length, most: 16 })
}

/// Whether the name of a master user is reserved.
///
/// Source: aws-cloudformation/cfn-lint issue 4425, tested against AWS (`admin`, `rdsadmin`);
/// DataShades/ckan-aws-templates issue 6 (`pg_`); RDS API CreateDBInstance, "can't be a reserved word",
/// for the rest.
pub fn user_reservation(engine: Engine, name: &str) -> Option<Reservation> {
    let name = name.to_ascii_lowercase();
    let name = name.as_str();
    let family = engine.family();
    let postgres = matches!(family, Family::Postgres | Family::AuroraPostgres);
    if name == "rdsadmin" {
        Some(Reservation::Certain("`rdsadmin` belongs to RDS itself"))
    } else if postgres && name == "admin" {
        Some(Reservation::Certain(
            "`admin` is a reserved word of PostgreSQL on RDS",
        ))
    } else if postgres && name.starts_with("pg_") {
        Some(Reservation::Certain(
            "names that begin with `pg_` belong to PostgreSQL itself",
        ))
    } else if matches!(name, "rdsrepladmin" | "rds_superuser" | "rds_replication") {
        Some(Reservation::Likely("it is a role of RDS itself"))
    } else if matches!(
        (family, name),
        (Family::SqlServer, "sa" | "administrator") | (Family::Oracle, "sys" | "system")
    ) {
        Some(Reservation::Likely("it is an account of the engine itself"))
    } else if is_sql_word(name) {
        Some(Reservation::Likely("it is a reserved word of SQL"))
    } else {
        None
    }
}

/// True for the names that attackers try first.
///
/// Source: Security Hub RDS.24 and RDS.25; AWS Config RDS_INSTANCE_DEFAULT_ADMIN_CHECK.
pub fn is_default_user(name: &str) -> bool {
    ["admin", "master", "postgres", "root"]
        .iter()
        .any(|default| name.eq_ignore_ascii_case(default))
}

/// True for a word that all SQL engines here reserve, so that it is no name for a user or a database.
///
/// Source: PostgreSQL "SQL Key Words", MySQL "Keywords and Reserved Words": what both reserve, and the
/// roles that both create.
pub fn is_sql_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "all",
        "alter",
        "and",
        "any",
        "as",
        "asc",
        "between",
        "by",
        "case",
        "check",
        "column",
        "constraint",
        "create",
        "default",
        "delete",
        "desc",
        "distinct",
        "drop",
        "else",
        "exists",
        "false",
        "foreign",
        "from",
        "grant",
        "group",
        "having",
        "in",
        "index",
        "insert",
        "into",
        "is",
        "join",
        "like",
        "limit",
        "not",
        "null",
        "on",
        "or",
        "order",
        "primary",
        "public",
        "references",
        "revoke",
        "select",
        "set",
        "table",
        "then",
        "to",
        "true",
        "union",
        "unique",
        "update",
        "user",
        "using",
        "values",
        "when",
        "where",
        "with",
    ];
    WORDS.contains(&word.to_ascii_lowercase().as_str())
}

/// How many characters a master password has. Any cluster has 8 to 41.
///
/// Source: RDS API CreateDBInstance and CreateDBCluster, `MasterUserPassword`.
pub fn password_lengths(engine: Engine) -> RangeInclusive<usize> {
    match engine.family() {
        Family::Mysql | Family::MariaDb | Family::AuroraMysql | Family::AuroraPostgres => 8..=41,
        Family::Postgres | Family::SqlServer => 8..=128,
        Family::Oracle => 8..=30,
        Family::Db2 => 8..=255,
    }
}

/// The printable ASCII characters that a master password can't hold.
///
/// Source: RDS API CreateDBInstance, `MasterUserPassword`; RDS User Guide "Quotas and constraints for
/// Amazon RDS" for the single quote and the space.
pub fn password_exclusions(engine: Engine) -> &'static str {
    match engine.family() {
        Family::Oracle => "/\"@'& ",
        _ => "/\"@' ",
    }
}
