//! What a root module is to which snapshots are shared: its own copies of them, and what its copier may do. Knows the
//! owner's keys by their variables only; must not know the owner's state.

use std::collections::BTreeSet;

use super::KeyRef;
use super::copier::CopierPolicy;
use crate::names::{AccountId, Region};
use crate::source::At;

use super::snapshots::Snapshot;

/// The receiving side of a root module.
#[derive(Debug, Clone)]
pub struct Receiver {
    /// The account's name in the spec.
    pub name: At<String>,
    /// The account that shares.
    pub owner: At<AccountId>,
    /// The owner's keys that the shared snapshots lie under, by variable.
    pub owner_keys: Vec<OwnerKey>,
    /// Its own copies, with copies of those.
    pub copies: Vec<Snapshot>,
    /// Those who copy, as the spec names them; none for whomever its IAM policies let.
    pub principals: Option<At<Vec<At<String>>>>,
    /// The copier's IAM policies, region by region.
    pub policies: Vec<CopierPolicy>,
    /// The names of the roles that they are attached to.
    pub roles: BTreeSet<String>,
}

/// A key of the owner: an output there, a variable here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerKey {
    /// The variable, and the name in the owner's output.
    pub variable: String,
    /// The key, as the owner's module names it.
    pub key: KeyRef,
    /// Its region.
    pub region: Region,
}
