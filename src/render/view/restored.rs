//! What a restored database says of its origin. Such a word is history: it is ignored once the database is there, for
//! with another one Terraform would replace it.

use serde::Serialize;

use super::{reference, text};
use crate::plan::restored::{Data, Moment, PointOf};
use crate::plan::{Common, RestoredFrom};
use crate::terraform::value::Value;

/// The argument or block that says where the data come from.
pub(super) fn origin_argument(from: &RestoredFrom) -> &'static str {
    match from.data {
        Data::Snapshot(_) | Data::Copy(_) | Data::Existing(_) | Data::Old { .. } => {
            "snapshot_identifier"
        }
        Data::Point(..) => "restore_to_point_in_time",
    }
}

/// The snapshot, if it is one.
pub(super) fn snapshot_identifier(from: &RestoredFrom) -> Option<Value> {
    match &from.data {
        Data::Existing(identifier) => Some(text(identifier)),
        Data::Old {
            snapshot: Some((snapshot, attribute)),
            ..
        } => Some(reference(&format!("{snapshot}.{attribute}"))),
        Data::Old { identifier, .. } => Some(identifier.as_str().into()),
        Data::Snapshot(_) | Data::Copy(_) | Data::Point(..) => {
            let address = from.snapshot()?;
            Some(reference(&format!("{address}.id")))
        }
    }
}

/// The key of the copy that an instance is restored from. That of a snapshot which was taken is not known before it is
/// there, and is the database's own; and the copy of an old database will be gone one day, while the key will not.
pub(super) fn key_of_copy(from: &RestoredFrom) -> Option<Value> {
    let address = from.snapshot()?;
    let is_copy = address.kind.ends_with("_snapshot_copy");
    is_copy.then(|| reference(&format!("{address}.kms_key_id")))
}

/// The version, unless it is that of the data: RDS finds no upgrade from a version to its own major one, and a restored
/// cluster may not ask for an older one than its snapshot's.
/// Source: terraform-aws-modules/terraform-aws-rds#385.
pub(super) fn engine_version(common: &Common, restored: Option<&RestoredFrom>) -> Option<Value> {
    let is_wanted = common.is_upgraded_now() || restored.is_some_and(|from| from.upgraded);
    let is_said = !common.follows || is_wanted;
    is_said.then(|| text(&common.engine_version))
}

/// The past of an instance.
#[derive(Debug, Serialize)]
pub(super) struct InstancePoint {
    source: Option<Value>,
    backups: Option<Value>,
    restore_time: Option<Value>,
    latest: Option<Value>,
}

/// What an instance is restored to, if to a point in time.
pub(super) fn instance_point(from: &RestoredFrom) -> Option<InstancePoint> {
    let Data::Point(of, moment) = &from.data else {
        return None;
    };
    let (source, backups) = match of {
        PointOf::Database(label) => {
            let identifier = format!("aws_db_instance.{label}.identifier");
            (Some(reference(&identifier)), None)
        }
        PointOf::Backups(label) => {
            let arn = format!("aws_db_instance_automated_backups_replication.{label}.id");
            (None, Some(reference(&arn)))
        }
        PointOf::Existing(identifier) => (Some(text(identifier)), None),
    };
    let (restore_time, latest) = when(moment);
    Some(InstancePoint {
        source,
        backups,
        restore_time,
        latest,
    })
}

/// The past of a cluster.
#[derive(Debug, Serialize)]
pub(super) struct ClusterPoint {
    source: Value,
    restore_to_time: Option<Value>,
    latest: Option<Value>,
}

/// What a cluster is restored to, if to a point in time. Only instances have backups that are replicated.
pub(super) fn cluster_point(from: &RestoredFrom) -> Option<ClusterPoint> {
    let Data::Point(of, moment) = &from.data else {
        return None;
    };
    let source = match of {
        PointOf::Database(label) | PointOf::Backups(label) => {
            reference(&format!("aws_rds_cluster.{label}.cluster_identifier"))
        }
        PointOf::Existing(identifier) => text(identifier),
    };
    let (restore_to_time, latest) = when(moment);
    Some(ClusterPoint {
        source,
        restore_to_time,
        latest,
    })
}

fn when(moment: &Moment) -> (Option<Value>, Option<Value>) {
    match moment {
        Moment::Latest => (None, Some(true.into())),
        Moment::At(time) => (Some(text(time)), None),
    }
}
