//! What will exist: root modules, and in them keys, databases, replicas and all that they stand on, with every default
//! applied, every name decided and every use of a key recorded. Knows AWS; must not know Terraform's text.
//!
//! A value keeps the place in the spec that it came from; a default bears the place of the name of what it is for.

pub mod accept;
mod accounts;
pub mod arguments;
pub mod autoscaling;
mod cluster_replicas;
mod clusters;
pub mod compliance;
pub mod copier;
mod copies;
mod defaults;
pub mod dms;
mod followers;
mod global;
mod inheritance;
mod instances;
mod keys;
mod members;
pub mod migration;
mod multi_az;
mod places;
pub mod proxy;
mod received;
pub mod receiver;
mod renames;
mod replicas;
pub mod resolve;
mod restore;
pub mod restored;
pub mod rules;
mod satellites;
pub mod snapshots;
mod statements;
mod toolchain;
pub mod upgrade;

use std::collections::{BTreeMap, BTreeSet};

pub use self::statements::{KeyStatement, declared};
use crate::aws::engines::Engine;
use crate::aws::versions::Version;
use crate::names::{AccountId, Partition, Region};
use crate::policy::Policy;
use crate::policy::build::{KeyUse, policy_for};
use crate::source::{At, Place};
pub use crate::spec::settings::Scaling;
pub use crate::spec::{Arguments, AssumeRole, MultiRegion, Named, Plain};
pub use cluster_replicas::{BINARY_LOG, Replicates};
pub use global::{ClusterRole, Global, SecondaryOf};
pub use members::{Endpoint, Member};
use migration::Migration;
pub use multi_az::{Form, MultiAz};
use receiver::Receiver;
pub use restored::RestoredFrom;
use snapshots::{BackupReplication, Snapshot, SnapshotKind};
use upgrade::Upgrade;

/// Everything that a spec brings about.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The spec's name.
    pub name: At<String>,
    /// The name that everything without a name of its own is called by: `payments-production`.
    pub slug: String,
    /// The root modules; the owner's is the first.
    pub modules: Vec<RootModule>,
    /// Findings of scanners that the spec accepts, in its order.
    pub accepted: Vec<accept::Accepted>,
    /// The same under the names of before, where something was called otherwise: the same things in the same order, which
    /// differ in nothing but labels.
    pub before: Option<Box<Plan>>,
}

/// One Terraform root module: one account, one state.
#[derive(Debug, Clone)]
pub struct RootModule {
    /// Its folder in the output: `owner`.
    pub folder: String,
    /// The account that it is applied in.
    pub account: At<AccountId>,
    /// The partition of its regions.
    pub partition: Partition,
    /// How Terraform is set up.
    pub toolchain: Toolchain,
    /// The tags of everything in it.
    pub tags: BTreeMap<String, String>,
    /// The regions that something lives in.
    pub regions: BTreeMap<Region, Placement>,
    /// The keys, by name and region.
    pub keys: Vec<Key>,
    /// The role of Enhanced Monitoring, if something is monitored.
    pub monitoring: Option<MonitoringRole>,
    /// The databases, by name.
    pub databases: Vec<Database>,
    /// Further arguments that the spec gives to every database that has them.
    pub default_arguments: Arguments,
    /// The same for members of clusters.
    pub default_instance_arguments: Arguments,
    /// What another account shares with this one; none in the owner's own.
    pub receiver: Option<Receiver>,
    /// What watches the account beside the databases.
    pub compliance: compliance::Compliance,
}

/// Terraform, provider and state.
#[derive(Debug, Clone)]
pub struct Toolchain {
    /// Constraint on Terraform.
    pub required_version: At<String>,
    /// Constraint on the provider.
    pub aws_provider: At<String>,
    /// How resources say their region.
    pub multi_region: At<MultiRegion>,
    /// The role that is assumed.
    pub assume_role: Option<At<AssumeRole>>,
    /// The backend, with the path of this module's state filled in.
    pub backend: Option<Backend>,
}

/// Where a module's state lives.
#[derive(Debug, Clone)]
pub struct Backend {
    /// Its type.
    pub kind: String,
    /// Its settings.
    pub settings: BTreeMap<String, Plain>,
}

