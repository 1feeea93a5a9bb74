//! What is found in policies: `tests/policy/findings.yaml` breaks a sound one in many ways, each caught by its
//! rule and by no other, and holds what others write soundly, which is left in peace.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use sealform::aws::regions;
use sealform::names::AccountId;
use sealform::policy::build::{Caller, KeyUse, ShareStyle, policy_for};
use sealform::policy::check::{Finding, RULE_IDS, check};
use sealform::policy::document::parse;
use sealform::policy::{Policy, Principals};
use serde::Deserialize;
use serde_json::{Value, json};

const OWNER: &str = "111122223333";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    case: String,
    #[serde(rename = "in")]
    within: Option<String>,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    drop: Vec<String>,
    only: Option<Vec<Value>>,
    and: Option<Vec<Value>>,
    told: Vec<String>,
}

#[test]
fn every_case_of_the_table_is_told_as_it_says() {
    let cases: Vec<Case> = serde_yaml::from_str(include_str!("policy/findings.yaml")).unwrap();
    let mut rules = BTreeSet::from(["kms-policy-size".to_owned()]);
    for case in &cases {
        let value = value(case);
        let findings = check_value(&value);
        let told: Vec<String> = case
            .told
            .iter()
            .map(|wanted| {
                let (rule, sid) = wanted
                    .split_once(' ')
                    .map_or((wanted.as_str(), None), |(rule, sid)| (rule, Some(sid)));
                rules.insert(rule.to_owned());
                let fits = |finding: &&Finding| {
                    finding.rule_id == rule && (sid.is_none() || finding.sid.as_deref() == sid)
                };
                findings
                    .iter()
                    .find(fits)
                    .map_or_else(|| format!("not: {wanted}"), |_| rule.to_owned())
            })
            .collect();
        let found: BTreeSet<&str> = findings.iter().map(|finding| finding.rule_id).collect();
        let told: BTreeSet<&str> = told.iter().map(String::as_str).collect();
        assert_eq!(found, told, "{}: {findings:#?} in\n{value:#}", case.case);
        findings.iter().for_each(assert_voice);
    }
    assert_eq!(rules, RULE_IDS.iter().map(|&id| id.to_owned()).collect());
}

/// One line, lower case or the user's own words first, no full stop.
fn assert_voice(finding: &Finding) {
    let message = &finding.message;
    let first = message.chars().next().unwrap();
    assert!(
        !message.contains('\n')
            && !message.ends_with('.')
            && (first.is_lowercase() || first == '`'),
        "{message}"
    );
}

fn value(case: &Case) -> Value {
    let complete = |given: &Value| {
        let mut statement = json!({"Effect": "Allow", "Resource": "*"});
        for (key, value) in given.as_object().unwrap() {
            statement[key] = value.clone();
        }
        statement
    };
    let root =
        json!({"Principal": {"AWS": format!("arn:aws:iam::{OWNER}:root")}, "Action": "kms:*"});
    let statements: Vec<Value> = match (&case.only, &case.and) {
        (Some(only), None) => only.iter().map(complete).collect(),
        (None, Some(and)) => [&root].into_iter().chain(and).map(complete).collect(),
        _ => changed(case),
    };
    json!({"Version": "2012-10-17", "Statement": statements})
}

fn changed(case: &Case) -> Vec<Value> {
    let mut statements = sound().to_value()["Statement"].as_array().unwrap().clone();
    let is = |statement: &Value, sid: &str| statement["Sid"] == sid;
    for sid in &case.drop {
        assert!(
            statements.iter().any(|statement| is(statement, sid)),
            "{sid}"
        );
        statements.retain(|statement| !is(statement, sid));
    }
    if let Some(sid) = &case.within {
        let statement = statements.iter_mut().find(|statement| is(statement, sid));
        let statement = statement.unwrap_or_else(|| panic!("{sid}"));
        for pointer in &case.remove {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            let parent = statement.pointer_mut(parent).unwrap();
            parent.as_object_mut().unwrap().remove(key).unwrap();
        }
        for (pointer, value) in &case.set {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            statement.pointer_mut(parent).unwrap()[key] = value.clone();
        }
    }
    statements
}

/// A policy in which every kind of statement occurs.
fn sound() -> Policy {
    let own = |name: &str| format!("arn:aws:iam::{OWNER}:role/{name}");
    let uses = BTreeSet::from([
        KeyUse::Administer(own("Admin")),
        KeyUse::Rds(Caller::Account),
        KeyUse::Rds(Caller::Principal(own("Deployer"))),
        KeyUse::ManagedPassword(Caller::Account),
        KeyUse::Logs("/aws/rds/*".to_owned()),
        KeyUse::Replicate(regions::find("eu-west-1").unwrap()),
        KeyUse::Share {
            account: AccountId::parse("444455556666").unwrap(),
            principals: BTreeSet::new(),
            style: ShareStyle::LeastPrivilege,
        },
    ]);
    let owner = AccountId::parse(OWNER).unwrap();
    policy_for(&owner, regions::find("us-east-1").unwrap(), &uses)
}

