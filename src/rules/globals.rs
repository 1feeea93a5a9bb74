//! Rules about global databases.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{Finder, checks};
use crate::aws::classes::Class;
use crate::aws::identifiers::global_cluster_problem;
use crate::aws::limits;
use crate::plan::{Cluster, Global, Password, RootModule};
use crate::source::Place;

checks! {
    Error "id-global-shape" on Cluster shape,
        "the identifier of a global database is one that AWS and Terraform take",
        "the provider refuses what AWS would take: it wants lower-case letters, digits and hyphens",
        "use lower-case letters, digits and single hyphens, a letter first and no hyphen last",
        "RDS API CreateGlobalCluster; Terraform AWS provider, aws_rds_global_cluster";
    Error "id-unique-global" on Module unique,
        "each global database of an account has an identifier of its own",
        "they are unique in an account, whatever the region, and AWS refuses the second",
        "give one an `identifier` of its own under `global`",
        "RDS API CreateGlobalCluster";
    Error "id-unique-global-members" on Cluster unique_members,
        "the clusters of a global database have identifiers of their own",
        "AWS wants them unique in all regions, and not in each",
        "give one an `identifier` of its own, with its region in it",
        "Aurora User Guide, Getting started with Amazon Aurora global databases";
    Error "gdb-regions" on Cluster regions,
        "each cluster of a global database is in a region of its own, and there are two at least",
        "AWS takes one cluster in a region, and a database in one region is not global",
        "name other regions than that of the primary under `global`",
        "Aurora User Guide, Using Amazon Aurora global databases";
    Error "class-global" on Cluster class,
        "the members of a global database have a memory-optimized class",
        "AWS offers the others for clusters of one region alone",
        "use `db.r6g.large` or larger",
        "Aurora User Guide, Getting started with Amazon Aurora global databases";
    Error "cl-gdb-readers" on Cluster readers,
        "a primary has 15 readers at most, and each secondary takes the place of one",
        "AWS refuses the reader or the secondary that is too many",
        "use fewer readers or fewer regions",
        "Aurora User Guide, Getting started with Amazon Aurora global databases";
    Warning "cl-gdb-secondary-readers" on Cluster secondaries,
        "a global database has no more secondaries than AWS has always offered",
        "the limit was five until 2025, and AWS may refuse the sixth",
        "use five regions beside the primary's, or ask AWS first",
        "Aurora User Guide, Using Amazon Aurora global databases";
    Error "secret-global" on Cluster secret,
        "the password of a global database is not kept in Secrets Manager",
        "Aurora cannot manage it there for a cluster that is part of a global database",
        "write `password: variable`",
        "Aurora User Guide, Password management with Amazon Aurora and AWS Secrets Manager";
    Error "gdb-backtrack" on Cluster backtrack,
        "a global database is not rewound",
        "Aurora has no backtracking for its clusters",
        "remove `backtrack_window`",
        "Aurora User Guide, Using Amazon Aurora global databases, limitations";
}

fn shape(primary: &Cluster, found: &mut Finder<'_>) {
    let Some(Global { identifier, .. }) = primary.global() else {
        return;
    };
    // A derived name is as good as the identifier that it is made of, but for its length, which AWS does not bound
    // before 255.
    if identifier.at == primary.common.identifier.at {
        return;
    }
    if let Some(problem) = global_cluster_problem(identifier) {
        found.report(
            identifier.at,
            format!(
                "the identifier `{}` of a global database {problem}",
                identifier.escape_debug()
            ),
            "choose another identifier",
        );
    }
}

fn unique(module: &RootModule, found: &mut Finder<'_>) {
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    for global in module.clusters().filter_map(Cluster::global) {
        let identifier = &global.identifier;
        if let Some(first) = seen.insert(identifier.to_lowercase(), identifier.at) {
            found.report_with(
                identifier.at,
                format!("there is another global database `{identifier}` in this account"),
                "give it an `identifier` of its own under `global`",
                |diagnostic| diagnostic.related(first, "the other one"),
            );
        }
    }
}