/// Where databases of a region are placed unless they say otherwise.
#[derive(Debug, Clone)]
pub struct Placement {
    /// The region's place in the spec.
    pub at: Place,
    /// The subnet group; none puts databases into the account's default VPC.
    pub subnet_group: Option<SubnetGroup>,
    /// The security groups.
    pub security_groups: Option<At<Vec<At<String>>>>,
}

/// A subnet group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubnetGroup {
    /// One that exists, by name.
    Existing(At<String>),
    /// One that is made.
    Ours {
        /// Its label.
        label: String,
        /// Its name.
        name: String,
        /// Its subnets.
        subnet_ids: At<Vec<At<String>>>,
    },
}

/// A key in one region.
#[derive(Debug, Clone)]
pub struct Key {
    /// Its name in the spec.
    pub name: At<String>,
    /// The region that it is for.
    pub region: Region,
    /// Its label.
    pub label: String,
    /// Single, primary or replica.
    pub kind: KeyKind,
    /// Its alias, without `alias/`.
    pub alias: At<String>,
    /// What it is for.
    pub description: At<String>,
    /// Whether its material is renewed.
    pub rotation: At<bool>,
    /// How often, in days.
    pub rotation_period: Option<At<i64>>,
    /// How long a deletion can be taken back, in days.
    pub deletion_window: At<i64>,
    /// Whether Terraform refuses to destroy it.
    pub prevent_destroy: At<bool>,
    /// Those who manage it.
    pub administrators: Vec<At<String>>,
    /// Those who use it; none stands for the whole account through RDS.
    pub users: Option<At<Vec<At<String>>>>,
    /// Whether the spec asked for a multi-Region key.
    pub multi_region: Option<At<bool>>,
    /// Tags of its own.
    pub tags: BTreeMap<String, At<String>>,
    /// Further arguments.
    pub arguments: Arguments,
    /// Everything that it is used for here.
    pub uses: BTreeSet<KeyUse>,
    /// What it was called in the spec before.
    pub renamed_from: Option<At<String>>,
    /// Further statements of its policy here, in the order of their ids.
    pub statements: Vec<KeyStatement>,
}

/// Which resource a key is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyKind {
    /// A key of one region.
    Single,
    /// The primary of a multi-Region key.
    Primary,
    /// A replica of the primary with that label.
    Replica {
        /// The label of the primary.
        primary: String,
    },
}

impl Key {
    /// The resource type.
    pub fn resource(&self) -> &'static str {
        match self.kind {
            KeyKind::Single | KeyKind::Primary => "aws_kms_key",
            KeyKind::Replica { .. } => "aws_kms_replica_key",
        }
    }

    /// Its policy in the account that owns it: what its uses ask for, and then the further statements. Made anew each
    /// time, since the policies of a fleet are larger than all the rest of its plan.
    pub fn policy(&self, owner: &AccountId) -> Policy {
        let mut policy = policy_for(owner, self.region, &self.uses);
        let further = self.statements.iter();
        policy
            .statements
            .extend(further.map(|further| further.policy.clone()));
        policy
    }
}

/// The role by which RDS writes Enhanced Monitoring.
#[derive(Debug, Clone)]
pub struct MonitoringRole {
    /// Its name.
    pub name: String,
    /// The region whose provider creates it; roles are global.
    pub region: Region,
}

/// A database.
#[derive(Debug, Clone)]
pub enum Database {
    /// An RDS instance with its replicas.
    Instance(Box<Instance>),
    /// An Aurora cluster with its members, or a Multi-AZ DB cluster.
    Cluster(Box<Cluster>),
}

impl Database {
    /// What instance and cluster have in common.
    pub fn common(&self) -> &Common {
        match self {
            Self::Instance(instance) => &instance.common,
            Self::Cluster(cluster) => &cluster.common,
        }
    }

    /// Of which kind its snapshots are.
    pub fn snapshot_kind(&self) -> SnapshotKind {
        match self {
            Self::Instance(_) => SnapshotKind::Instance,
            Self::Cluster(_) => SnapshotKind::Cluster,
        }
    }

    /// Its master user, if it has one of its own.
    pub fn login(&self) -> Option<&Login> {
        match self {
            Self::Instance(instance) => instance.login.as_ref(),
            Self::Cluster(cluster) => cluster.login.as_ref(),
        }
    }
}

