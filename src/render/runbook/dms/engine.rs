//! What a replication asks of the old database, in the words of its engine: logs of changes, and keys. Knows SQL; must not
//! know where a database is.
//!
//! Sources: DMS User Guide, the pages on each engine as a source and as a target; RDS User Guide, the appendices of common
//! tasks of each engine.

use crate::aws::engines::Family;

const fn is_postgres(family: Family) -> bool {
    matches!(family, Family::Postgres | Family::AuroraPostgres)
}

/// Whether changes are logged.
pub(super) const fn logs(family: Family) -> &'static str {
    match family {
        Family::Postgres | Family::AuroraPostgres => {
            "SELECT name, setting FROM pg_settings
 WHERE name IN ('rds.logical_replication', 'wal_level', 'max_replication_slots', 'max_wal_senders', 'wal_sender_timeout');
SELECT slot_name, plugin, active FROM pg_replication_slots;"
        }
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => {
            "SHOW VARIABLES WHERE Variable_name IN ('log_bin', 'binlog_format', 'binlog_row_image', 'binlog_checksum', 'log_replica_updates', 'log_slave_updates');
CALL mysql.rds_show_configuration;"
        }
        Family::Oracle => {
            "SELECT log_mode, supplemental_log_data_min, supplemental_log_data_pk FROM v$database;
SET SERVEROUTPUT ON
EXEC rdsadmin.rdsadmin_util.show_configuration;"
        }
        Family::SqlServer => {
            "SELECT name, is_cdc_enabled, recovery_model_desc FROM sys.databases WHERE name NOT IN ('master', 'model', 'msdb', 'tempdb', 'rdsadmin');
-- In the database that is moved:
SELECT s.name AS [schema], t.name AS [table], t.is_tracked_by_cdc FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id;"
        }
        Family::Db2 => {
            "SELECT name, value FROM sysibmadm.dbcfg WHERE name IN ('logarchmeth1', 'logarchmeth2');"
        }
    }
}

/// What should be seen there.
pub(super) const fn logs_seen(family: Family) -> &'static str {
    match family {
        Family::Postgres | Family::AuroraPostgres => {
            "`rds.logical_replication` is `on`, `wal_level` is `logical`, slots and senders are more than are in use, and `wal_sender_timeout` is 0 or from 10000 to 300000."
        }
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => {
            "`log_bin` and `log_replica_updates` (or `log_slave_updates`) are `ON`, `binlog_format` is `ROW`, `binlog_row_image` is `FULL`, `binlog_checksum` is `NONE`, and `binlog retention hours` is 24 or more."
        }
        Family::Oracle => {
            "`ARCHIVELOG`, supplemental logging for both, and `archivelog retention hours` of 24 or more."
        }
        Family::SqlServer => {
            "`is_cdc_enabled` is 1 for the database and `is_tracked_by_cdc` is 1 for every table that is moved."
        }
        Family::Db2 => "A method that archives the log, and not `OFF`.",
    }
}

/// How it is switched on.
pub(super) const fn switch(family: Family) -> &'static str {
    match family {
        Family::Postgres | Family::AuroraPostgres => {
            "`rds.logical_replication` takes effect at a restart: plan a minute of downtime for it, `aws rds reboot-db-instance`, in a window that suits."
        }
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => {
            "The binary log is on where automatic backups are: a `BackupDays` of 0 in the first step must be raised, which restarts the database. On a cluster `binlog_format` takes a restart of the writer. Then keep the log long enough: `CALL mysql.rds_set_configuration('binlog retention hours', 72);`."
        }
        Family::Oracle => {
            "`ARCHIVELOG` comes with automatic backups. Then: `EXEC rdsadmin.rdsadmin_util.set_configuration('archivelog retention hours', 24);`, `EXEC rdsadmin.rdsadmin_util.alter_supplemental_logging('ADD');` and the same with `('ADD', 'PRIMARY KEY')`."
        }
        Family::SqlServer => {
            "`EXEC msdb.dbo.rds_cdc_enable_db 'DATABASE';` and then, in it, `EXEC sys.sp_cdc_enable_table` for every table with `@role_name = NULL, @supports_net_changes = 1`; keep the log with `EXEC sys.sp_cdc_change_job @job_type = 'capture', @pollinginterval = 86399;`. Express has no change data capture, and Web none before 2016: there only a full load goes, with the writers stopped, which is no better than a snapshot."
        }
        Family::Db2 => "Automatic backups switch the archive of the log on.",
    }
}

