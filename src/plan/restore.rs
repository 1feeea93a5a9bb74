//! A database of the owner's that is restored: from which snapshot, after which copy, or from whose past. What cannot be
//! brought about is said here; what is merely wrong is for the rules.
//!
//! A cluster takes a key when it is restored, an instance does not: it has that of its snapshot. So an instance's snapshot
//! is copied under the instance's key first, unless it lies there already.
//! Source: RDS API RestoreDBInstanceFromDBSnapshot and RestoreDBClusterFromSnapshot.

mod existing;
mod order;
mod past;
mod refusals;

pub(super) use order::in_order;

use self::refusals::ambiguous;
use super::Common;
use super::copies::{copied, copy_label, destination};
use super::resolve::Resolver;
use super::restored::{Data, PointOf, RestoredFrom};
use super::snapshots::{Snapshot, SnapshotKind};
use crate::source::At;
use crate::spec::{self, restore::Restore};

/// What a database is restored from.
pub(super) fn restored(
    resolver: &mut Resolver<'_, '_>,
    common: &Common,
    kind: SnapshotKind,
    spec: &At<Restore>,
) -> Option<RestoredFrom> {
    let target = Target { common, kind };
    let data = match &spec.value {
        Restore::Snapshot(name) => target.ours(resolver, name)?,
        Restore::Existing { identifier, copy } => {
            target.existing(resolver, identifier, copy.as_ref())?
        }
        Restore::Database { name, moment } => target.past(resolver, name, moment)?,
        Restore::Elsewhere { identifier, moment } => {
            Data::Point(PointOf::Existing(identifier.clone()), moment.clone())
        }
    };
    Some(RestoredFrom {
        at: spec.at,
        data,
        upgraded: target.is_upgraded(),
    })
}

/// The database that is restored.
struct Target<'a> {
    common: &'a Common,
    kind: SnapshotKind,
}

impl Target<'_> {
    fn is_upgraded(&self) -> bool {
        let asked = self.common.allow_major_upgrade.as_ref();
        asked.is_some_and(|asked| asked.value)
    }

    /// From a snapshot or copy of the spec.
    fn ours(&self, resolver: &mut Resolver<'_, '_>, name: &At<String>) -> Option<Data> {
        let all = resolver
            .databases
            .iter()
            .flat_map(|database| &database.common().snapshots)
            .flat_map(Snapshot::with_copies);
        let named: Vec<&Snapshot> = all.filter(|one| *one.name == name.value).collect();
        let here = named
            .iter()
            .filter(|one| one.region.value == self.common.region.value);
        let here: Vec<&Snapshot> = here.copied().collect();
        let snapshot = match (named.as_slice(), here.as_slice()) {
            ([only], _) | (_, [only]) => (*only).clone(),
            ([], _) => {
                let unknown = self.unknown_snapshot(resolver, name);
                resolver.found.push(unknown);
                return None;
            }
            (several, _) => {
                let ambiguous = ambiguous(name, several);
                resolver.found.push(ambiguous);
                return None;
            }
        };
        if snapshot.kind != self.kind {
            resolver.found.push(self.other_kind(name));
            return None;
        }
        let mut databases = resolver.databases.iter();
        let source = databases.find(|database| database.common().label == snapshot.database)?;
        if let Some(other) = self.other_engine(name, source.common()) {
            resolver.found.push(other);
            return None;
        }
        let is_here = snapshot.region.value == self.common.region.value;
        let is_under_key = snapshot.key.label == self.common.key.label;
        if is_here && (is_under_key || self.kind == SnapshotKind::Cluster) {
            return Some(Data::Snapshot(snapshot.address()));
        }
        let region = At::new(self.common.region.value, name.at);
        destination(name, Some(&region), snapshot.region.value, resolver.found)?;
        let copy_name = self.copy_name(name);
        let nothing = spec::Snapshot::default();
        let copy = copied(
            resolver.names,
            &snapshot,
            copy_name,
            &nothing,
            region,
            self.common.key.clone(),
        );
        Some(self.copy(resolver, copy))
    }

    /// The copy that is made for the database alone. It may go once the database is there.
    fn copy(&self, resolver: &mut Resolver<'_, '_>, mut copy: Snapshot) -> Data {
        copy.label = copy_label(&self.common.label, "restore", self.common.region.value);
        copy.prevent_destroy = At::new(false, copy.name.at);
        resolver.keys.record_stored(&copy.key, copy.region.value);
        Data::Copy(Box::new(copy))
    }

    fn copy_name(&self, source: &At<String>) -> At<String> {
        At::new(format!("{}-restore", self.common.identifier), source.at)
    }
}
