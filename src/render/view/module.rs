//! What a root module has once: versions, providers, variables, subnet groups and the monitoring role.

use std::collections::BTreeMap;

use serde::Serialize;

use super::receiver::{KeyVariable, key_variables};
use super::{Site, plain, provider, reference, site, text, texts};
use crate::names::Region;
use crate::plan::dms::{Certificate, Secret, Side};
use crate::plan::{Login, MultiRegion, Password, Plan, RootModule};
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
    certificates: Vec<Described>,
    keys: Vec<KeyVariable>,
}

#[derive(Debug, Serialize)]
struct Described {
    name: Value,
    description: Value,
}

/// The inputs of the module: passwords, certificates, and the keys of whoever shares with it.
pub(in crate::render) fn variables(module: &RootModule) -> Option<Variables> {
    let mut passwords = BTreeMap::new();
    for database in &module.databases {
        if let Some(Login {
            password: Password::Variable { name, .. },
            ..
        }) = database.login()
        {
            let whose = format!("Master password of {}", database.common().identifier);
            passwords.insert(name.as_str(), whose);
        }
    }
    let mut certificates = BTreeMap::new();
    for (common, (migration, dms)) in module
        .commons()
        .filter_map(|common| Some((common, common.replication()?)))
    {
        for end in dms.ends() {
            if let Secret::Ours {
                variable, username, ..
            } = &end.secret
            {
                let of = match end.side {
                    Side::Source => &migration.old.identifier,
                    Side::Target => &common.identifier.value,
                };
                let whose = format!("Password of the user {username} of {of}");
                passwords.insert(variable, whose);
            }
        }
        if let Some(Certificate::Variable { name, published }) = &dms.certificate {
            certificates.insert(name.as_str(), format!("What {published} holds, as text"));
        }
    }
    let described = |(name, description): (&str, String)| Described {
        name: name.into(),
        description: description.into(),
    };
    let keys = key_variables(module);
    let are_none = passwords.is_empty() && certificates.is_empty() && keys.is_empty();
    (!are_none).then(|| Variables {
        keys,
        passwords: passwords
            .into_iter()
            .map(|(name, whose)| {
                let rest = "; write-only, so that it enters neither plan nor state";
                described((name, format!("{whose}{rest}")))
            })
            .collect(),
        certificates: certificates.into_iter().map(described).collect(),
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
