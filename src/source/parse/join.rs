//! A folder's files into one map. Knows top-level keys and their entries; must not know what they mean.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use super::{quoted, twice};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::node::{Entry, Node, Value};
use crate::source::{Place, rules};

/// A top-level key, and where each entry of its map stands, known once a second file adds to it.
struct Section {
    entry: Entry,
    names: HashMap<String, Place>,
}

/// Joins files at the top: a key may stand in several of them where its value is a map in each, and each entry of
/// those maps in one only.
pub(super) fn join(files: Vec<Node>, found: &mut Diagnostics) -> Option<Node> {
    if files.len() == 1 {
        return files.into_iter().next();
    }
    let mut sections: Vec<Section> = Vec::new();
    let mut index = HashMap::new();
    let mut at = None;
    let mut maps = true;
    for file in files {
        at = at.or(Some(file.at));
        let kind = file.kind_name();
        let Value::Map(entries) = file.value else {
            found.push(no_map(file.at, kind));
            maps = false;
            continue;
        };
        for entry in entries {
            match index.entry(entry.key.clone()) {
                Slot::Vacant(slot) => {
                    slot.insert(sections.len());
                    let names = HashMap::new();
                    sections.push(Section { entry, names });
                }
                Slot::Occupied(slot) => {
                    if let Some(section) = sections.get_mut(*slot.get()) {
                        add(section, entry, found);
                    }
                }
            }
        }
    }
    let entries = sections.into_iter().map(|section| section.entry).collect();
    let at = at.filter(|_| maps)?;
    let value = Value::Map(entries);
    Some(Node { value, at })
}

/// Adds a second file's part of a section entry by entry.
fn add(section: &mut Section, more: Entry, found: &mut Diagnostics) {
    let Value::Map(known) = &mut section.entry.node.value else {
        return found.push(in_two_files(&more.key, more.key_at, section.entry.key_at));
    };
    let Value::Map(added) = more.node.value else {
        return found.push(in_two_files(&more.key, more.key_at, section.entry.key_at));
    };
    if section.names.is_empty() {
        let names = known.iter().map(|entry| (entry.key.clone(), entry.key_at));
        section.names = names.collect();
    }
    for entry in added {
        match section.names.entry(entry.key.clone()) {
            Slot::Vacant(slot) => {
                slot.insert(entry.key_at);
                known.push(entry);
            }
            Slot::Occupied(first) => {
                found.push(in_two_files(&entry.key, entry.key_at, *first.get()));
            }
        }
    }
}

fn in_two_files(key: &str, at: Place, first: Place) -> Diagnostic {
    twice(format!("{} stands in two files", quoted(key)), at, first)
}

fn no_map(at: Place, kind: &str) -> Diagnostic {
    Diagnostic::new(
        &rules::DOCUMENTS,
        at,
        format!("a file of a spec holds a map, not {kind}"),
        "write keys such as `databases:` at the top, or move the file out of the folder",
    )
}
