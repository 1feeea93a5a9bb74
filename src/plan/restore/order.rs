//! In which order the databases of a spec are resolved: each after those that it is restored from.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::plan::rules::RST_CYCLE;
use crate::source::At;
use crate::spec::restore::Restore;
use crate::spec::{self, Spec};

/// The databases of a spec, each after those that it is restored from.
pub(in crate::plan) fn in_order<'s>(
    spec: &'s Spec,
    found: &mut Diagnostics,
) -> Vec<(&'s String, &'s At<spec::Database>)> {
    let holders = holders(spec);
    let mut waiting: Vec<_> = spec.databases.iter().collect();
    let mut ordered = Vec::with_capacity(waiting.len());
    let mut done: BTreeSet<&str> = BTreeSet::new();
    while !waiting.is_empty() {
        let (ready, rest): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(_, database)| {
            sources(spec, &holders, database)
                .iter()
                .all(|source| done.contains(source))
        });
        if ready.is_empty() {
            for (name, database) in rest {
                let at = database
                    .restore
                    .as_ref()
                    .map_or(database.at, |restore| restore.at);
                found.push(Diagnostic::new(
                    &RST_CYCLE,
                    at,
                    format!(
                        "`{name}` would be restored from itself, or from what is restored from it"
                    ),
                    "restore it from another database",
                ));
            }
            break;
        }
        done.extend(ready.iter().map(|(name, _)| name.as_str()));
        ordered.extend(ready);
        waiting = rest;
    }
    ordered
}

/// Which databases have a snapshot or copy of a name; nothing where no database is restored.
fn holders(spec: &Spec) -> BTreeMap<&str, Vec<&str>> {
    let mut holders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    if spec
        .databases
        .values()
        .all(|database| database.restore.is_none())
    {
        return holders;
    }
    for (database, spec) in &spec.databases {
        let mut open: Vec<_> = spec.snapshots.iter().collect();
        while let Some((name, snapshot)) = open.pop() {
            holders.entry(name).or_default().push(database);
            open.extend(&snapshot.copies);
        }
    }
    holders
}

/// The databases of the spec that one is restored from, as far as they can be told by name.
fn sources<'s>(
    spec: &'s Spec,
    holders: &BTreeMap<&'s str, Vec<&'s str>>,
    database: &'s spec::Database,
) -> Vec<&'s str> {
    match database.restore.as_ref().map(|restore| &restore.value) {
        Some(Restore::Snapshot(name)) => holders
            .get(name.value.as_str())
            .cloned()
            .unwrap_or_default(),
        Some(Restore::Database { name, .. }) => {
            let known = spec.databases.get_key_value(&name.value);
            known
                .map(|(name, _)| vec![name.as_str()])
                .unwrap_or_default()
        }
        Some(Restore::Existing { .. } | Restore::Elsewhere { .. }) | None => Vec::new(),
    }
}
