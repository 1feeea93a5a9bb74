//! Literals, references and values against a parser of HCL, and against Terraform itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "a test that is wrong should stop"
)]

use std::process::Command;

use hcl::expr::Expression;
use proptest::prelude::*;
use sealform::terraform::literal::{literal, write_key};
use sealform::terraform::value::{Comment, Number, Part, Reference, Value};

#[path = "literal/values.rs"]
mod values;

use values::{HOSTILE, values};

fn parsed(expression: &str) -> Expression {
    let body = hcl::parse(&format!("a = {expression}\n")).expect(expression);
    body.attributes().next().unwrap().expr().clone()
}

fn reference(text: &str) -> Reference {
    Reference::parse(text).expect(text)
}

#[test]
fn a_hostile_text_stays_text() {
    let long = "${a}\"\\\n".repeat(20_000);
    for text in HOSTILE.iter().copied().chain([long.as_str()]) {
        let literal = literal(text);
        assert_eq!(
            parsed(&literal),
            Expression::String(text.to_owned()),
            "{literal}"
        );
        assert!(!literal.contains(char::is_control), "{literal}");
    }
}

#[test]
fn a_readable_text_stays_readable() {
    assert_eq!(literal("grüße 日本語 👩‍👩‍👧"), "\"grüße 日本語 👩‍👩‍👧\"");
    assert_eq!(literal("100 % of $5"), "\"100 % of $5\"");
    assert_eq!(literal("a\u{202e}b\u{e0041}"), "\"a\\u202eb\\U000e0041\"");
}

#[test]
fn a_key_is_bare_where_it_is_a_plain_name() {
    let key = |text: &str| {
        let mut out = String::new();
        write_key(&mut out, text).unwrap();
        out
    };
    for (text, wanted) in [
        ("CostCenter", "CostCenter"),
        ("_a1", "_a1"),
        ("", "\"\""),
        ("1", "\"1\""),
        ("eu-west-1", "\"eu-west-1\""),
        ("kms:ViaService", "\"kms:ViaService\""),
        ("for", "\"for\""),
        ("null", "\"null\""),
        ("true", "\"true\""),
        ("if", "\"if\""),
        ("${x}", "\"$${x}\""),
        ("größe", "\"größe\""),
        ("👩‍👧", "\"\\U0001f469\\u200d\\U0001f467\""),
        ("e\u{301}", "\"e\\u0301\""),
    ] {
        assert_eq!(key(text), wanted);
    }
}

