//! The IAM policies and roles of a module, with who has them. Knows the IAM types; must not know what a role should be
//! allowed.

use serde_json::Value as Json;

use super::form::{Key, Mode, Target, Value};
use super::item::Item;
use super::location::Location;
use super::read::File;

/// A policy of IAM, or who may take a role.
#[derive(Debug, Clone, PartialEq)]
pub struct RoleText {
    /// The directory of its root module.
    pub module: String,
    /// The policy or role.
    pub address: String,
    /// The file, as a path in the tree.
    pub file: String,
    /// The line of the policy; the file's first is 1.
    pub line: u32,
    /// The document, with references as `${address.attribute}`; nothing where it isn't wholly in the text.
    pub document: Option<Json>,
}

/// Somebody who has a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The directory of its root module.
    pub module: String,
    /// Its own address.
    pub address: String,
    /// The file, as a path in the tree.
    pub file: String,
    /// Its first line; the file's first is 1.
    pub line: u32,
    /// The policy: an address of the module, or an ARN; nothing where the text doesn't tell.
    pub policy: Option<String>,
    /// The roles by name; nothing where the text doesn't tell.
    pub roles: Option<Vec<String>>,
}

/// The policies, and who may take the roles.
pub(super) fn roles(directory: &str, files: &[File<'_>]) -> Vec<RoleText> {
    let documents = managed(files).filter_map(|(item, kind)| {
        let path = match kind {
            "aws_iam_policy" | "aws_iam_role_policy" => "policy",
            "aws_iam_role" => "assume_role_policy",
            _ => return None,
        };
        let argument = item.block.form.argument(path)?;
        let document = match &argument.value {
            Value::Json(document) => json(item, document),
            _ => None,
        };
        Some(RoleText {
            module: directory.to_owned(),
            address: item.address()?,
            file: item.file.path.to_owned(),
            line: item.line(argument.line),
            document,
        })
    });
    documents.collect()
}

/// Who has which policy.
pub(super) fn attachments(directory: &str, files: &[File<'_>]) -> Vec<Attachment> {
    let found = managed(files).filter(|(_, kind)| *kind == "aws_iam_role_policy_attachment");
    found
        .filter_map(|(item, _)| {
            let form = &item.block.form;
            let policy = match form.value("policy_arn")? {
                Value::Text(hole) => Some(item.said(*hole).into_owned()),
                Value::Reference(at) => reference(item, *at)
                    .and_then(|text| text.strip_suffix(".arn").map(str::to_owned)),
                _ => None,
            };
            let roles = match (form.value("role")?, &form.each) {
                (Value::Text(hole), _) => Some(vec![item.said(*hole).into_owned()]),
                (Value::Reference(at), _) => reference(item, *at).map(|role| vec![role]),
                (_, Some(Value::List(roles))) => texts(item, roles),
                _ => None,
            };
            Some(Attachment {
                module: directory.to_owned(),
                address: item.address()?,
                file: item.file.path.to_owned(),
                line: item.line(0),
                policy,
                roles,
            })
        })
        .collect()
}

/// The resources, wherever they live.
fn managed<'m>(files: &'m [File<'m>]) -> impl Iterator<Item = (Item<'m>, &'m str)> {
    let items = files.iter().flat_map(|file| {
        file.blocks.iter().map(move |block| Item {
            file,
            block,
            location: Location::default(),
        })
    });
    items.filter_map(|item| {
        let (mode, kind, _) = item.thing()?;
        (mode == Mode::Managed).then_some((item, kind))
    })
}

fn texts(item: Item<'_>, values: &[Value]) -> Option<Vec<String>> {
    values
        .iter()
        .map(|value| match value {
            Value::Text(hole) => Some(item.said(*hole).into_owned()),
            _ => None,
        })
        .collect()
}

fn reference(item: Item<'_>, at: usize) -> Option<String> {
    match &item.block.form.references.get(at)?.target {
        Target::Thing {
            mode: Mode::Managed,
            kind,
            name,
            attribute,
            ..
        } => {
            let attribute = attribute.as_deref().unwrap_or_default();
            Some(format!("{kind}.{}.{attribute}", item.raw(*name)))
        }
        Target::Variable(name) => Some(format!("var.{}", item.raw(*name))),
        _ => None,
    }
}

/// The depth is that of the text, which is bounded.
fn json(item: Item<'_>, value: &Value) -> Option<Json> {
    Some(match value {
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Text(hole) => Json::String(item.said(*hole).into_owned()),
        Value::Reference(at) => Json::String(format!("${{{}}}", reference(item, *at)?)),
        Value::List(items) => {
            let items: Option<Vec<Json>> = items.iter().map(|value| json(item, value)).collect();
            Json::Array(items?)
        }
        Value::Object(fields) => {
            let mut object = serde_json::Map::new();
            for (key, field) in fields {
                let key = match key {
                    Key::Name(name) => name.clone(),
                    Key::Text(hole) => item.said(*hole).into_owned(),
                    Key::Opaque => return None,
                };
                object.insert(key, json(item, field)?);
            }
            Json::Object(object)
        }
        _ => return None,
    })
}
