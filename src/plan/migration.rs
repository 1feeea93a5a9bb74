//! A database that takes over from one that exists outside of the spec: what exists in which phase, what it is called, and
//! what the new database is made of. Knows roads and phases; must not know commands or Terraform's text.
//!
//! A phase adds to the one before, and `retire` takes away what only the migration needed. No phase changes what would
//! have Terraform destroy or replace the old database or the new one.

use super::dms::{self, Dms};
use super::instances::password;
use super::restored::Data;
use super::snapshots::SnapshotKind;
use super::{Common, Login, RestoredFrom};
use crate::names::{AccountId, Address};
use crate::source::{At, Place};
pub use crate::spec::migration::{Dns, Method, Old, OldKind, Phase, Reason};
use crate::spec::{self, Settings};

/// How a database comes to its data.
#[derive(Debug, Clone)]
pub struct Migration {
    /// Where the spec asks for it.
    pub at: Place,
    /// The database that is left behind.
    pub old: At<Old>,
    /// The road.
    pub method: At<Method>,
    /// How far it has come.
    pub phase: At<Phase>,
    /// Why the data move.
    pub reason: At<Reason>,
    /// Which snapshot of the old database it is, from 1.
    pub round: At<i64>,
    /// Whether the spec says that nothing writes to the old database any more.
    pub writes_stopped: bool,
    /// What is taken of the old database, on the roads that take a snapshot.
    pub taken: Option<Taken>,
    /// How the data are replicated, on the road on which they are.
    pub dms: Option<Dms>,
    /// What the new database's `snapshot_identifier` is.
    pub restored_identifier: String,
    /// Where the spec says how the password is kept, while it is still the old database's.
    pub password_too_early: Option<Place>,
    /// The record by which applications find the database.
    pub dns: Option<At<Dns>>,
    /// Whether Terraform has the old database under management, without changing anything of it.
    pub manages_old: bool,
    /// The rules whose warnings somebody has read, and acts on.
    pub known: Vec<&'static str>,
}

/// A snapshot of the old database, and the copy of it under the key of the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The label of both.
    pub label: String,
    /// Of what it is taken.
    pub kind: SnapshotKind,
    /// What the snapshot is called.
    pub identifier: String,
    /// What its copy is called, on the one road that has a copy: an instance cannot be restored under another key, and
    /// the snapshot of an unencrypted cluster cannot be copied under one.
    pub copy: Option<String>,
    /// The option group that the copy is restored with.
    pub option_group: Option<At<String>>,
}

impl Migration {
    /// The snapshot of the old database, while it and its copy exist.
    pub fn snapshot(&self) -> Option<&Taken> {
        let exists = (Phase::Copy..Phase::Retire).contains(&self.phase.value);
        self.taken.as_ref().filter(|_| exists)
    }

    /// The replication, while it exists.
    pub fn replication(&self) -> Option<&Dms> {
        let exists = self.phase.value < Phase::Retire;
        self.dms.as_ref().filter(|_| exists)
    }

    /// True while the replication's task is to run.
    pub fn replicates(&self) -> bool {
        (Phase::Copy..Phase::Cutover).contains(&self.phase.value)
    }

    /// True once the new database exists. What is replicated into must be there from the beginning.
    pub fn has_database(&self) -> bool {
        self.dms.is_some() || self.phase.value >= Phase::Restore
    }

    /// True where users, databases and size come with the data.
    pub fn brings_all(&self) -> bool {
        self.taken.is_some()
    }

    /// True while Terraform has the old database under management.
    pub fn holds_old(&self) -> bool {
        self.manages_old && self.phase.value < Phase::Retire
    }

    /// True where Terraform is to forget the old database, which stays in AWS.
    pub fn forgets_old(&self) -> bool {
        self.manages_old && self.phase.value == Phase::Retire
    }

    /// The address of the old database, where it is under management.
    pub fn old_address(&self, common: &Common) -> Address {
        let kind = match self.old.kind {
            OldKind::Instance => SnapshotKind::Instance,
            OldKind::Cluster => SnapshotKind::Cluster,
        };
        Address::new(kind.database(), format!("{}_old", common.label))
    }

