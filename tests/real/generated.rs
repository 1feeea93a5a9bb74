//! Folders as `sealform generate` writes them, from the examples in `specs/good`: as they are, and with their protections
//! lifted the documented way.
//!
//! Knows the library's stages. Must not know terraform or moto.

use std::path::{Path, PathBuf};

use sealform::diagnostic::Diagnostics;
use sealform::pipeline::build;
use sealform::plan::resolve::resolve;
use sealform::source::node::{Entry, Node, Scalar, Style, Value};
use sealform::source::read::{SpecPath, read};
use sealform::source::{Place, parse::parse};
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

/// The example as it is.
pub fn guarded(name: &str) -> Generated {
    generate(&document(name))
}

/// The example with `deletion_protection: false` and `prevent_destroy: false` under `defaults`, and the latter on every key.
pub fn unguarded(name: &str) -> Generated {
    let mut document = document(name);
    let at = document.at;
    let defaults = child(&mut document, "defaults", at);
    set(defaults, "deletion_protection", at);
    set(defaults, "prevent_destroy", at);
    let keys = child(&mut document, "keys", at);
    if entries(keys).is_empty() {
        child(keys, "rds", at);
    }
    for key in entries(keys) {
        set(&mut key.node, "prevent_destroy", at);
    }
    generate(&document)
}

fn document(name: &str) -> Node {
    let sources = read(&SpecPath::from(example(name).into_os_string())).unwrap();
    let mut found = Diagnostics::default();
    let document = parse(&sources, &mut found).unwrap();
    assert!(found.is_empty(), "{name}: {found:?}");
    document
}

fn generate(document: &Node) -> Generated {
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
fn set(node: &mut Node, key: &str, at: Place) {
    let text = Scalar {
        text: "false".to_owned(),
        style: Style::Plain,
    };
    child(node, key, at).value = Value::Scalar(text);
}
