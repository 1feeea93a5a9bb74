//! A database that is filled by the Database Migration Service: a replication instance between the old database and the new
//! one, an endpoint and a secret for each side, and the task that copies everything and then every change. Knows names and
//! defaults; must not know phases or Terraform's text.
//!
//! Credentials lie in Secrets Manager and never in an endpoint, whose password would stand in the state. The secret that RDS
//! keeps of a master user has neither host nor port, so the service can't use it.
//! Source: DMS User Guide, "Using secrets to access AWS Database Migration Service endpoints".

use std::collections::BTreeMap;

use super::defaults::{DMS_CLASS, DMS_STORAGE, DMS_USERNAME};
use super::migration::{Migration, OldKind};
use super::resolve::or_default;
use super::{Common, Parameter, Parameters, RootModule, SubnetGroup};
use crate::aws::dms::{TlsMode, is_of_one_database};
use crate::aws::engines::{Engine, Family};
use crate::names::Region;
use crate::source::{At, Place};
use crate::spec::Settings;
pub use crate::spec::dms::Roles;
use crate::spec::{self, dms as said};

/// A replication.
#[derive(Debug, Clone)]
pub struct Dms {
    /// The label of all its parts.
    pub label: String,
    /// The name of the replication instance, its subnet group, its role and the task.
    pub name: String,
    /// The class of the replication instance.
    pub class: At<String>,
    /// Its storage, in GiB.
    pub storage: At<i64>,
    /// Its version, where it is said; the service's newest otherwise.
    pub engine_version: Option<At<String>>,
    /// Whether it has a standby.
    pub multi_az: At<bool>,
    /// Where it stands.
    pub subnets: Option<Subnets>,
    /// Its security groups.
    pub security_groups: Option<At<Vec<At<String>>>>,
    /// Where the account's roles for the service come from.
    pub roles: At<Roles>,
    /// The certificates that databases are known by, where a connection asks for them.
    pub certificate: Option<Certificate>,
    /// The one database that is moved, where an endpoint is of one.
    pub database: Option<At<String>>,
    /// The tables that are moved.
    pub include: Option<At<Vec<At<String>>>>,
    /// The tables that are not.
    pub exclude: Option<At<Vec<At<String>>>>,
    /// Whether rows are compared on the way.
    pub validate: At<bool>,
    /// The side of the old database.
    pub source: End,
    /// The side of the new one.
    pub target: End,
    /// Whether the spec says that the tables are in the new database already.
    pub schema_loaded: bool,
    /// Where the spec names a phase that this road doesn't have.
    pub phase_unknown: Option<Place>,
}

/// Where a replication instance stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subnets {
    /// In these.
    Said(At<Vec<At<String>>>),
    /// In those of a database's subnet group that exists.
    OfGroup(At<String>),
}

/// The certificates of a region's databases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Certificate {
    /// The service has them.
    Existing(At<String>),
    /// They are an input of Terraform, of this name.
    Variable(String),
}

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
    /// How the connection is encrypted.
    pub tls: At<TlsMode>,
    /// Where its credentials are.
    pub secret: Secret,
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

impl Dms {
    /// Both sides, the old database first.
    pub fn ends(&self) -> [&End; 2] {
        [&self.source, &self.target]
    }

    /// The log group that the service writes to.
    pub fn log_group(&self) -> String {
        format!("dms-tasks-{}", self.name)
    }

    /// The name of the role by which the service reads the secrets, and of its policy.
    pub fn secrets_role(&self) -> String {
        format!("{}-secrets", self.name)
    }
}

impl Common {
    /// The replication that fills it, while it exists.
    pub fn replication(&self) -> Option<(&Migration, &Dms)> {
        let migration = self.migration.as_deref()?;
        Some((migration, migration.replication()?))
    }
}

impl RootModule {
    /// The region whose provider makes the account's roles for the service, where they are made here.
    pub fn dms_roles(&self) -> Option<Region> {
        let asks = self
            .commons()
            .filter_map(Common::replication)
            .any(|(_, dms)| dms.roles.value == Roles::Create);
        self.regions.keys().next().copied().filter(|_| asks)
    }
}

