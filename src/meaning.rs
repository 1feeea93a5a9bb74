//! What the difference of two trees means: who gains or loses access to a key, and what Terraform destroys for it. Knows two trees and
//! reads both; must not know how their texts differ. The types here are part of `diff`'s JSON, version 1.

mod access;
mod moved;
mod print;
mod resources;
mod shares;

use serde::Serialize;

use crate::plan::Plan;
use crate::tree::Tree;
use crate::tree::compare::Comparison;
use crate::verify::{self, Mode};

pub use print::print;

/// Everything that a difference means.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Meaning {
    /// Accesses that change, by key.
    pub accesses: Vec<AccessChange>,
    /// What Terraform destroys, creates again or loses.
    pub resources: Vec<ResourceChange>,
    /// Snapshots that an account is given, or that are taken from it.
    pub shares: Vec<ShareChange>,
    /// Root modules that are no longer written. What they made stays.
    pub left: Vec<String>,
    /// What could not be compared, which counts as access that may be gained.
    pub uncompared: Vec<Uncompared>,
}

/// An access that changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct AccessChange {
    /// The root module.
    pub module: String,
    /// The key's address.
    pub key: String,
    /// The key's region, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// What happens.
    pub change: Change,
    /// Who.
    pub who: String,
    /// How: directly, through a service.
    pub how: String,
    /// What must be true besides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<String>,
    /// The actions that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<String>,
    /// The statements that make it, where they can be named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<String>,
}

/// What happens to an access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// Somebody who had none gains one.
    Added,
    /// Somebody gains more.
    Widened,
    /// Somebody may gain more: it depends on what only a request tells, or can't be decided at all.
    MayWiden,
    /// Somebody gains access to a key that did not stand there, and that encrypts what did.
    AddedByKey,
    /// Somebody has access to a key that did not stand there, as all that it encrypts.
    NewKey,
    /// Somebody may have less.
    MayNarrow,
    /// Somebody has less.
    Narrowed,
    /// Somebody has none any more.
    Removed,
}

/// A resource that does not stay what it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ResourceChange {
    /// The root module.
    pub module: String,
    /// Its address.
    pub address: String,
    /// What happens.
    pub change: Fate,
    /// The arguments that make it so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<ArgumentChange>,
    /// True where `prevent_destroy` makes Terraform refuse the plan.
    pub refused: bool,
}

/// What happens to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Terraform destroys it and creates it again.
    Replaced,
    /// Terraform may do so, which depends on what stands in AWS.
    MayBeReplaced,
    /// Terraform looks for it in another region, finds nothing and creates another one.
    Moved,
    /// Terraform destroys it: its block is gone, and its `prevent_destroy` with it.
    Destroyed,
}

/// An argument whose change replaces a resource.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ArgumentChange {
    /// Its name.
    pub argument: String,
    /// The value before, as Terraform writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The value after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// A snapshot that is shared with an account, or no longer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ShareChange {
    /// The root module.
    pub module: String,
    /// The address of the snapshot or copy.
    pub address: String,
    /// The account.
    pub account: String,
    /// The snapshot's region, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// What happens.
    pub change: Handover,
}

/// What happens to a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handover {
    /// The account may copy and restore it from now on.
    Given,
    /// The account no longer may. What it has copied already is its own and stays.
    Taken,
}

/// Something that could not be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Uncompared {
    /// The file in the directory.
    pub file: String,
    /// The line, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Why.
    pub why: String,
}

impl Meaning {
    /// What a comparison of a directory with a tree means.
    pub fn of(comparison: &Comparison, tree: &Tree, plan: &Plan) -> Self {
        let (old, unread) = comparison.standing(tree);
        let mut meaning = Self::between(&old, tree, plan);
        let terraform = unread.into_iter().filter(|path| path.ends_with(".tf"));
        meaning.uncompared.extend(terraform.map(|path| Uncompared {
            file: path.to_owned(),
            line: None,
            why: "it is no text that can be read".to_owned(),
        }));
        meaning
    }

    /// What it means that a tree stands where another one stood.
    pub fn between(old: &Tree, new: &Tree, plan: &Plan) -> Self {
        let after = verify::read(new, Mode::ByShape);
        let moves = after.moves();
        let moved = (!moves.is_empty()).then(|| moved::under_new_addresses(old, &moves));
        let before = verify::read(moved.as_ref().unwrap_or(old), Mode::ByShape);
        let broken = before
            .broken()
            .into_iter()
            .map(|(file, line, why)| Uncompared {
                file: file.to_owned(),
                line: Some(line),
                why: why.to_owned(),
            });
        let mut uncompared: Vec<Uncompared> = broken.collect();
        let (old_resources, new_resources) = (before.resources(), after.resources());
        let keys = access::Keys {
            old: before.key_policies(),
            new: after.key_policies(),
            old_resources: &old_resources,
            new_resources: &new_resources,
            plan,
        };
        let accesses = keys.changes(&mut uncompared);
        Self {
            accesses,
            resources: resources::changes(&old_resources, &new_resources, &moves),
            shares: shares::changes(&old_resources, &new_resources),
            left: shares::left(&old_resources, &new_resources),
            uncompared,
        }
    }

    /// True if somebody gains access to what stands there already, or may.
    pub fn gains_access(&self) -> bool {
        let gains = |change: &AccessChange| {
            matches!(
                change.change,
                Change::Added | Change::Widened | Change::MayWiden | Change::AddedByKey
            )
        };
        !self.uncompared.is_empty() || self.accesses.iter().any(gains)
    }

    /// True if there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self == &Self::default()
    }
}
