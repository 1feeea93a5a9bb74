use sealform::aws::engines::{Engine, Family, all};
use sealform::aws::parameters::{ApplyType, Scope, apply_type, secure_parameters};
use sealform::aws::versions::majors;

#[test]
fn when_a_parameter_takes_effect() {
    use ApplyType::{Dynamic, Static};
    for (family, name, apply) in [
        (Family::Postgres, "rds.force_ssl", Some(Dynamic)),
        (Family::Postgres, "rds.logical_replication", Some(Static)),
        (
            Family::AuroraPostgres,
            "shared_preload_libraries",
            Some(Static),
        ),
        (Family::Postgres, "log_statement", Some(Dynamic)),
        (Family::Postgres, "no_such_parameter", None),
        (Family::Mysql, "performance_schema", Some(Static)),
        (Family::Mysql, "Require_Secure_Transport", Some(Dynamic)),
        (Family::Mysql, "binlog_format", Some(Dynamic)),
        (Family::AuroraMysql, "binlog_format", Some(Static)),
        (Family::AuroraMysql, "server_audit_logging", Some(Dynamic)),
        (Family::AuroraMysql, "slow_query_log", Some(Dynamic)),
        (Family::SqlServer, "rds.force_ssl", Some(Static)),
        (Family::Oracle, "processes", Some(Static)),
        (Family::Db2, "db2comm", Some(Static)),
        (Family::Db2, "rds.ibm_site_id", Some(Dynamic)),
    ] {
        assert_eq!(apply_type(family, name), apply, "{name}");
    }
    assert_eq!(Dynamic.method(), "immediate");
    assert_eq!(Static.method(), "pending-reboot");
}

#[test]
fn every_secure_parameter_has_an_apply_type() {
    for engine in all() {
        for major in majors(engine) {
            let parameters = secure_parameters(engine, major);
            assert!(parameters.is_sorted_by(|a, b| a.name < b.name), "{engine}");
            for parameter in parameters {
                let name = parameter.name;
                assert!(
                    apply_type(engine.family(), name).is_some(),
                    "{engine} {name}"
                );
                assert!(engine.is_aurora() || parameter.scope == Scope::Instance);
            }
        }
    }
}

#[test]
fn tls_is_enforced_where_a_parameter_can() {
    for (engine, major, tls) in [
        (
            Engine::Postgres,
            "16",
            Some(("rds.force_ssl", "1", Scope::Instance)),
        ),
        (
            Engine::AuroraPostgresql,
            "16",
            Some(("rds.force_ssl", "1", Scope::Cluster)),
        ),
        (
            Engine::Mysql,
            "8.4",
            Some(("require_secure_transport", "1", Scope::Instance)),
        ),
        (
            Engine::AuroraMysql,
            "8.0",
            Some(("require_secure_transport", "ON", Scope::Cluster)),
        ),
        (
            Engine::MariaDb,
            "10.5",
            Some(("require_secure_transport", "1", Scope::Instance)),
        ),
        (Engine::MariaDb, "10.4", None),
        (
            Engine::SqlServerSe,
            "16.00",
            Some(("rds.force_ssl", "1", Scope::Instance)),
        ),
        (
            Engine::Db2Se,
            "11.5",
            Some(("DB2COMM", "SSL", Scope::Instance)),
        ),
        (Engine::OracleEe, "19", None),
        (Engine::CustomSqlServerEe, "16.00", None),
    ] {
        let found = secure_parameters(engine, major)
            .into_iter()
            .find(|parameter| parameter.purpose == "every connection is encrypted")
            .map(|parameter| (parameter.name, parameter.value, parameter.scope));
        assert_eq!(found, tls, "{engine} {major}");
    }
}
