//! Readers that AWS adds to a cluster and removes again. Knows what is kept to when nobody says it; must not know how it
//! is written.

use super::Cluster;
use super::defaults::{SCALING_COOLDOWN, SCALING_READERS};
use super::resolve::or_default;
use crate::source::{At, Place};
use crate::spec;

/// How many readers a cluster has, and what decides it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Autoscaling {
    /// The place of the word.
    pub at: Place,
    /// The fewest readers.
    pub min: At<i64>,
    /// The most readers, those of the spec among them.
    pub max: At<i64>,
    /// What is kept to: one policy for each.
    pub targets: Vec<Target>,
    /// Seconds between two removals.
    pub scale_in_cooldown: At<i64>,
    /// Seconds between two additions.
    pub scale_out_cooldown: At<i64>,
}

/// A measure of the readers and the value that it is kept to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What is measured.
    pub measure: Measure,
    /// The value.
    pub value: At<i64>,
}

/// What is measured, over all readers of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The use of their processors, in percent.
    Cpu,
    /// Their connections, each.
    Connections,
}

impl Measure {
    /// What AWS calls it.
    ///
    /// Source: Application Auto Scaling API, PredefinedMetricSpecification.
    pub const fn metric(self) -> &'static str {
        match self {
            Self::Cpu => "RDSReaderAverageCPUUtilization",
            Self::Connections => "RDSReaderAverageDatabaseConnections",
        }
    }

    /// The word for it, in names.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Connections => "connections",
        }
    }
}

impl Cluster {
    /// The readers that the spec declares: every member but the one that writes.
    pub fn readers(&self) -> i64 {
        self.size().saturating_sub(1).max(0)
    }
}

pub(super) fn autoscaling(spec: &At<spec::Autoscaling>) -> Autoscaling {
    let target = |measure, value: &Option<At<i64>>| {
        let value = value.clone()?;
        Some(Target { measure, value })
    };
    Autoscaling {
        at: spec.at,
        min: or_default(&spec.min_capacity, SCALING_READERS, spec.at),
        max: spec.max_capacity.clone(),
        targets: [
            target(Measure::Cpu, &spec.target_cpu),
            target(Measure::Connections, &spec.target_connections),
        ]
        .into_iter()
        .flatten()
        .collect(),
        scale_in_cooldown: or_default(&spec.scale_in_cooldown, SCALING_COOLDOWN, spec.at),
        scale_out_cooldown: or_default(&spec.scale_out_cooldown, SCALING_COOLDOWN, spec.at),
    }
}
