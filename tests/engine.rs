//! The template engine: what it prints, what it refuses, and how it says so.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "a test that is wrong should stop"
)]

use std::collections::BTreeMap;

use hcl::expr::Expression;
use proptest::prelude::*;
use rayon::prelude::*;
use sealform::render::engine::{Engine, TemplateError};
use sealform::terraform::layout::layout;
use sealform::terraform::value::{Comment, Number, Part, Reference, Value};
use serde::Serialize;

#[path = "literal/values.rs"]
mod values;

use values::{HOSTILE, values};

fn render(source: &str, view: &impl Serialize) -> Result<String, TemplateError> {
    Engine::new([("test.tf", source)].map(|(name, source)| (name.to_owned(), source.to_owned())))?
        .render("test.tf", view)
}

/// A view of one field, `x`.
#[derive(Serialize)]
struct One<T> {
    x: T,
}

fn printed(x: impl Serialize) -> String {
    render("{{ x }}", &One { x }).unwrap()
}

fn refused(source: &str, view: &impl Serialize) -> TemplateError {
    let error = render(source, view).unwrap_err();
    assert_eq!(error.template, "test.tf");
    assert!(!error.message.contains('\n'), "{error}");
    error
}

fn reference(text: &str) -> Reference {
    Reference::parse(text).expect(text)
}

#[test]
fn each_kind_of_value_is_one_of_terraforms_words() {
    assert_eq!(printed("text"), "\"text\"");
    assert_eq!(printed('"'), "\"\\\"\"");
    assert_eq!(printed(true), "true");
    assert_eq!(printed(-5), "-5");
    assert_eq!(printed(u64::MAX), "18446744073709551615");
    assert_eq!(printed(i128::MIN), i128::MIN.to_string());
    assert_eq!(printed(0.5), "0.5");
    assert_eq!(printed(16.0), "16");
    assert_eq!(printed(1e21), "1000000000000000000000");
    assert_eq!(printed(None::<u8>), "\u{1}");
    assert_eq!(printed(Some("a")), "\"a\"");
    assert_eq!(printed(Value::from("${a}")), "\"$${a}\"");
    assert_eq!(printed(Value::from(false)), "false");
    assert_eq!(printed(Value::from(7)), "7");
    assert_eq!(printed(Number::parse("15.10").map(Value::Number)), "15.10");
    assert_eq!(printed(Value::from(reference("a.b"))), "a.b");
    let name = vec![
        Part::Text("x-".to_owned()),
        Part::Reference(reference("each.key")),
    ];
    assert_eq!(printed(Value::Template(name)), "\"x-${each.key}\"");
    assert_eq!(
        printed(Value::List(vec!["a".into(), 1.into()])),
        "[\"a\", 1]"
    );
    assert_eq!(
        printed(Value::Map(vec![("a".to_owned(), "b".into())])),
        "{ a = \"b\" }"
    );
    assert_eq!(printed(Comment::new("why")), "# why");
}

#[test]
fn what_is_no_word_is_refused() {
    for (error, what) in [
        (refused("{{ x }}", &One { x: ["a"] }), "a sequence"),
        (
            refused(
                "{{ x }}",
                &One {
                    x: BTreeMap::from([("a", 1)]),
                },
            ),
            "a map",
        ),
        (refused("{{ x }}", &One { x: One { x: 1 } }), "a map"),
        (
            refused("{{ x }}", &One { x: f64::NAN }),
            "a number that is none",
        ),
        (
            refused("{{ x }}", &One { x: f64::INFINITY }),
            "a number that is none",
        ),
        (refused("{{ 1 if not x }}", &One { x: true }), "undefined"),
    ] {
        let wanted = format!(
            "the value is {what}; a template prints text, numbers, true or false, and Terraform's values"
        );
        assert_eq!((error.line, error.message), (Some(1), wanted));
    }
}

