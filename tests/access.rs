//! `sealform access`: what it shows of the examples, in every format, and that it shows what the policies give.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod common;

use common::{Ran, sealform, sealform_in, specs};

fn access(arguments: &[&str]) -> Ran {
    let ran = sealform(["access"].iter().chain(arguments));
    assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
    ran
}

fn snapshot(name: &str, text: &str) {
    common::snapshots("access").bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn the_examples_read_so() {
    for name in [
        "payments",
        "govcloud",
        "china",
        "multi-region-key",
        "statements",
    ] {
        let spec = format!("specs/good/{name}.yaml");
        snapshot(name, &access(&[&spec]).out);
        snapshot(
            &format!("{name}.md"),
            &access(&[&spec, "--format", "markdown"]).out,
        );
    }
    snapshot(
        "payments.csv",
        &access(&[
            "specs/good/payments.yaml",
            "--format",
            "csv",
            "--region",
            "eu-west-1",
        ])
        .out,
    );
    snapshot(
        "statements.json",
        &access(&[
            "specs/good/statements.yaml",
            "--format",
            "json",
            "--region",
            "eu-west-1",
        ])
        .out,
    );
    snapshot(
        "statements--why",
        &access(&[
            "specs/good/statements.yaml",
            "--why",
            "--region",
            "eu-central-1",
        ])
        .out,
    );
    snapshot(
        "payments--all",
        &access(&["specs/good/payments.yaml", "--all", "--region", "eu-west-1"]).out,
    );
}

#[test]
fn nobody_else_may_do_anything() {
    for spec in specs("good") {
        let spec = spec.to_str().unwrap();
        let shown = access(&[spec, "--format", "csv"]).out;
        assert!(!shown.contains("any other account"), "{spec}: {shown}");
        let all = access(&[spec, "--all", "--format", "csv"]).out;
        let strangers = all
            .lines()
            .filter(|line| line.contains("any other account"));
        for line in strangers {
            assert!(line.contains(",no,"), "{spec}: {line}");
        }
    }
}

#[test]
fn filters_leave_what_they_name() {
    let spec = "specs/good/payments.yaml";
    let out = access(&[spec, "--region", "eu-west-1"]).out;
    assert!(
        out.contains("eu-west-1") && !out.contains("us-east-1"),
        "{out}"
    );
    let out = access(&[spec, "--account", "123456789012"]).out;
    assert!(
        out.contains("role/KeyAdministrators") && !out.contains("CloudWatch"),
        "{out}"
    );
    let out = access(&[spec, "--account", "999999999999", "--key", "rds"]).out;
    assert!(out.starts_with("no access to any of these keys\n"), "{out}");
    let out = access(&["specs/good/sharing.yaml", "--account", "123456789012"]).out;
    assert!(out.contains("no access to 1 other key\n"), "{out}");
    // No table without a row.
    assert!(!out.contains("describe\n\n"), "{out}");
    let shared = "specs/good/sharing.yaml";
    let by_name = access(&[shared, "--account", "analytics"]).out;
    assert_eq!(by_name, access(&[shared, "--account", "987654321098"]).out);
    let ran = sealform(["access", shared, "--account", "analytcs"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err
            .contains("`analytcs` is no account; did you mean `analytics`?"),
        "{}",
        ran.err
    );
    let ran = sealform(["access", shared, "--account", "12"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("write its 12 digits"), "{}", ran.err);
    for (filter, asked, meant) in [
        ("--key", "rsd", "`rds`"),
        ("--region", "eu-west-2", "`eu-west-1`"),
    ] {
        let ran = sealform(["access", spec, filter, asked]);
        assert_eq!(ran.code, 1);
        assert!(
            ran.err.contains(&format!("did you mean {meant}?")),
            "{}",
            ran.err
        );
    }
}

#[test]
fn a_spec_with_mistakes_shows_nothing() {
    let ran = sealform(["access", "specs/bad/stmt-lockout.yaml"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out.is_empty() && ran.err.contains("stmt-lockout"),
        "{}",
        ran.err
    );
}

/// Twenty keys with names and principals of great length: no line is longer than a terminal of 100 columns is wide.
#[test]
fn twenty_keys_fit_a_terminal() {
    let mut spec = String::from(
        "version: 1\nname: fleet\nowner: \"123456789012\"\nregions:\n  eu-central-1: { subnet_ids: [subnet-0a1b2c3d, subnet-4e5f6a7b], \
         vpc_security_group_ids: [sg-0123456789abcdef0] }\nkeys:\n",
    );
    for key in 0..20 {
        let role = format!("TheDeployersOfTheDatabasesOfTheDepartment{key:02}OfTheCompany");
        spec.push_str(&format!(
            "  key-number-{key:02}: {{ alias: the-alias-of-key-number-{key:02}, administrators: [arn:aws:iam::123456789012:role/Admins], \
             users: [arn:aws:iam::123456789012:role/{role}] }}\n",
        ));
    }
    spec.push_str("databases:\n");
    for key in 0..20 {
        spec.push_str(&format!(
            "  database-{key}: {{ engine: postgres, engine_version: \"17\", instance_class: db.m7g.large, allocated_storage: 100, \
             key: key-number-{key:02} }}\n",
        ));
    }
    let ran = sealform_in(common::root(), ["access", "-", "--why"], &spec);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out.matches("(alias/the-alias").count(), 20);
    for line in ran.out.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    for format in ["text", "markdown", "json", "csv"] {
        let once = access(&["specs/good/fleet.yaml", "--format", format]).out;
        assert_eq!(
            once,
            access(&["specs/good/fleet.yaml", "--format", format]).out
        );
    }
}
