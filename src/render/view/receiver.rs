//! What only the root module of a receiving account has: the copier's IAM policies and the variables of the owner's keys.

use serde::Serialize;

use super::{provider, reference};
use crate::plan::receiver::CopierPolicy;
use crate::plan::snapshots::SnapshotKind;
use crate::plan::{MultiRegion, RootModule};
use crate::policy::build::ShareStyle;
use crate::policy::document::VERSION;
use crate::policy::request::via_services;
use crate::terraform::value::Value;

/// An IAM policy for whoever copies, and the roles that have it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Copier {
    label: Value,
    provider: Option<Value>,
    name: Value,
    description: Value,
    policy: Value,
    policy_arn: Value,
    roles: Option<Value>,
}

/// The copier's policies, one for each region that copies are made in.
pub(in crate::render) fn copiers(module: &RootModule) -> Vec<Copier> {
    let Some(receiver) = &module.receiver else {
        return Vec::new();
    };
    let by_alias = module.toolchain.multi_region.value == MultiRegion::Alias;
    let home = module.regions.keys().next().filter(|_| by_alias);
    let roles: Vec<Value> = receiver
        .roles
        .iter()
        .map(|role| role.as_str().into())
        .collect();
    receiver
        .policies
        .iter()
        .map(|policy| Copier {
            label: policy.label.as_str().into(),
            provider: home.map(|region| provider(module, *region)),
            name: policy.name.as_str().into(),
            description: format!(
                "Copies in {} what {} shares with this account",
                policy.region, receiver.owner
            )
            .into(),
            policy: document(policy),
            policy_arn: reference(&format!("aws_iam_policy.{}.arn", policy.label)),
            roles: super::list_or_none(roles.clone()),
        })
        .collect()
}

/// The other side of the owner's key policy. Neither suffices alone, so this has the same actions under the same
/// conditions, on the owner's keys and on the account's own, and besides what RDS asks for.
///
/// Sources: KMS Developer Guide, "Allowing users in other accounts to use a KMS key"; Service Authorization Reference,
/// Amazon RDS, CopyDBSnapshot and CopyDBClusterSnapshot; what the provider calls to read a copy.
fn document(policy: &CopierPolicy) -> Value {
    const USE: &[&str] = &[
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
    ];
    const GRANTS: &[&str] = &["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];
    let (copy, read) = actions(policy);
    let arns = |arns: &mut dyn Iterator<Item = &String>| -> Vec<Value> {
        arns.map(|arn| arn.as_str().into()).collect()
    };
    let through_rds = || {
        let services = via_services("rds", policy.region)
            .into_iter()
            .map(Value::from);
        (
            "StringEquals",
            "kms:ViaService",
            one_or_list(services.collect()),
        )
    };
    let for_aws = ("Bool", "kms:GrantIsForAWSResource", Value::from("true"));
    let (using, granting) = match policy.style {
        ShareStyle::Documented => (Vec::new(), vec![for_aws]),
        ShareStyle::LeastPrivilege => (vec![through_rds()], vec![for_aws, through_rds()]),
    };
    let mut statements = vec![
        statement(
            "CopySnapshots",
            &copy,
            arns(&mut policy.sources.union(&policy.targets)),
            Vec::new(),
        ),
        statement(
            "ReadAndTagCopies",
            &read,
            arns(&mut policy.targets.iter()),
            Vec::new(),
        ),
        statement("UseKeys", USE, keys(policy), using),
        statement("GrantKeys", GRANTS, keys(policy), granting),
    ];
    if policy.style == ShareStyle::LeastPrivilege {
        let describe = &["kms:DescribeKey"];
        statements.push(statement(
            "DescribeKeys",
            describe,
            keys(policy),
            Vec::new(),
        ));
    }
    Value::Map(vec![
        ("Version".to_owned(), VERSION.into()),
        ("Statement".to_owned(), Value::List(statements)),
    ])
}

/// What RDS asks for to copy, and what the provider asks of a copy, for the kinds of snapshots that there are.
fn actions(policy: &CopierPolicy) -> (Vec<&'static str>, Vec<&'static str>) {
    let (mut copy, mut read) = (Vec::new(), Vec::new());
    for kind in &policy.kinds {
        match kind {
            SnapshotKind::Instance => {
                copy.push("rds:CopyDBSnapshot");
                read.extend([
                    "rds:DescribeDBSnapshotAttributes",
                    "rds:DescribeDBSnapshots",
                ]);
            }
            SnapshotKind::Cluster => {
                copy.push("rds:CopyDBClusterSnapshot");
                read.extend([
                    "rds:DescribeDBClusterSnapshotAttributes",
                    "rds:DescribeDBClusterSnapshots",
                ]);
            }
        }
    }
    read.extend([
        "rds:AddTagsToResource",
        "rds:ListTagsForResource",
        "rds:RemoveTagsFromResource",
    ]);
    copy.sort_unstable();
    read.sort_unstable();
    (copy, read)
}

/// The owner's keys by their variables, and the account's own.
fn keys(policy: &CopierPolicy) -> Vec<Value> {
    let foreign = policy
        .owner_keys
        .iter()
        .map(|name| reference(&format!("var.{name}")));
    let own = policy.own_keys.iter();
    let own = own.map(|key| reference(&format!("{}.{}.arn", key.resource, key.label)));
    foreign.chain(own).collect()
}

fn statement(
    sid: &str,
    actions: &[&str],
    resources: Vec<Value>,
    conditions: Vec<(&str, &str, Value)>,
) -> Value {
    let mut entries = vec![
        ("Sid".to_owned(), sid.into()),
        ("Effect".to_owned(), "Allow".into()),
        (
            "Action".to_owned(),
            one_or_list(actions.iter().copied().map(Value::from).collect()),
        ),
        ("Resource".to_owned(), one_or_list(resources)),
    ];
    if !conditions.is_empty() {
        let conditions = conditions.into_iter().map(|(operator, key, value)| {
            (
                operator.to_owned(),
                Value::Map(vec![(key.to_owned(), value)]),
            )
        });
        entries.push(("Condition".to_owned(), Value::Map(conditions.collect())));
    }
    Value::Map(entries)
}

fn one_or_list(mut values: Vec<Value>) -> Value {
    match values.len() {
        1 => values.remove(0),
        _ => Value::List(values),
    }
}

/// A variable that takes the ARN of an owner's key, and nothing else.
#[derive(Debug, Serialize)]
pub(super) struct KeyVariable {
    name: Value,
    description: Value,
    reference: Value,
    pattern: Value,
    error: Value,
}

/// The variables of the owner's keys.
pub(super) fn key_variables(module: &RootModule) -> Vec<KeyVariable> {
    let Some(receiver) = &module.receiver else {
        return Vec::new();
    };
    receiver
        .owner_keys
        .iter()
        .map(|key| {
            let arn = format!(
                "arn:{}:kms:{}:{}:key/",
                key.region.partition().id(),
                key.region,
                receiver.owner
            );
            KeyVariable {
                name: key.variable.as_str().into(),
                description: format!(
                    "ARN of the owner's key {} in {}: the output {} of the owner's module has it",
                    key.key.name,
                    key.region,
                    super::module::sharing_output(&receiver.name)
                )
                .into(),
                reference: reference(&format!("var.{}", key.variable)),
                pattern: format!("^{arn}(mrk-)?[0-9a-f-]+$").into(),
                error: format!("This must be the ARN of a key, no alias, such as {arn}1234abcd-12ab-34cd-56ef-1234567890ab.").into(),
            }
        })
        .collect()
}
