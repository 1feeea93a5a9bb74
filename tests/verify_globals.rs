//! Verification of global databases: damaged on purpose, the text of `specs/good/global.yaml` is refused.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail"
)]

mod common;

use sealform::tree::Tree;
use sealform::verify::{Mode, verify};

/// What is replaced, by what, and the rule that must notice.
const DAMAGES: &[(&str, &str, &str)] = &[
    (
        "aws_rds_cluster_instance.ledger,\n  ]\n\n  lifecycle {\n    prevent_destroy = true\n    ignore_changes  = [engine_version, replication_source_identifier]",
        "aws_rds_cluster_instance.ledger,\n  ]\n\n  lifecycle {\n    ignore_changes  = [engine_version]",
        "detaching-member",
    ),
    ("      global_cluster_identifier,\n", "", "detaching-member"),
    (
        "cluster_identifier              = \"ledger-eu-west-1\"",
        "cluster_identifier              = \"ledger-eu-west-1\"\n  master_username = \"dbadmin\"",
        "conflicting-arguments",
    ),
    (
        "kms_key_id        = aws_kms_key.rds_ap_southeast_2.arn\n\n  iam",
        "kms_key_id        = aws_kms_key.rds_us_east_1.arn\n\n  iam",
        "key-region",
    ),
    (
        "storage_encrypted         = true",
        "storage_encrypted         = false",
        "unencrypted",
    ),
    ("force_destroy                = true\n", "", "required-with"),
];

fn tree() -> Tree {
    let spec = common::root().join("specs/good/global.yaml");
    let plan = sealform::pipeline::check(&spec).unwrap().plan.unwrap();
    sealform::pipeline::build(&plan, Mode::Paranoid)
        .unwrap()
        .unwrap()
}

#[test]
fn each_damage_is_noticed() {
    for (from, to, rule) in DAMAGES {
        for mode in [Mode::ByShape, Mode::Paranoid] {
            let mut tree = tree();
            let (path, text) = tree
                .files
                .iter()
                .find(|(_, text)| text.contains(from))
                .map(|(path, text)| (path.clone(), text.replacen(from, to, 1)))
                .unwrap_or_else(|| panic!("nothing says {from}"));
            tree.files.insert(path, text);
            let violations = verify(&tree, mode);
            let rules: Vec<&str> = violations.iter().map(|found| found.rule).collect();
            assert!(rules.contains(rule), "{from}: {violations:#?}");
        }
    }
}
