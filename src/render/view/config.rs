//! Rules of AWS Config, one by one or as a conformance pack, and their recorder.

use serde::Serialize;

use super::{Site, list_or_none, maybe_text, provider, reference, site, text, texts};
use crate::names::Region;
use crate::plan::compliance::config::{Asked, Config, Recorder};
use crate::plan::{MultiRegion, RootModule};
use crate::terraform::value::Value;

/// The role of AWS Config, which is the account's.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ConfigRole {
    provider: Option<Value>,
}

/// The role, if it is made here.
pub(in crate::render) fn config_role(module: &RootModule, config: &Config) -> Option<ConfigRole> {
    let home = config.regions.first()?;
    let by_alias = module.toolchain.multi_region.value == MultiRegion::Alias;
    let is_made = config.is_managed() && config.role == Recorder::Managed;
    is_made.then(|| ConfigRole {
        provider: by_alias.then(|| provider(module, *home)),
    })
}

/// A recorder, where it delivers, and that it runs.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ConfigRecorder {
    label: Value,
    #[serde(flatten)]
    site: Site,
    role_arn: Value,
    all_supported: Value,
    include_global_resource_types: Value,
    resource_types: Option<Value>,
    s3_bucket_name: Option<Value>,
    s3_key_prefix: Option<Value>,
    after_recorder: Value,
    name: Value,
    after_channel: Value,
}

/// The recorder of a region, if it is made here. What is of no region is recorded in the first one alone.
pub(in crate::render) fn config_recorder(
    module: &RootModule,
    config: &Config,
    region: Region,
) -> Option<ConfigRecorder> {
    let label = region.label();
    let recorder = format!("aws_config_configuration_recorder.{label}");
    let channel = format!("aws_config_delivery_channel.{label}");
    let records_all = config.resource_types.is_none();
    let is_first = config.regions.first() == Some(&region);
    config.is_managed().then(|| ConfigRecorder {
        site: site(module, region),
        role_arn: match config.role {
            Recorder::Managed => reference("aws_iam_service_linked_role.config.arn"),
            Recorder::Existing => format!(
                "arn:{}:iam::{}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig",
                module.partition.id(),
                module.account
            )
            .into(),
        },
        all_supported: records_all.into(),
        include_global_resource_types: (records_all && is_first).into(),
        resource_types: config.resource_types.as_ref().map(|types| texts(types)),
        s3_bucket_name: maybe_text(&config.bucket),
        s3_key_prefix: maybe_text(&config.prefix),
        after_recorder: Value::List(vec![reference(&recorder)]),
        name: reference(&format!("{recorder}.name")),
        after_channel: Value::List(vec![reference(&channel)]),
        label: label.into(),
    })
}

/// A rule of the account.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ConfigRule {
    label: Value,
    #[serde(flatten)]
    site: Site,
    name: Value,
    description: Value,
    input_parameters: Option<Value>,
    maximum_execution_frequency: Option<Value>,
    types: Option<Value>,
    identifier: Value,
    depends_on: Option<Value>,
}

pub(in crate::render) fn config_rule(
    module: &RootModule,
    config: &Config,
    slug: &str,
    region: Region,
    asked: &Asked,
) -> ConfigRule {
    let rule = asked.rule;
    ConfigRule {
        label: label(asked, region),
        site: site(module, region),
        name: name(slug, asked),
        description: description(asked),
        input_parameters: parameters(asked),
        maximum_execution_frequency: config.frequency_of(rule).map(Value::from),
        types: list_or_none(rule.types.iter().copied().map(Value::from).collect()),
        identifier: rule.identifier.into(),
        depends_on: after_recorder(config, region),
    }
}

/// A rule of the organization.
#[derive(Debug, Serialize)]
pub(in crate::render) struct OrganizationRule {
    #[serde(flatten)]
    rule: ConfigRule,
    excluded_accounts: Option<Value>,
}

pub(in crate::render) fn organization_rule(
    module: &RootModule,
    config: &Config,
    slug: &str,
    region: Region,
    asked: &Asked,
) -> OrganizationRule {
    OrganizationRule {
        rule: config_rule(module, config, slug, region, asked),
        excluded_accounts: excluded(config),
    }
}

