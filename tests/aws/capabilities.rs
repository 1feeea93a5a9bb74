use sealform::aws::capabilities::{Support, postgres_replicas_at};
use sealform::aws::engines::{Engine, Family, all};
use sealform::aws::licenses::{
    default_license_model, default_port, license_models, port_is_allowed,
};
use sealform::aws::logs;
use sealform::aws::regions::find;

fn engine(name: &str) -> Engine {
    Engine::parse(name).unwrap()
}

#[test]
fn replicas() {
    use Support::{Disputed, No, Yes};
    for (name, most, cross_region, chain, from_replica) in [
        ("mysql", Some(15), Yes, Some(3), Yes),
        ("mariadb", Some(15), Yes, None, Yes),
        ("postgres", Some(15), Yes, Some(3), No),
        ("oracle-ee", Some(5), Yes, Some(1), No),
        ("oracle-se2", Some(0), No, Some(1), No),
        ("sqlserver-ee", Some(5), Disputed, Some(1), No),
        ("sqlserver-dev-ee", None, Disputed, Some(1), No),
        ("sqlserver-web", Some(0), No, Some(1), No),
        ("db2-se", Some(3), Yes, None, Disputed),
        ("aurora-mysql", Some(0), No, Some(0), No),
    ] {
        let engine = engine(name);
        assert_eq!(engine.read_replicas(), most, "{name}");
        assert_eq!(engine.cross_region_replicas(), cross_region, "{name}");
        assert_eq!(engine.replica_chain(), chain, "{name}");
        assert_eq!(engine.cross_region_from_replica(), from_replica, "{name}");
        assert_eq!(engine.promotes_orphans(), name != "postgres");
    }
    assert_eq!([0, 1, 2, 3, 4].map(postgres_replicas_at), [0, 15, 5, 5, 0]);
}

#[test]
fn standbys_and_encryption() {
    assert_eq!(engine("postgres").multi_az(), Support::Yes);
    assert_eq!(engine("sqlserver-web").multi_az(), Support::Yes);
    assert_eq!(engine("sqlserver-ex").multi_az(), Support::Disputed);
    assert_eq!(engine("aurora-mysql").multi_az(), Support::No);
    for (name, of_replicas) in [
        ("oracle-ee", Support::Yes),
        ("mariadb", Support::Yes),
        ("sqlserver-ee", Support::Disputed),
        ("aurora-mysql", Support::No),
    ] {
        assert_eq!(engine(name).multi_az_replicas(), of_replicas, "{name}");
    }
    for (name, region, backtrack) in [
        ("aurora-mysql", "eu-central-1", Support::Yes),
        ("aurora-mysql", "eu-north-1", Support::No),
        ("aurora-mysql", "me-south-1", Support::Disputed),
        ("aurora-mysql", "cn-north-1", Support::Disputed),
        ("aurora-postgresql", "eu-central-1", Support::No),
    ] {
        let region = find(region).unwrap();
        assert_eq!(
            engine(name).backtrack(region),
            backtrack,
            "{name} in {region}"
        );
    }
    for engine in all() {
        assert_eq!(
            engine.supports_encryption(),
            engine.name() != "sqlserver-ex"
        );
    }
}

#[test]
fn iam_authentication() {
    use Support::{Disputed, No, Yes};
    for (name, major, region, support) in [
        ("postgres", "16", "me-south-1", Yes),
        ("aurora-mysql", "8.0", "cn-north-1", Yes),
        ("mariadb", "10.11", "us-east-1", Yes),
        ("mariadb", "10.6", "us-east-1", No),
        ("mariadb", "12.3", "eu-west-1", Yes),
        ("mariadb", "11.4", "ap-south-2", No),
        ("mariadb", "10.11", "ap-east-2", No),
        ("mariadb", "11.8", "ap-east-2", Yes),
        ("mariadb", "11.8", "eu-south-2", Disputed),
        ("oracle-ee", "19", "us-east-1", No),
        ("db2-se", "11.5", "us-east-1", No),
    ] {
        let region = find(region).unwrap();
        assert_eq!(
            engine(name).iam_authentication(major, region),
            support,
            "{name} {region}"
        );
    }
}

#[test]
fn words_that_only_some_engines_take() {
    assert!(engine("db2-se").supports_timezone() && engine("sqlserver-se").supports_timezone());
    assert!(!engine("postgres").supports_timezone());
    assert!(engine("oracle-ee").supports_character_set());
    assert!(!engine("mysql").supports_character_set());
    assert!(engine("oracle-ee").supports_nchar_character_set());
    assert!(!engine("sqlserver-ee").supports_nchar_character_set());
    assert!(engine("aurora-mysql").supports_backtrack());
    assert!(!engine("aurora-postgresql").supports_backtrack());
    assert!(engine("mariadb").blue_green_update() && !engine("oracle-ee").blue_green_update());
    assert!(engine("sqlserver-se").managed_password_with_replicas());
    assert!(!engine("mysql").managed_password_with_replicas());
    assert!(!engine("custom-oracle-ee").managed_password());
}

#[test]
fn ports() {
    for engine in all() {
        assert!(port_is_allowed(engine, default_port(engine)), "{engine}");
        assert!(!port_is_allowed(engine, 1149));
        assert!(port_is_allowed(engine, 65535));
        let server = engine.family() == Family::SqlServer;
        assert_eq!(port_is_allowed(engine, 3389), !server);
        assert_eq!(port_is_allowed(engine, 49156), !server);
    }
}

#[test]
fn licenses() {
    for (name, default) in [
        ("mysql", Some("general-public-license")),
        ("postgres", Some("postgresql-license")),
        ("oracle-ee", Some("bring-your-own-license")),
        ("oracle-se2", None),
        ("sqlserver-se", None),
        ("db2-ae", Some("bring-your-own-license")),
        ("aurora-mysql", None),
        ("custom-oracle-ee", None),
    ] {
        assert_eq!(default_license_model(engine(name)), default, "{name}");
    }
    for engine in all() {
        let models = license_models(engine);
        assert!(models.is_sorted());
        assert!(default_license_model(engine).is_none_or(|model| models.contains(&model)));
        assert_eq!(models.is_empty(), engine.is_aurora() || engine.is_custom());
    }
}

#[test]
fn expected_logs_are_exportable() {
    for engine in all() {
        let types = logs::types(engine);
        assert!(types.is_sorted(), "{engine}");
        assert!(logs::expected(engine).is_sorted(), "{engine}");
        for log in logs::expected(engine) {
            assert!(types.contains(log), "{engine} {log}");
        }
    }
    assert_eq!(
        logs::expected(engine("postgres")),
        ["postgresql", "upgrade"]
    );
    assert_eq!(logs::expected(engine("sqlserver-ex")), ["error"]);
    assert!(!logs::types(engine("aurora-postgresql")).contains(&"upgrade"));
    assert!(!logs::types(engine("postgres")).contains(&"slowquery"));
}

#[test]
fn log_groups_are_named_after_instance_or_cluster() {
    for (name, group) in [
        ("postgres", "/aws/rds/instance/orders/error"),
        ("aurora-mysql", "/aws/rds/cluster/orders/error"),
    ] {
        assert_eq!(logs::group(engine(name), "orders", "error"), group);
    }
}
