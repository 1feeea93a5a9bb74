//! What templates see: flat values, one struct per template. Knows the plan and Terraform's values; every decision has
//! been taken before, and a template takes none.

mod arguments;
mod autoscaling;
mod backup;
mod cluster;
mod config;
mod dms;
mod dms_secrets;
mod dms_task;
mod events;
mod global;
mod instance;
mod keys;
mod member;
mod migration;
mod module;
mod outputs;
mod proxy;
mod readme;
mod receiver;
mod replica;
mod restored;
mod roles;
mod snapshots;

use arguments::{arguments, plain};
pub(super) use autoscaling::{scaling_policies, scaling_target};
pub(super) use backup::{backup_role, backup_vault};
pub(super) use cluster::cluster;
pub(super) use config::{
    config_recorder, config_role, config_rule, conformance_pack, organization_conformance_pack,
    organization_rule,
};
pub(super) use dms::{dms_endpoint, dms_roles, replication_instance};
pub(super) use dms_secrets::{dms_secret, secrets_role};
pub(super) use dms_task::replication_task;
pub(super) use events::{notifications, organizations_policy};
pub(super) use global::global;
pub(super) use instance::instance;
pub(super) use keys::{key, replica_key};
pub(super) use member::{endpoints, members};
pub(super) use migration::{forgotten, held, old, record, taken, taken_copy, taken_kind};
pub(super) use module::{monitoring_role, providers, subnet_group, variables, versions};
pub(super) use outputs::outputs;
pub(super) use proxy::{proxy, read_only};
pub(super) use readme::readme;
pub(super) use receiver::copiers;
pub(super) use replica::replica;
pub(super) use roles::roles;
pub(super) use snapshots::{backup_replication, copy, instance_copy, snapshot};

use std::collections::BTreeMap;

use serde::Serialize;

use crate::names::Region;
use crate::plan::{Common, MultiRegion, Parameters, RootModule};
use crate::source::At;
use crate::terraform::value::{Part, Reference, Value};

/// How long AWS may take to make what is copied over: the provider's own 20 to 40 minutes are too short for a large
/// database, and AWS goes on when Terraform has given up.
const LONG: &str = "6h";

/// How a resource says where it is: by its provider, or by its region.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Site {
    /// The provider of its region, where each region has one.
    provider: Option<Value>,
    /// Its region, where one provider serves all.
    region: Option<Value>,
}

/// Where a resource of that region is.
pub(super) fn site(module: &RootModule, region: Region) -> Site {
    match module.toolchain.multi_region.value {
        MultiRegion::Alias => Site {
            provider: Some(provider(module, region)),
            region: None,
        },
        MultiRegion::Region => Site {
            provider: None,
            region: Some(region.name().into()),
        },
    }
}

/// The provider that serves a region.
fn provider(_module: &RootModule, region: Region) -> Value {
    reference(&format!("aws.{}", region.label()))
}

/// An address that Sealform made. What is no address becomes text, which verification then refuses.
fn reference(address: &str) -> Value {
    Reference::parse(address).map_or_else(|| Value::Text(address.to_owned()), Value::Reference)
}

fn text(value: &At<String>) -> Value {
    Value::Text(value.value.clone())
}

fn texts(values: &[At<String>]) -> Value {
    Value::List(values.iter().map(text).collect())
}

fn maybe_text(value: &Option<At<String>>) -> Option<Value> {
    value.as_ref().map(text)
}

fn maybe_whole(value: &Option<At<i64>>) -> Option<Value> {
    value.as_ref().map(|whole| whole.value.into())
}

fn maybe_flag(value: &Option<At<bool>>) -> Option<Value> {
    value.as_ref().map(|flag| flag.value.into())
}

/// Tags as an argument; none where there are none, since the provider has those of everything.
fn tags(tags: &BTreeMap<String, At<String>>) -> Option<Value> {
    (!tags.is_empty()).then(|| {
        Value::Map(
            tags.iter()
                .map(|(name, value)| (name.clone(), text(value)))
                .collect(),
        )
    })
}

/// Text with one reference in it.
fn template(before: &str, address: &str, after: &str) -> Value {
    let Some(reference) = Reference::parse(address) else {
        return Value::Text(before.to_owned());
    };
    let parts = [
        Part::Text(before.to_owned()),
        Part::Reference(reference),
        Part::Text(after.to_owned()),
    ];
    Value::Template(
        parts
            .into_iter()
            .filter(|part| !matches!(part, Part::Text(text) if text.is_empty()))
            .collect(),
    )
}

/// The log groups of a database.
#[derive(Debug, Serialize)]
pub(super) struct LogGroup {
    label: Value,
    #[serde(flatten)]
    site: Site,
    logs: Value,
    name: Value,
    retention_in_days: Value,
    kms_key_id: Value,
}

