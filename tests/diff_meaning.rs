//! What `diff` says that a difference means: who gains or loses access to a key, what Terraform destroys; and the exit
//! code that follows.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod common;

use std::path::Path;

use common::sealform_in;
use sealform::meaning::Meaning;
use sealform::plan::Plan;
use sealform::render::{engine::Engine, render, templates};
use sealform::source::{SourceFile, Sources};
use sealform::tree::Tree;

const SPEC: &str = r#"version: 1
name: shop
owner: "123456789012"
regions:
  eu-central-1: { subnet_ids: [subnet-0a1b2c3d, subnet-4e5f6a7b], vpc_security_group_ids: [sg-0123456789abcdef0] }
keys:
  rds:
    administrators: [arn:aws:iam::123456789012:role/Admins]
    users: [arn:aws:iam::123456789012:role/Deployers]
    statements:
      - sid: Auditors
        effect: Allow
        principals: [arn:aws:iam::123456789012:role/Auditors]
        actions: [kms:DescribeKey]
databases:
  orders:
    engine: postgres
    engine_version: "17"
    instance_class: db.m7g.large
    allocated_storage: 100
    db_name: orders
    key: rds
"#;

fn plan(spec: &str) -> Plan {
    let file = SourceFile {
        name: "spec".to_owned(),
        text: spec.to_owned(),
    };
    let checked = sealform::pipeline::check_sources(Sources { files: vec![file] });
    assert!(!checked.found.has_errors(), "{:#?}\n{spec}", checked.found);
    checked.plan.unwrap()
}

fn tree(spec: &str) -> Tree {
    render(
        &plan(spec),
        &Engine::new(templates::BUILT_IN.iter().copied()).unwrap(),
    )
    .unwrap()
}

fn changed(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from}");
    text.replace(from, to)
}

fn printed(folder: &Path, old: &Tree, spec: &str) -> (i32, String) {
    let out = folder.join("out");
    let _ = std::fs::remove_dir_all(&out);
    let written = tree(SPEC);
    sealform::tree::write::write(&written, &out, false).unwrap();
    // What differs from what was written was edited by hand.
    for (path, text) in &old.files {
        if written.files.get(path) != Some(text) {
            std::fs::write(out.join(path), text).unwrap();
        }
    }
    let ran = sealform_in(folder, ["diff", "-", "--out", "out"], spec);
    let meaning = ran
        .out
        .split_once("\nWhat it means:\n")
        .map_or("", |(_, meaning)| meaning);
    (ran.code, meaning.to_owned())
}

