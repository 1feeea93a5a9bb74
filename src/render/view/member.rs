//! The members of clusters.

use serde::Serialize;

use super::{
    Observation, Site, arguments, list_or_none, maybe_flag, monitoring_policy, observation,
    reference, site, tags, template, text,
};
use crate::plan::arguments::Target;
use crate::plan::{Cluster, RootModule};
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
    (cluster.instances.value > 0).then(|| Members {
        label: common.label.as_str().into(),
        site: site(module, common.region.value),
        members: tiers(cluster.instances.value),
        identifier: template(&format!("{}-", common.identifier), "each.key", ""),
        cluster_identifier: reference(&format!("{address}.cluster_identifier")),
        engine: reference(&format!("{address}.engine")),
        instance_class: text(&common.class),
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

/// The members by name, each with its tier: the first is promoted before the others, which are equal.
fn tiers(count: i64) -> Value {
    Value::Map(
        (1..=count)
            .map(|number| (number.to_string(), i64::from(number > 1).into()))
            .collect(),
    )
}
