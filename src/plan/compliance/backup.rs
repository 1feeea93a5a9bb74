//! AWS Backup: a vault, a plan and a selection in each region that has databases. Knows which databases it can back up;
//! must not know how a vault is written.

use std::collections::BTreeMap;

use super::commons;
use super::events::first_key;
use crate::diagnostic::Diagnostics;
use crate::names::{Address, Region};
use crate::plan::defaults::{BACKUP_PLAN_DELETE_AFTER, BACKUP_PLAN_SCHEDULE};
use crate::plan::keys::Keys;
use crate::plan::{Cluster, Database, KeyRef};
use crate::source::{At, Place};
use crate::spec::compliance;

/// AWS Backup of a root module.
#[derive(Debug, Clone)]
pub struct BackupPlan {
    /// The name of vaults, plans and selections.
    pub name: String,
    /// The name of the role by which AWS Backup works.
    pub role: String,
    /// When it runs.
    pub schedule: At<String>,
    /// Days that a recovery point is kept.
    pub delete_after: At<i64>,
    /// The vaults, by region.
    pub vaults: BTreeMap<Region, Vault>,
}

/// A vault with what goes into it.
#[derive(Debug, Clone)]
pub struct Vault {
    /// The key that it lies under.
    pub key: KeyRef,
    /// The databases, in their order.
    pub databases: Vec<Address>,
}

/// AWS Backup where the spec asks for it; and where it says nothing, if there is an Aurora cluster: its own backups
/// cannot be kept for longer than 35 days, nor away from it.
pub(in crate::plan) fn backup(
    said: Option<&At<compliance::Backup>>,
    slug: &str,
    at: Place,
    databases: &[Database],
    keys: &mut Keys<'_>,
    found: &mut Diagnostics,
) -> Option<BackupPlan> {
    let has_cluster = databases
        .iter()
        .any(|database| matches!(database, Database::Cluster(_)));
    if !said.map_or(has_cluster, |said| said.enabled) {
        return None;
    }
    let mut selected: BTreeMap<Region, Vec<Address>> = BTreeMap::new();
    // What a migration has not made yet cannot be selected.
    let made = |database: &&Database| !database.common().awaited;
    for database in databases.iter().filter(made) {
        for (region, address) in addresses(database) {
            selected.entry(region).or_default().push(address);
        }
    }
    if selected.is_empty() {
        return None;
    }
    let commons = commons(databases);
    let mut vaults = BTreeMap::new();
    for (region, databases) in selected {
        let key = match said.and_then(|said| said.key.as_ref()) {
            Some(named) => keys.find_named(named.clone(), region, found)?,
            None => first_key(&commons, region)?,
        };
        keys.record_backup(&key, region);
        vaults.insert(region, Vault { key, databases });
    }
    let said = said.map(|said| &said.value);
    Some(BackupPlan {
        name: slug.to_owned(),
        role: format!("{slug}-backup"),
        schedule: said
            .and_then(|said| said.schedule.clone())
            .unwrap_or_else(|| At::new(BACKUP_PLAN_SCHEDULE.to_owned(), at)),
        delete_after: said
            .and_then(|said| said.delete_after.clone())
            .unwrap_or(At::new(BACKUP_PLAN_DELETE_AFTER, at)),
        vaults,
    })
}

/// A database and all that it brings with it, each with its region. A read replica is backed up as its source is, and RDS
/// Custom not at all. Source: AWS Backup Developer Guide, "Feature availability by resource".
fn addresses(database: &Database) -> Vec<(Region, Address)> {
    match database {
        Database::Instance(instance) if instance.common.engine.is_custom() => Vec::new(),
        Database::Instance(instance) => {
            let common = &instance.common;
            let address = Address::new("aws_db_instance", common.label.clone());
            vec![(common.region.value, address)]
        }
        Database::Cluster(cluster) => cluster
            .with_secondaries()
            .map(|cluster: &Cluster| {
                let common = &cluster.common;
                let address = Address::new("aws_rds_cluster", common.label.clone());
                (common.region.value, address)
            })
            .collect(),
    }
}
