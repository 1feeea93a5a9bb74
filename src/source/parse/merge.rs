//! Merge keys: `<<: *base` puts another map's entries into this one. Knows finished maps; must not know the parser.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::source::node::{Entry, Node, Value};
use crate::source::{Place, rules};

/// Adds the entries of the map, or of each map in the list, that `entries` don't have yet: what a map writes itself
/// wins over what it merges, an earlier map in the list over a later one. Merged entries keep their places.
pub(super) fn merge(entries: &mut Vec<Entry>, from: Node) -> Result<(), Diagnostic> {
    let mut maps = Vec::new();
    match from.value {
        Value::Map(map) => maps.push(map),
        Value::List(items) => {
            for item in items {
                let kind = item.kind_name();
                match item.value {
                    Value::Map(map) => maps.push(map),
                    _ => return Err(refused(item.at, kind)),
                }
            }
        }
        Value::Scalar(_) => return Err(refused(from.at, from.kind_name())),
    }
    let mut known: HashSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
    for entry in maps.into_iter().flatten() {
        if known.insert(entry.key.clone()) {
            entries.push(entry);
        }
    }
    Ok(())
}

fn refused(at: Place, kind: &str) -> Diagnostic {
    Diagnostic::new(
        &rules::ALIAS,
        at,
        format!("`<<` merges a map or a list of maps, not {kind}"),
        "write `<<: *name` where the anchor `&name` stands at a map, or quote the key if `<<` is its text",
    )
}
