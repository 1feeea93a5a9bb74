//! The engines by their API names. Knows names and kinship; must not know what an engine can do.

pub mod typo;

use std::fmt;

use Family::{AuroraMysql, AuroraPostgres, Db2, MariaDb, Mysql, Oracle, Postgres, SqlServer};

/// A database engine, as RDS names it.
///
/// As of 2026-11-17. Source: RDS API CreateDBInstance and CreateDBCluster, `Engine`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Engine {
    /// `aurora-mysql`.
    AuroraMysql,
    /// `aurora-postgresql`.
    AuroraPostgresql,
    /// `custom-oracle-ee`: RDS Custom.
    CustomOracleEe,
    /// `custom-oracle-ee-cdb`: RDS Custom.
    CustomOracleEeCdb,
    /// `custom-oracle-se2`: RDS Custom.
    CustomOracleSe2,
    /// `custom-oracle-se2-cdb`: RDS Custom.
    CustomOracleSe2Cdb,
    /// `custom-sqlserver-dev`: RDS Custom.
    CustomSqlServerDev,
    /// `custom-sqlserver-ee`: RDS Custom.
    CustomSqlServerEe,
    /// `custom-sqlserver-se`: RDS Custom.
    CustomSqlServerSe,
    /// `custom-sqlserver-web`: RDS Custom.
    CustomSqlServerWeb,
    /// `db2-ae`: Advanced Edition.
    Db2Ae,
    /// `db2-ce`: Community Edition.
    Db2Ce,
    /// `db2-se`: Standard Edition.
    Db2Se,
    /// `mariadb`.
    MariaDb,
    /// `mysql`.
    Mysql,
    /// `oracle-ee`: Enterprise Edition.
    OracleEe,
    /// `oracle-ee-cdb`: Enterprise Edition, multitenant.
    OracleEeCdb,
    /// `oracle-se2`: Standard Edition 2.
    OracleSe2,
    /// `oracle-se2-cdb`: Standard Edition 2, multitenant.
    OracleSe2Cdb,
    /// `postgres`.
    Postgres,
    /// `sqlserver-dev-ee`: Developer Edition.
    SqlServerDevEe,
    /// `sqlserver-ee`: Enterprise Edition.
    SqlServerEe,
    /// `sqlserver-ex`: Express Edition.
    SqlServerEx,
    /// `sqlserver-se`: Standard Edition.
    SqlServerSe,
    /// `sqlserver-web`: Web Edition.
    SqlServerWeb,
}

/// Engines that share their versions, logs, parameters and limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// RDS for MySQL.
    Mysql,
    /// RDS for MariaDB.
    MariaDb,
    /// RDS for PostgreSQL.
    Postgres,
    /// RDS for Oracle, all editions, RDS Custom included.
    Oracle,
    /// RDS for SQL Server, all editions, RDS Custom included.
    SqlServer,
    /// RDS for Db2, all editions.
    Db2,
    /// Aurora MySQL.
    AuroraMysql,
    /// Aurora PostgreSQL.
    AuroraPostgres,
}

/// Every engine, sorted by name.
static ENGINES: &[Engine] = &[
    Engine::AuroraMysql,
    Engine::AuroraPostgresql,
    Engine::CustomOracleEe,
    Engine::CustomOracleEeCdb,
    Engine::CustomOracleSe2,
    Engine::CustomOracleSe2Cdb,
    Engine::CustomSqlServerDev,
    Engine::CustomSqlServerEe,
    Engine::CustomSqlServerSe,
    Engine::CustomSqlServerWeb,
    Engine::Db2Ae,
    Engine::Db2Ce,
    Engine::Db2Se,
    Engine::MariaDb,
    Engine::Mysql,
    Engine::OracleEe,
    Engine::OracleEeCdb,
    Engine::OracleSe2,
    Engine::OracleSe2Cdb,
    Engine::Postgres,
    Engine::SqlServerDevEe,
    Engine::SqlServerEe,
    Engine::SqlServerEx,
    Engine::SqlServerSe,
    Engine::SqlServerWeb,
];

/// Every engine, sorted by name.
pub fn all() -> impl Iterator<Item = Engine> {
    ENGINES.iter().copied()
}

