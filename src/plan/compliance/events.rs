//! Notifications: a topic in each region that has a key, what RDS tells it, and what happens to keys. Knows regions and
//! keys; must not know how a topic is written.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::names::Region;
use crate::plan::keys::Keys;
use crate::plan::{Common, KeyRef};
use crate::source::At;
use crate::spec::compliance;

/// Notifications of a root module.
#[derive(Debug, Clone)]
pub struct Events {
    /// The name of each topic, and the beginning of the subscriptions' names.
    pub name: At<String>,
    /// The topics, by region.
    pub topics: BTreeMap<Region, KeyRef>,
}

/// Kinds of sources with the categories that are told of. Those of Security Hub RDS.19 to RDS.22 are among them.
///
/// Source: RDS User Guide, "Amazon RDS event categories and event messages"; Security Hub, its RDS controls.
pub static SUBSCRIPTIONS: &[(&str, &[&str])] = &[
    (
        "db-cluster",
        &["deletion", "failover", "failure", "maintenance"],
    ),
    (
        "db-instance",
        &[
            "availability",
            "configuration change",
            "deletion",
            "failover",
            "failure",
            "low storage",
            "maintenance",
            "recovery",
        ],
    ),
    ("db-parameter-group", &["configuration change"]),
    ("db-security-group", &["configuration change", "failure"]),
];

/// The notifications that are asked for, with the use that each topic has of its key.
pub(in crate::plan) fn events(
    said: &At<compliance::Events>,
    slug: &str,
    databases: &[&Common],
    keys: &mut Keys<'_>,
    found: &mut Diagnostics,
) -> Option<Events> {
    if !said.enabled {
        return None;
    }
    let mut topics = BTreeMap::new();
    for region in keys.regions() {
        let key = match &said.key {
            Some(named) => keys.find_named(named.clone(), region, found)?,
            None => first_key(databases, region).or_else(|| keys.first_in(region, said.at))?,
        };
        topics.insert(region, key);
    }
    for (region, key) in &topics {
        keys.record_topic(key, *region);
    }
    let name = said
        .name
        .clone()
        .unwrap_or_else(|| At::new(format!("{slug}-database-events"), said.at));
    Some(Events { name, topics })
}

/// The key of the first database of a region.
pub(super) fn first_key(databases: &[&Common], region: Region) -> Option<KeyRef> {
    let first = databases
        .iter()
        .find(|common| common.region.value == region)?;
    Some(first.key.clone())
}
