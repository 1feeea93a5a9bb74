//! The numbers that AWS and the provider allow. Knows ranges; must not know what a spec says.

use std::ops::RangeInclusive;

/// Characters of the name of an instance, and of an Aurora cluster.
///
/// Source: RDS API CreateDBInstance, `DBInstanceIdentifier`; CreateDBCluster, `DBClusterIdentifier`.
pub const INSTANCE_NAME: usize = 63;

/// Characters of the name of a Multi-AZ DB cluster, whose three instances are named after it.
///
/// Source: RDS API CreateDBCluster, `DBClusterIdentifier`.
pub const MULTI_AZ_CLUSTER_NAME: usize = 52;

/// Characters of the name of a global database.
///
/// Source: RDS API CreateGlobalCluster, `GlobalClusterIdentifier`.
pub const GLOBAL_CLUSTER_NAME: usize = 255;

/// Characters of the name of an instance's manual snapshot, its final one too.
///
/// Source: RDS API CreateDBSnapshot, `DBSnapshotIdentifier`.
pub const SNAPSHOT_NAME: usize = 255;

/// Characters of the name of a cluster's manual snapshot, its final one too.
///
/// Source: RDS API CreateDBClusterSnapshot, `DBClusterSnapshotIdentifier`.
pub const CLUSTER_SNAPSHOT_NAME: usize = 63;

/// Characters of the name of a subnet, parameter or option group, or of an event subscription.
///
/// Source: RDS API CreateDBSubnetGroup, CreateDBParameterGroup, CreateOptionGroup.
pub const GROUP_NAME: usize = 255;

/// Characters of an alias less its `alias/`.
///
/// Source: KMS API CreateAlias, `AliasName`: 256 with it.
pub const ALIAS_NAME: usize = 250;

/// Characters of the name of an IAM role.
///
/// Source: IAM API CreateRole, `RoleName`.
pub const ROLE_NAME: usize = 64;

/// Days of automated backups of an instance; 0 turns them off.
///
/// Source: RDS API CreateDBInstance, `BackupRetentionPeriod`.
pub const BACKUP_RETENTION: RangeInclusive<u32> = 0..=35;

/// Days of automated backups of a cluster, which can't be turned off.
///
/// Source: RDS API CreateDBCluster, `BackupRetentionPeriod`.
pub const CLUSTER_BACKUP_RETENTION: RangeInclusive<u32> = 1..=35;

/// Days of automated backups that Sealform and Security Hub ask for at least.
pub const PRUDENT_BACKUP_RETENTION: u32 = 7;

/// Days that a key waits for its deletion.
///
/// Source: KMS API ScheduleKeyDeletion, `PendingWindowInDays`.
pub const DELETION_WINDOW: RangeInclusive<u32> = 7..=30;

/// Days between rotations of a key.
///
/// Source: KMS API EnableKeyRotation, `RotationPeriodInDays`.
pub const ROTATION_PERIOD: RangeInclusive<u32> = 90..=2560;

/// Seconds between points of enhanced monitoring; 0 turns it off.
///
/// Source: RDS API CreateDBInstance, `MonitoringInterval`.
pub static MONITORING_INTERVALS: &[u32] = &[0, 1, 5, 10, 15, 30, 60];

/// True for the days that Performance Insights can keep: 7, whole months of 31 days up to 23, or 731.
///
/// Source: RDS API CreateDBInstance, `PerformanceInsightsRetentionPeriod`.
pub fn is_insights_retention(days: u32) -> bool {
    days == 7 || days == 731 || (days.is_multiple_of(31) && (31..=713).contains(&days))
}

/// The days that Database Insights' advanced mode wants.
///
/// Source: RDS API CreateDBCluster, `DatabaseInsightsMode`.
pub const ADVANCED_INSIGHTS_RETENTION: u32 = 465;

/// Which member is promoted first; 0 before 15.
///
/// Source: RDS API CreateDBInstance, `PromotionTier`.
pub const PROMOTION_TIER: RangeInclusive<u32> = 0..=15;