fn unique_members(primary: &Cluster, found: &mut Finder<'_>) {
    let mut seen: BTreeMap<String, &Cluster> = BTreeMap::new();
    for cluster in primary.with_secondaries() {
        let common = &cluster.common;
        let other = seen.insert(common.identifier.to_lowercase(), cluster);
        // In one region there is a rule for all clusters.
        if let Some(other) = other.filter(|other| other.common.region.value != common.region.value)
        {
            found.report_with(
                common.identifier.at,
                format!(
                    "two clusters of the global database of `{}` are called `{}`",
                    primary.common.name, common.identifier
                ),
                "give this one an `identifier` with its region in it",
                |diagnostic| diagnostic.related(other.common.identifier.at, "the other one"),
            );
        }
    }
}

fn regions(primary: &Cluster, found: &mut Finder<'_>) {
    let Some(global) = primary.global() else {
        return;
    };
    if global.secondaries.is_empty() {
        found.report(
            global.at,
            format!(
                "the global database of `{}` has no other region",
                primary.common.name
            ),
            "name one, as in `eu-west-1: { instances: 1 }`, or remove `global`",
        );
    }
    let region = &primary.common.region;
    for secondary in &global.secondaries {
        if secondary.common.region.value == region.value {
            found.report_with(
                secondary.common.region.at,
                format!(
                    "`{region}` is the region of the primary of `{}` already",
                    primary.common.name
                ),
                "name another region",
                |diagnostic| diagnostic.related(region.at, "the primary"),
            );
        }
    }
}

/// A class that secondaries have of their primary is told once.
fn class(primary: &Cluster, found: &mut Finder<'_>) {
    if primary.global().is_none() {
        return;
    }
    let mut told = BTreeSet::new();
    for cluster in primary.with_secondaries() {
        let members = cluster.members(1);
        for class in members.iter().map(|member| &member.class) {
            let suits = Class::parse(class).map_or(true, |class| class.suits_global_database());
            if !suits && told.insert(class.at) {
                found.report(
                    class.at,
                    format!("`{class}` is not offered for global databases"),
                    "use a memory-optimized class, such as `db.r6g.large`",
                );
            }
        }
    }
}

fn readers(primary: &Cluster, found: &mut Finder<'_>) {
    let Some(global) = primary.global() else {
        return;
    };
    let declared = primary.size().saturating_sub(1);
    let scaled = primary.autoscaling.as_ref().map(|scaling| &scaling.max);
    let (at, most_readers) = match scaled {
        Some(most) if most.value > declared => (most.at, most.value),
        _ => (primary.instances.at, declared),
    };
    let readers = usize::try_from(most_readers).unwrap_or(0);
    let secondaries = global.secondaries.len();
    let most = limits::GLOBAL_READERS_AND_SECONDARIES as usize;
    // Too many members are told by the rule for every cluster.
    if readers <= most && readers.saturating_add(secondaries) > most {
        found.report_with(
            at,
            format!(
                "`{}` may have {most} readers and other regions together, and has {readers} and {secondaries}",
                primary.common.name
            ),
            "use fewer readers, or fewer regions",
            |diagnostic| diagnostic.related(global.at, "the secondaries"),
        );
    }
}

fn secondaries(primary: &Cluster, found: &mut Finder<'_>) {
    if let Some(global) = primary.global()
        && global.secondaries.len() > limits::GLOBAL_SECONDARIES as usize
    {
        found.report(
            global.at,
            format!(
                "a global database of {} secondary regions may be more than AWS allows",
                global.secondaries.len()
            ),
            "use five regions beside the primary's, or ask AWS first",
        );
    }
}

fn secret(primary: &Cluster, found: &mut Finder<'_>) {
    if let Some(global) = primary.global()
        && let Some(login) = &primary.login
        && let Password::Managed(at) = login.password
    {
        found.report_with(
            at,
            format!(
                "the password of `{}` cannot be kept in Secrets Manager: it is part of a global database",
                primary.common.name
            ),
            "write `password: variable`",
            |diagnostic| {
                diagnostic
                    .patch(at, "variable")
                    .related(global.at, "the global database")
            },
        );
    }
}

fn backtrack(primary: &Cluster, found: &mut Finder<'_>) {
    if let Some(global) = primary.global()
        && let Some(window) = primary.backtrack.as_ref().filter(|window| window.value > 0)
        && primary.common.engine.supports_backtrack()
    {
        found.report_with(
            window.at,
            format!(
                "`{}` cannot be rewound: it is part of a global database",
                primary.common.name
            ),
            "remove `backtrack_window`",
            |diagnostic| diagnostic.related(global.at, "the global database"),
        );
    }
}
