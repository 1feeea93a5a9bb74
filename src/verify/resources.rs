//! The resources of a tree with what they say, for whoever compares two trees. Knows forms; must not know what a change
//! of them means.

use std::collections::BTreeMap;

use super::form::{Form, Key, Mode, Target, Value};
use super::item::Item;
use super::module::Module;
use super::read::File;

/// A managed resource, read from the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceText {
    /// The directory of the root module; empty for the tree's own.
    pub module: String,
    /// What Terraform calls it.
    pub address: String,
    /// Its type.
    pub kind: String,
    /// The file, as a path in the tree.
    pub file: String,
    /// Its first line; the file's first is 1.
    pub line: u32,
    /// Its region, where the text tells it.
    pub region: Option<String>,
    /// Its arguments, also of nested blocks, with dots between the names.
    pub arguments: BTreeMap<String, Written>,
    /// Whether `prevent_destroy` is set.
    pub prevent_destroy: bool,
    /// The arguments whose changes are ignored; `all` for all of them.
    pub ignored: Vec<String>,
}

/// The value of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// As Terraform writes it; the line itself where it is computed.
    pub text: String,
    /// True where the text tells the value, or what it refers to.
    pub is_known: bool,
    /// The resource that it is an attribute of, and the attribute.
    pub of: Option<(String, String)>,
}

/// The resources of a module.
pub(super) fn resources(directory: &str, module: &Module<'_>) -> Vec<ResourceText> {
    let managed = module.items.iter().filter_map(|item| {
        let (mode, kind, _) = item.thing()?;
        (mode == Mode::Managed).then_some((item, kind))
    });
    let mut files: BTreeMap<&str, Lines<'_>> = BTreeMap::new();
    managed
        .filter_map(|(item, kind)| {
            let path = item.file.path;
            let lines = files.entry(path).or_insert_with(|| Lines::of(item.file));
            let text = lines.of_block(item.block.line);
            Some(ResourceText {
                module: directory.to_owned(),
                address: item.address()?,
                kind: kind.to_owned(),
                file: item.file.path.to_owned(),
                line: item.line(0),
                region: item.location.region.map(str::to_owned),
                arguments: arguments(*item, &lines.all),
                prevent_destroy: said(text, "prevent_destroy").is_some_and(|value| value == "true"),
                ignored: ignored(text),
            })
        })
        .collect()
}

/// The lines of a file, split once for all its blocks.
struct Lines<'t> {
    all: Vec<&'t str>,
    /// The first line of each block, in their order; the file's first is 1.
    starts: Vec<u32>,
}

impl<'t> Lines<'t> {
    fn of(file: &File<'t>) -> Self {
        let mut starts: Vec<u32> = file.blocks.iter().map(|block| block.line).collect();
        starts.sort_unstable();
        Self {
            all: file.text.lines().collect(),
            starts,
        }
    }

    /// Those of a block, from its first to the one before the next block.
    fn of_block(&self, first: u32) -> &[&'t str] {
        let next = self.starts.partition_point(|start| *start <= first);
        let end = match self.starts.get(next) {
            Some(next) => next.saturating_sub(1) as usize,
            None => self.all.len(),
        };
        let start = first.saturating_sub(1) as usize;
        self.all.get(start..end).unwrap_or_default()
    }
}

/// What stands behind `name =`.
fn said<'t>(lines: &[&'t str], name: &str) -> Option<&'t str> {
    lines.iter().find_map(|line| {
        let rest = line.trim_start().strip_prefix(name)?.trim_start();
        Some(rest.strip_prefix('=')?.trim())
    })
}

/// The names in `ignore_changes`, however many lines they take.
fn ignored(lines: &[&str]) -> Vec<String> {
    let text = lines.join("\n");
    let Some((_, behind)) = text.split_once("ignore_changes") else {
        return Vec::new();
    };
    let list = behind.split_once(']').map_or_else(
        || behind.lines().next().unwrap_or_default(),
        |(list, _)| list,
    );
    list.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

fn arguments(item: Item<'_>, lines: &[&str]) -> BTreeMap<String, Written> {
    let form = &item.block.form;
    let written = form
        .arguments
        .iter()
        .filter(|argument| argument.value != Value::Null);
    written
        .map(|argument| {
            let known = text(item, form, &argument.value);
            let line = || {
                let number = item.line(argument.line).saturating_sub(1) as usize;
                lines.get(number).unwrap_or(&"").trim().to_owned()
            };
            let written = Written {
                is_known: known.is_some(),
                text: known.unwrap_or_else(line),
                of: reference(item, form, &argument.value),
            };
            (argument.path.clone(), written)
        })
        .collect()
}

/// The value as Terraform writes it on one line. The depth is that of the text, which is bounded.
fn text(item: Item<'_>, form: &Form, value: &Value) -> Option<String> {
    let all = |values: &[Value]| -> Option<Vec<String>> {
        values.iter().map(|value| text(item, form, value)).collect()
    };
    Some(match value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Text(hole) => format!("\"{}\"", item.raw(*hole)),
        Value::Number(hole) => item.raw(*hole).to_owned(),
        Value::List(values) => format!("[{}]", all(values)?.join(", ")),
        Value::Object(fields) => {
            let fields: Option<Vec<String>> = fields
                .iter()
                .map(|(key, value)| {
                    let key = match key {
                        Key::Name(name) => name.clone(),
                        Key::Text(hole) => item.raw(*hole).to_owned(),
                        Key::Opaque => return None,
                    };
                    Some(format!("{key} = {}", text(item, form, value)?))
                })
                .collect();
            format!("{{ {} }}", fields?.join(", "))
        }
        Value::Reference(_) => {
            let (address, attribute) = reference(item, form, value)?;
            if attribute.is_empty() {
                address
            } else {
                format!("{address}.{attribute}")
            }
        }
        Value::Json(value) => format!("jsonencode({})", text(item, form, value)?),
        Value::Either(_) | Value::Opaque(_) => return None,
    })
}

fn reference(item: Item<'_>, form: &Form, value: &Value) -> Option<(String, String)> {
    let Value::Reference(at) = value else {
        return None;
    };
    match &form.references.get(*at)?.target {
        Target::Thing {
            mode,
            kind,
            name,
            attribute,
            ..
        } => {
            let name = item.raw(*name);
            let address = match mode {
                Mode::Managed => format!("{kind}.{name}"),
                Mode::Data => format!("data.{kind}.{name}"),
                Mode::Ephemeral => format!("ephemeral.{kind}.{name}"),
            };
            Some((address, attribute.clone().unwrap_or_default()))
        }
        Target::Variable(name) => Some((format!("var.{}", item.raw(*name)), String::new())),
        Target::Local(name) => Some((format!("local.{}", item.raw(*name)), String::new())),
        Target::Provider(_) => None,
    }
}