#[test]
fn a_reference_is_an_address_and_nothing_else() {
    for good in [
        "a",
        "aws.us_east_1",
        "each.key",
        "aws_kms_key.rds-1.arn",
        "a.b[0].c",
        "a.b[\"x y\"].c",
        "a[\"]\"]",
    ] {
        assert_eq!(reference(good).as_str(), good);
    }
    for bad in [
        "",
        ".",
        "a.",
        ".a",
        "a..b",
        "1a",
        "a b",
        "a\n",
        "a=1",
        "file(\"x\")",
        "a[",
        "a[]",
        "a[b]",
        "a[\"\\\"]",
        "a[0",
        "a[\"${x}\"]",
        "a[\"\n\"]",
        "a[\"x\"]y",
        "true",
        "null",
        "for",
        "-a",
        "a}",
        "ä",
        "a.*",
        "a # b",
        "a\u{1}",
    ] {
        assert_eq!(Reference::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_number_keeps_its_digits() {
    for good in ["0", "-1", "15.10", "0.5", "123456789012345678901234567890"] {
        assert_eq!(Number::parse(good).expect(good).as_str(), good);
    }
    for bad in [
        "", "-", ".5", "5.", "01", "1e5", "+1", "1_000", "0x1", "1.2.3", "nan", "१",
    ] {
        assert_eq!(Number::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_comment_is_one_line() {
    for (text, wanted) in [
        ("", "#"),
        ("why", "# why"),
        (
            "one\nresource \"x\" \"y\" {}\r\n",
            "# one resource \"x\" \"y\" {}",
        ),
        ("\u{1}\0a\u{2028}b", "# a\\u2028b"),
        ("a\u{202e}b", "# a\\u202eb"),
    ] {
        assert_eq!(Comment::new(text).as_str(), wanted);
    }
}

#[test]
fn a_template_keeps_its_text_apart_from_its_references() {
    let key = || Part::Reference(reference("each.key"));
    let text = |text: &str| Part::Text(text.to_owned());
    for (parts, wanted) in [
        (vec![], "\"\""),
        (vec![text("/aws/rds/"), key()], "\"/aws/rds/${each.key}\""),
        (vec![key()], "each.key"),
        (vec![text(""), key(), text("")], "each.key"),
        (vec![key(), key()], "\"${each.key}${each.key}\""),
        (vec![text("$"), key()], "\"\\u0024${each.key}\""),
        (
            vec![text("$$"), key(), text("$")],
            "\"$\\u0024${each.key}$\"",
        ),
        (vec![text("%"), key(), text("{")], "\"%${each.key}{\""),
        (vec![text("$"), text("{x}"), key()], "\"$${x}${each.key}\""),
        (vec![text("$"), text(""), text("{x}")], "\"$${x}\""),
    ] {
        assert_eq!(Value::Template(parts).print().unwrap(), wanted);
    }
}

#[test]
fn nesting_has_an_end() {
    let nested = |levels: usize| {
        (0..levels).fold(Value::from(true), |value, level| match level % 3 {
            0 => Value::List(vec![value]),
            _ => Value::Map(vec![("a".to_owned(), value)]),
        })
    };
    assert!(parsed(&nested(30).print().unwrap()) != Expression::Null);
    assert!(nested(40).print().is_err());
    assert!(nested(2_000).print().is_err());
}

/// What a parser should make of a value.
fn expected(value: &Value) -> Expression {
    match value {
        Value::Text(text) => Expression::String(text.clone()),
        Value::Bool(flag) => Expression::Bool(*flag),
        Value::Number(number) => parsed(number.as_str()),
        Value::Reference(reference) => parsed(reference.as_str()),
        Value::Template(_) => unreachable!("not generated"),
        Value::List(items) => Expression::Array(items.iter().map(expected).collect()),
        Value::Map(entries) => Expression::Object(
            entries
                .iter()
                .map(|(key, value)| {
                    let bare = hcl::Identifier::new(key.as_str()).ok().filter(|_| {
                        let mut written = String::new();
                        write_key(&mut written, key).unwrap();
                        written == *key
                    });
                    let key = match bare {
                        Some(name) => name.into(),
                        None => hcl::expr::ObjectKey::Expression(Expression::String(key.clone())),
                    };
                    (key, expected(value))
                })
                .collect(),
        ),
    }
}

proptest! {
    #[test]
    fn any_text_is_read_back(text in "\\PC*|[$%{}\"\\\\\\n\\x00-\\x1f]{0,12}|.*") {
        prop_assert_eq!(parsed(&literal(&text)), Expression::String(text));
    }

    #[test]
    fn any_value_is_read_back(value in values()) {
        let printed = value.print().unwrap();
        prop_assert_eq!(parsed(&printed), expected(&value), "{}", printed);
        prop_assert_eq!(parsed(&sealform::terraform::layout::layout(&printed)), expected(&value));
    }

    #[test]
    fn any_comment_is_no_code(text in any::<String>()) {
        let comment = Comment::new(&text);
        let body = hcl::parse(&format!("{comment}\na = 1 {comment}\n")).unwrap();
        prop_assert_eq!(body.into_iter().count(), 1);
    }
}

/// Every hostile text through a real apply: the outputs must be the texts.
#[test]
#[ignore = "needs terraform"]
fn terraform_reads_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let mut module = String::new();
    let mut wanted = serde_json::Map::new();
    let spread: String = (0x20..0x3000)
        .step_by(7)
        .filter_map(char::from_u32)
        .filter(|c| is_settled(*c))
        .collect();
    for (index, text) in HOSTILE.iter().copied().chain([spread.as_str()]).enumerate() {
        module += &format!("output \"t{index}\" {{\n  value = {}\n}}\n", literal(text));
        wanted.insert(format!("t{index}"), text.into());
        let parts = [
            Part::Text(text.to_owned()),
            Part::Reference(reference("local.x")),
            Part::Text(text.to_owned()),
        ];
        module += &format!(
            "output \"p{index}\" {{\n  value = {}\n}}\n",
            Value::Template(parts.into()).print().unwrap()
        );
        wanted.insert(format!("p{index}"), format!("{text}X{text}").into());
    }
    module += "locals {\n  x = \"X\"\n}\noutput \"nfc\" {\n  value = \"e\\u0301\"\n}\n";
    // Terraform gives strings back in NFC.
    wanted.insert("nfc".to_owned(), "\u{e9}".into());
    std::fs::write(folder.path().join("main.tf"), module).unwrap();
    let terraform = |arguments: &[&str]| {
        let rc = folder.path().join("rc");
        std::fs::write(&rc, "").unwrap();
        Command::new("terraform")
            .args(arguments)
            .current_dir(folder.path())
            .env("TF_CLI_CONFIG_FILE", rc)
            .env("CHECKPOINT_DISABLE", "1")
            .output()
    };
    let Ok(applied) = terraform(&["apply", "-auto-approve", "-no-color"]) else {
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "terraform is missing"
        );
        eprintln!("skipped: terraform is missing");
        return;
    };
    assert!(
        applied.status.success(),
        "{}",
        String::from_utf8_lossy(&applied.stderr)
    );
    let outputs = terraform(&["output", "-json"]).unwrap();
    let outputs: serde_json::Value = serde_json::from_slice(&outputs.stdout).unwrap();
    for (name, text) in wanted {
        assert_eq!(
            outputs.pointer(&format!("/{name}/value")),
            Some(&text),
            "{name}"
        );
    }
}

/// True for characters that NFC leaves alone beside any other.
fn is_settled(c: char) -> bool {
    matches!(c, ' '..='\u{2ff}' | '\u{374}'..='\u{37d}' | '\u{410}'..='\u{480}' | '\u{2010}'..='\u{2070}' | '\u{2190}'..='\u{22ff}')
        && c != '\u{374}'
        && c != '\u{37e}'
}
