//! Which versions exist: one row for each major version, with its full versions as words. Knows how
//! rows are searched; the rows are in the files below.

mod aurora;
mod commercial;
mod open_source;

use crate::aws::engines::{Engine, Family};

/// A major version.
#[derive(Debug)]
pub(super) struct Major {
    /// `16`, `8.4`, `16.00`.
    pub(super) name: &'static str,
    /// Where it stands in its life.
    pub(super) support: Support,
    /// The full versions that AWS creates, oldest first, separated by spaces. Empty: not known.
    pub(super) offered: &'static str,
    /// The full versions that AWS no longer creates.
    pub(super) retired: &'static str,
}

/// Where a major version stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Support {
    /// Standard support.
    Standard,
    /// Past it: created under paid Extended Support only.
    Extended,
    /// No longer created.
    Ended,
}

impl Major {
    pub(super) fn offers(&self, version: &str) -> bool {
        self.offered.split(' ').any(|word| word == version)
    }

    pub(super) fn retired(&self, version: &str) -> bool {
        self.retired.split(' ').any(|word| word == version)
    }

    /// The newest that it offers, limitless builds of Aurora aside: they are another product.
    pub(super) fn newest(&self) -> Option<&'static str> {
        self.offered
            .split(' ')
            .rfind(|word| !word.is_empty() && !word.ends_with("-limitless"))
    }
}

/// The row of a major version, where the engine's edition has it.
pub(super) fn row(engine: Engine, major: &str) -> Option<&'static Major> {
    rows(engine).find(|row| row.name == major)
}

/// The rows of an engine, oldest first.
pub(super) fn rows(engine: Engine) -> impl Iterator<Item = &'static Major> {
    let table = match engine.family() {
        Family::Mysql => open_source::MYSQL,
        Family::MariaDb => open_source::MARIADB,
        Family::Postgres => open_source::POSTGRES,
        Family::AuroraMysql => aurora::AURORA_MYSQL,
        Family::AuroraPostgres => aurora::AURORA_POSTGRESQL,
        Family::Oracle => commercial::ORACLE,
        Family::SqlServer => commercial::SQL_SERVER,
        Family::Db2 => commercial::DB2,
    };
    table.iter().filter(move |row| has(engine, row.name))
}

/// False where an edition lacks a major version that its family has.
///
/// Source: RDS User Guide "RDS for Oracle releases" (21 and 26 are multitenant only, 26 is Enterprise
/// Edition only); cfn-lint 1.58.0 (no 17.00 for Web Edition); aws-samples/sample-rds-db2-tools (Community
/// Edition from 12.1).
fn has(engine: Engine, major: &str) -> bool {
    match (engine.family(), major) {
        (Family::Oracle, "21") => engine.is_multitenant(),
        (Family::Oracle, "26") => engine == Engine::OracleEeCdb,
        (Family::SqlServer, "17.00") => engine != Engine::SqlServerWeb,
        (Family::Db2, "11.5") => engine != Engine::Db2Ce,
        _ => true,
    }
}