/// The log groups of a database, if it exports logs. They exist before it: RDS would make them without key and
/// without end.
pub(super) fn log_group(module: &RootModule, common: &Common) -> Option<LogGroup> {
    let kind = if common.form.is_cluster() {
        "cluster"
    } else {
        "instance"
    };
    (!common.logs.is_empty()).then(|| LogGroup {
        label: common.label.as_str().into(),
        site: site(module, common.region.value),
        logs: logs(common),
        name: template(
            &format!("/aws/rds/{kind}/{}/", common.identifier),
            "each.key",
            "",
        ),
        retention_in_days: common.log_retention.value.into(),
        kms_key_id: key_arn(common),
    })
}

/// The exported logs, sorted and each once, as the provider's set of them is.
fn logs(common: &Common) -> Value {
    let mut logs: Vec<&str> = common.logs.iter().map(|log| log.value.as_str()).collect();
    logs.sort_unstable();
    logs.dedup();
    Value::List(logs.into_iter().map(Value::from).collect())
}

/// A parameter group.
#[derive(Debug, Serialize)]
pub(super) struct ParameterGroup {
    label: Value,
    #[serde(flatten)]
    site: Site,
    name: Value,
    description: Value,
    family: Value,
    parameters: Vec<Parameter>,
}

#[derive(Debug, Serialize)]
struct Parameter {
    name: Value,
    value: Value,
    apply_method: Option<Value>,
}

/// The parameter group that is made for a database, if one is.
pub(super) fn parameter_group(module: &RootModule, common: &Common) -> Option<ParameterGroup> {
    let Parameters::Ours(group) = &common.parameters else {
        return None;
    };
    Some(ParameterGroup {
        label: common.label.as_str().into(),
        site: site(module, common.region.value),
        name: group.name.as_str().into(),
        description: format!("Parameters of {}", common.identifier).into(),
        family: group.family.as_str().into(),
        parameters: group
            .parameters
            .iter()
            .map(|(name, parameter)| Parameter {
                name: name.as_str().into(),
                value: text(&parameter.value),
                apply_method: parameter.pending_reboot.then(|| "pending-reboot".into()),
            })
            .collect(),
    })
}

/// The name of the parameter group that a database uses.
fn parameter_group_name(common: &Common, kind: &str) -> Option<Value> {
    match &common.parameters {
        Parameters::None => None,
        Parameters::Existing(name) => Some(text(name)),
        Parameters::Ours(_) => Some(reference(&format!("{kind}.{}.name", common.label))),
        Parameters::OfSource(label) => Some(reference(&format!("{kind}.{label}.name"))),
    }
}

fn key_arn(common: &Common) -> Value {
    reference(&format!("{}.{}.arn", common.key.resource, common.key.label))
}

fn subnet_group_name(common: &Common) -> Option<Value> {
    common.subnet_group.as_ref().map(|group| match group {
        crate::plan::SubnetGroup::Existing(name) => text(name),
        crate::plan::SubnetGroup::Ours { label, .. } => {
            reference(&format!("aws_db_subnet_group.{label}.name"))
        }
    })
}

fn security_groups(common: &Common) -> Option<Value> {
    common
        .security_groups
        .as_ref()
        .map(|groups| texts(&groups.value))
}

/// Monitoring and insights, the same on instances, replicas, members and Multi-AZ DB clusters.
#[derive(Debug, Default, Serialize)]
pub(super) struct Observation {
    monitoring_interval: Option<Value>,
    monitoring_role_arn: Option<Value>,
    performance_insights_enabled: Option<Value>,
    performance_insights_kms_key_id: Option<Value>,
    performance_insights_retention_period: Option<Value>,
}

fn observation(common: &Common) -> Observation {
    let is_monitored = common.monitoring.interval.value > 0;
    Observation {
        monitoring_interval: Some(common.monitoring.interval.value.into()),
        monitoring_role_arn: match &common.monitoring.role_arn {
            Some(existing) => Some(text(existing)),
            None => is_monitored.then(|| reference("aws_iam_role.rds_monitoring.arn")),
        },
        performance_insights_enabled: Some(common.insights.enabled.value.into()),
        performance_insights_kms_key_id: common.insights.enabled.value.then(|| key_arn(common)),
        performance_insights_retention_period: maybe_whole(&common.insights.retention),
    }
}

/// What must exist before a database although it does not refer to it.
fn depends_on(common: &Common) -> Vec<Value> {
    let mut before = Vec::new();
    if !common.logs.is_empty() {
        before.push(reference(&format!(
            "aws_cloudwatch_log_group.{}",
            common.label
        )));
    }
    before
}

/// RDS refuses a role that cannot yet write what it is for.
fn monitoring_policy(common: &Common) -> Option<Value> {
    let is_ours = common.monitoring.interval.value > 0 && common.monitoring.role_arn.is_none();
    is_ours.then(|| reference("aws_iam_role_policy_attachment.rds_monitoring"))
}

fn list_or_none(values: Vec<Value>) -> Option<Value> {
    (!values.is_empty()).then_some(Value::List(values))
}
