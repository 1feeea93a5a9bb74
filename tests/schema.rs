//! The trimmed schema: what is kept, what provider 5 has otherwise, and how a plain value is held
//! against an argument.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

use sealform::schema::argument::{Mistake, check_argument};
use sealform::schema::{self, Nesting, Type};
use serde_json::{Value, json};

#[test]
fn types_know_their_arguments() {
    let instance = &schema::resource("aws_db_instance").unwrap().block;
    let key = instance.attributes.get("kms_key_id").unwrap();
    assert_eq!(key.ty, Type::String);
    assert!(key.usage.optional && key.usage.computed && key.force_new && !key.usage.read_only());
    assert!(instance.attributes.get("arn").unwrap().usage.read_only());
    assert!(
        instance
            .attributes
            .get("password_wo")
            .unwrap()
            .usage
            .write_only
    );
    assert!(instance.attributes.get("password").unwrap().usage.sensitive);
    let restore = instance.blocks.get("restore_to_point_in_time").unwrap();
    assert_eq!((restore.nesting, restore.max), (Nesting::List, Some(1)));
    assert!(schema::resource("aws_db_instnace").is_none());
    assert!(schema::data("aws_caller_identity").is_some());
    assert!(schema::ephemeral("aws_secretsmanager_random_password").is_some());
    assert!(
        schema::provider()
            .unwrap()
            .attributes
            .contains_key("allowed_account_ids")
    );
    assert!(schema::resource_types().any(|kind| kind == "aws_kms_replica_key"));
}

#[test]
fn id_is_read_only_although_the_schema_says_otherwise() {
    for kind in ["aws_kms_key", "aws_db_instance", "aws_rds_cluster"] {
        let block = &schema::resource(kind).unwrap().block;
        assert!(
            block.attributes.get("id").unwrap().usage.read_only(),
            "{kind}"
        );
    }
}

#[test]
fn provider_5_differs_where_the_plugin_says_so() {
    let absent = |kind: &str, name: &str| {
        let block = &schema::resource(kind).unwrap().block;
        block.attributes.get(name).unwrap().absent_in_5
    };
    assert!(absent("aws_db_instance", "region"));
    assert!(absent(
        "aws_cloudwatch_log_group",
        "deletion_protection_enabled"
    ));
    assert!(absent("aws_rds_cluster", "auto_minor_version_upgrade"));
    assert!(!absent("aws_db_instance", "password_wo"));
    assert!(schema::data("aws_rds_global_cluster").unwrap().absent_in_5);
    assert_eq!(
        schema::resource_types()
            .filter(|kind| ["aws_iam_", "aws_organizations_", "aws_route53_"]
                .iter()
                .all(|global| !kind.starts_with(global)))
            .filter(|kind| !schema::resource(kind)
                .unwrap()
                .block
                .attributes
                .contains_key("region"))
            .collect::<Vec<_>>(),
        Vec::<&str>::new(),
        "every other type is regional"
    );
}

