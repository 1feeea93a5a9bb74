//! What a root module has once: versions, providers, variables, outputs, subnet groups and the monitoring role.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Site, plain, provider, reference, site, text, texts};
use crate::names::Region;
use crate::plan::{
    Cluster, Common, Database, Instance, Login, MultiRegion, Password, Plan, RootModule,
};
use crate::terraform::value::Value;

#[derive(Debug, Serialize)]
pub(in crate::render) struct Versions {
    required_version: Value,
    aws_provider: Value,
    backends: Vec<Backend>,
}

#[derive(Debug, Serialize)]
struct Backend {
    kind: Value,
    settings: Vec<Setting>,
}

#[derive(Debug, Serialize)]
struct Setting {
    name: Value,
    value: Value,
}

pub(in crate::render) fn versions(module: &RootModule) -> Versions {
    let toolchain = &module.toolchain;
    Versions {
        required_version: text(&toolchain.required_version),
        aws_provider: text(&toolchain.aws_provider),
        backends: toolchain
            .backend
            .iter()
            .map(|backend| Backend {
                kind: backend.kind.as_str().into(),
                settings: backend
                    .settings
                    .iter()
                    .map(|(name, value)| Setting {
                        name: reference(name),
                        value: plain(value),
                    })
                    .collect(),
            })
            .collect(),
    }
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct Providers {
    tags: Value,
    providers: Vec<Provider>,
}

#[derive(Debug, Serialize)]
struct Provider {
    alias: Option<Value>,
    region: Value,
    accounts: Value,
    roles: Vec<Role>,
}

#[derive(Debug, Serialize)]
struct Role {
    arn: Value,
    external_id: Option<Value>,
    session_name: Option<Value>,
}

pub(in crate::render) fn providers(module: &RootModule) -> Providers {
    let regions: Vec<Region> = module.regions.keys().copied().collect();
    let served = match module.toolchain.multi_region.value {
        MultiRegion::Alias => regions,
        MultiRegion::Region => regions.into_iter().take(1).collect(),
    };
    let roles = module.toolchain.assume_role.as_ref();
    Providers {
        tags: Value::Map(
            module
                .tags
                .iter()
                .map(|(name, value)| (name.clone(), value.as_str().into()))
                .collect(),
        ),
        providers: served
            .into_iter()
            .map(|region| Provider {
                alias: (module.toolchain.multi_region.value == MultiRegion::Alias)
                    .then(|| region.label().into()),
                region: region.name().into(),
                accounts: Value::List(vec![module.account.as_str().into()]),
                roles: roles
                    .iter()
                    .map(|role| Role {
                        arn: text(&role.role_arn),
                        external_id: super::maybe_text(&role.external_id),
                        session_name: super::maybe_text(&role.session_name),
                    })
                    .collect(),
            })
            .collect(),
    }
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct Variables {
    passwords: Vec<Described>,
}

#[derive(Debug, Serialize)]
struct Described {
    name: Value,
    description: Value,
}

pub(in crate::render) fn variables(module: &RootModule) -> Option<Variables> {
    let mut passwords = BTreeMap::new();
    for database in &module.databases {
        let login = match database {
            Database::Instance(instance) => instance.login.as_ref(),
            Database::Cluster(cluster) => Some(&cluster.login),
        };
        if let Some(Login {
            password: Password::Variable { name, .. },
            ..
        }) = login
        {
            passwords.insert(name.as_str(), database.common());
        }
    }
    (!passwords.is_empty()).then(|| Variables {
        passwords: passwords
            .into_iter()
            .map(|(name, common)| Described {
                name: name.into(),
                description: format!(
                    "Master password of {}; write-only, so that it enters neither plan nor state",
                    common.identifier
                )
                .into(),
            })
            .collect(),
    })
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct SubnetGroup {
    label: Value,
    #[serde(flatten)]
    site: Site,
    name: Value,
    description: Value,
    subnet_ids: Value,
}

/// The subnet group that is made in a region, if a database of that region stands in it.
pub(in crate::render) fn subnet_group(
    plan: &Plan,
    module: &RootModule,
    region: Region,
) -> Option<SubnetGroup> {
    use crate::plan::SubnetGroup as Group;
    let Some(Group::Ours {
        label,
        name,
        subnet_ids,
    }) = &module.regions.get(&region)?.subnet_group
    else {
        return None;
    };
    let is_used = module.commons().any(|common| {
        common.region.value == region && matches!(&common.subnet_group, Some(Group::Ours { label: used, .. }) if used == label)
    });
    is_used.then(|| SubnetGroup {
        label: label.as_str().into(),
        site: site(module, region),
        name: name.as_str().into(),
        description: format!("Databases of {} in {region}", plan.slug).into(),
        subnet_ids: texts(&subnet_ids.value),
    })
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct MonitoringRole {
    provider: Option<Value>,
    name: Value,
    account: Value,
    policy_arn: Value,
}

/// The role of Enhanced Monitoring. Source: RDS User Guide, "Setting up Enhanced Monitoring".
pub(in crate::render) fn monitoring_role(module: &RootModule) -> Option<MonitoringRole> {
    let role = module.monitoring.as_ref()?;
    let by_alias = module.toolchain.multi_region.value == MultiRegion::Alias;
    Some(MonitoringRole {
        provider: by_alias.then(|| provider(module, role.region)),
        name: role.name.as_str().into(),
        account: module.account.as_str().into(),
        policy_arn: format!(
            "arn:{}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
            module.partition.id()
        )
        .into(),
    })
}

#[derive(Debug, Serialize)]
pub(in crate::render) struct Outputs {
    keys: Value,
    databases: Vec<Output>,
}

#[derive(Debug, Serialize)]
struct Output {
    name: Value,
    description: Value,
    value: Value,
}

pub(in crate::render) fn outputs(module: &RootModule) -> Outputs {
    let mut keys: BTreeMap<&str, Vec<(String, Value)>> = BTreeMap::new();
    for key in &module.keys {
        let arn = reference(&format!("{}.{}.arn", key.resource(), key.label));
        keys.entry(&key.name.value)
            .or_default()
            .push((key.region.name().to_owned(), arn));
    }
    let mut databases: Vec<Output> = module
        .instances()
        .map(instance_output)
        .chain(module.clusters().map(cluster_output))
        .collect();
    databases.sort_by(|one, other| name_of(one).cmp(name_of(other)));
    Outputs {
        keys: Value::Map(
            keys.into_iter()
                .map(|(name, regions)| (name.to_owned(), Value::Map(regions)))
                .collect(),
        ),
        databases,
    }
}

fn name_of(output: &Output) -> &str {
    match &output.name {
        Value::Text(name) => name,
        _ => "",
    }
}

fn attributes(address: &str, names: &[(&str, &str)]) -> Vec<(String, Value)> {
    names
        .iter()
        .map(|(name, attribute)| {
            (
                (*name).to_owned(),
                reference(&format!("{address}.{attribute}")),
            )
        })
        .collect()
}

/// The name of a database's output; one that would take the place of `keys` steps aside.
fn output_name(common: &Common) -> Value {
    if common.label == "keys" {
        "database_keys".into()
    } else {
        common.label.as_str().into()
    }
}

const SECRET: (&str, &str) = ("master_user_secret_arn", "master_user_secret[0].secret_arn");

fn instance_output(instance: &Instance) -> Output {
    let common = &instance.common;
    let address = format!("aws_db_instance.{}", common.label);
    let mut names = vec![("arn", "arn"), ("address", "address"), ("port", "port")];
    if let Some(Login {
        password: Password::Managed(_),
        ..
    }) = instance.login
    {
        names.push(SECRET);
    }
    let what = if instance.replica_of().is_some() {
        "read replica"
    } else {
        "database"
    };
    Output {
        name: output_name(common),
        description: format!("The {what} {} in {}", common.identifier, common.region).into(),
        value: Value::Map(attributes(&address, &names)),
    }
}

fn cluster_output(cluster: &Cluster) -> Output {
    let common = &cluster.common;
    let address = format!("aws_rds_cluster.{}", common.label);
    let mut names = vec![
        ("arn", "arn"),
        ("endpoint", "endpoint"),
        ("reader_endpoint", "reader_endpoint"),
        ("port", "port"),
    ];
    if let Password::Managed(_) = cluster.login.password {
        names.push(SECRET);
    }
    Output {
        name: output_name(common),
        description: format!(
            "The Aurora cluster {} in {}",
            common.identifier, common.region
        )
        .into(),
        value: Value::Map(attributes(&address, &names)),
    }
}
