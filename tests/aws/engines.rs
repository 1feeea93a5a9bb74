use std::collections::BTreeSet;

use sealform::aws::engines::{Engine, Family, all, typo};

#[test]
fn every_name_reads_back_and_the_table_is_sorted() {
    let engines: Vec<_> = all().collect();
    assert!(engines.is_sorted_by(|a, b| a < b && a.name() < b.name()));
    assert_eq!(engines.len(), 25);
    for engine in engines {
        assert_eq!(Engine::parse(engine.name()), Some(engine));
        assert_eq!(engine.to_string(), engine.name());
    }
}

#[test]
fn what_is_no_engine_does_not_parse() {
    for word in [
        "",
        "Postgres",
        " mysql",
        "aurora",
        "neptune",
        "docdb",
        "oracle-se",
    ] {
        assert_eq!(Engine::parse(word), None, "{word}");
    }
}

#[test]
fn kinship_is_in_the_name() {
    for (name, family, edition) in [
        ("mysql", Family::Mysql, None),
        ("aurora-postgresql", Family::AuroraPostgres, None),
        ("oracle-ee-cdb", Family::Oracle, Some("ee-cdb")),
        ("custom-oracle-se2", Family::Oracle, Some("se2")),
        ("sqlserver-dev-ee", Family::SqlServer, Some("dev-ee")),
        ("db2-ce", Family::Db2, Some("ce")),
    ] {
        let engine = Engine::parse(name).unwrap();
        assert_eq!(engine.family(), family, "{name}");
        assert_eq!(engine.edition(), edition, "{name}");
        assert_eq!(engine.is_aurora(), name.starts_with("aurora"));
        assert_eq!(engine.is_custom(), name.starts_with("custom"));
        assert_eq!(engine.is_multitenant(), name.ends_with("cdb"));
    }
}

#[test]
fn slips_lead_to_engines_and_are_none_themselves() {
    for (slip, meant) in [
        ("postgresql", Some("postgres")),
        ("PostgreSQL", Some("postgres")),
        ("aurora", Some("aurora-mysql")),
        ("aurora-postgres", Some("aurora-postgresql")),
        ("mssql", Some("sqlserver-se")),
        ("oracle", Some("oracle-se2")),
        ("postgres", None),
        ("", None),
    ] {
        assert_eq!(typo::meant(slip), meant, "{slip}");
    }
    let slips: Vec<_> = typo::slips().collect();
    assert!(slips.is_sorted_by(|a, b| a < b));
    let targets: BTreeSet<_> = slips.iter().filter_map(|slip| typo::meant(slip)).collect();
    assert!(targets.iter().all(|word| Engine::parse(word).is_some()));
    assert!(slips.iter().all(|word| Engine::parse(word).is_none()));
}
