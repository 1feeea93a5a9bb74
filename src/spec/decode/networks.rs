//! `regions:`: which regions there are, and where databases are placed in each.

use std::collections::BTreeMap;

use super::super::fields::{entries, unknown};
use super::super::rules::REGION_NETWORK_TWICE;
use super::super::{Network, read};
use super::{check_partitions, named, region};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::Region;
use crate::source::At;
use crate::source::node::Entry;

/// What a region may say.
pub(super) const WORDS: &[&str] = &[
    "db_subnet_group_name",
    "subnet_ids",
    "vpc_security_group_ids",
];

pub(super) fn decode(
    entry: &Entry,
    found: &mut Diagnostics,
) -> Option<BTreeMap<Region, At<Network>>> {
    let mut regions = BTreeMap::new();
    let mut order = Vec::new();
    for inner in named(entry, "region", found)? {
        let network = network(inner, found);
        let Some(region) = region(&inner.key, inner.key_at, found) else {
            continue;
        };
        order.push((region, inner.key_at));
        regions.insert(region, At::new(network, inner.key_at));
    }
    check_partitions(&order, found);
    Some(regions)
}

fn network(entry: &Entry, found: &mut Diagnostics) -> Network {
    let mut network = Network::default();
    let help = "write its `subnet_ids` and `vpc_security_group_ids` below it, or `{}`";
    for inner in entries(entry, "a map", help, found).unwrap_or_default() {
        match inner.key.as_str() {
            "db_subnet_group_name" => network.db_subnet_group_name = read::text(inner, found),
            "subnet_ids" => network.subnet_ids = read::texts(inner, found),
            "vpc_security_group_ids" => network.vpc_security_group_ids = read::texts(inner, found),
            other => unknown(other, inner.key_at, "a region", WORDS, found),
        }
    }
    if let (Some(name), Some(subnets)) = (&network.db_subnet_group_name, &network.subnet_ids) {
        found.push(
            Diagnostic::new(
                &REGION_NETWORK_TWICE,
                subnets.at,
                format!("`{}` has both a subnet group and subnets", entry.key),
                "keep `db_subnet_group_name` for an existing group, or `subnet_ids` to have one made",
            )
            .related(name.at, "the existing group"),
        );
    }
    network
}
