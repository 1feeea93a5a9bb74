//! RDS instances, but for read replicas.

use serde::Serialize;

use super::migration::{Provenance, provenance};
use super::restored::{
    InstancePoint, engine_version, instance_point, key_of_copy, origin_argument,
    snapshot_identifier,
};
use super::{
    LONG, Observation, Site, arguments, depends_on, key_arn, list_or_none, logs, maybe_flag,
    maybe_text, maybe_whole, monitoring_policy, observation, parameter_group_name, reference,
    security_groups, site, subnet_group_name, tags, text,
};
use crate::plan::arguments::Target;
use crate::plan::{self, Common, LastSnapshot, Login, Password, RootModule};
use crate::terraform::member::Member;
use crate::terraform::value::Value;

/// A source instance, or one that is restored from a snapshot and has what that has.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Instance {
    label: Value,
    #[serde(flatten)]
    site: Site,
    identifier: Value,
    engine: Option<Value>,
    engine_version: Option<Value>,
    engine_lifecycle_support: Option<Value>,
    license_model: Option<Value>,
    instance_class: Value,
    db_name: Option<Value>,
    character_set_name: Option<Value>,
    nchar_character_set_name: Option<Value>,
    timezone: Option<Value>,
    parameter_group_name: Option<Value>,
    option_group_name: Option<Value>,
    auto_minor_version_upgrade: Value,
    allow_major_version_upgrade: Option<Value>,
    apply_immediately: Option<Value>,
    #[serde(flatten)]
    storage: Storage,
    allocated_storage: Option<Value>,
    kms_key_id: Value,
    snapshot_identifier: Option<Value>,
    #[serde(flatten)]
    login: MasterUser,
    iam_database_authentication_enabled: Option<Value>,
    #[serde(flatten)]
    network: Network,
    backup_retention_period: Option<Value>,
    backup_window: Option<Value>,
    maintenance_window: Option<Value>,
    delete_automated_backups: Option<Value>,
    copy_tags_to_snapshot: Value,
    skip_final_snapshot: Value,
    final_snapshot_identifier: Option<Value>,
    deletion_protection: Value,
    enabled_cloudwatch_logs_exports: Option<Value>,
    insights_are_late: bool,
    #[serde(flatten)]
    observation: Observation,
    database_insights_mode: Option<Value>,
    tags: Option<Value>,
    arguments: Vec<Member>,
    points: Vec<InstancePoint>,
    depends_on: Option<Value>,
    timeouts: bool,
    create_timeout: Option<Value>,
    lifecycle: bool,
    prevent_destroy: Option<Value>,
    ignore_changes: Option<Value>,
    provenance: Option<Provenance>,
}

#[derive(Debug, Serialize)]
pub(super) struct Storage {
    storage_type: Option<Value>,
    max_allocated_storage: Option<Value>,
    iops: Option<Value>,
    storage_throughput: Option<Value>,
    dedicated_log_volume: Option<Value>,
}

#[derive(Debug, Serialize)]
pub(super) struct Network {
    multi_az: Value,
    availability_zone: Option<Value>,
    db_subnet_group_name: Option<Value>,
    vpc_security_group_ids: Option<Value>,
    network_type: Option<Value>,
    port: Option<Value>,
    publicly_accessible: Value,
}

/// The master user and where the password comes from.
#[derive(Debug, Default, Serialize)]
pub(super) struct MasterUser {
    username: Option<Value>,
    password_wo: Option<Value>,
    password_wo_version: Option<Value>,
    manage_master_user_password: Option<Value>,
    master_user_secret_kms_key_id: Option<Value>,
}

pub(super) fn master_user(common: &Common, login: &Login) -> MasterUser {
    let username = maybe_text(&login.username);
    match &login.password {
        Password::Managed(_) => MasterUser {
            username,
            password_wo: None,
            password_wo_version: None,
            manage_master_user_password: Some(true.into()),
            master_user_secret_kms_key_id: Some(key_arn(common)),
        },
        Password::Variable { name, version } => MasterUser {
            username,
            password_wo: Some(reference(&format!("var.{name}"))),
            password_wo_version: Some(version.value.into()),
            manage_master_user_password: None,
            master_user_secret_kms_key_id: None,
        },
    }
}

/// Whether a last snapshot is skipped, and its name if not.
pub(super) fn last_snapshot(common: &Common) -> (Value, Option<Value>) {
    match &common.last_snapshot {
        LastSnapshot::Taken { identifier, .. } => (false.into(), Some(text(identifier))),
        LastSnapshot::Skipped(_) | LastSnapshot::NotForReplicas => (true.into(), None),
    }
}

/// With a version that is pinned to its minor and upgrades that AWS makes by itself, Terraform would plan a downgrade
/// after each: then the version is AWS's to change.
pub(super) fn is_version_ignored(common: &Common) -> bool {
    let is_pinned = common
        .version
        .as_ref()
        .is_some_and(|version| version.is_full());
    is_pinned && common.auto_minor_upgrade.value
}

