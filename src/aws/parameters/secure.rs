//! The values of parameters that a security review expects, by engine. Knows values and why; must not
//! know what a spec says instead.

use super::{ApplyType, apply_type};
use crate::aws::engines::{Engine, Family};

/// In which group of a cluster a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The instance's group; in a cluster that of a member, or the cluster's, which sets it for all
    /// members.
    Instance,
    /// The cluster's group only.
    Cluster,
}

/// A parameter with the value that a security review expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecureParameter {
    /// Its name, as AWS spells it.
    pub name: &'static str,
    /// Its value, as AWS gives it back, so that a plan stays empty.
    pub value: &'static str,
    /// The group that it belongs to.
    pub scope: Scope,
    /// What it is for, in words that complete "so that …".
    pub purpose: &'static str,
}

impl SecureParameter {
    /// When it takes effect. One that the table of apply types does not know waits for a reboot.
    pub fn apply_type(&self, family: Family) -> ApplyType {
        apply_type(family, self.name).unwrap_or(ApplyType::Static)
    }
}

/// What a security review expects of an engine's parameters at that major version, sorted by name. Empty
/// for Oracle, which has TLS by an option group, and for RDS Custom, which has no groups.
///
/// As of 2026. Source: RDS User Guide, the pages on SSL/TLS of each engine; Security Hub RDS.38 and
/// RDS.39 (TLS); prowler pull request 4116 (`1` for instances, `ON` for clusters); Aurora User Guide
/// "Using Advanced Auditing with an Amazon Aurora MySQL DB cluster".
pub fn secure_parameters(engine: Engine, major: &str) -> Vec<SecureParameter> {
    if engine.is_custom() {
        return Vec::new();
    }
    match engine.family() {
        Family::Postgres => vec![LOG_SLOW_STATEMENTS, LOG_DDL, POSTGRES_TLS],
        Family::AuroraPostgres => vec![
            LOG_SLOW_STATEMENTS,
            LOG_DDL,
            SecureParameter {
                scope: Scope::Cluster,
                ..POSTGRES_TLS
            },
        ],
        Family::Mysql => vec![LOG_TO_FILE, MYSQL_TLS, SLOW_QUERIES],
        // `require_secure_transport` is not there before 10.5.
        Family::MariaDb if matches!(major, "10.0" | "10.1" | "10.2" | "10.3" | "10.4") => {
            vec![LOG_TO_FILE, SLOW_QUERIES]
        }
        Family::MariaDb => vec![LOG_TO_FILE, MYSQL_TLS, SLOW_QUERIES],
        Family::AuroraMysql => vec![
            SecureParameter {
                value: "ON",
                scope: Scope::Cluster,
                ..MYSQL_TLS
            },
            AUDIT_EVENTS,
            AUDIT,
            SLOW_QUERIES,
        ],
        Family::SqlServer => vec![POSTGRES_TLS],
        Family::Db2 => vec![DB2_TLS_ONLY, DB2_TLS_PORT],
        Family::Oracle => Vec::new(),
    }
}

/// PostgreSQL's and SQL Server's; 1 is PostgreSQL's default from 15, Aurora's from 17.
const POSTGRES_TLS: SecureParameter = SecureParameter {
    name: "rds.force_ssl",
    value: "1",
    scope: Scope::Instance,
    purpose: "every connection is encrypted",
};

const LOG_DDL: SecureParameter = SecureParameter {
    name: "log_statement",
    value: "ddl",
    scope: Scope::Instance,
    purpose: "changes of schemas and roles are logged",
};

const LOG_SLOW_STATEMENTS: SecureParameter = SecureParameter {
    name: "log_min_duration_statement",
    value: "1000",
    scope: Scope::Instance,
    purpose: "statements that run longer than a second are logged",
};

const MYSQL_TLS: SecureParameter = SecureParameter {
    name: "require_secure_transport",
    value: "1",
    scope: Scope::Instance,
    purpose: "every connection is encrypted",
};

/// Only files are exported to CloudWatch; the default is a table.
const LOG_TO_FILE: SecureParameter = SecureParameter {
    name: "log_output",
    value: "FILE",
    scope: Scope::Instance,
    purpose: "the slow query log can be exported",
};

const SLOW_QUERIES: SecureParameter = SecureParameter {
    name: "slow_query_log",
    value: "1",
    scope: Scope::Instance,
    purpose: "slow queries are logged",
};

const AUDIT: SecureParameter = SecureParameter {
    name: "server_audit_logging",
    value: "1",
    scope: Scope::Cluster,
    purpose: "there is an audit log to export",
};

const AUDIT_EVENTS: SecureParameter = SecureParameter {
    name: "server_audit_events",
    value: "CONNECT,QUERY_DCL,QUERY_DDL",
    scope: Scope::Cluster,
    purpose: "connections and changes of schemas and rights are audited",
};

/// `SSL` alone closes the plain port, which must still be named.
const DB2_TLS_ONLY: SecureParameter = SecureParameter {
    name: "DB2COMM",
    value: "SSL",
    scope: Scope::Instance,
    purpose: "every connection is encrypted",
};

/// Another port than the database's own.
const DB2_TLS_PORT: SecureParameter = SecureParameter {
    name: "ssl_svcename",
    value: "50443",
    scope: Scope::Instance,
    purpose: "encrypted connections have a port",
};
