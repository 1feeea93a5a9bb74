//! Read replicas of instances: what each has of its source, and what of the place where it stands.

use super::arguments::{self, Target};
use super::defaults::BACKUP_RETENTION;
use super::resolve::{Resolver, or_default};
use super::satellites::{Identity, common, parameters};
use super::{
    Arguments, Form, Instance, InstanceRole, LastSnapshot, Parameters, ReplicaOf, Storage,
};
use crate::aws::capabilities::Support;
use crate::source::At;
use crate::spec::settings::Role;
use crate::spec::{Database, Named, Settings};

/// The replicas of an instance, and theirs. The reader bounds the depth of a spec.
pub(super) fn replicas(
    resolver: &mut Resolver<'_, '_>,
    source: &Instance,
    inherited: &Settings,
    specs: &Named<Database>,
    depth: usize,
) -> Vec<Instance> {
    let mut replicas = Vec::with_capacity(specs.len());
    for (name, spec) in specs {
        let name = At::new(name.clone(), spec.at);
        replicas.extend(replica(resolver, source, inherited, &name, spec, depth));
    }
    replicas
}

fn replica(
    resolver: &mut Resolver<'_, '_>,
    source: &Instance,
    inherited: &Settings,
    name: &At<String>,
    spec: &At<Database>,
    depth: usize,
) -> Option<Instance> {
    let own = &spec.settings;
    let from = &source.common;
    let region = match own.region {
        Some(_) => resolver.region(name, own)?,
        None if own.unread.contains(&"region") => return None,
        None => At::new(from.region.value, name.at),
    };
    let is_cross_region = region.value != from.region.value;
    let defaults = arguments::inherited(&resolver.spec.defaults.arguments, Target::Replica);
    let settings = inherit(own, inherited, defaults, is_cross_region);
    let key = match &own.key {
        Some(_) => resolver
            .keys
            .find(own, region.value, name.at, name, resolver.found)?,
        None => resolver
            .keys
            .reference(At::new(from.key.name.value.clone(), name.at), region.value),
    };
    let identity = Identity {
        name,
        renamed_from: spec.renamed_from.clone(),
        label: resolver.label(
            resolver.names.of(name, spec.renamed_from.as_ref()),
            Some(&from.label),
        ),
        form: Form::Instance,
        region,
        engine: from.engine.clone(),
        engine_version: from.engine_version.clone(),
        class: settings
            .instance_class
            .clone()
            .unwrap_or_else(|| from.class.clone()),
        key,
    };
    let placement = resolver.placements.get(&identity.region.value);
    let mut common = common(identity, &settings, placement);
    if !is_cross_region && own.db_subnet_group_name.is_none() {
        // A replica beside its source is placed in the source's own subnet group.
        common.subnet_group = None;
    }
    common.parameters =
        if is_cross_region || own.parameters.is_some() || own.parameter_group_name.is_some() {
            parameters(&common, &settings)
        } else {
            Parameters::None
        };
    common.last_snapshot = LastSnapshot::NotForReplicas;
    common.follows = true;
    common.awaited = from.awaited;
    // A replica that is a source itself needs backups of its own.
    common.backup_retention = own.backup_retention_period.clone().or_else(|| {
        (!spec.replicas.is_empty()).then(|| {
            or_default(
                &inherited.backup_retention_period,
                BACKUP_RETENTION,
                name.at,
            )
        })
    });
    if common.backup_retention.is_none() {
        common.backup_window = own.backup_window.clone();
    }
    resolver.keys.record(&common, None);
    let mut replica = Instance {
        role: InstanceRole::Replica(ReplicaOf {
            source: from.label.clone(),
            source_region: from.region.value,
            source_key: from.key.name.value.clone(),
            depth,
            mode: settings.replica_mode.clone(),
        }),
        storage: Storage {
            // Without its kind AWS would choose one by itself: io1 as soon as `iops` stands there.
            kind: settings
                .storage_type
                .clone()
                .or_else(|| source.storage.kind.clone()),
            allocated: None,
            max_allocated: settings.max_allocated_storage.clone(),
            iops: settings.iops.clone(),
            throughput: settings.storage_throughput.clone(),
            log_volume: settings.dedicated_log_volume.clone(),
        },
        login: None,
        db_name: None,
        multi_az: own.multi_az.clone().unwrap_or_else(|| {
            let can = common.engine.multi_az_replicas() == Support::Yes;
            let is_free = own.availability_zone.is_none();
            At::new(source.multi_az.value && can && is_free, name.at)
        }),
        availability_zone: own.availability_zone.clone(),
        option_group: settings.option_group_name.clone(),
        character_set: None,
        nchar_character_set: None,
        timezone: None,
        license: source.license.clone(),
        backup_replication: None,
        replicas: Vec::new(),
        common,
    };
    replica.replicas = replicas(resolver, &replica, &settings, &spec.replicas, depth + 1);
    Some(replica)
}

/// A replica says what is its own and has the rest of its source: but not where the source stands, and
/// in another region not what exists only in the source's. Arguments that pass through are those of the one thing on
/// which they are written, or of `defaults`.
fn inherit(
    own: &Settings,
    source: &Settings,
    default_arguments: Option<At<Arguments>>,
    is_cross_region: bool,
) -> Settings {
    let mut inherited = source.fitting(Role::Replica);
    inherited.identifier = None;
    inherited.region = None;
    inherited.key = None;
    inherited.multi_az = None;
    inherited.availability_zone = None;
    inherited.backup_retention_period = None;
    inherited.unread = Vec::new();
    if is_cross_region {
        inherited.db_subnet_group_name = None;
        inherited.vpc_security_group_ids = None;
        inherited.parameter_group_name = None;
        inherited.option_group_name = None;
    }
    if own.parameter_group_name.is_some() {
        inherited.parameters = None;
    }
    inherited.arguments = default_arguments;
    own.clone().or(&inherited)
}
