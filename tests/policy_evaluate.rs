//! The evaluator against a table of cases from IAM's documentation: `tests/policy/evaluation.yaml`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;

use sealform::aws::regions;
use sealform::names::{AccountId, Partition};
use sealform::policy::build::{Caller, KeyUse, policy_for};
use sealform::policy::document::parse;
use sealform::policy::evaluate::explain::explain;
use sealform::policy::evaluate::{Decision, decide};
use sealform::policy::identity::Identity;
use sealform::policy::request::{Home, Request};
use sealform::policy::{
    Actions, Conditions, Effect, Policy, Principal, Principals, Statement, Wildcard,
};
use serde::Deserialize;
use serde_json::{Value, json};

const OWNER: &str = "111122223333";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    case: String,
    page: String,
    statements: Vec<Value>,
    asks: Vec<Ask>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ask {
    #[serde(default = "role_app")]
    who: String,
    #[serde(default = "decrypt")]
    action: String,
    via: Option<String>,
    key: Option<String>,
    #[serde(default)]
    context: BTreeMap<String, Value>,
    #[serde(default)]
    unknown: Vec<String>,
    expect: String,
    by: Option<Vec<String>>,
}

fn role_app() -> String {
    "role/App".to_owned()
}

fn decrypt() -> String {
    "kms:Decrypt".to_owned()
}

