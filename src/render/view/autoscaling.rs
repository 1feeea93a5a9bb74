//! Readers that AWS adds to a cluster and removes again.

use serde::Serialize;

use super::{Site, reference, site, tags, template};
use crate::plan::{Cluster, RootModule};
use crate::terraform::value::Value;

/// Between how many readers a cluster scales.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Target {
    label: Value,
    #[serde(flatten)]
    site: Site,
    resource_id: Value,
    min_capacity: Value,
    max_capacity: Value,
    tags: Option<Value>,
    depends_on: Value,
}

/// Between how many readers a cluster scales, if it does.
pub(in crate::render) fn scaling_target(module: &RootModule, cluster: &Cluster) -> Option<Target> {
    let scaling = cluster.autoscaling.as_ref()?;
    let common = &cluster.common;
    let label = &common.label;
    let address = format!("aws_rds_cluster.{label}.cluster_identifier");
    Some(Target {
        label: label.as_str().into(),
        site: site(module, common.region.value),
        resource_id: template("cluster:", &address, ""),
        min_capacity: scaling.min.value.into(),
        max_capacity: scaling.max.value.into(),
        tags: tags(&common.tags),
        // A cluster scales once it has members.
        depends_on: Value::List(vec![reference(&format!(
            "aws_rds_cluster_instance.{label}"
        ))]),
    })
}

/// What decides how many readers there are.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Policy {
    label: Value,
    #[serde(flatten)]
    site: Site,
    name: Value,
    service_namespace: Value,
    scalable_dimension: Value,
    resource_id: Value,
    target_value: Value,
    scale_in_cooldown: Value,
    scale_out_cooldown: Value,
    metric: Value,
}

/// What decides how many readers a cluster has: one policy for each measure.
pub(in crate::render) fn scaling_policies(module: &RootModule, cluster: &Cluster) -> Vec<Policy> {
    let Some(scaling) = &cluster.autoscaling else {
        return Vec::new();
    };
    let common = &cluster.common;
    let label = &common.label;
    let of_target = |attribute: &str| {
        let address = format!("aws_appautoscaling_target.{label}.{attribute}");
        reference(&address)
    };
    let policy = |target: &crate::plan::autoscaling::Target| Policy {
        label: format!("{label}_{}", target.measure.word()).into(),
        site: site(module, common.region.value),
        name: format!("{}-readers-{}", common.identifier, target.measure.word()).into(),
        service_namespace: of_target("service_namespace"),
        scalable_dimension: of_target("scalable_dimension"),
        resource_id: of_target("resource_id"),
        target_value: target.value.value.into(),
        scale_in_cooldown: scaling.scale_in_cooldown.value.into(),
        scale_out_cooldown: scaling.scale_out_cooldown.value.into(),
        metric: target.measure.metric().into(),
    };
    scaling.targets.iter().map(policy).collect()
}
