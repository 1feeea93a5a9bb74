//! What `diff` says of snapshots that an account is given, or that are taken from it, in both kinds of databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod common;

use common::{Ran, sealform_in};

const SPEC: &str = r#"version: 1
name: shop
owner: "123456789012"
regions:
  eu-central-1: { subnet_ids: [subnet-0a1b2c3d, subnet-4e5f6a7b], vpc_security_group_ids: [sg-0123456789abcdef0] }
  eu-west-1: { subnet_ids: [subnet-0c1b2c3d, subnet-4d5f6a7b], vpc_security_group_ids: [sg-0123456789abcdef1] }
sharing:
  analytics: { account: "987654321098", key: { alias: rds-local } }
  staging: { account: "210987654321", key: { alias: rds-local } }
databases:
  orders:
    engine: postgres
    engine_version: "17"
    instance_class: db.m7g.large
    allocated_storage: 100
    region: eu-central-1
    snapshots:
      orders-1:
        share_with: [analytics, staging]
        copies: { orders-1-west: { region: eu-west-1, share_with: [analytics] } }
  catalog:
    engine: aurora-postgresql
    engine_version: "16"
    instance_class: db.r6g.large
    region: eu-central-1
    snapshots: { catalog-1: { share_with: [analytics, staging] } }
"#;

/// Every share of the account, with its section: as a person takes it out.
fn without_analytics() -> String {
    SPEC.replace("[analytics, staging]", "[staging]")
        .replace(", share_with: [analytics]", "")
        .replace(
            "  analytics: { account: \"987654321098\", key: { alias: rds-local } }\n",
            "",
        )
}

fn diff(from: &str, to: &str, arguments: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let written = sealform_in(folder.path(), ["generate", "-", "--out", "out"], from);
    assert_eq!(written.code, 0, "{}", written.err);
    let all = ["diff", "-", "--out", "out"].iter().chain(arguments);
    sealform_in(folder.path(), all.copied(), to)
}

#[test]
fn an_account_that_is_taken_out_loses_access_and_keeps_its_copies() {
    let ran = diff(SPEC, &without_analytics(), &[]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    let (_, meaning) = ran.out.split_once("\nWhat it means:\n").unwrap();
    common::snapshots("access").bind(|| insta::assert_snapshot!("diff-unshared", meaning));
    for address in [
        "aws_db_snapshot.orders_orders_1",
        "aws_db_snapshot_copy.orders_orders_1_west",
        "aws_db_cluster_snapshot.catalog_catalog_1",
    ] {
        let line = meaning.lines().find(|line| line.contains(address)).unwrap();
        assert!(line.contains("987654321098 may no longer"), "{line}");
        assert!(line.contains("already stay"), "{line}");
    }
    // The key's policy in either region: through RDS, and to describe it otherwise.
    assert_eq!(
        meaning.matches("- removed: account 987654321098").count(),
        4,
        "{meaning}"
    );
    assert!(
        meaning.contains("sharing/analytics is no longer written"),
        "{meaning}"
    );
    assert!(!meaning.contains("210987654321"), "{meaning}");
    assert!(!meaning.contains("Terraform will destroy"), "{meaning}");
}

#[test]
fn an_account_that_is_put_in_gains_access() {
    let ran = diff(&without_analytics(), SPEC, &[]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    assert_eq!(
        ran.out
            .matches("account 987654321098 may copy and restore")
            .count(),
        3,
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("+ added: account 987654321098"),
        "{}",
        ran.out
    );
}

/// A key that the account has access to already gives it nothing more; the snapshot does, and that is said.
#[test]
fn a_snapshot_more_for_the_same_account_is_told() {
    let more = SPEC.replace(
        "snapshots: { catalog-1: { share_with: [analytics, staging] } }",
        "snapshots: { catalog-1: { share_with: [analytics, staging] }, catalog-2: { share_with: [staging] } }",
    );
    let ran = diff(SPEC, &more, &[]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(
        ran.out.contains(
            "account 210987654321 may copy and restore owner: aws_db_cluster_snapshot.catalog_catalog_2"
        ),
        "{}",
        ran.out
    );
}

#[test]
fn programs_read_the_same() {
    let ran = diff(SPEC, &without_analytics(), &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let meaning = &json["meaning"];
    let shares = meaning["shares"].as_array().unwrap();
    assert_eq!(shares.len(), 3, "{json}");
    for share in shares {
        assert_eq!(share["account"], "987654321098");
        assert_eq!(share["change"], "taken");
    }
    assert_eq!(meaning["left"], serde_json::json!(["sharing/analytics"]));
}
