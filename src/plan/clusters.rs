//! Aurora clusters and their members.

use super::autoscaling::autoscaling;
use super::cluster_replicas;
use super::copies::{self, Source};
use super::defaults::{BACKTRACK, BACKUP_RETENTION, INSTANCES};
use super::global::global;
use super::instances::login;
use super::members::{common_class, counted, endpoints, named};
use super::migration::take_over;
use super::proxy::proxy;
use super::resolve::{Resolver, arguments_of, or_default};
use super::restore;
use super::rules::SPEC_TWICE;
use super::satellites::{Identity, common, parameters};
use super::snapshots::SnapshotKind;
use super::upgrade;
use super::{Cluster, ClusterRole, Common, Form};
use crate::aws::capabilities::Support;
use crate::diagnostic::Diagnostic;
use crate::source::At;
use crate::spec::{Database, Settings};

/// The class of a member whose capacity scales by itself.
pub(super) const SERVERLESS: &str = "db.serverless";

pub(super) fn cluster(
    resolver: &mut Resolver<'_, '_>,
    name: &At<String>,
    settings: &Settings,
    spec: &At<Database>,
) -> Option<Cluster> {
    say_once(resolver, name);
    let class = member_class(settings).or_else(|| common_class(&spec.settings, &spec.members));
    let identity = Identity::with_class(resolver, name, settings, Form::Aurora, &class)?;
    let placement = resolver.placements.get(&identity.region.value);
    let mut common = common(identity, settings, placement);
    upgrade::begin(&mut common, spec.upgrade.as_ref());
    if spec.global.is_some() && common.upgrade.is_some() {
        // It is the global database whose version changes, and the provider allows that by itself.
        common.allow_major_upgrade = None;
    }
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
    let replicates = settings
        .replicate_from
        .as_ref()
        .and_then(|named| cluster_replicas::source(resolver, named));
    let has_replicas = !spec.cluster_replicas.is_empty();
    if has_replicas {
        cluster_replicas::write_binary_log(&mut common.parameters, name.at);
    }
    let restored = match &spec.restore {
        Some(asked) => {
            let kind = SnapshotKind::Cluster;
            let restored = restore::restored(resolver, &common, kind, asked)?;
            // What is in the data is not said again.
            common.follows = true;
            Some(restored)
        }
        None => take_over(&mut common, settings, spec, &resolver.spec.owner),
    };
    // Secrets Manager keeps no password of a global database, nor of one that has replicas.
    let not_managed = spec.global.is_some() || has_replicas;
    let login = match &common.migration {
        Some(migration) if migration.brings_all() => migration.login(settings, &common.label, name),
        _ if restored.is_some() || settings.replicate_from.is_some() => None,
        _ => Some(login(settings, &common.label, name, not_managed)),
    };
    resolver.keys.record(&common, login.as_ref());
    common.proxy = proxy(resolver, &common, login.as_ref(), spec.proxy.as_deref());
    let source = Source {
        common: &common,
        kind: SnapshotKind::Cluster,
        option_group: None,
    };
    common.snapshots = copies::snapshots(resolver, &source, &spec.snapshots);
    let mut cluster = Cluster {
        role: replicates.map_or(ClusterRole::Alone, ClusterRole::Replica),
        multi_az: None,
        login,
        database_name: settings
            .database_name
            .clone()
            .or_else(|| settings.db_name.clone())
            .filter(|_| restored.is_none() && settings.replicate_from.is_none()),
        restored,
        instances: counted(
            &spec.settings.instances,
            &settings.instances,
            &spec.members,
            At::new(INSTANCES, name.at),
        ),
        named: named(&spec.members, &common.class),
        endpoints: endpoints(&spec.members),
        autoscaling: spec.autoscaling.as_deref().map(autoscaling),
        scaling: settings.serverlessv2_scaling_configuration.clone(),
        storage_type: settings.storage_type.clone(),
        backtrack: backtrack(
            &common,
            settings,
            not_managed || settings.replicate_from.is_some(),
        ),
        availability_zones: settings.availability_zones.clone(),
        engine_mode: settings.engine_mode.clone(),
        instance_arguments: arguments_of(&settings.instance_arguments),
        replicas: Vec::new(),
        common,
    };
    cluster.replicas =
        cluster_replicas::replicas(resolver, &cluster, settings, &spec.cluster_replicas);
    if let Some(spec) = &spec.global {
        cluster.role = ClusterRole::Primary(global(resolver, &cluster, settings, spec));
    }
    Some(cluster)
}

/// The class of the members: the one that is said, or that of capacity which scales.
pub(super) fn member_class(settings: &Settings) -> Option<At<String>> {
    settings.instance_class.clone().or_else(|| {
        let scaling = settings.serverlessv2_scaling_configuration.as_ref()?;
        Some(At::new(SERVERLESS.to_owned(), scaling.at))
    })
}

/// How far a cluster can be rewound: a day where the engine and the region have it, and nothing is replicated.
/// Source: Aurora User Guide, "Backtracking an Aurora DB cluster", limitations.
pub(super) fn backtrack(
    common: &Common,
    settings: &Settings,
    is_replicated: bool,
) -> Option<At<i64>> {
    let has = common.engine.backtrack(common.region.value) == Support::Yes && !is_replicated;
    let default = has.then(|| At::new(BACKTRACK, common.name.at));
    settings.backtrack_window.clone().or(default)
}

/// A shared word and a cluster's own word for the same argument cannot both stand on it. In `defaults` they can: there
/// the shared word is meant for instances.
fn say_once(resolver: &mut Resolver<'_, '_>, name: &At<String>) {
    let Some(spec) = resolver.spec.databases.get(&name.value) else {
        return;
    };
    let own = &spec.settings;
    for (shared, shared_value, word, value) in [
        (
            "username",
            &own.username,
            "master_username",
            &own.master_username,
        ),
        ("db_name", &own.db_name, "database_name", &own.database_name),
        (
            "backup_window",
            &own.backup_window,
            "preferred_backup_window",
            &own.preferred_backup_window,
        ),
        (
            "maintenance_window",
            &own.maintenance_window,
            "preferred_maintenance_window",
            &own.preferred_maintenance_window,
        ),
    ] {
        if let (Some(one), Some(other)) = (shared_value, value) {
            resolver.found.push(
                Diagnostic::new(
                    &SPEC_TWICE,
                    one.at,
                    format!("`{shared}` and `{word}` are the same argument of a cluster"),
                    format!("keep `{word}`"),
                )
                .related(other.at, "said here too"),
            );
        }
    }
}
