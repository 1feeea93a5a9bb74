//! The settings of a database: what a database, a replica or `defaults` may say. One table gives the
//! struct, its reader, its inheritance and the list of known words.

use super::read;
use super::{Arguments, BackupReplication, Named};
use crate::aws::engines::Engine;
use crate::diagnostic::Diagnostics;
use crate::names::Region;
use crate::source::At;
use crate::source::node::Entry;

/// Where a setting may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// On an RDS instance.
    Instance,
    /// On an Aurora cluster.
    Cluster,
    /// On a Multi-AZ DB cluster of MySQL or PostgreSQL.
    MultiAz,
    /// On a read replica of an instance.
    Replica,
}

/// One known word.
#[derive(Debug)]
pub struct Field {
    /// The word.
    pub name: &'static str,
    /// The name of its shape, which is that of its reader: `text`, `flag`, `whole`, `texts`, `table` …
    pub shape: &'static str,
    /// Where it may stand. `defaults` takes every word of an instance or a cluster.
    pub on: &'static [Role],
    /// What it says, in one sentence.
    pub doc: &'static str,
}

macro_rules! settings {
    ($( $(#[doc = $doc:literal])+ $name:ident: $shape:ident on $($role:ident)+; )*) => {
        /// Settings as they were written: absent where nothing was said.
        #[derive(Debug, Clone, Default)]
        pub struct Settings {
            $( $(#[doc = $doc])+ pub $name: Option<At<settings!(@type $shape)>>, )*
            /// Settings that were written and could not be read: they are not missing.
            pub unread: Vec<&'static str>,
        }

        impl Settings {
            /// Takes the entry if its key is a setting; says so.
            pub(super) fn read(&mut self, entry: &Entry, found: &mut Diagnostics) -> bool {
                match entry.key.as_str() {
                    $( stringify!($name) => {
                        self.$name = read::$shape(entry, found);
                        if self.$name.is_none() {
                            self.unread.push(stringify!($name));
                        }
                    } )*
                    _ => return false,
                }
                true
            }

            /// Those of these settings that may stand on such a thing.
            #[must_use]
            pub fn fitting(&self, role: Role) -> Self {
                Self { $( $name: [$(Role::$role),+]
                    .contains(&role)
                    .then(|| self.$name.clone())
                    .flatten(), )* unread: self.unread.clone() }
            }

            /// These settings where they say something, and else the inherited ones. Maps are joined
            /// name by name.
            #[must_use]
            pub fn or(self, inherited: &Self) -> Self {
                let mut unread = self.unread;
                unread.extend(&inherited.unread);
                Self { $( $name: settings!(@or $shape, self.$name, &inherited.$name), )* unread }
            }
        }

        /// Every setting, in the order in which the documentation lists them.
        pub static FIELDS: &[Field] = &[
            $( Field {
                name: stringify!($name),
                shape: stringify!($shape),
                on: &[$(Role::$role),+],
                doc: concat!($($doc),+),
            }, )*
        ];
    };
    (@type text) => { String };
    (@type flag) => { bool };
    (@type whole) => { i64 };
    (@type texts) => { Vec<At<String>> };
    (@type table) => { Named<String> };
    (@type plain) => { Arguments };
    (@type region) => { Region };
    (@type engine) => { Engine };
    (@type password) => { Password };
    (@type scaling) => { Scaling };
    (@type backup_replication) => { BackupReplication };
    (@or table, $own:expr, $inherited:expr) => { join($own, $inherited) };
    (@or plain, $own:expr, $inherited:expr) => { join($own, $inherited) };
    (@or $shape:ident, $own:expr, $inherited:expr) => { $own.or_else(|| $inherited.clone()) };
}

settings! {
    /// What it is called in AWS; the name in the spec unless said.
    identifier: text on Instance Cluster MultiAz Replica;
    /// The engine: decides between instance and cluster.
    engine: engine on Instance Cluster MultiAz;
    /// A major version such as `16`, or a full one.
    engine_version: text on Instance Cluster MultiAz;
    /// The class of the instance, or of each member of a cluster.
    instance_class: text on Instance Cluster MultiAz Replica;
    /// Where it lives.
    region: region on Instance Cluster MultiAz Replica;
    /// The name of its key.
    key: text on Instance Cluster MultiAz Replica;
    /// A named set of defaults, in place of the whole spec's.
    profile: text on Instance Cluster MultiAz;

    /// How many members a cluster has.
    instances: whole on Cluster;
    /// Serverless v2 capacity of a cluster.
    serverlessv2_scaling_configuration: scaling on Cluster;
    /// `provisioned`, the only mode left.
    engine_mode: text on Cluster;
    /// An instance of MySQL that it replicates on the way to Aurora: its name in the spec, or the ARN of one that exists.
    replicate_from: text on Cluster;
    /// Seconds that Aurora MySQL can be rewound by.
    backtrack_window: whole on Cluster;
    /// The zones of a cluster's storage.
    availability_zones: texts on Cluster;

    /// The kind of storage.
    storage_type: text on Instance Cluster MultiAz Replica;
    /// Storage, in GiB.
    allocated_storage: whole on Instance MultiAz;
    /// What storage may grow to by itself, in GiB.
    max_allocated_storage: whole on Instance Replica;
    /// Provisioned operations per second.
    iops: whole on Instance MultiAz Replica;
    /// Provisioned throughput, in MiB/s.
    storage_throughput: whole on Instance Replica;
    /// A log volume of its own.
    dedicated_log_volume: flag on Instance Replica;

    /// The master user of an instance.
    username: text on Instance Cluster MultiAz;
    /// The same by a cluster's name for it.
    master_username: text on Cluster MultiAz;
    /// How the master password is kept.
    password: password on Instance Cluster MultiAz;
    /// Raised by one to have a new password sent.
    password_wo_version: whole on Instance Cluster MultiAz;
    /// The database made at first.
    db_name: text on Instance Cluster MultiAz;
    /// The same by a cluster's name for it.
    database_name: text on Cluster MultiAz;
    /// Logins by IAM.
    iam_database_authentication_enabled: flag on Instance Cluster MultiAz Replica;

    /// An existing subnet group, in place of the region's.
    db_subnet_group_name: text on Instance Cluster MultiAz Replica;
    /// Security groups, in place of the region's.
    vpc_security_group_ids: texts on Instance Cluster MultiAz Replica;
    /// The port.
    port: whole on Instance Cluster MultiAz Replica;
    /// `IPV4` or `DUAL`.
    network_type: text on Instance Cluster Replica;
    /// An address on the internet: refused.
    publicly_accessible: flag on Instance Cluster Replica;
    /// Whether it is a Multi-AZ DB cluster: a writer and two readers in three zones.
    multi_az_cluster: flag on Instance MultiAz;
    /// A standby in another zone.
    multi_az: flag on Instance Replica;
    /// The zone of an instance without standby.
    availability_zone: text on Instance Replica;

    /// Parameters of the engine, in a group of the right family.
    parameters: table on Instance Cluster MultiAz Replica;
    /// An existing parameter group, in place of one of ours.
    parameter_group_name: text on Instance Replica;
    /// An existing cluster parameter group, in place of one of ours.
    db_cluster_parameter_group_name: text on Cluster MultiAz;
    /// An existing option group.
    option_group_name: text on Instance Replica;
    /// The character set of Oracle or SQL Server.
    character_set_name: text on Instance;
    /// The national character set of Oracle.
    nchar_character_set_name: text on Instance;
    /// The time zone of SQL Server or Db2.
    timezone: text on Instance;
    /// The licence.
    license_model: text on Instance;
    /// How an Oracle or Db2 replica is open: `open-read-only` or `mounted`.
    replica_mode: text on Replica;

    /// Days that automated backups are kept.
    backup_retention_period: whole on Instance Cluster MultiAz Replica;
    /// The daily time of the backup, in UTC.
    backup_window: text on Instance Cluster MultiAz Replica;
    /// The same by a cluster's name for it.
    preferred_backup_window: text on Cluster MultiAz;
    /// Automated backups that RDS copies into another region.
    backup_replication: backup_replication on Instance;
    /// Whether automated backups end with the database.
    delete_automated_backups: flag on Instance Cluster MultiAz;
    /// Whether snapshots carry its tags.
    copy_tags_to_snapshot: flag on Instance Cluster MultiAz Replica;
    /// Whether it is destroyed without a last snapshot.
    skip_final_snapshot: flag on Instance Cluster MultiAz;
    /// The name of the last snapshot.
    final_snapshot_identifier: text on Instance Cluster MultiAz;
    /// Whether AWS refuses to delete it.
    deletion_protection: flag on Instance Cluster MultiAz Replica;
    /// Whether Terraform refuses to destroy it.
    prevent_destroy: flag on Instance Cluster MultiAz Replica;

    /// The weekly time of maintenance, in UTC.
    maintenance_window: text on Instance Cluster MultiAz Replica;
    /// The same by a cluster's name for it.
    preferred_maintenance_window: text on Cluster MultiAz;
    /// Whether AWS installs minor versions.
    auto_minor_version_upgrade: flag on Instance Cluster Replica;
    /// Whether a change of major version is meant.
    allow_major_version_upgrade: flag on Instance Cluster MultiAz;
    /// Whether changes are made at once and not in the window.
    apply_immediately: flag on Instance Cluster MultiAz Replica;
    /// Whether paid Extended Support is wanted.
    engine_lifecycle_support: text on Instance Cluster MultiAz;

    /// Logs that go to CloudWatch.
    enabled_cloudwatch_logs_exports: texts on Instance Cluster MultiAz Replica;
    /// Days that those logs are kept.
    log_retention_in_days: whole on Instance Cluster MultiAz Replica;
    /// Seconds between two readings of Enhanced Monitoring.
    monitoring_interval: whole on Instance Cluster MultiAz Replica;
    /// An existing role for Enhanced Monitoring, in place of ours.
    monitoring_role_arn: text on Instance Cluster MultiAz Replica;
    /// Performance Insights.
    performance_insights_enabled: flag on Instance Cluster MultiAz Replica;
    /// Days that its data are kept.
    performance_insights_retention_period: whole on Instance Cluster MultiAz Replica;
    /// `standard` or `advanced`.
    database_insights_mode: text on Instance Cluster MultiAz Replica;

    /// ARNs of roles that the database itself assumes, by the feature that each is for.
    roles: table on Instance Cluster;
    /// Tags of its own.
    tags: table on Instance Cluster MultiAz Replica;
    /// Any other argument of the provider for the instance, the replica or the cluster itself.
    arguments: plain on Instance Cluster MultiAz Replica;
    /// Any other argument of the provider for each member of a cluster.
    instance_arguments: plain on Cluster;
}

/// How the master password is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Password {
    /// By RDS in Secrets Manager, under the database's key.
    Managed,
    /// By whoever runs Terraform, who hands it in as a write-only variable.
    Variable,
}

/// `serverlessv2_scaling_configuration`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scaling {
    /// Least capacity, in ACUs, as written.
    pub min_capacity: At<String>,
    /// Most capacity, in ACUs, as written.
    pub max_capacity: At<String>,
    /// Idle seconds after which it pauses.
    pub seconds_until_auto_pause: Option<At<i64>>,
}

/// Joins two maps name by name; the database's own names win.
fn join<T: Clone>(
    own: Option<At<Named<T>>>,
    inherited: &Option<At<Named<T>>>,
) -> Option<At<Named<T>>> {
    match (own, inherited) {
        (Some(mut own), Some(inherited)) => {
            for (name, value) in &inherited.value {
                own.value
                    .entry(name.clone())
                    .or_insert_with(|| value.clone());
            }
            Some(own)
        }
        (own, inherited) => own.or_else(|| inherited.clone()),
    }
}
