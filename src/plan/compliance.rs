//! What watches an account beside its databases: rules of AWS Config with their recorder, the guardrail, notifications and
//! AWS Backup. Knows what a spec asks for and which region has what; must not know Terraform's text.

pub mod backup;
pub mod config;
pub mod events;
pub mod guardrail;

use self::backup::{BackupPlan, backup};
use self::config::{Config, config};
use self::events::{Events, events};
use self::guardrail::{Guardrail, guardrail_of};
use super::keys::Keys;
use super::{Common, Database, RootModule};
use crate::diagnostic::Diagnostics;
use crate::spec::Spec;

/// Everything of one root module that is about compliance.
#[derive(Debug, Clone, Default)]
pub struct Compliance {
    /// Rules of AWS Config.
    pub config: Option<Config>,
    /// The policy of the organization.
    pub guardrail: Option<Guardrail>,
    /// Notifications.
    pub events: Option<Events>,
    /// AWS Backup.
    pub backup: Option<BackupPlan>,
}

/// What uses keys, or needs nothing of a region.
pub(super) fn before_keys(
    spec: &Spec,
    slug: &str,
    databases: &[Database],
    keys: &mut Keys<'_>,
    found: &mut Diagnostics,
) -> Compliance {
    let said = &spec.compliance;
    let guardrail = said.guardrail.as_ref();
    let backup = backup(
        said.backup.as_ref(),
        slug,
        spec.name.at,
        databases,
        keys,
        found,
    );
    let events = said
        .events
        .as_ref()
        .and_then(|said| events(said, slug, &commons(databases), keys, found));
    Compliance {
        config: None,
        guardrail: guardrail.and_then(|said| guardrail_of(said, slug)),
        events,
        backup,
    }
}

/// What is made in each region that something lives in.
pub(super) fn after_regions(spec: &Spec, module: &mut RootModule) {
    let regions = module.regions.keys().copied().collect();
    let with_backup = module.compliance.backup.is_some();
    module.compliance.config = config(&spec.compliance, regions, with_backup);
}

/// Every database, with its replicas or secondaries.
fn commons(databases: &[Database]) -> Vec<&Common> {
    databases
        .iter()
        .flat_map(|database| match database {
            Database::Instance(instance) => {
                let all = instance.with_replicas();
                all.into_iter().map(|instance| &instance.common).collect()
            }
            Database::Cluster(cluster) => cluster
                .with_secondaries()
                .map(|cluster| &cluster.common)
                .collect::<Vec<_>>(),
        })
        .collect()
}
