//! The document form: there and back, byte for byte as Terraform prints it, and every mistake with its place.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use sealform::policy::document::parse::{self, policy_text};
use sealform::policy::document::{Document, foreign_character};
use sealform::policy::{Actions, Effect, Policy, Principal, Principals, Statement, Wildcard};
use serde_json::{Value, json};

#[test]
fn one_value_stands_alone_and_several_are_a_list() {
    let text = r#"{
        "Version": "2012-10-17",
        "Id": "has-no-effect",
        "Statement": {
            "Sid": "Two", "Effect": "Deny",
            "Principal": {"AWS": ["111122223333", "*"], "Service": "logs.us-east-1.amazonaws.com"},
            "NotAction": "kms:Put*", "Resource": ["*"],
            "Condition": {"Bool": {"kms:GrantIsForAWSResource": true},
                          "NumericLessThan": {"kms:RotationPeriodInDays": [90, 365, "90"]}}
        }
    }"#;
    let value = policy_text(text).unwrap().to_value();
    assert_eq!(
        value,
        json!({
            "Version": "2012-10-17",
            "Statement": [{
                "Sid": "Two", "Effect": "Deny",
                "Principal": {"AWS": ["*", "111122223333"], "Service": "logs.us-east-1.amazonaws.com"},
                "NotAction": "kms:Put*", "Resource": "*",
                "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"},
                              "NumericLessThan": {"kms:RotationPeriodInDays": ["365", "90"]}}
            }]
        })
    );
}

#[test]
fn the_two_stars_stay_apart_in_text() {
    for principal in [json!("*"), json!({"AWS": "*"})] {
        let document = with(json!({"Principal": principal}));
        assert_eq!(parse::policy(&document).unwrap().to_value(), document);
    }
}

#[test]
fn keys_stand_in_the_order_in_which_a_policy_is_read() {
    let document = parse::policy(&with(json!({"Condition": {"Null": {"a": "true"}}})))
        .unwrap()
        .document();
    let Document::Map(entries) = document else {
        panic!("a policy is a map");
    };
    assert_eq!(names(&entries), ["Version", "Statement"]);
    let Some((_, Document::List(statements))) = entries.last() else {
        panic!("statements are a list");
    };
    let Some(Document::Map(statement)) = statements.first() else {
        panic!("a statement is a map");
    };
    assert_eq!(
        names(statement),
        [
            "Sid",
            "Effect",
            "Principal",
            "Action",
            "Resource",
            "Condition"
        ]
    );
}

fn names(entries: &[(String, Document)]) -> Vec<&str> {
    entries.iter().map(|(key, _)| key.as_str()).collect()
}

/// What `terraform console` of 1.11.4 prints for `jsonencode` of the same value.
#[test]
fn json_is_what_terraform_prints() {
    let document = Document::Map(vec![
        (
            "a<b".to_owned(),
            Document::Text("x<>&é\u{2028}\u{7}\\u0041\t\n\r\"\\/".to_owned()),
        ),
        (
            "A".to_owned(),
            Document::List(vec![Document::Text("1".to_owned())]),
        ),
    ]);
    assert_eq!(
        document.json(),
        r#"{"A":["1"],"a\u003cb":"x\u003c\u003e\u0026é\u2028\u0007\\u0041\t\n\r\"\\/"}"#
    );
}

#[test]
fn the_characters_that_kms_takes() {
    assert_eq!(foreign_character("\t\n\r aÿ~\u{80}"), None);
    for foreign in ['\u{0}', '\u{b}', '\u{1f}', '\u{100}', '–', '☃'] {
        assert_eq!(foreign_character(&format!("a{foreign}")), Some(foreign));
    }
}