/// What an instance, a replica and a cluster have in common.
#[derive(Debug, Clone)]
pub struct Common {
    /// The name in the spec.
    pub name: At<String>,
    /// The label of its resource and of what belongs to it.
    pub label: String,
    /// What it was called in the spec before.
    pub renamed_from: Option<At<String>>,
    /// What it is called in AWS.
    pub identifier: At<String>,
    /// True where engine, version, users and size are those of what it is made from: a read replica, a restored database.
    pub follows: bool,
    /// What of the three things that RDS makes it is.
    pub form: Form,
    /// Where it lives.
    pub region: At<Region>,
    /// Its engine.
    pub engine: At<Engine>,
    /// The version, as it was written.
    pub engine_version: At<String>,
    /// The version, understood; none where its shape is wrong.
    pub version: Option<Version>,
    /// The class; a serverless cluster has `db.serverless`.
    pub class: At<String>,
    /// Its key in its region.
    pub key: KeyRef,
    /// Its subnet group.
    pub subnet_group: Option<SubnetGroup>,
    /// Its security groups.
    pub security_groups: Option<At<Vec<At<String>>>>,
    /// Its port, where it is not the engine's own.
    pub port: Option<At<i64>>,
    /// `IPV4` or `DUAL`, where said.
    pub network_type: Option<At<String>>,
    /// Reachable from the internet: must be false.
    pub public: At<bool>,
    /// Logins by IAM; none where the engine has none.
    pub iam: Option<At<bool>>,
    /// Its parameters.
    pub parameters: Parameters,
    /// Days of automated backups; none on a replica that takes none.
    pub backup_retention: Option<At<i64>>,
    /// The daily backup window.
    pub backup_window: Option<At<String>>,
    /// Whether backups end with it; none on a replica.
    pub delete_automated_backups: Option<At<bool>>,
    /// Whether snapshots carry its tags.
    pub copy_tags: At<bool>,
    /// The last snapshot.
    pub last_snapshot: LastSnapshot,
    /// Whether AWS refuses to delete it.
    pub deletion_protection: At<bool>,
    /// Whether Terraform refuses to destroy it.
    pub prevent_destroy: At<bool>,
    /// The weekly maintenance window.
    pub maintenance_window: Option<At<String>>,
    /// Whether AWS installs minor versions.
    pub auto_minor_upgrade: At<bool>,
    /// Whether a change of major version is meant.
    pub allow_major_upgrade: Option<At<bool>>,
    /// Whether changes are made at once.
    pub apply_immediately: Option<At<bool>>,
    /// Whether paid Extended Support is wanted.
    pub lifecycle_support: Option<At<String>>,
    /// Logs that go to CloudWatch, each into a group that exists before.
    pub logs: At<Vec<At<String>>>,
    /// Days that they are kept.
    pub log_retention: At<i64>,
    /// Enhanced Monitoring.
    pub monitoring: Monitoring,
    /// Performance Insights.
    pub insights: Insights,
    /// Its manual snapshots, by name.
    pub snapshots: Vec<Snapshot>,
    /// Roles that it may assume, by what it does with each.
    pub roles: BTreeMap<String, At<String>>,
    /// The proxy in front of it.
    pub proxy: Option<Box<proxy::Proxy>>,
    /// How it comes to its data, where it takes over from another database.
    pub migration: Option<Box<Migration>>,
    /// The change of its major version, while the spec asks for it.
    pub upgrade: Option<Box<Upgrade>>,
    /// True while a migration has not made it yet: what it stands on exists, and neither it nor what is made of it.
    pub awaited: bool,
    /// Tags of its own.
    pub tags: BTreeMap<String, At<String>>,
    /// Further arguments.
    pub arguments: Arguments,
}

impl Common {
    /// The type of its resource.
    pub const fn resource(&self) -> &'static str {
        match self.form.is_cluster() {
            true => "aws_rds_cluster",
            false => "aws_db_instance",
        }
    }

    /// True for a read replica.
    pub fn is_replica(&self) -> bool {
        self.last_snapshot == LastSnapshot::NotForReplicas
    }
}

/// A key as a database names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRef {
    /// The key's name, where it was named.
    pub name: At<String>,
    /// The key's resource type in that region.
    pub resource: &'static str,
    /// Its label in that region.
    pub label: String,
}