#[test]
fn an_error_names_the_template_the_line_and_the_variable() {
    let view = One { x: One { x: 1 } };
    for (source, line, message) in [
        ("a\n{{ y }}", 2, "`y` is undefined"),
        ("{{ x.y }}", 1, "`x.y` is undefined"),
        ("\n\n{{ y.x }}", 3, "`y` is undefined"),
        ("{% if y %}{% endif %}", 1, "`y` is undefined"),
        ("{% for z in y %}{% endfor %}", 1, "`y` is undefined"),
        ("{{ x | upper }}", 1, "filter upper is unknown"),
        ("{{ x() }}", 1, ""),
        ("{{ x", 1, ""),
        ("\n{% if %}", 2, ""),
        ("{% include 'a' %}", 1, ""),
        ("{% macro a() %}{% endmacro %}", 1, ""),
        (
            "a\n\u{1}\n",
            2,
            "a control character stands in the template; remove it",
        ),
    ] {
        let error = refused(source, &view);
        assert_eq!(error.line, Some(line), "{source}: {error}");
        assert!(
            message.is_empty() || error.message == message,
            "{source}: {error}"
        );
    }
    let error = refused("{{ y }}", &view).to_string();
    assert_eq!(error, "template `test.tf`, line 1: `y` is undefined");
    let missing = Engine::new([("a", "")])
        .unwrap()
        .render("b", &view)
        .unwrap_err();
    assert_eq!((missing.template.as_str(), missing.line), ("b", None));
}

#[test]
fn a_value_that_is_too_deep_is_an_error_of_its_line() {
    let deep = (0..100).fold(Value::from(1), |value, _| Value::List(vec![value]));
    let error = refused("\n{{ x }}", &One { x: deep });
    assert_eq!(error.line, Some(2));
    assert!(
        error.message.contains("nest deeper than 32 levels"),
        "{error}"
    );
}

#[test]
fn a_template_tells_what_it_reads() {
    let source = "{{ b }}{% for x in a.c %}{{ x }}{% endfor %}";
    let engine = Engine::new([("a", source)]).unwrap();
    assert!(engine.variables("a").into_iter().eq(["a", "b"]));
    assert!(engine.variables("none").is_empty());
}

#[test]
fn statements_on_their_own_lines_leave_no_trace() {
    let source = "\
{# a comment #}
a {
  {% if x %}
  b = 1
  {% endif %}
  {% for y in [1, 2] %}
  c{# #} = {{ y }}
  {% endfor %}
}
";
    assert_eq!(
        render(source, &One { x: true }).unwrap(),
        "a {\n  b = 1\n  c = 1\n  c = 2\n}\n"
    );
}

#[test]
fn one_hostile_text_is_one_literal() {
    let long = "${a}\"\\\n".repeat(15_000);
    for text in HOSTILE.iter().copied().chain([long.as_str()]) {
        let source = "resource \"a\" {{ x }} {\nb = {{ x }}\nc = [{{ x }}]\n}\n";
        let rendered = layout(&render(source, &One { x: text }).unwrap());
        let body = hcl::parse(&rendered).expect(&rendered);
        let block = body.blocks().next().unwrap();
        let value = Expression::String(text.to_owned());
        assert_eq!(body.iter().count(), 1, "{rendered}");
        assert_eq!(block.labels().last().unwrap().as_str(), text);
        let values: Vec<_> = block
            .body()
            .attributes()
            .map(|a| a.expr().clone())
            .collect();
        assert_eq!(values, [value.clone(), Expression::Array(vec![value])]);
    }
}

#[test]
fn an_empty_list_is_false() {
    let asked = |x: Value| render("{% if x %}yes{% endif %}", &One { x }).unwrap();
    assert_eq!(asked(Value::List(vec![])), "");
    assert_eq!(asked(Value::Map(vec![])), "");
    assert_eq!(asked(Value::List(vec![1.into()])), "yes");
    assert_eq!(asked(reference("a.b").into()), "yes");
    assert_eq!(asked(false.into()), "");
}

proptest! {
    #[test]
    fn a_value_prints_through_the_engine_as_by_itself(value in values()) {
        prop_assert_eq!(printed(&value), value.print().unwrap());
    }

    #[test]
    fn no_text_makes_a_line_disappear(text in any::<String>()) {
        let rendered = render("a = {{ x }}\n{{ y }}\n", &Both { x: &text, y: Comment::new(&text) });
        prop_assert_eq!(layout(&rendered.unwrap()).lines().count(), 2);
    }
}

#[derive(Serialize)]
struct Both<'a> {
    x: &'a str,
    y: Comment,
}

