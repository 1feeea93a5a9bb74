//! A change of major version that a spec asks for: who is upgraded by the next apply, and what has to go with it. Knows
//! versions and groups; must not know how either is written.
//!
//! While it is asked for, the version is Terraform's to change even where AWS installs minor versions by itself, and it
//! changes at once: a group of parameters cannot be deleted while an instance waits for its maintenance window with it.

use super::{Common, Parameters};
use crate::aws::engines::Family;
use crate::aws::versions::Version;
use crate::source::{At, Place};
use crate::spec;
pub use crate::spec::upgrade::Phase as UpgradePhase;

/// An upgrade from one major version to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// Where the spec asks for it.
    pub at: Place,
    /// The version that it comes from, as it was written.
    pub from: At<String>,
    /// The version that it goes to, as it was written.
    pub to: At<String>,
    /// Who goes first, where the spec says.
    pub phase: Option<At<UpgradePhase>>,
}

impl Upgrade {
    fn is_of_replicas(&self) -> bool {
        self.phase
            .as_ref()
            .is_some_and(|phase| phase.value == UpgradePhase::Replicas)
    }
}

impl Common {
    /// True where the next apply changes its major version.
    pub fn is_upgraded_now(&self) -> bool {
        self.upgrade
            .as_ref()
            .is_some_and(|upgrade| self.is_replica() || !upgrade.is_of_replicas())
    }

    /// The upgrade that it asks for itself: that of a replica is its source's.
    pub fn own_upgrade(&self) -> Option<&Upgrade> {
        self.upgrade.as_deref().filter(|_| !self.is_replica())
    }

    /// The upgrade of the replicas of this source, if it is they who go first.
    pub(super) fn upgrade_of_replicas(&self) -> Option<&Upgrade> {
        self.upgrade
            .as_deref()
            .filter(|upgrade| upgrade.is_of_replicas())
    }

    /// Makes the next apply change its major version.
    pub(super) fn upgrade_now(&mut self, upgrade: &Upgrade) {
        let yes = || At::new(true, upgrade.at);
        self.allow_major_upgrade.get_or_insert_with(yes);
        self.apply_immediately.get_or_insert_with(yes);
        self.upgrade = Some(Box::new(upgrade.clone()));
    }

    /// The parameters of a replica that RDS upgrades with this source. Its source's group of before is of
    /// another family then, so it must be told to use that of today.
    pub(super) fn parameters_of_replica(&self) -> Parameters {
        if !self.is_upgraded_now() {
            return Parameters::None;
        }
        match &self.parameters {
            Parameters::Ours(_) => Parameters::OfSource(self.label.clone()),
            Parameters::Existing(name) => Parameters::Existing(name.clone()),
            Parameters::None | Parameters::OfSource(_) => Parameters::None,
        }
    }
}

/// True where replicas must be upgraded before their source, each by itself.
///
/// Source: RDS User Guide, "Upgrades of the RDS for MySQL DB engine" and "… MariaDB DB engine".
pub const fn replicas_go_first(family: Family) -> bool {
    matches!(family, Family::Mysql | Family::MariaDb)
}

/// Begins the upgrade that a database asks for, before anything is made of its version. A source whose replicas go first
/// keeps the version that it has.
pub(super) fn begin(common: &mut Common, asked: Option<&At<spec::Upgrade>>) {
    let Some(asked) = asked else {
        return;
    };
    let upgrade = Upgrade {
        at: asked.at,
        from: asked.from.clone(),
        to: common.engine_version.clone(),
        phase: asked.phase.clone(),
    };
    if upgrade.is_of_replicas() {
        common.engine_version = upgrade.from.clone();
        common.version = Version::parse(common.engine.value, &upgrade.from).ok();
        common.upgrade = Some(Box::new(upgrade));
    } else {
        common.upgrade_now(&upgrade);
    }
}
