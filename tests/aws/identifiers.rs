use proptest::prelude::*;
use sealform::aws::credentials::{
    Reservation, is_default_user, password_lengths, user_problem, user_reservation,
};
use sealform::aws::database_names::{database_name_problem, default_name};
use sealform::aws::engines::{Engine, all};
use sealform::aws::identifiers::{self, Problem};

type Check = fn(&str) -> Option<Problem>;

#[test]
fn good_names_have_no_problem() {
    let long = "a".repeat(255);
    for (check, name) in [
        (identifiers::instance_problem as Check, "production-db"),
        (identifiers::instance_problem, "a"),
        (identifiers::instance_problem, &long[..63]),
        (identifiers::multi_az_cluster_problem, &long[..52]),
        (identifiers::snapshot_problem, &long),
        (identifiers::snapshot_problem, "Release-42"),
        (identifiers::cluster_snapshot_problem, &long[..63]),
        (identifiers::alias_problem, "rds/Production_1"),
        (identifiers::alias_problem, &long[..250]),
        (
            identifiers::subnet_group_problem,
            "production subnet_group.1",
        ),
        (identifiers::parameter_group_problem, "orders-postgres16"),
        (identifiers::role_problem, "rds-monitoring@eu=1"),
        (identifiers::tag_key_problem, "Kosten Stelle/Ä+1"),
        (identifiers::tag_value_problem, ""),
        (identifiers::dms_problem, "orders-source"),
        (identifiers::config_rule_problem, "rds-storage-encrypted"),
    ] {
        assert_eq!(check(name), None, "{name}");
    }
}

#[test]
fn bad_names_say_what_is_wrong() {
    let long = "a".repeat(300);
    for (check, name, words) in [
        (identifiers::instance_problem as Check, "", "is empty"),
        (
            identifiers::instance_problem,
            "my-db-",
            "ends with a hyphen",
        ),
        (
            identifiers::instance_problem,
            "my--db",
            "has two hyphens in a row",
        ),
        (identifiers::instance_problem, "1db", "starts with a digit"),
        (identifiers::instance_problem, "-db", "starts with a hyphen"),
        (identifiers::instance_problem, "_db", "starts with `_`"),
        (identifiers::instance_problem, "my_db", "holds `_`"),
        (identifiers::instance_problem, "my db", "holds a space"),
        (
            identifiers::instance_problem,
            "db\n",
            "holds the character U+000A",
        ),
        (
            identifiers::instance_problem,
            "db\u{202e}",
            "holds the character U+202E",
        ),
        (
            identifiers::instance_problem,
            "db`",
            "holds the character U+0060",
        ),
        (
            identifiers::instance_problem,
            "myDb",
            "holds `D`, only lower case is allowed",
        ),
        (
            identifiers::instance_problem,
            &long[..70],
            "is 70 characters long, 63 are allowed",
        ),
        (
            identifiers::multi_az_cluster_problem,
            &long[..53],
            "is 53 characters long, 52 are allowed",
        ),
        (
            identifiers::snapshot_problem,
            "a",
            "is 1 character long, at least 2 are needed",
        ),
        (
            identifiers::snapshot_problem,
            "rds:orders-2026",
            "uses `rds:`, which is reserved",
        ),
        (identifiers::snapshot_problem, "a:b", "holds `:`"),
        (
            identifiers::cluster_snapshot_problem,
            &long[..64],
            "is 64 characters long, 63 are allowed",
        ),
        (
            identifiers::alias_problem,
            "alias/rds",
            "carries `alias/`, which is added for it",
        ),
        (
            identifiers::alias_problem,
            "aws/rds",
            "uses `aws/`, which is reserved",
        ),
        (identifiers::alias_problem, "a:b", "holds `:`"),
        (
            identifiers::alias_problem,
            &long[..251],
            "is 251 characters long, 250 are allowed",
        ),
        (
            identifiers::subnet_group_problem,
            "Default",
            "uses `default`, which is reserved",
        ),
        (
            identifiers::subnet_group_problem,
            "1a",
            "starts with a digit",
        ),
        (
            identifiers::parameter_group_problem,
            "default.postgres16",
            "holds `.`",
        ),
        (
            identifiers::option_group_problem,
            "a--b",
            "has two hyphens in a row",
        ),
        (
            identifiers::tag_key_problem,
            "AWS:name",
            "uses `aws:`, which is reserved",
        ),
        (identifiers::tag_key_problem, "", "is empty"),
        (identifiers::tag_key_problem, "a,b", "holds `,`"),
        (
            identifiers::tag_value_problem,
            "a\tb",
            "holds the character U+0009",
        ),
        (
            identifiers::tag_value_problem,
            &long,
            "is 300 characters long, 256 are allowed",
        ),
        (
            identifiers::role_problem,
            &long[..65],
            "is 65 characters long, 64 are allowed",
        ),
    ] {
        assert_eq!(
            check(name).map(|problem| problem.to_string()).as_deref(),
            Some(words),
            "{name}"
        );
    }
}

