//! Read replicas of instances.

use serde::Serialize;

use super::arguments::{Timeouts, timeouts};
use super::instance::{Network, Storage, network, storage};
use super::{
    Observation, Site, arguments, depends_on, key_arn, list_or_none, logs, maybe_flag, maybe_text,
    maybe_whole, monitoring_policy, observation, parameter_group_name, reference, site, tags, text,
};
use crate::plan::arguments::Target;
use crate::plan::{self, RootModule};
use crate::terraform::member::Member;
use crate::terraform::value::Value;

/// A read replica: only what a replica may say, and `storage_encrypted`, without which every plan would replace it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Replica {
    label: Value,
    #[serde(flatten)]
    site: Site,
    identifier: Value,
    replicate_source_db: Value,
    engine_version: Option<Value>,
    replica_mode: Option<Value>,
    instance_class: Value,
    parameter_group_name: Option<Value>,
    option_group_name: Option<Value>,
    auto_minor_version_upgrade: Value,
    allow_major_version_upgrade: Option<Value>,
    apply_immediately: Option<Value>,
    #[serde(flatten)]
    storage: Storage,
    kms_key_id: Option<Value>,
    iam_database_authentication_enabled: Option<Value>,
    #[serde(flatten)]
    network: Network,
    backup_retention_period: Option<Value>,
    backup_window: Option<Value>,
    maintenance_window: Option<Value>,
    copy_tags_to_snapshot: Value,
    deletion_protection: Value,
    enabled_cloudwatch_logs_exports: Option<Value>,
    #[serde(flatten)]
    observation: Observation,
    database_insights_mode: Option<Value>,
    tags: Option<Value>,
    arguments: Vec<Member>,
    depends_on: Option<Value>,
    #[serde(flatten)]
    timeouts: Timeouts,
    prevent_destroy: bool,
}

pub(in crate::render) fn replica(
    module: &RootModule,
    instance: &plan::Instance,
) -> Option<Replica> {
    let of = instance.replica_of()?;
    let common = &instance.common;
    let is_cross_region = instance.is_cross_region();
    // Across regions, and into a subnet group of its own, AWS wants the source by ARN; else by identifier.
    let by = if is_cross_region || common.subnet_group.is_some() {
        "arn"
    } else {
        "identifier"
    };
    let has_own_key = is_cross_region || common.key.name.value != of.source_key;
    let mut before = depends_on(common);
    before.extend(monitoring_policy(common));
    let (timeouts, arguments) = timeouts(arguments(&common.arguments, Target::Replica));
    Some(Replica {
        label: common.label.as_str().into(),
        site: site(module, common.region.value),
        identifier: text(&common.identifier),
        replicate_source_db: reference(&format!("aws_db_instance.{}.{by}", of.source)),
        engine_version: common
            .is_upgraded_now()
            .then(|| text(&common.engine_version)),
        replica_mode: maybe_text(&of.mode),
        instance_class: text(&common.class),
        parameter_group_name: parameter_group_name(common, "aws_db_parameter_group"),
        option_group_name: maybe_text(&instance.option_group),
        auto_minor_version_upgrade: common.auto_minor_upgrade.value.into(),
        allow_major_version_upgrade: maybe_flag(&common.allow_major_upgrade),
        apply_immediately: maybe_flag(&common.apply_immediately),
        storage: storage(instance),
        kms_key_id: has_own_key.then(|| key_arn(common)),
        iam_database_authentication_enabled: maybe_flag(&common.iam),
        network: network(instance),
        backup_retention_period: maybe_whole(&common.backup_retention),
        backup_window: maybe_text(&common.backup_window),
        maintenance_window: maybe_text(&common.maintenance_window),
        copy_tags_to_snapshot: common.copy_tags.value.into(),
        deletion_protection: common.deletion_protection.value.into(),
        enabled_cloudwatch_logs_exports: (!common.logs.is_empty()).then(|| logs(common)),
        observation: observation(common),
        database_insights_mode: maybe_text(&common.insights.mode),
        tags: tags(&common.tags),
        arguments,
        depends_on: list_or_none(before),
        timeouts,
        prevent_destroy: common.prevent_destroy.value,
    })
}
