//! What a migration adds to a database: the snapshot of the old one, its copy, and the record that leads from one to the
//! other.

use serde::Serialize;

use super::snapshots::{Copy, InstanceCopy, Snapshot};
use super::{LONG, Site, key_arn, maybe_text, provider, reference, site, text};
use crate::plan::dms::Secret;
use crate::plan::migration::{Migration, OldKind, Reason, Taken};
use crate::plan::snapshots::SnapshotKind;
use crate::plan::{Common, Database, MultiRegion, RootModule};
use crate::terraform::value::Value;

/// The snapshot of the old database, while it exists.
fn snapshot(common: &Common) -> Option<(&Migration, &Taken)> {
    let migration = common.migration.as_deref()?;
    Some((migration, migration.snapshot()?))
}

/// Of what the old database's snapshot is taken, while it exists.
pub(in crate::render) fn taken_kind(common: &Common) -> Option<SnapshotKind> {
    snapshot(common).map(|(_, taken)| taken.kind)
}

/// The snapshot of the old database. Nothing protects it: where the old database is not encrypted, neither is this.
pub(in crate::render) fn taken(module: &RootModule, common: &Common) -> Option<Snapshot> {
    let (migration, taken) = snapshot(common)?;
    Some(Snapshot {
        label: taken.label.as_str().into(),
        site: site(module, common.region.value),
        database: migration.old.identifier.as_str().into(),
        identifier: taken.identifier.as_str().into(),
        shared_accounts: None,
        tags: None,
        create_timeout: LONG.into(),
        prevent_destroy: false,
    })
}

/// The copy of that snapshot under the key of the new database, on the road that has one.
pub(in crate::render) fn taken_copy(module: &RootModule, common: &Common) -> Option<InstanceCopy> {
    let (_, taken) = snapshot(common)?;
    let source = format!(
        "{}.{}.{}",
        taken.kind.taken(),
        taken.label,
        taken.kind.arn_attribute()
    );
    Some(InstanceCopy {
        copy: Copy {
            label: taken.label.as_str().into(),
            site: site(module, common.region.value),
            source: reference(&source),
            identifier: taken.copy.as_deref()?.into(),
            kms_key_id: key_arn(common),
            shared_accounts: None,
            tags: None,
            depends_on: None,
            create_timeout: LONG.into(),
            prevent_destroy: false,
        },
        option_group_name: maybe_text(&taken.option_group),
    })
}

/// Which snapshot a database must hold the data of. What it was restored from is ignored afterwards, so that no plan
/// replaces it; without this, a later round would leave the data of the earlier one in place and nobody would know.
#[derive(Debug, Serialize)]
pub(super) struct Provenance {
    snapshot: Value,
    otherwise: Value,
}

pub(super) fn provenance(common: &Common) -> Option<Provenance> {
    let (migration, _) = snapshot(common).filter(|(migration, _)| migration.has_database())?;
    let identifier = &migration.restored_identifier;
    Some(Provenance {
        snapshot: identifier.as_str().into(),
        otherwise: format!(
            "{} holds the data of another snapshot than {identifier}. Take the database away before it is restored anew, as its runbook says.",
            common.identifier
        )
        .into(),
    })
}

/// The old database, which exists and of which nothing is changed.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Held {
    provider: Option<Value>,
    address: Value,
    import_id: Value,
    instance_class: Value,
    instance: Option<HeldDatabase>,
    cluster: Option<HeldDatabase>,
}

/// What the provider demands of a database even where all changes are ignored.
#[derive(Debug, Serialize)]
struct HeldDatabase {
    label: Value,
    #[serde(flatten)]
    site: Site,
    identifier: Value,
    engine: Value,
    storage_encrypted: Value,
}