/// Parameters of the old database's group, as the AWS CLI takes them.
pub(super) const fn parameters(family: Family) -> Option<&'static str> {
    match family {
        Family::Postgres | Family::AuroraPostgres => Some(
            "ParameterName=rds.logical_replication,ParameterValue=1,ApplyMethod=pending-reboot",
        ),
        Family::Mysql | Family::MariaDb => Some(
            "ParameterName=binlog_format,ParameterValue=ROW,ApplyMethod=immediate ParameterName=binlog_row_image,ParameterValue=full,ApplyMethod=immediate ParameterName=binlog_checksum,ParameterValue=NONE,ApplyMethod=immediate",
        ),
        Family::AuroraMysql => Some(
            "ParameterName=binlog_format,ParameterValue=ROW,ApplyMethod=pending-reboot ParameterName=binlog_row_image,ParameterValue=full,ApplyMethod=immediate ParameterName=binlog_checksum,ParameterValue=NONE,ApplyMethod=immediate",
        ),
        Family::Oracle | Family::SqlServer | Family::Db2 => None,
    }
}

/// Tables without a primary key.
pub(super) const fn without_key(family: Family) -> &'static str {
    match family {
        Family::Postgres | Family::AuroraPostgres => {
            "SELECT c.oid::regclass AS table_without_key, c.relreplident
  FROM pg_class AS c
  JOIN pg_namespace AS n ON n.oid = c.relnamespace
 WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
   AND NOT EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary)
 ORDER BY 1;"
        }
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => {
            "SELECT t.table_schema, t.table_name, t.engine
  FROM information_schema.tables AS t
  LEFT JOIN information_schema.table_constraints AS c
    ON c.table_schema = t.table_schema AND c.table_name = t.table_name AND c.constraint_type = 'PRIMARY KEY'
 WHERE t.table_type = 'BASE TABLE' AND c.constraint_name IS NULL
   AND t.table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema');"
        }
        Family::Oracle => {
            "SELECT owner, table_name FROM dba_tables
 WHERE owner IN (SELECT username FROM dba_users WHERE oracle_maintained = 'N')
MINUS SELECT owner, table_name FROM dba_constraints WHERE constraint_type = 'P';"
        }
        Family::SqlServer => {
            "SELECT SCHEMA_NAME(schema_id) AS [schema], name FROM sys.tables WHERE OBJECTPROPERTY(object_id, 'TableHasPrimaryKey') = 0;"
        }
        Family::Db2 => {
            "SELECT tabschema, tabname FROM syscat.tables
 WHERE type = 'T' AND keycolumns = 0 AND tabschema NOT LIKE 'SYS%';"
        }
    }
}

/// What to do about them.
pub(super) const fn give_key(family: Family) -> &'static str {
    if is_postgres(family) {
        "Give each a primary key; or `ALTER TABLE … REPLICA IDENTITY FULL`, with which updates go over and the comparison still does not; or `exclude` it under `dms` and dump it at the cutover. Generated columns and unlogged tables are not followed either."
    } else {
        "Give each a primary key, or `exclude` it under `dms` and dump it at the cutover."
    }
}

/// How much of its log the old database keeps.
pub(super) const fn kept(family: Family) -> &'static str {
    match family {
        Family::Postgres | Family::AuroraPostgres => {
            "SELECT slot_name, active, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) AS kept FROM pg_replication_slots;"
        }
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => "SHOW BINARY LOGS;",
        Family::Oracle => {
            "SELECT COUNT(*), SUM(blocks * block_size) / 1048576 AS mib FROM v$archived_log WHERE deleted = 'NO';"
        }
        Family::SqlServer => {
            "SELECT name, log_reuse_wait_desc FROM sys.databases;
DBCC SQLPERF(LOGSPACE);"
        }
        Family::Db2 => {
            "SELECT total_log_used, total_log_available FROM TABLE(MON_GET_TRANSACTION_LOG(-2)) AS l;"
        }
    }
}

/// Lets that log go.
pub(super) const fn free(family: Family) -> &'static str {
    match family {
        Family::Postgres | Family::AuroraPostgres => {
            "SELECT slot_name, plugin, active, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) AS kept FROM pg_replication_slots;
-- For a slot of the task, which is not active any more:
SELECT pg_drop_replication_slot('the_slot');"
        }
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => {
            "CALL mysql.rds_set_configuration('binlog retention hours', NULL);
CALL mysql.rds_show_configuration;"
        }
        Family::Oracle => {
            "EXEC rdsadmin.rdsadmin_util.set_configuration('archivelog retention hours', 0);
EXEC rdsadmin.rdsadmin_util.alter_supplemental_logging('DROP', 'PRIMARY KEY');"
        }
        Family::SqlServer => {
            "-- In the database that was moved, for each table, and then for the database:
EXEC sys.sp_cdc_disable_table @source_schema = N'dbo', @source_name = N'a_table', @capture_instance = N'all';
EXEC msdb.dbo.rds_cdc_disable_db 'the_database';"
        }
        Family::Db2 => "SELECT name, value FROM sysibmadm.dbcfg WHERE name IN ('logarchmeth1', 'logarchmeth2');",
    }
}
