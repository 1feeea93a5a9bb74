//! What the recorded uses of a key entitle somebody to: who must be able to do what, by which way. Knows what RDS,
//! Secrets Manager, CloudWatch Logs and administrators ask of a key; must not know the statements that give it.
//!
//! It is the measure that policies are held against, so it shares nothing with [`build`](super::build) but the uses.

use std::collections::BTreeSet;

use super::build::{Caller, KeyUse, ShareStyle};
use super::evaluate::Access;
use super::identity::Identity;
use super::request::{Home, Request};
use crate::names::AccountId;

/// A claim on a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entitlement {
    /// Who, and by which way, in words: `arn:aws:iam::…:role/Deployers` `through rds`.
    pub who: String,
    /// What is asked; the action is one of `actions`.
    pub request: Request,
    /// The actions that must be possible.
    pub actions: &'static [&'static str],
    /// The least access that they must come to.
    pub access: Access,
}

/// What RDS does with a key for its caller. Source: RDS User Guide "AWS KMS key management".
pub const THROUGH_RDS: &[&str] = &[
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ListGrants",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
    "kms:RevokeGrant",
];

/// What an administrator does. Source: KMS Developer Guide "Default key policy", key administrators.
pub const ADMINISTER: &[&str] = &[
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:ListGrants",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
];

/// Source: RDS User Guide "Password management with Amazon RDS and AWS Secrets Manager".
const PASSWORDS: &[&str] = &[
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:GenerateDataKey",
];

/// What the role of a proxy does. Source: RDS User Guide "Configuring IAM authentication for RDS Proxy".
const OPEN_SECRETS: &[&str] = &["kms:Decrypt"];

/// Source: Secrets Manager User Guide "Secret encryption and decryption".
const SECRETS: &[&str] = &["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"];

/// Source: DMS User Guide "Setting an encryption key and specifying AWS KMS permissions".
const REPLICATE: &[&str] = &[
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
];

/// Source: CloudWatch Logs User Guide "Encrypt log data in CloudWatch Logs using AWS KMS".
const LOGS: &[&str] = &[
    "kms:Decrypt",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
];

/// Those who publish to an encrypted topic. Source: SNS Developer Guide "Key management".
const PUBLISHERS: [&str; 2] = ["events.amazonaws.com", "events.rds.amazonaws.com"];

/// Source: SNS Developer Guide "Key management", event sources from AWS services and encrypted topics.
const PUBLISH: &[&str] = &["kms:Decrypt", "kms:GenerateDataKey"];

/// Source: AWS Backup Developer Guide "Encryption for backups in AWS Backup".
const BACKUP: &[&str] = &[
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
];

/// What a copier of another account does itself, and what it has a service do.
const COPY: &[&str] = &[
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
];

/// The condition key by which CloudWatch Logs says for which log group it asks.
pub const LOG_GROUP: &str = "kms:EncryptionContext:aws:logs:arn";