/// The old database, while Terraform has it under management.
pub(in crate::render) fn held(module: &RootModule, common: &Common) -> Option<Held> {
    let migration = common.migration.as_deref().filter(|old| old.holds_old())?;
    let address = migration.old_address(common);
    let identifier = &migration.old.identifier;
    let by_alias = module.toolchain.multi_region.value == MultiRegion::Alias;
    // Where one provider serves all regions, the id tells which is meant.
    let import_id = if by_alias {
        identifier.clone()
    } else {
        format!("{identifier}@{}", common.region)
    };
    let database = |kind: OldKind| {
        (migration.old.kind == kind).then(|| HeldDatabase {
            label: address.label.as_str().into(),
            site: site(module, common.region.value),
            identifier: identifier.as_str().into(),
            engine: migration.old_engine(common).into(),
            storage_encrypted: (migration.reason.value == Reason::NewKey).into(),
        })
    };
    Some(Held {
        provider: by_alias.then(|| provider(module, common.region.value)),
        address: reference(&address.to_string()),
        import_id: import_id.into(),
        instance_class: text(&common.class),
        instance: database(OldKind::Instance),
        cluster: database(OldKind::Cluster),
    })
}

/// What Terraform forgets, and AWS keeps.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Removed {
    from: Value,
}

/// The old database, once Terraform is to forget it.
pub(in crate::render) fn forgotten(common: &Common) -> Option<Removed> {
    let migration = common
        .migration
        .as_deref()
        .filter(|old| old.forgets_old())?;
    Some(Removed {
        from: reference(&migration.old_address(common).to_string()),
    })
}

/// The old database, which is only read: while its address is wanted, and never after.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Old {
    old_instance: Option<OldDatabase>,
    old_cluster: Option<OldDatabase>,
}

/// A database that is only read.
#[derive(Debug, Serialize)]
struct OldDatabase {
    label: Value,
    #[serde(flatten)]
    site: Site,
    identifier: Value,
}

/// The old database, where something asks for its address: a name that still leads to it, or a replication's secret.
pub(in crate::render) fn old(module: &RootModule, common: &Common) -> Option<Old> {
    let migration = common.migration.as_deref()?;
    let is_named = migration.dns.is_some() && migration.is_before_cutover();
    let is_signed_in = common
        .replication()
        .is_some_and(|(_, dms)| matches!(dms.source.secret, Secret::Ours { .. }));
    if !is_named && !is_signed_in {
        return None;
    }
    let old = |kind: OldKind| {
        (migration.old.kind == kind).then(|| OldDatabase {
            label: format!("{}_old", common.label).into(),
            site: site(module, common.region.value),
            identifier: migration.old.identifier.as_str().into(),
        })
    };
    Some(Old {
        old_instance: old(OldKind::Instance),
        old_cluster: old(OldKind::Cluster),
    })
}

/// A name that leads to the database that is in use.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Record {
    label: Value,
    provider: Option<Value>,
    address_of_record: Value,
    zone_id: Value,
    name: Value,
    ttl: Value,
    address: Value,
    import_id: Option<Value>,
}

/// The record of a database that asks for one.
pub(in crate::render) fn record(module: &RootModule, database: &Database) -> Option<Record> {
    let common = database.common();
    let migration = common.migration.as_deref()?;
    let dns = migration.dns.as_ref()?;
    let label = format!("{}_old", common.label);
    let is_before = migration.is_before_cutover();
    let address = match (is_before, migration.old.kind, database) {
        (true, OldKind::Instance, _) => format!("data.aws_db_instance.{label}.address"),
        (true, OldKind::Cluster, _) => format!("data.aws_rds_cluster.{label}.endpoint"),
        (false, _, Database::Instance(_)) => format!("aws_db_instance.{}.address", common.label),
        (false, _, Database::Cluster(_)) => format!("aws_rds_cluster.{}.endpoint", common.label),
    };
    let by_alias = module.toolchain.multi_region.value == MultiRegion::Alias;
    Some(Record {
        label: common.label.as_str().into(),
        provider: by_alias.then(|| provider(module, common.region.value)),
        address_of_record: reference(&format!("aws_route53_record.{}", common.label)),
        zone_id: text(&dns.zone_id),
        name: text(&dns.name),
        ttl: dns.seconds().into(),
        address: Value::List(vec![reference(&address)]),
        import_id: dns
            .is_adopted()
            .then(|| format!("{}_{}_CNAME", dns.zone_id, dns.name).into()),
    })
}
