//! The name of the first database (`db_name`, `database_name`) by engine. Knows shapes; must not know
//! when a name may be given.

use crate::aws::engines::{Engine, Family};
use crate::aws::identifiers::Problem;

/// What is wrong with the name of a first database; nothing where it will do.
///
/// Source: RDS API CreateDBInstance, `DBName`, and CreateDBCluster, `DatabaseName`.
pub fn database_name_problem(engine: Engine, name: &str) -> Option<Problem> {
    let (most, underscores) = match engine.family() {
        Family::SqlServer => return Some(Problem::NotAllowed),
        Family::Oracle => (8, false),
        Family::Postgres | Family::AuroraPostgres => (63, true),
        Family::Mysql | Family::MariaDb | Family::AuroraMysql | Family::Db2 => (64, true),
    };
    let first = match name.chars().next() {
        None => return Some(Problem::Empty),
        Some(first) => first,
    };
    if !first.is_ascii_alphabetic() {
        return Some(Problem::Starts(first));
    }
    if engine.family() == Family::Oracle && name.eq_ignore_ascii_case("null") {
        return Some(Problem::Reserved("null"));
    }
    for character in name.chars() {
        let fits = character.is_ascii_alphanumeric() || underscores && character == '_';
        if !fits {
            return Some(Problem::Holds(character));
        }
    }
    let length = name.chars().count();
    (length > most).then_some(Problem::Long { length, most })
}

/// True where the engine keeps names in upper case, so that lower case would show as a difference on
/// every plan: Oracle's SID.
///
/// Source: Terraform AWS provider `aws_db_instance`, `db_name`.
pub fn is_kept_in_upper_case(engine: Engine) -> bool {
    engine.family() == Family::Oracle
}

/// The database that exists without being asked for.
///
/// Source: RDS API CreateDBInstance, `DBName`.
pub fn always_exists(engine: Engine) -> Option<&'static str> {
    match engine.family() {
        Family::Postgres | Family::AuroraPostgres => Some("postgres"),
        Family::Oracle if engine.is_custom() && engine.is_multitenant() => Some("RDSCDB"),
        Family::Oracle => Some("ORCL"),
        _ => None,
    }
}

/// The name that a first database gets where none is written; nothing where there would be none.
/// Only Oracle always has one.
///
/// Source: RDS API CreateDBInstance, `DBName`.
pub fn default_name(engine: Engine) -> Option<&'static str> {
    match engine.family() {
        Family::Oracle => always_exists(engine),
        _ => None,
    }
}
