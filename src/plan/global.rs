//! Global databases: a primary cluster, and secondaries in other regions that follow it. Knows what a secondary has of
//! its primary and what of its region; must not know how either is written.

use super::Cluster;
use super::cluster_replicas::Replicates;
use super::followers::{self, Follower};
use super::resolve::{Resolver, or_default};
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
    /// A replica of something outside of any global database.
    Replica(Replicates),
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
            ClusterRole::Alone | ClusterRole::Secondary(_) | ClusterRole::Replica(_) => None,
        }
    }

    /// What it follows.
    pub fn secondary_of(&self) -> Option<&SecondaryOf> {
        match &self.role {
            ClusterRole::Secondary(of) => Some(of),
            ClusterRole::Alone | ClusterRole::Primary(_) | ClusterRole::Replica(_) => None,
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
            let from = &primary.common;
            let follower = Follower {
                name: At::new(format!("{}-{region}", from.name), own.at),
                identifier: format!("{}-{region}", from.identifier),
                label: format!("{}_{}", from.label, region.label()),
                renamed_from: None,
                region,
                role: ClusterRole::Secondary(SecondaryOf {
                    primary: from.label.clone(),
                }),
            };
            secondaries.extend(followers::cluster(
                resolver, primary, settings, own, follower,
            ));
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
