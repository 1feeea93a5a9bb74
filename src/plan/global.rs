//! Global databases: a primary cluster, and secondaries in other regions that follow it. Knows what a secondary has of
//! its primary and what of its region; must not know how either is written.

use super::Cluster;
use super::clusters::member_class;
use super::defaults::{BACKUP_RETENTION, SECONDARY_INSTANCES};
use super::members::{counted, endpoints, named};
use super::resolve::{Resolver, arguments_of, or_default};
use super::satellites::{Identity, common, parameters};
use crate::names::Region;
use crate::source::{At, Place};
use crate::spec::{self, Settings};

/// What a cluster is to a global database.
#[derive(Debug, Clone)]
pub enum ClusterRole {
    /// Nothing: it stands alone.
    Alone,
    /// The one that is written to when the global database is made.
    Primary(Global),
    /// One that follows.
    Secondary(SecondaryOf),
}

/// A global database.
#[derive(Debug, Clone)]
pub struct Global {
    /// The place of `global`.
    pub at: Place,
    /// What it is called in AWS.
    pub identifier: At<String>,
    /// Whether it is made around a primary that exists already, and not the other way round.
    pub adopts: At<bool>,
    /// Its secondaries, by region.
    pub secondaries: Vec<Cluster>,
}

/// What a secondary follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondaryOf {
    /// The label of the primary, which is the global database's too.
    pub primary: String,
}

impl Cluster {
    /// The global database that it is the primary of.
    pub fn global(&self) -> Option<&Global> {
        match &self.role {
            ClusterRole::Primary(global) => Some(global),
            ClusterRole::Alone | ClusterRole::Secondary(_) => None,
        }
    }

    /// What it follows.
    pub fn secondary_of(&self) -> Option<&SecondaryOf> {
        match &self.role {
            ClusterRole::Secondary(of) => Some(of),
            ClusterRole::Alone | ClusterRole::Primary(_) => None,
        }
    }

    /// It, and the secondaries that follow it.
    pub fn with_secondaries(&self) -> impl Iterator<Item = &Self> {
        let secondaries = self.global().map_or(&[][..], |global| &global.secondaries);
        std::iter::once(self).chain(secondaries)
    }
}

/// The global database around a primary.
pub(super) fn global(
    resolver: &mut Resolver<'_, '_>,
    primary: &Cluster,
    settings: &Settings,
    spec: &At<spec::Global>,
) -> Global {
    let mut secondaries = Vec::with_capacity(spec.secondaries.len());
    for (region, own) in &spec.secondaries {
        let region = At::new(*region, own.at);
        if let Some(region) = resolver.declared(&region) {
            let follows = SecondaryOf {
                primary: primary.common.label.clone(),
            };
            secondaries.extend(secondary(resolver, primary, settings, own, region, follows));
        }
    }
    Global {
        at: spec.at,
        identifier: spec.identifier.clone().unwrap_or_else(|| {
            let primary = &primary.common.identifier;
            At::new(format!("{primary}-global"), primary.at)
        }),
        adopts: or_default(&spec.adopt, false, spec.at),
        secondaries,
    }
}

fn secondary(
    resolver: &mut Resolver<'_, '_>,
    primary: &Cluster,
    settings: &Settings,
    spec: &At<spec::Secondary>,
    region: At<Region>,
    follows: SecondaryOf,
) -> Option<Cluster> {
    let own = At::new(&spec.settings, spec.at);
    let from = &primary.common;
    let name = At::new(format!("{}-{region}", from.name), own.at);
    let mut settings = inherit(own.value, settings);
    settings.identifier = settings
        .identifier
        .or_else(|| Some(At::new(format!("{}-{region}", from.identifier), own.at)));
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
        label: format!("{}_{}", from.label, region.label()),
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
        role: ClusterRole::Secondary(follows),
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
        common,
    })
}

/// A secondary says what is its own and has the rest of its primary: but not where and how large that is, and nothing
/// that exists only in the primary's region.
fn inherit(own: &Settings, primary: &Settings) -> Settings {
    let mut inherited = primary.clone();
    inherited.identifier = None;
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
