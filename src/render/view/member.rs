//! The members of clusters, and custom endpoints.

use serde::Serialize;

use super::{
    Observation, Site, arguments, list_or_none, maybe_flag, monitoring_policy, observation,
    reference, site, tags, template, text,
};
use crate::plan::arguments::Target;
use crate::plan::{Cluster, RootModule};
use crate::source::At;
use crate::terraform::member::Member;
use crate::terraform::value::Value;

/// The members of a cluster: one resource with a stable name for each.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Members {
    label: Value,
    #[serde(flatten)]
    site: Site,
    members: Value,
    identifier: Value,
    cluster_identifier: Value,
    engine: Value,
    instance_class: Value,
    promotion_tier: Value,
    db_subnet_group_name: Option<Value>,
    publicly_accessible: Value,
    auto_minor_version_upgrade: Value,
    apply_immediately: Option<Value>,
    #[serde(flatten)]
    observation: Observation,
    tags: Option<Value>,
    arguments: Vec<Member>,
    depends_on: Option<Value>,
}

/// The members of a cluster; none of a headless secondary, which holds data and serves nobody.
pub(in crate::render) fn members(module: &RootModule, cluster: &Cluster) -> Option<Members> {
    let common = &cluster.common;
    let address = format!("aws_rds_cluster.{}", common.label);
    let (members, instance_class, promotion_tier) = each(cluster);
    (cluster.size() > 0).then(|| Members {
        label: common.label.as_str().into(),
        site: site(module, common.region.value),
        members,
        identifier: template(&format!("{}-", common.identifier), "each.key", ""),
        cluster_identifier: reference(&format!("{address}.cluster_identifier")),
        engine: reference(&format!("{address}.engine")),
        instance_class,
        promotion_tier,
        db_subnet_group_name: common
            .subnet_group
            .as_ref()
            .map(|_| reference(&format!("{address}.db_subnet_group_name"))),
        publicly_accessible: common.public.value.into(),
        auto_minor_version_upgrade: common.auto_minor_upgrade.value.into(),
        apply_immediately: maybe_flag(&common.apply_immediately),
        observation: observation(common),
        tags: tags(&common.tags),
        arguments: arguments(&cluster.instance_arguments, Target::Member),
        depends_on: list_or_none(monitoring_policy(common).into_iter().collect()),
    })
}

/// The members by name, and how each says its class and its tier: the tier alone where all have one class.
fn each(cluster: &Cluster) -> (Value, Value, Value) {
    let members = cluster.members(i64::MAX);
    if cluster.is_uniform() {
        let tiers = members
            .into_iter()
            .map(|member| (member.name.value, member.tier.value.into()))
            .collect();
        let class = text(&cluster.common.class);
        return (Value::Map(tiers), class, reference("each.value"));
    }
    let both = members
        .into_iter()
        .map(|member| {
            let both = [
                ("class".to_owned(), text(&member.class)),
                ("tier".to_owned(), member.tier.value.into()),
            ];
            (member.name.value, Value::Map(both.into()))
        })
        .collect();
    (
        Value::Map(both),
        reference("each.value.class"),
        reference("each.value.tier"),
    )
}

/// A custom endpoint.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Endpoint {
    label: Value,
    #[serde(flatten)]
    site: Site,
    identifier: Value,
    cluster_identifier: Value,
    kind: Value,
    static_members: Option<Value>,
    excluded_members: Option<Value>,
    tags: Option<Value>,
}

/// The custom endpoints of a cluster.
pub(in crate::render) fn endpoints(module: &RootModule, cluster: &Cluster) -> Vec<Endpoint> {
    let common = &cluster.common;
    let label = &common.label;
    let members = |list: &Option<At<Vec<At<String>>>>| {
        let list = list.as_ref()?;
        let one = |name: &At<String>| {
            reference(&format!(
                "aws_rds_cluster_instance.{label}[\"{name}\"].identifier"
            ))
        };
        Some(Value::List(list.iter().map(one).collect()))
    };
    cluster
        .endpoints
        .iter()
        .map(|endpoint| Endpoint {
            label: cluster.endpoint_label(&endpoint.name).into(),
            site: site(module, common.region.value),
            identifier: format!("{}-{}", common.identifier, endpoint.name).into(),
            cluster_identifier: reference(&format!("aws_rds_cluster.{label}.cluster_identifier")),
            kind: text(&endpoint.kind),
            static_members: members(&endpoint.only),
            excluded_members: members(&endpoint.except),
            tags: tags(&common.tags),
        })
        .collect()
}
