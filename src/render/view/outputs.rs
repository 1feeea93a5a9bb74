//! The outputs of a root module: the ARNs of its keys, what others want to know of each database, and what passes between the owner
//! and the accounts that receive. Knows the plan; must not know how Terraform writes an output.

use std::collections::BTreeMap;

use serde::Serialize;

use super::reference;
use crate::plan::receiver::Receiver;
use crate::plan::snapshots::Snapshot;
use crate::plan::{Cluster, Common, Instance, Login, Password, Plan, RootModule};
use crate::terraform::value::Value;

#[derive(Debug, Serialize)]
pub(in crate::render) struct Outputs {
    keys: Value,
    others: Vec<Output>,
}

#[derive(Debug, Serialize)]
struct Output {
    name: Value,
    description: Value,
    value: Value,
}

/// The ARNs of all keys, what a person or another module wants to know of each database, and what passes between the
/// owner and the accounts that receive.
pub(in crate::render) fn outputs(plan: &Plan, module: &RootModule) -> Outputs {
    let mut keys: BTreeMap<&str, Vec<(String, Value)>> = BTreeMap::new();
    for key in &module.keys {
        let arn = reference(&format!("{}.{}.arn", key.resource(), key.label));
        keys.entry(&key.name.value)
            .or_default()
            .push((key.region.name().to_owned(), arn));
    }
    let mut others = match &module.receiver {
        None => sharing_outputs(plan),
        Some(receiver) => receiver_outputs(receiver),
    };
    let taken: Vec<String> = others
        .iter()
        .map(|output| name_of(output).to_owned())
        .collect();
    let mut databases: Vec<Output> = module
        .instances()
        .filter(|instance| !instance.common.awaited)
        .map(|instance| instance_output(instance, &taken))
        .chain(
            module
                .clusters()
                .filter(|cluster| !cluster.common.awaited)
                .map(|cluster| cluster_output(cluster, &taken)),
        )
        .collect();
    databases.sort_by(|one, other| name_of(one).cmp(name_of(other)));
    others.extend(databases);
    Outputs {
        keys: Value::Map(
            keys.into_iter()
                .map(|(name, regions)| (name.to_owned(), Value::Map(regions)))
                .collect(),
        ),
        others,
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

/// The output that a receiving account's variables are filled from.
pub(super) fn sharing_output(name: &str) -> String {
    format!("sharing_{}", name.replace('-', "_"))
}

/// For each receiving account what its module takes as variables, and nothing else: the JSON of the output is a file of
/// variables there.
fn sharing_outputs(plan: &Plan) -> Vec<Output> {
    let receivers = plan
        .modules
        .iter()
        .filter_map(|module| module.receiver.as_ref());
    receivers
        .map(|receiver| {
            let keys = receiver.owner_keys.iter().map(|key| {
                let arn = format!("{}.{}.arn", key.key.resource, key.key.label);
                (key.variable.clone(), reference(&arn))
            });
            Output {
                name: sharing_output(&receiver.name).into(),
                description: format!(
                    "The variables of the root module of {}: what its copier must know of this account's keys",
                    receiver.name
                )
                .into(),
                value: Value::Map(keys.collect()),
            }
        })
        .collect()
}

/// The ARNs of the account's own copies, by region and name, and of the policies by which they are made.
fn receiver_outputs(receiver: &Receiver) -> Vec<Output> {
    let mut policies: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for policy in &receiver.policies {
        let arn = reference(&format!("aws_iam_policy.{}.arn", policy.label));
        policies.entry(policy.region.name()).or_default().push(arn);
    }
    let policies = policies
        .into_iter()
        .map(|(region, arns)| (region.to_owned(), Value::List(arns)));
    vec![
        Output {
            name: "copier_policies".into(),
            description: "ARNs of the IAM policies of whoever copies, by region".into(),
            value: Value::Map(policies.collect()),
        },
        Output {
            name: "copies".into(),
            description: "ARN of each copy, by region and name".into(),
            value: arns(&receiver.copies),
        },
    ]
}

/// The ARNs of snapshots and of what is copied of them, by region and name.
fn arns(snapshots: &[Snapshot]) -> Value {
    let mut regions: BTreeMap<&str, BTreeMap<&str, Value>> = BTreeMap::new();
    for snapshot in snapshots.iter().flat_map(Snapshot::with_copies) {
        let attribute = snapshot.kind.arn_attribute();
        let arn = reference(&format!("{}.{attribute}", snapshot.address()));
        let region = regions.entry(snapshot.region.name()).or_default();
        region.insert(&snapshot.identifier, arn);
    }
    let map = |names: BTreeMap<&str, Value>| {
        Value::Map(
            names
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        )
    };
    map(regions
        .into_iter()
        .map(|(region, names)| (region, map(names)))
        .collect())
}

/// The name of a database's output; one that would take the place of another output steps aside.
fn output_name(common: &Common, taken: &[String]) -> Value {
    if common.label == "keys" || taken.contains(&common.label) {
        format!("database_{}", common.label).into()
    } else {
        common.label.as_str().into()
    }
}

/// The addresses of a database's proxy, if it has one.
fn proxy(common: &Common) -> Vec<(String, Value)> {
    let Some(proxy) = common.proxy.as_deref() else {
        return Vec::new();
    };
    let of = |kind: &str| reference(&format!("{kind}.{}.endpoint", proxy.label));
    let mut all = vec![("proxy_endpoint".to_owned(), of("aws_db_proxy"))];
    if proxy.read_only_endpoint.value {
        let word = "proxy_read_only_endpoint".to_owned();
        all.push((word, of("aws_db_proxy_endpoint")));
    }
    all
}

/// The snapshots of a database, if it has some.
fn snapshots(common: &Common) -> Option<(String, Value)> {
    (!common.snapshots.is_empty()).then(|| ("snapshots".to_owned(), arns(&common.snapshots)))
}

const SECRET: (&str, &str) = ("master_user_secret_arn", "master_user_secret[0].secret_arn");

fn instance_output(instance: &Instance, taken: &[String]) -> Output {
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
    let mut values = attributes(&address, &names);
    values.extend(proxy(common));
    values.extend(snapshots(common));
    let what = if instance.replica_of().is_some() {
        "read replica"
    } else {
        "database"
    };
    Output {
        name: output_name(common, taken),
        description: format!("The {what} {} in {}", common.identifier, common.region).into(),
        value: Value::Map(values),
    }
}

fn cluster_output(cluster: &Cluster, taken: &[String]) -> Output {
    let common = &cluster.common;
    let address = format!("aws_rds_cluster.{}", common.label);
    // What follows is not written to.
    let follows = cluster.secondary_of().is_some() || cluster.replicates().is_some();
    let names: &[(&str, &str)] = match follows {
        true => &[
            ("arn", "arn"),
            ("reader_endpoint", "reader_endpoint"),
            ("port", "port"),
        ],
        false => &[
            ("arn", "arn"),
            ("endpoint", "endpoint"),
            ("reader_endpoint", "reader_endpoint"),
            ("port", "port"),
        ],
    };
    let mut values = attributes(&address, names);
    if let Some(Login {
        password: Password::Managed(_),
        ..
    }) = cluster.login
    {
        values.extend(attributes(&address, &[SECRET]));
    }
    if !cluster.endpoints.is_empty() {
        let endpoints = cluster.endpoints.iter().map(|endpoint| {
            let address = format!(
                "aws_rds_cluster_endpoint.{}",
                cluster.endpoint_label(&endpoint.name)
            );
            let name = endpoint.name.value.clone();
            (name, reference(&format!("{address}.endpoint")))
        });
        values.push(("endpoints".to_owned(), Value::Map(endpoints.collect())));
    }
    if cluster.global().is_some() {
        let global = format!("aws_rds_global_cluster.{}", common.label);
        values.extend(attributes(&global, &[("global_endpoint", "endpoint")]));
    }
    values.extend(proxy(common));
    values.extend(snapshots(common));
    let what = match (
        cluster.secondary_of(),
        cluster.replicates(),
        &cluster.multi_az,
    ) {
        (Some(_), ..) => "secondary Aurora cluster",
        (None, Some(_), _) => "replica Aurora cluster",
        (None, None, Some(_)) => "Multi-AZ DB cluster",
        (None, None, None) => "Aurora cluster",
    };
    Output {
        name: output_name(common, taken),
        description: format!("The {what} {} in {}", common.identifier, common.region).into(),
        value: Value::Map(values),
    }
}
