//! What the steps of a runbook are about: databases, and where they are. Knows names; must not know steps.

use super::shell::Shell;
use crate::aws::engines::Family;
use crate::plan::migration::{Migration, OldKind};
use crate::plan::{Common, Database, Key, RootModule};
use crate::render::markdown::Markdown;

/// A call about a database of the spec, by what RDS makes it.
fn ask(common: &Common, instance: &'static str, cluster: &'static str) -> Shell {
    let region = common.region.name();
    match common.form.is_cluster() {
        true => Shell::aws(cluster, region).option("--db-cluster-identifier", &common.identifier),
        false => {
            Shell::aws(instance, region).option("--db-instance-identifier", &common.identifier)
        }
    }
}

/// The call that describes a database of the spec.
pub(super) fn describe(common: &Common) -> Shell {
    let instance = "aws rds describe-db-instances";
    ask(common, instance, "aws rds describe-db-clusters")
}

/// A migration and its surroundings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) module: &'a RootModule,
    pub(super) database: &'a Database,
    pub(super) migration: &'a Migration,
}

impl<'a> Scene<'a> {
    pub(super) fn of(module: &'a RootModule, database: &'a Database) -> Option<Self> {
        Some(Self {
            module,
            database,
            migration: database.common().migration.as_deref()?,
        })
    }

    pub(super) fn common(&self) -> &'a Common {
        self.database.common()
    }

    pub(super) fn region(&self) -> &'static str {
        self.common().region.name()
    }

    pub(super) fn family(&self) -> Family {
        self.common().engine.family()
    }

    /// The old database's identifier.
    pub(super) fn old(&self) -> &'a str {
        &self.migration.old.identifier
    }

    /// The new database's identifier.
    pub(super) fn new_name(&self) -> &'a str {
        &self.common().identifier
    }

    pub(super) fn old_code(&self) -> Markdown {
        Markdown::code(self.old())
    }

    pub(super) fn new_code(&self) -> Markdown {
        Markdown::code(self.new_name())
    }

    pub(super) fn is_old_cluster(&self) -> bool {
        self.migration.old.kind == OldKind::Cluster
    }

    /// The key that the new database lies under.
    pub(super) fn key(&self) -> Option<&'a Key> {
        let wanted = &self.common().key.label;
        self.module.keys.iter().find(|key| key.label == *wanted)
    }

    /// The alias of that key.
    pub(super) fn alias(&self) -> String {
        let alias = self.key().map(|key| key.alias.value.as_str());
        format!("alias/{}", alias.unwrap_or_default())
    }

    /// The old database's ARN.
    pub(super) fn old_arn(&self) -> String {
        let kind = if self.is_old_cluster() {
            "cluster"
        } else {
            "db"
        };
        format!(
            "arn:{}:rds:{}:{}:{kind}:{}",
            self.module.partition.id(),
            self.region(),
            self.module.account,
            self.old()
        )
    }

    /// A call about the old database.
    pub(super) fn ask_old(&self, instance: &'static str, cluster: &'static str) -> Shell {
        if self.is_old_cluster() {
            Shell::aws(cluster, self.region()).option("--db-cluster-identifier", self.old())
        } else {
            Shell::aws(instance, self.region()).option("--db-instance-identifier", self.old())
        }
    }

    /// A call about the new database.
    pub(super) fn ask_new(&self, instance: &'static str, cluster: &'static str) -> Shell {
        ask(self.common(), instance, cluster)
    }

    /// The endpoints of both, in the variables that scripts take.
    pub(super) fn hosts(&self) -> [Shell; 2] {
        let old = self.ask_old(
            "aws rds describe-db-instances",
            "aws rds describe-db-clusters",
        );
        let old = if self.is_old_cluster() {
            old.query("DBClusters[0].Endpoint", "text")
        } else {
            old.query("DBInstances[0].Endpoint.Address", "text")
        };
        let new = describe(self.common());
        let new = match self.database {
            Database::Cluster(_) => new.query("DBClusters[0].Endpoint", "text"),
            Database::Instance(_) => new.query("DBInstances[0].Endpoint.Address", "text"),
        };
        [old.into("OLD_HOST"), new.into("NEW_HOST")]
    }
}