/// What AWS or the past decides. What a database was restored from is history: with another snapshot Terraform would
/// replace it.
pub(super) fn ignored(common: &Common, restored: Option<&plan::RestoredFrom>) -> Vec<Value> {
    let mut ignored = Vec::new();
    let is_said = !common.follows || restored.is_some_and(|from| from.upgraded);
    if is_said && is_version_ignored(common) {
        ignored.push(reference("engine_version"));
    }
    ignored.extend(restored.map(|from| reference(origin_argument(from))));
    ignored
}

pub(in crate::render) fn instance(
    module: &RootModule,
    instance: &plan::Instance,
) -> Option<Instance> {
    if instance.replica_of().is_some() {
        return None;
    }
    let common = &instance.common;
    let (skip_final_snapshot, final_snapshot_identifier) = last_snapshot(common);
    let restored = instance.restored_from();
    let ignore_changes = list_or_none(ignored(common, restored));
    let mut before = depends_on(common);
    before.extend(monitoring_policy(common));
    Some(Instance {
        label: common.label.as_str().into(),
        site: site(module, common.region.value),
        identifier: text(&common.identifier),
        // What is restored of an old database has its engine in every phase: an engine that appears would look like another.
        engine: (!common.follows || common.migration.is_some())
            .then(|| common.engine.name().into()),
        engine_version: engine_version(common, restored),
        engine_lifecycle_support: maybe_text(&common.lifecycle_support),
        license_model: maybe_text(&instance.license),
        instance_class: text(&common.class),
        db_name: maybe_text(&instance.db_name),
        character_set_name: maybe_text(&instance.character_set),
        nchar_character_set_name: maybe_text(&instance.nchar_character_set),
        timezone: maybe_text(&instance.timezone),
        parameter_group_name: parameter_group_name(common, "aws_db_parameter_group"),
        option_group_name: maybe_text(&instance.option_group),
        auto_minor_version_upgrade: common.auto_minor_upgrade.value.into(),
        allow_major_version_upgrade: maybe_flag(&common.allow_major_upgrade),
        apply_immediately: maybe_flag(&common.apply_immediately),
        storage: storage(instance),
        allocated_storage: maybe_whole(&instance.storage.allocated),
        kms_key_id: restored
            .and_then(key_of_copy)
            .unwrap_or_else(|| key_arn(common)),
        snapshot_identifier: restored.and_then(snapshot_identifier),
        login: instance
            .login
            .as_ref()
            .map_or_else(MasterUser::default, |login| master_user(common, login)),
        iam_database_authentication_enabled: maybe_flag(&common.iam),
        network: network(instance),
        backup_retention_period: maybe_whole(&common.backup_retention),
        backup_window: maybe_text(&common.backup_window),
        maintenance_window: maybe_text(&common.maintenance_window),
        delete_automated_backups: maybe_flag(&common.delete_automated_backups),
        copy_tags_to_snapshot: common.copy_tags.value.into(),
        skip_final_snapshot,
        final_snapshot_identifier,
        deletion_protection: common.deletion_protection.value.into(),
        enabled_cloudwatch_logs_exports: (!common.logs.is_empty()).then(|| logs(common)),
        insights_are_late: instance.insights_are_late(),
        observation: observation(common),
        database_insights_mode: maybe_text(&common.insights.mode),
        tags: tags(&common.tags),
        arguments: arguments(&common.arguments, Target::Instance),
        points: restored.and_then(instance_point).into_iter().collect(),
        depends_on: list_or_none(before),
        timeouts: restored.is_some(),
        create_timeout: restored.map(|_| LONG.into()),
        lifecycle: common.prevent_destroy.value || ignore_changes.is_some(),
        prevent_destroy: common.prevent_destroy.value.then(|| true.into()),
        ignore_changes,
        provenance: provenance(common),
    })
}

pub(super) fn storage(instance: &plan::Instance) -> Storage {
    let storage = &instance.storage;
    Storage {
        storage_type: maybe_text(&storage.kind),
        max_allocated_storage: maybe_whole(&storage.max_allocated),
        iops: maybe_whole(&storage.iops),
        storage_throughput: maybe_whole(&storage.throughput),
        dedicated_log_volume: maybe_flag(&storage.log_volume),
    }
}

pub(super) fn network(instance: &plan::Instance) -> Network {
    let common = &instance.common;
    Network {
        multi_az: instance.multi_az.value.into(),
        availability_zone: maybe_text(&instance.availability_zone),
        db_subnet_group_name: subnet_group_name(common),
        vpc_security_group_ids: security_groups(common),
        network_type: maybe_text(&common.network_type),
        port: maybe_whole(&common.port),
        publicly_accessible: common.public.value.into(),
    }
}
