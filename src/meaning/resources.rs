//! What Terraform destroys, creates again or loses sight of: databases, clusters, keys, snapshots. Knows the provider's
//! schema; must not know what a resource is for.
//!
//! Sources: Terraform language "The lifecycle Meta-Argument" (prevent_destroy goes with the block), and the provider's
//! own schema for the arguments that replace.

use std::collections::{BTreeMap, BTreeSet};

use super::{ArgumentChange, Fate, ResourceChange};
use crate::schema::{self, Attribute, Block};
use crate::verify::{Move, ResourceText, Written};

/// The types whose loss is a loss of data.
const KEPT: &[&str] = &[
    "aws_db_cluster_snapshot",
    "aws_db_instance",
    "aws_db_instance_automated_backups_replication",
    "aws_db_snapshot",
    "aws_db_snapshot_copy",
    "aws_kms_external_key",
    "aws_kms_key",
    "aws_kms_replica_external_key",
    "aws_kms_replica_key",
    "aws_rds_cluster",
    "aws_rds_cluster_instance",
    "aws_rds_cluster_snapshot_copy",
    "aws_rds_global_cluster",
];

type Id<'r> = (&'r str, &'r str);

/// The changes, in the order of modules and addresses.
pub(super) fn changes(
    old: &[ResourceText],
    new: &[ResourceText],
    moves: &[Move],
) -> Vec<ResourceChange> {
    let by_id = |resources| -> BTreeMap<Id<'_>, &ResourceText> {
        let resources: &[ResourceText] = resources;
        resources
            .iter()
            .map(|resource| {
                (
                    (resource.module.as_str(), resource.address.as_str()),
                    resource,
                )
            })
            .collect()
    };
    let (before, after) = (by_id(old), by_id(new));
    let both = || {
        before
            .iter()
            .filter_map(|(id, old)| Some((*id, *old, *after.get(id)?)))
    };
    let mut changes: BTreeMap<Id<'_>, ResourceChange> = BTreeMap::new();
    for (id, old, new) in both() {
        changes.extend(change(old, new).map(|change| (id, change)));
    }
    // What refers to something that is created again is created again itself, and so on: each round finds at least one
    // more, or is the last.
    for _ in 0..=before.len() {
        let again: BTreeSet<Id<'_>> = changes
            .iter()
            .filter(|(_, change)| matches!(change.change, Fate::Replaced | Fate::Moved))
            .map(|(id, _)| *id)
            .collect();
        let more: Vec<(Id<'_>, ResourceChange)> = both()
            .filter(|(id, ..)| !again.contains(id))
            .filter_map(|(id, _, new)| Some((id, by_reference(new, &again)?)))
            .collect();
        if more.is_empty() {
            break;
        }
        changes.extend(more);
    }
    // What Terraform forgets stays in AWS.
    let forgotten: BTreeSet<Id<'_>> = moves
        .iter()
        .filter(|moved| moved.to.is_none())
        .map(|moved| (moved.module.as_str(), moved.from.as_str()))
        .collect();
    // Nobody runs Terraform in a folder that is no longer there.
    let still: BTreeSet<&str> = new.iter().map(|new| new.module.as_str()).collect();
    let gone = before
        .iter()
        .filter(|(id, _)| !after.contains_key(*id) && still.contains(id.0))
        .filter(|(id, _)| !forgotten.contains(*id));
    for (id, old) in gone {
        let gone = ResourceChange {
            module: old.module.clone(),
            address: old.address.clone(),
            change: Fate::Destroyed,
            arguments: Vec::new(),
            refused: false,
        };
        changes.insert(*id, gone);
    }
    let is_kept = |id: &Id<'_>| {
        before
            .get(id)
            .is_some_and(|old| KEPT.contains(&old.kind.as_str()))
    };
    changes
        .into_iter()
        .filter(|(id, _)| is_kept(id))
        .map(|(_, change)| change)
        .collect()
}

