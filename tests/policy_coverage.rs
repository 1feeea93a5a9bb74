//! What the text of two policies says of each other is what their answers say: where no statement may widen, nobody
//! gains anything by any way; and a policy never widens itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sealform::aws::regions;
use sealform::names::AccountId;
use sealform::policy::actions::on_symmetric_keys;
use sealform::policy::coverage::may_widen;
use sealform::policy::evaluate::Prepared;
use sealform::policy::questions;
use sealform::policy::request::Home;
use sealform::policy::{
    Actions, Conditions, Effect, Policy, Principal, Principals, Statement, Wildcard,
};

const PRINCIPALS: [&str; 6] = [
    "*",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::111122223333:role/App",
    "arn:aws:iam::111122223333:user/Ann",
    "arn:aws:iam::444455556666:root",
    "arn:aws:iam::444455556666:role/App",
];

const CONDITIONS: [(&str, &str, &[&str]); 9] = [
    (
        "StringEquals",
        "kms:ViaService",
        &[
            "rds.us-east-1.amazonaws.com",
            "secretsmanager.us-east-1.amazonaws.com",
        ],
    ),
    (
        "StringLike",
        "kms:ViaService",
        &["rds.*.amazonaws.com", "*"],
    ),
    (
        "StringNotEquals",
        "kms:ViaService",
        &["rds.us-east-1.amazonaws.com", "ec2.us-east-1.amazonaws.com"],
    ),
    (
        "StringEquals",
        "kms:CallerAccount",
        &["111122223333", "444455556666"],
    ),
    (
        "StringEquals",
        "aws:PrincipalOrgID",
        &["o-a1b2c3d4e5", "o-f6g7h8i9j0"],
    ),
    (
        "ArnLike",
        "aws:PrincipalArn",
        &[
            "arn:aws:iam::111122223333:role/*",
            "arn:aws:iam::111122223333:role/App",
        ],
    ),
    ("Bool", "kms:GrantIsForAWSResource", &["true"]),
    (
        "IpAddress",
        "aws:SourceIp",
        &["192.0.2.0/24", "198.51.100.0/24"],
    ),
    (
        "StringEqualsIfExists",
        "kms:EncryptionContext:app",
        &["orders", "shop"],
    ),
];

fn statement() -> impl Strategy<Value = Statement> {
    let conditions = vec(
        (select(CONDITIONS.to_vec()), any::<bool>(), any::<bool>()),
        0..=2,
    );
    let actions = select(vec![
        "kms:*",
        "kms:Decrypt",
        "kms:De*",
        "kms:CreateGrant",
        "kms:PutKeyPolicy",
    ]);
    (
        prop::bool::weighted(0.8),
        subsequence(PRINCIPALS.to_vec(), 1..=2),
        vec(actions, 1..=2),
        conditions,
        prop::bool::weighted(0.1),
    )
        .prop_map(|(allow, principals, actions, tests, not_action)| {
            let mut conditions = Conditions::new();
            for ((operator, key, values), first, second) in tests {
                let kept = values.iter().enumerate().filter(|(at, _)| match at {
                    0 => first || !second,
                    _ => second,
                });
                let kept = kept.map(|(_, value)| (*value).to_owned()).collect();
                conditions
                    .entry(operator.to_owned())
                    .or_default()
                    .insert(key.to_owned(), kept);
            }
            let actions = actions.into_iter().map(str::to_owned).collect();
            let principal = |text: &str| match text {
                "*" => Principal::Anyone(Wildcard::Aws),
                text => Principal::Aws(text.to_owned()),
            };
            Statement {
                sid: String::new(),
                effect: if allow { Effect::Allow } else { Effect::Deny },
                principals: Principals::In(principals.into_iter().map(principal).collect()),
                actions: if not_action {
                    Actions::NotIn(actions)
                } else {
                    Actions::In(actions)
                },
                resources: BTreeSet::from(["*".to_owned()]),
                conditions,
            }
        })
}

fn numbered(mut statements: Vec<Statement>) -> Policy {
    for (at, statement) in statements.iter_mut().enumerate() {
        statement.sid = format!("S{at}");
    }
    Policy { statements }
}

/// Two policies that have statements in common.
fn policies() -> impl Strategy<Value = (Policy, Policy)> {
    (
        vec(statement(), 1..=3),
        vec(statement(), 0..=2),
        vec(statement(), 0..=2),
    )
        .prop_map(|(common, old, new)| {
            let with = |own: Vec<Statement>| numbered(common.iter().cloned().chain(own).collect());
            (with(old), with(new))
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn where_no_statement_may_widen_nobody_gains((old, new) in policies()) {
        let owner = AccountId::parse("111122223333").unwrap();
        let home = Home { owner: &owner, region: regions::find("us-east-1").unwrap() };
        prop_assert_eq!(may_widen(&old, &old, home), Vec::<String>::new());
        if may_widen(&old, &new, home).is_empty() {
            let (before, after) = (Prepared::of(&old), Prepared::of(&new));
            for question in questions::of(&[&old, &new], home) {
                let had = question.answers(&before, on_symmetric_keys());
                let has = question.answers(&after, on_symmetric_keys());
                for ((action, had), has) in on_symmetric_keys().zip(had).zip(has) {
                    prop_assert!(
                        has.most() <= had.most() && has.least() <= had.least(),
                        "{} of {:?} by {:?} {:?}: {had:?} to {has:?}", action.name, question.party, question.way, question.given
                    );
                }
            }
        }
    }
}