#[track_caller]
fn mistakes(kind: &str, name: &str, value: &Value) -> Vec<String> {
    match check_argument(kind, name, value, true) {
        Ok(()) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn good_arguments() {
    for (kind, name, value) in [
        (
            "aws_db_instance",
            "ca_cert_identifier",
            json!("rds-ca-rsa2048-g1"),
        ),
        ("aws_db_instance", "allocated_storage", json!(100)),
        ("aws_db_instance", "allocated_storage", json!("100")),
        ("aws_db_instance", "multi_az", json!("true")),
        ("aws_db_instance", "multi_az", json!(false)),
        ("aws_db_instance", "engine_version", json!("15.10")),
        ("aws_db_instance", "iops", Value::Null),
        ("aws_db_instance", "vpc_security_group_ids", json!(["sg-1"])),
        ("aws_db_instance", "tags", json!({"a": "b", "n": 1})),
        ("aws_db_instance", "timeouts", json!({"create": "6h"})),
        (
            "aws_db_instance",
            "domain_dns_ips",
            json!(["10.0.0.1", "10.0.0.2"]),
        ),
        (
            "aws_rds_cluster",
            "serverlessv2_scaling_configuration",
            json!({"min_capacity": 0.5, "max_capacity": "16"}),
        ),
        (
            "aws_db_parameter_group",
            "parameter",
            json!([{"name": "a", "value": "1"}, {"name": "b", "value": 2}]),
        ),
    ] {
        assert_eq!(
            mistakes(kind, name, &value),
            Vec::<String>::new(),
            "{name} {value}"
        );
    }
}

#[test]
fn bad_arguments() {
    for (kind, name, value, expected) in [
        (
            "aws_db_instance",
            "multi_zone",
            json!(true),
            "`multi_zone` is no argument of this resource",
        ),
        (
            "aws_db_instance",
            "arn",
            json!("x"),
            "`arn` is set by AWS, not by a configuration",
        ),
        (
            "aws_db_instance",
            "region",
            json!("eu-west-1"),
            "`region` needs version 6 of the AWS provider",
        ),
        (
            "aws_db_instance",
            "allocated_storage",
            json!("plenty"),
            "`allocated_storage` must be a number, not text",
        ),
        (
            "aws_db_instance",
            "allocated_storage",
            json!(true),
            "`allocated_storage` must be a number, not a bool",
        ),
        (
            "aws_db_instance",
            "allocated_storage",
            json!(20.5),
            "`allocated_storage` must be a whole number",
        ),
        (
            "aws_db_instance",
            "multi_az",
            json!("True"),
            "`multi_az` must be a bool, not text",
        ),
        (
            "aws_db_instance",
            "engine",
            json!(["postgres"]),
            "`engine` must be a string, not a list",
        ),
        (
            "aws_db_instance",
            "vpc_security_group_ids",
            json!("sg-1"),
            "`vpc_security_group_ids` must be a set of string, not text",
        ),
        (
            "aws_db_instance",
            "backup_retention_period",
            json!(36),
            "`backup_retention_period` must be from 0 to 35",
        ),
        (
            "aws_db_instance",
            "database_insights_mode",
            json!("basic"),
            "`database_insights_mode` must be one of `standard`, `advanced`",
        ),
        (
            "aws_db_instance",
            "identifier",
            json!("Orders"),
            "`identifier` must match `^[0-9a-z-]+$`",
        ),
        (
            "aws_db_instance",
            "domain_dns_ips",
            json!(["10.0.0.1"]),
            "`domain_dns_ips` must have at least 2 elements",
        ),
        (
            "aws_db_instance",
            "enabled_cloudwatch_logs_exports",
            json!(["postgresql", "slow"]),
            "`enabled_cloudwatch_logs_exports.1` must be one of",
        ),
        (
            "aws_db_instance",
            "monitoring_role_arn",
            json!("role"),
            "`monitoring_role_arn` must be an ARN",
        ),
        (
            "aws_db_instance",
            "timeouts",
            json!({"start": "6h"}),
            "`timeouts.start` is no argument of this resource",
        ),
        (
            "aws_db_instance",
            "restore_to_point_in_time",
            json!([{}, {}]),
            "`restore_to_point_in_time` must stand 0 to 1 times",
        ),
        (
            "aws_db_instance",
            "s3_import",
            json!({}),
            "`s3_import` needs `bucket_name`",
        ),
        (
            "aws_rds_cluster",
            "serverlessv2_scaling_configuration",
            json!({"min_capacity": 0, "max_capacity": 300}),
            "`serverlessv2_scaling_configuration.max_capacity` must be from 1 to 256",
        ),
        (
            "aws_db_proxy_target",
            "nothing",
            json!(1),
            "`nothing` is no argument of this resource",
        ),
        (
            "aws_unheard_of",
            "name",
            json!(1),
            "`name` is no argument of this resource",
        ),
    ] {
        let found = mistakes(kind, name, &value);
        assert!(
            found.iter().any(|m| m.starts_with(expected)),
            "{name} {value}: {found:?}"
        );
    }
}

#[test]
fn an_unknown_name_tells_the_known_ones() {
    let problems =
        check_argument("aws_kms_key", "enable_rotation", &json!(true), false).unwrap_err();
    let Some(Mistake::Unknown(known)) = problems.first().map(|problem| &problem.mistake) else {
        panic!("{problems:?}");
    };
    assert!(known.contains(&"enable_key_rotation") && known.contains(&"timeouts"));
    assert!(
        !known.contains(&"arn"),
        "read-only attributes are no suggestion"
    );
    assert!(known.is_sorted());
}
