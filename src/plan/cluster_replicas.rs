//! Clusters of Aurora MySQL that replicate by binary log: a cluster of another region, or an instance of MySQL on its way
//! to Aurora. Knows what they are made of; must not know how that is written.

use std::collections::BTreeSet;

use super::Cluster;
use super::followers::{self, Follower};
use super::global::ClusterRole;
use super::resolve::Resolver;
use super::rules::REPLICA_SOURCE_UNKNOWN;
use super::{Parameter, ParameterGroup, Parameters};
use crate::diagnostic::Diagnostic;
use crate::names::{Address, Region};
use crate::source::At;
use crate::spec::profiles::layers;
use crate::spec::{self, Named, Settings, Spec};
use crate::suggest;

/// What a cluster replicates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replicates {
    /// A cluster of the same root module in another region.
    Cluster {
        /// Its label.
        source: String,
        /// Its region.
        region: Region,
    },
    /// An instance of MySQL of the same root module.
    Instance {
        /// Its label.
        source: String,
        /// The place where it is named.
        named: At<String>,
    },
    /// An instance of MySQL that exists, by its ARN. It need not be encrypted.
    Existing(At<String>),
}

impl Replicates {
    /// The resource that it is, if it is one of the root module.
    pub fn address(&self) -> Option<Address> {
        match self {
            Self::Cluster { source, .. } => Some(Address::new("aws_rds_cluster", source.clone())),
            Self::Instance { source, .. } => Some(Address::new("aws_db_instance", source.clone())),
            Self::Existing(_) => None,
        }
    }
}

/// The parameter by which a source writes its binary log, and a value that a replica can read.
/// Source: Aurora User Guide, "Replicating Amazon Aurora MySQL DB clusters across AWS Regions".
pub const BINARY_LOG: (&str, &str) = ("binlog_format", "ROW");

impl Cluster {
    /// What it replicates, if it is a replica outside of any global database.
    pub fn replicates(&self) -> Option<&Replicates> {
        match &self.role {
            ClusterRole::Replica(of) => Some(of),
            ClusterRole::Alone | ClusterRole::Primary(_) | ClusterRole::Secondary(_) => None,
        }
    }

    /// It, the secondaries of its global database, and its replicas: sources first.
    pub fn with_followers(&self) -> impl Iterator<Item = &Self> {
        self.with_secondaries().chain(&self.replicas)
    }
}

/// The replicas of a cluster in other regions, by name.
pub(super) fn replicas(
    resolver: &mut Resolver<'_, '_>,
    source: &Cluster,
    settings: &Settings,
    specs: &Named<spec::Secondary>,
) -> Vec<Cluster> {
    let from = &source.common;
    let mut replicas = Vec::with_capacity(specs.len());
    for (name, own) in specs {
        let name = At::new(name.clone(), own.at);
        let own_settings = &own.settings;
        let region = resolver.required(&name, "region", own_settings, &own_settings.region);
        let Some(region) = region.and_then(|region| resolver.declared(&region)) else {
            continue;
        };
        let follower = Follower {
            identifier: name.value.clone(),
            label: resolver.label(
                resolver.names.of(&name, own.renamed_from.as_ref()),
                Some(&from.label),
            ),
            renamed_from: own.renamed_from.clone(),
            name,
            region,
            role: ClusterRole::Replica(Replicates::Cluster {
                source: from.label.clone(),
                region: from.region.value,
            }),
        };
        replicas.extend(followers::cluster(
            resolver, source, settings, own, follower,
        ));
    }
    replicas
}

/// A source of replicas writes a binary log, which Aurora does not by itself.
pub(super) fn write_binary_log(parameters: &mut Parameters, at: crate::source::Place) {
    if let Parameters::Ours(ParameterGroup { parameters, .. }) = parameters {
        let (name, value) = BINARY_LOG;
        parameters
            .entry(name.to_owned())
            .or_insert_with(|| Parameter {
                value: At::new(value.to_owned(), at),
                pending_reboot: true,
            });
    }
}

/// The instance that a cluster says it replicates: one of the spec by name, or one that exists by its ARN.
pub(super) fn source(resolver: &mut Resolver<'_, '_>, named: &At<String>) -> Option<Replicates> {
    if named.starts_with("arn:") {
        return Some(Replicates::Existing(named.clone()));
    }
    let databases = &resolver.spec.databases;
    if databases.contains_key(&named.value) {
        return Some(Replicates::Instance {
            source: resolver.own_label(named),
            named: named.clone(),
        });
    }
    let message = format!(
        "there is no database `{}` in this spec",
        named.escape_debug()
    );
    resolver.found.push(
        match suggest::nearest(named, databases.keys().map(String::as_str)) {
            Some(near) => Diagnostic::new(
                &REPLICA_SOURCE_UNKNOWN,
                named.at,
                message,
                format!("did you mean `{near}`?"),
            )
            .patch(named.at, near),
            None => Diagnostic::new(
                &REPLICA_SOURCE_UNKNOWN,
                named.at,
                message,
                "name a database of the spec, or the ARN of an instance that exists",
            ),
        },
    );
    None
}

/// The names that clusters of the spec replicate from.
pub(super) fn sources(spec: &Spec) -> BTreeSet<&str> {
    let databases = spec.databases.values();
    databases
        .filter_map(|database| {
            let own: &Settings = &database.settings;
            let mut layers = std::iter::once(own).chain(layers(spec, own));
            let source = layers.find_map(|layer| layer.replicate_from.as_ref())?;
            Some(source.as_str())
        })
        .collect()
}
