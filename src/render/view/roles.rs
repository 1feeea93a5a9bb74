//! Roles that databases assume.

use serde::Serialize;

use super::{Site, reference, site, text};
use crate::plan::{Common, RootModule};
use crate::terraform::value::Value;

/// The roles of a database, one resource for all of them.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Roles {
    kind: Value,
    label: Value,
    #[serde(flatten)]
    site: Site,
    roles: Value,
    instance: Option<Value>,
    cluster: Option<Value>,
    feature: Value,
    role: Value,
}

/// The roles of a database, if it has some.
pub(in crate::render) fn roles(module: &RootModule, common: &Common) -> Option<Roles> {
    let label = &common.label;
    let is_cluster = common.form.is_cluster();
    let of = |attribute: &str| reference(&format!("{}.{label}.{attribute}", common.resource()));
    (!common.roles.is_empty()).then(|| Roles {
        kind: format!("{}_role_association", common.resource()).into(),
        label: label.as_str().into(),
        site: site(module, common.region.value),
        roles: Value::Map(
            common
                .roles
                .iter()
                .map(|(feature, role)| (feature.clone(), text(role)))
                .collect(),
        ),
        instance: (!is_cluster).then(|| of("identifier")),
        cluster: is_cluster.then(|| of("cluster_identifier")),
        feature: reference("each.key"),
        role: reference("each.value"),
    })
}
