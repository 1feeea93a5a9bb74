//! What a database has of the layers behind it: its profile, `defaults`, the profile of the spec. Knows which settings fit
//! which kind of database; must not know what they mean.

use super::arguments::{Target, inherited};
use crate::spec::profiles::layers;
use crate::spec::settings::Role;
use crate::spec::{Database, Settings, Spec};

/// Whether a database is an instance or a cluster, and its settings with those that it inherits.
pub(super) fn settings(spec: &Spec, database: &Database) -> (Role, Settings) {
    let own: &Settings = &database.settings;
    let engine = own.engine.as_ref().or(spec.defaults.engine.as_ref());
    let wants_three_zones = std::iter::once(own)
        .chain(layers(spec, own))
        .find_map(|layer| layer.multi_az_cluster.as_ref())
        .is_some_and(|wanted| wanted.value);
    let role = match engine.map(|engine| engine.value) {
        Some(engine) if engine.is_aurora() => Role::Cluster,
        Some(engine) if wants_three_zones && engine.multi_az_clusters() => Role::MultiAz,
        _ => Role::Instance,
    };
    let settings = layers(spec, own)
        .into_iter()
        .fold(own.clone(), |settings, layer| {
            settings.or(&fitting(layer, role))
        });
    (role, settings)
}

/// What of a layer fits that kind of database.
fn fitting(layer: &Settings, role: Role) -> Settings {
    let mut fitting = layer.fitting(role);
    // The one word that means different storage on either kind.
    fitting.storage_type = fitting
        .storage_type
        .filter(|storage| storage.starts_with("aurora") == (role == Role::Cluster));
    let target = match role {
        Role::Cluster => Target::Cluster,
        Role::MultiAz => Target::MultiAz,
        Role::Instance => Target::Instance,
        Role::Replica => Target::Replica,
    };
    fitting.arguments = inherited(&fitting.arguments, target);
    fitting.instance_arguments = inherited(&fitting.instance_arguments, Target::Member);
    fitting
}
