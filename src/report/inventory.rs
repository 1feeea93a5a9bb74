//! Every database, snapshot and key of a spec: where it lies, under which key, which line says so, and how it stands.
//! Knows the topology and what was judged; must not judge.

use std::collections::BTreeMap;

use super::evidence::Seen;
use super::{Judged, State};
use crate::graph::words;
use crate::graph::{NodeId, Topology};

/// What of one account lies in one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The account's twelve digits.
    pub account: String,
    /// What the spec calls the account: `owner`, or the name under `sharing`.
    pub role: String,
    /// `us-east-1`.
    pub region: String,
    /// Its keys, each followed by what lies under it.
    pub entries: Vec<Entry>,
}

/// One thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is: `RDS instance`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Engine, class and the like.
    pub detail: String,
    /// The alias of the key that it lies under; nothing for a key, and for what has none of its own.
    pub key: Option<String>,
    /// Its address in the output: `owner/aws_db_instance.orders`.
    pub address: String,
    /// The line that names its key, or what it is made of, or its first one; nothing for what the text does not make yet.
    pub evidence: Option<Evidence>,
    /// How many results of it there are of each state.
    pub counts: BTreeMap<State, usize>,
    /// The titles of controls that it fails, or that another text decides.
    pub wanting: Vec<&'static str>,
}

/// A line of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The file, as a path in the output.
    pub file: String,
    /// The line in it; the first is 1.
    pub line: u32,
    /// What it says.
    pub text: String,
}

/// The inventory, in the order of the topology.
pub(super) fn inventory(topology: &Topology, seen: &[Seen<'_>], judged: &[Judged]) -> Vec<Region> {
    let by_address: BTreeMap<String, &Seen<'_>> = seen
        .iter()
        .map(|one| {
            let resource = one.resource;
            (address(&resource.module, &resource.address), one)
        })
        .collect();
    let standing = standing(judged, &clusters(seen));
    let entry = |id: NodeId, key: Option<NodeId>| {
        let node = topology.node(id)?;
        let stands = standing.get(&node.address).cloned().unwrap_or_default();
        let seen = by_address.get(&node.address);
        Some(Entry {
            kind: words::node(node.kind),
            name: node.title.clone(),
            detail: node.detail.clone(),
            key: key.and_then(|key| Some(topology.node(key)?.title.clone())),
            address: node.address.clone(),
            evidence: seen.map(|seen| named_key(seen)),
            counts: stands.counts,
            wanting: stands.wanting,
        })
    };
    let places = topology.accounts.iter().flat_map(|account| {
        let regions = account.regions.iter();
        regions.map(move |place| (account, place))
    });
    places
        .map(|(account, place)| Region {
            account: account.id.clone(),
            role: account.role.clone(),
            region: place.region.clone(),
            entries: place
                .groups
                .iter()
                .flat_map(|group| {
                    let keys = group.key.into_iter().map(|key| (key, None));
                    let stored = group.stored.iter().map(|id| (*id, group.key));
                    keys.chain(stored)
                })
                .filter_map(|(id, key)| entry(id, key))
                .collect(),
        })
        .collect()
}

/// How one thing stands.
#[derive(Debug, Clone, Default)]
struct Standing {
    counts: BTreeMap<State, usize>,
    wanting: Vec<&'static str>,
}

/// The members of clusters with the cluster of each, by addresses in the output.
fn clusters(seen: &[Seen<'_>]) -> BTreeMap<String, String> {
    let members = seen.iter().filter_map(|one| {
        let cluster = one.referred("cluster_identifier")?;
        let module = &one.resource.module;
        let member = address(module, &one.resource.address);
        Some((member, address(module, &cluster.resource.address)))
    });
    members.collect()
}

/// By address in the output; a cluster stands as its members do.
fn standing(judged: &[Judged], clusters: &BTreeMap<String, String>) -> BTreeMap<String, Standing> {
    let mut standing: BTreeMap<String, Standing> = BTreeMap::new();
    for one in judged {
        for result in &one.results {
            let own = address(&result.module, &result.address);
            let of = clusters.get(&own).cloned().unwrap_or(own);
            let of = standing.entry(of).or_default();
            *of.counts.entry(result.state).or_default() += 1;
            if result.state < State::Accepted && !of.wanting.contains(&one.control.title) {
                of.wanting.push(one.control.title);
            }
        }
    }
    standing
}

fn address(module: &str, address: &str) -> String {
    format!("{module}/{address}")
}

fn named_key(seen: &Seen<'_>) -> Evidence {
    // What names no key lies under that of what it is made of.
    const NAMES: [&str; 4] = [
        "kms_key_id",
        "replicate_source_db",
        "db_instance_identifier",
        "db_cluster_identifier",
    ];
    let named = NAMES.into_iter().find(|name| seen.value(name).is_some());
    let (line, text) = seen.line_of(named.unwrap_or_default());
    Evidence {
        file: seen.resource.file.clone(),
        line,
        text: text.to_owned(),
    }
}