#[test]
fn every_mistake_has_its_place() {
    let cases = [
        (json!(7), "", "an object was expected, not a number"),
        (
            json!({"Version": "2012-10-17"}),
            "",
            "`Statement` is missing",
        ),
        (
            json!({"Version": "2012-10-17", "Statement": []}),
            "/Statement",
            "there is no statement",
        ),
        (
            json!({"Version": "2012-10-17", "Statement": "a"}),
            "/Statement",
            "an object was expected",
        ),
        (
            json!({"Version": "2012-10-17", "Statement": [null]}),
            "/Statement/0",
            "not null",
        ),
        (
            with(json!({"Effekt": "Allow"})),
            "/Statement/0/Effekt",
            "`Effekt` is not known here",
        ),
        (
            with(json!({"NotResource": "*"})),
            "/Statement/0/NotResource",
            "is not known here",
        ),
        (
            with(json!({"Effect": "allow"})),
            "/Statement/0/Effect",
            "`Allow` or `Deny`",
        ),
        (
            with(json!({"Effect": true})),
            "/Statement/0/Effect",
            "`Allow` or `Deny`",
        ),
        (
            with(json!({"Sid": 1})),
            "/Statement/0/Sid",
            "a text was expected, not a number",
        ),
        (
            with(json!({"NotAction": "kms:*"})),
            "/Statement/0",
            "exclude each other",
        ),
        (
            with(json!({"NotPrincipal": "*"})),
            "/Statement/0",
            "exclude each other",
        ),
        (
            with(json!({"Action": []})),
            "/Statement/0/Action",
            "the list is empty",
        ),
        (
            with(json!({"Action": ["kms:*", 1]})),
            "/Statement/0/Action/1",
            "not a number",
        ),
        (
            with(json!({"Action": {}})),
            "/Statement/0/Action",
            "not an object",
        ),
        (
            with(json!({"Resource": [["*"]]})),
            "/Statement/0/Resource/0",
            "not a list",
        ),
        (
            with(json!({"Principal": "111122223333"})),
            "/Statement/0/Principal",
            "has to be `*`",
        ),
        (
            with(json!({"Principal": ["*"]})),
            "/Statement/0/Principal",
            "not a list",
        ),
        (
            with(json!({"Principal": {}})),
            "/Statement/0/Principal",
            "there is no principal",
        ),
        (
            with(json!({"Principal": {"AWS": []}})),
            "/Statement/0/Principal/AWS",
            "is empty",
        ),
        (
            with(json!({"Principal": {"CanonicalUser": "x"}})),
            "/Statement/0/Principal/CanonicalUser",
            "not known here",
        ),
        (
            with(json!({"Condition": "x"})),
            "/Statement/0/Condition",
            "an object was expected",
        ),
        (
            with(json!({"Condition": {"Bool": "x"}})),
            "/Statement/0/Condition/Bool",
            "an object was expected",
        ),
        (
            with(json!({"Condition": {"Bool": {"a/b~c": {}}}})),
            "/Statement/0/Condition/Bool/a~1b~0c",
            "not an object",
        ),
        (
            with(json!({"Condition": {"Bool": {"a": ["true", null]}}})),
            "/Statement/0/Condition/Bool/a/1",
            "not null",
        ),
    ];
    for (document, path, message) in cases {
        let mistakes = parse::policy(&document).unwrap_err();
        assert!(
            mistakes
                .iter()
                .any(|mistake| mistake.path == path && mistake.message.contains(message)),
            "{document}: {mistakes:?}"
        );
    }
    for key in ["Sid", "Effect", "Principal", "Action", "Resource"] {
        let mut document = with(json!({}));
        let statement = document.pointer_mut("/Statement/0").unwrap();
        statement.as_object_mut().unwrap().remove(key);
        let result = parse::policy(&document);
        assert_eq!(result.is_ok(), key == "Sid", "{key}: {result:?}");
    }
    for version in [json!(null), json!("2008-10-17"), json!(20121017)] {
        let mut document = with(json!({}));
        *document.pointer_mut("/Version").unwrap() = version;
        let mistakes = parse::policy(&document).unwrap_err();
        assert_eq!(mistakes.first().unwrap().path, "/Version");
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let document = json!({"Version": "1", "Extra": 1, "Statement": [{"Effect": "No"}, 5]});
    let paths: Vec<String> = parse::policy(&document)
        .unwrap_err()
        .into_iter()
        .map(|mistake| mistake.path)
        .collect();
    assert_eq!(
        paths,
        [
            "/Extra",
            "/Version",
            "/Statement/0/Effect",
            "/Statement/0",
            "/Statement/0",
            "/Statement/0",
            "/Statement/1"
        ]
    );
}

#[test]
fn text_that_hides_something_is_refused() {
    for (text, message) in [
        ("", "EOF"),
        ("{}}", "trailing"),
        (
            r#"{"Version": "2012-10-17", "Version": "2012-10-17", "Statement": []}"#,
            "`Version` is there twice",
        ),
        (
            r#"{"Version": "2012-10-17", "Statement": [{"Condition": {"Bool": {"a": "1"}, "Bool": {}}}]}"#,
            "`Bool` is there twice",
        ),
    ] {
        let mistakes = policy_text(text).unwrap_err();
        assert!(
            mistakes.first().unwrap().message.contains(message),
            "{mistakes:?}"
        );
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(policy_text(&deep).is_err());
}

/// A sound policy of one statement with some keys changed.
fn with(changes: Value) -> Value {
    let mut statement = json!({
        "Sid": "A", "Effect": "Allow", "Principal": {"AWS": "111122223333"},
        "Action": "kms:*", "Resource": "*",
    });
    for (key, value) in changes.as_object().unwrap() {
        statement[key] = value.clone();
    }
    json!({"Version": "2012-10-17", "Statement": [statement]})
}

fn texts() -> impl Strategy<Value = BTreeSet<String>> {
    btree_set("\\PC{1,6}|[<>&\"\\\\\t*]{1,3}", 1..4)
}

fn principals() -> impl Strategy<Value = BTreeSet<Principal>> {
    let one = prop_oneof![
        Just(Principal::Anyone(Wildcard::Aws)),
        "[a-z0-9:]{1,9}".prop_map(Principal::Aws),
        "[a-z.]{1,9}".prop_map(Principal::Service),
        "[a-z.]{1,9}".prop_map(Principal::Federated),
    ];
    prop_oneof![
        4 => btree_set(one, 1..5),
        1 => Just(BTreeSet::from([Principal::Anyone(Wildcard::Bare)])),
    ]
}

fn statements() -> impl Strategy<Value = Statement> {
    (
        "[A-Za-z0-9]{0,6}",
        any::<bool>(),
        (any::<bool>(), principals()),
        (any::<bool>(), texts()),
        texts(),
        btree_map(
            "[A-Za-z:]{1,6}",
            btree_map("[a-z:/]{1,6}", texts(), 0..3),
            0..3,
        ),
    )
        .prop_map(
            |(sid, deny, (no_one, principals), (no_action, actions), resources, conditions)| {
                Statement {
                    sid,
                    effect: if deny { Effect::Deny } else { Effect::Allow },
                    principals: if no_one {
                        Principals::NotIn(principals)
                    } else {
                        Principals::In(principals)
                    },
                    actions: if no_action {
                        Actions::NotIn(actions)
                    } else {
                        Actions::In(actions)
                    },
                    resources,
                    conditions,
                }
            },
        )
}

proptest! {
    #[test]
    fn a_policy_survives_its_document(statements in vec(statements(), 1..4)) {
        let policy = Policy { statements };
        prop_assert_eq!(parse::policy(&policy.to_value()), Ok(policy.clone()));
        let json = policy.document().json();
        prop_assert_eq!(policy.size(), json.len());
        prop_assert_eq!(&serde_json::from_str::<Value>(&json).unwrap(), &policy.to_value());
        prop_assert_eq!(policy_text(&json), Ok(policy));
    }

    #[test]
    fn no_value_is_too_strange_to_read(value in strange()) {
        let _ = parse::policy(&value);
        let wrapped = json!({"Version": "2012-10-17", "Statement": [value]});
        let _ = parse::policy(&wrapped);
    }

    #[test]
    fn no_text_is_too_strange_to_read(text in "\\PC{0,60}") {
        prop_assert!(policy_text(&text).is_err());
    }
}

fn strange() -> impl Strategy<Value = Value> {
    let keys = "Sid|Effect|Principal|AWS|Action|NotAction|Resource|Condition|Version|Statement|x";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "Allow|Deny|\\*|2012-10-17|[a-z]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(keys, inner, 0..5).prop_map(|entries: BTreeMap<String, Value>| {
                Value::Object(entries.into_iter().collect())
            }),
        ]
    })
}
