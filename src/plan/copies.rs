//! From a database to its snapshots, their copies and those who receive them: each edge with its region and key. What
//! nothing in the spec or in AWS can bring about is said here; what is merely wrong is for the rules.

use std::collections::BTreeMap;

use super::keys::is_of_aws;
use super::renames::Names;
use super::resolve::{Resolver, or_default};
use super::rules::{
    COPY_CHINA, COPY_GOV, ENC_DEFAULT_KEY_SHARED, SHARE_REGION, SHARE_TWICE, SHARING_UNKNOWN,
};
use super::snapshots::{BackupReplication, Origin, Share, Snapshot, SnapshotKind};
use super::{Common, KeyRef};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::{Partition, Region};
use crate::policy::build::ShareStyle;
use crate::source::{At, Place};
use crate::spec::{self, Named, SharePolicy, Sharing, rules::REGION_PARTITION_MIXED};
use crate::suggest;

/// What the snapshots of one database have in common.
pub(super) struct Source<'a> {
    pub(super) common: &'a Common,
    pub(super) kind: SnapshotKind,
    pub(super) option_group: Option<&'a At<String>>,
}

/// The snapshots of a database, with all that is made of them.
pub(super) fn snapshots(
    resolver: &mut Resolver<'_, '_>,
    source: &Source<'_>,
    specs: &Named<spec::Snapshot>,
) -> Vec<Snapshot> {
    let common = source.common;
    let mut snapshots = Vec::with_capacity(specs.len());
    for (name, spec) in specs {
        let name = At::new(name.clone(), spec.at);
        let mut snapshot = Snapshot {
            label: format!(
                "{}_{}",
                common.label,
                label(resolver.names.of(&name, spec.renamed_from.as_ref()))
            ),
            renamed_from: spec.renamed_from.clone(),
            identifier: spec.identifier.clone().unwrap_or_else(|| name.clone()),
            kind: source.kind,
            origin: Origin::Taken(common.label.clone()),
            database: common.label.clone(),
            region: At::new(common.region.value, name.at),
            key: common.key.clone(),
            option_group: None,
            source_option_group: source.option_group.cloned(),
            shares: shares(resolver, spec, common.region.value),
            prevent_destroy: or_default(&spec.prevent_destroy, true, name.at),
            tags: spec.tags.clone(),
            copies: Vec::new(),
            name,
        };
        record_shares(resolver, &snapshot);
        snapshot.copies = copies(resolver, &snapshot, &spec.copies);
        snapshots.push(snapshot);
    }
    snapshots
}

/// Copies of a snapshot or copy, and theirs. The reader bounds the depth of a spec.
fn copies(
    resolver: &mut Resolver<'_, '_>,
    source: &Snapshot,
    specs: &Named<spec::Snapshot>,
) -> Vec<Snapshot> {
    let mut copies = Vec::with_capacity(specs.len());
    for (name, spec) in specs {
        let name = At::new(name.clone(), spec.at);
        copies.extend(copy(resolver, source, name, &spec.value));
    }
    copies
}

fn copy(
    resolver: &mut Resolver<'_, '_>,
    source: &Snapshot,
    name: At<String>,
    spec: &spec::Snapshot,
) -> Option<Snapshot> {
    if spec.unread {
        return None;
    }
    let region = destination(
        &name,
        spec.region.as_ref(),
        source.region.value,
        resolver.found,
    )?;
    if spec.region.is_some() {
        resolver.declared(&region)?;
    }
    let key = match &spec.key {
        Some(key) if is_of_aws(key) && spec.share_with.is_some() => {
            resolver.found.push(default_key_shared(&name, key.at));
            return None;
        }
        Some(key) => resolver
            .keys
            .find_named(key.clone(), region.value, resolver.found)?,
        None => {
            let key = At::new(source.key.name.value.clone(), name.at);
            resolver.keys.reference(key, region.value)
        }
    };
    resolver.keys.record_stored(&key, region.value);
    let mut copy = copied(resolver.names, source, name, spec, region, key);
    copy.shares = shares(resolver, spec, copy.region.value);
    record_shares(resolver, &copy);
    copy.copies = copies(resolver, &copy, &spec.copies);
    Some(copy)
}

