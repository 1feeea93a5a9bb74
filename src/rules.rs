//! The rules: what AWS and Terraform refuse, lose or regret, checked on the plan. Knows the plan and AWS's facts; must not
//! know the spec's text, Terraform's text or templates.
//!
//! A rule is a record and a check, side by side in one of the files below. Its id never changes.

mod arguments;
mod autoscaling;
mod backup_replication;
mod backups;
mod check;
mod cluster_replicas;
mod clusters;
mod config;
mod controls;
mod dms;
mod engines;
mod globals;
mod keys;
mod members;
mod migration_cares;
mod migrations;
mod multi_az;
mod names;
mod network;
mod observation;
mod policies;
mod proxies;
mod proxy_logins;
mod recorder;
mod renames;
mod replicas;
mod replications;
mod restores;
mod roles;
mod sharing;
mod snapshots;
mod statement_conditions;
mod statement_effects;
mod statements;
mod storage;
mod toolchain;
mod upgrade_order;
mod upgrades;
mod users;

use crate::diagnostic::{Diagnostics, Rule};
use crate::plan::{Cluster, Common, Instance, Key, Plan, RootModule};
use crate::policy::{self, check::Finding};
use check::{Check, Finder, On};

/// All checks, a list for each file.
static CHECKS: &[&[Check]] = &[
    arguments::CHECKS,
    autoscaling::CHECKS,
    backup_replication::CHECKS,
    backups::CHECKS,
    cluster_replicas::CHECKS,
    clusters::CHECKS,
    config::CHECKS,
    controls::CHECKS,
    dms::CHECKS,
    engines::CHECKS,
    globals::CHECKS,
    keys::CHECKS,
    members::CHECKS,
    migration_cares::CHECKS,
    migrations::CHECKS,
    multi_az::CHECKS,
    names::CHECKS,
    network::CHECKS,
    observation::CHECKS,
    policies::CHECKS,
    proxies::CHECKS,
    proxy_logins::CHECKS,
    recorder::CHECKS,
    renames::CHECKS,
    replicas::CHECKS,
    replications::CHECKS,
    restores::CHECKS,
    roles::CHECKS,
    sharing::CHECKS,
    snapshots::CHECKS,
    statement_conditions::CHECKS,
    statement_effects::CHECKS,
    statements::CHECKS,
    storage::CHECKS,
    toolchain::CHECKS,
    upgrade_order::CHECKS,
    upgrades::CHECKS,
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
    for module in &plan.modules {
        let policies = read_back(module);
        let instances: Vec<&Instance> = module.instances().collect();
        let clusters: Vec<&Cluster> = module.clusters().collect();
        let commons: Vec<&Common> = module.commons().collect();
        let faults = arguments::faults(module);
        let of_other_class = members::of_other_class(&clusters);
        for check in CHECKS.iter().flat_map(|list| list.iter()) {
            let finder = &mut Finder::new(&check.rule, found);
            match check.on {
                On::Module(look) => look(module, finder),
                On::Key(look) => module.keys.iter().for_each(|key| look(key, module, finder)),
                On::Policy(look) => policies
                    .iter()
                    .filter(|(_, finding)| finding.rule_id == check.rule.id)
                    .for_each(|(key, finding)| look(key, finding, finder)),
                On::Argument(look) => faults
                    .iter()
                    .filter(|fault| fault.rule == check.rule.id)
                    .for_each(|fault| look(fault, finder)),
                On::Database(look) => commons
                    .iter()
                    .copied()
                    .chain(&of_other_class)
                    .for_each(|common| look(common, finder)),
                On::Instance(look) => instances.iter().for_each(|instance| look(instance, finder)),
                On::Cluster(look) => clusters.iter().for_each(|cluster| look(cluster, finder)),
                On::Snapshot(look) => module
                    .snapshots()
                    .for_each(|snapshot| look(snapshot, module, finder)),
            }
        }
    }
}

/// What reading the policies back finds, each policy read once.
fn read_back(module: &RootModule) -> Vec<(&Key, Finding)> {
    module
        .keys
        .iter()
        .flat_map(|key| {
            let findings =
                policy::check::check(&key.policy(&module.account), &module.account, key.region);
            findings.into_iter().map(move |finding| (key, finding))
        })
        .collect()
}
