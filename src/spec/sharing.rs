//! Snapshots, their copies, and the accounts that receive them, as they were written. Knows the words; must not know
//! what follows from them.

use std::collections::BTreeMap;

use super::{AssumeRole, Backend, Key, Named, Network, Settings};
use crate::names::{AccountId, Region};
use crate::source::At;

/// `snapshots.<name>` and `copies.<name>`: a manual snapshot, or a copy of one.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// What it is called in AWS; its name in the spec unless said.
    pub identifier: Option<At<String>>,
    /// Where a copy is made; where its source is unless said.
    pub region: Option<At<Region>>,
    /// The name of a copy's key; its source's key, of the copy's region, unless said.
    pub key: Option<At<String>>,
    /// The option group that a copy of an instance's snapshot is restored with.
    pub option_group_name: Option<At<String>>,
    /// The names of the accounts that receive it.
    pub share_with: Option<At<Vec<At<String>>>>,
    /// Whether Terraform refuses to destroy it.
    pub prevent_destroy: Option<At<bool>>,
    /// Tags of its own.
    pub tags: Named<String>,
    /// What it was called in the spec before.
    pub renamed_from: Option<At<String>>,
    /// Copies of it.
    pub copies: Named<Snapshot>,
    /// True where a region or key was written and could not be read: it is not missing.
    pub unread: bool,
}

/// `backup_replication`: automated backups that RDS copies into another region by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupReplication {
    /// Where to.
    pub region: At<Region>,
    /// Days that they are kept there; as long as the database's own unless said.
    pub retention_period: Option<At<i64>>,
    /// The name of the key there; the database's unless said.
    pub key: Option<At<String>>,
}

/// `sharing.<name>`: an account that receives snapshots.
#[derive(Debug, Clone, Default)]
pub struct Sharing {
    /// The account; none where it could not be read.
    pub account: Option<At<AccountId>>,
    /// The key of that account under which its copies lie; none where it could not be read.
    pub key: Option<At<Key>>,
    /// ARNs of those there who copy. Absent: whomever that account's own IAM policies let.
    pub principals: Option<At<Vec<At<String>>>>,
    /// The regions that the account uses, with their networks. Absent: every region that it receives something in.
    pub regions: Option<At<BTreeMap<Region, At<Network>>>>,
    /// How narrow the statements of the owner's keys are.
    pub policy: Option<At<SharePolicy>>,
    /// The role that Terraform assumes in that account.
    pub assume_role: Option<At<AssumeRole>>,
    /// Where that account's state lives, if elsewhere than the owner's.
    pub backend: Option<At<Backend>>,
    /// Its own copies, by the name of the shared snapshot, as far as they need saying, with copies of those.
    pub copies: Named<Snapshot>,
    /// Databases that it restores from its own copies.
    pub restore: Named<Restored>,
}

/// How narrow the statements for an account are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharePolicy {
    /// What AWS documents: use from anywhere, grants for AWS services alone.
    Documented,
    /// The same actions, through RDS in the key's region alone.
    LeastPrivilege,
}

/// `sharing.<name>.restore.<database>`.
#[derive(Debug, Clone, Default)]
pub struct Restored {
    /// The name of the account's own copy; none where it could not be read.
    pub snapshot: Option<At<String>>,
    /// What it was called in the spec before.
    pub renamed_from: Option<At<String>>,
    /// What differs from the database that the snapshot was taken of.
    pub settings: Box<Settings>,
}