/// A copy of a snapshot, without what hangs below it.
pub(super) fn copied(
    names: Names,
    source: &Snapshot,
    name: At<String>,
    spec: &spec::Snapshot,
    region: At<Region>,
    key: KeyRef,
) -> Snapshot {
    Snapshot {
        label: copy_label(
            &source.database,
            names.of(&name, spec.renamed_from.as_ref()),
            region.value,
        ),
        renamed_from: spec.renamed_from.clone(),
        identifier: spec.identifier.clone().unwrap_or_else(|| name.clone()),
        kind: source.kind,
        origin: Origin::Copied {
            from: source.address(),
            region: source.region.value,
        },
        database: source.database.clone(),
        region,
        key,
        option_group: spec.option_group_name.clone(),
        source_option_group: source
            .option_group
            .clone()
            .or_else(|| source.source_option_group.clone()),
        shares: Vec::new(),
        prevent_destroy: or_default(&spec.prevent_destroy, true, name.at),
        tags: spec.tags.clone(),
        copies: Vec::new(),
        name,
    }
}

/// The label of a copy: its region is part of it, since a copy may bear its source's name in another region.
pub(super) fn copy_label(database: &str, name: &str, region: Region) -> String {
    format!("{database}_{}_{}", label(name), region.label())
}

fn label(name: &str) -> String {
    name.replace('-', "_")
}

/// Where a copy is made, unless no copy gets there.
pub(super) fn destination(
    name: &At<String>,
    said: Option<&At<Region>>,
    source: Region,
    found: &mut Diagnostics,
) -> Option<At<Region>> {
    let Some(region) = said else {
        return Some(At::new(source, name.at));
    };
    let (here, there) = (source.partition(), region.partition());
    let is_china = [here, there].contains(&Partition::China);
    if region.value != source && is_china {
        found.push(Diagnostic::new(
            &COPY_CHINA,
            region.at,
            format!("no snapshot is copied from `{source}` to `{region}`: the regions of China take none from elsewhere and give none"),
            "replicate the database, or move its data with DMS or a logical dump",
        ));
        return None;
    }
    if here != there && [here, there].contains(&Partition::GovCloud) {
        found.push(Diagnostic::new(
            &COPY_GOV,
            region.at,
            format!("no snapshot is copied from `{source}` to `{region}`: GovCloud stands alone"),
            "move the data with DMS or a logical dump",
        ));
        return None;
    }
    if here != there {
        found.push(Diagnostic::new(
            &REGION_PARTITION_MIXED,
            region.at,
            format!(
                "`{region}` is in the partition `{}` and `{source}` in `{}`",
                there.id(),
                here.id()
            ),
            "copy within the partition",
        ));
        return None;
    }
    Some(region.clone())
}

/// Where automated backups are replicated to, and under which key.
pub(super) fn backup_replication(
    resolver: &mut Resolver<'_, '_>,
    common: &Common,
    spec: &At<spec::BackupReplication>,
) -> Option<BackupReplication> {
    resolver.declared(&spec.region)?;
    let region = spec.region.clone();
    let key = match &spec.key {
        Some(key) => resolver
            .keys
            .find_named(key.clone(), region.value, resolver.found)?,
        None => {
            let key = At::new(common.key.name.value.clone(), spec.at);
            resolver.keys.reference(key, region.value)
        }
    };
    resolver.keys.record_stored(&key, region.value);
    let retention = spec
        .retention_period
        .clone()
        .or_else(|| common.backup_retention.clone())?;
    Some(BackupReplication {
        region,
        key,
        retention,
        at: spec.at,
    })
}

fn record_shares(resolver: &mut Resolver<'_, '_>, snapshot: &Snapshot) {
    for share in &snapshot.shares {
        resolver
            .keys
            .record_share(&snapshot.key, snapshot.region.value, share);
    }
}