impl Engine {
    /// The engine of that name. Names are lower case; AWS takes no other spelling.
    pub fn parse(name: &str) -> Option<Self> {
        all().find(|engine| engine.name() == name)
    }

    /// `aurora-postgresql`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AuroraMysql => "aurora-mysql",
            Self::AuroraPostgresql => "aurora-postgresql",
            Self::CustomOracleEe => "custom-oracle-ee",
            Self::CustomOracleEeCdb => "custom-oracle-ee-cdb",
            Self::CustomOracleSe2 => "custom-oracle-se2",
            Self::CustomOracleSe2Cdb => "custom-oracle-se2-cdb",
            Self::CustomSqlServerDev => "custom-sqlserver-dev",
            Self::CustomSqlServerEe => "custom-sqlserver-ee",
            Self::CustomSqlServerSe => "custom-sqlserver-se",
            Self::CustomSqlServerWeb => "custom-sqlserver-web",
            Self::Db2Ae => "db2-ae",
            Self::Db2Ce => "db2-ce",
            Self::Db2Se => "db2-se",
            Self::MariaDb => "mariadb",
            Self::Mysql => "mysql",
            Self::OracleEe => "oracle-ee",
            Self::OracleEeCdb => "oracle-ee-cdb",
            Self::OracleSe2 => "oracle-se2",
            Self::OracleSe2Cdb => "oracle-se2-cdb",
            Self::Postgres => "postgres",
            Self::SqlServerDevEe => "sqlserver-dev-ee",
            Self::SqlServerEe => "sqlserver-ee",
            Self::SqlServerEx => "sqlserver-ex",
            Self::SqlServerSe => "sqlserver-se",
            Self::SqlServerWeb => "sqlserver-web",
        }
    }

    /// The family that it belongs to.
    pub const fn family(self) -> Family {
        match self {
            Self::AuroraMysql => AuroraMysql,
            Self::AuroraPostgresql => AuroraPostgres,
            Self::CustomOracleEe
            | Self::CustomOracleEeCdb
            | Self::CustomOracleSe2
            | Self::CustomOracleSe2Cdb
            | Self::OracleEe
            | Self::OracleEeCdb
            | Self::OracleSe2
            | Self::OracleSe2Cdb => Oracle,
            Self::CustomSqlServerDev
            | Self::CustomSqlServerEe
            | Self::CustomSqlServerSe
            | Self::CustomSqlServerWeb
            | Self::SqlServerDevEe
            | Self::SqlServerEe
            | Self::SqlServerEx
            | Self::SqlServerSe
            | Self::SqlServerWeb => SqlServer,
            Self::Db2Ae | Self::Db2Ce | Self::Db2Se => Db2,
            Self::MariaDb => MariaDb,
            Self::Mysql => Mysql,
            Self::Postgres => Postgres,
        }
    }

    /// True for the engines that are clusters with members; all others are instances.
    pub fn is_aurora(self) -> bool {
        self.family().is_aurora()
    }

    /// True for RDS Custom, where the customer owns the operating system.
    pub fn is_custom(self) -> bool {
        self.name().starts_with("custom-")
    }

    /// True for Oracle's multitenant architecture, where a database is a pluggable one.
    pub fn is_multitenant(self) -> bool {
        self.name().ends_with("-cdb")
    }

    /// The edition alone, `ee`, for the engines that have editions.
    pub fn edition(self) -> Option<&'static str> {
        match self.family() {
            Oracle | SqlServer | Db2 => {
                let name = self.name();
                let name = name.strip_prefix("custom-").unwrap_or(name);
                name.split_once('-').map(|(_, edition)| edition)
            }
            _ => None,
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl Family {
    /// True for Aurora.
    pub const fn is_aurora(self) -> bool {
        matches!(self, AuroraMysql | AuroraPostgres)
    }

    /// The name that a person would use: `Aurora PostgreSQL`, `SQL Server`.
    pub const fn title(self) -> &'static str {
        match self {
            Mysql => "MySQL",
            MariaDb => "MariaDB",
            Postgres => "PostgreSQL",
            Oracle => "Oracle",
            SqlServer => "SQL Server",
            Db2 => "Db2",
            AuroraMysql => "Aurora MySQL",
            AuroraPostgres => "Aurora PostgreSQL",
        }
    }
}
