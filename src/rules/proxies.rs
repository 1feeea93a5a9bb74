//! Rules about RDS Proxy: what it stands in front of, where, and what it is called.

use std::collections::BTreeMap;

use super::check::{Finder, checks, within};
use crate::aws::identifiers::{instance_problem, role_problem};
use crate::aws::limits;
use crate::names::Region;
use crate::plan::proxy::Proxy;
use crate::plan::{Database, RootModule};
use crate::source::{At, Place};

checks! {
    Error "px-engine" on Module engine,
        "a proxy stands in front of an engine that RDS Proxy serves",
        "RDS Proxy speaks the protocols of MySQL, PostgreSQL and SQL Server, and no other",
        "remove `proxy`",
        "RDS User Guide, Supported Regions and DB engines for Amazon RDS Proxy";
    Error "px-subnets" on Module subnets,
        "a proxy stands in two subnets or more",
        "AWS refuses fewer than two zones, and knows no subnet group here",
        "give the proxy, or its region, `subnet_ids` of two zones",
        "RDS User Guide, Setting up network prerequisites for RDS Proxy";
    Error "px-limits" on Module limits_of,
        "what a proxy is told in numbers is within what AWS offers",
        "AWS refuses what is beyond, and more idle connections than connections",
        "use a number within the range",
        "RDS API CreateDBProxy and ConnectionPoolConfiguration";
    Warning "px-idle-timeout" on Module idle_timeout,
        "a proxy cuts off idle clients after one second to eight hours",
        "the console offers no more than eight hours; the API does not say its limits",
        "write 1 to 28800 seconds",
        "RDS User Guide, Creating a proxy for Amazon RDS";
    Error "px-name" on Module name,
        "the names of a proxy, its role and its endpoint are ones that AWS takes",
        "AWS refuses them at apply",
        "give the proxy a shorter `name` of letters, digits and single hyphens",
        "RDS API CreateDBProxy; IAM API CreateRole";
    Error "px-unique" on Module unique,
        "proxies of one region have names of their own, and what belongs to one does not take the place of a database's",
        "AWS and Terraform refuse the second",
        "give one of them another `name`",
        "RDS API CreateDBProxy; Terraform language, resource syntax";
    Error "px-readers" on Module readers,
        "a read-only endpoint leads to readers",
        "AWS refuses it for an instance, and without a reader its connections fail",
        "remove `read_only_endpoint`, or give the cluster a reader",
        "RDS User Guide, Working with Amazon RDS Proxy endpoints";
    Warning "px-network" on Module network,
        "a proxy stands in front of a database that speaks IPv4",
        "the pages of AWS disagree about databases that speak IPv6 too: some exclude proxies for them",
        "write `network_type: IPV4`, or try it where nothing is lost",
        "RDS User Guide, Working with a DB instance in a VPC, dual-stack mode";
}

fn engine(module: &RootModule, found: &mut Finder<'_>) {
    for (common, proxy) in module.proxies() {
        if common.engine.proxy_family().is_none() {
            found.report(
                proxy.at,
                format!("RDS Proxy does not serve `{}`", common.engine.name()),
                "remove it; MySQL, MariaDB, PostgreSQL, SQL Server and Aurora have proxies",
            );
        }
    }
}

fn subnets(module: &RootModule, found: &mut Finder<'_>) {
    for (common, proxy) in module.proxies() {
        let region = &common.region;
        match &proxy.subnet_ids {
            None => found.report(
                proxy.at,
                format!(
                    "nothing says in which subnets of `{region}` the proxy of `{}` stands",
                    common.name
                ),
                "give the proxy `subnet_ids`, those of the database's subnet group: a proxy knows no subnet group",
            ),
            Some(ids) => {
                let mut different: Vec<&str> = ids.iter().map(|id| id.value.as_str()).collect();
                different.sort_unstable();
                different.dedup();
                if different.len() < limits::SUBNET_GROUP_ZONES as usize {
                    found.report(
                        ids.at,
                        format!(
                            "the proxy of `{}` needs subnets in two zones, and has {}",
                            common.name,
                            different.len()
                        ),
                        "add a subnet of another zone",
                    );
                }
            }
        }
    }
}