/// Who receives a snapshot: each account once, in order.
fn shares(resolver: &mut Resolver<'_, '_>, spec: &spec::Snapshot, region: Region) -> Vec<Share> {
    let mut seen: BTreeMap<&str, Place> = BTreeMap::new();
    let mut shares = Vec::new();
    for name in spec.share_with.iter().flat_map(|names| names.iter()) {
        if let Some(first) = seen.insert(&name.value, name.at) {
            resolver.found.push(
                Diagnostic::new(
                    &SHARE_TWICE,
                    name.at,
                    format!("`{name}` is named twice"),
                    "remove one of the two",
                )
                .related(first, "named here first"),
            );
            continue;
        }
        match resolver.spec.sharing.get(&name.value) {
            None => {
                let unknown = unknown_account(name, &resolver.spec.sharing);
                resolver.found.push(unknown);
            }
            Some(sharing) => shares.extend(share(name, sharing, region, resolver.found)),
        }
    }
    shares.sort_by(|one: &Share, other| one.account.cmp(&other.account));
    shares
}

fn share(
    name: &At<String>,
    sharing: &At<Sharing>,
    region: Region,
    found: &mut Diagnostics,
) -> Option<Share> {
    if !uses_region(sharing, region) {
        let diagnostic = Diagnostic::new(
            &SHARE_REGION,
            name.at,
            format!("`{name}` receives the snapshot in `{region}`, a region that it does not use"),
            format!("add `{region}` to its `regions`, or share a copy in one of those"),
        );
        found.push(match &sharing.regions {
            Some(regions) => diagnostic.related(regions.at, "the regions that it uses"),
            None => diagnostic,
        });
        return None;
    }
    let principals = sharing.principals.iter().flat_map(|list| list.iter());
    Some(Share {
        name: name.clone(),
        account: sharing.account.as_ref()?.value.clone(),
        principals: principals.map(|arn| arn.value.clone()).collect(),
        style: style(sharing),
    })
}

/// True if the account uses the region, as far as it says.
pub(super) fn uses_region(sharing: &Sharing, region: Region) -> bool {
    sharing
        .regions
        .as_ref()
        .is_none_or(|regions| regions.contains_key(&region))
}

/// How narrow the account's statements are.
pub(super) fn style(sharing: &Sharing) -> ShareStyle {
    match sharing.policy.as_ref().map(|policy| policy.value) {
        Some(SharePolicy::Documented) => ShareStyle::Documented,
        Some(SharePolicy::LeastPrivilege) | None => ShareStyle::LeastPrivilege,
    }
}

fn unknown_account(name: &At<String>, accounts: &Named<Sharing>) -> Diagnostic {
    let message = format!(
        "there is no account `{}` under `sharing`",
        name.escape_debug()
    );
    let is_id_of = |sharing: &At<Sharing>| {
        let account = sharing.account.as_ref();
        account.is_some_and(|account| account.as_str() == name.value)
    };
    let by_id = accounts.iter().find(|(_, sharing)| is_id_of(sharing));
    let known = by_id.map(|(known, _)| known.as_str());
    match known.or_else(|| suggest::nearest(name, accounts.keys().map(String::as_str))) {
        Some(near) => Diagnostic::new(
            &SHARING_UNKNOWN,
            name.at,
            message,
            format!("did you mean `{near}`?"),
        )
        .patch(name.at, near),
        None => Diagnostic::new(
            &SHARING_UNKNOWN,
            name.at,
            message,
            "declare it, as in `sharing: { analytics: { account: \"987654321098\", key: { alias: rds-local } } }`",
        ),
    }
}

/// The first snapshot of a database that is shared as it is, without a copy under another key in between.
pub(super) fn shared_as_it_is(specs: &Named<spec::Snapshot>) -> Option<(&String, Place)> {
    specs.iter().find_map(|(name, spec)| {
        if spec.share_with.is_some() {
            return Some((name, spec.at));
        }
        let under_the_same: Named<spec::Snapshot> = spec
            .copies
            .iter()
            .filter(|(_, copy)| copy.key.is_none())
            .map(|(name, copy)| (name.clone(), copy.clone()))
            .collect();
        shared_as_it_is(&under_the_same).map(|_| (name, spec.at))
    })
}

/// What is shared lies under the key of AWS.
pub(super) fn default_key_shared(name: &str, key: Place) -> Diagnostic {
    Diagnostic::new(
        &ENC_DEFAULT_KEY_SHARED,
        key,
        format!(
            "`{name}` is shared, and what lies under `aws/rds` cannot be: its policy lets no other account in"
        ),
        "declare a key of your own under `keys`, and name it with `key`",
    )
}