/// A key as a view has it.
#[derive(Serialize)]
struct Key {
    label: String,
    provider: Value,
    description: Option<String>,
    key_usage: Option<String>,
    deletion_window_in_days: u32,
    policy: Value,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
struct Tag {
    name: String,
    value: String,
}

fn key() -> Key {
    let map = |entries: Vec<(&str, Value)>| {
        Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect(),
        )
    };
    let condition = map(vec![
        ("kms:CallerAccount", "123456789012".into()),
        ("kms:ViaService", "rds.eu-west-1.amazonaws.com".into()),
    ]);
    let actions = [
        "Decrypt",
        "DescribeKey",
        "Encrypt",
        "GenerateDataKey*",
        "ReEncrypt*",
    ];
    let actions = actions.map(|action| format!("kms:{action}").into());
    Key {
        label: "rds_eu_west_1".to_owned(),
        provider: reference("aws.eu_west_1").into(),
        description: Some("100 % of ${this}".to_owned()),
        key_usage: None,
        deletion_window_in_days: 30,
        policy: map(vec![
            ("Version", "2012-10-17".into()),
            (
                "Statement",
                Value::List(vec![map(vec![
                    ("Sid", "RdsUse".into()),
                    ("Effect", "Allow".into()),
                    ("Principal", map(vec![("AWS", "*".into())])),
                    ("Action", Value::List(actions.into())),
                    ("Resource", "*".into()),
                    ("Condition", map(vec![("StringEquals", condition)])),
                ])]),
            ),
        ]),
        tags: vec![],
    }
}

const KEY: &str = "\
resource \"aws_kms_key\" {{ label }} {
  provider = {{ provider }}

  description = {{ description }}
  key_usage = {{ key_usage }}
  deletion_window_in_days = {{ deletion_window_in_days }}

  policy = jsonencode({{ policy }})

  {% for tag in tags %}
  tag {
    key = {{ tag.name }}
    value = {{ tag.value }}
  }
  {% endfor %}
}
";

const PRINTED: &str = r#"resource "aws_kms_key" "rds_eu_west_1" {
  provider = aws.eu_west_1

  description             = "100 % of $${this}"
  deletion_window_in_days = 30

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "RdsUse"
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action = [
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey*",
          "kms:ReEncrypt*",
        ]
        Resource = "*"
        Condition = {
          StringEquals = {
            "kms:CallerAccount" = "123456789012"
            "kms:ViaService"    = "rds.eu-west-1.amazonaws.com"
          }
        }
      },
    ]
  })
}
"#;

#[test]
fn a_key_comes_out_as_a_careful_engineer_would_write_it() {
    let engine = Engine::new([("key.tf", KEY)]).unwrap();
    assert_eq!(layout(&engine.render("key.tf", &key()).unwrap()), PRINTED);
}

#[test]
fn many_threads_render_with_one_engine() {
    let engine = Engine::new([("key.tf", KEY)]).unwrap();
    (0..500).into_par_iter().for_each(|_| {
        assert_eq!(layout(&engine.render("key.tf", &key()).unwrap()), PRINTED);
    });
}

/// `cargo test --release --test engine -- --ignored --nocapture speed`
#[test]
#[ignore = "a measurement"]
fn speed() {
    let engine = Engine::new([("key.tf", KEY)]).unwrap();
    let key = key();
    let rate = |bytes: usize, since: std::time::Instant| {
        (bytes as f64 / 1e6 / since.elapsed().as_secs_f64()).round()
    };
    for _ in 0..3 {
        let start = std::time::Instant::now();
        let texts: Vec<String> = (0..20_000)
            .map(|_| engine.render("key.tf", &key).unwrap())
            .collect();
        let text = texts.concat();
        eprint!("render {} MB/s, ", rate(text.len(), start));
        let start = std::time::Instant::now();
        let laid = layout(&text);
        eprintln!(
            "layout {} MB/s of output ({} MB)",
            rate(laid.len(), start),
            laid.len() / 1_000_000
        );
    }
}
