//! The evaluator against a second, naive one over a small universe, where everything can be tried: on requests
//! of which all is known the two agree; of what is not known, every completion is tried.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sealform::names::AccountId;
use sealform::policy::context::Context;
use sealform::policy::evaluate::{Access, Decision, decide};
use sealform::policy::identity::Identity;
use sealform::policy::request::Request;
use sealform::policy::{
    Actions, Conditions, Effect, Policy, Principal, Principals, Statement, Wildcard,
};

const OWNER: &str = "111122223333";
const ROLE: &str = "arn:aws:iam::111122223333:role/App";
const FOREIGN: &str = "arn:aws:iam::444455556666:role/App";
const SERVICE: &str = "logs.us-east-1.amazonaws.com";

/// Keys of one value, and one of several.
const SINGLE: [&str; 2] = ["t:one", "t:two"];
const MULTI: &str = "t:many";

/// What such keys can be, from absent on.
fn worlds_of(key: &str) -> Vec<Vec<String>> {
    let worlds: &[&[&str]] = if key == MULTI {
        &[&[], &["a"], &["b"], &["a", "b"], &["ab", "a"]]
    } else {
        &[&[], &["a"], &["A"], &["b"], &["ab"], &["true"], &["7"]]
    };
    let owned = |world: &&[&str]| world.iter().map(|&value| value.to_owned()).collect();
    worlds.iter().map(owned).collect()
}

/// One world: every key with its values; absent where there are none.
type World = BTreeMap<&'static str, Vec<String>>;

// ------------------------------------------------------------------ the naive evaluator

fn naive(policy: &Policy, who: &Identity, action: &str, world: &World) -> Decision {
    let mut denied = Vec::new();
    let mut direct = Vec::new();
    let mut delegated = Vec::new();
    for statement in &policy.statements {
        let (is_direct, is_delegated) = naive_principals(&statement.principals, who);
        let has_action = match &statement.actions {
            Actions::In(set) => set.iter().any(|p| naive_glob(&p.to_lowercase(), action)),
            Actions::NotIn(set) => !set.iter().any(|p| naive_glob(&p.to_lowercase(), action)),
        };
        let holds = statement.conditions.iter().all(|(operator, tests)| {
            tests
                .iter()
                .all(|(key, values)| naive_condition(operator, values, &world[key.as_str()]))
        });
        if !(has_action && holds && (is_direct || is_delegated)) {
            continue;
        }
        match statement.effect {
            Effect::Deny => denied.push(statement.sid.clone()),
            Effect::Allow if is_direct => direct.push(statement.sid.clone()),
            Effect::Allow => delegated.push(statement.sid.clone()),
        }
    }
    if !denied.is_empty() {
        Decision::Denied { by: denied }
    } else if !direct.is_empty() {
        Decision::Allowed { by: direct }
    } else if !delegated.is_empty() {
        Decision::Delegated { by: delegated }
    } else {
        Decision::NotAllowed
    }
}

/// Direct, delegated. `NotPrincipal` occurs only with lists of which nobody here is half listed.
fn naive_principals(principals: &Principals, who: &Identity) -> (bool, bool) {
    let one = |principal: &Principal| -> (bool, bool) {
        match (principal, who) {
            (Principal::Anyone(_), _) => (true, false),
            (Principal::Service(name), Identity::Service(own)) => (name == own, false),
            (Principal::Aws(text), Identity::Role(arn)) => {
                let account = arn.split(':').nth(4).unwrap();
                let is_account = text == account || *text == format!("arn:aws:iam::{account}:root");
                (text == arn, is_account)
            }
            _ => (false, false),
        }
    };
    let (mut direct, mut delegated) = match principals {
        Principals::In(set) => set
            .iter()
            .map(one)
            .fold((false, false), |(a, b), (c, d)| (a || c, b || d)),
        Principals::NotIn(set) => (!set.iter().map(one).any(|(a, b)| a || b), false),
    };
    if matches!(who, Identity::Role(arn) if arn == FOREIGN) {
        (direct, delegated) = (false, direct || delegated);
    }
    (direct, delegated)
}

fn naive_condition(operator: &str, wanted: &BTreeSet<String>, given: &[String]) -> bool {
    if operator == "Null" {
        return wanted.contains(if given.is_empty() { "true" } else { "false" });
    }
    let (set, rest) = operator.split_once(':').unwrap_or(("", operator));
    let base = rest.strip_suffix("IfExists").unwrap_or(rest);
    if given.is_empty() {
        return match set {
            "ForAllValues" => true,
            "ForAnyValue" => false,
            _ => rest != base || base.contains("Not"),
        };
    }
    let fits = |value: &String| {
        let found = wanted.iter().any(|pattern| match base {
            "StringEquals" | "StringNotEquals" => pattern == value,
            "StringEqualsIgnoreCase" | "StringNotEqualsIgnoreCase" => {
                pattern.to_lowercase() == value.to_lowercase()
            }
            "StringLike" | "StringNotLike" => naive_glob(pattern, value),
            other => panic!("{other}"),
        });
        found != base.contains("Not")
    };
    match set {
        "ForAllValues" => given.iter().all(fits),
        _ => given.iter().any(fits),
    }
}

