//! A database that a receiving account restores from its own copy of a snapshot. It has the engine, version, users, size and
//! key of what it is restored from, and everything that lives in an account or region of its own.

use std::collections::BTreeMap;

use super::clusters::{SERVERLESS, backtrack};
use super::defaults::{BACKUP_RETENTION, INSTANCES, STORAGE_TYPE};
use super::keys::Keys;
use super::renames::Names;
use super::resolve::{arguments_of, or_default};
use super::restored::Data;
use super::rules::SHARE_RESTORE_DIRECT;
use super::satellites::{Identity, common, parameters};
use super::snapshots::{Snapshot, SnapshotKind};
use super::{
    Cluster, ClusterRole, Common, Database, Instance, InstanceRole, Placement, RestoredFrom,
    Storage,
};
use crate::aws::capabilities::Support;
use crate::diagnostic::Diagnostic;
use crate::names::Region;
use crate::source::At;
use crate::spec::{Restored, Settings, settings::Role};

/// What is at hand while a database is restored.
pub(super) struct Surroundings<'a, 'k> {
    pub(super) placements: &'a BTreeMap<Region, Placement>,
    pub(super) keys: &'a mut Keys<'k>,
    pub(super) names: Names,
}

/// The account cannot restore what it only reads.
pub(super) fn direct(snapshot: &At<String>) -> Diagnostic {
    Diagnostic::new(
        &SHARE_RESTORE_DIRECT,
        snapshot.at,
        format!(
            "`{}` is the shared snapshot itself, and AWS restores nothing that is both shared and encrypted",
            snapshot.escape_debug()
        ),
        "name the account's own copy, which bears the name of the shared snapshot",
    )
}

/// A database, restored from `copy`; `source` is what the snapshot was taken of, with its settings.
pub(super) fn database(
    surroundings: &mut Surroundings<'_, '_>,
    (source, inherited): (&Database, &Settings),
    name: &At<String>,
    spec: &Restored,
    copy: &Snapshot,
) -> Database {
    let role = match copy.kind {
        SnapshotKind::Instance => Role::Instance,
        SnapshotKind::Cluster => Role::Cluster,
    };
    let own = spec.settings.fitting(role);
    let settings = own.clone().or(&inherit(&own, inherited));
    let from = source.common();
    let scaling = settings.serverlessv2_scaling_configuration.clone();
    let class = match (&own.instance_class, &own.serverlessv2_scaling_configuration) {
        (Some(class), _) => class.clone(),
        (None, Some(scaling)) => At::new(SERVERLESS.to_owned(), scaling.at),
        (None, None) => from.class.clone(),
    };
    let identity = Identity {
        name,
        renamed_from: spec.renamed_from.clone(),
        label: surroundings
            .names
            .of(name, spec.renamed_from.as_ref())
            .replace('-', "_"),
        form: from.form,
        region: At::new(copy.region.value, name.at),
        engine: from.engine.clone(),
        engine_version: from.engine_version.clone(),
        class,
        key: copy.key.clone(),
    };
    let placement = surroundings.placements.get(&copy.region.value);
    let mut common = common(identity, &settings, placement);
    common.follows = true;
    common.parameters = parameters(&common, &settings);
    let retention = or_default(&settings.backup_retention_period, BACKUP_RETENTION, name.at);
    common.backup_retention = Some(retention);
    let delete = or_default(&settings.delete_automated_backups, false, name.at);
    common.delete_automated_backups = Some(delete);
    surroundings.keys.record(&common, None);
    let restored = RestoredFrom {
        at: name.at,
        data: Data::Snapshot(copy.address()),
        upgraded: false,
    };
    match copy.kind {
        SnapshotKind::Instance => {
            Database::Instance(Box::new(instance(common, &settings, restored)))
        }
        SnapshotKind::Cluster => Database::Cluster(Box::new(Cluster {
            role: ClusterRole::Alone,
            multi_az: None,
            named: Vec::new(),
            endpoints: Vec::new(),
            autoscaling: None,
            login: None,
            database_name: None,
            instances: or_default(&settings.instances, INSTANCES, name.at),
            scaling,
            storage_type: settings.storage_type.clone(),
            backtrack: backtrack(&common, &settings, false),
            availability_zones: settings.availability_zones.clone(),
            engine_mode: settings.engine_mode.clone(),
            restored: Some(restored),
            instance_arguments: arguments_of(&settings.instance_arguments),
            replicas: Vec::new(),
            common,
        })),
    }
}

fn instance(common: Common, settings: &Settings, restored: RestoredFrom) -> Instance {
    let at = common.name.at;
    Instance {
        role: InstanceRole::Restored(restored),
        storage: Storage {
            kind: Some(or_default(
                &settings.storage_type,
                STORAGE_TYPE.to_owned(),
                at,
            )),
            allocated: None,
            max_allocated: settings.max_allocated_storage.clone(),
            iops: settings.iops.clone(),
            throughput: settings.storage_throughput.clone(),
            log_volume: settings.dedicated_log_volume.clone(),
        },
        login: None,
        db_name: None,
        multi_az: settings.multi_az.clone().unwrap_or_else(|| {
            let can = common.engine.multi_az() == Support::Yes;
            At::new(settings.availability_zone.is_none() && can, at)
        }),
        availability_zone: settings.availability_zone.clone(),
        option_group: settings.option_group_name.clone(),
        character_set: None,
        nchar_character_set: None,
        timezone: None,
        license: None,
        backup_replication: None,
        replicas: Vec::new(),
        common,
    }
}

/// What the source says, less what lives in its account or region.
fn inherit(own: &Settings, source: &Settings) -> Settings {
    let mut inherited = source.clone();
    inherited.identifier = None;
    inherited.region = None;
    inherited.key = None;
    inherited.db_subnet_group_name = None;
    inherited.vpc_security_group_ids = None;
    inherited.availability_zone = None;
    inherited.availability_zones = None;
    inherited.parameter_group_name = None;
    inherited.db_cluster_parameter_group_name = None;
    inherited.option_group_name = None;
    inherited.monitoring_role_arn = None;
    inherited.roles = None;
    inherited.final_snapshot_identifier = None;
    inherited.arguments = None;
    inherited.unread = Vec::new();
    if own.parameter_group_name.is_some() || own.db_cluster_parameter_group_name.is_some() {
        inherited.parameters = None;
    }
    inherited
}
