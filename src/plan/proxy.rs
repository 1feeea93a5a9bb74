//! The RDS Proxy in front of a database: where it stands, whom it lets in, which secrets it opens, and what its role may do
//! for that. Knows the defaults; must not know how it is written.

use super::copier::{Permission, Resource};
use super::defaults::{
    PROXY_BORROW_TIMEOUT, PROXY_CONNECTIONS, PROXY_CONNECTIONS_SQL_SERVER, PROXY_IDLE_TIMEOUT,
};
use super::resolve::{Resolver, or_default};
use super::{Common, Login, Password, RootModule, SubnetGroup};
use crate::aws::engines::Family;
use crate::policy::request::via_services;
use crate::source::{At, Place};
use crate::spec;

/// A proxy.
#[derive(Debug, Clone)]
pub struct Proxy {
    /// The place of the word.
    pub at: Place,
    /// Its label, and that of what belongs to it.
    pub label: String,
    /// What it is called in AWS.
    pub name: At<String>,
    /// What its role is called in IAM.
    pub role: String,
    /// How clients log in: `REQUIRED`, `DISABLED` or `ENABLED`, about IAM.
    pub iam_auth: At<String>,
    /// Whether clients must use TLS.
    pub require_tls: At<bool>,
    /// Seconds after which an idle client is cut off.
    pub idle_client_timeout: At<i64>,
    /// Where it stands; none where nobody says it.
    pub subnet_ids: Option<At<Vec<At<String>>>>,
    /// Its security groups; none stands for the default group of its VPC.
    pub security_groups: Option<At<Vec<At<String>>>>,
    /// Whether it logs in as the master user, whose password RDS keeps under the database's key.
    pub as_master: bool,
    /// Secrets of other users, by ARN.
    pub secrets: Vec<At<String>>,
    /// Keys that those lie under beside the database's, by ARN.
    pub secret_keys: Vec<At<String>>,
    /// Seconds that a client waits for a connection.
    pub borrow_timeout: At<i64>,
    /// The share of the database's connections that it may open, in percent.
    pub connections: At<i64>,
    /// The share that it keeps open while idle, in percent.
    pub idle_connections: At<i64>,
    /// Whether it has an address that leads to readers.
    pub read_only_endpoint: At<bool>,
}

impl Proxy {
    /// The log group that it writes to.
    ///
    /// Source: RDS User Guide, "Monitoring RDS Proxy metrics with Amazon CloudWatch".
    pub fn log_group(&self) -> String {
        format!("/aws/rds/proxy/{}", self.name)
    }

    /// What the address of the readers is called in AWS.
    pub fn reader_name(&self) -> String {
        format!("{}-read-only", self.name)
    }

    /// What its role may do: read the secrets that it logs in with, each by name, and open them through Secrets Manager.
    ///
    /// Source: RDS User Guide, "Configuring IAM authentication for RDS Proxy".
    pub fn permissions(&self, common: &Common) -> Vec<Permission> {
        let master = self.as_master.then(|| Resource::MasterSecret {
            resource: common.resource(),
            label: common.label.clone(),
        });
        let named = |list: &[At<String>]| -> Vec<Resource> {
            let texts = list.iter();
            texts.map(|arn| Resource::Arn(arn.value.clone())).collect()
        };
        let own_key = Resource::OwnKey(common.key.clone());
        vec![
            Permission {
                sid: "ReadSecrets",
                actions: vec!["secretsmanager:GetSecretValue"],
                resources: master.into_iter().chain(named(&self.secrets)).collect(),
                conditions: Vec::new(),
            },
            Permission {
                sid: "OpenSecrets",
                actions: vec!["kms:Decrypt"],
                resources: std::iter::once(own_key)
                    .chain(named(&self.secret_keys))
                    .collect(),
                conditions: vec![(
                    "StringEquals",
                    "kms:ViaService",
                    via_services("secretsmanager", common.region.value),
                )],
            },
        ]
    }
}

impl RootModule {
    /// Every proxy, with what it stands in front of.
    pub fn proxies(&self) -> impl Iterator<Item = (&Common, &Proxy)> {
        self.commons()
            .filter_map(|common| Some((common, common.proxy.as_deref()?)))
    }
}

/// The proxy that a spec asks for. What its role opens is recorded as a use of the database's key.
pub(super) fn proxy(
    resolver: &mut Resolver<'_, '_>,
    common: &Common,
    login: Option<&Login>,
    asked: Option<&At<spec::Proxy>>,
) -> Option<Box<Proxy>> {
    let asked = asked?;
    let at = asked.at;
    let name = asked.name.clone().unwrap_or_else(|| {
        let identifier = &common.identifier;
        At::new(format!("{identifier}-proxy"), identifier.at)
    });
    let region = common.region.value;
    // A proxy is of a region, and a role of the account.
    let role = format!("{name}-{region}");
    resolver
        .keys
        .record_proxy(&common.key, region, &resolver.spec.owner.value, &role);
    let iam_auth = match &common.iam {
        Some(iam) if iam.value => "REQUIRED",
        _ => "DISABLED",
    };
    let of_region = match &common.subnet_group {
        Some(SubnetGroup::Ours { subnet_ids, .. }) => Some(subnet_ids.clone()),
        Some(SubnetGroup::Existing(_)) | None => None,
    };
    let list = |said: &Option<At<Vec<At<String>>>>| said.clone().unwrap_or(At::new(Vec::new(), at));
    let most = match common.engine.family() {
        Family::SqlServer => PROXY_CONNECTIONS_SQL_SERVER,
        _ => PROXY_CONNECTIONS,
    };
    let connections = or_default(&asked.max_connections_percent, most, at);
    Some(Box::new(Proxy {
        at,
        label: format!("{}_proxy", common.label),
        name,
        role,
        iam_auth: or_default(&asked.iam_auth, iam_auth.to_owned(), at),
        require_tls: or_default(&asked.require_tls, true, at),
        idle_client_timeout: or_default(&asked.idle_client_timeout, PROXY_IDLE_TIMEOUT, at),
        subnet_ids: asked.subnet_ids.clone().or(of_region),
        security_groups: asked
            .vpc_security_group_ids
            .clone()
            .or_else(|| common.security_groups.clone()),
        as_master: matches!(
            login,
            Some(Login {
                password: Password::Managed(_),
                ..
            })
        ),
        secrets: list(&asked.secrets).value,
        secret_keys: list(&asked.secret_kms_key_ids).value,
        borrow_timeout: or_default(&asked.connection_borrow_timeout, PROXY_BORROW_TIMEOUT, at),
        // Half of what it may open, as AWS has it.
        idle_connections: or_default(
            &asked.max_idle_connections_percent,
            connections.value / 2,
            at,
        ),
        connections,
        read_only_endpoint: or_default(&asked.read_only_endpoint, false, at),
    }))
}
