//! What the user asked for, every value with its place in the text. Knows the words of a spec; must not
//! know what will exist because of them.

pub mod accept;
pub mod autoscaling;
pub mod compliance;
pub mod decode;
pub mod dms;
mod fields;
mod forbidden;
pub mod members;
pub mod migration;
pub mod origin;
pub mod profiles;
pub mod proxy;
mod read;
pub mod restore;
pub mod rules;
pub mod secrets;
pub mod settings;
pub mod sharing;
pub mod statements;
pub mod upgrade;

use std::collections::BTreeMap;

use crate::names::{AccountId, Region};
use crate::source::{At, Place};
pub use autoscaling::Autoscaling;
pub use members::Members;
pub use migration::Migration;
pub use proxy::Proxy;
pub use settings::Settings;
pub use sharing::{BackupReplication, Restored, SharePolicy, Sharing, Snapshot};
pub use upgrade::Upgrade;

/// A map of the spec keyed by name. The place is the name's own.
pub type Named<T> = BTreeMap<String, At<T>>;

/// Arguments of the provider by name, each at the place of its name, each value at its own.
pub type Arguments = Named<At<Plain>>;

/// The whole spec.
#[derive(Debug, Clone)]
pub struct Spec {
    /// Names the project: Terraform state, tags, subnet groups.
    pub name: At<String>,
    /// Where it runs: `production`, `staging` …
    pub environment: Option<At<String>>,
    /// The account that owns the databases.
    pub owner: At<AccountId>,
    /// How Terraform is set up.
    pub terraform: Terraform,
    /// Tags for everything.
    pub tags: Named<String>,
    /// The regions, with their networks.
    pub regions: BTreeMap<Region, At<Network>>,
    /// The keys.
    pub keys: Named<Key>,
    /// The accounts that receive snapshots.
    pub sharing: Named<Sharing>,
    /// What watches the account beside the databases.
    pub compliance: compliance::Compliance,
    /// Findings of scanners that somebody takes the responsibility for.
    pub accept: Vec<accept::Acceptance>,
    /// The profiles that are selected somewhere, by name.
    pub profiles: Named<Settings>,
    /// The profile of every database that does not say otherwise.
    pub profile: Option<At<String>>,
    /// What every database inherits.
    pub defaults: Settings,
    /// The databases.
    pub databases: Named<Database>,
}

/// `terraform:`.
#[derive(Debug, Clone, Default)]
pub struct Terraform {
    /// Constraint on Terraform itself.
    pub required_version: Option<At<String>>,
    /// Constraint on the provider hashicorp/aws.
    pub aws_provider: Option<At<String>>,
    /// `alias` or `region`.
    pub multi_region: Option<At<MultiRegion>>,
    /// The role that the provider assumes.
    pub assume_role: Option<At<AssumeRole>>,
    /// Where the state lives.
    pub backend: Option<At<Backend>>,
}

/// How a resource says which region it is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MultiRegion {
    /// One provider block per region, named by each resource. Right for provider 5 and 6.
    Alias,
    /// One provider block, and provider 6's `region` argument on each resource.
    Region,
}

/// The role that Terraform assumes in the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssumeRole {
    /// Its ARN.
    pub role_arn: At<String>,
    /// The external id that its trust policy asks for.
    pub external_id: Option<At<String>>,
    /// The name of the session.
    pub session_name: Option<At<String>>,
}

/// A backend for Terraform's state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backend {
    /// Its type: `s3` …
    pub kind: At<String>,
    /// Its settings, but for the one that Sealform derives for each root module.
    pub settings: BTreeMap<String, At<Plain>>,
}

/// A value that passes through to Terraform as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Plain {
    /// Text.
    Text(String),
    /// A number, in its own digits.
    Number(String),
    /// True or false.
    Flag(bool),
    /// A list.
    List(Vec<At<Plain>>),
    /// A map.
    Map(Arguments),
}

