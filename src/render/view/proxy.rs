//! RDS Proxies, with the role, the logs and the target of each.

use serde::Serialize;

use super::receiver::document;
use super::{Site, key_arn, list_or_none, reference, site, tags, text, texts};
use crate::plan::{Cluster, Common, RootModule};
use crate::terraform::value::Value;

/// A proxy and what belongs to it alone.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Proxy {
    label: Value,
    #[serde(flatten)]
    site: Site,
    log_group: Value,
    retention_in_days: Value,
    kms_key_id: Value,
    role_name: Value,
    role_description: Value,
    role: Value,
    policy: Value,
    name: Value,
    engine_family: Value,
    role_arn: Value,
    vpc_subnet_ids: Value,
    vpc_security_group_ids: Option<Value>,
    require_tls: Value,
    idle_client_timeout: Value,
    auths: Vec<Auth>,
    tags: Option<Value>,
    before: Value,
    proxy_name: Value,
    connection_borrow_timeout: Value,
    max_connections_percent: Value,
    max_idle_connections_percent: Value,
    target_group: Value,
    instance: Option<Value>,
    cluster: Option<Value>,
    members: Option<Value>,
}

/// A user that the proxy logs in as, by the secret of that user.
#[derive(Debug, Serialize)]
struct Auth {
    iam_auth: Value,
    secret_arn: Value,
}

/// The proxy of a database, if it has one. `cluster` is the cluster, where the database is one with members of ours.
pub(in crate::render) fn proxy(
    module: &RootModule,
    common: &Common,
    cluster: Option<&Cluster>,
) -> Option<Proxy> {
    let proxy = common.proxy.as_deref()?;
    let (label, kind) = (&proxy.label, common.resource());
    let of_database = |attribute: &str| reference(&format!("{kind}.{}.{attribute}", common.label));
    let master = proxy
        .as_master
        .then(|| of_database("master_user_secret[0].secret_arn"));
    let secrets = master.into_iter().chain(proxy.secrets.iter().map(text));
    let members = cluster.filter(|cluster| cluster.size() > 0).map(|_| {
        let address = format!("aws_rds_cluster_instance.{}", common.label);
        Value::List(vec![reference(&address)])
    });
    let is_cluster = common.form.is_cluster();
    Some(Proxy {
        label: label.as_str().into(),
        site: site(module, common.region.value),
        log_group: proxy.log_group().into(),
        retention_in_days: common.log_retention.value.into(),
        kms_key_id: key_arn(common),
        role_name: proxy.role.as_str().into(),
        role_description: format!(
            "Lets the proxy {} log in to {}",
            proxy.name, common.identifier
        )
        .into(),
        role: reference(&format!("aws_iam_role.{label}.name")),
        policy: document(&proxy.permissions(common)),
        name: text(&proxy.name),
        engine_family: common.engine.proxy_family().unwrap_or_default().into(),
        role_arn: reference(&format!("aws_iam_role.{label}.arn")),
        vpc_subnet_ids: texts(proxy.subnet_ids.as_ref().map_or(&[], |ids| &ids.value)),
        vpc_security_group_ids: proxy
            .security_groups
            .as_ref()
            .map(|groups| texts(&groups.value)),
        require_tls: proxy.require_tls.value.into(),
        idle_client_timeout: proxy.idle_client_timeout.value.into(),
        auths: secrets
            .map(|secret_arn| Auth {
                iam_auth: text(&proxy.iam_auth),
                secret_arn,
            })
            .collect(),
        tags: tags(&common.tags),
        before: Value::List(vec![
            reference(&format!("aws_cloudwatch_log_group.{label}")),
            reference(&format!("aws_iam_role_policy.{label}")),
        ]),
        proxy_name: reference(&format!("aws_db_proxy.{label}.name")),
        connection_borrow_timeout: proxy.borrow_timeout.value.into(),
        max_connections_percent: proxy.connections.value.into(),
        max_idle_connections_percent: proxy.idle_connections.value.into(),
        target_group: reference(&format!("aws_db_proxy_default_target_group.{label}.name")),
        instance: (!is_cluster).then(|| of_database("identifier")),
        cluster: is_cluster.then(|| of_database("cluster_identifier")),
        members,
    })
}

/// The address of a proxy that leads to readers.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ReadOnly {
    label: Value,
    #[serde(flatten)]
    site: Site,
    proxy_name: Value,
    name: Value,
    vpc_subnet_ids: Value,
    vpc_security_group_ids: Option<Value>,
    tags: Option<Value>,
    depends_on: Option<Value>,
}

/// The address of a database's proxy that leads to readers, if it has one.
pub(in crate::render) fn read_only(module: &RootModule, common: &Common) -> Option<ReadOnly> {
    let proxy = common.proxy.as_deref()?;
    let label = &proxy.label;
    proxy.read_only_endpoint.value.then(|| ReadOnly {
        label: label.as_str().into(),
        site: site(module, common.region.value),
        proxy_name: reference(&format!("aws_db_proxy.{label}.name")),
        name: proxy.reader_name().into(),
        vpc_subnet_ids: texts(proxy.subnet_ids.as_ref().map_or(&[], |ids| &ids.value)),
        vpc_security_group_ids: proxy
            .security_groups
            .as_ref()
            .map(|groups| texts(&groups.value)),
        tags: tags(&common.tags),
        depends_on: list_or_none(vec![reference(&format!("aws_db_proxy_target.{label}"))]),
    })
}
