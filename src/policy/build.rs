//! The only author of key policies: from a key's recorded uses, for the key's own region and account.
//! Knows which statements AWS asks for; must not know specs or who recorded the uses.
//!
//! A new use of a key is a variant of [`KeyUse`], a function here or below that makes its statements, and
//! its line in [`policy_for`].

mod callers;
mod share;
mod statement;

use std::collections::BTreeSet;

use self::callers::Callers;
use self::statement::{Key, allow, named};
use super::{Policy, Principal, Statement, Wildcard};
use crate::names::{AccountId, Region};

/// One thing that a key is used for in its region. The plan records these; nothing else decides what
/// a policy says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyUse {
    /// Someone manages the key and never uses it: a principal's ARN.
    Administer(String),
    /// RDS encrypts storage or Performance Insights data, for these principals.
    Rds(Caller),
    /// RDS keeps a master password in Secrets Manager, under this key, for these principals.
    ManagedPassword(Caller),
    /// A proxy opens the secrets that it logs in with, as this role: its ARN.
    Proxy(String),
    /// Secrets of the owner's own lie under the key in Secrets Manager: these principals write them, and whoever IAM lets
    /// reads them.
    Secret(Caller),
    /// The Database Migration Service encrypts its storage and its endpoints' settings, for these principals.
    Dms(Caller),
    /// CloudWatch Logs encrypts the log groups of this name, in which `*` is any run of characters:
    /// `/aws/rds/instance/*`.
    Logs(String),
    /// A topic lies under the key, to which RDS and EventBridge publish what happens in the owner's account.
    Topic,
    /// A vault of AWS Backup lies under the key, for whom IAM lets use that service in the owner's account.
    Backup,
    /// The key is a multi-Region primary: administrators may replicate it into this region.
    Replicate(Region),
    /// Another account copies snapshots that are encrypted under the key.
    Share {
        /// Which account.
        account: AccountId,
        /// Who there, by ARN; empty for whomever that account's IAM policies let.
        principals: BTreeSet<String>,
        /// How narrow.
        style: ShareStyle,
    },
}

/// Who calls on behalf of the spec's owner.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Caller {
    /// Everyone in the account whom IAM lets use the service.
    Account,
    /// A named principal's ARN.
    Principal(String),
}

/// How narrow a share is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShareStyle {
    /// What the console of KMS writes for users of other accounts: use from anywhere, grants for AWS
    /// services alone.
    Documented,
    /// The same actions through RDS in the key's region alone.
    LeastPrivilege,
}

/// The ids of all statements that are written here, sorted.
pub static SIDS: &[&str] = &[
    "BackupGrants",
    "BackupUse",
    "DmsGrants",
    "DmsGrantsByName",
    "DmsUse",
    "DmsUseByName",
    "EnableRootAndIamPolicies",
    "KeyAdministrators",
    "KeyReplication",
    "LogsUse",
    "ProxyUse",
    "RdsDescribe",
    "RdsGrants",
    "RdsGrantsByName",
    "RdsUse",
    "RdsUseByName",
    "SecretsGrants",
    "SecretsGrantsByName",
    "SecretsUse",
    "SecretsUseByName",
    "SnapshotShareDescribe",
    "SnapshotShareDocumentedGrants",
    "SnapshotShareDocumentedUse",
    "SnapshotShareGrants",
    "SnapshotShareUse",
    "StoredSecretsUse",
    "StoredSecretsUseByName",
    "TopicUse",
];

/// The policy of a key of `owner` in `region` with these uses: statements in a fixed order with fixed ids,
/// each only if there is somebody that it names.
pub fn policy_for(owner: &AccountId, region: Region, uses: &BTreeSet<KeyUse>) -> Policy {
    let key = Key { owner, region };
    let rds = Callers::of(uses, |key_use| match key_use {
        KeyUse::Rds(caller) => Some(caller),
        _ => None,
    });
    let secrets = Callers::of(uses, |key_use| match key_use {
        KeyUse::ManagedPassword(caller) => Some(caller),
        _ => None,
    });
    let stored = Callers::of(uses, |key_use| match key_use {
        KeyUse::Secret(caller) => Some(caller),
        _ => None,
    });
    let replication_callers = Callers::of(uses, |key_use| match key_use {
        KeyUse::Dms(caller) => Some(caller),
        _ => None,
    });
    let mut statements = vec![root(key)];
    statements.extend(administrators(uses));
    statements.extend(replication(uses));
    statements.extend(use_through_rds(key, rds));
    statements.extend(managed_passwords(key, secrets));
    statements.extend(proxies(key, uses));
    statements.extend(stored_secrets(key, stored));
    statements.extend(use_through_dms(key, replication_callers));
    statements.extend(logs(key, uses));
    statements.extend(topics(key, uses));
    statements.extend(backups(key, uses));
    statements.extend(share::snapshots(key, uses));
    Policy { statements }
}

