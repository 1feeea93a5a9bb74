//! A spec in which everything was called otherwise before, and the same spec under the names of before.
//!
//! Knows `renamed_from`. Must not know terraform or moto.

use sealform::source::node::{Entry, Node, Value};

use super::generated::{self, Generated};

/// The example.
pub const EXAMPLE: &str = "renamed";

/// What cannot stand in the example, since each of its passwords is handed in under another name now.
const MORE: &str = r#"
  stock:
    renamed_from: db2
    identifier: db2
    engine: mysql
    engine_version: "8.4"
    instance_class: db.r6g.large
    region: us-east-1
    allocated_storage: 100
    replicas:
      stock-reader: { renamed_from: db2-reader, identifier: db2-reader }
"#;

/// A global database, whose tags the emulator loses.
const GLOBAL: &str = r#"
  branches:
    renamed_from: aurora2
    identifier: aurora2
    engine: aurora-postgresql
    engine_version: "16"
    instance_class: db.r6g.large
    region: us-east-1
    instances: 1
    global: { eu-west-1: { instances: 1 } }
"#;

/// The folder under the names of now, and the one under those of before.
pub fn now_and_before() -> (Generated, Generated) {
    of(&format!("{}{MORE}{GLOBAL}", generated::text(EXAMPLE)))
}

/// The same of what the emulator can hold.
pub fn now_and_before_emulated() -> (Generated, Generated) {
    of(&format!("{}{MORE}", generated::text(EXAMPLE)))
}

fn of(text: &str) -> (Generated, Generated) {
    let mut document = generated::parsed(text);
    let now = generated::generate(&document);
    let renamed = undo(&mut document);
    assert!(renamed >= 8, "{renamed} names are of before");
    (now, generated::generate(&document))
}

/// Gives everything its name of before; how many had one.
fn undo(node: &mut Node) -> usize {
    match &mut node.value {
        Value::Scalar(_) => 0,
        Value::List(items) => items.iter_mut().map(undo).sum(),
        Value::Map(entries) => entries
            .iter_mut()
            .map(|entry| usize::from(undo_name(entry)) + undo(&mut entry.node))
            .sum(),
    }
}

fn undo_name(entry: &mut Entry) -> bool {
    let Value::Map(said) = &mut entry.node.value else {
        return follow(entry);
    };
    let Some(at) = said.iter().position(|inner| inner.key == "renamed_from") else {
        return false;
    };
    if let Value::Scalar(from) = said.remove(at).node.value {
        entry.key = from.text;
    }
    true
}

/// The one name by which something else is named in the example.
fn follow(entry: &mut Entry) -> bool {
    if let Value::Scalar(named) = &mut entry.node.value
        && entry.key == "snapshot"
    {
        named.text = named.text.replace("before-the-move", "snap");
    }
    false
}
