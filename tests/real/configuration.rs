//! What a root module takes for granted, read from its text.
//!
//! Knows which account and regions it works in, which variables it asks for, and which subnets and subnet
//! groups have to be there before it. Reads the text by itself, as a second opinion: nothing of the
//! generator is used. Must not know moto's form of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use hcl::{Block, Body, Expression};
use serde::Serialize;

use super::working_copy::configuration_files;

/// An account of nobody's.
const STRANGER: &str = "999999999999";

/// What exists in the account before the first apply.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Existing {
    /// Twelve digits.
    pub account: String,
    /// By region; every region of a provider is here, also when empty.
    pub regions: BTreeMap<String, Network>,
    /// Names of roles that policies are attached to.
    pub roles: BTreeSet<String>,
    /// ARNs of snapshots that are copied and not made here.
    pub snapshots: BTreeSet<String>,
    /// Databases that somebody made long ago. No text tells their engine, so a test states them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub databases: Vec<Before>,
    /// Hosted zones, by id, with their names.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub zones: BTreeMap<String, String>,
}

/// A database that was there before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Before {
    /// `instance` or `cluster`.
    pub kind: &'static str,
    /// Where it is.
    pub region: &'static str,
    /// What AWS calls it.
    pub identifier: &'static str,
    /// Its engine.
    pub engine: &'static str,
    /// Its version.
    pub engine_version: &'static str,
    /// Whether it is encrypted, under a key of its own.
    pub encrypted: bool,
}

/// Subnets and subnet groups that the configuration names and does not create.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Network {
    /// Identifiers such as `subnet-0a`.
    pub subnets: BTreeSet<String>,
    /// Names of subnet groups.
    pub subnet_groups: BTreeSet<String>,
}

/// A root module's own statement of what it stands on.
#[derive(Debug, Default)]
pub struct Configuration {
    /// What has to be there.
    pub existing: Existing,
    /// Whether its providers assume a role.
    pub assumes_role: bool,
    /// The variables without a default.
    pub variables: BTreeSet<String>,
}

impl Configuration {
    /// Reads the `.tf` files of a folder.
    pub fn read(folder: &Path) -> Result<Configuration, String> {
        let mut blocks = Vec::new();
        for file in configuration_files(folder) {
            let text =
                fs::read_to_string(&file).map_err(|why| format!("{}: {why}", file.display()))?;
            let body: Body =
                hcl::parse(&text).map_err(|why| format!("{}: {why}", file.display()))?;
            blocks.extend(body.into_blocks());
        }
        let mut configuration = Configuration::default();
        let mut aliases = BTreeMap::new();
        for provider in blocks
            .iter()
            .filter(|block| block.identifier() == "provider")
        {
            let region =
                literal(provider, "region").ok_or("a provider without a literal region")?;
            let alias = literal(provider, "alias").unwrap_or_default();
            if let Some(Expression::Array(accounts)) = attribute(provider, "allowed_account_ids")
                && let Some(Expression::String(account)) = accounts.first()
            {
                configuration.existing.account.clone_from(account);
            }
            configuration.assumes_role |= provider
                .body()
                .blocks()
                .any(|block| block.identifier() == "assume_role");
            configuration
                .existing
                .regions
                .entry(region.clone())
                .or_default();
            aliases.insert(alias, region);
        }
        for block in &blocks {
            match block.identifier() {
                "variable" if attribute(block, "default").is_none() => {
                    configuration.variables.insert(label(block, 0));
                }
                "resource" => configuration.existing.note(block, &aliases)?,
                _ => {}
            }
        }
        Ok(configuration)
    }

    /// An access key of the account that Terraform is run by, as `moto_launcher.py` reads it: somebody else's where a
    /// role is assumed, so that only the role leads into the account.
    pub fn access_key(&self) -> String {
        let caller = match self.assumes_role {
            true => STRANGER,
            false => &self.existing.account,
        };
        format!("AKIA{caller}CALL")
    }
}

impl Existing {
    fn note(&mut self, resource: &Block, aliases: &BTreeMap<String, String>) -> Result<(), String> {
        let alias = attribute(resource, "provider")
            .map(|alias| alias.to_string())
            .unwrap_or_default();
        let alias = alias.strip_prefix("aws.").unwrap_or(&alias);
        let region = literal(resource, "region").or_else(|| aliases.get(alias).cloned());
        let region =
            region.ok_or_else(|| format!("{}: no provider `{alias}`", label(resource, 1)))?;
        let network = self.regions.entry(region).or_default();
        self.snapshots.extend(
            [
                "source_db_snapshot_identifier",
                "source_db_cluster_snapshot_identifier",
            ]
            .iter()
            .filter_map(|source| literal(resource, source)),
        );
        // A role that is not made here is named by its text, one after the other by `for_each`.
        if label(resource, 0) == "aws_iam_role_policy_attachment"
            && attribute(resource, "role").is_some_and(|role| role.to_string() == "each.key")
            && let Some(Expression::FuncCall(set)) = attribute(resource, "for_each")
            && let Some(Expression::Array(roles)) = set.args.first()
        {
            self.roles.extend(roles.iter().filter_map(text));
        }
        if let Some(name) = literal(resource, "db_subnet_group_name") {
            network.subnet_groups.insert(name);
        }
        if let Some(Expression::Array(subnets)) = attribute(resource, "subnet_ids") {
            network.subnets.extend(subnets.iter().filter_map(text));
        }
        Ok(())
    }
}

fn attribute<'a>(block: &'a Block, key: &str) -> Option<&'a Expression> {
    block
        .body()
        .attributes()
        .find(|attribute| attribute.key() == key)
        .map(|attribute| attribute.expr())
}

fn literal(block: &Block, key: &str) -> Option<String> {
    text(attribute(block, key)?)
}

fn text(expression: &Expression) -> Option<String> {
    match expression {
        Expression::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn label(block: &Block, number: usize) -> String {
    block
        .labels()
        .get(number)
        .map(|label| label.as_str().to_owned())
        .unwrap_or_default()
}
