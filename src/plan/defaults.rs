//! The defaults that satisfy a security review, in one place. A spec turns each off by name.

/// Days that automated backups are kept.
pub(super) const BACKUP_RETENTION: i64 = 7;
/// Days that exported logs are kept.
pub(super) const LOG_RETENTION: i64 = 365;
/// Seconds between two readings of Enhanced Monitoring.
pub(super) const MONITORING_INTERVAL: i64 = 60;
/// Days in which the deletion of a key can be taken back: the most that KMS offers.
pub(super) const DELETION_WINDOW: i64 = 30;
/// Days between two rotations of a key.
pub(super) const ROTATION_PERIOD: i64 = 365;
/// The master user: none of the names that scanners and attackers try first.
pub(super) const USERNAME: &str = "dbadmin";
/// Seconds that an Aurora MySQL cluster can be rewound by: a day, in which a slip is noticed.
pub(super) const BACKTRACK: i64 = 86_400;
/// Storage of an instance: `aws_db_instance` and the API disagree on their own default.
pub(super) const STORAGE_TYPE: &str = "gp3";
/// The key of a spec that declares none.
pub(super) const KEY: &str = "rds";
/// Terraform with write-only arguments.
pub(super) const REQUIRED_VERSION: &str = ">= 1.11";
/// Output that is right for provider 5 and 6.
pub(super) const AWS_PROVIDER: &str = ">= 5.100, < 7.0";
/// Output that uses the `region` argument.
pub(super) const AWS_PROVIDER_WITH_REGION: &str = ">= 6.0, < 7.0";
/// Members of a cluster: a writer, and a reader that takes over.
pub(super) const INSTANCES: i64 = 2;
/// Members of a secondary of a global database: it can be read from, and takes over when its primary's region is lost.
pub(super) const SECONDARY_INSTANCES: i64 = 1;
/// When AWS Backup runs: in the night of most of the world's offices, every day.
pub(super) const BACKUP_PLAN_SCHEDULE: &str = "cron(0 5 ? * * *)";
/// Days that AWS Backup keeps a recovery point: as long as the longest automated backups.
pub(super) const BACKUP_PLAN_DELETE_AFTER: i64 = 35;
/// The fewest readers of a cluster that scales: without one nothing is measured.
pub(super) const SCALING_READERS: i64 = 1;
/// Seconds between two changes of how many readers there are: AWS's own default, said because a reader of the text should
/// not have to know it.
pub(super) const SCALING_COOLDOWN: i64 = 300;
/// Seconds after which a proxy cuts off an idle client: AWS's own default.
pub(super) const PROXY_IDLE_TIMEOUT: i64 = 1800;
/// Seconds that a client of a proxy waits for a connection: AWS's own default.
pub(super) const PROXY_BORROW_TIMEOUT: i64 = 120;
/// The share of a database's connections that its proxy may open, in percent: AWS's own default.
pub(super) const PROXY_CONNECTIONS: i64 = 100;
/// The same for SQL Server.
pub(super) const PROXY_CONNECTIONS_SQL_SERVER: i64 = 10;
/// The class of a replication instance: memory for changes that wait, on processors of today.
pub(super) const DMS_CLASS: &str = "dms.r6i.large";
/// GiB of a replication instance: room for the logs and for changes that wait.
pub(super) const DMS_STORAGE: i64 = 100;
/// The user that a replication signs in as.
pub(super) const DMS_USERNAME: &str = "dms_replication";