/// Aurora capacity units at which a serverless cluster starts, in half units: 0 lets it pause.
///
/// Source: RDS API ServerlessV2ScalingConfiguration.
pub const SERVERLESS_MIN_CAPACITY: RangeInclusive<f64> = 0.0..=256.0;

/// Aurora capacity units at which a serverless cluster stops, in half units.
///
/// Source: RDS API ServerlessV2ScalingConfiguration; the least by the provider's own check.
pub const SERVERLESS_MAX_CAPACITY: RangeInclusive<f64> = 1.0..=256.0;

/// True for whole and half capacity units. False for what is no number.
///
/// Source: RDS API ServerlessV2ScalingConfiguration.
pub fn is_capacity_step(units: f64) -> bool {
    units.is_finite() && (units * 2.0).fract() == 0.0
}

/// Seconds of idleness after which a serverless cluster pauses.
///
/// Source: RDS API ServerlessV2ScalingConfiguration, `SecondsUntilAutoPause`.
pub const SECONDS_UNTIL_AUTO_PAUSE: RangeInclusive<u32> = 300..=86_400;

/// Seconds that Aurora MySQL can be wound back; 0 turns it off.
///
/// Source: RDS API CreateDBCluster, `BacktrackWindow`.
pub const BACKTRACK_WINDOW: RangeInclusive<u32> = 0..=259_200;

/// Members of an Aurora cluster: one writer and up to 15 readers.
///
/// Source: RDS API CreateDBCluster; Aurora User Guide "Quotas and constraints for Amazon Aurora".
pub const CLUSTER_MEMBERS: RangeInclusive<u32> = 1..=16;

/// How early a member takes over: 0 is first.
///
/// Source: RDS API CreateDBInstance, `PromotionTier`.
pub const PROMOTION_TIERS: RangeInclusive<u32> = 0..=15;

/// Readers between which a cluster scales, those that are declared among them.
///
/// Source: Aurora User Guide "Amazon Aurora Auto Scaling with Aurora Replicas".
pub const SCALED_READERS: RangeInclusive<u32> = 0..=15;

/// The use of a processor that scaling keeps to, in percent.
///
/// Source: CloudWatch, metric `CPUUtilization` of RDS.
pub const SCALING_CPU: RangeInclusive<u32> = 1..=100;

/// Seconds after which a proxy cuts off an idle client: up to eight hours.
///
/// Source: RDS User Guide "Creating a proxy for Amazon RDS".
pub const PROXY_IDLE_CLIENT_TIMEOUT: RangeInclusive<u32> = 1..=28_800;

/// Seconds that a client of a proxy waits for a connection.
///
/// Source: RDS API ConnectionPoolConfiguration, `ConnectionBorrowTimeout`, as of 2026; the provider still takes an hour.
pub const PROXY_BORROW_TIMEOUT: RangeInclusive<u32> = 0..=300;

/// The share of a database's connections that its proxy may open, in percent.
///
/// Source: RDS API ConnectionPoolConfiguration, `MaxConnectionsPercent`.
pub const PROXY_CONNECTIONS: RangeInclusive<u32> = 1..=100;

/// The share of a database's connections that its proxy keeps open while idle, in percent.
///
/// Source: RDS API ConnectionPoolConfiguration, `MaxIdleConnectionsPercent`.
pub const PROXY_IDLE_CONNECTIONS: RangeInclusive<u32> = 0..=100;

/// Custom endpoints of a cluster.
///
/// Source: Aurora User Guide "Custom endpoints for Amazon Aurora".
pub const CUSTOM_ENDPOINTS: usize = 5;

/// Readers of a primary cluster and secondary clusters of its global database, together.
///
/// Source: Aurora User Guide "Getting started with Amazon Aurora global databases".
pub const GLOBAL_READERS_AND_SECONDARIES: u32 = 15;