fn naive_glob(pattern: &str, text: &str) -> bool {
    match (pattern.chars().next(), text.chars().next()) {
        (None, None) => true,
        (Some('*'), _) => {
            naive_glob(&pattern[1..], text) || (!text.is_empty() && naive_glob(pattern, &text[1..]))
        }
        (Some('?'), Some(_)) => naive_glob(&pattern[1..], &text[1..]),
        (Some(a), Some(b)) if a == b => naive_glob(&pattern[1..], &text[1..]),
        _ => false,
    }
}

// ------------------------------------------------------------------ the universe

fn anyone() -> impl Strategy<Value = Identity> {
    select(vec![
        Identity::Role(ROLE.to_owned()),
        Identity::Role(FOREIGN.to_owned()),
        Identity::Service(SERVICE.to_owned()),
        Identity::Anonymous,
    ])
}

fn principals() -> impl Strategy<Value = Principals> {
    let all = vec![
        Principal::Anyone(Wildcard::Aws),
        Principal::Aws(OWNER.to_owned()),
        Principal::Aws("arn:aws:iam::444455556666:root".to_owned()),
        Principal::Aws(ROLE.to_owned()),
        Principal::Aws(FOREIGN.to_owned()),
        Principal::Service(SERVICE.to_owned()),
    ];
    let service = Principal::Service(SERVICE.to_owned());
    prop_oneof![
        4 => subsequence(all, 1..4).prop_map(|some| Principals::In(some.into_iter().collect())),
        1 => Just(Principals::NotIn(BTreeSet::from([service]))),
    ]
}

fn conditions() -> impl Strategy<Value = Conditions> {
    let values = || {
        btree_set(
            select(vec!["a", "b", "a*", "?b", "*", "true", "false", "x"]).prop_map(str::to_owned),
            1..3,
        )
    };
    let single = (
        select(vec![
            "StringEquals",
            "StringNotEquals",
            "StringLike",
            "StringNotLike",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "StringEqualsIfExists",
            "StringNotLikeIfExists",
            "Null",
        ]),
        select(SINGLE.to_vec()),
    );
    let multi = select(vec![
        "ForAllValues:StringEquals",
        "ForAllValues:StringNotLike",
        "ForAnyValue:StringLike",
        "ForAnyValue:StringNotEquals",
        "ForAllValues:StringLikeIfExists",
        "Null",
    ])
    .prop_map(|operator| (operator, MULTI));
    vec((prop_oneof![3 => single, 1 => multi], values()), 0..3).prop_map(|lines| {
        let mut conditions = Conditions::new();
        for ((operator, key), mut values) in lines {
            if operator == "Null" {
                let away = values.len() == 1;
                values = BTreeSet::from([away.to_string()]);
            }
            conditions
                .entry(operator.to_owned())
                .or_default()
                .insert(key.to_owned(), values);
        }
        conditions
    })
}

fn actions() -> impl Strategy<Value = Actions> {
    let some = btree_set(
        select(vec!["kms:*", "KMS:De*", "kms:?ecrypt", "kms:Encrypt", "*"]).prop_map(str::to_owned),
        1..3,
    );
    prop_oneof![3 => some.clone().prop_map(Actions::In), 1 => some.prop_map(Actions::NotIn)]
}

fn policies() -> impl Strategy<Value = Policy> {
    let statement = (
        prop_oneof![2 => Just(Effect::Allow), 1 => Just(Effect::Deny)],
        principals(),
        actions(),
        conditions(),
    );
    vec(statement, 0..5).prop_map(|statements| Policy {
        statements: statements
            .into_iter()
            .enumerate()
            .map(
                |(index, (effect, principals, actions, conditions))| Statement {
                    sid: format!("S{index}"),
                    effect,
                    principals,
                    actions,
                    resources: BTreeSet::from(["*".to_owned()]),
                    conditions,
                },
            )
            .collect(),
    })
}

fn worlds() -> impl Strategy<Value = World> {
    (
        select(worlds_of(SINGLE[0])),
        select(worlds_of(SINGLE[1])),
        select(worlds_of(MULTI)),
    )
        .prop_map(|(one, two, many)| {
            BTreeMap::from([(SINGLE[0], one), (SINGLE[1], two), (MULTI, many)])
        })
}

fn request(who: &Identity, action: &str, world: &World, unknown: &BTreeSet<&str>) -> Request {
    let mut context = Context::default();
    for (&key, values) in world {
        if !unknown.contains(key) {
            context = context.with_values(key, values.clone());
        }
    }
    Request {
        principal: who.clone(),
        owner: AccountId::parse(OWNER).unwrap(),
        key: None,
        action: action.to_owned(),
        context,
    }
}

