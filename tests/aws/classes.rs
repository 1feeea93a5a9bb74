use proptest::prelude::*;
use sealform::aws::classes::{Class, ClassProblem, known};
use sealform::aws::engines::{Engine, Family, all};
use sealform::aws::regions::find;

fn class(text: &str) -> Class {
    Class::parse(text).unwrap_or_else(|problem| panic!("{text}: {problem}"))
}

#[test]
fn shapes() {
    for (text, family, size) in [
        ("db.r6g.xlarge", "r6g", "xlarge"),
        ("db.t3.micro", "t3", "micro"),
        ("db.m8i.metal-48xl", "m8i", "metal-48xl"),
        ("db.r5.large.tpc1.mem2x", "r5", "large.tpc1.mem2x"),
        ("db.serverless", "serverless", ""),
        ("db.x2iedn.32xlarge", "x2iedn", "32xlarge"),
    ] {
        let class = class(text);
        assert_eq!((class.family(), class.size()), (family, size));
        assert_eq!(class.to_string(), text);
    }
    for text in [
        "",
        "db",
        "db.",
        "db.r6g",
        "db.r6g.",
        "db..large",
        "db.r6g.Large",
        "DB.r6g.large",
        "db.r6g.large ",
        "db.r6g.large.tpc1",
        "db.r6g.huge",
        "cache.r6g.large",
        "serverless.large",
        "db.6g.large",
        "db.rg.large",
        "db.é6.large",
    ] {
        assert_eq!(Class::parse(text), Err(ClassProblem::Shape), "{text}");
    }
    assert_eq!(
        Class::parse("r6g.large"),
        Err(ClassProblem::NoPrefix("db.r6g.large".to_owned()))
    );
}

#[test]
fn what_the_name_tells() {
    for (text, graviton, burstable, global, encrypted) in [
        ("db.t4g.medium", true, true, false, true),
        ("db.r6gd.large", true, false, true, true),
        ("db.r8g.large", true, false, true, true),
        ("db.x2g.large", true, false, true, true),
        ("db.m6i.large", false, false, false, true),
        ("db.x2iedn.xlarge", false, false, true, true),
        ("db.serverless", false, false, true, true),
        ("db.t2.micro", false, true, false, false),
        ("db.t2.small", false, true, false, true),
        ("db.m1.small", false, false, false, false),
        ("db.z1d.large", false, false, false, true),
    ] {
        let class = class(text);
        assert_eq!(class.is_graviton(), graviton, "{text}");
        assert_eq!(class.is_burstable(), burstable, "{text}");
        assert_eq!(class.suits_global_database(), global, "{text}");
        assert_eq!(class.supports_encryption(), encrypted, "{text}");
    }
}

#[test]
fn processors_follow_from_the_size() {
    for (text, vcpus) in [
        ("db.r6g.large", Some(2)),
        ("db.r6g.24xlarge", Some(96)),
        ("db.t3.micro", Some(2)),
        ("db.t2.micro", Some(1)),
        ("db.m8i.metal-48xl", None),
        ("db.serverless", None),
        ("db.r6g.4294967295xlarge", None),
    ] {
        assert_eq!(class(text).vcpus(), vcpus, "{text}");
    }
}

#[test]
fn oracle_replicates_from_two_processors_on() {
    for (text, suits) in [
        ("db.t3.micro", false),
        ("db.t3.small", false),
        ("db.t3.medium", true),
        ("db.t2.small", false),
        ("db.r5.large.tpc1.mem2x", true),
        ("db.m8i.metal-48xl", true),
    ] {
        assert_eq!(class(text).suits_oracle_replica(), suits, "{text}");
    }
}

#[test]
fn performance_insights_by_engine() {
    for (text, family, supported) in [
        ("db.t4g.micro", Family::Mysql, false),
        ("db.t4g.medium", Family::Mysql, true),
        ("db.t4g.micro", Family::Postgres, true),
        ("db.t3.large", Family::AuroraMysql, false),
        ("db.t3.medium", Family::AuroraPostgres, true),
        ("db.m6i.large", Family::Db2, false),
        ("db.t3.small", Family::SqlServer, true),
    ] {
        assert_eq!(
            class(text).supports_performance_insights(family),
            supported,
            "{text}"
        );
    }
}

#[test]
fn what_is_offered() {
    for (text, engine, offered) in [
        ("db.r6g.xlarge", Engine::Postgres, Some(true)),
        ("db.r6g.xlarge", Engine::OracleEe, Some(false)),
        ("db.m6g.large", Engine::AuroraPostgresql, Some(false)),
        ("db.serverless", Engine::AuroraMysql, Some(true)),
        ("db.serverless", Engine::Postgres, Some(false)),
        ("db.r6g.7xlarge", Engine::Postgres, Some(false)),
        ("db.r5.large.tpc1.mem2x", Engine::OracleEe, Some(true)),
        ("db.t3.small", Engine::SqlServerEx, Some(true)),
        ("db.m5.large", Engine::SqlServerEx, Some(false)),
        ("db.m5.large", Engine::CustomSqlServerEe, None),
    ] {
        assert_eq!(class(text).is_offered(engine), offered, "{text} {engine}");
    }
}

#[test]
fn what_is_offered_in_a_region() {
    for (text, engine, region, offered) in [
        ("db.r6g.xlarge", Engine::Postgres, "us-east-1", Some(true)),
        ("db.m9g.large", Engine::Postgres, "af-south-1", Some(false)),
        (
            "db.r6g.large",
            Engine::AuroraPostgresql,
            "eu-west-1",
            Some(true),
        ),
        ("db.r6g.large", Engine::Postgres, "eusc-de-east-1", None),
        ("db.m6i.large", Engine::Db2Se, "cn-north-1", None),
    ] {
        let region = find(region).unwrap();
        assert_eq!(
            class(text).is_offered_in(engine, region),
            offered,
            "{text} {region}"
        );
    }
}

#[test]
fn every_known_class_parses_and_none_is_graviton_where_graviton_is_not() {
    for engine in all() {
        let classes = known(engine);
        assert!(classes.is_sorted_by(|a, b| a < b), "{engine}");
        for text in classes {
            let class = class(&text);
            assert_eq!(class.is_offered(engine), Some(true), "{text}");
            if matches!(
                engine.family(),
                Family::Oracle | Family::SqlServer | Family::Db2
            ) {
                assert!(!class.is_graviton(), "{engine} {text}");
            }
        }
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC*", near in "(db\\.)?[a-z0-9.\\-]{0,30}") {
        for text in [&text, &near] {
            if let Ok(class) = Class::parse(text) {
                let _ = (class.vcpus(), class.is_graviton(), class.is_offered(Engine::Mysql));
                prop_assert_eq!(class.as_str(), text.as_str());
            }
        }
    }
}
