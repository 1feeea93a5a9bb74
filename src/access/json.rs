//! The matrix for programs. The types here are the format: they have a version and derive from nothing of ours.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{GROUPS, Matrix, Row, words};
use crate::policy::questions::answers::Answer;
use crate::policy::questions::{Party, Way};

/// The whole document.
#[derive(Debug, Serialize)]
pub struct Document {
    /// The version of the format.
    pub version: u32,
    /// The keys.
    pub keys: Vec<Key>,
}

/// One key in one region.
#[derive(Debug, Serialize)]
pub struct Key {
    /// Its name in the spec.
    pub name: String,
    /// Its alias, with `alias/`.
    pub alias: String,
    /// Its region.
    pub region: String,
    /// The account that owns it.
    pub account: String,
    /// Who may do what.
    pub access: Vec<Access>,
}

/// One row.
#[derive(Debug, Serialize)]
pub struct Access {
    /// Who.
    pub who: Who,
    /// How, by any of these ways.
    pub how: Vec<How>,
    /// True if there is no other way.
    pub any_way: bool,
    /// What must be true besides: all of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<When>,
    /// True if grants can be made for AWS resources alone.
    pub grants_for_aws_resources_only: bool,
    /// By group, by answer, the actions.
    pub actions: BTreeMap<&'static str, BTreeMap<&'static str, Vec<&'static str>>>,
    /// Why, where it was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Why>,
}

/// A party.
#[derive(Debug, Serialize)]
pub struct Who {
    /// `root`, `named`, `anyone-in-account`, `account`, `service` or `any-other-account`.
    pub kind: &'static str,
    /// In words.
    pub name: String,
    /// As a policy names it, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<String>,
    /// Its account, where it is of one that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
}

/// A way.
#[derive(Debug, Serialize)]
pub struct How {
    /// `direct`, `service`, `other-services`, `for-owner` or `for-other-accounts`.
    pub kind: &'static str,
    /// The service, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The service's region, which is the key's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

/// A circumstance.
#[derive(Debug, Serialize)]
pub struct When {
    /// The condition key.
    pub key: String,
    /// The operator.
    pub operator: String,
    /// The values, of which one has to fit, or none where the operator is a negative one.
    pub values: Vec<String>,
}

/// A reason.
#[derive(Debug, Serialize)]
pub struct Why {
    /// The group.
    pub group: &'static str,
    /// The answer.
    pub answer: &'static str,
    /// The statements that make it.
    pub statements: Vec<String>,
    /// In words, where no statement makes it.
    pub words: Vec<String>,
    /// The actions that it is about.
    pub actions: Vec<&'static str>,
}

/// The matrix as a document.
pub fn document(matrix: &Matrix) -> Document {
    let keys = matrix.keys.iter().map(|key| Key {
        name: key.name.clone(),
        alias: format!("alias/{}", key.alias),
        region: key.region.name().to_owned(),
        account: key.account.as_str().to_owned(),
        access: key
            .rows
            .iter()
            .map(|row| {
                access(
                    row,
                    key.region.name(),
                    words::party(&row.party, &key.account),
                )
            })
            .collect(),
    });
    Document {
        version: 1,
        keys: keys.collect(),
    }
}

fn access(row: &Row, region: &str, name: String) -> Access {
    let mut actions: BTreeMap<_, BTreeMap<_, Vec<_>>> = BTreeMap::new();
    for (group, kind) in GROUPS {
        for (action, answer) in row.group(kind) {
            let answers = actions.entry(group).or_default();
            answers.entry(word(answer)).or_default().push(action.name);
        }
    }
    Access {
        who: who(&row.party, name),
        how: row.ways.iter().map(|way| how(way, region)).collect(),
        any_way: row.any_way,
        when: row
            .given
            .iter()
            .map(|(circumstance, values)| When {
                key: circumstance.key.clone(),
                operator: circumstance.operator.clone(),
                values: values.iter().cloned().collect(),
            })
            .collect(),
        grants_for_aws_resources_only: row.grants_for_aws,
        actions,
        why: row
            .why
            .iter()
            .map(|why| Why {
                group: why.group,
                answer: word(why.answer),
                statements: why.statements.clone(),
                words: why.words.clone(),
                actions: why.actions.clone(),
            })
            .collect(),
    }
}

fn who(party: &Party, name: String) -> Who {
    let (kind, principal) = match party {
        Party::Root(_) => ("root", None),
        Party::Named(text) => ("named", Some(text.clone())),
        Party::Anyone(_) => ("anyone-in-account", None),
        Party::Account(_) => ("account", None),
        Party::Service(service) => ("service", Some(service.clone())),
        Party::Stranger(_) => ("any-other-account", None),
    };
    let is_known = !matches!(party, Party::Stranger(_));
    Who {
        kind,
        name,
        principal,
        account: party.account().filter(|_| is_known).map(str::to_owned),
    }
}

fn how(way: &Way, region: &str) -> How {
    let (kind, service) = match way {
        Way::Directly => ("direct", None),
        Way::Through(service) => ("service", Some(service.clone())),
        Way::ThroughOthers => ("other-services", None),
        Way::ForOwner => ("for-owner", None),
        Way::ForStrangers => ("for-other-accounts", None),
    };
    How {
        kind,
        region: service.is_some().then(|| region.to_owned()),
        service,
    }
}

/// The answer's name in the format.
pub const fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::Allowed => "allowed",
        Answer::ThroughIam => "through-iam",
        Answer::Undecided { .. } => "undecided",
        Answer::Denied => "denied",
        Answer::NotAllowed => "not-allowed",
    }
}