/// A change of the spec: what is replaced by what, the exit code, and the lines that are said, in part.
struct Case {
    what: &'static str,
    from: &'static str,
    to: &'static str,
    code: i32,
    says: &'static [&'static str],
    silent: &'static [&'static str],
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    Case { what: "another user", from: "role/Deployers]", to: "role/Deployers, arn:aws:iam::123456789012:role/Ci]", code: 3,
        says: &["+ added: role/Ci through RDS: CreateGrant", "RdsGrants, RdsUse"], silent: &["Deployers", "could not"] },
    Case { what: "everyone in the account", from: "    users: [arn:aws:iam::123456789012:role/Deployers]\n", to: "", code: 3,
        says: &["+ added: anyone in 123456789012 through RDS"], silent: &["+ added: role/"] },
    Case { what: "a user less", from: "role/Deployers]", to: "role/Ci]", code: 3,
        says: &["- removed: role/Deployers through RDS", "+ added: role/Ci through RDS"], silent: &[] },
    Case { what: "an administrator more", from: "role/Admins]", to: "role/Admins, arn:aws:iam::123456789012:role/Root]", code: 3,
        says: &["+ added: role/Root any way: CancelKeyDeletion"], silent: &["? may"] },
    Case { what: "no administrator", from: "    administrators: [arn:aws:iam::123456789012:role/Admins]\n", to: "", code: 2,
        says: &["- removed: role/Admins any way"], silent: &["+"] },
    Case { what: "an action more", from: "actions: [kms:DescribeKey]", to: "actions: [kms:DescribeKey, kms:Decrypt]", code: 3,
        says: &["+ widened: role/Auditors any way: Decrypt (Auditors)"], silent: &["? may"] },
    Case { what: "an action less, another more", from: "actions: [kms:DescribeKey]", to: "actions: [kms:GetKeyPolicy]", code: 3,
        says: &["+ widened: role/Auditors any way: GetKeyPolicy", "- narrowed: role/Auditors any way: DescribeKey"], silent: &[] },
    Case { what: "a condition more", from: "actions: [kms:DescribeKey]", to: "actions: [kms:DescribeKey]\n        conditions: { StringEquals: { kms:ViaService: rds } }", code: 2,
        says: &["- narrowed: role/Auditors any other way: DescribeKey"], silent: &["+", "? may"] },
    Case { what: "an address, of which a request alone tells", from: "actions: [kms:DescribeKey]", to: "actions: [kms:DescribeKey]\n        conditions: { IpAddress: { aws:SourceIp: 192.0.2.0/24 } }", code: 2,
        says: &["narrow"], silent: &["+", "? may widen"] },
    Case { what: "another account", from: "principals: [arn:aws:iam::123456789012:role/Auditors]", to: "principals: [\"210987654321\"]", code: 3,
        says: &["+ added: account 210987654321 any way: DescribeKey"], silent: &[] },
    Case { what: "an organization", from: "principals: [arn:aws:iam::123456789012:role/Auditors]\n        actions: [kms:DescribeKey]",
        to: "principals: \"*\"\n        actions: [kms:DescribeKey]\n        conditions: { StringEquals: { aws:PrincipalOrgID: o-a1b2c3d4e5 } }", code: 3,
        says: &["+ added: any other account any way, of the organization o-a1b2c3d4e5: DescribeKey"], silent: &[] },
    Case { what: "a deny", from: "effect: Allow", to: "effect: Deny", code: 2,
        says: &["- removed: role/Auditors any way: DescribeKey"], silent: &["+"] },
    Case { what: "logs of clusters as well", from: "databases:\n", to: "databases:\n  catalog: { engine: aurora-postgresql, engine_version: \"16\", instance_class: db.r6g.large, key: rds }\n", code: 3,
        says: &["CloudWatch Logs in its own name, for log groups /aws/rds/cluster/*"], silent: &["Auditors"] },
    Case { what: "another engine", from: "engine: postgres\n    engine_version: \"17\"", to: "engine: mysql\n    engine_version: \"8.4\"", code: 2,
        says: &["refuses: `prevent_destroy` is set", "aws_db_instance.orders", "engine changes from \"postgres\" to \"mysql\""], silent: &["access to"] },
    Case { what: "another first database", from: "db_name: orders", to: "db_name: shop", code: 2,
        says: &["aws_db_instance.orders", "db_name changes from \"orders\" to \"shop\""], silent: &["access to"] },
    Case { what: "no first database", from: "    db_name: orders\n", to: "", code: 2, says: &[], silent: &["Terraform"] },
    Case { what: "a database that may be destroyed", from: "db_name: orders", to: "db_name: shop\n    prevent_destroy: false", code: 2,
        says: &["Terraform will destroy and create owner: aws_db_instance.orders again"], silent: &["refuses"] },
    Case { what: "another size", from: "allocated_storage: 100", to: "allocated_storage: 200", code: 2, says: &[], silent: &["Terraform", "access"] },
    Case { what: "another key", from: "    users: [arn", to: "  other:\n    users: [arn", code: 3,
        says: &["owner: aws_kms_key.other_eu_central_1 in eu-central-1", "+ added by a new key of what stands there",
            "kms_key_id changes from aws_kms_key.rds_eu_central_1.arn to aws_kms_key.other_eu_central_1.arn",
            "Terraform will destroy owner: aws_kms_key.rds_eu_central_1: its block is gone"], silent: &[] },
    Case { what: "another name", from: "  orders:\n", to: "  orders-two:\n", code: 2,
        says: &["Terraform will destroy owner: aws_db_instance.orders: its block is gone"], silent: &["access to"] },
    Case { what: "another region", from: "  eu-central-1: {", to: "  eu-west-1: {", code: 3,
        says: &["Terraform will destroy owner: aws_kms_key.rds_eu_central_1", "lose sight of owner: aws_db_instance.orders", "region changes from eu-central-1 to eu-west-1"], silent: &[] },
];