#[test]
fn every_case_of_the_table_holds() {
    let cases: Vec<Case> = serde_yaml::from_str(include_str!("policy/evaluation.yaml")).unwrap();
    let asks: usize = cases.iter().map(|case| case.asks.len()).sum();
    assert!(asks >= 150, "{asks} asks");
    let mut failures = Vec::new();
    for case in &cases {
        assert!(!case.page.is_empty());
        let policy = policy(case);
        for (nth, ask) in case.asks.iter().enumerate() {
            let request = request(&policy, ask);
            let decision = decide(&policy, &request);
            let explained = explain(&policy, &request);
            assert_eq!(explained.decision, decision, "{}", case.case);
            assert_eq!(explained.statements.len(), policy.statements.len());
            let (name, by) = named(&decision);
            let by_fits = ask.by.as_ref().is_none_or(|wanted| Some(wanted) == by);
            if name != ask.expect || !by_fits {
                failures.push(format!(
                    "{}, ask {}: {} was expected of {}\n{explained:#?}",
                    case.case,
                    nth + 1,
                    ask.expect,
                    ask.who,
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// The sentences that tell somebody why: one per statement, for a few requests.
#[test]
fn reasons_read_like_this() {
    let owner = AccountId::parse(OWNER).unwrap();
    let region = regions::find("us-east-1").unwrap();
    let home = Home {
        owner: &owner,
        region,
    };
    let uses = [
        KeyUse::Administer(format!("arn:aws:iam::{OWNER}:role/Admin")),
        KeyUse::Rds(Caller::Account),
        KeyUse::Logs("/aws/rds/*".to_owned()),
    ];
    let mut policy = policy_for(&owner, region, &uses.into());
    policy.statements.push(Statement {
        sid: String::new(),
        effect: Effect::Deny,
        conditions: [(
            "StringNotEquals".to_owned(),
            [("aws:SourceVpce".to_owned(), ["vpce-1a2b".to_owned()].into())].into(),
        )]
        .into(),
        principals: Principals::In([Principal::Anyone(Wildcard::Bare)].into()),
        actions: Actions::In(["kms:Decrypt".to_owned()].into()),
        resources: ["*".to_owned()].into(),
    });
    let role = |name| Identity::Role(format!("arn:aws:iam::{OWNER}:role/{name}"));
    let asked = [
        (
            "through RDS",
            Request::through("rds", role("App"), home, "kms:GenerateDataKey"),
        ),
        ("itself", Request::direct(role("App"), home, "kms:Decrypt")),
        (
            "by whatever path",
            Request::by_any_path(role("App"), home, "kms:CreateGrant"),
        ),
        (
            "itself",
            Request::direct(role("Admin"), home, "kms:PutKeyPolicy"),
        ),
        (
            "for the account",
            Request::by_service("logs.us-east-1.amazonaws.com", &owner, home, "kms:Encrypt"),
        ),
    ];
    let mut text = String::new();
    for (path, request) in asked {
        let explained = explain(&policy, &request);
        let who = match &request.principal {
            Identity::Role(who) | Identity::Service(who) => who,
            other => panic!("{other:?}"),
        };
        text.push_str(&format!("{who} calls {} {path}\n", request.action));
        for reason in explained.statements {
            text.push_str(&format!("  {}\n", reason.sentence));
        }
        text.push_str(&format!("  => {:?}\n\n", explained.decision));
    }
    insta::with_settings!({
        snapshot_path => "../snapshots/policy",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("reasons", text);
    });
}

fn policy(case: &Case) -> Policy {
    let statements: Vec<Value> = case
        .statements
        .iter()
        .enumerate()
        .map(|(index, given)| {
            let mut statement = json!({
                "Sid": format!("S{}", index + 1),
                "Effect": "Allow",
                "Principal": "*",
                "Action": "kms:*",
                "Resource": "*",
            });
            for (key, value) in given.as_object().unwrap() {
                if value.is_null() {
                    statement.as_object_mut().unwrap().remove(key);
                } else {
                    statement[key] = value.clone();
                }
            }
            statement
        })
        .collect();
    let document = json!({"Version": "2012-10-17", "Statement": statements});
    parse::policy(&document).unwrap_or_else(|mistakes| panic!("{}: {mistakes:#?}", case.case))
}

fn request(policy: &Policy, ask: &Ask) -> Request {
    let owner = AccountId::parse(OWNER).unwrap();
    let home = Home {
        owner: &owner,
        region: regions::find("us-east-1").unwrap(),
    };
    let who = who(&ask.who);
    let mut request = match (&who, &ask.via) {
        (Identity::Service(name), _) => Request::by_service(name, &owner, home, &ask.action),
        (_, Some(service)) => Request::through(service, who, home, &ask.action),
        (_, None) => Request::direct(who, home, &ask.action),
    };
    request.key.clone_from(&ask.key);
    let tested = policy
        .statements
        .iter()
        .flat_map(|statement| keys(&statement.conditions));
    for key in tested {
        if request.context.get(key).is_none() {
            request.context = request.context.without(key.clone());
        }
    }
    for (key, value) in &ask.context {
        request.context = match value {
            Value::Null => request.context.without(key.clone()),
            Value::Array(items) => request.context.with_values(
                key.clone(),
                items
                    .iter()
                    .map(|item| item.as_str().unwrap().to_owned())
                    .collect(),
            ),
            single => request
                .context
                .with(key.clone(), single.as_str().unwrap().to_owned()),
        };
    }
    for key in &ask.unknown {
        request.context = request.context.forget(key);
    }
    request
}

fn keys(conditions: &Conditions) -> impl Iterator<Item = &String> {
    conditions.values().flat_map(|tests| tests.keys())
}

fn who(text: &str) -> Identity {
    if text == "anonymous" {
        return Identity::Anonymous;
    }
    if let Some(name) = text.strip_prefix("service:") {
        return Identity::Service(name.to_owned());
    }
    let (account, resource) = text.split_once(':').unwrap_or((OWNER, text));
    let account = AccountId::parse(account).unwrap();
    let arn = format!("arn:aws:iam::{account}:{resource}");
    match resource.split('/').collect::<Vec<_>>().as_slice() {
        ["root"] => Identity::root(Partition::Aws, &account),
        ["user", _] => Identity::User(arn),
        ["role", _] => Identity::Role(arn),
        ["session", role, name] => Identity::Session {
            arn: format!("arn:aws:sts::{account}:assumed-role/{role}/{name}"),
            role: Some(format!("arn:aws:iam::{account}:role/{role}")),
        },
        _ => panic!("{text}"),
    }
}

fn named(decision: &Decision) -> (&'static str, Option<&Vec<String>>) {
    match decision {
        Decision::Allowed { by } => ("Allowed", Some(by)),
        Decision::Delegated { by } => ("Delegated", Some(by)),
        Decision::Denied { by } => ("Denied", Some(by)),
        Decision::NotAllowed => ("NotAllowed", None),
        Decision::Undecided { .. } => ("Undecided", None),
    }
}
