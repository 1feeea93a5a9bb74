//! No finding shows a secret, in whatever shape the spec holds it, whatever else is wrong with the spec, in any format.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail"
)]

use sealform::diagnostic::print::{Format, print};
use sealform::pipeline::check_sources;
use sealform::source::{SourceFile, Sources};

const SECRET: &str = "hunter2-hunter2";

/// What stands in a database, `SECRET` in place of the secret.
const SHAPES: &[&str] = &[
    "password: SECRET",
    "password: \"SECRET\"",
    "password: 'SECRET'",
    "password:   SECRET # change me",
    "password:\n      SECRET",
    "password: |\n      SECRET",
    "password: >-\n      some\n      SECRET",
    "password: \"some\n      SECRET\"",
    "password: [SECRET]",
    "password: { value: SECRET }",
    "\"password\": SECRET",
    "'password' : SECRET",
    "? password\n    : SECRET",
    "password: &anchor SECRET",
    "password: *SECRET",
    "password: !SECRET x",
    "password: !!str SECRET",
    "password: @SECRET",
    "password: %SECRET",
    "password: `SECRET",
    "password: \"\\q SECRET\"",
    "password: SECRET: more",
    "password: \"SECRET",
    "password: \"SECRET\" more",
    "password: SECRET\n    password: SECRET",
    "password: managed\n    password: SECRET",
    "pasword: SECRET",
    "Password: SECRET",
    "pwd: SECRET",
    "db-password: SECRET",
    "master_password: SECRET",
    "master_user_password: SECRET",
    "password_wo: SECRET",
    "passwords: [SECRET, SECRET]",
    "api_token: SECRET",
    "client_secret: SECRET",
    "arguments: { password: SECRET }",
    "arguments: { password: SECRET, engine: wrong }",
    "tags: { DbPassword: SECRET, \"aws:x\": y }",
    "replicas:\n      reader: { password: SECRET, engine: postgres }",
    "replicas: { reader: { password: SECRET, clas: x } }",
    "# password: SECRET\n    clas: x",
    "x: { unclosed: [1, password: SECRET",
    "\tpassword: SECRET",
    "password: managed }  password: SECRET",
];

fn spec(shape: &str) -> String {
    format!(
        "version: 1\nname: bad\nowner: \"123456789012\"\nregions:\n  eu-central-1:\n    subnet_ids: [subnet-0a1b2c3d, \
         subnet-4e5f6a7b]\n    vpc_security_group_ids: [sg-0123456789abcdef0]\ndatabases:\n  orders:\n    engine: \
         postgres\n    engine_version: \"17\"\n    instance_class: db.m7g.large\n    allocated_storage: 100\n    \
         {}\n",
        shape.replace("SECRET", SECRET)
    )
}

fn printed(text: &str, format: Format) -> String {
    let sources = Sources {
        files: vec![SourceFile {
            name: "spec.yaml".to_owned(),
            text: text.to_owned(),
        }],
    };
    let checked = check_sources(sources);
    let mut out = Vec::new();
    print(&checked.found, &checked.sources, format, false, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn no_format_shows_a_secret() {
    for shape in SHAPES {
        let text = spec(shape);
        for format in [Format::Text, Format::Json, Format::Github, Format::Sarif] {
            let out = printed(&text, format);
            assert!(!out.contains("hunter2"), "{shape}\n{out}");
        }
    }
}

/// The line of a secret stays readable: columns and marks are those of the spec.
#[test]
fn what_is_no_secret_stays() {
    let text = spec("{password: hünter2-hunter2, clas: x}").replace("    {", "    arguments: {");
    let out = printed(
        &text.replace("engine: postgres", "engin: postgres, password: variable"),
        Format::Text,
    );
    assert!(out.contains("engin: postgres, password: variable"), "{out}");
    let managed = printed(&spec("password: managed\n    clas: x"), Format::Text);
    assert!(
        managed.contains("clas: x") && !managed.contains('*'),
        "{managed}"
    );
}

/// A hash of a line with a secret in it would let it be guessed.
#[test]
fn a_fingerprint_is_not_made_of_a_secret() {
    let of = |secret: &str| {
        let text = spec("password: SECRET").replace(SECRET, secret);
        let log: serde_json::Value = serde_json::from_str(&printed(&text, Format::Sarif)).unwrap();
        log.pointer("/runs/0/results/0/partialFingerprints/primaryLocationLineHash")
            .unwrap()
            .clone()
    };
    assert_eq!(of("hunter2-hunter2"), of("another-secret!"));
}