#[test]
fn changes_of_a_spec_are_told_by_what_they_mean() {
    let folder = tempfile::tempdir().unwrap();
    let old = tree(SPEC);
    let mut wrong = Vec::new();
    for case in CASES {
        let mut spec = changed(SPEC, case.from, case.to);
        if case.what == "another key" {
            spec = spec.replace("    key: rds\n", "    key: other\n");
        }
        let (code, said) = printed(folder.path(), &old, &spec);
        let unsaid: Vec<_> = case
            .says
            .iter()
            .filter(|line| !said.contains(*line))
            .collect();
        let untoward: Vec<_> = case
            .silent
            .iter()
            .filter(|line| said.contains(*line))
            .collect();
        if code != case.code || !unsaid.is_empty() || !untoward.is_empty() {
            wrong.push(format!(
                "{}: {code}, without {unsaid:?}, with {untoward:?}:\n{said}",
                case.what
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_said_reads_so() {
    let folder = tempfile::tempdir().unwrap();
    let old = tree(SPEC);
    let mut text = String::new();
    for case in CASES {
        let mut spec = changed(SPEC, case.from, case.to);
        if case.what == "another key" {
            spec = spec.replace("    key: rds\n", "    key: other\n");
        }
        let (code, said) = printed(folder.path(), &old, &spec);
        text.push_str(&format!("# {} ({code})\n{said}\n", case.what));
    }
    common::snapshots("access").bind(|| insta::assert_snapshot!("diff", text));
}

#[test]
fn the_same_tree_means_nothing() {
    let tree = tree(SPEC);
    let meaning = Meaning::between(&tree, &tree, &plan(SPEC));
    assert!(
        meaning.is_empty() && !meaning.gains_access(),
        "{meaning:#?}"
    );
}

/// Whatever is done to a policy by hand, going back to what the spec says is told: a wider one was narrowed, and what
/// can't be read counts as access that may be gained.
#[test]
fn edited_and_broken_directories_are_compared_as_far_as_they_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let tree = tree(SPEC);
    let edited = |from: &str, to: &str| {
        let mut old = tree.clone();
        let text = old.files.get_mut("owner/keys.tf").unwrap();
        assert!(text.contains(from), "{from}");
        *text = text.replacen(from, to, 1);
        printed(folder.path(), &old, SPEC)
    };
    for (from, to, code, says) in [
        (
            "role/Deployers",
            "role/Nobody",
            3,
            "+ widened: role/Deployers through RDS",
        ),
        (
            "\"arn:aws:iam::123456789012:role/Auditors\"",
            "[\"arn:aws:iam::123456789012:role/Auditors\", \"arn:aws:iam::123456789012:role/Eve\"]",
            2,
            "- removed: role/Eve any way: DescribeKey",
        ),
        (
            "StringEquals = {",
            "StringMatches = {",
            3,
            "? may widen: role/Deployers through RDS",
        ),
        (
            "\"2012-10-17\"",
            "\"2008-10-17\"",
            3,
            "could not be compared",
        ),
        (
            "policy = jsonencode(",
            "policy = file(",
            3,
            "could not be compared",
        ),
        (
            "resource \"aws_kms_key\"",
            "resource \"aws_kms_key",
            3,
            "could not be compared",
        ),
    ] {
        let (ran, said) = edited(from, to);
        assert_eq!(ran, code, "{from}: {said}");
        assert!(said.contains(says), "{from}: {said}");
    }
    std::fs::write(folder.path().join("out/owner/keys.tf"), [0xff, 0xfe]).unwrap();
    let ran = sealform_in(folder.path(), ["diff", "-", "--out", "out"], SPEC);
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains("could not be compared"), "{}", ran.out);
}

#[test]
fn a_directory_that_does_not_stand_there_gains_nobody_access() {
    let folder = tempfile::tempdir().unwrap();
    let ran = sealform_in(folder.path(), ["diff", "-", "--out", "nowhere"], SPEC);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(
        ran.out.contains("+ new key: role/Deployers through RDS"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("Terraform will"), "{}", ran.out);
}

#[test]
fn exit_zero_holds_for_gained_access_too() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _) = printed(
        folder.path(),
        &tree(SPEC),
        &changed(SPEC, "role/Deployers]", "role/Ci]"),
    );
    assert_eq!(code, 3);
    let ran = sealform_in(
        folder.path(),
        ["diff", "-", "--out", "out", "--exit-zero"],
        &changed(SPEC, "role/Deployers]", "role/Ci]"),
    );
    assert_eq!(ran.code, 0);
}

#[test]
fn programs_read_the_same() {
    let old = tree(SPEC);
    let spec = changed(SPEC, "role/Deployers]", "role/Ci]");
    let meaning = Meaning::between(&old, &tree(&spec), &plan(&spec));
    let json = serde_json::to_value(&meaning).unwrap();
    let added = json["accesses"]
        .as_array()
        .unwrap()
        .iter()
        .find(|access| access["change"] == "added")
        .unwrap();
    assert_eq!(added["who"], "role/Ci");
    assert_eq!(added["key"], "aws_kms_key.rds_eu_central_1");
    assert_eq!(added["region"], "eu-central-1");
}
