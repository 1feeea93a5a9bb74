//! Snapshots, copies and replicated backups.

use serde::Serialize;

use super::{LONG, Site, maybe_text, reference, site, tags, text};
use crate::plan::snapshots::{self, Origin};
use crate::plan::{self, KeyRef, RootModule};
use crate::terraform::value::Value;

/// A snapshot that is taken of a database. It has no key of its own: its database's is its.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Snapshot {
    pub(super) label: Value,
    #[serde(flatten)]
    pub(super) site: Site,
    pub(super) database: Value,
    pub(super) identifier: Value,
    pub(super) shared_accounts: Option<Value>,
    pub(super) tags: Option<Value>,
    pub(super) create_timeout: Value,
    pub(super) prevent_destroy: bool,
}

/// A snapshot, if it is taken of a database.
pub(in crate::render) fn snapshot(
    module: &RootModule,
    snapshot: &snapshots::Snapshot,
) -> Option<Snapshot> {
    let Origin::Taken(database) = &snapshot.origin else {
        return None;
    };
    let database = match snapshot.kind {
        snapshots::SnapshotKind::Instance => format!("aws_db_instance.{database}.identifier"),
        snapshots::SnapshotKind::Cluster => {
            format!("aws_rds_cluster.{database}.cluster_identifier")
        }
    };
    Some(Snapshot {
        label: snapshot.label.as_str().into(),
        site: site(module, snapshot.region.value),
        database: reference(&database),
        identifier: text(&snapshot.identifier),
        shared_accounts: shared_accounts(snapshot),
        tags: tags(&snapshot.tags),
        create_timeout: LONG.into(),
        prevent_destroy: snapshot.prevent_destroy.value,
    })
}

/// A copy: made by the provider of its own region, of a source by its ARN, under a key of its region by its ARN. Any other
/// form would have every later plan replace it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Copy {
    pub(super) label: Value,
    #[serde(flatten)]
    pub(super) site: Site,
    pub(super) source: Value,
    pub(super) identifier: Value,
    pub(super) kms_key_id: Value,
    pub(super) shared_accounts: Option<Value>,
    pub(super) tags: Option<Value>,
    pub(super) depends_on: Option<Value>,
    pub(super) create_timeout: Value,
    pub(super) prevent_destroy: bool,
}

/// A snapshot, if it is a copy.
pub(in crate::render) fn copy(module: &RootModule, copy: &snapshots::Snapshot) -> Option<Copy> {
    let source = match &copy.origin {
        Origin::Taken(_) => return None,
        Origin::Copied { from, .. } => reference(&format!("{from}.{}", copy.kind.arn_attribute())),
        Origin::Existing { arn, .. } | Origin::Received { arn, .. } => arn.as_str().into(),
    };
    Some(Copy {
        label: copy.label.as_str().into(),
        site: site(module, copy.region.value),
        source,
        identifier: text(&copy.identifier),
        kms_key_id: arn_of(&copy.key),
        shared_accounts: shared_accounts(copy),
        tags: tags(&copy.tags),
        depends_on: permission(module, copy),
        create_timeout: LONG.into(),
        prevent_destroy: copy.prevent_destroy.value,
    })
}

/// A copy of an instance's snapshot, which may need an option group where it lands.
#[derive(Debug, Serialize)]
pub(in crate::render) struct InstanceCopy {
    #[serde(flatten)]
    pub(super) copy: Copy,
    pub(super) option_group_name: Option<Value>,
}

/// A snapshot, if it is a copy of an instance's.
pub(in crate::render) fn instance_copy(
    module: &RootModule,
    snapshot: &snapshots::Snapshot,
) -> Option<InstanceCopy> {
    Some(InstanceCopy {
        copy: copy(module, snapshot)?,
        option_group_name: maybe_text(&snapshot.option_group),
    })
}

fn arn_of(key: &KeyRef) -> Value {
    reference(&format!("{}.{}.arn", key.resource, key.label))
}

/// The accounts by their ids, which the plan has in order.
fn shared_accounts(snapshot: &snapshots::Snapshot) -> Option<Value> {
    let accounts = snapshot
        .shares
        .iter()
        .map(|share| share.account.as_str().into());
    let accounts: Vec<Value> = accounts.collect();
    super::list_or_none(accounts)
}

/// Where roles are given the right to copy, nothing is copied before they have it.
fn permission(module: &RootModule, copy: &snapshots::Snapshot) -> Option<Value> {
    let receiver = module.receiver.as_ref()?;
    let of_region = receiver
        .policies
        .iter()
        .filter(|policy| policy.region == copy.region.value && !receiver.roles.is_empty());
    let attached = of_region
        .map(|policy| reference(&format!("aws_iam_role_policy_attachment.{}", policy.label)));
    super::list_or_none(attached.collect())
}

/// Replicated backups of an instance.
#[derive(Debug, Serialize)]
pub(in crate::render) struct BackupReplication {
    label: Value,
    #[serde(flatten)]
    site: Site,
    source: Value,
    kms_key_id: Value,
    retention_period: Value,
}

/// The replicated backups of an instance, if it has some: made by the provider of the region that they go to.
pub(in crate::render) fn backup_replication(
    module: &RootModule,
    instance: &plan::Instance,
) -> Option<BackupReplication> {
    let replication = instance.backup_replication.as_ref()?;
    let label = &instance.common.label;
    Some(BackupReplication {
        label: label.as_str().into(),
        site: site(module, replication.region.value),
        source: reference(&format!("aws_db_instance.{label}.arn")),
        kms_key_id: arn_of(&replication.key),
        retention_period: replication.retention.value.into(),
    })
}
