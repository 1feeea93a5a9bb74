//! Aurora clusters, but for their members.

use serde::Serialize;

use super::global::{global_identifier, ignored, of_global};
use super::instance::{MasterUser, last_snapshot, master_user};
use super::migration::{Provenance, provenance};
use super::restored::{ClusterPoint, cluster_point, engine_version, snapshot_identifier};
use super::{
    LONG, Site, arguments, depends_on, key_arn, list_or_none, logs, maybe_flag, maybe_text,
    maybe_whole, parameter_group_name, reference, security_groups, site, subnet_group_name, tags,
    text, texts,
};
use crate::plan::arguments::Target;
use crate::plan::{self, RootModule};
use crate::terraform::member::Member;
use crate::terraform::value::{Number, Value};

/// A cluster.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Cluster {
    label: Value,
    #[serde(flatten)]
    site: Site,
    identifier: Value,
    global_cluster_identifier: Option<Value>,
    engine: Value,
    engine_version: Option<Value>,
    engine_mode: Option<Value>,
    engine_lifecycle_support: Option<Value>,
    database_name: Option<Value>,
    parameter_group_name: Option<Value>,
    allow_major_version_upgrade: Option<Value>,
    apply_immediately: Option<Value>,
    storage_type: Option<Value>,
    availability_zones: Option<Value>,
    kms_key_id: Value,
    snapshot_identifier: Option<Value>,
    #[serde(flatten)]
    login: MasterUser,
    iam_is_late: bool,
    iam_database_authentication_enabled: Option<Value>,
    db_subnet_group_name: Option<Value>,
    vpc_security_group_ids: Option<Value>,
    network_type: Option<Value>,
    port: Option<Value>,
    backup_retention_period: Option<Value>,
    backup_window: Option<Value>,
    maintenance_window: Option<Value>,
    backtrack_window: Option<Value>,
    delete_automated_backups: Option<Value>,
    copy_tags_to_snapshot: Value,
    skip_final_snapshot: Value,
    final_snapshot_identifier: Option<Value>,
    deletion_protection: Value,
    enabled_cloudwatch_logs_exports: Option<Value>,
    database_insights_mode: Option<Value>,
    tags: Option<Value>,
    arguments: Vec<Member>,
    scalings: Vec<Scaling>,
    points: Vec<ClusterPoint>,
    depends_on: Option<Value>,
    timeouts: bool,
    create_timeout: Option<Value>,
    lifecycle: bool,
    prevent_destroy: Option<Value>,
    ignore_changes: Option<Value>,
    provenance: Option<Provenance>,
}

#[derive(Debug, Serialize)]
struct Scaling {
    min_capacity: Value,
    max_capacity: Value,
    seconds_until_auto_pause: Option<Value>,
}

pub(in crate::render) fn cluster(module: &RootModule, cluster: &plan::Cluster) -> Cluster {
    let common = &cluster.common;
    let (skip_final_snapshot, final_snapshot_identifier) = last_snapshot(common);
    let ignore_changes = list_or_none(ignored(cluster));
    let mut before = depends_on(common);
    // A secondary cannot be made while its primary has no member.
    before.extend(
        cluster
            .secondary_of()
            .map(|of| reference(&format!("aws_rds_cluster_instance.{}", of.primary))),
    );
    Cluster {
        label: common.label.as_str().into(),
        site: site(module, common.region.value),
        identifier: text(&common.identifier),
        global_cluster_identifier: global_identifier(cluster),
        engine: of_global(cluster, "engine").unwrap_or_else(|| common.engine.name().into()),
        engine_version: of_global(cluster, "engine_version")
            .or_else(|| engine_version(common, cluster.restored.as_ref())),
        engine_mode: maybe_text(&cluster.engine_mode),
        engine_lifecycle_support: maybe_text(&common.lifecycle_support),
        database_name: maybe_text(&cluster.database_name),
        parameter_group_name: parameter_group_name(common, "aws_rds_cluster_parameter_group"),
        allow_major_version_upgrade: maybe_flag(&common.allow_major_upgrade),
        apply_immediately: maybe_flag(&common.apply_immediately),
        storage_type: maybe_text(&cluster.storage_type),
        availability_zones: cluster
            .availability_zones
            .as_ref()
            .map(|zones| texts(&zones.value)),
        kms_key_id: key_arn(common),
        snapshot_identifier: cluster.restored.as_ref().and_then(snapshot_identifier),
        login: cluster
            .login
            .as_ref()
            .map_or_else(MasterUser::default, |login| master_user(common, login)),
        iam_is_late: cluster.iam_is_late(),
        iam_database_authentication_enabled: maybe_flag(&common.iam),
        db_subnet_group_name: subnet_group_name(common),
        vpc_security_group_ids: security_groups(common),
        network_type: maybe_text(&common.network_type),
        port: maybe_whole(&common.port),
        backup_retention_period: maybe_whole(&common.backup_retention),
        backup_window: maybe_text(&common.backup_window),
        maintenance_window: maybe_text(&common.maintenance_window),
        backtrack_window: maybe_whole(&cluster.backtrack),
        delete_automated_backups: maybe_flag(&common.delete_automated_backups),
        copy_tags_to_snapshot: common.copy_tags.value.into(),
        skip_final_snapshot,
        final_snapshot_identifier,
        deletion_protection: common.deletion_protection.value.into(),
        enabled_cloudwatch_logs_exports: (!common.logs.is_empty()).then(|| logs(common)),
        database_insights_mode: maybe_text(&common.insights.mode),
        tags: tags(&common.tags),
        arguments: arguments(&common.arguments, Target::Cluster),
        scalings: cluster
            .scaling
            .iter()
            .map(|scaling| scaling_of(&scaling.value))
            .collect(),
        points: cluster
            .restored
            .as_ref()
            .and_then(cluster_point)
            .into_iter()
            .collect(),
        depends_on: list_or_none(before),
        timeouts: cluster.restored.is_some(),
        create_timeout: cluster.restored.as_ref().map(|_| LONG.into()),
        lifecycle: common.prevent_destroy.value || ignore_changes.is_some(),
        prevent_destroy: common.prevent_destroy.value.then(|| true.into()),
        ignore_changes,
        provenance: provenance(common),
    }
}

fn scaling_of(scaling: &plan::Scaling) -> Scaling {
    let capacity = |text: &str| Number::parse(text).map_or_else(|| text.into(), Value::Number);
    Scaling {
        min_capacity: capacity(&scaling.min_capacity),
        max_capacity: capacity(&scaling.max_capacity),
        seconds_until_auto_pause: maybe_whole(&scaling.seconds_until_auto_pause),
    }
}
