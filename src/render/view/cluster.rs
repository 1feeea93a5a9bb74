//! Aurora clusters, but for their members, and Multi-AZ DB clusters, whose members AWS makes.

use serde::Serialize;

use super::global::{global_identifier, ignored, of_global};
use super::instance::{MasterUser, last_snapshot, master_user};
use super::migration::{Provenance, provenance};
use super::restored::{ClusterPoint, cluster_point, engine_version, snapshot_identifier};
use super::{
    LONG, Observation, Site, arguments, depends_on, key_arn, list_or_none, logs, maybe_flag,
    maybe_text, maybe_whole, monitoring_policy, observation, parameter_group_name, reference,
    security_groups, site, subnet_group_name, tags, text, texts,
};
use crate::plan::arguments::Target;
use crate::plan::{self, Replicates, RootModule};
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
    instance_class: Option<Value>,
    database_name: Option<Value>,
    parameter_group_name: Option<Value>,
    allow_major_version_upgrade: Option<Value>,
    apply_immediately: Option<Value>,
    storage_type: Option<Value>,
    allocated_storage: Option<Value>,
    iops: Option<Value>,
    availability_zones: Option<Value>,
    kms_key_id: Value,
    snapshot_identifier: Option<Value>,
    replication_source_identifier: Option<Value>,
    source_region: Option<Value>,
    #[serde(flatten)]
    login: MasterUser,
    address_is_up_to_vpc: bool,
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
    #[serde(flatten)]
    observation: Observation,
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
    // What follows cannot be made while what it follows has no member.
    let followed = match cluster.replicates() {
        Some(Replicates::Cluster { source, .. }) => Some(source),
        _ => cluster.secondary_of().map(|of| &of.primary),
    };
    before.extend(followed.map(|label| reference(&format!("aws_rds_cluster_instance.{label}"))));
    // What a member of Aurora says of itself, a Multi-AZ DB cluster says for all that AWS makes.
    let multi_az = cluster.multi_az.as_ref();
    before.extend(multi_az.and_then(|_| monitoring_policy(common)));
    let target = multi_az.map_or(Target::Cluster, |_| Target::MultiAz);
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
        instance_class: multi_az.map(|_| text(&common.class)),
        database_name: maybe_text(&cluster.database_name),
        parameter_group_name: parameter_group_name(common, "aws_rds_cluster_parameter_group"),
        allow_major_version_upgrade: maybe_flag(&common.allow_major_upgrade),
        apply_immediately: maybe_flag(&common.apply_immediately),
        storage_type: maybe_text(&cluster.storage_type),
        allocated_storage: multi_az.and_then(|storage| maybe_whole(&storage.allocated)),
        iops: multi_az.and_then(|storage| maybe_whole(&storage.iops)),
        availability_zones: cluster
            .availability_zones
            .as_ref()
            .map(|zones| texts(&zones.value)),
        kms_key_id: key_arn(common),
        replication_source_identifier: cluster.replicates().map(source),
        source_region: cluster.replicates().and_then(source_region),
        snapshot_identifier: cluster.restored.as_ref().and_then(snapshot_identifier),
        login: cluster
            .login
            .as_ref()
            .map_or_else(MasterUser::default, |login| master_user(common, login)),
        address_is_up_to_vpc: multi_az.is_some(),
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
        observation: multi_az.map_or_else(Observation::default, |_| observation(common)),
        database_insights_mode: maybe_text(&common.insights.mode),
        tags: tags(&common.tags),
        arguments: arguments(&common.arguments, target),
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

/// What a replica replicates, by its ARN.
fn source(of: &Replicates) -> Value {
    match of {
        Replicates::Cluster { source, .. } => reference(&format!("aws_rds_cluster.{source}.arn")),
        Replicates::Instance { source, .. } => reference(&format!("aws_db_instance.{source}.arn")),
        Replicates::Existing(arn) => text(arn),
    }
}

/// The region of a source elsewhere: the provider signs a request to it, without which some partitions refuse to hand over
/// what is encrypted. Source: RDS API CreateDBCluster, PreSignedUrl.
fn source_region(of: &Replicates) -> Option<Value> {
    match of {
        Replicates::Cluster { region, .. } => Some(region.name().into()),
        Replicates::Instance { .. } | Replicates::Existing(_) => None,
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
