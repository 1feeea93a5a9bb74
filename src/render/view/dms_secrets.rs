//! The credentials of a replication: the secrets that are made for it, and the role that may read them and nothing else.

use serde::Serialize;

use super::{Site, key_arn, provider, reference, site, text};
use crate::plan::dms::{Dms, End, Secret, Side};
use crate::plan::migration::{Migration, OldKind};
use crate::plan::{Common, Database, MultiRegion, RootModule};
use crate::policy::document::VERSION;
use crate::policy::request::via_services;
use crate::terraform::value::Value;

/// A secret with its value, which Terraform sends and never keeps.
#[derive(Debug, Serialize)]
pub(in crate::render) struct StoredSecret {
    label: Value,
    #[serde(flatten)]
    site: Site,
    name: Value,
    description: Value,
    kms_key_id: Value,
    secret_id: Value,
    username: Value,
    password: Value,
    host: Value,
    port: Value,
    password_wo_version: Value,
}

/// The secret of one side, where it is made here.
pub(in crate::render) fn dms_secret(
    module: &RootModule,
    database: &Database,
    migration: &Migration,
    end: &End,
) -> Option<StoredSecret> {
    let Secret::Ours {
        name,
        username,
        variable,
        version,
    } = &end.secret
    else {
        return None;
    };
    let common = database.common();
    let (address, host) = match (end.side, migration.old.kind, database) {
        (Side::Source, OldKind::Instance, _) => (
            format!("data.aws_db_instance.{}_old", common.label),
            "address",
        ),
        (Side::Source, OldKind::Cluster, _) => (
            format!("data.aws_rds_cluster.{}_old", common.label),
            "endpoint",
        ),
        (Side::Target, _, Database::Instance(_)) => {
            (format!("aws_db_instance.{}", common.label), "address")
        }
        (Side::Target, _, Database::Cluster(_)) => {
            (format!("aws_rds_cluster.{}", common.label), "endpoint")
        }
    };
    Some(StoredSecret {
        label: end.label.as_str().into(),
        site: site(module, common.region.value),
        name: name.as_str().into(),
        description: format!(
            "How the replication into {} signs in to its {}",
            common.identifier,
            end.side.word()
        )
        .into(),
        kms_key_id: key_arn(common),
        secret_id: reference(&format!("aws_secretsmanager_secret.{}.id", end.label)),
        username: text(username),
        password: reference(&format!("var.{variable}")),
        host: reference(&format!("{address}.{host}")),
        port: reference(&format!("{address}.port")),
        password_wo_version: version.value.into(),
    })
}

/// The ARN of a side's secret.
pub(super) fn secret_arn(end: &End) -> Value {
    match &end.secret {
        Secret::Existing { arn, .. } => text(arn),
        Secret::Ours { .. } => reference(&format!("aws_secretsmanager_secret.{}.arn", end.label)),
    }
}

/// The ARN of the role that reads both.
pub(super) fn access_role(dms: &Dms) -> Value {
    reference(&format!("aws_iam_role.{}.arn", dms.label))
}

/// The role by which the service reads the secrets.
#[derive(Debug, Serialize)]
pub(in crate::render) struct SecretsRole {
    label: Value,
    provider: Option<Value>,
    name: Value,
    description: Value,
    service: Value,
    account: Value,
    role: Value,
    policy: Value,
}

/// The role, with what it may read and decrypt.
/// Source: DMS User Guide, "Using secrets to access AWS Database Migration Service endpoints".
pub(in crate::render) fn secrets_role(
    module: &RootModule,
    common: &Common,
    dms: &Dms,
) -> SecretsRole {
    let region = common.region.value;
    let by_alias = module.toolchain.multi_region.value == MultiRegion::Alias;
    let suffix = region.partition().dns_suffix();
    let mut keys: Vec<Value> = Vec::new();
    for end in dms.ends() {
        let key = match &end.secret {
            Secret::Ours { .. } => Some(key_arn(common)),
            Secret::Existing { key, .. } => key.as_ref().map(text),
        };
        keys.extend(key.filter(|key| !keys.contains(key)));
    }
    let secrets = dms.ends().map(secret_arn).to_vec();
    let actions =
        |actions: &[&str]| Value::List(actions.iter().copied().map(Value::from).collect());
    let mut statements = vec![Value::Map(vec![
        ("Sid".to_owned(), "Read".into()),
        ("Effect".to_owned(), "Allow".into()),
        (
            "Action".to_owned(),
            actions(&[
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
            ]),
        ),
        ("Resource".to_owned(), Value::List(secrets)),
    ])];
    if !keys.is_empty() {
        let services = via_services("secretsmanager", region);
        let services = services.iter().map(|name| name.as_str().into()).collect();
        let via = Value::Map(vec![("kms:ViaService".to_owned(), Value::List(services))]);
        statements.push(Value::Map(vec![
            ("Sid".to_owned(), "Decrypt".into()),
            ("Effect".to_owned(), "Allow".into()),
            (
                "Action".to_owned(),
                actions(&["kms:Decrypt", "kms:DescribeKey"]),
            ),
            ("Resource".to_owned(), Value::List(keys)),
            (
                "Condition".to_owned(),
                Value::Map(vec![("StringEquals".to_owned(), via)]),
            ),
        ]));
    }
    SecretsRole {
        label: dms.label.as_str().into(),
        provider: by_alias.then(|| provider(module, region)),
        name: dms.secrets_role().into(),
        description: format!(
            "Lets the replication into {} read its credentials",
            common.identifier
        )
        .into(),
        service: format!("dms.{region}.{suffix}").into(),
        account: module.account.as_str().into(),
        role: reference(&format!("aws_iam_role.{}.name", dms.label)),
        policy: Value::Map(vec![
            ("Version".to_owned(), VERSION.into()),
            ("Statement".to_owned(), Value::List(statements)),
        ]),
    }
}