fn check_value(value: &Value) -> Vec<Finding> {
    let policy = parse::policy(value).unwrap_or_else(|mistakes| panic!("{value}: {mistakes:?}"));
    check_policy(&policy)
}

fn check_policy(policy: &Policy) -> Vec<Finding> {
    let owner = AccountId::parse(OWNER).unwrap();
    check(policy, &owner, regions::find("us-east-1").unwrap())
}

fn rules(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.rule_id).collect()
}

#[test]
fn nothing_at_all_is_a_lock_out() {
    let findings = check_policy(&Policy::default());
    assert_eq!(rules(&findings), ["kms-policy-lockout", "kms-policy-root"]);
}

#[test]
fn empty_parts_that_json_can_not_hold_are_told_too() {
    let mut policy = sound();
    let statement = policy.statements.last_mut().unwrap();
    statement.principals = Principals::In(BTreeSet::new());
    statement.resources.clear();
    let findings = check_policy(&policy);
    assert_eq!(
        rules(&findings),
        ["kms-policy-principal", "kms-policy-resource"]
    );
}

#[test]
fn a_policy_over_the_quota_is_told() {
    let owner = AccountId::parse(OWNER).unwrap();
    let home = regions::find("us-east-1").unwrap();
    let of = |count: usize| {
        let groups = (0..count).map(|nth| KeyUse::Logs(format!("/aws/rds/instance/{nth:040}/*")));
        policy_for(&owner, home, &groups.collect())
    };
    assert_eq!(check_policy(&of(280)), []);
    assert_eq!(rules(&check_policy(&of(320))), ["kms-policy-size"]);
}

#[test]
fn a_policy_that_is_right_in_one_place_is_wrong_in_another() {
    let elsewhere = AccountId::parse("999988887777").unwrap();
    let told = |owner: &AccountId, region: &str| {
        let findings = check(&sound(), owner, regions::find(region).unwrap());
        findings
            .into_iter()
            .map(|finding| finding.rule_id)
            .collect::<BTreeSet<_>>()
    };
    let owner = AccountId::parse(OWNER).unwrap();
    assert_eq!(told(&owner, "us-east-1"), BTreeSet::new());
    assert_eq!(
        told(&owner, "us-east-2"),
        BTreeSet::from(["kms-policy-region"])
    );
    assert!(told(&elsewhere, "us-east-1").contains("kms-policy-lockout"));
    assert!(told(&elsewhere, "us-east-1").contains("kms-policy-xacct-mgmt"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever stands in a policy, checking it comes to an end without a panic.
    #[test]
    fn no_policy_is_too_strange_to_check(
        principal in "\\PC{0,12}|arn:aws:(iam|sts):[:*0-9a-z/]{0,20}|AROA[A-Z0-9]{0,6}|[0-9]{12}",
        action in "kms:[A-Za-z*?]{0,10}|\\PC{0,6}",
        operator in "(ForAnyValue:|ForAllValues:|)(String|Arn|Null|Bool|Numeric|)(Equals|Like|NotLike|)(IfExists|)",
        key in "kms:ViaService|aws:PrincipalArn|aws:SourceArn|kms:EncryptionContext:\\PC{0,4}|\\PC{0,8}",
        value in "\\PC{0,12}|arn:[a-z:*$\\{\\}]{0,20}|\\$\\{[a-zA-Z:, ']{0,12}\\}?",
        deny in any::<bool>(),
    ) {
        let effect = if deny { "Deny" } else { "Allow" };
        let mut policy = sound().to_value();
        policy["Statement"].as_array_mut().unwrap().push(json!({
            "Effect": effect, "Principal": {"AWS": principal, "Service": "x.amazonaws.com"},
            "Action": action, "Resource": "*", "Condition": {operator: {key: value}},
        }));
        check_value(&policy).iter().for_each(assert_voice);
    }
}

#[test]
fn many_names_cost_little() {
    let owner = AccountId::parse(OWNER).unwrap();
    let home = regions::find("us-east-1").unwrap();
    let named = |count: usize| {
        let callers = (0..count).map(|nth| {
            KeyUse::Rds(Caller::Principal(format!(
                "arn:aws:iam::{OWNER}:role/d{nth}"
            )))
        });
        policy_for(&owner, home, &callers.collect())
    };
    assert_eq!(check_policy(&named(250)), []);
    assert_eq!(rules(&check_policy(&named(50_000))), ["kms-policy-size"]);
}
