//! What is wrong with a source, in words: it is not there, or of another kind, engine or version.

use super::Target;
use crate::diagnostic::Diagnostic;
use crate::plan::Common;
use crate::plan::resolve::Resolver;
use crate::plan::rules::{RESTORE_AMBIGUOUS, RESTORE_UNKNOWN, RST_ENGINE, RST_KIND};
use crate::plan::snapshots::{Snapshot, SnapshotKind};
use crate::source::At;
use crate::spec::Spec;
use crate::suggest;

impl Target<'_> {
    pub(super) fn other_kind(&self, source: &At<String>) -> Diagnostic {
        let (what, of) = match self.kind {
            SnapshotKind::Instance => ("an instance", "a cluster"),
            SnapshotKind::Cluster => ("a cluster", "an instance"),
        };
        Diagnostic::new(
            &RST_KIND,
            source.at,
            format!(
                "`{}` is {what}, and `{}` is of {of}",
                self.common.name,
                source.escape_debug()
            ),
            format!("restore {what} from {what}"),
        )
    }

    /// A database has the engine and version of its data, unless an upgrade is asked for.
    pub(super) fn other_engine(&self, source: &At<String>, from: &Common) -> Option<Diagnostic> {
        let own = self.common;
        let is_same = own.engine.value == from.engine.value;
        let majors = (
            own.version.as_ref()?.major(),
            from.version.as_ref()?.major(),
        );
        if is_same && (majors.0 == majors.1 || self.is_upgraded()) {
            return None;
        }
        let at = if is_same {
            own.engine_version.at
        } else {
            own.engine.at
        };
        Some(
            Diagnostic::new(
                &RST_ENGINE,
                at,
                format!(
                    "`{source}` is of {} {}, and `{}` is {} {}",
                    from.engine.name(),
                    majors.1,
                    own.name,
                    own.engine.name(),
                    majors.0
                ),
                if is_same {
                    format!("write `engine_version: \"{}\"` and upgrade afterwards, or say `allow_major_version_upgrade: true`", majors.1)
                } else {
                    format!("write `engine: {}`", from.engine.name())
                },
            )
            .related(source.at, "what it is restored from"),
        )
    }

    pub(super) fn unknown_snapshot(
        &self,
        resolver: &Resolver<'_, '_>,
        name: &At<String>,
    ) -> Diagnostic {
        let known = resolver
            .databases
            .iter()
            .flat_map(|database| &database.common().snapshots)
            .flat_map(Snapshot::with_copies)
            .map(|snapshot| snapshot.name.as_str());
        unknown(
            name,
            "snapshot or copy",
            suggest::nearest(name, known),
            "declare it under the `snapshots` of a database, or name one that exists with `snapshot_identifier`",
        )
    }
}

pub(super) fn unknown_database(name: &At<String>, spec: &Spec) -> Diagnostic {
    let known = spec.databases.keys().map(String::as_str);
    unknown(
        name,
        "database",
        suggest::nearest(name, known),
        "name one of the spec, or one that exists with `source_db_instance_identifier` or `source_cluster_identifier`",
    )
}

fn unknown(name: &At<String>, what: &str, near: Option<&str>, help: &str) -> Diagnostic {
    let message = format!("there is no {what} `{}` in the spec", name.escape_debug());
    match near {
        Some(near) => Diagnostic::new(
            &RESTORE_UNKNOWN,
            name.at,
            message,
            format!("did you mean `{near}`?"),
        )
        .patch(name.at, near),
        None => Diagnostic::new(&RESTORE_UNKNOWN, name.at, message, help),
    }
}

pub(super) fn ambiguous(name: &At<String>, all: &[&Snapshot]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &RESTORE_AMBIGUOUS,
        name.at,
        format!("several snapshots are called `{}`", name.escape_debug()),
        "rename one of them, and give it its old name as `identifier`",
    );
    all.iter().fold(diagnostic, |diagnostic, snapshot| {
        diagnostic.related(snapshot.name.at, format!("one in `{}`", snapshot.region))
    })
}
