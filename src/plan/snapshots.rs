//! Manual snapshots, copies of them, who receives them, and replicated backups, as they will exist. Knows the chain from a
//! database to the last copy; must not know accounts that receive.

use std::collections::{BTreeMap, BTreeSet};

use super::KeyRef;
use crate::names::{AccountId, Address, Region};
use crate::policy::build::{KeyUse, ShareStyle};
use crate::source::{At, Place};

/// A manual snapshot or a copy of one, with everything that is made of it.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Its name in the spec.
    pub name: At<String>,
    /// What it was called in the spec before.
    pub renamed_from: Option<At<String>>,
    /// The label of its resource.
    pub label: String,
    /// What it is called in AWS.
    pub identifier: At<String>,
    /// Whether it is of an instance or of a cluster.
    pub kind: SnapshotKind,
    /// What it was made of.
    pub origin: Origin,
    /// The label of the database at the chain's beginning.
    pub database: String,
    /// Where it is.
    pub region: At<Region>,
    /// The key that it lies under: its own where it is a copy, and its database's where it is not.
    pub key: KeyRef,
    /// The option group that a copy is restored with.
    pub option_group: Option<At<String>>,
    /// The option group of the database, where that is not the engine's own.
    pub source_option_group: Option<At<String>>,
    /// Who receives it, by account.
    pub shares: Vec<Share>,
    /// Whether Terraform refuses to destroy it.
    pub prevent_destroy: At<bool>,
    /// Tags of its own.
    pub tags: BTreeMap<String, At<String>>,
    /// Copies of it, by name.
    pub copies: Vec<Snapshot>,
}

/// Which kind of database a snapshot is of: AWS and Terraform keep the two apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SnapshotKind {
    /// Of an RDS instance.
    Instance,
    /// Of an Aurora cluster.
    Cluster,
}

/// What a snapshot was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Taken of the database of that label.
    Taken(String),
    /// Copied of another one of the same root module.
    Copied {
        /// The source.
        from: Address,
        /// Where the source is.
        region: Region,
    },
    /// Copied of one that is there already.
    Existing {
        /// Its ARN.
        arn: String,
        /// Where it is.
        region: Region,
    },
    /// Copied of one that another account shares.
    Received {
        /// The ARN of the shared snapshot, made up of its parts: nothing of the owner's state is needed.
        arn: String,
        /// The owner's key that it lies under.
        key: KeyRef,
    },
}

/// An account that receives a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Its name in the spec, where it is named to receive the snapshot.
    pub name: At<String>,
    /// The account.
    pub account: AccountId,
    /// Who there copies, by ARN; empty for whomever that account's IAM policies let.
    pub principals: BTreeSet<String>,
    /// How narrow the statements of the key are.
    pub style: ShareStyle,
}

/// Automated backups that RDS copies into another region.
#[derive(Debug, Clone)]
pub struct BackupReplication {
    /// Where to.
    pub region: At<Region>,
    /// The key there.
    pub key: KeyRef,
    /// Days that they are kept.
    pub retention: At<i64>,
    /// Where the spec asks for it.
    pub at: Place,
}

impl SnapshotKind {
    /// The resource that it is taken of.
    pub const fn database(self) -> &'static str {
        match self {
            Self::Instance => "aws_db_instance",
            Self::Cluster => "aws_rds_cluster",
        }
    }

    /// The resource that takes one.
    pub const fn taken(self) -> &'static str {
        match self {
            Self::Instance => "aws_db_snapshot",
            Self::Cluster => "aws_db_cluster_snapshot",
        }
    }

    /// The resource that copies one.
    pub const fn copied(self) -> &'static str {
        match self {
            Self::Instance => "aws_db_snapshot_copy",
            Self::Cluster => "aws_rds_cluster_snapshot_copy",
        }
    }

    /// The attribute that is its ARN, of either resource.
    pub const fn arn_attribute(self) -> &'static str {
        match self {
            Self::Instance => "db_snapshot_arn",
            Self::Cluster => "db_cluster_snapshot_arn",
        }
    }

    /// The ARN of one, made up of its parts. Source: RDS User Guide, "Working with Amazon Resource Names (ARNs)".
    pub fn arn(self, region: Region, account: &AccountId, identifier: &str) -> String {
        let kind = match self {
            Self::Instance => "snapshot",
            Self::Cluster => "cluster-snapshot",
        };
        format!(
            "arn:{}:rds:{region}:{account}:{kind}:{identifier}",
            region.partition().id()
        )
    }
}

impl Snapshot {
    /// Its address in the root module.
    pub fn address(&self) -> Address {
        let kind = match self.origin {
            Origin::Taken(_) => self.kind.taken(),
            Origin::Copied { .. } | Origin::Existing { .. } | Origin::Received { .. } => {
                self.kind.copied()
            }
        };
        Address::new(kind, self.label.clone())
    }

    /// The region of what it was copied of; its own where it was taken of its database.
    pub fn source_region(&self) -> Region {
        match &self.origin {
            Origin::Copied { region, .. } | Origin::Existing { region, .. } => *region,
            Origin::Taken(_) | Origin::Received { .. } => self.region.value,
        }
    }

    /// True for a copy in another region than its source.
    pub fn is_cross_region(&self) -> bool {
        self.source_region() != self.region.value
    }

    /// It and all copies below it, sources before copies.
    pub fn with_copies(&self) -> Vec<&Self> {
        let mut all = vec![self];
        let mut next = 0;
        while let Some(snapshot) = all.get(next).copied() {
            all.extend(&snapshot.copies);
            next += 1;
        }
        all
    }
}

impl Share {
    /// What the account needs of the snapshot's key.
    pub fn key_use(&self) -> KeyUse {
        KeyUse::Share {
            account: self.account.clone(),
            principals: self.principals.clone(),
            style: self.style,
        }
    }
}
