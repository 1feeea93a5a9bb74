//! The rules: what AWS and Terraform refuse, lose or regret, checked on the plan. Knows the plan and AWS's facts; must not
//! know the spec's text, Terraform's text or templates.
//!
//! A rule is a record and a check, side by side in one of the files below. Its id never changes.

mod backups;
mod check;
mod clusters;
mod engines;
mod keys;
mod names;
mod network;
mod observation;
mod policies;
mod replicas;
mod storage;
mod toolchain;
mod users;

use crate::diagnostic::{Diagnostics, Rule};
use crate::plan::Plan;
use check::{Check, Finder, On};

/// All checks, a list for each file.
static CHECKS: &[&[Check]] = &[
    backups::CHECKS,
    clusters::CHECKS,
    engines::CHECKS,
    keys::CHECKS,
    names::CHECKS,
    network::CHECKS,
    observation::CHECKS,
    policies::CHECKS,
    replicas::CHECKS,
    storage::CHECKS,
    toolchain::CHECKS,
    users::CHECKS,
];

/// The records of all rules here.
pub fn records() -> impl Iterator<Item = &'static Rule> {
    CHECKS
        .iter()
        .flat_map(|list| list.iter())
        .map(|check| &check.rule)
}

/// Runs every check over the plan.
pub fn run(plan: &Plan, found: &mut Diagnostics) {
    for check in CHECKS.iter().flat_map(|list| list.iter()) {
        let mut finder = Finder::new(&check.rule, found);
        for module in &plan.modules {
            match check.on {
                On::Module(look) => look(module, &mut finder),
                On::Key(look) => module
                    .keys
                    .iter()
                    .for_each(|key| look(key, module, &mut finder)),
                On::Database(look) => module
                    .commons()
                    .for_each(|common| look(common, &mut finder)),
                On::Instance(look) => module
                    .instances()
                    .for_each(|instance| look(instance, &mut finder)),
                On::Cluster(look) => module
                    .clusters()
                    .for_each(|cluster| look(cluster, &mut finder)),
            }
        }
    }
}
