//! Which families of classes a region offers. Knows how the tables below are searched.

mod aurora;
mod commercial;
mod open_source;

use crate::aws::engines::{Engine, Family};

/// The families that the region offers for the engine, separated by spaces; nothing where the tables
/// have no such engine or region.
pub(super) fn families(engine: Engine, region: &str) -> Option<&'static str> {
    if engine.is_custom() {
        return None;
    }
    let table = match engine.family() {
        Family::Mysql | Family::MariaDb | Family::Postgres => open_source::OPEN_SOURCE,
        Family::AuroraMysql => aurora::AURORA_MYSQL,
        Family::AuroraPostgres => aurora::AURORA_POSTGRESQL,
        Family::Oracle => commercial::ORACLE,
        Family::SqlServer => commercial::SQL_SERVER,
        Family::Db2 => commercial::DB2,
    };
    table
        .iter()
        .filter_map(|row| row.split_once(": "))
        .find(|&(name, _)| name == region)
        .map(|(_, families)| families)
}
