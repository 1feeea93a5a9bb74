//! Parties, ways, circumstances and answers in words. Knows what readers call things; must not know how they are laid
//! out.

use std::collections::{BTreeMap, BTreeSet};

use super::{Circumstance, Row};
use crate::names::AccountId;
use crate::policy::actions::{Kind, on_symmetric_keys};
use crate::policy::questions::answers::Answer;
use crate::policy::questions::{Party, Way};

/// What the words of the columns mean, a line each.
pub const LEGEND: [&str; 7] = [
    "yes: the key's policy allows it",
    "IAM: if an IAM policy of the caller's account allows it as well",
    "?: it depends on what only a request tells",
    "deny: a statement denies what another one would allow",
    "no: nothing allows it",
    "through a service: one of the key's own region, as every call to a key is",
    "for or if something: what is different then, and the row without it otherwise",
];

/// Who, as the owner calls them.
pub fn party(party: &Party, owner: &AccountId) -> String {
    match party {
        Party::Root(account) => format!("root of {account}"),
        Party::Anyone(account) => format!("anyone in {account}"),
        Party::Account(account) => format!("account {account}"),
        Party::Stranger(_) => "any other account".to_owned(),
        Party::Service(name) => service_itself(name),
        Party::Named(text) => {
            let name = text.splitn(6, ':').nth(5).unwrap_or(text);
            match party.account() {
                Some(account) if account != owner.as_str() => format!("{name} of {account}"),
                _ => name.to_owned(),
            }
        }
    }
}

fn service_itself(name: &str) -> String {
    match name.split('.').next() {
        Some("logs") => "CloudWatch Logs".to_owned(),
        _ if name == "events.amazonaws.com" => "EventBridge".to_owned(),
        _ if name == "events.rds.amazonaws.com" => "notifications of RDS".to_owned(),
        _ => name.to_owned(),
    }
}

/// How, for all ways of a row: `directly`, `through RDS or Secrets Manager`.
pub fn ways(row: &Row) -> String {
    ways_of(&row.party, &row.ways, row.any_way)
}

/// How, for some of the ways of a party; `any_way` where they are all of them.
pub fn ways_of(party: &Party, ways: &BTreeSet<Way>, any_way: bool) -> String {
    if any_way {
        let is_service = matches!(party, Party::Service(_));
        return if is_service {
            "in its own name"
        } else {
            "any way"
        }
        .to_owned();
    }
    if are_rest(ways) {
        return "any other way".to_owned();
    }
    let services: Vec<String> = ways
        .iter()
        .filter_map(|way| match way {
            Way::Through(service) => Some(service_name(service)),
            Way::ThroughOthers => Some("other services".to_owned()),
            Way::Directly | Way::ForOwner | Way::ForStrangers => None,
        })
        .collect();
    let through = (!services.is_empty()).then(|| format!("through {}", services.join(" or ")));
    let others = ways.iter().filter_map(|way| match way {
        Way::Directly => Some("directly"),
        Way::ForOwner => Some("for this account"),
        Way::ForStrangers => Some("for other accounts"),
        Way::Through(_) | Way::ThroughOthers => None,
    });
    let all: Vec<String> = others.map(str::to_owned).chain(through).collect();
    all.join(" or ")
}

/// True for all ways but some of their own.
fn are_rest(ways: &BTreeSet<Way>) -> bool {
    ways.contains(&Way::Directly) && ways.contains(&Way::ThroughOthers)
}

/// True for a row of all ways but those of its own.
pub fn is_rest(row: &Row) -> bool {
    are_rest(&row.ways)
}

/// What a service is called.
pub fn service_name(service: &str) -> String {
    match service {
        "rds" => "RDS",
        "secretsmanager" => "Secrets Manager",
        "backup" => "AWS Backup",
        "dms" => "DMS",
        "logs" => "CloudWatch Logs",
        "s3" => "S3",
        "ec2" => "EC2",
        "sns" => "SNS",
        "sqs" => "SQS",
        "dynamodb" => "DynamoDB",
        other => other,
    }
    .to_owned()
}

/// What must be true besides who and how, which actions it is about where they are not all of a group, and what a grant
/// must be for.
pub fn when(row: &Row) -> Vec<String> {
    let grants = row
        .grants_for_aws
        .then(|| "grants for AWS resources only".to_owned());
    let is_whole = |kind: Kind| {
        row.group(kind).count()
            == on_symmetric_keys()
                .filter(|action| action.kind == kind)
                .count()
    };
    let of_part = row
        .answers
        .iter()
        .filter(|(action, _)| !is_whole(action.kind));
    let names: Vec<&str> = of_part
        .map(|(action, _)| action.name.strip_prefix("kms:").unwrap_or(action.name))
        .collect();
    let only = (!names.is_empty()).then(|| format!("{} alone", names.join(", ")));
    given(&row.given)
        .into_iter()
        .chain(only)
        .chain(grants)
        .collect()
}

/// Circumstances in words.
pub fn given(given: &BTreeMap<Circumstance, BTreeSet<String>>) -> Vec<String> {
    given
        .iter()
        .map(|(circumstance, values)| one(circumstance, values))
        .collect()
}

fn one(circumstance: &Circumstance, values: &BTreeSet<String>) -> String {
    let list = |values: Vec<&str>| match values.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => values.concat(),
    };
    let written = list(values.iter().map(String::as_str).collect());
    let key = circumstance.key.as_str();
    let lower = key.to_ascii_lowercase();
    if circumstance.operator == "Null" {
        return if values.contains("true") {
            format!("without {key}")
        } else {
            format!("with {key}")
        };
    }
    if circumstance.negated {
        return format!("unless {key} is {written}");
    }
    match lower.as_str() {
        "kms:encryptioncontext:aws:logs:arn" => {
            let names = values.iter().map(|value| {
                value
                    .split_once(":log-group:")
                    .map_or(value.as_str(), |(_, name)| name)
            });
            format!("for log groups {}", list(names.collect()))
        }
        "aws:sourcearn" => format!("for {written}"),
        "aws:principalorgid" => format!("of the organization {written}"),
        "kms:replicaregion" => format!("into {written}"),
        _ => match lower.strip_prefix("kms:encryptioncontext:") {
            Some(name) => {
                let name = key
                    .get(key.len().saturating_sub(name.len())..)
                    .unwrap_or(name);
                format!("if the encryption context {name} is {written}")
            }
            None => format!("if {key} is {written}"),
        },
    }
}

/// The answers of a group, each once, the most first: `yes`, `yes/IAM`.
pub fn cell(row: &Row, kind: Kind) -> String {
    let answers: BTreeSet<Answer> = row.group(kind).map(|(_, answer)| answer).collect();
    let mut words: Vec<&str> = answers.into_iter().map(answer).collect();
    words.dedup();
    words.join("/")
}

/// One answer.
pub const fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Allowed => "yes",
        Answer::ThroughIam => "IAM",
        Answer::Undecided { .. } => "?",
        Answer::Denied => "deny",
        Answer::NotAllowed => "no",
    }
}
