//! License models and ports by engine. Knows what may be written; must not know prices.

use std::ops::RangeInclusive;

use crate::aws::engines::{Engine, Family};

/// The port that an engine listens on where nothing is said.
///
/// Source: RDS API CreateDBInstance and CreateDBCluster, `Port`.
pub fn default_port(engine: Engine) -> u16 {
    match engine.family() {
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => 3306,
        Family::Postgres | Family::AuroraPostgres => 5432,
        Family::Oracle => 1521,
        Family::SqlServer => 1433,
        Family::Db2 => 50000,
    }
}

/// The ports that RDS can listen on.
///
/// Source: RDS API CreateDBInstance, `Port`.
pub const PORTS: RangeInclusive<u16> = 1150..=65535;

/// The ports that SQL Server keeps for itself.
///
/// Source: RDS API CreateDBInstance, `Port`.
static SQL_SERVER_PORTS: &[u16] = &[
    1234, 1434, 3260, 3343, 3389, 47001, 49152, 49153, 49154, 49155, 49156,
];

/// True where the engine can listen on that port.
pub fn port_is_allowed(engine: Engine, port: u16) -> bool {
    PORTS.contains(&port)
        && !(engine.family() == Family::SqlServer && SQL_SERVER_PORTS.contains(&port))
}

/// The license models that may be written for an engine; empty where none may (Aurora, RDS Custom).
///
/// As of 2026-11-17. Source: RDS API CreateDBInstance, `LicenseModel`; cfn-lint 1.58.0 for the editions
/// of Oracle.
pub fn license_models(engine: Engine) -> &'static [&'static str] {
    if engine.is_custom() {
        return &[];
    }
    match engine.family() {
        Family::Mysql | Family::MariaDb => &["general-public-license"],
        Family::Postgres => &["postgresql-license"],
        Family::Oracle if matches!(engine, Engine::OracleSe2 | Engine::OracleSe2Cdb) => {
            &["bring-your-own-license", "license-included"]
        }
        Family::Oracle => &["bring-your-own-license"],
        Family::SqlServer => &["bring-your-own-media", "license-included"],
        Family::Db2 => &["bring-your-own-license", "marketplace-license"],
        Family::AuroraMysql | Family::AuroraPostgres => &[],
    }
}

/// The license model that AWS assumes where none is written; nothing where it assumes none that a page
/// names.
///
/// Source: RDS API CreateDBInstance, `LicenseModel` (Db2), and the single choice of the others.
pub fn default_license_model(engine: Engine) -> Option<&'static str> {
    match (engine.family(), license_models(engine)) {
        (Family::Db2, _) => Some("bring-your-own-license"),
        (_, &[only]) => Some(only),
        _ => None,
    }
}