/// The account's own IAM policies count, and its root user can always repair the key.
/// Source: KMS Developer Guide "Default key policy".
fn root(key: Key<'_>) -> Statement {
    statement::statement(
        "EnableRootAndIamPolicies",
        BTreeSet::from([key.root()]),
        &["kms:*"],
    )
}

/// Administrators manage the key and never use it.
///
/// AWS's own list, with `kms:CreateAlias` for `kms:Create*`, which would let them hand themselves use by a
/// grant. `kms:Update*` holds `kms:UpdatePrimaryRegion`, which works only towards a region that has a
/// replica, so [`replication`] is what limits it.
/// Source: KMS Developer Guide "Default key policy", key administrators.
fn administrators(uses: &BTreeSet<KeyUse>) -> Option<Statement> {
    const MANAGE: &[&str] = &[
        "kms:CancelKeyDeletion",
        "kms:CreateAlias",
        "kms:Delete*",
        "kms:Describe*",
        "kms:Disable*",
        "kms:Enable*",
        "kms:Get*",
        "kms:List*",
        "kms:Put*",
        "kms:Revoke*",
        "kms:ScheduleKeyDeletion",
        "kms:TagResource",
        "kms:UntagResource",
        "kms:Update*",
    ];
    allow("KeyAdministrators", of_administrators(uses), MANAGE)
}

/// A primary's administrators may replicate it, into the recorded regions alone. The condition has a statement
/// of its own: no other action carries `kms:ReplicaRegion`, so it would switch the others off.
/// Source: KMS Developer Guide "Control access to multi-Region keys".
fn replication(uses: &BTreeSet<KeyUse>) -> Option<Statement> {
    let regions: Vec<String> = uses
        .iter()
        .filter_map(|key_use| match key_use {
            KeyUse::Replicate(region) => Some(region.name().to_owned()),
            _ => None,
        })
        .collect();
    if regions.is_empty() {
        return None;
    }
    let statement = allow(
        "KeyReplication",
        of_administrators(uses),
        &["kms:ReplicateKey"],
    )?;
    Some(statement.when("StringEquals", "kms:ReplicaRegion", regions))
}

fn of_administrators(uses: &BTreeSet<KeyUse>) -> BTreeSet<Principal> {
    named(uses.iter().filter_map(|key_use| match key_use {
        KeyUse::Administer(arn) => Some(arn),
        _ => None,
    }))
}

