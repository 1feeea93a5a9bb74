//! What a database has of the layers behind it: its profile, `defaults`, the profile of the spec. Knows which settings fit
//! which kind of database; must not know what they mean.

use super::arguments::{Target, inherited};
use crate::spec::profiles::layers;
use crate::spec::settings::Role;
use crate::spec::{Database, Settings, Spec};

/// Whether a database is an instance or a cluster, and its settings with those that it inherits.
pub(super) fn settings(spec: &Spec, database: &Database) -> (Role, Settings) {
    let own = &database.settings;
    let engine = own.engine.as_ref().or(spec.defaults.engine.as_ref());
    let is_cluster = engine.is_some_and(|engine| engine.is_aurora());
    let role = if is_cluster {
        Role::Cluster
    } else {
        Role::Instance
    };
    let settings = layers(spec, own)
        .into_iter()
        .fold(Settings::clone(own), |settings, layer| {
            settings.or(&fitting(layer, role))
        });
    (role, settings)
}

/// What of a layer fits an instance, or a cluster.
fn fitting(layer: &Settings, role: Role) -> Settings {
    let is_cluster = role == Role::Cluster;
    let mut fitting = layer.fitting(role);
    // The one word that means different storage on either kind.
    fitting.storage_type = fitting
        .storage_type
        .filter(|storage| storage.starts_with("aurora") == is_cluster);
    let target = if is_cluster {
        Target::Cluster
    } else {
        Target::Instance
    };
    fitting.arguments = inherited(&fitting.arguments, target);
    fitting.instance_arguments = inherited(&fitting.instance_arguments, Target::Member);
    fitting
}
