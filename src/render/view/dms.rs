//! A replication by the Database Migration Service: its instance, its endpoints and its task.

use serde::Serialize;

use super::dms_secrets::{access_role, secret_arn};
use super::{Site, key_arn, maybe_text, provider, reference, site, text, texts};
use crate::plan::dms::{Certificate, Dms, End, Roles, Secret, Subnets};
use crate::plan::{Common, MultiRegion, RootModule};
use crate::terraform::value::Value;

/// The roles that the service knows by their names; an account has one of each.
#[derive(Debug, Serialize)]
pub(in crate::render) struct DmsRoles {
    provider: Option<Value>,
    account: Value,
    vpc_policy_arn: Value,
    logs_policy_arn: Value,
}

/// The roles, where a replication asks for them. Source: DMS User Guide, "Creating the IAM roles to use with AWS DMS".
pub(in crate::render) fn dms_roles(module: &RootModule) -> Option<DmsRoles> {
    let region = module.dms_roles()?;
    let by_alias = module.toolchain.multi_region.value == MultiRegion::Alias;
    let policy = |name: &str| {
        let partition = module.partition.id();
        format!("arn:{partition}:iam::aws:policy/service-role/{name}").into()
    };
    Some(DmsRoles {
        provider: by_alias.then(|| provider(module, region)),
        account: module.account.as_str().into(),
        vpc_policy_arn: policy("AmazonDMSVPCManagementRole"),
        logs_policy_arn: policy("AmazonDMSCloudWatchLogsRole"),
    })
}

/// The machine between two databases, and what it stands on.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ReplicationInstance {
    label: Value,
    #[serde(flatten)]
    site: Site,
    name: Value,
    description: Value,
    class: Value,
    engine_version: Option<Value>,
    allocated_storage: Value,
    multi_az: Value,
    kms_key_arn: Value,
    subnet_group_of: Option<Value>,
    subnet_ids: Value,
    subnet_group_depends_on: Option<Value>,
    replication_subnet_group_id: Value,
    vpc_security_group_ids: Option<Value>,
    log_group: Value,
    retention_in_days: Value,
    depends_on: Value,
    certificate_pem: Option<Value>,
}

/// The replication instance of a database that is being filled.
pub(in crate::render) fn replication_instance(
    module: &RootModule,
    common: &Common,
    dms: &Dms,
) -> ReplicationInstance {
    let label = &dms.label;
    let are_ours = dms.roles.value == Roles::Create;
    let attached = |role: &str| reference(&format!("aws_iam_role_policy_attachment.{role}"));
    let mut before = vec![reference(&format!("aws_cloudwatch_log_group.{label}"))];
    before.extend(are_ours.then(|| attached("dms_cloudwatch_logs")));
    let (group, subnet_ids) = match &dms.subnets {
        Some(Subnets::Said(subnets)) => (None, texts(&subnets.value)),
        Some(Subnets::OfGroup(name)) => {
            let ids = format!("data.aws_db_subnet_group.{label}.subnet_ids");
            (Some(text(name)), reference(&ids))
        }
        None => (None, Value::List(Vec::new())),
    };
    ReplicationInstance {
        label: label.as_str().into(),
        site: site(module, common.region.value),
        name: dms.name.as_str().into(),
        description: format!("Replication into {}", common.identifier).into(),
        class: text(&dms.class),
        engine_version: maybe_text(&dms.engine_version),
        allocated_storage: dms.storage.value.into(),
        multi_az: dms.multi_az.value.into(),
        kms_key_arn: key_arn(common),
        subnet_group_of: group,
        subnet_ids,
        subnet_group_depends_on: are_ours.then(|| Value::List(vec![attached("dms_vpc")])),
        replication_subnet_group_id: reference(&format!(
            "aws_dms_replication_subnet_group.{label}.id"
        )),
        vpc_security_group_ids: dms
            .security_groups
            .as_ref()
            .map(|groups| texts(&groups.value)),
        log_group: dms.log_group().into(),
        retention_in_days: common.log_retention.value.into(),
        depends_on: Value::List(before),
        certificate_pem: match &dms.certificate {
            Some(Certificate::Variable { name, .. }) => Some(reference(&format!("var.{name}"))),
            Some(Certificate::Existing(_)) | None => None,
        },
    }
}

/// One side of a replication.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Endpoint {
    label: Value,
    #[serde(flatten)]
    site: Site,
    identifier: Value,
    side: Value,
    engine_name: Value,
    database_name: Option<Value>,
    kms_key_arn: Value,
    ssl_mode: Value,
    certificate_arn: Option<Value>,
    extra_connection_attributes: Option<Value>,
    secrets_manager_arn: Value,
    secrets_manager_access_role_arn: Value,
    postgres: Option<PostgresSettings>,
    depends_on: Value,
}

/// What a PostgreSQL is told.
#[derive(Debug, Serialize)]
struct PostgresSettings {
    capture_ddls: Option<Value>,
    after_connect_script: Option<Value>,
}

/// An endpoint.
pub(in crate::render) fn dms_endpoint(
    module: &RootModule,
    common: &Common,
    dms: &Dms,
    end: &End,
) -> Endpoint {
    let settings = &end.settings;
    let is_postgres = settings.after_connect.is_some() || settings.capture_ddls.is_some();
    let policy = reference(&format!("aws_iam_role_policy.{}", dms.label));
    let mut before = vec![policy];
    if let Secret::Ours { .. } = end.secret {
        let version = format!("aws_secretsmanager_secret_version.{}", end.label);
        before.push(reference(&version));
    }
    let certificate = dms.certificate.as_ref();
    let certificate = certificate.filter(|_| end.tls.value.needs_certificate());
    Endpoint {
        label: end.label.as_str().into(),
        site: site(module, common.region.value),
        identifier: end.identifier.as_str().into(),
        side: end.side.word().into(),
        engine_name: settings.engine_name.into(),
        database_name: maybe_text(&dms.database),
        kms_key_arn: key_arn(common),
        ssl_mode: end.tls.value.word().into(),
        certificate_arn: certificate.map(|certificate| match certificate {
            Certificate::Existing(arn) => text(arn),
            Certificate::Variable { .. } => reference(&format!(
                "aws_dms_certificate.{}.certificate_arn",
                dms.label
            )),
        }),
        extra_connection_attributes: settings.attributes.map(Value::from),
        secrets_manager_arn: secret_arn(end),
        secrets_manager_access_role_arn: access_role(dms),
        postgres: is_postgres.then(|| PostgresSettings {
            capture_ddls: settings.capture_ddls.map(Value::from),
            after_connect_script: settings.after_connect.map(Value::from),
        }),
        depends_on: Value::List(before),
    }
}