/// Everything that these uses of a key entitle to, root first.
pub fn of(home: Home<'_>, uses: &BTreeSet<KeyUse>) -> Vec<Entitlement> {
    let mut all = vec![Entitlement {
        who: format!("the root of {}", home.owner),
        request: Request::direct(
            Identity::root(home.region.partition(), home.owner),
            home,
            "",
        ),
        actions: ADMINISTER,
        access: Access::Direct,
    }];
    for key_use in uses {
        match key_use {
            KeyUse::Administer(arn) => all.extend(direct(home, arn, ADMINISTER)),
            KeyUse::Rds(caller) => {
                all.extend(through(home, "rds", caller, THROUGH_RDS));
                if let Caller::Principal(arn) = caller {
                    all.extend(direct(home, arn, &["kms:DescribeKey"]));
                }
            }
            KeyUse::ManagedPassword(caller) => {
                all.extend(through(home, "rds", caller, PASSWORDS));
                all.extend(through(home, "secretsmanager", caller, PASSWORDS));
            }
            KeyUse::Proxy(role) => {
                let caller = Caller::Principal(role.clone());
                all.extend(through(home, "secretsmanager", &caller, OPEN_SECRETS));
            }
            KeyUse::Secret(caller) => all.extend(through(home, "secretsmanager", caller, SECRETS)),
            KeyUse::Dms(caller) => all.extend(through(home, "dms", caller, REPLICATE)),
            KeyUse::Logs(group) => all.push(logs(home, group)),
            KeyUse::Topic => all.extend(PUBLISHERS.map(|name| Entitlement {
                who: format!("`{name}` for {}", home.owner),
                request: Request::by_service(name, home.owner, home, ""),
                actions: PUBLISH,
                access: Access::Direct,
            })),
            KeyUse::Backup => all.extend(through(home, "backup", &Caller::Account, BACKUP)),
            KeyUse::Replicate(region) => {
                let administrators = uses.iter().filter_map(|key_use| match key_use {
                    KeyUse::Administer(arn) => Some(arn),
                    _ => None,
                });
                all.extend(administrators.filter_map(|arn| {
                    let mut entitlement = direct(home, arn, &["kms:ReplicateKey"])?;
                    let context = entitlement.request.context;
                    entitlement.request.context = context.with("kms:ReplicaRegion", region.name());
                    entitlement.who = format!("{} into {region}", entitlement.who);
                    Some(entitlement)
                }));
            }
            KeyUse::Share {
                account,
                principals,
                style,
            } => {
                let root = format!("arn:{}:iam::{account}:root", home.region.partition().id());
                let whole = principals.is_empty().then_some(root);
                for arn in principals.iter().chain(&whole) {
                    let caller = Caller::Principal(arn.clone());
                    all.extend(through(home, "rds", &caller, THROUGH_RDS));
                    all.extend(direct(
                        home,
                        arn,
                        match style {
                            ShareStyle::Documented => COPY,
                            ShareStyle::LeastPrivilege => &["kms:DescribeKey"],
                        },
                    ));
                }
            }
        }
    }
    all
}

/// Somebody of an account about whom nothing else is known.
pub fn somebody(home: Home<'_>, account: &AccountId) -> Identity {
    let partition = home.region.partition().id();
    Identity::Role(format!("arn:{partition}:iam::{account}:role/Someone"))
}

/// Whom an ARN stands for in practice: the root of another account is somebody there.
pub fn caller(home: Home<'_>, arn: &str) -> Option<Identity> {
    let who = Identity::parse(arn)?;
    let account = AccountId::parse(who.account()?)?;
    match who {
        Identity::Root(_) if account != *home.owner => Some(somebody(home, &account)),
        who => Some(who),
    }
}

fn direct(home: Home<'_>, arn: &str, actions: &'static [&'static str]) -> Option<Entitlement> {
    let who = caller(home, arn)?;
    Some(Entitlement {
        access: access(home, &who),
        request: Request::direct(who, home, ""),
        who: format!("`{arn}` directly"),
        actions,
    })
}

fn through(
    home: Home<'_>,
    service: &str,
    by: &Caller,
    actions: &'static [&'static str],
) -> Option<Entitlement> {
    let (who, name) = match by {
        Caller::Account => (
            somebody(home, home.owner),
            format!("anyone in {}", home.owner),
        ),
        Caller::Principal(arn) => (caller(home, arn)?, format!("`{arn}`")),
    };
    Some(Entitlement {
        access: access(home, &who),
        request: Request::through(service, who, home, ""),
        who: format!("{name} through {service}"),
        actions,
    })
}

/// CloudWatch Logs, for a log group of the recorded name.
fn logs(home: Home<'_>, group: &str) -> Entitlement {
    let service = format!(
        "logs.{}.{}",
        home.region,
        home.region.partition().dns_suffix()
    );
    let mut request = Request::by_service(&service, home.owner, home, "");
    request.context = request
        .context
        .with(LOG_GROUP, log_group(home, home.owner, group));
    Entitlement {
        who: format!("`{service}` for the log groups `{group}`"),
        request,
        actions: LOGS,
        access: Access::Direct,
    }
}

/// The ARN of a log group whose name fits.
pub fn log_group(home: Home<'_>, account: &AccountId, group: &str) -> String {
    let partition = home.region.partition().id();
    let name = group.replace('*', "x");
    format!(
        "arn:{partition}:logs:{}:{account}:log-group:{name}",
        home.region
    )
}

/// Somebody of another account needs that account's consent as well.
fn access(home: Home<'_>, who: &Identity) -> Access {
    if who.account() == Some(home.owner.as_str()) {
        Access::Direct
    } else {
        Access::Delegated
    }
}