#[test]
fn ids_of_the_network() {
    for (prefix, id, problem, real) in [
        ("sg-", "sg-0123456789abcdef0", None, true),
        ("subnet-", "subnet-0a", None, false),
        ("vpc-", "vpc-0a1b2c3d", None, true),
        ("sg-", "subnet-0a", Some("does not begin with `sg-`"), false),
        (
            "sg-",
            "sg-",
            Some("is 3 characters long, at least 4 are needed"),
            false,
        ),
        ("sg-", "sg-0A", Some("holds `A`"), false),
    ] {
        let found = identifiers::resource_id_problem(prefix, id).map(|p| p.to_string());
        assert_eq!(found.as_deref(), problem, "{id}");
        assert_eq!(identifiers::is_real_resource_id(prefix, id), real, "{id}");
    }
}

#[test]
fn database_names() {
    let long = "a".repeat(65);
    for (engine, name, words) in [
        (Engine::Postgres, "orders_1", None),
        (
            Engine::Postgres,
            &long[..64],
            Some("is 64 characters long, 63 are allowed"),
        ),
        (Engine::Mysql, &long[..64], None),
        (
            Engine::Mysql,
            &long,
            Some("is 65 characters long, 64 are allowed"),
        ),
        (Engine::Mysql, "my-db", Some("holds `-`")),
        (Engine::Mysql, "1db", Some("starts with a digit")),
        (Engine::Mysql, "", Some("is empty")),
        (Engine::OracleEe, "ORDERS", None),
        (Engine::OracleEe, "ORDERS_1", Some("holds `_`")),
        (
            Engine::OracleEe,
            "ORDERSDB1",
            Some("is 9 characters long, 8 are allowed"),
        ),
        (
            Engine::OracleEe,
            "Null",
            Some("uses `null`, which is reserved"),
        ),
        (Engine::SqlServerSe, "orders", Some("can't be given at all")),
    ] {
        let found = database_name_problem(engine, name).map(|problem| problem.to_string());
        assert_eq!(found.as_deref(), words, "{engine} {name}");
    }
    assert_eq!(default_name(Engine::OracleEe), Some("ORCL"));
    assert_eq!(default_name(Engine::Postgres), None);
}

#[test]
fn master_users() {
    for (name, words) in [
        ("dbadmin", None),
        ("db_admin1", None),
        (
            "a_very_long_name_",
            Some("is 17 characters long, 16 are allowed"),
        ),
        ("db-admin", Some("holds `-`")),
        ("1admin", Some("starts with a digit")),
        ("", Some("is empty")),
    ] {
        assert_eq!(
            user_problem(name).map(|p| p.to_string()).as_deref(),
            words,
            "{name}"
        );
    }
    let certain = |reservation| matches!(reservation, Some(Reservation::Certain(_)));
    let likely = |reservation| matches!(reservation, Some(Reservation::Likely(_)));
    assert!(certain(user_reservation(Engine::Postgres, "admin")));
    assert!(certain(user_reservation(Engine::AuroraPostgresql, "Admin")));
    assert!(certain(user_reservation(Engine::Postgres, "pg_owner")));
    assert!(certain(user_reservation(Engine::Mysql, "rdsadmin")));
    assert_eq!(user_reservation(Engine::Mysql, "admin"), None);
    assert_eq!(user_reservation(Engine::Postgres, "postgres"), None);
    assert_eq!(user_reservation(Engine::Mysql, "pg_owner"), None);
    assert!(likely(user_reservation(Engine::SqlServerSe, "sa")));
    assert!(likely(user_reservation(Engine::OracleEe, "SYSTEM")));
    assert!(likely(user_reservation(Engine::Postgres, "user")));
    assert!(is_default_user("Postgres") && !is_default_user("dbadmin"));
}

#[test]
fn passwords_are_at_least_eight_long() {
    for engine in all() {
        let lengths = password_lengths(engine);
        assert_eq!(*lengths.start(), 8, "{engine}");
        assert!(*lengths.end() >= 30, "{engine}");
    }
}

proptest! {
    #[test]
    fn a_name_without_problem_has_the_shape(name in "[a-zA-Z0-9_.\\-]{0,70}") {
        if identifiers::instance_problem(&name).is_none() {
            prop_assert!((1..=63).contains(&name.len()));
            prop_assert!(name.starts_with(|c: char| c.is_ascii_lowercase()));
            prop_assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!name.contains("--") && !name.ends_with('-'));
        }
    }

    #[test]
    fn no_text_panics_and_problems_are_one_line(text in "\\PC*|[\\x00-\\x20a-z:/]{0,80}") {
        let checks: [Check; 16] = [
            identifiers::instance_problem,
            identifiers::cluster_problem,
            identifiers::global_cluster_problem,
            identifiers::snapshot_problem,
            identifiers::cluster_snapshot_problem,
            identifiers::alias_problem,
            identifiers::subnet_group_problem,
            identifiers::parameter_group_problem,
            identifiers::event_subscription_problem,
            identifiers::dms_problem,
            identifiers::dms_instance_problem,
            identifiers::config_rule_problem,
            identifiers::role_problem,
            identifiers::tag_key_problem,
            identifiers::tag_value_problem,
            user_problem,
        ];
        for check in checks {
            if let Some(problem) = check(&text) {
                let words = problem.to_string();
                prop_assert!(!words.contains(char::is_control), "{words:?}");
            }
        }
        let _ = identifiers::resource_id_problem("sg-", &text);
        for engine in all() {
            let _ = (database_name_problem(engine, &text), user_reservation(engine, &text));
        }
    }
}
