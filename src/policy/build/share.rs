//! Statements for accounts that copy snapshots encrypted under the key. Knows what a copy across accounts
//! needs; must not know snapshots.
//!
//! A copier needs the key owner's consent, here, and that of its own account's IAM policies. Without
//! `kms:CreateGrant` the copy fails with an opaque fault, so it is always there, and always for AWS services
//! alone. Sources: RDS User Guide "Sharing encrypted snapshots", KMS Developer Guide "Allowing users in other
//! accounts to use a KMS key".

use std::collections::BTreeSet;

use super::statement::{Key, allow, named};
use super::{KeyUse, ShareStyle};
use crate::policy::{Principal, Statement};

/// One set of statements for all accounts of a style.
pub(super) fn snapshots(key: Key<'_>, uses: &BTreeSet<KeyUse>) -> Vec<Statement> {
    const USE: &[&str] = &[
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
    ];
    const GRANTS: &[&str] = &["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];
    let narrow = copiers(key, uses, ShareStyle::LeastPrivilege);
    let wide = copiers(key, uses, ShareStyle::Documented);
    let through_rds = |statement: Statement| statement.through(key, &["rds"]);
    [
        allow("SnapshotShareUse", narrow.clone(), USE).map(through_rds),
        allow("SnapshotShareGrants", narrow.clone(), GRANTS)
            .map(Statement::for_aws_resources)
            .map(through_rds),
        allow("SnapshotShareDescribe", narrow, &["kms:DescribeKey"]),
        allow("SnapshotShareDocumentedUse", wide.clone(), USE),
        allow("SnapshotShareDocumentedGrants", wide, GRANTS).map(Statement::for_aws_resources),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Those who copy under a style: the named, or their account.
fn copiers(key: Key<'_>, uses: &BTreeSet<KeyUse>, wanted: ShareStyle) -> BTreeSet<Principal> {
    uses.iter()
        .filter_map(|key_use| match key_use {
            KeyUse::Share {
                account,
                principals,
                style,
            } if *style == wanted => Some((account, principals)),
            _ => None,
        })
        .flat_map(|(account, principals)| {
            if principals.is_empty() {
                BTreeSet::from([key.root_of(account)])
            } else {
                named(principals.iter())
            }
        })
        .collect()
}