/// The parameters of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parameters {
    /// The engine's default group, or its source's.
    None,
    /// A group that exists.
    Existing(At<String>),
    /// A group that is made.
    Ours(ParameterGroup),
    /// The group that is made for its source, by the source's label.
    OfSource(String),
}

/// A parameter group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParameterGroup {
    /// Its name.
    pub name: String,
    /// The family of its engine and major version.
    pub family: String,
    /// Its parameters, by name.
    pub parameters: BTreeMap<String, Parameter>,
}

/// One parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its value.
    pub value: At<String>,
    /// Whether it waits for a reboot: static parameters must.
    pub pending_reboot: bool,
}

/// What is kept when a database is destroyed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LastSnapshot {
    /// A snapshot of this name; the flag says that the name is Sealform's own.
    Taken {
        /// The snapshot's identifier.
        identifier: At<String>,
        /// True where the spec names none.
        derived: bool,
    },
    /// Nothing, by the spec's own word.
    Skipped(At<bool>),
    /// Nothing: a replica has none.
    NotForReplicas,
}

/// Enhanced Monitoring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monitoring {
    /// Seconds between two readings; 0 is off.
    pub interval: At<i64>,
    /// A role that exists; otherwise the module's own.
    pub role_arn: Option<At<String>>,
}

/// Performance Insights, under the database's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Insights {
    /// On or off.
    pub enabled: At<bool>,
    /// Days that data are kept.
    pub retention: Option<At<i64>>,
    /// `standard` or `advanced`.
    pub mode: Option<At<String>>,
}

/// The master user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// Its name; none where it came with the data of another database.
    pub username: Option<At<String>>,
    /// Its password.
    pub password: Password,
}

/// How a master password is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Password {
    /// By RDS in Secrets Manager, under the database's key.
    Managed(Place),
    /// As a write-only input.
    Variable {
        /// The Terraform variable.
        name: String,
        /// Raised to send a new password.
        version: At<i64>,
    },
}

/// An RDS instance.
#[derive(Debug, Clone)]
pub struct Instance {
    /// What every database has.
    pub common: Common,
    /// Source or replica.
    pub role: InstanceRole,
    /// Its storage.
    pub storage: Storage,
    /// Its master user; none on a replica or on one that is restored.
    pub login: Option<Login>,
    /// The first database; none on a replica.
    pub db_name: Option<At<String>>,
    /// A standby in another zone.
    pub multi_az: At<bool>,
    /// The zone of an instance without standby.
    pub availability_zone: Option<At<String>>,
    /// An existing option group.
    pub option_group: Option<At<String>>,
    /// The character set.
    pub character_set: Option<At<String>>,
    /// The national character set.
    pub nchar_character_set: Option<At<String>>,
    /// The time zone.
    pub timezone: Option<At<String>>,
    /// The licence; a replica runs under its source's.
    pub license: Option<At<String>>,
    /// Where its automated backups are replicated to.
    pub backup_replication: Option<BackupReplication>,
    /// Its replicas, by name.
    pub replicas: Vec<Instance>,
}

/// What an instance is to others.
#[derive(Debug, Clone)]
pub enum InstanceRole {
    /// A database of its own.
    Source,
    /// A read replica.
    Replica(ReplicaOf),
    /// Restored from a snapshot, or from another database's past.
    Restored(RestoredFrom),
}

/// What a replica replicates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplicaOf {
    /// The label of its source.
    pub source: String,
    /// The source's region.
    pub source_region: Region,
    /// The name of the source's key.
    pub source_key: String,
    /// How many replications lie between it and the first source: 1 or more.
    pub depth: usize,
    /// How an Oracle or Db2 replica is open.
    pub mode: Option<At<String>>,
}

/// The storage of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storage {
    /// Its kind; none on a replica that follows its source.
    pub kind: Option<At<String>>,
    /// GiB; none on a replica.
    pub allocated: Option<At<i64>>,
    /// GiB that it may grow to.
    pub max_allocated: Option<At<i64>>,
    /// Operations per second.
    pub iops: Option<At<i64>>,
    /// MiB/s.
    pub throughput: Option<At<i64>>,
    /// A log volume of its own.
    pub log_volume: Option<At<bool>>,
}