/// Secondary clusters of a global database by the guide of 2023; AWS has raised it since, so warn only.
///
/// Source: Aurora User Guide "Using Amazon Aurora global databases".
pub const GLOBAL_SECONDARIES: u32 = 5;

/// Replicas in other regions beyond which AWS gives no promise.
///
/// Source: RDS User Guide "Creating a read replica in a different AWS Region".
pub const CROSS_REGION_REPLICAS: u32 = 5;

/// Availability zones of a DB subnet group.
///
/// Source: RDS API CreateDBSubnetGroup, `DBSubnetGroupDoesNotCoverEnoughAZs`.
pub const SUBNET_GROUP_ZONES: u32 = 2;

/// Availability zones that a cluster always has.
///
/// Source: Terraform AWS provider `aws_rds_cluster`, `availability_zones`.
pub const CLUSTER_ZONES: u32 = 3;

/// Accounts that one manual snapshot can be shared with.
///
/// Source: RDS User Guide "Sharing a DB snapshot".
pub const SHARED_ACCOUNTS: usize = 20;

/// Replicated automated backups in one destination region.
///
/// Source: RDS User Guide "Replicating automated backups to another AWS Region".
pub const REPLICATED_BACKUPS: usize = 20;

/// Bytes of a key policy. The API's shape says more; this quota wins and can't be raised.
///
/// Source: KMS Developer Guide "Resource quotas".
pub const KEY_POLICY_BYTES: usize = 32_768;

/// Characters of a managed IAM policy, white space not counted.
///
/// Source: IAM User Guide "IAM and AWS STS quotas".
pub const MANAGED_POLICY: usize = 6_144;

/// Managed policies that are attached to one role, unless a higher quota was asked for.
///
/// Source: IAM User Guide "IAM and AWS STS quotas".
pub const ATTACHED_POLICIES: usize = 10;

/// True for the characters that a key policy can hold: tab, line feed, carriage return, and U+0020 to
/// U+00FF.
///
/// Source: KMS API CreateKey, `Policy`.
pub fn is_key_policy_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}')
}

/// Characters of a key's description.
///
/// Source: KMS API CreateKey, `Description`.
pub const KEY_DESCRIPTION: usize = 8_192;

/// Minutes of the shortest backup or maintenance window.
///
/// Source: RDS API CreateDBInstance, `PreferredBackupWindow` and `PreferredMaintenanceWindow`.
pub const SHORTEST_WINDOW: u32 = 30;

/// Days that a log group can keep events; 0 keeps them for ever.
///
/// Source: CloudWatch Logs API PutRetentionPolicy, `retentionInDays`; 0 by the provider.
pub static LOG_RETENTIONS: &[u32] = &[
    0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];

/// Tags on one resource.
///
/// Source: RDS User Guide "Tagging Amazon RDS resources".
pub const TAGS: usize = 50;

/// How often a periodic rule of AWS Config runs.
///
/// Source: AWS Config API ConfigRule, `MaximumExecutionFrequency`.
pub static CONFIG_FREQUENCIES: &[&str] = &[
    "One_Hour",
    "Six_Hours",
    "Three_Hours",
    "Twelve_Hours",
    "TwentyFour_Hours",
];

/// The certificate authorities whose certificates have expired.
///
/// Source: RDS User Guide "Using SSL/TLS to encrypt a connection to a DB instance": rds-ca-2019, in
/// August 2024.
pub static EXPIRED_AUTHORITIES: &[&str] = &["rds-ca-2015", "rds-ca-2019"];

/// The certificate authorities that a database can be asked to use.
///
/// Source: RDS User Guide "Using SSL/TLS to encrypt a connection to a DB instance or cluster".
pub static AUTHORITIES: &[&str] = &["rds-ca-ecc384-g1", "rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1"];

/// How many replicas in other regions a cluster of Aurora MySQL may have.
///
/// Source: Aurora User Guide, "Replicating Amazon Aurora MySQL DB clusters across AWS Regions".
pub const CLUSTER_REPLICAS: usize = 5;
