//! The blocks of one instance or cluster, in the order in which they are read. Knows the templates; must not know which
//! databases there are.

use super::engine::TemplateError;
use super::file::File;
use super::view;
use crate::plan::{Cluster, Common, Instance, RootModule};

/// A cluster with its members and all that stands around it.
pub(super) fn cluster(
    file: &mut File<'_>,
    module: &RootModule,
    cluster: &Cluster,
) -> Result<(), TemplateError> {
    let common = &cluster.common;
    file.about = common.name.at;
    file.add_some(
        "cloudwatch_log_group",
        view::log_group(module, common).as_ref(),
    )?;
    file.add_some(
        "rds_cluster_parameter_group",
        view::parameter_group(module, common).as_ref(),
    )?;
    if common.awaited {
        return Ok(());
    }
    file.add("rds_cluster", &view::cluster(module, cluster))?;
    file.add_some(
        "rds_cluster_instance",
        view::members(module, cluster).as_ref(),
    )?;
    view::endpoints(module, cluster)
        .iter()
        .try_for_each(|endpoint| file.add("rds_cluster_endpoint", endpoint))?;
    file.add_some(
        "appautoscaling_target",
        view::scaling_target(module, cluster).as_ref(),
    )?;
    view::scaling_policies(module, cluster)
        .iter()
        .try_for_each(|policy| file.add("appautoscaling_policy", policy))?;
    file.add_some("role_association", view::roles(module, common).as_ref())?;
    let members = Some(cluster).filter(|cluster| cluster.multi_az.is_none());
    proxy(file, module, common, members)
}

/// An instance or a replica with all that stands around it.
pub(super) fn instance(
    file: &mut File<'_>,
    module: &RootModule,
    instance: &Instance,
) -> Result<(), TemplateError> {
    let common = &instance.common;
    file.about = common.name.at;
    file.add_some(
        "cloudwatch_log_group",
        view::log_group(module, common).as_ref(),
    )?;
    file.add_some(
        "db_parameter_group",
        view::parameter_group(module, common).as_ref(),
    )?;
    if common.awaited {
        return Ok(());
    }
    file.add_some("db_instance", view::instance(module, instance).as_ref())?;
    file.add_some("db_replica", view::replica(module, instance).as_ref())?;
    file.add_some(
        "db_backup_replication",
        view::backup_replication(module, instance).as_ref(),
    )?;
    file.add_some("role_association", view::roles(module, common).as_ref())?;
    proxy(file, module, common, None)
}

/// The proxy in front of a database, with all that is its own.
fn proxy(
    file: &mut File<'_>,
    module: &RootModule,
    common: &Common,
    cluster: Option<&Cluster>,
) -> Result<(), TemplateError> {
    let proxy = view::proxy(module, common, cluster);
    file.add_some("db_proxy", proxy.as_ref())?;
    let read_only = view::read_only(module, common);
    file.add_some("db_proxy_endpoint", read_only.as_ref())
}