fn change(old: &ResourceText, new: &ResourceText) -> Option<ResourceChange> {
    let result = |change, arguments| ResourceChange {
        module: new.module.clone(),
        address: new.address.clone(),
        change,
        arguments,
        refused: change == Fate::Replaced && new.prevent_destroy,
    };
    if let (Some(before), Some(after)) = (&old.region, &new.region)
        && before != after
    {
        let region = ArgumentChange {
            argument: "region".to_owned(),
            before: Some(before.clone()),
            after: Some(after.clone()),
        };
        return Some(result(Fate::Moved, vec![region]));
    }
    let block = &schema::resource(&new.kind)?.block;
    let (mut certain, mut possible) = (Vec::new(), Vec::new());
    for (argument, is_certain) in replacing(old, new, block) {
        let change = ArgumentChange {
            before: old
                .arguments
                .get(&argument)
                .map(|written| written.text.clone()),
            after: new
                .arguments
                .get(&argument)
                .map(|written| written.text.clone()),
            argument,
        };
        if is_certain {
            certain.push(change)
        } else {
            possible.push(change)
        }
    }
    if !certain.is_empty() {
        Some(result(Fate::Replaced, certain))
    } else if !possible.is_empty() {
        Some(result(Fate::MayBeReplaced, possible))
    } else {
        None
    }
}

/// The arguments that replace a resource and change, and whether that is certain.
fn replacing(old: &ResourceText, new: &ResourceText, block: &Block) -> Vec<(String, bool)> {
    let names: BTreeSet<&String> = old.arguments.keys().chain(new.arguments.keys()).collect();
    let changes = names
        .into_iter()
        .filter(|name| !is_ignored(new, name))
        .filter_map(|name| {
            let (before, after) = (old.arguments.get(name), new.arguments.get(name));
            let is_certain = match name.split_once('.') {
                None => replaced_by(block.attributes.get(name)?, before, after)?,
                Some((outer, _)) => {
                    let is_replacing = block.blocks.get(outer)?.force_new;
                    (is_replacing && !is_same(before, after)?).then_some(true)?
                }
            };
            Some((name.clone(), is_certain))
        });
    changes.collect()
}

fn is_ignored(resource: &ResourceText, name: &str) -> bool {
    resource
        .ignored
        .iter()
        .any(|ignored| ignored == name || ignored == "all")
}

/// Whether a change of the argument replaces for certain; nothing where nothing changes.
fn replaced_by(
    attribute: &Attribute,
    before: Option<&Written>,
    after: Option<&Written>,
) -> Option<bool> {
    if !attribute.force_new || is_same(before, after)? {
        return None;
    }
    let default = attribute.default.as_ref().map(ToString::to_string);
    match (before, after) {
        (Some(before), Some(after)) => Some(before.is_known && after.is_known),
        // AWS chose the value then: who knows if it is the one that is asked for now.
        (None, Some(_)) if attribute.usage.computed => Some(false),
        // What stands there stays.
        (Some(_), None) if attribute.usage.computed => None,
        (None, Some(only)) | (Some(only), None) => {
            (Some(&only.text) != default.as_ref()).then_some(only.is_known)
        }
        (None, None) => None,
    }
}

/// Whether two values are the same text; nothing where there is neither.
fn is_same(before: Option<&Written>, after: Option<&Written>) -> Option<bool> {
    match (before, after) {
        (None, None) => None,
        (Some(before), Some(after)) => Some(before.text == after.text),
        _ => Some(false),
    }
}

/// A resource that names, where a change replaces it, what only AWS gives to one that is created again.
fn by_reference(new: &ResourceText, again: &BTreeSet<Id<'_>>) -> Option<ResourceChange> {
    let block = &schema::resource(&new.kind)?.block;
    let arguments = new.arguments.iter().filter(|(name, written)| {
        let replaces = block
            .attributes
            .get(*name)
            .is_some_and(|attribute| attribute.force_new);
        replaces
            && !is_ignored(new, name)
            && written.of.as_ref().is_some_and(|(address, attribute)| {
                again.contains(&(new.module.as_str(), address.as_str()))
                    && is_given(address, attribute)
            })
    });
    let arguments: Vec<ArgumentChange> = arguments
        .map(|(name, written)| ArgumentChange {
            argument: name.clone(),
            before: Some(written.text.clone()),
            after: Some(format!("{} of the new one", written.text)),
        })
        .collect();
    (!arguments.is_empty()).then(|| ResourceChange {
        module: new.module.clone(),
        address: new.address.clone(),
        change: Fate::Replaced,
        arguments,
        refused: new.prevent_destroy,
    })
}

/// True for an attribute that AWS gives.
fn is_given(address: &str, attribute: &str) -> bool {
    let kind = address.split('.').next().unwrap_or_default();
    schema::resource(kind)
        .and_then(|resource| resource.block.attributes.get(attribute))
        .is_some_and(|attribute| attribute.usage.read_only())
}
