//! A database that is filled by the Database Migration Service: a replication instance between the old database and the new
//! one, an endpoint and a secret for each side, and the task that copies everything and then every change. Knows names and
//! defaults; must not know phases or Terraform's text.
//!
//! Credentials lie in Secrets Manager and never in an endpoint, whose password would stand in the state. The secret that RDS
//! keeps of a master user has neither host nor port, so the service can't use it.
//! Source: DMS User Guide, "Using secrets to access AWS Database Migration Service endpoints".

mod ends;

use std::collections::BTreeMap;

use super::defaults::{DMS_CLASS, DMS_STORAGE};
use super::migration::Migration;
use super::resolve::or_default;
use super::{Common, Parameter, Parameters, RootModule, SubnetGroup};
use crate::aws::dms::{certificates, is_of_one_database};
use crate::aws::engines::Family;
use crate::names::Region;
use crate::source::{At, Place};
use crate::spec::Settings;
pub use crate::spec::dms::Roles;
use crate::spec::{self, dms as said};
pub use ends::{End, EndpointSettings, Secret, Side};
use ends::{end, old_engine};

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
    /// They are an input of Terraform.
    Variable {
        /// The name of the input.
        name: String,
        /// Where they are published.
        published: String,
    },
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
        None => Certificate::Variable {
            name: format!("rds_certificates_{}", common.region.value.label()),
            published: certificates(common.region.value),
        },
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