/// The replication that a migration asks for.
pub(super) fn dms(common: &Common, settings: &Settings, asked: &At<spec::Migration>) -> Dms {
    let at = asked.dms.as_ref().map_or(asked.at, |dms| dms.at);
    let nothing = said::Dms::default();
    let dms = asked.dms.as_ref().map_or(&nothing, |dms| &dms.value);
    let ends = [
        end(
            common,
            at,
            Side::Source,
            &dms.source,
            old_engine(common, asked.old.kind),
        ),
        end(common, at, Side::Target, &dms.target, common.engine.value),
    ];
    let needs = ends.iter().any(|end| end.tls.value.needs_certificate());
    let certificate = needs.then(|| match &dms.certificate_arn {
        Some(arn) => Certificate::Existing(arn.clone()),
        None => Certificate::Variable(format!("rds_certificates_{}", common.region.value.label())),
    });
    let [source, target] = ends;
    let database = dms
        .database_name
        .clone()
        .or_else(|| settings.database_name.clone())
        .or_else(|| settings.db_name.clone())
        .filter(|_| is_of_one_database(common.engine.family()));
    Dms {
        label: format!("{}_migration", common.label),
        name: format!("{}-dms", common.identifier),
        class: or_default(&dms.instance_class, DMS_CLASS.to_owned(), at),
        storage: or_default(&dms.allocated_storage, DMS_STORAGE, at),
        engine_version: dms.engine_version.clone(),
        multi_az: or_default(&dms.multi_az, true, at),
        subnets: subnets(common, dms),
        security_groups: dms
            .vpc_security_group_ids
            .clone()
            .or_else(|| common.security_groups.clone()),
        roles: or_default(&dms.roles, Roles::Create, at),
        certificate,
        database,
        include: dms.include.clone(),
        exclude: dms.exclude.clone(),
        validate: or_default(&dms.validate, true, at),
        source,
        target,
        schema_loaded: dms
            .schema_loaded
            .as_ref()
            .is_some_and(|loaded| loaded.value),
        phase_unknown: None,
    }
}

/// The engine of the old database: that of the new one, or the instance's where the new one is a cluster.
fn old_engine(common: &Common, kind: OldKind) -> Engine {
    match (kind, common.engine.family()) {
        (OldKind::Instance, Family::AuroraMysql) => Engine::Mysql,
        (OldKind::Instance, Family::AuroraPostgres) => Engine::Postgres,
        (OldKind::Cluster, Family::Mysql | Family::MariaDb) => Engine::AuroraMysql,
        (OldKind::Cluster, Family::Postgres) => Engine::AuroraPostgresql,
        _ => common.engine.value,
    }
}

fn end(common: &Common, at: Place, side: Side, said: &said::End, engine: Engine) -> End {
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
        label,
        identifier: format!("{}-dms-{}", common.identifier, side.word()),
        tls: or_default(&said.ssl_mode, best, at),
        engine,
        secret,
    }
}

fn subnets(common: &Common, dms: &said::Dms) -> Option<Subnets> {
    match (&dms.subnet_ids, &common.subnet_group) {
        (Some(said), _) => Some(Subnets::Said(said.clone())),
        (None, Some(SubnetGroup::Ours { subnet_ids, .. })) => {
            Some(Subnets::Said(subnet_ids.clone()))
        }
        (None, Some(SubnetGroup::Existing(name))) => Some(Subnets::OfGroup(name.clone())),
        (None, None) => None,
    }
}

/// What a server must have switched on while it is filled: MySQL takes the full load as local files.
/// Source: DMS User Guide, "Using a MySQL-compatible database as a target", prerequisites.
pub(super) fn allow_load(common: &mut Common, at: Place) {
    let has = matches!(
        common.engine.family(),
        Family::Mysql | Family::MariaDb | Family::AuroraMysql
    );
    if let (true, Parameters::Ours(group)) = (has, &mut common.parameters) {
        add(&mut group.parameters, LOCAL_INFILE, at);
    }
}

/// The parameter by which a MySQL takes local files.
pub const LOCAL_INFILE: &str = "local_infile";

fn add(parameters: &mut BTreeMap<String, Parameter>, name: &str, at: Place) {
    parameters
        .entry(name.to_owned())
        .or_insert_with(|| Parameter {
            value: At::new("1".to_owned(), at),
            pending_reboot: false,
        });
}
