//! Where databases are placed: the network of each region, and which regions a module uses. Knows regions; must not know what
//! lives in them.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::REGION_UNUSED;
use super::{Placement, RootModule, SubnetGroup};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::Region;
use crate::source::At;
use crate::spec;

/// The networks as they were declared.
pub(super) fn placements(
    networks: &BTreeMap<Region, At<spec::Network>>,
    slug: &str,
) -> BTreeMap<Region, Placement> {
    networks
        .iter()
        .map(|(region, network)| {
            let ours = network
                .subnet_ids
                .as_ref()
                .map(|subnet_ids| SubnetGroup::Ours {
                    label: region.label(),
                    name: slug.to_owned(),
                    subnet_ids: subnet_ids.clone(),
                });
            let existing = network
                .db_subnet_group_name
                .clone()
                .map(SubnetGroup::Existing);
            let placement = Placement {
                at: network.at,
                subnet_group: existing.or(ours),
                security_groups: network.vpc_security_group_ids.clone(),
            };
            (*region, placement)
        })
        .collect()
}

/// The regions that something lives in; says which ones nothing does.
pub(super) fn used_regions(
    module: &RootModule,
    placements: BTreeMap<Region, Placement>,
    found: &mut Diagnostics,
) -> BTreeMap<Region, Placement> {
    let used: BTreeSet<Region> = module
        .keys
        .iter()
        .map(|key| key.region)
        .chain(module.commons().map(|common| common.region.value))
        .chain(module.snapshots().map(|snapshot| snapshot.region.value))
        .collect();
    let mut kept = BTreeMap::new();
    for (region, placement) in placements {
        if used.contains(&region) {
            kept.insert(region, placement);
        } else if !found.has_errors() {
            found.push(Diagnostic::new(
                &REGION_UNUSED,
                placement.at,
                format!("nothing lives in `{region}`"),
                "place a database, a replica or a copy there, or remove it",
            ));
        }
    }
    // A multi-Region key's primary may live in a region that was not declared.
    for region in used {
        kept.entry(region).or_insert(Placement {
            at: module.account.at,
            subnet_group: None,
            security_groups: None,
        });
    }
    kept
}