    /// The engine of the old database, by its name. Into Aurora both come from a cluster and from an instance.
    pub fn old_engine(&self, common: &Common) -> &'static str {
        match (self.old.kind, common.engine.name()) {
            (OldKind::Instance, "aurora-mysql") => "mysql",
            (OldKind::Instance, "aurora-postgresql") => "postgres",
            (_, same) => same,
        }
    }

    /// True while applications use the old database.
    pub fn is_before_cutover(&self) -> bool {
        self.phase.value < Phase::Cutover
    }

    /// The master user: that of the old database, whose password applications go on using. Once they have moved, the
    /// password can be kept as the spec says.
    pub(super) fn login(
        &self,
        settings: &Settings,
        label: &str,
        name: &At<String>,
    ) -> Option<Login> {
        let kept = settings.password.as_ref();
        let kept = kept.filter(|_| self.phase.value == Phase::Retire)?;
        Some(Login {
            username: None,
            password: password(kept, settings, label, name),
        })
    }

    /// What the new database is restored from: for ever, since it is history, though what the name stands for goes with the
    /// last phase. A database that is lost cannot be made anew by mistake, and empty.
    fn restored_from(&self, common: &Common, owner: &AccountId) -> Option<RestoredFrom> {
        let taken = self.taken.as_ref()?;
        let (kind, attribute, identifier) = match &taken.copy {
            Some(copy) => (taken.kind.copied(), "id", copy.clone()),
            // A cluster takes the snapshot of an instance by its ARN only.
            None if taken.kind == SnapshotKind::Instance => {
                let region = common.region.value;
                let arn = taken.kind.arn(region, owner, &taken.identifier);
                (taken.kind.taken(), taken.kind.arn_attribute(), arn)
            }
            None => (taken.kind.taken(), "id", taken.identifier.clone()),
        };
        let address = || Address::new(kind, taken.label.clone());
        Some(RestoredFrom {
            at: self.at,
            data: Data::Old {
                snapshot: self.snapshot().map(|_| (address(), attribute)),
                identifier,
            },
            upgraded: false,
        })
    }
}

/// Gives a database the migration that it asks for, and says what it is restored from. Users, databases and size come
/// with the data; engine and version do as well until the migration is over, so that nothing is upgraded on the way.
pub(super) fn take_over(
    common: &mut Common,
    settings: &Settings,
    spec: &At<spec::Database>,
    owner: &AccountId,
) -> Option<RestoredFrom> {
    let mut migration = migration(common, settings, spec.migrate_from.as_deref()?);
    if migration.replication().is_some() {
        dms::allow_load(common, migration.at);
    }
    if !migration.brings_all() {
        common.migration = Some(Box::new(migration));
        return None;
    }
    if migration.phase.value < Phase::Retire {
        let password = spec.settings.password.as_ref();
        migration.password_too_early = password.map(|password| password.at);
    }
    common.awaited = !migration.has_database();
    // What was no cluster before has no version that a cluster could have.
    let becomes_cluster = common.engine.is_aurora() && migration.old.kind == OldKind::Instance;
    common.follows = migration.phase.value < Phase::Retire && !becomes_cluster;
    let restored = migration.restored_from(common, owner);
    if let Some(Data::Old { identifier, .. }) = restored.as_ref().map(|restored| &restored.data) {
        migration.restored_identifier.clone_from(identifier);
    }
    common.migration = Some(Box::new(migration));
    restored
}

fn migration(common: &Common, settings: &Settings, said: &At<spec::Migration>) -> Migration {
    let reason = said.reason.clone();
    let reason = reason.unwrap_or(At::new(Reason::Encrypt, said.at));
    let round = said.round.clone().unwrap_or(At::new(1, said.at));
    let writes_stopped = said.writes_stopped.as_ref();
    let mut migration = Migration {
        at: said.at,
        old: said.old.clone(),
        method: said.method.clone(),
        phase: said.phase.clone(),
        taken: None,
        dms: None,
        reason,
        round,
        writes_stopped: writes_stopped.is_some_and(|stopped| stopped.value),
        restored_identifier: String::new(),
        password_too_early: None,
        dns: said.dns.clone(),
        manages_old: said.manage_old.as_ref().is_some_and(|manage| manage.value),
        known: said.known.clone(),
    };
    match said.method.value {
        Method::Snapshot | Method::Restore => {
            migration.taken = Some(taken(common, settings, &migration));
        }
        Method::Dms => {
            let mut dms = dms::dms(common, settings, said);
            // Nothing is restored on this road: the database is there, and the task goes on.
            if migration.phase.value == Phase::Restore {
                dms.phase_unknown = Some(migration.phase.at);
                migration.phase.value = Phase::Copy;
            }
            migration.dms = Some(dms);
        }
    }
    migration
}

/// The snapshot of the old database, and its copy.
fn taken(common: &Common, settings: &Settings, of: &Migration) -> Taken {
    let round = &of.round;
    let identifier = format!("{}-migration-{round}", common.identifier);
    let copied = match of.reason.value {
        Reason::Encrypt => "encrypted",
        Reason::NewKey => "rekeyed",
    };
    let copy = (of.method.value == Method::Snapshot).then(|| format!("{identifier}-{copied}"));
    Taken {
        label: format!("{}_migration", common.label),
        kind: match of.old.kind {
            OldKind::Instance => SnapshotKind::Instance,
            OldKind::Cluster => SnapshotKind::Cluster,
        },
        identifier,
        copy,
        option_group: settings.option_group_name.clone(),
    }
}
