//! Folders as `sealform generate` writes them, from the examples in `specs/good`: as they are, and with their protections
//! lifted the documented way.
//!
//! Knows the library's stages. Must not know terraform or moto.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sealform::diagnostic::Diagnostics;
use sealform::pipeline::build;
use sealform::plan::resolve::resolve;
use sealform::source::node::{Entry, Node, Scalar, Style, Value};
use sealform::source::read::{SpecPath, read};
use sealform::source::{Place, SourceFile, Sources, parse::parse};
use sealform::spec::decode::decode;
use sealform::tree::write::{Outcome, write};
use sealform::verify::Mode;
use tempfile::TempDir;

/// A folder that was generated, and is gone with this value.
#[derive(Debug)]
pub struct Generated {
    folder: TempDir,
}

impl Generated {
    /// All of it.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The root module of the owner.
    pub fn owner(&self) -> PathBuf {
        self.folder.path().join("owner")
    }

    /// All root modules, by name: the owner's, and those of accounts that receive.
    pub fn modules(&self) -> BTreeMap<String, PathBuf> {
        let mut modules = BTreeMap::from([("owner".to_owned(), self.owner())]);
        let sharing = self.folder.path().join("sharing");
        for receiver in std::fs::read_dir(sharing).into_iter().flatten() {
            let path = receiver.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            modules.insert(format!("sharing/{name}"), path);
        }
        modules
    }
}

/// The example of that name.
pub fn example(name: &str) -> PathBuf {
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/good");
    let file = good.join(format!("{name}.yaml"));
    if file.exists() { file } else { good.join(name) }
}

/// Every example, by name.
pub fn examples() -> Vec<String> {
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs/good");
    let mut names: Vec<String> = std::fs::read_dir(good)
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    names.sort();
    names
}

/// What the example says.
pub fn text(name: &str) -> String {
    let sources = read(&SpecPath::from(example(name).into_os_string())).unwrap();
    let texts = sources.files.into_iter().map(|file| file.text);
    texts.collect()
}

/// The example as it is.
pub fn guarded(name: &str) -> Generated {
    generate(&document(name))
}

/// The example of a migration in another of its phases, and nothing else changed.
pub fn in_phase(name: &str, phase: &str) -> Generated {
    let mut document = document(name);
    let at = document.at;
    let mut migrations = 0;
    for database in entries(child(&mut document, "databases", at)) {
        if has(&mut database.node, "migrate_from") {
            set(
                child(&mut database.node, "migrate_from", at),
                "phase",
                phase,
                at,
            );
            migrations += 1;
        }
    }
    assert!(migrations > 0, "{name} is no migration");
    generate(&document)
}

/// The example with `deletion_protection: false` and `prevent_destroy: false` under `defaults`, and the latter on every key,
/// snapshot and copy, on either side of a share.
pub fn unguarded(name: &str) -> Generated {
    let mut document = document(name);
    let at = document.at;
    let defaults = child(&mut document, "defaults", at);
    lift(defaults, "deletion_protection", at);
    lift(defaults, "prevent_destroy", at);
    let keys = child(&mut document, "keys", at);
    if entries(keys).is_empty() {
        child(keys, "rds", at);
    }
    for key in entries(keys) {
        lift(&mut key.node, "prevent_destroy", at);
    }
    let mut shared = Vec::new();
    for database in entries(child(&mut document, "databases", at)) {
        lift_snapshots(&mut database.node, "snapshots", at, &mut shared);
    }
    if has(&mut document, "sharing") {
        lift_accounts(child(&mut document, "sharing", at), &shared, at);
    }
    generate(&document)
}

/// Lifts the protection of snapshots and of copies of them, and notes which account receives which.
fn lift_snapshots(source: &mut Node, word: &str, at: Place, shared: &mut Vec<(String, String)>) {
    if !has(source, word) {
        return;
    }
    for snapshot in entries(child(source, word, at)) {
        lift(&mut snapshot.node, "prevent_destroy", at);
        let said = has(&mut snapshot.node, "share_with");
        if said && let Value::List(names) = &child(&mut snapshot.node, "share_with", at).value {
            shared.extend(names.iter().filter_map(|name| match &name.value {
                Value::Scalar(name) => Some((name.text.clone(), snapshot.key.clone())),
                _ => None,
            }));
        }
        lift_snapshots(&mut snapshot.node, "copies", at, shared);
    }
}

/// Lifts the protection of what accounts have of their own: the key, and a copy of each snapshot that they receive.
fn lift_accounts(sharing: &mut Node, shared: &[(String, String)], at: Place) {
    for account in entries(sharing) {
        lift(child(&mut account.node, "key", at), "prevent_destroy", at);
        for (_, snapshot) in shared.iter().filter(|(name, _)| *name == account.key) {
            let copies = child(&mut account.node, "copies", at);
            child(copies, snapshot, at);
        }
        lift_snapshots(&mut account.node, "copies", at, &mut Vec::new());
    }
}

fn document(name: &str) -> Node {
    let sources = read(&SpecPath::from(example(name).into_os_string())).unwrap();
    let mut found = Diagnostics::default();
    let document = parse(&sources, &mut found).unwrap();
    assert!(found.is_empty(), "{name}: {found:?}");
    document
}

/// A spec as it is written.
pub fn parsed(text: &str) -> Node {
    let file = SourceFile {
        name: "spec.yaml".to_owned(),
        text: text.to_owned(),
    };
    let mut found = Diagnostics::default();
    let document = parse(&Sources { files: vec![file] }, &mut found).unwrap();
    assert!(found.is_empty(), "{found:?}");
    document
}

/// The folder of a spec.
pub fn generate(document: &Node) -> Generated {
    let mut found = Diagnostics::default();
    let spec = decode(document, &mut found).unwrap();
    let plan = resolve(&spec, &mut found);
    assert!(!found.has_errors(), "{found:?}");
    let tree = build(&plan, Mode::Paranoid).unwrap().unwrap();
    let folder = TempDir::new().unwrap();
    let Outcome::Written(_) = write(&tree, folder.path(), false).unwrap() else {
        panic!("an empty folder was refused");
    };
    Generated { folder }
}

fn entries(node: &mut Node) -> &mut Vec<Entry> {
    match &mut node.value {
        Value::Map(entries) => entries,
        other => panic!("not a map: {other:?}"),
    }
}

fn has(node: &mut Node, key: &str) -> bool {
    entries(node).iter().any(|entry| entry.key == key)
}

/// The value of a key; an empty map where there was none.
fn child<'n>(node: &'n mut Node, key: &str, at: Place) -> &'n mut Node {
    let entries = entries(node);
    let place = entries
        .iter()
        .position(|entry| entry.key == key)
        .unwrap_or_else(|| {
            let node = Node {
                value: Value::Map(Vec::new()),
                at,
            };
            entries.push(Entry {
                key: key.to_owned(),
                key_at: at,
                node,
            });
            entries.len() - 1
        });
    &mut entries[place].node
}

/// Says `false` for a key.
fn lift(node: &mut Node, key: &str, at: Place) {
    set(node, key, "false", at);
}

/// Says a word for a key.
fn set(node: &mut Node, key: &str, word: &str, at: Place) {
    let text = Scalar {
        text: word.to_owned(),
        style: Style::Plain,
    };
    child(node, key, at).value = Value::Scalar(text);
}
