//! Who may do what with which key, and how: what the policies that will be written answer, as rows. Knows plans and
//! policies; must not know what a spec asked for, nor how rows are printed.

pub mod csv;
pub mod json;
pub mod markdown;
mod rows;
pub mod text;
mod why;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::names::{AccountId, Region};
use crate::plan::{Key, Plan, RootModule};
use crate::policy::actions::{Action, Kind};
use crate::policy::questions::answers::Answer;
use crate::policy::questions::{Party, Way};
use crate::policy::request::Home;
pub use why::Why;

/// The accesses to all keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// The keys, in the order of their names and regions.
    pub keys: Vec<KeyAccess>,
}

/// The accesses to one key in one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyAccess {
    /// Its name in the spec.
    pub name: String,
    /// Its alias, without `alias/`.
    pub alias: String,
    /// The folder of its root module.
    pub module: String,
    /// The account that owns it.
    pub account: AccountId,
    /// Its region.
    pub region: Region,
    /// Who may do what, in a fixed order.
    pub rows: Vec<Row>,
}

/// What one party may do by some ways, under some circumstances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub party: Party,
    /// How: by any of these ways.
    pub ways: BTreeSet<Way>,
    /// True if there is no other way.
    pub any_way: bool,
    /// What must be true besides: for each condition, one of its values.
    pub given: BTreeMap<Circumstance, BTreeSet<String>>,
    /// True if grants can be made for AWS resources alone.
    pub grants_for_aws: bool,
    /// The answer for each action; under circumstances, for those alone that they change.
    pub answers: Vec<(&'static Action, Answer)>,
    /// Why, where it was asked.
    pub why: Vec<Why>,
}

/// What a condition compares.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Circumstance {
    /// The condition key.
    pub key: String,
    /// The operator.
    pub operator: String,
    /// True if none of the values may hold.
    pub negated: bool,
}

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only the key of this name.
    pub key: Option<String>,
    /// Only parties of this account.
    pub account: Option<String>,
    /// Only keys of this region.
    pub region: Option<String>,
    /// Parties that may do nothing as well.
    pub all: bool,
    /// The reasons as well.
    pub why: bool,
}

/// The four columns: groups of actions.
pub const GROUPS: [(&str, Kind); 4] = [
    ("manage", Kind::Manage),
    ("use", Kind::Use),
    ("grant", Kind::Grant),
    ("describe", Kind::Look),
];

impl Row {
    /// The answers for the actions of a group.
    pub fn group(&self, kind: Kind) -> impl Iterator<Item = (&'static Action, Answer)> {
        self.answers
            .iter()
            .copied()
            .filter(move |(action, _)| action.kind == kind)
    }

    /// True if it gives nobody anything.
    pub fn is_empty(&self) -> bool {
        self.answers
            .iter()
            .all(|(_, answer)| *answer == Answer::NotAllowed)
    }
}

/// The accesses to the keys of a plan.
pub fn matrix(plan: &Plan, filter: &Filter) -> Matrix {
    let keys = plan
        .modules
        .iter()
        .flat_map(|module| module.keys.iter().map(move |key| (module, key)));
    let wanted = |key: &Key| {
        filter
            .key
            .as_ref()
            .is_none_or(|name| *name == key.name.value)
            && filter
                .region
                .as_ref()
                .is_none_or(|region| region == key.region.name())
    };
    Matrix {
        keys: keys
            .filter(|(_, key)| wanted(key))
            .map(|(module, key)| of_key(module, key, filter))
            .collect(),
    }
}

fn of_key(module: &RootModule, key: &Key, filter: &Filter) -> KeyAccess {
    let home = Home {
        owner: &module.account.value,
        region: key.region,
    };
    let is_wanted = |row: &Row| {
        (filter.all || !row.is_empty())
            && filter
                .account
                .as_deref()
                .is_none_or(|account| row.party.account() == Some(account))
    };
    let mut rows = rows::of(&key.policy(home.owner), home, filter.why);
    rows.retain(is_wanted);
    KeyAccess {
        name: key.name.value.clone(),
        alias: key.alias.value.clone(),
        module: module.folder.clone(),
        account: module.account.value.clone(),
        region: key.region,
        rows,
    }
}
