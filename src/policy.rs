//! KMS key policies as types. Knows IAM's language; must not know specs, plans or Terraform.
//!
//! Built in one place ([`build`]), read back in one place ([`evaluate`]).

pub mod build;
pub mod document;
pub mod evaluate;

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
    /// Its id, unique within the policy, `[A-Za-z0-9]+`.
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
    pub conditions: Vec<Condition>,
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
    /// `{"AWS": "*"}` or `"*"`: everyone.
    Anyone,
    /// `{"AWS": arn}`: an account's root, a user, a role, or a bare account id.
    Aws(String),
    /// `{"Service": name}`.
    Service(String),
    /// `{"Federated": provider}`.
    Federated(String),
}

/// The actions of a statement: patterns with `*` and `?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actions {
    /// `Action`: these.
    In(BTreeSet<String>),
    /// `NotAction`: all but these.
    NotIn(BTreeSet<String>),
}

/// One line of a `Condition`: operator, key and values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Condition {
    /// The operator as written: `StringEquals`, `ForAnyValue:StringLike`, `BoolIfExists` …
    pub operator: String,
    /// The condition key: `kms:ViaService` …
    pub key: String,
    /// Any of these satisfies it.
    pub values: BTreeSet<String>,
}

/// What a request to KMS carries besides principal and action: condition keys in lower case, with their values.
pub type RequestContext = BTreeMap<String, Vec<String>>;
