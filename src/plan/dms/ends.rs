//! The two sides of a replication: what each endpoint is told, and where its credentials are. Knows engines; must not know
//! what stands between them.

use super::super::Common;
use super::super::defaults::DMS_USERNAME;
use super::super::migration::OldKind;
use super::super::resolve::or_default;
use crate::aws::dms::{TlsMode, endpoint_engine};
use crate::aws::engines::{Engine, Family};
use crate::source::{At, Place};
use crate::spec::dms as said;

/// One side of a replication.
#[derive(Debug, Clone)]
pub struct End {
    /// Which.
    pub side: Side,
    /// The label of the endpoint and its secret.
    pub label: String,
    /// What the endpoint is called.
    pub identifier: String,
    /// The engine there.
    pub engine: At<Engine>,
    /// What the service is told of it.
    pub settings: EndpointSettings,
    /// How the connection is encrypted.
    pub tls: At<TlsMode>,
    /// Where its credentials are.
    pub secret: Secret,
}

/// What the service is told of one side. While the new database is filled, its foreign keys and triggers sleep in the task's
/// own sessions: rows come in any order, and what triggers did comes as rows.
/// Source: DMS User Guide, "Using a PostgreSQL database as a target", "Using a MySQL-compatible database as a target".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointSettings {
    /// What the service calls the engine.
    pub engine_name: &'static str,
    /// Attributes of its connections.
    pub attributes: Option<&'static str>,
    /// What each session of PostgreSQL begins with.
    pub after_connect: Option<&'static str>,
    /// Whether changes of the schema of PostgreSQL are followed: it takes a table and an event trigger in the old database.
    pub capture_ddls: Option<bool>,
}

/// The sides of a replication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The old database.
    Source,
    /// The new one.
    Target,
}

/// The credentials of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Secret {
    /// A secret that exists.
    Existing {
        /// Its ARN.
        arn: At<String>,
        /// Its key's ARN, where it has one of its own.
        key: Option<At<String>>,
    },
    /// A secret under the database's key, made of a write-only input.
    Ours {
        /// What it is called.
        name: String,
        /// The user.
        username: At<String>,
        /// The input that holds the password.
        variable: String,
        /// Raised to send a new password.
        version: At<i64>,
    },
}

impl Side {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Target => "target",
        }
    }
}

/// The engine of the old database: that of the new one, or the instance's where the new one is a cluster.
pub(super) fn old_engine(common: &Common, kind: OldKind) -> Engine {
    match (kind, common.engine.family()) {
        (OldKind::Instance, Family::AuroraMysql) => Engine::Mysql,
        (OldKind::Instance, Family::AuroraPostgres) => Engine::Postgres,
        (OldKind::Cluster, Family::Mysql | Family::MariaDb) => Engine::AuroraMysql,
        (OldKind::Cluster, Family::Postgres) => Engine::AuroraPostgresql,
        _ => common.engine.value,
    }
}

/// One side, from what the spec says of it.
pub(super) fn end(common: &Common, at: Place, side: Side, said: &said::End, engine: Engine) -> End {
    let label = format!("{}_dms_{}", common.label, side.word());
    let engine = said.engine.clone().unwrap_or(At::new(engine, at));
    let secret = match &said.secret_arn {
        Some(arn) => Secret::Existing {
            arn: arn.clone(),
            key: said.secret_kms_key_arn.clone(),
        },
        None => Secret::Ours {
            name: format!("{}-dms-{}", common.identifier, side.word()),
            username: or_default(&said.username, DMS_USERNAME.to_owned(), at),
            variable: format!("{label}_password"),
            version: or_default(&said.password_wo_version, 1, at),
        },
    };
    // The best mode that needs nothing of the old database: Oracle and Db2 have TLS only where somebody set it up.
    let best = match engine.family() {
        Family::Oracle | Family::Db2 => TlsMode::None,
        family => TlsMode::of(family).last().copied().unwrap_or(TlsMode::None),
    };
    End {
        side,
        settings: settings_of(engine.value, side),
        label,
        identifier: format!("{}-dms-{}", common.identifier, side.word()),
        tls: or_default(&said.ssl_mode, best, at),
        engine,
        secret,
    }
}

fn settings_of(engine: Engine, side: Side) -> EndpointSettings {
    let mut settings = EndpointSettings {
        engine_name: endpoint_engine(engine),
        attributes: None,
        after_connect: None,
        capture_ddls: None,
    };
    match (engine.family(), side) {
        (Family::Mysql | Family::MariaDb | Family::AuroraMysql, Side::Target) => {
            settings.attributes = Some("Initstmt=SET FOREIGN_KEY_CHECKS=0");
        }
        (Family::Postgres | Family::AuroraPostgres, Side::Target) => {
            settings.after_connect = Some("SET session_replication_role = 'replica'");
        }
        (Family::Postgres | Family::AuroraPostgres, Side::Source) => {
            settings.capture_ddls = Some(false);
        }
        _ => {}
    }
    settings
}
