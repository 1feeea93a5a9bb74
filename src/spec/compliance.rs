//! `compliance:`: what watches the account beside the databases. Knows the words; must not know which rules there are, or
//! what follows from them.

use super::Named;
use crate::source::{At, Place};

/// What a spec says about compliance.
#[derive(Debug, Clone, Default)]
pub struct Compliance {
    /// Rules of AWS Config.
    pub config_rules: Option<At<ConfigRules>>,
    /// Whether the recorder of AWS Config exists already.
    pub recorder: Option<At<Recorder>>,
    /// The bucket that a managed recorder delivers into.
    pub s3_bucket_name: Option<At<String>>,
    /// Where in it.
    pub s3_key_prefix: Option<At<String>>,
    /// The types that a managed recorder records; all of them where it says nothing.
    pub resource_types: Option<At<Vec<At<String>>>>,
    /// Whether the role of AWS Config exists already.
    pub service_linked_role: Option<At<Recorder>>,
    /// How the rules come into the account.
    pub deploy_as: Option<At<DeployAs>>,
    /// Accounts of the organization that have no rules.
    pub excluded_accounts: Option<At<Vec<At<String>>>>,
    /// How often periodic rules run.
    pub maximum_execution_frequency: Option<At<String>>,
    /// The policy that denies unencrypted databases.
    pub guardrail: Option<At<Guardrail>>,
    /// Notifications of what happens to databases and keys.
    pub events: Option<At<Events>>,
    /// AWS Backup.
    pub backup: Option<At<Backup>>,
}

/// Which rules.
#[derive(Debug, Clone)]
pub enum ConfigRules {
    /// Those that are recommended.
    Recommended,
    /// These, by identifier, each with the parameters that it has.
    These(Named<Named<String>>),
}

/// Whether something is there already or is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorder {
    /// It is there.
    Existing,
    /// It is made.
    Managed,
}

/// How rules of AWS Config come into accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeployAs {
    /// Each as a rule of the account.
    Rules,
    /// All of them as one conformance pack of the account.
    ConformancePack,
    /// Each as a rule of the organization.
    OrganizationRules,
    /// All of them as one conformance pack of the organization.
    OrganizationConformancePack,
}

/// `guardrail`.
#[derive(Debug, Clone, Default)]
pub struct Guardrail {
    /// Whether it is wanted at all.
    pub enabled: bool,
    /// The root, organizational units and accounts that it is attached to; none for a mere document.
    pub targets: Option<At<Vec<At<String>>>>,
    /// Patterns of the ARNs of those who may share snapshots.
    pub snapshot_sharers: Option<At<Vec<At<String>>>>,
}

/// `events`.
#[derive(Debug, Clone)]
pub struct Events {
    /// Whether they are wanted at all.
    pub enabled: bool,
    /// The name of the topic, and the beginning of the subscriptions' names.
    pub name: Option<At<String>>,
    /// The name of the key that the topic lies under.
    pub key: Option<At<String>>,
    /// Where `events` stands.
    pub at: Place,
}

/// `backup`.
#[derive(Debug, Clone)]
pub struct Backup {
    /// Whether it is wanted at all.
    pub enabled: bool,
    /// The name of the key that the vault lies under.
    pub key: Option<At<String>>,
    /// When, as AWS writes it: `cron(0 5 ? * * *)`.
    pub schedule: Option<At<String>>,
    /// Days that a recovery point is kept.
    pub delete_after: Option<At<i64>>,
    /// Where `backup` stands.
    pub at: Place,
}
