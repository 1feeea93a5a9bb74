//! Bodies of Terraform of every shape that a line can have, for comparing layouts.

use proptest::prelude::*;
use sealform::terraform::literal::{literal, write_key};

/// An expression, over one line or several. `@` stands for a number that is unique among neighbours.
fn expression() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        prop::sample::select(vec![
            "1",
            "-2",
            "0.5",
            "true",
            "null",
            "aws_kms_key.rds.arn",
            "each.key",
            "a[0].b",
            "x[\"k\"]",
            "!a",
            "a == b",
            "a >= b && c",
            "f(a, b...)",
            "a ? b : c",
            "{ for k, v in m : k => v }",
            "[for v in m : v if v != null]",
            "[]",
            "{}",
            "{ a = 1 }",
            "[1, \"b\"]",
            "{ \"a b\" = [1], c = {} }",
            "toset([\"a\"])",
            "a.*.b",
            "a[*].b",
            "\"x${f(\"}\")}y\"",
            "\"${a}${b}\"",
            "\"a ${b == \"=\" ? \"{\" : \"[\"} c\"",
            "\"$${a}\"",
            "\"%%{ if }\"",
            "\"%{if a}b%{endif}\"",
            "\"\\\"{\\\\\"",
            "\"\"",
            "\"# { [ ( // /*\"",
            "\"größe 日本 👩‍👧 🇩🇪🇫🇷 👍🏽 é\"",
            "(1 + 2) * 3",
        ])
        .prop_map(str::to_owned),
        "[ -!#-Z^-z|~]{0,9}".prop_map(|text| literal(&text.replace('@', ""))),
    ];
    word.prop_recursive(3, 12, 4, |inner| {
        let item = (inner.clone(), comment())
            .prop_map(|(value, comment)| format!("{value},{comment}"))
            .boxed();
        let entry = (key(), spaces(), inner.clone(), comment())
            .prop_map(|(key, space, value, comment)| format!("{key} {space}= {value}{comment}"))
            .boxed();
        let lines = |line: BoxedStrategy<String>, open: &'static str, close: &'static str| {
            (comment(), prop::collection::vec(line, 1..4)).prop_map(move |(comment, lines)| {
                format!("{open}{comment}\n{}\n{close}", lines.join("\n"))
            })
        };
        prop_oneof![
            lines(item.clone(), "[", "]"),
            lines(entry.clone(), "{", "}"),
            lines(item, "toset([", "])"),
            lines(entry, "jsonencode({", "})"),
            inner.prop_map(|value| format!("f(a, {value})")),
            Just("<<-EOT\n  { left = alone # }\n${a}\n  EOT".to_owned()),
        ]
    })
    .prop_filter("a heredoc ends with its line", |text| {
        !text.contains("EOT") || text.starts_with("<<")
    })
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z_]{3,9}",
        "[a-z:]{1,6}",
        "[a-zé日한Ω]{1,6}",
        "\\PC{0,4}"
    ]
    .prop_map(|text| {
        let mut key = String::new();
        write_key(&mut key, &text.replace('@', "")).unwrap();
        key
    })
}

fn spaces() -> impl Strategy<Value = String> {
    " {0,5}"
}

/// A comment behind code, or none.
fn comment() -> impl Strategy<Value = String> {
    prop_oneof![8 => Just(String::new()), 1 => " {0,4}# [a-z{=\"]{1,6}", 1 => " {0,4}// x"]
}

/// Lines of a body, in any indent, its blanks as `terraform fmt` and the layout both keep them.
pub(crate) fn body() -> impl Strategy<Value = String> {
    let attribute = ("[a-z]{1,9}", spaces(), spaces(), expression(), comment()).prop_map(
        |(name, before, after, value, comment)| {
            let comment = if value.ends_with("EOT") { "" } else { &comment };
            format!("{name}_@{before}={after}{value}{comment}")
        },
    );
    let item = prop_oneof![6 => attribute.boxed(), 1 => "(#|//) [a-z ={]{0,9}x".boxed(), 1 => Just("/* a\n  = { b */".to_owned()).boxed()];
    let compose = |items: Vec<(bool, String)>| {
        let mut body = String::new();
        for (index, (blank, item)) in items.into_iter().enumerate() {
            body += if blank && index > 0 { "\n" } else { "" };
            body += &item.replace('@', &index.to_string());
            body.push('\n');
        }
        body
    };
    let items = move |item: BoxedStrategy<String>| {
        prop::collection::vec((prop::bool::weighted(0.2), item), 1..7).prop_map(compose)
    };
    items(item.clone().boxed()).prop_recursive(3, 30, 6, move |inner| {
        let block = ("[a-z]{1,5}", comment(), inner.clone(), comment()).prop_map(
            |(kind, open, body, close)| format!("{kind} \"l@\" {{{open}\n{body}}}{close}"),
        );
        items(prop_oneof![2 => item.clone(), 1 => block].boxed())
    })
}
