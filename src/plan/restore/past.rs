//! A database as another one of the spec was at a moment.

use super::Target;
use super::refusals::unknown_database;
use crate::diagnostic::Diagnostic;
use crate::plan::resolve::Resolver;
use crate::plan::restored::{Data, Moment, PointOf};
use crate::plan::rules::{RST_PITR_KEY, RST_REGION};
use crate::plan::snapshots::SnapshotKind;
use crate::plan::{Common, Database, KeyRef};
use crate::source::At;

impl Target<'_> {
    /// From the past of a database of the spec: of that in its own region, or of backups that RDS replicates here.
    pub(super) fn past(
        &self,
        resolver: &mut Resolver<'_, '_>,
        name: &At<String>,
        moment: &Moment,
    ) -> Option<Data> {
        let mut databases = resolver.databases.iter();
        let Some(source) = databases.find(|one| one.common().name.value == name.value) else {
            // One that is there and was not resolved has been told of.
            if !resolver.spec.databases.contains_key(&name.value) {
                resolver.found.push(unknown_database(name, resolver.spec));
            }
            return None;
        };
        let from = source.common();
        let replicated_here = match source {
            Database::Instance(instance) => instance.backup_replication.as_ref(),
            Database::Cluster(_) => None,
        }
        .filter(|replicated| replicated.region.value == self.common.region.value);
        let (of, key) = match replicated_here {
            Some(here) => (PointOf::Backups(from.label.clone()), &here.key),
            None => (PointOf::Database(from.label.clone()), &from.key),
        };
        let is_near = replicated_here.is_some() || from.region.value == self.common.region.value;
        let obstacle = if source.snapshot_kind() != self.kind {
            Some(self.other_kind(name))
        } else {
            self.other_engine(name, from)
                .or_else(|| (!is_near).then(|| self.elsewhere(name, from)))
                .or_else(|| self.other_key(name, key))
        };
        match obstacle {
            Some(obstacle) => {
                resolver.found.push(obstacle);
                None
            }
            None => Some(Data::Point(of, moment.clone())),
        }
    }

    fn elsewhere(&self, name: &At<String>, from: &Common) -> Diagnostic {
        let (there, here) = (from.region.value, self.common.region.value);
        let help = match self.kind {
            SnapshotKind::Instance => format!(
                "restore it in `{there}`, or have its backups here too: `backup_replication: {{ region: {here} }}`"
            ),
            SnapshotKind::Cluster => {
                format!(
                    "restore it in `{there}`, or from one of its snapshots, which is copied here first"
                )
            }
        };
        let message = format!(
            "the backups of `{name}` are in `{there}`, and `{}` is restored in `{here}`",
            self.common.name
        );
        Diagnostic::new(&RST_REGION, name.at, message, help).related(from.region.at, "where it is")
    }

    /// A cluster takes a key of its own with the data; an instance does not.
    fn other_key(&self, name: &At<String>, key: &KeyRef) -> Option<Diagnostic> {
        let own = &self.common.key;
        let is_other = self.kind == SnapshotKind::Instance && key.label != own.label;
        is_other.then(|| {
            Diagnostic::new(
                &RST_PITR_KEY,
                own.name.at,
                format!(
                    "`{}` asks for the key `{}`, and the past of `{name}` lies under `{}`",
                    self.common.name, own.name, key.name
                ),
                format!(
                    "write `key: {}`, or restore from a snapshot, which is copied under another key first",
                    key.name
                ),
            )
            .related(name.at, "what it is restored from")
        })
    }
}
