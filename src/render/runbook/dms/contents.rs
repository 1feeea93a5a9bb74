//! What a replication leaves to people, in the words of each engine: users, the schema, sequences, and its own traces. Knows SQL
//! and clients; must not know where a database is.
//!
//! Sources: DMS User Guide, the pages on each engine as a source and as a target; manuals of the engines. Where a client can
//! do it the answer is a script, and otherwise statements.

use crate::aws::engines::Family;

/// A script of the shell, or statements to run by hand.
pub(super) type Words = Result<&'static str, &'static str>;

const fn is_mysql(family: Family) -> bool {
    matches!(
        family,
        Family::Mysql | Family::MariaDb | Family::AuroraMysql
    )
}

const fn is_postgres(family: Family) -> bool {
    matches!(family, Family::Postgres | Family::AuroraPostgres)
}

/// The user that reads, on the old database.
pub(super) const fn source_user(family: Family) -> Words {
    match family {
        Family::Postgres | Family::AuroraPostgres => Ok(
            r#"ask "$OLD_HOST" "$DATABASE" --set=dms="$DMS_USER" --set=secret="$SOURCE_PASSWORD" << 'SQL'
CREATE ROLE :"dms" LOGIN PASSWORD :'secret';
GRANT rds_superuser, rds_replication TO :"dms";
SQL"#,
        ),
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => Ok(r#"ask "$OLD_HOST" << SQL
CREATE USER '$DMS_USER'@'%' IDENTIFIED BY '$SOURCE_PASSWORD' REQUIRE SSL;
GRANT SELECT, REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO '$DMS_USER'@'%';
SQL"#),
        Family::Oracle => Err("CREATE USER dms_replication IDENTIFIED BY \"...\";
GRANT CREATE SESSION, SELECT ANY TRANSACTION, SELECT ANY TABLE, LOGMINING TO dms_replication;
-- And for each view that the guide lists under self-managed privileges on RDS for Oracle:
EXEC rdsadmin.rdsadmin_util.grant_sys_object('V_$ARCHIVED_LOG', 'DMS_REPLICATION', 'SELECT');
EXEC rdsadmin.rdsadmin_util.grant_sys_object('V_$LOG', 'DMS_REPLICATION', 'SELECT');
EXEC rdsadmin.rdsadmin_util.grant_sys_object('V_$LOGFILE', 'DMS_REPLICATION', 'SELECT');
EXEC rdsadmin.rdsadmin_util.grant_sys_object('V_$DATABASE', 'DMS_REPLICATION', 'SELECT');
EXEC rdsadmin.rdsadmin_util.grant_sys_object('V_$LOGMNR_CONTENTS', 'DMS_REPLICATION', 'SELECT');
EXEC rdsadmin.rdsadmin_util.grant_sys_object('DBMS_LOGMNR', 'DMS_REPLICATION', 'EXECUTE');"),
        Family::SqlServer => Err("CREATE LOGIN dms_replication WITH PASSWORD = '...';
-- In the database that is moved:
CREATE USER dms_replication FOR LOGIN dms_replication;
ALTER ROLE db_owner ADD MEMBER dms_replication;"),
        Family::Db2 => Err("CALL rdsadmin.add_user('dms_replication', '...', NULL);
CALL rdsadmin.dbadm_grant(?, 'DATABASE', 'DBADM,DATAACCESS', 'USER dms_replication');"),
    }
}

/// The user that writes, on the new database.
pub(super) const fn target_user(family: Family) -> Words {
    match family {
        Family::Postgres | Family::AuroraPostgres => Ok(
            r#"ask "$NEW_HOST" "$DATABASE" --set=dms="$DMS_USER" --set=secret="$TARGET_PASSWORD" --set=name="$DATABASE" << 'SQL'
CREATE ROLE :"dms" LOGIN PASSWORD :'secret';
-- Superuser of RDS, so that triggers and foreign keys can sleep; the others are there since PostgreSQL 14.
GRANT rds_superuser, pg_read_all_data, pg_write_all_data TO :"dms";
GRANT CREATE ON DATABASE :"name" TO :"dms";
GRANT CREATE, USAGE ON SCHEMA public TO :"dms";
SQL"#,
        ),
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => Ok(
            r#"ask "$NEW_HOST" << SQL
CREATE USER '$DMS_USER'@'%' IDENTIFIED BY '$TARGET_PASSWORD' REQUIRE SSL;
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES, CREATE TEMPORARY TABLES ON *.* TO '$DMS_USER'@'%';
SQL"#,
        ),
        Family::Oracle => Err(
            "CREATE USER dms_replication IDENTIFIED BY \"...\" QUOTA UNLIMITED ON USERS;
GRANT CREATE SESSION, SELECT ANY TABLE, INSERT ANY TABLE, UPDATE ANY TABLE, DELETE ANY TABLE, DROP ANY TABLE,
      CREATE ANY TABLE, ALTER ANY TABLE, CREATE ANY INDEX, ALTER ANY INDEX, SELECT ANY DICTIONARY TO dms_replication;",
        ),
        Family::SqlServer => Err(
            "CREATE DATABASE [the_database];
CREATE LOGIN dms_replication WITH PASSWORD = '...';
-- In it:
CREATE USER dms_replication FOR LOGIN dms_replication;
ALTER ROLE db_owner ADD MEMBER dms_replication;",
        ),
        Family::Db2 => Err(
            "CALL rdsadmin.add_user('dms_replication', '...', NULL);
CALL rdsadmin.dbadm_grant(?, 'DATABASE', 'DBADM,DATAACCESS', 'USER dms_replication');",
        ),
    }
}

/// The schema, from the old database into the new one.
pub(super) const fn schema(family: Family) -> Words {
    match family {
        Family::Postgres | Family::AuroraPostgres => Ok(
            r#"pg_dumpall --host="$OLD_HOST" --roles-only --no-role-passwords > roles.sql
pg_dump --host="$OLD_HOST" --dbname="$DATABASE" --schema-only --no-publications --no-subscriptions > schema.sql
psql --host="$NEW_HOST" --dbname=postgres --no-psqlrc --file=roles.sql
psql --host="$NEW_HOST" --dbname="$DATABASE" --no-psqlrc --set=ON_ERROR_STOP=1 --file=schema.sql"#,
        ),
        Family::Mysql | Family::AuroraMysql => Ok(
            r#"NAMES="$(ask "$OLD_HOST" --execute "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'awsdms_control')")"
read -ra SCHEMAS <<< "${NAMES//$'\n'/ }"
mysqldump --host="$OLD_HOST" --user="$DB_USER" --ssl-mode=REQUIRED --set-gtid-purged=OFF --no-data --routines --skip-triggers --skip-events --databases "${SCHEMAS[@]}" > schema.sql
ask "$NEW_HOST" < schema.sql
{
  echo 'SET print_identified_with_as_hex = ON;'
  ask "$OLD_HOST" --execute "SELECT CONCAT('SHOW CREATE USER ', QUOTE(user), '@', QUOTE(host), '; SHOW GRANTS FOR ', QUOTE(user), '@', QUOTE(host), ';') FROM mysql.user WHERE user NOT LIKE 'rds%' AND user NOT LIKE 'mysql.%'"
} | ask "$OLD_HOST" | sed 's/$/;/' > users.sql
ask "$NEW_HOST" --force < users.sql"#,
        ),
        Family::MariaDb => Ok(
            r#"NAMES="$(ask "$OLD_HOST" --execute "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'awsdms_control')")"
read -ra SCHEMAS <<< "${NAMES//$'\n'/ }"
mariadb-dump --host="$OLD_HOST" --user="$DB_USER" --ssl --no-data --routines --skip-triggers --skip-events --databases "${SCHEMAS[@]}" > schema.sql
ask "$NEW_HOST" < schema.sql
ask "$OLD_HOST" --execute "SELECT CONCAT('SHOW CREATE USER ', QUOTE(user), '@', QUOTE(host), '; SHOW GRANTS FOR ', QUOTE(user), '@', QUOTE(host), ';') FROM mysql.user WHERE user NOT LIKE 'rds%' AND user NOT LIKE 'mariadb.%'" | ask "$OLD_HOST" | sed 's/$/;/' > users.sql
ask "$NEW_HOST" --force < users.sql"#,
        ),
        Family::Oracle => Err(
            "-- Data Pump on the old database, metadata alone, over a database link or by S3:
--   expdp … CONTENT=METADATA_ONLY EXCLUDE=TRIGGER,REF_CONSTRAINT SCHEMAS=…
--   impdp … on the new one
-- Triggers and foreign keys follow at the cutover.
SELECT owner, object_type, COUNT(*) FROM dba_objects WHERE oracle_maintained = 'N' GROUP BY owner, object_type ORDER BY 1, 2;",
        ),
        Family::SqlServer => Err(
            "-- Script the schema without triggers and foreign keys (Generate Scripts, or sqlpackage /Action:Extract), and run it on the new side.
-- Logins with their sids and hashes: sp_help_revlogin.
SELECT type_desc, COUNT(*) FROM sys.objects WHERE is_ms_shipped = 0 GROUP BY type_desc ORDER BY 1;",
        ),
        Family::Db2 => Err(
            "-- db2look -d DATABASE -e -l -x -o schema.sql on the old side; run it on the new one without triggers and foreign keys.
SELECT type, COUNT(*) FROM syscat.tables WHERE tabschema NOT LIKE 'SYS%' GROUP BY type ORDER BY 1;",
        ),
    }
}

/// What that leaves out, and what to know about it.
pub(super) const fn schema_rest(family: Family) -> &'static str {
    if is_postgres(family) {
        "Roles come without passwords, which RDS shows nobody: set them anew, `ALTER ROLE … PASSWORD`, from where they are kept. Triggers and foreign keys can be there already: they sleep in the sessions of the task. Extensions must be among those that the new version has. Large objects (`lo`) are not moved at all."
    } else if is_mysql(family) {
        "Users come with the hashes of their passwords. Triggers and events are left out on purpose and follow at the cutover: they would run for every row that the task writes."
    } else {
        "Triggers and foreign keys follow at the cutover: they would run for every row that the task writes."
    }
}

/// Sequences, and what was left out of the schema.
pub(super) const fn sequences(family: Family) -> Words {
    match family {
        Family::Postgres | Family::AuroraPostgres => Ok(
            r#"ask "$OLD_HOST" "$DATABASE" --command "
  SELECT format('SELECT setval(%L, %s, %L);', format('%I.%I', schemaname, sequencename),
                coalesce(last_value, start_value), last_value IS NOT NULL)
    FROM pg_sequences" > sequences.sql
ask "$NEW_HOST" "$DATABASE" --set=ON_ERROR_STOP=1 --file=sequences.sql
for HOST in "$OLD_HOST" "$NEW_HOST"; do
  ask "$HOST" "$DATABASE" --command "SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2" > "sequences.$HOST"
done
diff "sequences.$OLD_HOST" "sequences.$NEW_HOST" && echo 'the same'"#,
        ),
        Family::Mysql | Family::AuroraMysql => Ok(
            r#"NAMES="$(ask "$OLD_HOST" --execute "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'awsdms_control')")"
read -ra SCHEMAS <<< "${NAMES//$'\n'/ }"
mysqldump --host="$OLD_HOST" --user="$DB_USER" --ssl-mode=REQUIRED --set-gtid-purged=OFF --no-data --no-create-info --no-create-db --triggers --events --databases "${SCHEMAS[@]}" > triggers.sql
ask "$NEW_HOST" < triggers.sql
for HOST in "$OLD_HOST" "$NEW_HOST"; do
  ask "$HOST" --execute "SET information_schema_stats_expiry = 0; SELECT table_schema, table_name, auto_increment FROM information_schema.tables WHERE auto_increment IS NOT NULL AND table_schema NOT IN ('mysql', 'awsdms_control') ORDER BY 1, 2" > "numbers.$HOST"
done
diff "numbers.$OLD_HOST" "numbers.$NEW_HOST" && echo 'the same'"#,
        ),
        Family::MariaDb => Ok(
            r#"NAMES="$(ask "$OLD_HOST" --execute "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema', 'awsdms_control')")"
read -ra SCHEMAS <<< "${NAMES//$'\n'/ }"
mariadb-dump --host="$OLD_HOST" --user="$DB_USER" --ssl --no-data --no-create-info --no-create-db --triggers --events --databases "${SCHEMAS[@]}" > triggers.sql
ask "$NEW_HOST" < triggers.sql
for HOST in "$OLD_HOST" "$NEW_HOST"; do
  ask "$HOST" --execute "SELECT table_schema, table_name, auto_increment FROM information_schema.tables WHERE auto_increment IS NOT NULL AND table_schema NOT IN ('mysql', 'awsdms_control') ORDER BY 1, 2" > "numbers.$HOST"
done
diff "numbers.$OLD_HOST" "numbers.$NEW_HOST" && echo 'the same'"#,
        ),
        Family::Oracle => Err(
            "-- On the old database; run on the new one what it prints:
SELECT 'ALTER SEQUENCE \"' || sequence_owner || '\".\"' || sequence_name || '\" RESTART START WITH ' || (last_number + increment_by) || ';'
  FROM dba_sequences
 WHERE sequence_owner IN (SELECT username FROM dba_users WHERE oracle_maintained = 'N');
-- Then triggers and foreign keys, by Data Pump with INCLUDE=TRIGGER,REF_CONSTRAINT.",
        ),
        Family::SqlServer => Err(
            "-- On the old database; run on the new one what it prints:
SELECT 'ALTER SEQUENCE ' + QUOTENAME(SCHEMA_NAME(schema_id)) + '.' + QUOTENAME(name) + ' RESTART WITH ' + CAST(CAST(current_value AS bigint) + CAST(increment AS bigint) AS varchar(40)) + ';'
  FROM sys.sequences;
SELECT 'DBCC CHECKIDENT (''' + QUOTENAME(SCHEMA_NAME(t.schema_id)) + '.' + QUOTENAME(t.name) + ''', RESEED, ' + CAST(i.last_value AS varchar(40)) + ');'
  FROM sys.identity_columns AS i JOIN sys.tables AS t ON t.object_id = i.object_id WHERE i.last_value IS NOT NULL;
-- Then triggers and foreign keys, from the script of the schema.",
        ),
        Family::Db2 => Err(
            "-- On the old database; run on the new one what it prints:
SELECT 'ALTER SEQUENCE \"' || TRIM(seqschema) || '\".\"' || seqname || '\" RESTART WITH ' || nextcachefirstvalue || ';'
  FROM syscat.sequences WHERE seqtype = 'S' AND seqschema NOT LIKE 'SYS%';
-- Then triggers and foreign keys, from the script of the schema.",
        ),
    }
}

/// What else comes at this moment.
pub(super) const fn late(family: Family) -> &'static str {
    if is_postgres(family) {
        "Materialized views are empty: `REFRESH MATERIALIZED VIEW` each. `ANALYZE;` once, or the first queries are planned without statistics."
    } else if is_mysql(family) {
        "Numbers of `AUTO_INCREMENT` follow the rows by themselves; a table whose last rows were deleted on the old side starts lower, which is harmless unless old numbers live elsewhere. `ANALYZE TABLE` the large ones."
    } else {
        "Gather statistics once, or the first queries are planned without them."
    }
}

/// What should be seen after it.
pub(super) const fn sequences_seen(family: Family) -> &'static str {
    if is_postgres(family) || is_mysql(family) {
        "`the same`."
    } else {
        "As many sequences, triggers and foreign keys on both sides."
    }
}

/// What the service leaves in the new database.
pub(super) const fn traces(family: Family) -> &'static str {
    match family {
        Family::Postgres | Family::AuroraPostgres => {
            "SELECT schemaname, tablename FROM pg_tables WHERE tablename LIKE 'awsdms%';
DROP TABLE IF EXISTS public.awsdms_apply_exceptions, public.awsdms_validation_failures_v1;
REASSIGN OWNED BY dms_replication TO CURRENT_USER;
DROP OWNED BY dms_replication;
DROP ROLE dms_replication;"
        }
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => {
            "DROP DATABASE IF EXISTS awsdms_control;
DROP USER IF EXISTS 'dms_replication'@'%';"
        }
        Family::Oracle => {
            "SELECT owner, table_name FROM dba_tables WHERE table_name LIKE 'awsdms%';
DROP USER dms_replication CASCADE;"
        }
        Family::SqlServer => {
            "SELECT name FROM sys.tables WHERE name LIKE 'awsdms%';
DROP USER dms_replication;
DROP LOGIN dms_replication;"
        }
        Family::Db2 => {
            "SELECT tabschema, tabname FROM syscat.tables WHERE tabname LIKE 'awsdms%';
CALL rdsadmin.remove_user('dms_replication');"
        }
    }
}