/// All rules of a region as one pack of the account.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ConformancePack {
    label: Value,
    #[serde(flatten)]
    site: Site,
    name: Value,
    template: Value,
    depends_on: Option<Value>,
}

pub(in crate::render) fn conformance_pack(
    module: &RootModule,
    config: &Config,
    slug: &str,
    region: Region,
) -> ConformancePack {
    let resources = config.rules_in(region).map(|asked| {
        let resource = Value::Map(vec![
            ("Type".to_owned(), "AWS::Config::ConfigRule".into()),
            ("Properties".to_owned(), properties(config, slug, asked)),
        ]);
        (asked.rule.logical_id(), resource)
    });
    ConformancePack {
        label: region.label().into(),
        site: site(module, region),
        name: format!("{slug}-databases").into(),
        template: Value::Map(vec![(
            "Resources".to_owned(),
            Value::Map(resources.collect()),
        )]),
        depends_on: after_recorder(config, region),
    }
}

/// The same of the organization.
#[derive(Debug, Serialize)]
pub(in crate::render) struct OrganizationConformancePack {
    #[serde(flatten)]
    pack: ConformancePack,
    excluded_accounts: Option<Value>,
}

pub(in crate::render) fn organization_conformance_pack(
    module: &RootModule,
    config: &Config,
    slug: &str,
    region: Region,
) -> OrganizationConformancePack {
    OrganizationConformancePack {
        pack: conformance_pack(module, config, slug, region),
        excluded_accounts: excluded(config),
    }
}

/// A rule in the words of CloudFormation. Source: AWS Config, AWS::Config::ConfigRule.
fn properties(config: &Config, slug: &str, asked: &Asked) -> Value {
    let rule = asked.rule;
    let mut properties = vec![
        ("ConfigRuleName".to_owned(), name(slug, asked)),
        ("Description".to_owned(), description(asked)),
    ];
    if let Some(parameters) = parameters(asked) {
        properties.push(("InputParameters".to_owned(), parameters));
    }
    if let Some(frequency) = config.frequency_of(rule) {
        properties.push(("MaximumExecutionFrequency".to_owned(), frequency.into()));
    }
    if !rule.types.is_empty() {
        let types = Value::List(rule.types.iter().copied().map(Value::from).collect());
        let scope = Value::Map(vec![("ComplianceResourceTypes".to_owned(), types)]);
        properties.push(("Scope".to_owned(), scope));
    }
    let source = Value::Map(vec![
        ("Owner".to_owned(), "AWS".into()),
        ("SourceIdentifier".to_owned(), rule.identifier.into()),
    ]);
    properties.push(("Source".to_owned(), source));
    Value::Map(properties)
}

fn label(asked: &Asked, region: Region) -> Value {
    let rule = asked.rule.identifier.to_ascii_lowercase();
    format!("{rule}_{}", region.label()).into()
}

fn name(slug: &str, asked: &Asked) -> Value {
    format!("{slug}-{}", asked.rule.name()).into()
}

/// What must be so, and which control asks for it.
fn description(asked: &Asked) -> Value {
    let rule = asked.rule;
    let mut words = rule.summary.to_owned();
    if let Some(control) = rule.control {
        words = format!("{words} (Security Hub {control})");
    }
    words.into()
}

/// Parameters as the JSON of AWS wants them: all values are texts.
fn parameters(asked: &Asked) -> Option<Value> {
    let parameters = &asked.parameters;
    (!parameters.is_empty()).then(|| {
        let entries = parameters
            .iter()
            .map(|(name, value)| (name.clone(), text(value)));
        Value::Map(entries.collect())
    })
}

fn excluded(config: &Config) -> Option<Value> {
    config
        .excluded_accounts
        .as_ref()
        .map(|accounts| texts(accounts))
}

/// AWS refuses a rule where no recorder runs.
fn after_recorder(config: &Config, region: Region) -> Option<Value> {
    config.is_managed().then(|| {
        let status = format!(
            "aws_config_configuration_recorder_status.{}",
            region.label()
        );
        Value::List(vec![reference(&status)])
    })
}