fn completions(world: &World, unknown: &BTreeSet<&str>) -> Vec<World> {
    let mut all = vec![world.clone()];
    for &key in unknown {
        let key = *SINGLE
            .iter()
            .chain([&MULTI])
            .find(|own| **own == key)
            .unwrap();
        all = all
            .into_iter()
            .flat_map(|world| {
                worlds_of(key).into_iter().map(move |values| {
                    let mut world = world.clone();
                    world.insert(key, values);
                    world
                })
            })
            .collect();
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn known_requests_are_decided_as_by_the_naive_evaluator(
        policy in policies(),
        who in anyone(),
        action in select(vec!["kms:decrypt", "kms:encrypt", "kms:sign"]),
        world in worlds(),
    ) {
        let request = request(&who, action, &world, &BTreeSet::new());
        prop_assert_eq!(decide(&policy, &request), naive(&policy, &who, action, &world));
    }

    #[test]
    fn what_is_decided_holds_in_every_completion(
        policy in policies(),
        who in anyone(),
        action in select(vec!["kms:decrypt", "kms:encrypt", "kms:sign"]),
        world in worlds(),
        unknown in subsequence(vec![SINGLE[0], SINGLE[1], MULTI], 1..=3),
    ) {
        let unknown: BTreeSet<&str> = unknown.into_iter().collect();
        let decision = decide(&policy, &request(&who, action, &world, &unknown));
        let accesses: BTreeSet<Access> = completions(&world, &unknown)
            .iter()
            .map(|world| naive(&policy, &who, action, world).at_most())
            .collect();
        prop_assert!(decision.at_least() <= *accesses.first().unwrap());
        prop_assert!(decision.at_most() >= *accesses.last().unwrap());
        if let Decision::Undecided { at_least, at_most, why } = &decision {
            prop_assert!(at_least < at_most);
            prop_assert!(!why.is_empty());
        }
    }

    #[test]
    fn knowing_more_never_turns_a_decision_round(
        policy in policies(),
        who in anyone(),
        world in worlds(),
        unknown in subsequence(vec![SINGLE[0], SINGLE[1], MULTI], 1..=3),
    ) {
        let less: BTreeSet<&str> = unknown.into_iter().collect();
        let more: BTreeSet<&str> = less.iter().copied().skip(1).collect();
        let with_less = decide(&policy, &request(&who, "kms:decrypt", &world, &less));
        let with_more = decide(&policy, &request(&who, "kms:decrypt", &world, &more));
        prop_assert!(with_less.at_least() <= with_more.at_least());
        prop_assert!(with_less.at_most() >= with_more.at_most());
    }

    #[test]
    fn the_order_of_statements_changes_no_access(
        policy in policies(),
        who in anyone(),
        world in worlds(),
        unknown in subsequence(vec![SINGLE[0], SINGLE[1], MULTI], 0..=3),
    ) {
        let unknown: BTreeSet<&str> = unknown.into_iter().collect();
        let request = request(&who, "kms:decrypt", &world, &unknown);
        let mut turned = policy.clone();
        turned.statements.reverse();
        let (one, other) = (decide(&policy, &request), decide(&turned, &request));
        prop_assert_eq!((one.at_least(), one.at_most()), (other.at_least(), other.at_most()));
    }

    #[test]
    fn patterns_fit_as_by_trying_everything(pattern in "[ab*?]{0,8}", text in "[ab]{0,8}") {
        let policy = Policy {
            statements: vec![Statement {
                sid: String::new(),
                effect: Effect::Allow,
                principals: Principals::In(BTreeSet::from([Principal::Anyone(Wildcard::Bare)])),
                actions: Actions::In(BTreeSet::from([pattern.clone()])),
                resources: BTreeSet::from(["*".to_owned()]),
                conditions: Conditions::new(),
            }],
        };
        let request = request(&Identity::Anonymous, &text, &BTreeMap::new(), &BTreeSet::new());
        prop_assert_eq!(
            decide(&policy, &request).at_most() == Access::Direct,
            naive_glob(&pattern, &text)
        );
    }
}

#[test]
fn a_hostile_pattern_costs_little() {
    let pattern = format!("{}b", "*a".repeat(2_000));
    let policy = Policy {
        statements: vec![Statement {
            sid: String::new(),
            effect: Effect::Allow,
            principals: Principals::In(BTreeSet::from([Principal::Anyone(Wildcard::Bare)])),
            actions: Actions::In(BTreeSet::from([pattern])),
            resources: BTreeSet::from(["*".to_owned()]),
            conditions: Conditions::new(),
        }],
    };
    let world = BTreeMap::new();
    let text = "a".repeat(2_000);
    let request = request(&Identity::Anonymous, &text, &world, &BTreeSet::new());
    assert_eq!(decide(&policy, &request), Decision::NotAllowed);
}
