//! A request to KMS, and the usual ones: called directly, through a service, by a service. Knows which
//! condition keys such a request carries; must not know what policies say of it.
//!
//! Sources: KMS Developer Guide "AWS KMS condition keys", IAM User Guide "AWS global condition context keys".

use super::actions;
use super::context::{Context, Known};
use super::identity::Identity;
use crate::names::{AccountId, Region};

/// One request to use or manage a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Who asks.
    pub principal: Identity,
    /// The account that owns the key.
    pub owner: AccountId,
    /// The key's ARN, if it is known. Without it, only the resource `*` certainly is this key.
    pub key: Option<String>,
    /// What for: `kms:Decrypt`.
    pub action: String,
    /// The condition keys.
    pub context: Context,
}

/// Where requests come to: a key's account and region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Home<'a> {
    /// The account that owns the key.
    pub owner: &'a AccountId,
    /// The region that the key is in.
    pub region: Region,
}

impl Request {
    /// `principal` calls KMS itself.
    pub fn direct(principal: Identity, home: Home<'_>, action: &str) -> Self {
        let mut request = Self::by_any_path(principal, home, action);
        request.context = request
            .context
            .without("kms:ViaService")
            .with("kms:GrantIsForAWSResource", "false")
            .without("aws:CalledVia")
            .without("aws:CalledViaFirst")
            .without("aws:CalledViaLast")
            .with("aws:ViaAWSService", "false");
        request
    }

    /// `principal` calls `service` (`rds`), which calls KMS with the principal's permissions.
    pub fn through(service: &str, principal: Identity, home: Home<'_>, action: &str) -> Self {
        let mut request = Self::by_any_path(principal, home, action);
        request.context = request
            .context
            .with_one_of("kms:ViaService", via_services(service, home.region))
            .with("kms:GrantIsForAWSResource", "true")
            .with("aws:ViaAWSService", "true");
        request
    }

    /// `principal` calls KMS, itself or through whatever service.
    pub fn by_any_path(principal: Identity, home: Home<'_>, action: &str) -> Self {
        let context = common(home)
            .with("aws:PrincipalIsAWSService", "false")
            .without("aws:PrincipalServiceName")
            .without("aws:PrincipalServiceNamesList")
            .without("aws:SourceAccount")
            .without("aws:SourceArn")
            .without("aws:SourceOrgID")
            .without("aws:SourceOrgPaths");
        Self {
            context: of_caller(context, &principal),
            principal,
            owner: home.owner.clone(),
            key: None,
            action: action.to_owned(),
        }
    }

    /// The service principal `name` calls KMS in its own name, for a resource of `account`.
    pub fn by_service(name: &str, account: &AccountId, home: Home<'_>, action: &str) -> Self {
        let context = common(home)
            .with("aws:PrincipalIsAWSService", "true")
            .with("aws:PrincipalServiceName", name)
            .with("aws:SourceAccount", account.as_str())
            .without("kms:ViaService")
            .with("aws:ViaAWSService", "false");
        Self {
            principal: Identity::Service(name.to_owned()),
            owner: home.owner.clone(),
            key: None,
            action: action.to_owned(),
            context,
        }
    }
}

impl Request {
    /// What is known of a condition key of this request. Keys that belong to other actions are absent.
    pub fn known(&self, key: &str) -> Option<&Known> {
        if actions::may_carry(&self.action, key) {
            self.context.get(key)
        } else {
            Some(&Known::Absent)
        }
    }

    /// The same request for another action.
    pub(super) fn ask_for(&mut self, action: &str) -> &Self {
        self.action.clear();
        self.action.push_str(action);
        self
    }
}

/// The names by which `kms:ViaService` may call a service in a region.
///
/// KMS documents `SERVICE.REGION.amazonaws.com` alone. What it says in partitions whose own suffix
/// differs could not be verified, so there it is either of the two.
pub fn via_services(service: &str, region: Region) -> Vec<String> {
    let mut names = vec![format!("{service}.{region}.amazonaws.com")];
    let suffix = region.partition().dns_suffix();
    if suffix != "amazonaws.com" {
        names.push(format!("{service}.{region}.{suffix}"));
    }
    names
}

/// What every request carries, or certainly does not.
fn common(home: Home<'_>) -> Context {
    Context::default()
        .with("aws:SecureTransport", "true")
        .with("aws:RequestedRegion", home.region.name())
        .with("aws:ResourceAccount", home.owner.as_str())
        .without("kms:BypassPolicyLockoutSafetyCheck")
}

/// What tells about the caller.
fn of_caller(context: Context, principal: &Identity) -> Context {
    let Some(account) = principal.account() else {
        return context
            .without("kms:CallerAccount")
            .without("aws:PrincipalAccount")
            .without("aws:PrincipalArn")
            .without("aws:PrincipalOrgID")
            .without("aws:username");
    };
    let context = context
        .with("kms:CallerAccount", account)
        .with("aws:PrincipalAccount", account);
    match principal {
        Identity::User(arn) => context
            .with("aws:PrincipalArn", arn.as_str())
            .with("aws:PrincipalType", "User")
            .with("aws:username", arn.rsplit('/').next().unwrap_or_default()),
        Identity::Role(role)
        | Identity::Session {
            role: Some(role), ..
        } => context
            .with("aws:PrincipalArn", role.as_str())
            .with("aws:PrincipalType", "AssumedRole")
            .without("aws:username"),
        Identity::Session { role: None, .. } => context
            .with("aws:PrincipalType", "AssumedRole")
            .without("aws:username"),
        Identity::Root(arn) => context
            .with("aws:PrincipalArn", arn.as_str())
            .with("aws:PrincipalType", "Account")
            .without("aws:username"),
        Identity::Service(_) | Identity::Anonymous => context,
    }
}