fn limits_of(module: &RootModule, found: &mut Finder<'_>) {
    for (_, proxy) in module.proxies() {
        let numbers = [
            (
                "connection_borrow_timeout",
                &proxy.borrow_timeout,
                &limits::PROXY_BORROW_TIMEOUT,
            ),
            (
                "max_connections_percent",
                &proxy.connections,
                &limits::PROXY_CONNECTIONS,
            ),
            (
                "max_idle_connections_percent",
                &proxy.idle_connections,
                &limits::PROXY_IDLE_CONNECTIONS,
            ),
        ];
        for (word, number, range) in numbers {
            if !within(range, number.value) {
                found.report(
                    number.at,
                    format!(
                        "`{word}` is {} to {}, and not {number}",
                        range.start(),
                        range.end()
                    ),
                    "write a number within that range",
                );
            }
        }
        if proxy.idle_connections.value > proxy.connections.value {
            found.report_with(
                proxy.idle_connections.at,
                format!(
                    "the proxy may open {} percent of the connections, and cannot keep {} percent idle",
                    proxy.connections, proxy.idle_connections
                ),
                "write `max_idle_connections_percent` that is no more than `max_connections_percent`",
                |diagnostic| diagnostic.related(proxy.connections.at, "what it may open"),
            );
        }
    }
}

fn idle_timeout(module: &RootModule, found: &mut Finder<'_>) {
    for (_, proxy) in module.proxies() {
        let seconds = &proxy.idle_client_timeout;
        if !within(&limits::PROXY_IDLE_CLIENT_TIMEOUT, seconds.value) {
            found.report(
                seconds.at,
                format!("AWS may refuse to keep idle clients for {seconds} seconds"),
                "write 1 to 28800, which is eight hours",
            );
        }
    }
}

fn name(module: &RootModule, found: &mut Finder<'_>) {
    for (_, proxy) in module.proxies() {
        let reader = proxy
            .read_only_endpoint
            .value
            .then(|| proxy.reader_name())
            .map(|name| (instance_problem(&name), "endpoint", name));
        let own = [
            (
                instance_problem(&proxy.name),
                "proxy",
                proxy.name.value.clone(),
            ),
            (
                role_problem(&proxy.role),
                "role of the proxy",
                proxy.role.clone(),
            ),
        ];
        let first = own
            .into_iter()
            .chain(reader)
            .find_map(|(problem, what, name)| Some((problem?, what, name)));
        if let Some((problem, what, name)) = first {
            found.report(
                proxy.name.at,
                format!("the {what} `{}` {problem}", name.escape_debug()),
                "say a `name` under `proxy`, short and of letters, digits and single hyphens",
            );
        }
    }
}

fn unique(module: &RootModule, found: &mut Finder<'_>) {
    let mut seen: BTreeMap<(Region, &str), Place> = BTreeMap::new();
    for (common, proxy) in module.proxies() {
        let name = (common.region.value, proxy.name.as_str());
        if let Some(first) = seen.insert(name, proxy.name.at) {
            found.report_with(
                proxy.name.at,
                format!(
                    "another proxy in `{}` is called `{}` too",
                    common.region, proxy.name
                ),
                "say another `name` under `proxy`",
                |diagnostic| diagnostic.related(first, "the other one"),
            );
        }
        if let Some(other) = module.commons().find(|other| other.label == proxy.label) {
            found.report_with(
                other.name.at,
                format!(
                    "in Terraform the logs of `{}` and of the proxy of `{}` would have one name",
                    other.name, common.name
                ),
                "rename the database in the spec; `identifier` keeps what it is called in AWS",
                |diagnostic| diagnostic.related(proxy.at, "the proxy"),
            );
        }
    }
}

fn readers(module: &RootModule, found: &mut Finder<'_>) {
    let asks = |proxy: &&Proxy| proxy.read_only_endpoint.value;
    for database in &module.databases {
        let common = database.common();
        let Some(proxy) = common.proxy.as_deref().filter(asks) else {
            continue;
        };
        let has_readers = match database {
            Database::Instance(_) => false,
            Database::Cluster(cluster) => {
                cluster.multi_az.is_some() || cluster.readers() > 0 || cluster.autoscaling.is_some()
            }
        };
        if !has_readers {
            let At { at, .. } = proxy.read_only_endpoint;
            found.report(
                at,
                format!(
                    "`{}` has no reader that an endpoint could lead to",
                    common.name
                ),
                match database {
                    Database::Instance(_) => {
                        "remove it: the proxy of an instance has one endpoint, and replicas are reached by their own addresses"
                    }
                    Database::Cluster(_) => {
                        "remove `read_only_endpoint`, or give the cluster readers by `instances: 2`"
                    }
                },
            );
        }
    }
}

fn network(module: &RootModule, found: &mut Finder<'_>) {
    for (common, proxy) in module.proxies() {
        if let Some(kind) = common.network_type.as_ref()
            && kind.value == "DUAL"
        {
            found.report_with(
                kind.at,
                format!(
                    "AWS may refuse the proxy of `{}`: the database speaks IPv6 too",
                    common.name
                ),
                "write `IPV4`, or try it where nothing is lost",
                |diagnostic| diagnostic.related(proxy.at, "the proxy"),
            );
        }
    }
}
