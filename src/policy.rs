//! KMS key policies as types. Knows IAM's language; must not know specs, plans or Terraform.
//!
//! Built in one place ([`build`]), written and read as JSON in one place ([`document`]), understood in one
//! place ([`evaluate`]), judged in one place ([`check`]).

pub mod actions;
mod arn;
pub mod build;
pub mod check;
mod condition;
pub mod condition_keys;
pub mod context;
pub mod coverage;
pub mod document;
pub mod entitlements;
pub mod evaluate;
pub mod guardrail;
pub mod identity;
mod operator;
mod pattern;
pub mod questions;
pub mod request;
pub mod truth;
mod variable;

use std::collections::{BTreeMap, BTreeSet};

/// A policy on a key: its statements, in the order in which they are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// The statements.
    pub statements: Vec<Statement>,
}

/// One statement. Principals, actions and condition values are sorted and unique, because AWS gives
/// them back in its own order and a plan must stay empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its id, unique within the policy, `[A-Za-z0-9]+`. Empty where a policy of others has none.
    pub sid: String,
    /// Allow or deny.
    pub effect: Effect,
    /// Who.
    pub principals: Principals,
    /// What.
    pub actions: Actions,
    /// On what. In a key policy `*` means this key.
    pub resources: BTreeSet<String>,
    /// When: all must hold.
    pub conditions: Conditions,
}

/// What a statement does when it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Allows, unless another statement denies.
    Allow,
    /// Denies, whatever allows.
    Deny,
}

/// The principals of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principals {
    /// `Principal`: these.
    In(BTreeSet<Principal>),
    /// `NotPrincipal`: all but these.
    NotIn(BTreeSet<Principal>),
}

/// One principal, as a policy writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Principal {
    /// Everyone. The two spellings mean the same.
    Anyone(Wildcard),
    /// `{"AWS": text}`: an account's root, a user, a role, a session, or a bare account id.
    Aws(String),
    /// `{"Federated": provider}`.
    Federated(String),
    /// `{"Service": name}`.
    Service(String),
}

/// How a policy spells everyone. Source: IAM User Guide "AWS JSON policy elements: Principal".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wildcard {
    /// `{"AWS": "*"}`.
    Aws,
    /// `"*"`.
    Bare,
}

/// The actions of a statement: patterns with `*` and `?`, in which case does not matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actions {
    /// `Action`: these.
    In(BTreeSet<String>),
    /// `NotAction`: all but these.
    NotIn(BTreeSet<String>),
}

/// A `Condition` block: operator, then condition key, then the values of which one has to fit.
///
/// The operator stands as it is written: `StringEquals`, `ForAnyValue:StringLike`, `BoolIfExists` …
pub type Conditions = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

impl Statement {
    /// What to call it: its id, or its number among the others, counted from one.
    pub(crate) fn label(&self, index: usize) -> String {
        if self.sid.is_empty() {
            format!("statement {}", index.saturating_add(1))
        } else {
            self.sid.clone()
        }
    }
}

impl Principals {
    /// The principals that are written there, whichever way they are meant.
    pub fn written(&self) -> &BTreeSet<Principal> {
        match self {
            Self::In(principals) | Self::NotIn(principals) => principals,
        }
    }

    /// True where nobody is named: everyone, or everyone but some.
    pub fn are_open(&self) -> bool {
        match self {
            Self::In(principals) => principals
                .iter()
                .any(|principal| matches!(principal, Principal::Anyone(_))),
            Self::NotIn(_) => true,
        }
    }
}
