//! Names that things of the spec had before: whether they can be told from those that are in use. Knows `renamed_from`; must
//! not know which resources bear a name.
//!
//! A spec with such names is resolved twice, once under the names of today and once under those of before. Both plans have
//! the same things in the same order, and differ in nothing but labels: what has another label has moved.

use std::collections::BTreeMap;

use super::rules::{REN_IN_USE, REN_SELF, REN_SHAPE, REN_TWICE};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{At, Place};
use crate::spec::{Database, Named, Snapshot, Spec};

/// Under which names labels are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Those of the spec.
    Now,
    /// Those of before, where something says one.
    Before,
}

impl Names {
    /// The name that a label is made of.
    pub(super) fn of<'a>(self, name: &'a str, before: Option<&'a At<String>>) -> &'a str {
        match (self, before) {
            (Self::Before, Some(before)) => before,
            _ => name,
        }
    }
}

/// A thing that was called otherwise before.
struct Rename<'a> {
    name: At<&'a str>,
    from: &'a At<String>,
}

/// What shares names: keys; databases and replicas; the snapshots of one database, and the copies of one snapshot.
#[derive(Default)]
struct Siblings<'a> {
    names: BTreeMap<&'a str, Place>,
    renames: Vec<Rename<'a>>,
}

impl<'a> Siblings<'a> {
    fn add(&mut self, name: &'a str, at: Place, before: Option<&'a At<String>>) {
        self.names.insert(name, at);
        self.renames.extend(before.map(|from| Rename {
            name: At::new(name, at),
            from,
        }));
    }
}

/// True if something was called otherwise before; says which of those names cannot have been one.
pub(super) fn check(spec: &Spec, found: &mut Diagnostics) -> bool {
    let mut keys = Siblings::default();
    for (name, key) in &spec.keys {
        keys.add(name, key.at, key.renamed_from.as_ref());
    }
    let mut all = vec![keys];
    let mut databases = Siblings::default();
    add_databases(&spec.databases, &mut databases, &mut all);
    all.push(databases);
    for sharing in spec.sharing.values() {
        let mut restored = Siblings::default();
        for (name, database) in &sharing.restore {
            restored.add(name, database.at, database.renamed_from.as_ref());
        }
        all.push(restored);
        add_snapshots(&sharing.copies, &mut all);
    }
    for siblings in &all {
        siblings.check(found);
    }
    all.iter().any(|siblings| !siblings.renames.is_empty())
}

/// The reader bounds the depth of a spec.
fn add_databases<'a>(
    databases: &'a Named<Database>,
    siblings: &mut Siblings<'a>,
    all: &mut Vec<Siblings<'a>>,
) {
    for (name, database) in databases {
        siblings.add(name, database.at, database.renamed_from.as_ref());
        add_databases(&database.replicas, siblings, all);
        for (name, replica) in &database.cluster_replicas {
            siblings.add(name, replica.at, replica.renamed_from.as_ref());
        }
        add_snapshots(&database.snapshots, all);
    }
}

fn add_snapshots<'a>(snapshots: &'a Named<Snapshot>, all: &mut Vec<Siblings<'a>>) {
    let mut siblings = Siblings::default();
    for (name, snapshot) in snapshots {
        siblings.add(name, snapshot.at, snapshot.renamed_from.as_ref());
        add_snapshots(&snapshot.copies, all);
    }
    all.push(siblings);
}

impl Siblings<'_> {
    fn check(&self, found: &mut Diagnostics) {
        let mut first: BTreeMap<&str, &Rename<'_>> = BTreeMap::new();
        for rename in &self.renames {
            let from = rename.from;
            if from.value == rename.name.value {
                found.push(Diagnostic::new(
                    &REN_SELF,
                    from.at,
                    format!("`{}` is called so already", from.escape_debug()),
                    "write the name of before, or remove `renamed_from`",
                ));
            } else if !is_name(from) {
                found.push(Diagnostic::new(
                    &REN_SHAPE,
                    from.at,
                    format!(
                        "`{}` cannot have been a name in a spec",
                        from.escape_debug()
                    ),
                    "write the name of before as it stood there: letters, digits, `_` and `-`",
                ));
            } else if let Some(at) = self.names.get(from.value.as_str()) {
                found.push(self.in_use(rename, *at));
            } else if let Some(other) = first.insert(from, rename) {
                found.push(
                    Diagnostic::new(
                        &REN_TWICE,
                        from.at,
                        format!(
                            "`{}` cannot have become both `{}` and `{}`",
                            from.value, other.name.value, rename.name.value
                        ),
                        "keep the one that it is now",
                    )
                    .related(other.from.at, "the other one"),
                );
            }
        }
    }

    /// Terraform moves what was under an address, and refuses where something is meant to stay there.
    fn in_use(&self, rename: &Rename<'_>, at: Place) -> Diagnostic {
        let from = rename.from;
        let moves_on = self
            .renames
            .iter()
            .any(|other| other.name.value == from.value);
        let (message, help) = if moves_on {
            (
                format!(
                    "`{}` was something else before as well, and takes its name in the same step",
                    from.value
                ),
                "rename one after the other, and apply in between",
            )
        } else {
            (
                format!(
                    "`{}` cannot have become `{}`: it is there as well",
                    from.value, rename.name.value
                ),
                "write the name of something that the spec no longer has, or remove `renamed_from`",
            )
        };
        Diagnostic::new(&REN_IN_USE, from.at, message, help).related(at, "it bears the name now")
    }
}

/// Every name in a spec became a part of a label of Terraform.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 255
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}
