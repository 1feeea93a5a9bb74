//! Which parameters wait for a reboot. Knows how the tables below are searched.

mod commercial;
mod open_source;

use super::ApplyType;
use crate::aws::engines::Family;

/// When a change of that parameter takes effect; nothing where the tables do not know it. Then
/// `pending-reboot` is the safe thing to write: AWS takes it for every parameter, and a database that is
/// created with the group has all of its values from the start.
pub fn apply_type(family: Family, name: &str) -> Option<ApplyType> {
    let (statics, dynamics): (&[&str], &[&str]) = match family {
        Family::Postgres | Family::AuroraPostgres => {
            (open_source::POSTGRES_STATIC, open_source::POSTGRES_DYNAMIC)
        }
        Family::Mysql | Family::MariaDb => (open_source::MYSQL_STATIC, open_source::MYSQL_DYNAMIC),
        Family::AuroraMysql => {
            if has(open_source::AURORA_MYSQL_STATIC, name) {
                return Some(ApplyType::Static);
            }
            if has(open_source::AURORA_MYSQL_DYNAMIC, name) {
                return Some(ApplyType::Dynamic);
            }
            (open_source::MYSQL_STATIC, open_source::MYSQL_DYNAMIC)
        }
        Family::SqlServer => (
            commercial::SQL_SERVER_STATIC,
            commercial::SQL_SERVER_DYNAMIC,
        ),
        Family::Oracle => (commercial::ORACLE_STATIC, commercial::ORACLE_DYNAMIC),
        Family::Db2 => (commercial::DB2_STATIC, commercial::DB2_DYNAMIC),
    };
    if has(statics, name) {
        Some(ApplyType::Static)
    } else if has(dynamics, name) {
        Some(ApplyType::Dynamic)
    } else {
        None
    }
}

fn has(table: &[&str], name: &str) -> bool {
    table.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// True for a parameter whose secure value is some version's own default. AWS keeps a value that equals the default as
/// its own, with `pending-reboot`, so that any other method would differ from it in every plan.
///
/// Source: hashicorp/terraform-provider-aws issues 39252 and 23335; rds.force_ssl is 1 from postgres 15 and
/// aurora-postgresql 17 on, require_secure_transport from MariaDB 11.8, log_output is FILE from MySQL 8.4.
pub fn may_be_default(name: &str) -> bool {
    ["log_output", "rds.force_ssl", "require_secure_transport"].contains(&name)
}
