//! What is asked of a database itself, by engine: who is connected, whether somebody writes, and whether two databases hold
//! the same. Knows the engines' own words; must not know where a database is.
//!
//! The scripts take `OLD_HOST` and `NEW_HOST`, and the password from whoever runs them.

use crate::aws::engines::Family;

/// Signs in: the user and the password, kept out of the shell's history.
pub(super) const fn sign_in(family: Family) -> Option<&'static str> {
    match family {
        Family::MariaDb => Some(
            r#"read -rp 'user: ' DB_USER
read -rsp 'password: ' MYSQL_PWD && export MYSQL_PWD
ask() { mariadb --host="$1" --user="$DB_USER" --ssl --batch --skip-column-names "${@:2}"; }"#,
        ),
        Family::Mysql | Family::AuroraMysql => Some(
            r#"read -rp 'user: ' DB_USER
read -rsp 'password: ' MYSQL_PWD && export MYSQL_PWD
ask() { mysql --host="$1" --user="$DB_USER" --ssl-mode=REQUIRED --batch --skip-column-names "${@:2}"; }"#,
        ),
        Family::Postgres | Family::AuroraPostgres => Some(
            r#"read -rp 'user: ' PGUSER && export PGUSER
read -rsp 'password: ' PGPASSWORD && export PGPASSWORD
export PGSSLMODE=require
ask() { psql --host="$1" --dbname="$2" --no-psqlrc --quiet --tuples-only --no-align "${@:3}"; }
databases() { ask "$1" postgres --command "SELECT datname FROM pg_database WHERE datallowconn AND datname NOT IN ('rdsadmin', 'template0', 'template1') ORDER BY 1"; }"#,
        ),
        Family::Oracle | Family::SqlServer | Family::Db2 => None,
    }
}

/// Who is connected, and whether under TLS.
pub(super) const fn sessions(family: Family) -> &'static str {
    match family {
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => {
            "SELECT t.processlist_user, t.processlist_host, COUNT(*) AS sessions, MIN(s.variable_value) AS cipher
  FROM performance_schema.status_by_thread AS s
  JOIN performance_schema.threads AS t USING (thread_id)
 WHERE s.variable_name = 'Ssl_cipher' AND t.processlist_user IS NOT NULL
 GROUP BY t.processlist_user, t.processlist_host;"
        }
        Family::Postgres | Family::AuroraPostgres => {
            "SELECT a.datname, a.usename, a.client_addr, a.application_name, s.ssl, count(*) AS sessions
  FROM pg_stat_activity AS a
  JOIN pg_stat_ssl AS s USING (pid)
 WHERE a.backend_type = 'client backend' AND a.pid <> pg_backend_pid()
 GROUP BY 1, 2, 3, 4, 5
 ORDER BY 1, 2;"
        }
        Family::SqlServer => {
            "SELECT s.login_name, s.host_name, s.program_name, c.encrypt_option, COUNT(*) AS sessions
  FROM sys.dm_exec_sessions AS s
  JOIN sys.dm_exec_connections AS c ON c.session_id = s.session_id
 WHERE s.is_user_process = 1
 GROUP BY s.login_name, s.host_name, s.program_name, c.encrypt_option;"
        }
        Family::Oracle => {
            "SELECT username, machine, program, COUNT(*) AS sessions
  FROM v$session
 WHERE type = 'USER' AND username IS NOT NULL
 GROUP BY username, machine, program;"
        }
        Family::Db2 => {
            "SELECT SUBSTR(session_auth_id, 1, 20) AS auth_id, SUBSTR(client_hostname, 1, 40) AS client, COUNT(*) AS sessions
  FROM TABLE(MON_GET_CONNECTION(NULL, -2)) AS c
 GROUP BY session_auth_id, client_hostname;"
        }
    }
}

/// A number that stands still when nobody writes.
pub(super) const fn writes(family: Family) -> &'static str {
    match family {
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => {
            "SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_insert', 'Com_update', 'Com_delete', 'Com_replace', 'Com_load', 'Com_commit');"
        }
        Family::Postgres | Family::AuroraPostgres => {
            "SELECT datname, tup_inserted + tup_updated + tup_deleted AS rows_written
  FROM pg_stat_database
 WHERE datname IS NOT NULL AND datname <> 'rdsadmin'
 ORDER BY 1;"
        }
        Family::SqlServer => {
            "SELECT DB_NAME(database_id) AS name, SUM(num_of_writes) AS writes
  FROM sys.dm_io_virtual_file_stats(NULL, NULL)
 WHERE DB_NAME(database_id) NOT IN ('master', 'model', 'msdb', 'tempdb', 'rdsadmin')
 GROUP BY database_id;"
        }
        Family::Oracle => {
            "SELECT name, value FROM v$sysstat WHERE name IN ('user commits', 'db block changes');"
        }
        Family::Db2 => {
            "SELECT SUM(rows_inserted + rows_updated + rows_deleted) AS rows_written
  FROM TABLE(MON_GET_DATABASE(-2)) AS d;"
        }
    }
}