/// An Aurora cluster, or a Multi-AZ DB cluster of MySQL or PostgreSQL.
#[derive(Debug, Clone)]
pub struct Cluster {
    /// What every database has.
    pub common: Common,
    /// What it is to a global database.
    pub role: ClusterRole,
    /// What a Multi-AZ DB cluster has instead of members; none for Aurora.
    pub multi_az: Option<MultiAz>,
    /// Its master user; none on one that is restored, or whose users are those of another cluster.
    pub login: Option<Login>,
    /// The first database.
    pub database_name: Option<At<String>>,
    /// What it is restored from, if it is.
    pub restored: Option<RestoredFrom>,
    /// How many members it has that are counted and not named.
    pub instances: At<i64>,
    /// The members that have names.
    pub named: Vec<Member>,
    /// Addresses for some of the members.
    pub endpoints: Vec<Endpoint>,
    /// Readers that AWS adds and removes.
    pub autoscaling: Option<autoscaling::Autoscaling>,
    /// Serverless v2 capacity.
    pub scaling: Option<At<Scaling>>,
    /// Its kind: `aurora-iopt1`, where asked for; always for a Multi-AZ DB cluster.
    pub storage_type: Option<At<String>>,
    /// Seconds that it can be rewound by.
    pub backtrack: Option<At<i64>>,
    /// The zones of its storage.
    pub availability_zones: Option<At<Vec<At<String>>>>,
    /// The mode, where said.
    pub engine_mode: Option<At<String>>,
    /// Further arguments of each member.
    pub instance_arguments: Arguments,
    /// Its replicas in other regions, by name.
    pub replicas: Vec<Cluster>,
}

impl Instance {
    /// What it replicates, if it is a replica.
    pub fn replica_of(&self) -> Option<&ReplicaOf> {
        match &self.role {
            InstanceRole::Source | InstanceRole::Restored(_) => None,
            InstanceRole::Replica(of) => Some(of),
        }
    }

    /// What it is restored from, if it is.
    pub fn restored_from(&self) -> Option<&RestoredFrom> {
        match &self.role {
            InstanceRole::Source | InstanceRole::Replica(_) => None,
            InstanceRole::Restored(from) => Some(from),
        }
    }

    /// True for a replica in another region than its source.
    pub fn is_cross_region(&self) -> bool {
        self.replica_of()
            .is_some_and(|of| of.source_region != self.common.region.value)
    }

    /// It and all replicas below it, sources before replicas.
    pub fn with_replicas(&self) -> Vec<&Self> {
        let mut all = vec![self];
        let mut next = 0;
        while let Some(instance) = all.get(next).copied() {
            all.extend(&instance.replicas);
            next += 1;
        }
        all
    }
}

impl RootModule {
    /// True where the environment calls itself production.
    pub fn is_production(&self) -> bool {
        self.tags
            .get("Environment")
            .is_some_and(|environment| environment.to_ascii_lowercase().starts_with("prod"))
    }

    /// Every instance and replica.
    pub fn instances(&self) -> impl Iterator<Item = &Instance> {
        self.databases.iter().flat_map(|database| match database {
            Database::Instance(instance) => instance.with_replicas(),
            Database::Cluster(_) => Vec::new(),
        })
    }

    /// Every cluster, those that follow another one among them.
    pub fn clusters(&self) -> impl Iterator<Item = &Cluster> {
        self.databases
            .iter()
            .filter_map(|database| match database {
                Database::Instance(_) => None,
                Database::Cluster(cluster) => Some(cluster.with_followers()),
            })
            .flatten()
    }

    /// Every snapshot and copy, sources before copies.
    pub fn snapshots(&self) -> impl Iterator<Item = &Snapshot> {
        let taken = self.commons().flat_map(|common| &common.snapshots);
        let received = self.receiver.iter().flat_map(|receiver| &receiver.copies);
        let restored = self.restores().filter_map(RestoredFrom::copy);
        taken
            .chain(received)
            .flat_map(Snapshot::with_copies)
            .chain(restored)
    }

    /// What all of them have in common.
    pub fn commons(&self) -> impl Iterator<Item = &Common> {
        self.instances()
            .map(|instance| &instance.common)
            .chain(self.clusters().map(|cluster| &cluster.common))
    }
}
