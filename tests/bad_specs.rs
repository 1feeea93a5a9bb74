//! Every spec in `specs/bad` is named after the rule that it breaks, and breaks no other. What the command says about it is
//! a snapshot, reviewed as the user will read it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail"
)]

mod common;

use std::collections::BTreeSet;

use common::{name, sealform, specs};
use sealform::diagnostic::{Diagnostics, Severity};
use sealform::{blame, catalogue};

/// The one spec that breaks several rules: all of them must come in one run.
const SEVERAL: &str = "three-mistakes";

/// Rules that no file of a few lines can break, and why they are there all the same.
const WITHOUT_SPEC: &[(&str, &str)] = &[
    (
        "arg-deprecated",
        "no argument of these types is deprecated in provider 6.69",
    ),
    (
        "kms-policy-charset",
        "principals are checked before: it guards what later words will put into policies",
    ),
    (
        "kms-policy-lockout",
        "a Deny that does it breaks stmt-lockout as well: it guards the builder of policies",
    ),
    (
        "output-blocked",
        "it is about a directory: tests/cli has one",
    ),
    (
        "output-differs",
        "it is about a directory: tests/cli has one",
    ),
    (
        "output-edited",
        "it is about a directory: tests/cli has one",
    ),
    (
        "output-foreign",
        "it is about a directory: tests/cli has one",
    ),
    (
        "share-policy",
        "the share and the statement come from one list: it guards the builder of policies",
    ),
    (
        "template-syntax",
        "it is about a user's template: tests/cli has one",
    ),
    (
        "template-undefined",
        "it is about a user's template: tests/cli has one",
    ),
    (
        "template-unknown",
        "it is about a user's template: tests/cli has one",
    ),
    (
        "template-value",
        "it is about a user's template: tests/cli has one",
    ),
    (
        "yaml-size",
        "a spec of 64 MB does not belong into a repository; tests/reader has one",
    ),
];

/// The rule that a bad spec is named after: `rr-args.yaml`, `spec-type--number.yaml`.
fn rule_of(spec: &std::path::Path) -> String {
    let name = name(spec);
    name.split_once("--")
        .map_or(name.clone(), |(rule, _)| rule.to_owned())
}

fn found(spec: &std::path::Path) -> Diagnostics {
    let today = sealform::names::Date::parse(common::TODAY).unwrap();
    sealform::pipeline::check(spec).unwrap().on(today).found
}

#[test]
fn each_breaks_its_own_rule_and_no_other() {
    for spec in specs("bad") {
        if name(&spec) == SEVERAL {
            continue;
        }
        let broken: BTreeSet<&str> = found(&spec)
            .iter()
            .map(|diagnostic| diagnostic.rule.id)
            .collect();
        assert_eq!(
            broken,
            BTreeSet::from([rule_of(&spec).as_str()]),
            "{}",
            spec.display()
        );
    }
}

#[test]
fn every_rule_has_a_bad_spec() {
    let broken: BTreeSet<String> = specs("bad").iter().map(|spec| rule_of(spec)).collect();
    // What the proof finds is about the text, which no spec can spoil: tests/verify has a fault for each.
    let of_proof: BTreeSet<&str> = blame::records().map(|rule| rule.id).collect();
    for rule in catalogue::all() {
        let is_excused =
            of_proof.contains(rule.id) || WITHOUT_SPEC.iter().any(|(id, _)| *id == rule.id);
        assert_ne!(
            broken.contains(rule.id),
            is_excused,
            "specs/bad/{}.yaml",
            rule.id
        );
    }
}

#[test]
fn three_mistakes_come_in_one_run() {
    let spec = common::root()
        .join("specs/bad")
        .join(format!("{SEVERAL}.yaml"));
    assert_eq!(found(&spec).iter().count(), 3);
}

#[test]
fn what_the_command_says_is_reviewed() {
    for spec in specs("bad") {
        let path = format!("specs/bad/{}.yaml", name(&spec));
        let ran = sealform(["validate", &path, "--today", common::TODAY]);
        let has_errors = found(&spec).count(Severity::Error) > 0;
        assert_eq!(ran.code, i32::from(has_errors), "{path}");
        assert!(
            ran.out.is_empty(),
            "{path}: messages belong on standard error"
        );
        common::snapshots("bad").bind(|| insta::assert_snapshot!(name(&spec), ran.err));
    }
}

#[test]
fn a_bad_spec_writes_nothing() {
    let out = tempfile::tempdir().unwrap();
    for spec in specs("bad") {
        if found(&spec).has_errors() {
            let target = out.path().join(name(&spec));
            let ran = sealform([
                "generate",
                spec.to_str().unwrap(),
                "--out",
                target.to_str().unwrap(),
            ]);
            assert_eq!(ran.code, 1, "{}", spec.display());
            assert!(!target.exists(), "{} left something behind", spec.display());
        }
    }
}

/// A warning warns: what is only warned of is generated all the same, and passes its own proof.
#[test]
fn a_warning_never_keeps_a_spec_from_being_generated() {
    let out = tempfile::tempdir().unwrap();
    for spec in specs("bad") {
        if !found(&spec).has_errors() {
            let target = out.path().join(name(&spec));
            let ran = sealform([
                "generate",
                spec.to_str().unwrap(),
                "--out",
                target.to_str().unwrap(),
            ]);
            assert_eq!(ran.code, 0, "{}: {}", spec.display(), ran.err);
        }
    }
}

/// The voice of messages: one line, lower case or a quoted or proper name first, no full stop, and a way out.
#[test]
fn messages_have_one_voice() {
    for spec in specs("bad") {
        for diagnostic in &found(&spec) {
            let message = &diagnostic.message;
            assert!(
                !message.contains('\n') && !message.ends_with('.'),
                "{message}"
            );
            assert!(!diagnostic.help.is_empty(), "{message}");
            let first = message.split(' ').next().unwrap();
            let is_name = [
                "AWS",
                "AWS's",
                "RDS",
                "Terraform",
                "SQL",
                "PostgreSQL",
                "Enhanced",
                "CloudWatch",
            ]
            .contains(&first);
            let is_lower = first.chars().next().is_some_and(|c| !c.is_uppercase());
            assert!(is_lower || is_name, "{message}");
        }
    }
}