/// Compares every row of every table of two databases; reads both wholly, and so warms the volume of the new one.
pub(super) const fn compare(family: Family) -> Option<&'static str> {
    match family {
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => Some(
            r#"tables() {
  ask "$1" --execute "
    SELECT CONCAT('SELECT ''', table_schema, '.', table_name, ''', COUNT(*) FROM \`', table_schema, '\`.\`', table_name, '\`; ',
                  'CHECKSUM TABLE \`', table_schema, '\`.\`', table_name, '\`;')
      FROM information_schema.tables
     WHERE table_type = 'BASE TABLE'
       AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
     ORDER BY table_schema, table_name" | ask "$1"
}
tables "$OLD_HOST" > tables.old
tables "$NEW_HOST" > tables.new
wc -l tables.old tables.new
diff tables.old tables.new && echo 'the same rows'"#,
        ),
        Family::Postgres | Family::AuroraPostgres => Some(
            r#"tables() {
  databases "$1" | while read -r database; do
    ask "$1" "$database" --command "
      SELECT format('SELECT %L, count(*), coalesce(sum((''x'' || substr(md5(t::text), 1, 8))::bit(32)::bigint), 0) FROM %I.%I AS t;',
                    current_database() || '.' || schemaname || '.' || tablename, schemaname, tablename)
        FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
       ORDER BY schemaname, tablename" | ask "$1" "$database"
  done
}
tables "$OLD_HOST" > tables.old
tables "$NEW_HOST" > tables.new
wc -l tables.old tables.new
diff tables.old tables.new && echo 'the same rows'"#,
        ),
        Family::Oracle | Family::SqlServer | Family::Db2 => None,
    }
}

/// Compares what is no row: users and their rights, sequences, extensions, routines.
pub(super) const fn compare_rest(family: Family) -> Option<&'static str> {
    match family {
        Family::Mysql | Family::MariaDb | Family::AuroraMysql => Some(
            r#"rest() {
  ask "$1" --execute "SELECT user, host, plugin FROM mysql.user ORDER BY 1, 2"
  ask "$1" --execute "SELECT CONCAT('SHOW GRANTS FOR ', QUOTE(user), '@', QUOTE(host), ';') FROM mysql.user WHERE user NOT LIKE 'rds%' AND user NOT LIKE 'mysql.%' ORDER BY user, host" | ask "$1"
  ask "$1" --execute "SELECT routine_schema, routine_name, routine_type FROM information_schema.routines WHERE routine_schema NOT IN ('mysql', 'sys') ORDER BY 1, 2"
  ask "$1" --execute "SELECT trigger_schema, trigger_name FROM information_schema.triggers WHERE trigger_schema <> 'sys' ORDER BY 1, 2"
  ask "$1" --execute "SELECT event_schema, event_name, status FROM information_schema.events ORDER BY 1, 2"
  ask "$1" --execute "SELECT table_schema, table_name FROM information_schema.views WHERE table_schema <> 'sys' ORDER BY 1, 2"
  ask "$1" --execute "SELECT table_schema, table_name, auto_increment FROM information_schema.tables WHERE auto_increment IS NOT NULL AND table_schema <> 'mysql' ORDER BY 1, 2"
  ask "$1" --execute "SELECT @@character_set_server, @@collation_server, @@time_zone, @@sql_mode, @@lower_case_table_names"
}
rest "$OLD_HOST" > rest.old
rest "$NEW_HOST" > rest.new
diff rest.old rest.new && echo 'the same'"#,
        ),
        Family::Postgres | Family::AuroraPostgres => Some(
            r#"rest() {
  ask "$1" postgres --command "SELECT rolname, rolcanlogin, rolcreatedb, rolcreaterole, rolconfig FROM pg_roles WHERE rolname NOT LIKE 'rds%' ORDER BY 1"
  ask "$1" postgres --command "SELECT r.rolname, m.rolname FROM pg_auth_members a JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member ORDER BY 1, 2"
  ask "$1" postgres --command "SELECT datname, datcollate, datctype, pg_encoding_to_char(encoding), datacl FROM pg_database WHERE datname <> 'rdsadmin' ORDER BY 1"
  databases "$1" | while read -r database; do
    ask "$1" "$database" --command "SELECT current_database(), extname, extversion FROM pg_extension ORDER BY 2"
    ask "$1" "$database" --command "SELECT current_database(), schemaname, sequencename, last_value FROM pg_sequences ORDER BY 2, 3"
    ask "$1" "$database" --command "SELECT current_database(), count(*) FROM pg_largeobject_metadata"
    ask "$1" "$database" --command "SELECT current_database(), n.nspname, c.relkind, count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema' GROUP BY 1, 2, 3 ORDER BY 2, 3"
    ask "$1" "$database" --command "SELECT current_database(), grantee, table_schema, table_name, privilege_type FROM information_schema.role_table_grants WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 2, 3, 4, 5"
    ask "$1" "$database" --command "SELECT current_database(), indexrelid::regclass FROM pg_index WHERE NOT indisvalid ORDER BY 2"
  done
}
rest "$OLD_HOST" > rest.old
rest "$NEW_HOST" > rest.new
diff rest.old rest.new && echo 'the same'"#,
        ),
        Family::Oracle | Family::SqlServer | Family::Db2 => None,
    }
}

/// The same for engines whose clients have no common form: run on both sides, and compare what they print.
pub(super) const fn compare_by_hand(family: Family) -> Option<&'static str> {
    match family {
        Family::SqlServer => Some(
            "-- In each database:
SELECT s.name AS [schema], t.name AS [table], SUM(p.rows) AS [rows]
  FROM sys.tables AS t
  JOIN sys.schemas AS s ON s.schema_id = t.schema_id
  JOIN sys.partitions AS p ON p.object_id = t.object_id AND p.index_id IN (0, 1)
 GROUP BY s.name, t.name ORDER BY 1, 2;
SELECT CHECKSUM_AGG(BINARY_CHECKSUM(*)) FROM [dbo].[a_table_that_matters];
SELECT name, current_value FROM sys.sequences ORDER BY 1;
SELECT name, type_desc FROM sys.database_principals ORDER BY 1;
-- Once:
SELECT name, type_desc, is_disabled FROM sys.server_principals WHERE type IN ('S', 'U', 'G') ORDER BY 1;
SELECT name, enabled FROM msdb.dbo.sysjobs ORDER BY 1;
-- In each database; needs time and I/O, and finds what no count does:
DBCC CHECKDB WITH NO_INFOMSGS;",
        ),
        Family::Oracle => Some(
            "SELECT owner, object_type, status, COUNT(*) FROM dba_objects
 WHERE oracle_maintained = 'N' GROUP BY owner, object_type, status ORDER BY 1, 2, 3;
SELECT owner, table_name, TO_NUMBER(EXTRACTVALUE(XMLTYPE(DBMS_XMLGEN.GETXML(
         'SELECT COUNT(*) c FROM \"' || owner || '\".\"' || table_name || '\"')), '/ROWSET/ROW/C')) AS row_count
  FROM dba_tables
 WHERE owner IN (SELECT username FROM dba_users WHERE oracle_maintained = 'N')
   AND nested = 'NO' AND iot_type IS NULL AND external = 'NO' ORDER BY 1, 2;
SELECT sequence_owner, sequence_name, last_number FROM dba_sequences
 WHERE sequence_owner IN (SELECT username FROM dba_users WHERE oracle_maintained = 'N') ORDER BY 1, 2;
SELECT grantee, granted_role FROM dba_role_privs
 WHERE grantee IN (SELECT username FROM dba_users WHERE oracle_maintained = 'N') ORDER BY 1, 2;
SELECT directory_name, directory_path FROM dba_directories ORDER BY 1;
SELECT owner, db_link FROM dba_db_links ORDER BY 1, 2;",
        ),
        Family::Db2 => Some(
            "SELECT SUBSTR(tabschema, 1, 20), SUBSTR(tabname, 1, 40), card FROM syscat.tables
 WHERE type = 'T' AND tabschema NOT LIKE 'SYS%' ORDER BY 1, 2;
SELECT SUBSTR(seqschema, 1, 20), SUBSTR(seqname, 1, 40), nextcachefirstvalue FROM syscat.sequences
 WHERE seqschema NOT LIKE 'SYS%' ORDER BY 1, 2;
SELECT grantee, granteetype, dbadmauth, securityadmauth, connectauth FROM syscat.dbauth ORDER BY 1;",
        ),
        Family::Mysql
        | Family::MariaDb
        | Family::AuroraMysql
        | Family::Postgres
        | Family::AuroraPostgres => None,
    }
}
