//! Parameters of SQL Server, Oracle and Db2 that wait for a reboot, and that do not. Data only.

/// Source: RDS User Guide "Using SSL with a Microsoft SQL Server DB instance" and "Configuring SQL
/// Server security protocols and ciphers"; SQL Server "Server configuration options", those that need
/// a restart.
pub(super) static SQL_SERVER_STATIC: &[&str] = &[
    "c2 audit mode",
    "fill factor (%)",
    "locks",
    "open objects",
    "priority boost",
    "rds.3des168",
    "rds.curve25519",
    "rds.diffie-hellman",
    "rds.diffie-hellman-min-key-bit-length",
    "rds.fips",
    "rds.force_ssl",
    "rds.rc4",
    "rds.tls10",
    "rds.tls11",
    "rds.tls12",
    "remote access",
    "scan for startup procs",
    "user connections",
];

/// Source: SQL Server "Server configuration options", those that need no restart.
pub(super) static SQL_SERVER_DYNAMIC: &[&str] = &[
    "backup compression default",
    "blocked process threshold (s)",
    "clr enabled",
    "contained database authentication",
    "cost threshold for parallelism",
    "max degree of parallelism",
    "max server memory (mb)",
    "min server memory (mb)",
    "nested triggers",
    "optimize for ad hoc workloads",
];

/// Source: Oracle Database Reference, those that are not modifiable while the instance runs.
pub(super) static ORACLE_STATIC: &[&str] = &[
    "audit_sys_operations",
    "audit_trail",
    "db_files",
    "dml_locks",
    "memory_max_target",
    "open_links",
    "processes",
    "session_max_open_files",
    "sessions",
    "sga_max_size",
    "transactions",
    "use_large_pages",
];

/// Source: Oracle Database Reference, those that `ALTER SYSTEM` modifies at once.
pub(super) static ORACLE_DYNAMIC: &[&str] = &[
    "cursor_sharing",
    "db_block_checking",
    "job_queue_processes",
    "open_cursors",
    "optimizer_mode",
    "parallel_max_servers",
    "pga_aggregate_target",
    "resource_limit",
    "sga_target",
    "undo_retention",
];

/// Source: aws-samples/sample-rds-db2-tools, parameter group module, 2026; RDS User Guide "Using SSL/TLS
/// with an Amazon RDS for Db2 DB instance".
pub(super) static DB2_STATIC: &[&str] = &["DB2COMM", "ssl_svcename"];

/// Source: aws-samples/sample-rds-db2-tools, parameter group module, 2026.
pub(super) static DB2_DYNAMIC: &[&str] = &["rds.ibm_customer_id", "rds.ibm_site_id"];
