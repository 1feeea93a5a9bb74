use proptest::prelude::*;
use sealform::aws::engines::{Engine, all};
use sealform::aws::versions::{Status, Version, majors};

fn version(engine: &str, text: &str) -> Version {
    Version::parse(Engine::parse(engine).unwrap(), text)
        .unwrap_or_else(|problem| panic!("{engine} {text}: {problem}"))
}

#[test]
fn shapes_majors_and_families() {
    for (engine, text, major, full, family) in [
        ("postgres", "16", "16", false, "postgres16"),
        ("postgres", "16.9", "16", true, "postgres16"),
        ("postgres", "11.22-rds.20260514", "11", true, "postgres11"),
        ("postgres", "9.6.22", "9.6", true, "postgres9.6"),
        ("mysql", "8.4", "8.4", false, "mysql8.4"),
        ("mysql", "8.0.46-rds.20260908", "8.0", true, "mysql8.0"),
        ("mariadb", "10.11", "10.11", false, "mariadb10.11"),
        ("mariadb", "11.8.6", "11.8", true, "mariadb11.8"),
        (
            "aurora-postgresql",
            "16.11-limitless",
            "16",
            true,
            "aurora-postgresql16",
        ),
        ("aurora-mysql", "8.0", "8.0", false, "aurora-mysql8.0"),
        (
            "aurora-mysql",
            "8.0.mysql_aurora.3.10.1",
            "8.0",
            true,
            "aurora-mysql8.0",
        ),
        (
            "aurora-mysql",
            "5.7.mysql_aurora.2.12.0.1",
            "5.7",
            true,
            "aurora-mysql5.7",
        ),
        (
            "aurora-mysql",
            "8.4.mysql_aurora.8.4.7",
            "8.4",
            true,
            "aurora-mysql8.4",
        ),
        ("sqlserver-ee", "16.00", "16.00", false, "sqlserver-ee-16.0"),
        (
            "sqlserver-web",
            "15.00.4073.23.v1",
            "15.00",
            true,
            "sqlserver-web-15.0",
        ),
        (
            "sqlserver-dev-ee",
            "16.00.4215.2.my-build",
            "16.00",
            true,
            "sqlserver-dev-ee-16.0",
        ),
        ("oracle-ee", "19", "19", false, "oracle-ee-19"),
        (
            "oracle-ee-cdb",
            "19.0.0.0.ru-2025-01.rur-2025-01.r1",
            "19",
            true,
            "oracle-ee-cdb-19",
        ),
        (
            "oracle-se2",
            "19.0.0.0.ru-2025-01.spb-1.r1",
            "19",
            true,
            "oracle-se2-19",
        ),
        (
            "custom-oracle-ee",
            "19.my_cev1",
            "19",
            true,
            "custom-oracle-ee-19",
        ),
        ("db2-se", "11.5", "11.5", false, "db2-se-11.5"),
        (
            "db2-ae",
            "11.5.9.0.sb00063198.r1",
            "11.5",
            true,
            "db2-ae-11.5",
        ),
    ] {
        let version = version(engine, text);
        assert_eq!(version.as_str(), text);
        assert_eq!(version.major(), major, "{engine} {text}");
        assert_eq!(version.is_full(), full, "{engine} {text}");
        assert_eq!(version.parameter_group_family(), family, "{engine} {text}");
    }
}

#[test]
fn what_is_no_version_says_what_one_looks_like() {
    for (engine, text, meant) in [
        ("postgres", "", None),
        ("postgres", "16.", None),
        ("postgres", "16-rds.20260514", None),
        ("postgres", "16.9.1", None),
        ("postgres", "v16", None),
        ("aurora-postgresql", "16.9-rds.20260514", None),
        ("aurora-postgresql", "8.0", None),
        ("mysql", "8", Some("8.4")),
        ("mariadb", "10.11.4-rds.20260514", None),
        ("aurora-mysql", "3", Some("8.0")),
        ("aurora-mysql", "8.0.35", None),
        ("aurora-mysql", "8.0.mysql_aurora.3", None),
        ("sqlserver-se", "2022", Some("16.00")),
        ("sqlserver-se", "16", Some("16.00")),
        ("sqlserver-se", "16.00.4085", None),
        ("oracle-ee", "19c", Some("19")),
        ("oracle-ee", "19.my_cev1", None),
        ("db2-se", "12", Some("12.1")),
        ("db2-se", "11.5.9.0", None),
        ("mysql", "８.４", None),
    ] {
        let problem = Version::parse(Engine::parse(engine).unwrap(), text).unwrap_err();
        assert_eq!(problem.meant, meant, "{engine} {text}");
        assert!(problem.to_string().contains(" looks like `"), "{problem}");
    }
}