/// Storage and Performance Insights: the callers' permissions, through RDS in the key's region.
///
/// Describing the key is direct for those who are named, because Terraform does it itself.
/// Sources: RDS User Guide "AWS KMS key management", KMS Developer Guide "AWS KMS condition keys".
fn use_through_rds(key: Key<'_>, callers: Callers) -> Vec<Statement> {
    const USE: &[&str] = &[
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
    ];
    const GRANTS: &[&str] = &["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];
    let describe = allow("RdsDescribe", callers.named.clone(), &["kms:DescribeKey"]);
    let mut statements = callers.through(key, &["rds"], ("RdsUse", USE), ("RdsGrants", GRANTS));
    statements.extend(describe);
    statements
}

/// Master passwords in Secrets Manager, which uses the key with the caller's permissions.
///
/// It never creates grants itself; RDS, which rotates the password without the caller, needs one. So both
/// services are the callers' way. Sources: RDS User Guide "Password management with Amazon RDS and AWS Secrets
/// Manager", Secrets Manager User Guide "Secret encryption and decryption".
fn managed_passwords(key: Key<'_>, callers: Callers) -> Vec<Statement> {
    const USE: &[&str] = &["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"];
    callers.through(
        key,
        &["rds", "secretsmanager"],
        ("SecretsUse", USE),
        ("SecretsGrants", &["kms:CreateGrant"]),
    )
}

/// Secrets that a proxy logs in with: its role opens them through Secrets Manager, and does nothing else.
///
/// A condition names the role, and no principal does: KMS refuses a principal that is not there yet, and keeps the inner
/// id of one that is made anew later.
/// Source: RDS User Guide "Configuring IAM authentication for RDS Proxy"; IAM User Guide "AWS JSON policy elements:
/// Principal".
fn proxies(key: Key<'_>, uses: &BTreeSet<KeyUse>) -> Option<Statement> {
    let roles: Vec<String> = uses
        .iter()
        .filter_map(|key_use| match key_use {
            KeyUse::Proxy(role) => Some(role.clone()),
            _ => None,
        })
        .collect();
    if roles.is_empty() {
        return None;
    }
    let everyone = BTreeSet::from([Principal::Anyone(Wildcard::Aws)]);
    let owner = [key.owner.as_str().to_owned()];
    Some(
        allow("ProxyUse", everyone, &["kms:Decrypt"])?
            .when("StringEquals", "kms:CallerAccount", owner)
            .when("ArnEquals", "aws:PrincipalArn", roles)
            .through(key, &["secretsmanager"]),
    )
}

/// Secrets of the owner's own: Secrets Manager uses the key with the permissions of whoever writes or reads one, and never
/// by a grant. Source: Secrets Manager User Guide "Secret encryption and decryption".
fn stored_secrets(key: Key<'_>, callers: Callers) -> Vec<Statement> {
    const USE: &[&str] = &["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"];
    callers.use_through(key, &["secretsmanager"], "StoredSecretsUse", USE)
}

/// Storage of replication instances and settings of endpoints: what the key that AWS keeps for the service allows, to the
/// callers alone. Sources: DMS User Guide "Setting an encryption key and specifying AWS KMS permissions", KMS Developer Guide
/// "AWS KMS condition keys".
fn use_through_dms(key: Key<'_>, callers: Callers) -> Vec<Statement> {
    const USE: &[&str] = &[
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
    ];
    callers.through(
        key,
        &["dms"],
        ("DmsUse", USE),
        ("DmsGrants", &["kms:CreateGrant"]),
    )
}

/// The services that publish to topics here. Their names are the same in every partition.
pub const PUBLISHERS: [&str; 2] = ["events.amazonaws.com", "events.rds.amazonaws.com"];

/// RDS and EventBridge publish to an encrypted topic in their own names, for the owner's account alone.
/// Source: SNS Developer Guide "Key management", event sources from AWS services and encrypted topics.
fn topics(key: Key<'_>, uses: &BTreeSet<KeyUse>) -> Option<Statement> {
    if !uses.contains(&KeyUse::Topic) {
        return None;
    }
    let services = PUBLISHERS.map(|name| Principal::Service(name.to_owned()));
    let publish = ["kms:Decrypt", "kms:GenerateDataKey*"];
    let owner = vec![key.owner.as_str().to_owned()];
    Some(allow("TopicUse", services.into(), &publish)?.when(
        "StringEquals",
        "aws:SourceAccount",
        owner,
    ))
}

/// A vault and what is copied into it: the callers' permissions, through AWS Backup in the key's region.
/// Source: AWS Backup Developer Guide "Encryption for backups in AWS Backup".
fn backups(key: Key<'_>, uses: &BTreeSet<KeyUse>) -> Vec<Statement> {
    const USE: &[&str] = &["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"];
    let callers = Callers::of(uses, |key_use| match key_use {
        KeyUse::Backup => Some(&Caller::Account),
        _ => None,
    });
    callers.through(
        key,
        &["backup"],
        ("BackupUse", USE),
        ("BackupGrants", &["kms:CreateGrant"]),
    )
}

/// CloudWatch Logs uses the key in its own name, bound to the log groups by the encryption context.
/// Source: CloudWatch Logs User Guide "Encrypt log data in CloudWatch Logs using AWS KMS".
fn logs(key: Key<'_>, uses: &BTreeSet<KeyUse>) -> Option<Statement> {
    const USE: &[&str] = &[
        "kms:Decrypt*",
        "kms:Describe*",
        "kms:Encrypt*",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
    ];
    let groups: Vec<String> = uses
        .iter()
        .filter_map(|key_use| match key_use {
            KeyUse::Logs(group) => Some(key.log_group(group)),
            _ => None,
        })
        .collect();
    if groups.is_empty() {
        return None;
    }
    let service = BTreeSet::from([Principal::Service(key.service("logs"))]);
    Some(allow("LogsUse", service, USE)?.when(
        "ArnLike",
        "kms:EncryptionContext:aws:logs:arn",
        groups,
    ))
}