/// `regions.<region>`: where databases are placed in that region.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Network {
    /// An existing subnet group, by name.
    pub db_subnet_group_name: Option<At<String>>,
    /// Subnets from which a group is made.
    pub subnet_ids: Option<At<Vec<At<String>>>>,
    /// The security groups of the databases.
    pub vpc_security_group_ids: Option<At<Vec<At<String>>>>,
}

/// `keys.<name>`.
#[derive(Debug, Clone, Default)]
pub struct Key {
    /// The alias, with or without its prefix `alias/`.
    pub alias: Option<At<String>>,
    /// What it is for.
    pub description: Option<At<String>>,
    /// ARNs of those who manage it and never use it.
    pub administrators: Vec<At<String>>,
    /// ARNs of those who use it through RDS. Absent: everyone in the owner's account, through RDS only.
    pub users: Option<At<Vec<At<String>>>>,
    /// Whether its material is renewed.
    pub enable_key_rotation: Option<At<bool>>,
    /// How often, in days.
    pub rotation_period_in_days: Option<At<i64>>,
    /// How long a deletion can be taken back, in days.
    pub deletion_window_in_days: Option<At<i64>>,
    /// One multi-Region primary with replica keys elsewhere.
    pub multi_region: Option<At<bool>>,
    /// The region of a multi-Region key's primary.
    pub primary_region: Option<At<Region>>,
    /// Whether Terraform refuses to destroy it.
    pub prevent_destroy: Option<At<bool>>,
    /// Tags of its own.
    pub tags: Named<String>,
    /// Any other argument of the provider.
    pub arguments: Arguments,
    /// What it was called in the spec before.
    pub renamed_from: Option<At<String>>,
    /// Further statements of its policy.
    pub statements: Vec<At<statements::Statement>>,
}

/// `databases.<name>`: an RDS instance or an Aurora cluster, by its engine.
#[derive(Debug, Clone, Default)]
pub struct Database {
    /// Its settings, not yet joined with `defaults`.
    pub settings: Box<Settings>,
    /// Its read replicas.
    pub replicas: Named<Database>,
    /// Where `replicas:` stands.
    pub replicas_at: Option<Place>,
    /// The replicas of a cluster, in other regions.
    pub cluster_replicas: Named<Secondary>,
    /// Its manual snapshots.
    pub snapshots: Named<Snapshot>,
    /// Where its data come from, if it is restored. The place is that of the word.
    pub restore: Option<At<restore::Restore>>,
    /// The members that have names, and the endpoints of them.
    pub members: Members,
    /// The RDS Proxy in front of it. The place is that of the word.
    pub proxy: Option<Box<At<Proxy>>>,
    /// Readers that AWS adds to it and removes again. The place is that of the word.
    pub autoscaling: Option<Box<At<Autoscaling>>>,
    /// The global database around it.
    pub global: Option<At<Global>>,
    /// The database that it takes over from.
    pub migrate_from: Option<Box<At<Migration>>>,
    /// The change of its major version.
    pub upgrade: Option<At<Upgrade>>,
    /// What it was called in the spec before.
    pub renamed_from: Option<At<String>>,
}

/// `databases.<name>.global`: a global database around a cluster.
#[derive(Debug, Clone, Default)]
pub struct Global {
    /// What it is called in AWS.
    pub identifier: Option<At<String>>,
    /// Whether it is made around a cluster that exists already.
    pub adopt: Option<At<bool>>,
    /// Its secondary clusters, one in a region. The place is the region's own.
    pub secondaries: BTreeMap<Region, At<Secondary>>,
}

/// `databases.<name>.global.<region>`, a secondary cluster; `databases.<name>.replicas.<name>`, a replica of a cluster.
#[derive(Debug, Clone, Default)]
pub struct Secondary {
    /// What a replica was called in the spec before.
    pub renamed_from: Option<At<String>>,
    /// Its settings, not yet joined with its source's.
    pub settings: Box<Settings>,
    /// The members that have names, and the endpoints of them.
    pub members: Members,
}