#[test]
fn what_aws_still_creates() {
    use Status::{Current, Deprecated, ExtendedSupport, Newer, Unknown};
    for (engine, text, status) in [
        ("postgres", "16", Current),
        ("postgres", "16.9", Current),
        ("postgres", "15.4", Deprecated),
        ("postgres", "18.5", Unknown),
        ("postgres", "18.7", Newer),
        ("postgres", "19.1", Newer),
        ("postgres", "9.6.22", Deprecated),
        ("postgres", "10.5", Deprecated),
        ("postgres", "13", ExtendedSupport),
        ("postgres", "13.23", ExtendedSupport),
        ("postgres", "13.4", Deprecated),
        ("aurora-postgresql", "15.4", Deprecated),
        ("aurora-postgresql", "14.6", Current),
        ("aurora-postgresql", "16.4", Deprecated),
        ("aurora-postgresql", "16.4-limitless", Current),
        ("mysql", "8.0", ExtendedSupport),
        ("mysql", "8.4.11", Current),
        ("mysql", "8.4.12", Newer),
        ("mysql", "9.7", Newer),
        ("mysql", "5.6.51", Deprecated),
        ("mysql", "8.1.0", Unknown),
        ("mariadb", "10.4", Deprecated),
        ("mariadb", "11.8", Current),
        ("mariadb", "11.5", Unknown),
        ("aurora-mysql", "8.0.mysql_aurora.3.04.0", Current),
        ("aurora-mysql", "8.0.mysql_aurora.3.05.2", Deprecated),
        ("aurora-mysql", "8.0.mysql_aurora.3.14.0", Newer),
        ("aurora-mysql", "5.7", ExtendedSupport),
        ("sqlserver-ee", "17.00", Current),
        ("sqlserver-web", "17.00", Newer),
        ("sqlserver-se", "12.00", Deprecated),
        ("sqlserver-ee", "16.00.4215.2.my-build", Current),
        ("oracle-ee", "19.0.0.0.ru-2030-01.rur-2030-01.r1", Current),
        ("oracle-ee", "21", Newer),
        ("oracle-ee-cdb", "26", Current),
        ("oracle-se2-cdb", "26", Newer),
        ("db2-se", "12.1", Current),
        ("db2-se", "11.1", Unknown),
    ] {
        assert_eq!(version(engine, text).status(), status, "{engine} {text}");
    }
}

#[test]
fn the_newest_minor_is_one_that_aws_creates() {
    for (engine, text, newest) in [
        ("postgres", "15.4", Some("15.19")),
        ("aurora-postgresql", "16", Some("16.15")),
        ("aurora-mysql", "8.0", Some("8.0.mysql_aurora.3.13.0")),
        ("oracle-ee", "19", None),
        ("postgres", "10", None),
    ] {
        assert_eq!(
            version(engine, text).newest_minor(),
            newest,
            "{engine} {text}"
        );
    }
}

#[test]
fn every_row_holds_versions_of_its_own_major() {
    for engine in all() {
        let names: Vec<_> = majors(engine).collect();
        assert!(!names.is_empty(), "{engine}");
        for name in names {
            let major = Version::parse(engine, name).unwrap();
            assert_eq!(major.major(), name);
            assert_eq!(major.status(), Status::Current, "{engine} {name}");
            let Some(newest) = major.newest_minor() else {
                continue;
            };
            let newest = Version::parse(engine, newest).unwrap();
            assert_eq!(newest.major(), name);
            assert!(newest.is_full());
            assert_eq!(newest.status(), Status::Current);
        }
    }
}

#[test]
fn minors_are_numbers_where_there_is_one() {
    assert_eq!(version("postgres", "16.9").minor(), Some(9));
    assert_eq!(version("postgres", "13.23-rds.20260514").minor(), Some(23));
    assert_eq!(version("mariadb", "10.11.4").minor(), Some(4));
    assert_eq!(version("postgres", "16").minor(), None);
    assert_eq!(
        version("aurora-mysql", "8.0.mysql_aurora.3.10.1").minor(),
        None
    );
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC*", near in "[0-9a-z.\\-]{0,40}") {
        for engine in all() {
            for text in [&text, &near] {
                if let Ok(version) = Version::parse(engine, text) {
                    let _ = (version.status(), version.newest_minor(), version.minor());
                    prop_assert!(text.starts_with(version.major()));
                    prop_assert!(version.parameter_group_family().starts_with(engine.name()));
                }
            }
        }
    }
}
