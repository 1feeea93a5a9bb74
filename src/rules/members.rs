//! Rules about members that have names, and about custom endpoints.

use std::collections::BTreeMap;

use super::check::{Finder, checks, within};
use crate::aws::identifiers::{cluster_problem, instance_problem};
use crate::aws::limits;
use crate::plan::{Cluster, Common, Endpoint, RootModule};
use crate::source::{At, Place};
use crate::suggest;

checks! {
    Error "id-member-shape" on Cluster member_shape,
        "the names of members and endpoints are ones that AWS takes, with the cluster's before",
        "AWS refuses them at apply; Terraform checks the characters and not the length",
        "use lower-case letters, digits and single hyphens, and 63 characters with the cluster's name",
        "RDS API CreateDBInstance and CreateDBClusterEndpoint";
    Error "id-unique-endpoint" on Module unique_endpoints,
        "custom endpoints have names of their own",
        "they are called by their cluster's identifier, a hyphen and their name, and AWS and Terraform refuse the second",
        "rename one",
        "RDS API CreateDBClusterEndpoint; Terraform language, resource syntax";
    Error "ci-tier" on Cluster tier,
        "a promotion tier is 0 to 15",
        "AWS refuses others; 0 takes over first",
        "write a number from 0 to 15",
        "RDS API CreateDBInstance, PromotionTier";
    Error "ce-type" on Cluster endpoint_type,
        "a custom endpoint leads to readers, or to any member",
        "AWS takes `READER` and `ANY`, and the provider no other",
        "write `READER` or `ANY`",
        "RDS API CreateDBClusterEndpoint, EndpointType";
    Error "ce-members" on Cluster endpoint_members,
        "a custom endpoint names members of its cluster, either those that it leads to or those that it does not",
        "AWS refuses both lists together, and a member that is not there",
        "keep `static_members` or `excluded_members`, with names of members",
        "RDS API CreateDBClusterEndpoint, StaticMembers and ExcludedMembers";
    Error "ce-count" on Cluster endpoint_count,
        "a cluster has five custom endpoints at most",
        "AWS refuses the sixth",
        "remove one",
        "Aurora User Guide, Custom endpoints for Amazon Aurora";
}

/// What a cluster has in common with members of another class than its own, with that class: every rule about
/// classes holds for them too.
pub(super) fn of_other_class(clusters: &[&Cluster]) -> Vec<Common> {
    clusters
        .iter()
        .flat_map(|cluster| cluster.named.iter().map(move |member| (cluster, member)))
        .filter(|(cluster, member)| member.class.value != cluster.common.class.value)
        .map(|(cluster, member)| Common {
            class: member.class.clone(),
            ..cluster.common.clone()
        })
        .collect()
}

fn member_shape(cluster: &Cluster, found: &mut Finder<'_>) {
    let identifier = &cluster.common.identifier;
    if cluster_problem(identifier).is_some() {
        return;
    }
    let names = cluster
        .named
        .iter()
        .map(|member| ("member", &member.name))
        .chain(
            cluster
                .endpoints
                .iter()
                .map(|endpoint| ("endpoint", &endpoint.name)),
        );
    for (what, name) in names {
        let full = format!("{identifier}-{name}");
        if let Some(problem) = instance_problem(&full) {
            found.report(
                name.at,
                format!("the {what} `{}` {problem}", full.escape_debug()),
                format!("choose another name for the {what}"),
            );
        }
    }
}

fn unique_endpoints(module: &RootModule, found: &mut Finder<'_>) {
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    for cluster in module.clusters() {
        for Endpoint { name, .. } in &cluster.endpoints {
            let label = cluster.endpoint_label(name);
            if let Some(first) = seen.insert(label, name.at) {
                found.report_with(
                    name.at,
                    format!(
                        "another custom endpoint is called `{}-{name}` too",
                        cluster.common.identifier
                    ),
                    "rename one",
                    |diagnostic| diagnostic.related(first, "the other one"),
                );
            }
        }
    }
}

fn tier(cluster: &Cluster, found: &mut Finder<'_>) {
    for member in &cluster.named {
        if !within(&limits::PROMOTION_TIERS, member.tier.value) {
            found.report(
                member.tier.at,
                format!("a promotion tier is 0 to 15, and not {}", member.tier),
                "write a number within that range: 0 takes over first",
            );
        }
    }
}

fn endpoint_type(cluster: &Cluster, found: &mut Finder<'_>) {
    for Endpoint { kind, .. } in &cluster.endpoints {
        if !matches!(kind.value.as_str(), "READER" | "ANY") {
            let upper = kind.to_ascii_uppercase();
            let message = format!(
                "`custom_endpoint_type` is `READER` or `ANY`, and not `{}`",
                kind.escape_debug()
            );
            found.report_with(
                kind.at,
                message,
                "write one of the two",
                |diagnostic| match upper.as_str() {
                    "READER" | "ANY" => diagnostic.patch(kind.at, upper.clone()),
                    _ => diagnostic,
                },
            );
        }
    }
}

fn endpoint_members(cluster: &Cluster, found: &mut Finder<'_>) {
    let members = cluster.members(i64::from(*limits::CLUSTER_MEMBERS.end()));
    for Endpoint {
        name, only, except, ..
    } in &cluster.endpoints
    {
        if let (Some(only), Some(except)) = (only, except) {
            found.report_with(
                except.at,
                format!("the endpoint `{name}` names members that it leads to, and others that it does not"),
                "keep one of the two lists",
                |diagnostic| diagnostic.related(only.at, "the members that it leads to"),
            );
        }
        let said: Vec<&At<String>> = [only, except]
            .into_iter()
            .flatten()
            .flat_map(|list| &list.value)
            .collect();
        for said in said {
            let mut names = members.iter().map(|member| member.name.value.as_str());
            if names.clone().any(|name| name == said.value) {
                continue;
            }
            let near = suggest::nearest(said, names.by_ref());
            found.report(
                said.at,
                format!(
                    "`{}` has no member `{}`",
                    cluster.common.name,
                    said.escape_debug()
                ),
                near.map_or_else(
                    || {
                        "name a member of `members`, or one that is counted, as in `\"1\"`"
                            .to_owned()
                    },
                    |near| format!("did you mean `{near}`?"),
                ),
            );
        }
    }
}

fn endpoint_count(cluster: &Cluster, found: &mut Finder<'_>) {
    if let Some(first_too_many) = cluster.endpoints.get(limits::CUSTOM_ENDPOINTS) {
        found.report(
            first_too_many.name.at,
            format!(
                "`{}` has {} custom endpoints, and {} are allowed",
                cluster.common.name,
                cluster.endpoints.len(),
                limits::CUSTOM_ENDPOINTS
            ),
            "remove one",
        );
    }
}
