//! Global databases, and what being part of one changes about a cluster.

use serde::Serialize;

use super::instance;
use super::restored::origin_argument;
use super::{Site, maybe_text, reference, site, tags, text};
use crate::plan::{Cluster, ClusterRole, RootModule};
use crate::terraform::value::Value;

/// A global database.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Global {
    label: Value,
    #[serde(flatten)]
    site: Site,
    identifier: Value,
    source_db_cluster_identifier: Option<Value>,
    force_destroy: Option<Value>,
    engine: Option<Value>,
    engine_version: Option<Value>,
    engine_lifecycle_support: Option<Value>,
    storage_encrypted: Option<Value>,
    deletion_protection: Value,
    tags: Option<Value>,
    prevent_destroy: bool,
}

/// The global database that a cluster is the primary of. One that is made around its primary takes engine, version
/// and encryption from it, and the provider wants `force_destroy` there.
pub(in crate::render) fn global(module: &RootModule, primary: &Cluster) -> Option<Global> {
    let common = &primary.common;
    let global = primary.global()?;
    let adopts = global.adopts.value;
    Some(Global {
        label: common.label.as_str().into(),
        site: site(module, common.region.value),
        identifier: text(&global.identifier),
        source_db_cluster_identifier: adopts
            .then(|| reference(&format!("aws_rds_cluster.{}.arn", common.label))),
        force_destroy: adopts.then(|| true.into()),
        engine: (!adopts).then(|| common.engine.name().into()),
        engine_version: (!adopts).then(|| text(&common.engine_version)),
        engine_lifecycle_support: maybe_text(&common.lifecycle_support).filter(|_| !adopts),
        storage_encrypted: (!adopts).then(|| true.into()),
        deletion_protection: common.deletion_protection.value.into(),
        tags: tags(&common.tags),
        prevent_destroy: common.prevent_destroy.value,
    })
}

/// The label of the global database that a cluster is part of, and whether it joins it: one that is made around its
/// primary is not joined by that.
fn membership(cluster: &Cluster) -> Option<(&str, bool)> {
    match &cluster.role {
        ClusterRole::Alone | ClusterRole::Replica(_) => None,
        ClusterRole::Primary(global) => Some((&cluster.common.label, !global.adopts.value)),
        ClusterRole::Secondary(of) => Some((&of.primary, true)),
    }
}

/// The global database that a cluster joins.
pub(super) fn global_identifier(cluster: &Cluster) -> Option<Value> {
    let (label, joins) = membership(cluster)?;
    joins.then(|| reference(&format!("aws_rds_global_cluster.{label}.id")))
}

/// Engine or version, which are those of the global database.
pub(super) fn of_global(cluster: &Cluster, attribute: &str) -> Option<Value> {
    let (label, joins) = membership(cluster)?;
    joins.then(|| reference(&format!("aws_rds_global_cluster.{label}.{attribute}")))
}

/// What AWS changes about a cluster, and Terraform must not change back.
///
/// The version of all clusters is the global database's. `replication_source_identifier` is filled in by AWS on
/// whichever cluster follows, and a plan that removes it takes the cluster out of its global database; a switchover
/// makes a follower of the primary too.
/// Source: Terraform AWS provider, aws_rds_global_cluster; hashicorp/terraform-provider-aws#40921.
pub(super) fn ignored(cluster: &Cluster) -> Vec<Value> {
    let names: &[&str] = match &cluster.role {
        ClusterRole::Alone | ClusterRole::Replica(_) => {
            return instance::ignored(&cluster.common, cluster.restored.as_ref());
        }
        ClusterRole::Primary(global) if global.adopts.value => &[
            "engine_version",
            "global_cluster_identifier",
            "replication_source_identifier",
        ],
        ClusterRole::Primary(_) | ClusterRole::Secondary(_) => {
            &["engine_version", "replication_source_identifier"]
        }
    };
    let restored = cluster.restored.as_ref().map(origin_argument);
    let names = names.iter().copied().chain(restored);
    names.map(reference).collect()
}
