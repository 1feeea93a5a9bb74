//! Who is given a snapshot, and from whom it is taken; and the root modules that are no longer written. Knows what the blocks of
//! both trees say; must not know what is said of it.
//!
//! Source: RDS User Guide, "Sharing a DB snapshot" (a copy belongs to the account that made it).

use std::collections::{BTreeMap, BTreeSet};

use super::{Handover, ShareChange};
use crate::verify::ResourceText;

/// The argument that names the accounts, on snapshots and copies of both kinds.
const ACCOUNTS: &str = "shared_accounts";

/// A snapshot and an account that it is shared with, with the snapshot's region.
type Shares<'r> = BTreeMap<(&'r str, &'r str, &'r str), Option<&'r str>>;

/// The changes, in the order of modules, addresses and accounts.
pub(super) fn changes(old: &[ResourceText], new: &[ResourceText]) -> Vec<ShareChange> {
    let (before, after) = (shares(old), shares(new));
    let only_in = |these: &Shares<'_>, others: &Shares<'_>, change: Handover| -> Vec<ShareChange> {
        these
            .iter()
            .filter(|(id, _)| !others.contains_key(*id))
            .map(|((module, address, account), region)| ShareChange {
                module: (*module).to_owned(),
                address: (*address).to_owned(),
                account: (*account).to_owned(),
                region: region.map(str::to_owned),
                change,
            })
            .collect()
    };
    let mut all = only_in(&after, &before, Handover::Given);
    all.extend(only_in(&before, &after, Handover::Taken));
    all.sort();
    all
}

/// The root modules that stood there and are no longer written.
pub(super) fn left(old: &[ResourceText], new: &[ResourceText]) -> Vec<String> {
    let modules = |resources| -> BTreeSet<&str> {
        let resources: &[ResourceText] = resources;
        resources
            .iter()
            .map(|resource| resource.module.as_str())
            .collect()
    };
    let stay = modules(new);
    modules(old)
        .into_iter()
        .filter(|module| !stay.contains(module))
        .map(str::to_owned)
        .collect()
}

fn shares<'r>(resources: &'r [ResourceText]) -> Shares<'r> {
    let of_one = |resource: &'r ResourceText| {
        let written = resource.arguments.get(ACCOUNTS);
        let texts = written.filter(|written| written.is_known);
        // Every second piece stands between quotes.
        let accounts = texts
            .into_iter()
            .flat_map(|written| written.text.split('"').skip(1).step_by(2));
        accounts.map(|account| {
            (
                (resource.module.as_str(), resource.address.as_str(), account),
                resource.region.as_deref(),
            )
        })
    };
    resources.iter().flat_map(of_one).collect()
}
