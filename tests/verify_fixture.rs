//! A correct tree has no violations, and its policies are read as they stand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "verify/fixture.rs"]
mod fixture;

use sealform::tree::Tree;
use sealform::verify::{KeyPolicyText, Mode, key_policies, verify};

fn json(policy: &KeyPolicyText) -> serde_json::Value {
    serde_json::from_str(&policy.json).unwrap()
}

#[test]
fn a_correct_tree_is_silent() {
    for mode in [Mode::Paranoid, Mode::ByShape] {
        let violations = verify(&fixture::tree(), mode);
        assert!(violations.is_empty(), "{mode:?}: {violations:#?}");
    }
}

#[test]
fn policies_are_read_from_the_text() {
    let policies = key_policies(&fixture::tree());
    let found: Vec<String> = policies
        .iter()
        .map(|policy| {
            format!(
                "{} {} {}:{} {} {} {}",
                policy.module,
                policy.key,
                policy.file,
                policy.line,
                policy.region.as_deref().unwrap_or("?"),
                policy
                    .account
                    .as_ref()
                    .map_or("?", |account| account.as_str()),
                json(policy)["Statement"].as_array().unwrap().len(),
            )
        })
        .collect();
    insta::with_settings!({ snapshot_path => "../snapshots/verify", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("policies", found.join("\n"));
        let first = serde_json::to_string_pretty(&json(&policies[0])).unwrap();
        insta::assert_snapshot!("policy", first);
    });
}

/// One provider, and the region on each resource: provider 6 only.
const BY_REGION: &str = r#"terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}

resource "aws_kms_key" "rds_us_east_1" {
  description         = "Key"
  enable_key_rotation = true
  policy              = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_kms_key" "rds_eu_west_1" {
  region = "eu-west-1"

  description         = "Key"
  enable_key_rotation = true
  policy              = jsonencode({ Version = "2012-10-17", Statement = [] })
}

resource "aws_sns_topic" "eu_west_1" {
  region = "eu-west-1"

  name              = "events"
  kms_master_key_id = aws_kms_key.rds_eu_west_1.arn
}

resource "aws_iam_role" "monitoring" {
  name               = "monitoring"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [] })
}
"#;

fn rules(text: &str, mode: Mode) -> Vec<&'static str> {
    let mut tree = Tree::default();
    tree.files
        .insert("owner/main.tf".to_owned(), text.to_owned());
    verify(&tree, mode)
        .iter()
        .map(|violation| violation.rule)
        .collect()
}

#[test]
fn regions_may_stand_on_resources() {
    let none: Vec<&str> = Vec::new();
    for mode in [Mode::Paranoid, Mode::ByShape] {
        assert_eq!(rules(BY_REGION, mode), none);
        for (from, to, expected) in [
            (
                "\">= 6.0\"",
                "\">= 5.100, < 7.0\"",
                vec!["absent-in-provider-5", "absent-in-provider-5"],
            ),
            (
                "aws_kms_key.rds_eu_west_1.arn",
                "aws_kms_key.rds_us_east_1.arn",
                vec!["key-region"],
            ),
            (
                "  region = \"eu-west-1\"\n\n  name",
                "  name",
                vec!["key-region"],
            ),
            (
                "  region = \"eu-west-1\"\n\n  name",
                "  region = var.region\n\n  name",
                vec!["region", "undeclared-reference"],
            ),
            (
                "  name               = \"monitoring\"",
                "  region             = \"eu-west-1\"\n  name               = \"monitoring\"",
                vec!["unknown-argument"],
            ),
        ] {
            let text = BY_REGION.replacen(from, to, 1);
            assert_eq!(rules(&text, mode), expected, "{to}");
        }
    }
    let mut tree = Tree::default();
    tree.files
        .insert("main.tf".to_owned(), BY_REGION.to_owned());
    let regions: Vec<Option<String>> = key_policies(&tree)
        .into_iter()
        .map(|policy| policy.region)
        .collect();
    assert_eq!(
        regions,
        [Some("us-east-1".to_owned()), Some("eu-west-1".to_owned())]
    );
}

#[test]
fn nothing_is_no_violation_and_other_files_are_not_read() {
    let mut tree = Tree::default();
    tree.files
        .insert("runbooks/orders.md".to_owned(), "resource {".to_owned());
    tree.files
        .insert("owner/empty.tf".to_owned(), String::new());
    tree.files
        .insert("owner/comment.tf".to_owned(), "# nothing here\n".to_owned());
    for mode in [Mode::Paranoid, Mode::ByShape] {
        assert_eq!(verify(&tree, mode), []);
    }
}
