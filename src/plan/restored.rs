//! What a database is restored from, as it will be: a snapshot, a copy that is made of one first, or another database as it
//! was at a moment. Must not know how the spec says so.

use super::snapshots::Snapshot;
use super::{Cluster, Instance, RootModule};
use crate::names::Address;
use crate::source::{At, Place};
pub use crate::spec::restore::Moment;

/// Where the data of a restored database come from.
#[derive(Debug, Clone)]
pub struct RestoredFrom {
    /// Where the spec says so.
    pub at: Place,
    /// What holds the data.
    pub data: Data,
    /// Whether a newer version than that of the data is asked for: else it is theirs, and is not said.
    pub upgraded: bool,
}

/// What holds the data of a database that is restored.
#[derive(Debug, Clone)]
pub enum Data {
    /// A snapshot or copy of the same root module. An instance's lies under the instance's own key.
    Snapshot(Address),
    /// A copy that is made for this database alone: in its region, under its key.
    Copy(Box<Snapshot>),
    /// A snapshot that exists, by identifier or ARN. An instance's lies under the instance's own key, as the spec says.
    Existing(At<String>),
    /// A snapshot of the database that it takes over from.
    Old {
        /// The snapshot or its copy, and the attribute that it is named by; none once they are gone.
        snapshot: Option<(Address, &'static str)>,
        /// What that attribute is.
        identifier: String,
    },
    /// Another database, as it was at a moment.
    Point(PointOf, Moment),
}

/// Whose past it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PointOf {
    /// The database of that label.
    Database(String),
    /// The instance of that label, by its backups that RDS replicates into the region of the restored one.
    Backups(String),
    /// A database that exists, by identifier.
    Existing(At<String>),
}

impl RestoredFrom {
    /// The snapshot that it is restored from, if it is one of this root module.
    pub fn snapshot(&self) -> Option<Address> {
        match &self.data {
            Data::Snapshot(address) => Some(address.clone()),
            Data::Copy(copy) => Some(copy.address()),
            Data::Existing(_) | Data::Old { .. } | Data::Point(..) => None,
        }
    }

    /// True where it is another database as it was at a moment, and not a snapshot.
    pub const fn is_to_a_moment(&self) -> bool {
        matches!(self.data, Data::Point(..))
    }

    /// The copy that is made for it alone.
    pub fn copy(&self) -> Option<&Snapshot> {
        match &self.data {
            Data::Copy(copy) => Some(copy),
            Data::Snapshot(_) | Data::Existing(_) | Data::Old { .. } | Data::Point(..) => None,
        }
    }
}

impl Cluster {
    /// Whether logins by IAM come with the second apply: the provider leaves them out of the call that restores a snapshot,
    /// and AWS begins without them.
    ///
    /// Source: terraform-provider-aws, internal/service/rds/cluster.go; RDS API RestoreDBClusterFromSnapshot.
    pub fn iam_is_late(&self) -> bool {
        let is_asked = self.common.iam.as_ref().is_some_and(|iam| iam.value);
        let restored = self.restored.as_ref();
        is_asked && restored.is_some_and(|from| !from.is_to_a_moment())
    }
}

impl Instance {
    /// Whether Performance Insights comes with the second apply: the same for an instance that is restored to a moment.
    ///
    /// Source: terraform-provider-aws, internal/service/rds/instance.go; RDS API RestoreDBInstanceToPointInTime.
    pub fn insights_are_late(&self) -> bool {
        let restored = self.restored_from();
        self.common.insights.enabled.value && restored.is_some_and(RestoredFrom::is_to_a_moment)
    }
}

impl RootModule {
    /// What each restored database is restored from.
    pub fn restores(&self) -> impl Iterator<Item = &RestoredFrom> {
        let instances = self.instances().filter_map(super::Instance::restored_from);
        let clusters = self
            .clusters()
            .filter_map(|cluster| cluster.restored.as_ref());
        instances.chain(clusters)
    }
}
