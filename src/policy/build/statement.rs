//! The parts that statements of ours are made of: principals, conditions, names of the key's region. Knows
//! partitions; must not know what a key is used for.

use std::collections::BTreeSet;

use crate::names::{AccountId, Region};
use crate::policy::request::via_services;
use crate::policy::{Actions, Conditions, Effect, Principal, Principals, Statement};

/// The key that a policy is for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key<'a> {
    pub(super) owner: &'a AccountId,
    pub(super) region: Region,
}

impl Key<'_> {
    /// The account that owns the key, as a principal.
    pub(super) fn root(self) -> Principal {
        self.root_of(self.owner)
    }

    /// Another account of the partition, as a principal.
    pub(super) fn root_of(self, account: &AccountId) -> Principal {
        let partition = self.region.partition().id();
        Principal::Aws(format!("arn:{partition}:iam::{account}:root"))
    }

    /// The name of a service that calls KMS in its own name, in the key's region.
    pub(super) fn service(self, service: &str) -> String {
        let suffix = self.region.partition().dns_suffix();
        format!("{service}.{}.{suffix}", self.region)
    }

    /// The ARN of log groups of the owner, in the key's region.
    pub(super) fn log_group(self, name: &str) -> String {
        let partition = self.region.partition().id();
        format!(
            "arn:{partition}:logs:{}:{}:log-group:{name}",
            self.region, self.owner
        )
    }
}

/// An Allow of `actions` on this key; nothing where there is nobody to allow it to, because AWS refuses a
/// statement without principals.
pub(super) fn allow(
    sid: &str,
    principals: BTreeSet<Principal>,
    actions: &[&str],
) -> Option<Statement> {
    (!principals.is_empty()).then(|| statement(sid, principals, actions))
}

/// The same where it is certain that there is somebody.
pub(super) fn statement(sid: &str, principals: BTreeSet<Principal>, actions: &[&str]) -> Statement {
    Statement {
        sid: sid.to_owned(),
        effect: Effect::Allow,
        principals: Principals::In(principals),
        actions: Actions::In(actions.iter().map(|&action| action.to_owned()).collect()),
        resources: BTreeSet::from(["*".to_owned()]),
        conditions: Conditions::new(),
    }
}

/// Principals of IAM, by ARN.
pub(super) fn named<'a>(arns: impl Iterator<Item = &'a String>) -> BTreeSet<Principal> {
    arns.map(|arn| Principal::Aws(arn.clone())).collect()
}

impl Statement {
    /// The same under one more condition.
    pub(super) fn when(
        mut self,
        operator: &str,
        key: &str,
        values: impl IntoIterator<Item = String>,
    ) -> Self {
        self.conditions
            .entry(operator.to_owned())
            .or_default()
            .insert(key.to_owned(), values.into_iter().collect());
        self
    }

    /// The same through these services in the key's region alone. The region is the key's own, wherever the
    /// data came from: a request never reaches a key of another region.
    pub(super) fn through(self, key: Key<'_>, services: &[&str]) -> Self {
        let names = services
            .iter()
            .flat_map(|service| via_services(service, key.region));
        self.when("StringEquals", "kms:ViaService", names)
    }

    /// The same for grants to AWS services alone. Only actions about grants carry the key, so it may stand in
    /// a statement of such actions alone.
    /// Source: KMS Developer Guide "AWS KMS condition keys", kms:GrantIsForAWSResource.
    pub(super) fn for_aws_resources(self) -> Self {
        self.when("Bool", "kms:GrantIsForAWSResource", ["true".to_owned()])
    }
}
