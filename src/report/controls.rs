//! The catalogue of controls: what each asks of which resource, and what other catalogues call it. Knows ids; must not
//! know plans.
//!
//! The ids of a benchmark differ from version to version, so each stands with its versions. Sources: CIS Amazon Web
//! Services Foundations Benchmark 3.0, 4.0, 5.0 and 6.0; AWS Security Hub User Guide, controls for RDS, KMS, SNS and Secrets
//! Manager; AWS Config Developer Guide, managed rules; PCI DSS 4.0.1. As of 2026-11-24.

mod checks;
mod table;

use super::Verdict;
use super::evidence::{PolicySeen, Seen};
pub use table::controls;

/// A control.
pub struct Control {
    /// Its id here, which never changes.
    pub id: &'static str,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// What it asks for.
    pub asks: &'static str,
    /// The resource types that it looks at.
    pub types: &'static [&'static str],
    /// What others call it.
    pub ids: Ids,
    /// What decides it.
    pub(super) check: Check,
}

/// What decides a control: nothing where it asks nothing of a thing.
pub(super) enum Check {
    /// A resource, by its arguments.
    OfResources(fn(&Seen<'_>) -> Option<Verdict>),
    /// The policy of a key.
    OfPolicies(fn(&PolicySeen<'_>) -> Option<Verdict>),
}

/// What others call a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ids {
    /// CIS AWS Foundations: version and number.
    pub cis: &'static [(&'static str, &'static str)],
    /// Security Hub.
    pub security_hub: &'static [&'static str],
    /// Managed rules of AWS Config.
    pub config: &'static [&'static str],
    /// PCI DSS 4.0.1.
    pub pci: &'static [&'static str],
    /// checkov.
    pub checkov: &'static [&'static str],
}

impl std::fmt::Debug for Control {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Control").field(&self.id).finish()
    }
}

impl Control {
    /// True if it looks at resources of a type.
    pub fn looks_at(&self, kind: &str) -> bool {
        self.types.contains(&kind)
    }

    /// True if a scanner or a catalogue calls it so.
    pub fn is_called(&self, id: &str) -> bool {
        self.ids.security_hub.contains(&id) || self.ids.checkov.contains(&id)
    }

    /// Every id that others have for it, in words.
    pub fn names(&self) -> Vec<String> {
        let cis = self.ids.cis.iter();
        cis.map(|(version, id)| format!("CIS {version}: {id}"))
            .chain(self.ids.security_hub.iter().map(|id| (*id).to_owned()))
            .chain(self.ids.config.iter().map(|id| (*id).to_owned()))
            .chain(self.ids.pci.iter().map(|id| format!("PCI DSS 4.0.1: {id}")))
            .collect()
    }
}
