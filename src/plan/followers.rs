//! Clusters of Aurora that follow another one, with its engine, version, users and data: secondaries of global databases,
//! and replicas in other regions. Knows what a follower has of its source and what of its region; must not know how
//! either is written.

use super::clusters::member_class;
use super::defaults::{BACKUP_RETENTION, SECONDARY_INSTANCES};
use super::members::{counted, endpoints, named};
use super::resolve::{Resolver, arguments_of, or_default};
use super::satellites::{Identity, common, parameters};
use super::{Cluster, ClusterRole, Form};
use crate::names::Region;
use crate::source::At;
use crate::spec::{self, Settings};

/// What is decided about a follower before the rest comes of its source.
pub(super) struct Follower {
    /// The name that messages call it by.
    pub(super) name: At<String>,
    /// What it is called in AWS, unless the spec says.
    pub(super) identifier: String,
    pub(super) renamed_from: Option<At<String>>,
    pub(super) label: String,
    pub(super) region: At<Region>,
    pub(super) role: ClusterRole,
}

/// A cluster that follows `source`; `settings` are the source's.
pub(super) fn cluster(
    resolver: &mut Resolver<'_, '_>,
    source: &Cluster,
    settings: &Settings,
    spec: &At<spec::Secondary>,
    follower: Follower,
) -> Option<Cluster> {
    let Follower {
        name,
        identifier,
        renamed_from,
        label,
        region,
        role,
    } = follower;
    let own = At::new(&spec.settings, spec.at);
    let from = &source.common;
    let mut settings = inherit(own.value, settings);
    settings.identifier = settings
        .identifier
        .or_else(|| Some(At::new(identifier, own.at)));
    let key = match &own.value.key {
        Some(_) => resolver
            .keys
            .find(own.value, region.value, own.at, &name, resolver.found)?,
        None => resolver
            .keys
            .reference(At::new(from.key.name.value.clone(), own.at), region.value),
    };
    let identity = Identity {
        name: &name,
        renamed_from,
        label,
        form: Form::Aurora,
        region,
        engine: from.engine.clone(),
        engine_version: from.engine_version.clone(),
        class: member_class(&settings).unwrap_or_else(|| from.class.clone()),
        key,
    };
    let placement = resolver.placements.get(&identity.region.value);
    let mut common = common(identity, &settings, placement);
    common.parameters = parameters(&common, &settings);
    common.backup_retention = Some(or_default(
        &settings.backup_retention_period,
        BACKUP_RETENTION,
        own.at,
    ));
    common.delete_automated_backups = Some(or_default(
        &settings.delete_automated_backups,
        false,
        own.at,
    ));
    common.allow_major_upgrade = None;
    common.lifecycle_support = None;
    common.awaited = from.awaited;
    resolver.keys.record(&common, None);
    Some(Cluster {
        role,
        multi_az: None,
        login: None,
        restored: None,
        database_name: None,
        instances: counted(
            &own.value.instances,
            &None,
            &spec.members,
            At::new(SECONDARY_INSTANCES, own.at),
        ),
        named: named(&spec.members, &common.class),
        endpoints: endpoints(&spec.members),
        autoscaling: None,
        scaling: settings.serverlessv2_scaling_configuration.clone(),
        storage_type: settings.storage_type.clone(),
        backtrack: None,
        availability_zones: None,
        engine_mode: None,
        instance_arguments: arguments_of(&settings.instance_arguments),
        replicas: Vec::new(),
        common,
    })
}

/// A follower says what is its own and has the rest of its source: but not where and how large that is, and nothing
/// that exists only in the source's region.
fn inherit(own: &Settings, primary: &Settings) -> Settings {
    let mut inherited = primary.clone();
    inherited.identifier = None;
    inherited.replicate_from = None;
    inherited.region = None;
    inherited.key = None;
    inherited.instances = None;
    inherited.db_subnet_group_name = None;
    inherited.vpc_security_group_ids = None;
    inherited.db_cluster_parameter_group_name = None;
    inherited.final_snapshot_identifier = None;
    inherited.arguments = None;
    inherited.instance_arguments = None;
    inherited.unread = Vec::new();
    if own.db_cluster_parameter_group_name.is_some() {
        inherited.parameters = None;
    }
    // One of the two stands for the class of the members, and its own wins over both of the primary.
    if own.instance_class.is_some() || own.serverlessv2_scaling_configuration.is_some() {
        inherited.instance_class = None;
        inherited.serverlessv2_scaling_configuration = None;
    }
    own.clone().or(&inherited)
}
