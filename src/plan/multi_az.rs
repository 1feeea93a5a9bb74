//! Multi-AZ DB clusters of MySQL and PostgreSQL: a writer and two readers in three zones, which AWS makes, names and
//! replaces. Knows what they have that Aurora's clusters lack; must not know how either is written.

use super::Cluster;
use super::copies::{self, Source};
use super::defaults::{BACKUP_RETENTION, STORAGE_TYPE};
use super::global::ClusterRole;
use super::instances::login;
use super::proxy::proxy;
use super::resolve::{Resolver, or_default};
use super::satellites::{Identity, common, parameters};
use super::snapshots::SnapshotKind;
use super::upgrade;
use crate::source::At;
use crate::spec::{Arguments, Database, Settings};

/// What of the things that RDS makes a database is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A DB instance.
    Instance,
    /// A cluster of Aurora.
    Aurora,
    /// A Multi-AZ DB cluster.
    MultiAz,
}

impl Form {
    /// True for what the API calls a DB cluster: its logs, snapshots and parameter groups are a cluster's.
    pub const fn is_cluster(self) -> bool {
        matches!(self, Self::Aurora | Self::MultiAz)
    }
}

/// What only a Multi-AZ DB cluster has: each of its three instances has storage of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MultiAz {
    /// GiB of each instance.
    pub allocated: Option<At<i64>>,
    /// Operations per second of each instance.
    pub iops: Option<At<i64>>,
}

impl Cluster {
    /// The instances that AWS makes by itself, by what it calls them.
    /// Source: RDS User Guide, "Creating a Multi-AZ DB cluster".
    pub fn made_by_aws(&self) -> Vec<String> {
        let identifier = &self.common.identifier;
        match self.multi_az {
            None => Vec::new(),
            Some(_) => (1..=3)
                .map(|number| format!("{identifier}-instance-{number}"))
                .collect(),
        }
    }
}

/// A Multi-AZ DB cluster.
pub(super) fn cluster(
    resolver: &mut Resolver<'_, '_>,
    name: &At<String>,
    settings: &Settings,
    spec: &At<Database>,
) -> Option<Cluster> {
    let identity = Identity::of_source(resolver, name, settings, Form::MultiAz)?;
    let placement = resolver.placements.get(&identity.region.value);
    let mut common = common(identity, settings, placement);
    upgrade::begin(&mut common, spec.upgrade.as_ref());
    common.parameters = parameters(&common, settings);
    common.backup_retention = Some(or_default(
        &settings.backup_retention_period,
        BACKUP_RETENTION,
        name.at,
    ));
    common.delete_automated_backups = Some(or_default(
        &settings.delete_automated_backups,
        false,
        name.at,
    ));
    let login = login(settings, &common.label, name, false);
    resolver.keys.record(&common, Some(&login));
    common.proxy = proxy(resolver, &common, Some(&login), spec.proxy.as_deref());
    let source = Source {
        common: &common,
        kind: SnapshotKind::Cluster,
        option_group: None,
    };
    common.snapshots = copies::snapshots(resolver, &source, &spec.snapshots);
    Some(Cluster {
        role: ClusterRole::Alone,
        multi_az: Some(MultiAz {
            allocated: settings.allocated_storage.clone(),
            iops: settings.iops.clone(),
        }),
        login: Some(login),
        restored: None,
        database_name: settings
            .database_name
            .clone()
            .or_else(|| settings.db_name.clone()),
        instances: At::new(0, name.at),
        named: Vec::new(),
        endpoints: Vec::new(),
        autoscaling: None,
        scaling: None,
        storage_type: Some(or_default(
            &settings.storage_type,
            STORAGE_TYPE.to_owned(),
            name.at,
        )),
        backtrack: None,
        availability_zones: None,
        engine_mode: None,
        instance_arguments: Arguments::new(),
        replicas: Vec::new(),
        common,
    })
}
