//! What the rendered text says of a value of the spec. Knows which argument a word of the spec becomes; must not know which
//! layer of the spec says it.

use crate::plan::{Plan, accept};
use crate::tree::Tree;
use crate::verify::{self, Mode};

/// What the text says at a path such as `databases.orders.deletion_protection`; nothing where it says nothing.
pub fn written(tree: &Tree, plan: &Plan, path: &str) -> Option<String> {
    let known = accept::known_paths(plan);
    let (above, word) = path
        .match_indices('.')
        .filter_map(|(at, _)| Some((path.get(..at)?, path.get(at.saturating_add(1)..)?)))
        .rfind(|(above, _)| known.contains(*above))?;
    let labels = accept::labels(plan, above);
    let resources = verify::read(tree, Mode::ByShape).resources();
    let words = arguments_of(word);
    resources
        .iter()
        .filter(|resource| {
            let label = resource.address.rsplit('.').next().unwrap_or_default();
            labels.contains(&(resource.module.clone(), label.to_owned()))
        })
        .find_map(|resource| {
            if word == "prevent_destroy" && protects(&resource.kind) {
                return Some(resource.prevent_destroy.to_string());
            }
            let written = words
                .iter()
                .find_map(|word| resource.arguments.get(*word))?;
            let text = written
                .text
                .strip_prefix('"')
                .and_then(|text| text.strip_suffix('"'));
            Some(text.unwrap_or(&written.text).to_owned())
        })
}

/// The types that stand for a database or a key.
fn protects(kind: &str) -> bool {
    matches!(
        kind,
        "aws_db_instance" | "aws_rds_cluster" | "aws_kms_key" | "aws_kms_replica_key"
    )
}

/// The arguments that a word of the spec becomes: itself, or what a resource calls it.
fn arguments_of(word: &str) -> Vec<&str> {
    let other = match word {
        "backup_window" => Some("preferred_backup_window"),
        "db_name" => Some("database_name"),
        "identifier" => Some("cluster_identifier"),
        "instances" => Some("count"),
        "log_retention_in_days" => Some("retention_in_days"),
        "maintenance_window" => Some("preferred_maintenance_window"),
        "username" => Some("master_username"),
        _ => None,
    };
    std::iter::once(word).chain(other).collect()
}
