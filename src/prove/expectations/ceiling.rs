//! The most that somebody may do by one way, by what the plan recorded. Knows the uses of a key; must not know the policy.

use std::collections::BTreeSet;

use super::suspects::{Suspect, Way};
use crate::policy::actions::{Action, Kind};
use crate::policy::build::{Caller, KeyUse, ShareStyle};
use crate::policy::context::Known;
use crate::policy::evaluate::Access;
use crate::policy::request::Home;

impl Suspect {
    /// The most access to an action that the uses of the key entitle the suspect to. In the key's own account IAM
    /// policies may give anything, because the root statement lets them.
    pub(super) fn ceiling(
        &self,
        uses: &BTreeSet<KeyUse>,
        home: Home<'_>,
        action: &Action,
    ) -> Access {
        let is_own = self.account.as_ref() == Some(home.owner);
        let (nothing, all) = if is_own {
            (Access::Delegated, Access::Direct)
        } else {
            (Access::None, Access::Delegated)
        };
        if self.way == Way::RecordedLogs && action.kind == Kind::Use {
            return Access::Direct;
        }
        if self.way == Way::RecordedTopic && is_publishing(action) {
            return Access::Direct;
        }
        if self.account.is_none() {
            return Access::None;
        }
        if uses
            .iter()
            .any(|key_use| self.is_entitled(key_use, is_own, action))
        {
            all
        } else {
            nothing
        }
    }

    fn is_entitled(&self, key_use: &KeyUse, is_own: bool, action: &Action) -> bool {
        match key_use {
            KeyUse::Administer(arn) => {
                // Replication has a condition of its own, of which this request says nothing.
                self.is(arn) && matches!(action.kind, Kind::Manage | Kind::Look)
            }
            KeyUse::Rds(caller) => {
                self.is_caller(caller, is_own)
                    && (self.way == Way::Rds && self.through_rds(action)
                        || action.name == "kms:DescribeKey" && *caller != Caller::Account)
            }
            KeyUse::ManagedPassword(caller) => {
                self.is_caller(caller, is_own)
                    && matches!(self.way, Way::Rds | Way::SecretsManager)
                    && (matches!(
                        action.name,
                        "kms:Decrypt" | "kms:DescribeKey" | "kms:GenerateDataKey"
                    ) || action.kind == Kind::Grant && self.grants_for_aws())
            }
            KeyUse::Proxy(role) => {
                self.is(role) && self.way == Way::SecretsManager && action.name == "kms:Decrypt"
            }
            KeyUse::Secret(caller) => {
                self.is_caller(caller, is_own)
                    && self.way == Way::SecretsManager
                    && matches!(
                        action.name,
                        "kms:Decrypt" | "kms:DescribeKey" | "kms:GenerateDataKey"
                    )
            }
            KeyUse::Dms(caller) => {
                self.is_caller(caller, is_own)
                    && self.way == Way::Dms
                    && self.through_rds(action)
                    && (action.kind != Kind::Grant || action.name == "kms:CreateGrant")
            }
            KeyUse::Share {
                account,
                principals,
                style,
            } => {
                let is_meant = if principals.is_empty() {
                    self.account.as_ref() == Some(account)
                } else {
                    principals.iter().any(|arn| self.is(arn))
                };
                let by_this_way = match style {
                    ShareStyle::Documented => self.through_rds(action),
                    ShareStyle::LeastPrivilege => self.way == Way::Rds && self.through_rds(action),
                };
                is_meant && (by_this_way || action.name == "kms:DescribeKey")
            }
            KeyUse::Backup => {
                self.is_caller(&Caller::Account, is_own)
                    && self.way == Way::Backup
                    && (is_publishing(action)
                        || action.name == "kms:DescribeKey"
                        || action.kind == Kind::Grant && self.grants_for_aws())
            }
            KeyUse::Logs(_) | KeyUse::Topic | KeyUse::Replicate(_) => false,
        }
    }

    /// Use, and grants for AWS resources.
    fn through_rds(&self, action: &Action) -> bool {
        let encrypts = [
            "Decrypt",
            "DescribeKey",
            "Encrypt",
            "GenerateDataKey",
            "ReEncrypt",
        ];
        let name = action.name.strip_prefix("kms:").unwrap_or_default();
        let is_grant = matches!(name, "CreateGrant" | "ListGrants" | "RevokeGrant");
        encrypts.iter().any(|beginning| name.starts_with(beginning))
            || is_grant && self.grants_for_aws()
    }

    fn grants_for_aws(&self) -> bool {
        let known = self.request.context.get("kms:GrantIsForAWSResource");
        matches!(known, Some(Known::Values(values)) if values.iter().any(|value| value == "true"))
    }

    fn is_caller(&self, caller: &Caller, is_own: bool) -> bool {
        match caller {
            Caller::Account => is_own,
            Caller::Principal(arn) => self.is(arn),
        }
    }

    /// True if a use that names this ARN means the suspect: by name, or the whole account by its root.
    fn is(&self, arn: &str) -> bool {
        self.arn.as_deref() == Some(arn)
            || self
                .account
                .as_ref()
                .is_some_and(|account| arn.ends_with(&format!(":{account}:root")))
    }
}

/// To take a data key and to open it again: what whoever stores something encrypted in its own name needs.
fn is_publishing(action: &Action) -> bool {
    action.name == "kms:Decrypt" || action.name.starts_with("kms:GenerateDataKey")
}
