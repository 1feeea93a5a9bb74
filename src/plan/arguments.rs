//! Arguments of the provider that pass through from the spec: to which resource, and which of those in `defaults` go
//! where. Knows the provider's schema by name; whether a value fits is for the rules.

mod taken;

pub use taken::Taken;

use super::Arguments;
use crate::schema::{self, Block};
use crate::source::At;

/// A resource that a spec passes arguments on to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// An RDS instance.
    Instance,
    /// A read replica.
    Replica,
    /// An Aurora cluster.
    Cluster,
    /// A Multi-AZ DB cluster.
    MultiAz,
    /// Each member of a cluster.
    Member,
    /// A key, or the primary of a multi-Region key.
    Key,
    /// A replica of a multi-Region key.
    ReplicaKey,
}

impl Target {
    /// Its type.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Instance | Self::Replica => "aws_db_instance",
            Self::Cluster | Self::MultiAz => "aws_rds_cluster",
            Self::Member => "aws_rds_cluster_instance",
            Self::Key => "aws_kms_key",
            Self::ReplicaKey => "aws_kms_replica_key",
        }
    }

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Instance => "an RDS instance",
            Self::Replica => "a read replica",
            Self::Cluster => "an Aurora cluster",
            Self::MultiAz => "a Multi-AZ DB cluster",
            Self::Member => "a member of an Aurora cluster",
            Self::Key => "a key",
            Self::ReplicaKey => "a replica key",
        }
    }

    /// What the provider knows of its type.
    pub fn block(self) -> Option<&'static Block> {
        schema::resource(self.kind()).map(|resource| &resource.block)
    }

    /// True where its type has an argument or nested block of that name.
    pub fn has(self, name: &str) -> bool {
        self.block().is_some_and(|block| {
            block.attributes.contains_key(name) || block.blocks.contains_key(name)
        })
    }

    /// True where the argument may pass through to it.
    pub fn takes(self, name: &str) -> bool {
        self.has(name) && self.taken(name).is_none()
    }
}

/// What `defaults` passes on to a resource: that one of them has no place on some database is no mistake.
pub(super) fn inherited(defaults: &Option<At<Arguments>>, to: Target) -> Option<At<Arguments>> {
    let mut taken_over = defaults.clone()?;
    taken_over.value.retain(|name, _| to.takes(name));
    Some(taken_over)
}
