//! The only author of the guardrail: a service control policy that denies unencrypted databases and the sharing of
//! snapshots. Knows which condition keys each call carries; must not know who attaches it.
//!
//! What it does not say is as important. No restore is denied: `RestoreDBInstanceFromDBSnapshot` and its like never carry
//! `rds:StorageEncrypted`, so a denial would stop restores of what is encrypted too (aws/aws-sdk-go-v2#2678). The members of
//! clusters are left out: their call says nothing of encryption, which is the cluster's. And no condition key shows that
//! a snapshot is made public rather than shared with an account, so sharing is denied by who shares.
//!
//! Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon RDS".

use std::collections::BTreeSet;

use super::document::Document;
use super::{Actions, Conditions, Effect, Policy, Principal, Principals, Statement, Wildcard};

/// Engines whose instances are members of clusters.
const OF_CLUSTERS: [&str; 3] = ["aurora*", "docdb*", "neptune*"];

/// The policy. Those whose ARN fits one of the patterns may share snapshots; without a pattern nobody may.
pub fn policy(sharers: &BTreeSet<String>) -> Policy {
    let unencrypted = ("Bool", "rds:StorageEncrypted", set(["false"]));
    let mut sharing = Vec::new();
    if !sharers.is_empty() {
        sharing.push(("StringNotLike", "aws:PrincipalArn", sharers.clone()));
    }
    Policy {
        statements: vec![
            deny(
                "DenyUnencryptedInstances",
                &["rds:CreateDBInstance"],
                &[
                    unencrypted.clone(),
                    ("StringNotLike", "rds:DatabaseEngine", set(OF_CLUSTERS)),
                ],
            ),
            deny(
                "DenyUnencryptedClusters",
                &["rds:CreateDBCluster", "rds:RestoreDBClusterFromS3"],
                &[unencrypted],
            ),
            deny(
                "DenySharingOfSnapshots",
                &[
                    "rds:ModifyDBClusterSnapshotAttribute",
                    "rds:ModifyDBSnapshotAttribute",
                ],
                &sharing,
            ),
        ],
    }
}

/// The policy as a document. A service control policy has no principals: it binds all of an account.
pub fn document(policy: &Policy) -> Document {
    without_principals(policy.document())
}

fn without_principals(document: Document) -> Document {
    match document {
        Document::Text(text) => Document::Text(text),
        Document::List(items) => {
            Document::List(items.into_iter().map(without_principals).collect())
        }
        Document::Map(entries) => Document::Map(
            entries
                .into_iter()
                .filter(|(name, _)| name != "Principal")
                .map(|(name, inner)| (name, without_principals(inner)))
                .collect(),
        ),
    }
}

fn set<const N: usize>(values: [&str; N]) -> BTreeSet<String> {
    values.into_iter().map(str::to_owned).collect()
}

fn deny(sid: &str, actions: &[&str], conditions: &[(&str, &str, BTreeSet<String>)]) -> Statement {
    let mut all = Conditions::new();
    for (operator, key, values) in conditions {
        all.entry((*operator).to_owned())
            .or_default()
            .insert((*key).to_owned(), values.clone());
    }
    Statement {
        sid: sid.to_owned(),
        effect: Effect::Deny,
        principals: Principals::In([Principal::Anyone(Wildcard::Bare)].into()),
        actions: Actions::In(actions.iter().map(|&action| action.to_owned()).collect()),
        resources: BTreeSet::from(["*".to_owned()]),
        conditions: all,
    }
}
