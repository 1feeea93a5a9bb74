//! The guardrail, asked as IAM asks it: what it denies, and above all what it lets pass.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail"
)]

use std::collections::BTreeSet;

use sealform::aws::regions;
use sealform::names::AccountId;
use sealform::policy::context::Context;
use sealform::policy::document::parse;
use sealform::policy::evaluate::{Decision, decide};
use sealform::policy::guardrail::{document, policy};
use sealform::policy::identity::Identity;
use sealform::policy::request::{Home, Request};

const SHARER: &str = "arn:aws:iam::111122223333:role/SnapshotSharing-1";
const OTHER: &str = "arn:aws:iam::111122223333:role/Developer";

/// True if a call is denied: by the policy as it would be read back from its own JSON.
fn is_denied(who: &str, action: &str, keys: &[(&str, &str)]) -> bool {
    let sharers = BTreeSet::from(["arn:*:iam::*:role/SnapshotSharing*".to_owned()]);
    let policy = policy(&sharers);
    let policy = parse::policy_text(&policy.to_value().to_string()).unwrap();
    let owner = AccountId::parse("111122223333").unwrap();
    let home = Home {
        owner: &owner,
        region: regions::find("eu-central-1").unwrap(),
    };
    let mut request = Request::direct(Identity::Role(who.to_owned()), home, action);
    request.context = keys
        .iter()
        .fold(without_keys(request.context), |context, (key, value)| {
            context.with((*key).to_owned(), (*value).to_owned())
        });
    match decide(&policy, &request) {
        Decision::Denied { .. } => true,
        Decision::NotAllowed => false,
        other => panic!("{action} {keys:?}: {other:?}"),
    }
}

/// A call carries no more condition keys than its table says.
fn without_keys(context: Context) -> Context {
    ["rds:StorageEncrypted", "rds:DatabaseEngine"]
        .into_iter()
        .fold(context, |context, key| context.without(key))
}

#[test]
fn unencrypted_databases_are_denied() {
    let off = ("rds:StorageEncrypted", "false");
    let on = ("rds:StorageEncrypted", "true");
    for (action, keys, denied) in [
        (
            "rds:CreateDBInstance",
            vec![off, ("rds:DatabaseEngine", "postgres")],
            true,
        ),
        (
            "rds:CreateDBInstance",
            vec![on, ("rds:DatabaseEngine", "postgres")],
            false,
        ),
        (
            "rds:CreateDBCluster",
            vec![off, ("rds:DatabaseEngine", "aurora-mysql")],
            true,
        ),
        (
            "rds:CreateDBCluster",
            vec![on, ("rds:DatabaseEngine", "aurora-mysql")],
            false,
        ),
        ("rds:RestoreDBClusterFromS3", vec![off], true),
    ] {
        assert_eq!(is_denied(OTHER, action, &keys), denied, "{action} {keys:?}");
    }
}

/// A member of a cluster says nothing of encryption, or `false`: it is the cluster's.
#[test]
fn members_of_clusters_pass() {
    for engine in ["aurora-mysql", "aurora-postgresql", "docdb", "neptune"] {
        for keys in [
            vec![("rds:DatabaseEngine", engine)],
            vec![
                ("rds:DatabaseEngine", engine),
                ("rds:StorageEncrypted", "false"),
            ],
        ] {
            assert!(!is_denied(OTHER, "rds:CreateDBInstance", &keys), "{keys:?}");
        }
    }
}

/// No restore carries `rds:StorageEncrypted`, and none may be stopped.
#[test]
fn restores_and_copies_pass() {
    for action in [
        "rds:RestoreDBInstanceFromDBSnapshot",
        "rds:RestoreDBInstanceToPointInTime",
        "rds:RestoreDBClusterFromSnapshot",
        "rds:RestoreDBClusterToPointInTime",
        "rds:CreateDBInstanceReadReplica",
        "rds:CopyDBSnapshot",
        "rds:CreateDBSnapshot",
        "rds:ModifyDBInstance",
        "rds:DeleteDBInstance",
    ] {
        for keys in [vec![], vec![("rds:StorageEncrypted", "false")]] {
            assert!(!is_denied(OTHER, action, &keys), "{action}");
        }
    }
}

#[test]
fn snapshots_are_shared_by_those_who_may() {
    for action in [
        "rds:ModifyDBSnapshotAttribute",
        "rds:ModifyDBClusterSnapshotAttribute",
    ] {
        assert!(is_denied(OTHER, action, &[("aws:PrincipalArn", OTHER)]));
        assert!(!is_denied(SHARER, action, &[("aws:PrincipalArn", SHARER)]));
    }
}

/// A service control policy has no principals, and Organizations refuses one that has.
#[test]
fn the_document_names_nobody() {
    let document = document(&policy(&BTreeSet::new()));
    assert!(!document.json().contains("Principal\""));
    let pretty: serde_json::Value = serde_json::from_str(&document.pretty()).unwrap();
    let plain: serde_json::Value = serde_json::from_str(&document.json()).unwrap();
    assert_eq!(pretty, plain);
}
