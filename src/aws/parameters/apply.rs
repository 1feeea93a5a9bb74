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
