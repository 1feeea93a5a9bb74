//! What the text says of where data lie, what they are made from and who receives them, for whoever holds it against what
//! was asked for. Knows the few arguments that tell; must not know what they should say.

use std::borrow::Cow;

use super::form::{Mode, Repeated, Target, Value};
use super::item::Item;
use super::module::Module;

/// The arguments that tell, by type.
#[rustfmt::skip]
static TELLING: &[(&str, &[&str])] = &[
    ("aws_db_cluster_snapshot", &["db_cluster_identifier", "shared_accounts"]),
    ("aws_db_instance", &["identifier", "kms_key_id", "replicate_source_db", "snapshot_identifier"]),
    ("aws_db_instance_automated_backups_replication", &["kms_key_id", "source_db_instance_arn"]),
    ("aws_db_instance_role_association", &["db_instance_identifier"]),
    ("aws_db_proxy", &["name", "role_arn"]),
    ("aws_db_proxy_endpoint", &["db_proxy_name"]),
    ("aws_db_proxy_target", &["db_cluster_identifier", "db_instance_identifier"]),
    ("aws_db_snapshot", &["db_instance_identifier", "shared_accounts"]),
    ("aws_db_snapshot_copy", &["kms_key_id", "shared_accounts", "source_db_snapshot_identifier"]),
    ("aws_dms_endpoint", &["endpoint_id", "kms_key_arn", "secrets_manager_arn"]),
    ("aws_dms_replication_instance", &["kms_key_arn", "replication_instance_id"]),
    ("aws_dms_replication_task", &["replication_task_id", "source_endpoint_arn", "target_endpoint_arn"]),
    ("aws_rds_cluster", &["cluster_identifier", "global_cluster_identifier", "kms_key_id", "replication_source_identifier", "snapshot_identifier"]),
    ("aws_rds_cluster_instance", &["cluster_identifier"]),
    ("aws_rds_cluster_role_association", &["db_cluster_identifier"]),
    ("aws_rds_cluster_snapshot_copy", &["kms_key_id", "shared_accounts", "source_db_cluster_snapshot_identifier"]),
    ("aws_secretsmanager_secret", &["kms_key_id", "name"]),
];

/// A resource with what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Held<'t> {
    /// The directory of its root module.
    pub module: &'t str,
    /// Its type.
    pub kind: &'t str,
    /// Its label.
    pub label: &'t str,
    /// The file, as a path in the tree.
    pub file: &'t str,
    /// Its first line; the file's first is 1.
    pub line: u32,
    /// Its region, where the text tells it.
    pub region: Option<&'t str>,
    /// Its account, where its provider allows one only.
    pub account: Option<&'t str>,
    /// How often it stands, where the text tells it.
    pub times: Option<usize>,
    /// The arguments that tell: path, line and value; `null` counts as absent.
    pub arguments: Vec<(&'static str, u32, Told<'t>)>,
}

/// What an argument tells.
#[derive(Debug, Clone, PartialEq)]
pub enum Told<'t> {
    /// A plain string.
    Text(Cow<'t, str>),
    /// A list of plain strings.
    Texts(Vec<Cow<'t, str>>),
    /// An attribute of a managed resource of the module: its type and its label.
    Of(&'t str, &'t str),
    /// Anything else.
    Other,
}

impl<'t> Held<'t> {
    /// The value of an argument, with its line.
    pub fn told(&self, path: &str) -> Option<(u32, &Told<'t>)> {
        let mut arguments = self.arguments.iter();
        arguments
            .find(|(known, ..)| *known == path)
            .map(|(_, line, told)| (*line, told))
    }

    /// What Terraform calls it.
    pub fn address(&self) -> String {
        format!("{}.{}", self.kind, self.label)
    }
}

/// What the resources of a module say, in the order of files and lines.
pub(super) fn held<'m>(directory: &'m str, module: &Module<'m>) -> Vec<Held<'m>> {
    let items = module.items.iter().copied();
    items
        .filter_map(|item| {
            let (mode, kind, label) = item.thing()?;
            let (_, telling) = TELLING
                .iter()
                .find(|(known, _)| mode == Mode::Managed && *known == kind)?;
            let arguments = telling.iter().filter_map(|path| {
                let argument = item.block.form.argument(path)?;
                let is_there = argument.value != Value::Null;
                is_there.then(|| (*path, item.line(argument.line), told(item, &argument.value)))
            });
            Some(Held {
                module: directory,
                kind,
                label,
                file: item.file.path,
                line: item.line(0),
                region: item.location.region,
                account: item.location.account,
                times: times(item),
                arguments: arguments.collect(),
            })
        })
        .collect()
}

fn times(item: Item<'_>) -> Option<usize> {
    match item.repeated() {
        Repeated::Once => Some(1),
        Repeated::ForEach => match &item.block.form.each {
            Some(Value::List(items)) => Some(items.len()),
            Some(Value::Object(fields)) => Some(fields.len()),
            _ => None,
        },
        Repeated::Count => None,
    }
}

fn told<'m>(item: Item<'m>, value: &Value) -> Told<'m> {
    match value {
        Value::Text(hole) => Told::Text(item.said(*hole)),
        Value::List(items) => {
            let texts: Option<Vec<_>> = items
                .iter()
                .map(|value| match value {
                    Value::Text(hole) => Some(item.said(*hole)),
                    _ => None,
                })
                .collect();
            texts.map_or(Told::Other, Told::Texts)
        }
        Value::Reference(at) => {
            let reference = item.block.form.references.get(*at);
            match reference.map(|reference| &reference.target) {
                Some(Target::Thing {
                    mode: Mode::Managed,
                    kind,
                    name,
                    ..
                }) => Told::Of(kind, item.raw(*name)),
                _ => Told::Other,
            }
        }
        _ => Told::Other,
    }
}
