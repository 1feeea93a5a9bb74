//! Rules of AWS Config in each region that something lives in, and the recorder that they need. Knows which rules exist
//! where; must not judge what a spec says of them.

use std::collections::BTreeMap;

use crate::aws::config_rules::{self, ManagedRule, Recommended, Trigger};
use crate::names::Region;
use crate::source::{At, Place};
use crate::spec::Named;
use crate::spec::compliance::{Compliance, ConfigRules};
pub use crate::spec::compliance::{DeployAs, Recorder};

/// Rules of AWS Config and their recorder.
#[derive(Debug, Clone)]
pub struct Config {
    /// The place of `config_rules`, or of what stands without it.
    pub at: Place,
    /// The rules, with what each has everywhere.
    pub asked: Vec<Asked>,
    /// What is asked for and is no managed rule.
    pub unknown: Vec<At<String>>,
    /// Whether the spec names its rules.
    pub is_named: bool,
    /// The regions, in their order; the first records what is of no region.
    pub regions: Vec<Region>,
    /// Whether the recorder exists.
    pub recorder: Option<At<Recorder>>,
    /// The bucket that a managed recorder delivers into.
    pub bucket: Option<At<String>>,
    /// Where in it.
    pub prefix: Option<At<String>>,
    /// The types that a managed recorder records; none for all of them.
    pub resource_types: Option<At<Vec<At<String>>>>,
    /// Whether the role of AWS Config exists.
    pub role: Recorder,
    /// How the rules come into the account.
    pub deploy_as: At<DeployAs>,
    /// Accounts of the organization that have no rules.
    pub excluded_accounts: Option<At<Vec<At<String>>>>,
    /// How often periodic rules run.
    pub frequency: Option<At<String>>,
}

/// A rule that is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The rule.
    pub rule: &'static ManagedRule,
    /// Where it is asked for.
    pub at: Place,
    /// Its parameters: the spec's own over those of the table.
    pub parameters: BTreeMap<String, At<String>>,
}

impl Config {
    /// The rules that exist in a region. What is of no region is looked at where it is recorded: in the first.
    pub fn rules_in(&self, region: Region) -> impl Iterator<Item = &Asked> {
        let is_first = self.regions.first() == Some(&region);
        self.asked
            .iter()
            .filter(move |asked| asked.rule.exists_in(region))
            .filter(move |asked| is_first || !asked.rule.is_global())
    }

    /// How often a rule runs, where that is not for changes to say.
    pub fn frequency_of(&self, rule: &ManagedRule) -> Option<&str> {
        let said = self.frequency.as_ref()?;
        (rule.trigger == Trigger::Periodic).then_some(said.value.as_str())
    }

    /// Whether the recorder is made here.
    pub fn is_managed(&self) -> bool {
        self.recorder
            .as_ref()
            .is_some_and(|recorder| recorder.value == Recorder::Managed)
    }
}

/// The rules that a spec asks for in these regions; none where it says nothing of AWS Config.
pub(in crate::plan) fn config(
    said: &Compliance,
    regions: Vec<Region>,
    with_backup: bool,
) -> Option<Config> {
    let stands = [
        said.config_rules.as_ref().map(|one| one.at),
        said.recorder.as_ref().map(|one| one.at),
        said.s3_bucket_name.as_ref().map(|one| one.at),
        said.s3_key_prefix.as_ref().map(|one| one.at),
        said.resource_types.as_ref().map(|one| one.at),
        said.service_linked_role.as_ref().map(|one| one.at),
        said.deploy_as.as_ref().map(|one| one.at),
        said.excluded_accounts.as_ref().map(|one| one.at),
        said.maximum_execution_frequency.as_ref().map(|one| one.at),
    ];
    let at = stands.into_iter().flatten().next()?;
    let mut unknown = Vec::new();
    let mut asked = Vec::new();
    let mut is_named = false;
    match said.config_rules.as_ref().map(|rules| &rules.value) {
        None => {}
        Some(ConfigRules::Recommended) => asked.extend(
            config_rules::all()
                .iter()
                .filter(|rule| match rule.recommended {
                    Recommended::Always => true,
                    Recommended::WithBackup => with_backup,
                    Recommended::Named => false,
                })
                .map(|rule| self::asked(rule, at, &Named::new())),
        ),
        Some(ConfigRules::These(these)) => {
            is_named = true;
            for (identifier, parameters) in these {
                match config_rules::find(identifier) {
                    Some(rule) => asked.push(self::asked(rule, parameters.at, &parameters.value)),
                    None => unknown.push(At::new(identifier.clone(), parameters.at)),
                }
            }
        }
    }
    Some(Config {
        at,
        asked,
        unknown,
        is_named,
        regions,
        recorder: said.recorder.clone(),
        bucket: said.s3_bucket_name.clone(),
        prefix: said.s3_key_prefix.clone(),
        resource_types: said.resource_types.clone(),
        role: said
            .service_linked_role
            .as_ref()
            .map_or(Recorder::Managed, |role| role.value),
        deploy_as: said
            .deploy_as
            .clone()
            .unwrap_or(At::new(DeployAs::Rules, at)),
        excluded_accounts: said.excluded_accounts.clone(),
        frequency: said.maximum_execution_frequency.clone(),
    })
}

fn asked(rule: &'static ManagedRule, at: Place, own: &Named<String>) -> Asked {
    let mut parameters: BTreeMap<String, At<String>> = rule
        .parameters
        .iter()
        .filter_map(|parameter| {
            let value = parameter.default?;
            Some((parameter.name.to_owned(), At::new(value.to_owned(), at)))
        })
        .collect();
    parameters.extend(
        own.iter()
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    Asked {
        rule,
        at,
        parameters,
    }
}
