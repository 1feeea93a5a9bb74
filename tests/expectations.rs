//! The proof of key policies in the rendered text: what the templates give is what the spec asked for, and each change of
//! a policy that gives or takes an access is caught, named and shown on its line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod common;

use std::collections::BTreeSet;

use common::specs;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use sealform::plan::Plan;
use sealform::prove::expectations::{RULES, check};
use sealform::render::{engine::Engine, render, templates};
use sealform::source::{SourceFile, Sources};
use sealform::tree::Tree;

fn plan(spec: &str) -> Plan {
    sealform::pipeline::check(&common::root().join(spec))
        .unwrap()
        .plan
        .unwrap()
}

fn rendered(plan: &Plan) -> Tree {
    render(
        plan,
        &Engine::new(templates::BUILT_IN.iter().copied()).unwrap(),
    )
    .unwrap()
}

#[test]
fn every_example_is_proven() {
    for spec in specs("good") {
        let plan = sealform::pipeline::check(&spec).unwrap().plan.unwrap();
        assert_eq!(check(&rendered(&plan), &plan), [], "{}", spec.display());
    }
}

/// Only the key whose rotation the spec turns off is excused, and of nothing else.
#[test]
fn what_a_spec_turns_off_is_excused_and_nothing_else() {
    use sealform::prove::turned_off::is_asked_for;
    use sealform::verify::{Mode, Violation, verify};

    let off = plan("specs/bad/kms-rotation-off.yaml");
    let tree = rendered(&off);
    let found = verify(&tree, Mode::Paranoid);
    let rules: Vec<&str> = found.iter().map(|violation| violation.rule).collect();
    assert_eq!(rules, ["rotation-off"]);
    assert!(is_asked_for(&found[0], &off));
    assert!(!is_asked_for(&found[0], &plan(PAYMENTS)));
    let changes: [fn(&mut Violation); 4] = [
        |violation| violation.rule = "key-disabled",
        |violation| violation.file = "elsewhere/keys.tf".to_owned(),
        |violation| violation.address = Some("aws_kms_key.other".to_owned()),
        |violation| violation.address = None,
    ];
    for change in changes {
        let mut other = found[0].clone();
        change(&mut other);
        assert!(!is_asked_for(&other, &off), "{other:?}");
    }
}

/// A fault: the spec, what is changed in the first place of `keys.tf` behind `behind`, what is said, and on which line.
struct Fault {
    what: &'static str,
    spec: &'static str,
    behind: &'static str,
    from: &'static str,
    to: &'static str,
    rule: &'static str,
    says: &'static str,
    on: &'static str,
}

const PAYMENTS: &str = "specs/good/payments.yaml";
const STATEMENTS: &str = "specs/good/statements.yaml";
const MULTI: &str = "specs/good/multi-region-key.yaml";

#[rustfmt::skip]
const FAULTS: &[Fault] = &[
    Fault { what: "RDS of another region", spec: PAYMENTS, behind: "\"RdsUse\"",
        from: "rds.eu-west-1.amazonaws.com", to: "rds.us-east-1.amazonaws.com",
        rule: "access-missing", says: "anyone in 123456789012 through rds call `kms:Decrypt`", on: "policy = jsonencode" },
    Fault { what: "any region's RDS", spec: PAYMENTS, behind: "\"RdsUse\"",
        from: "StringEquals = {\n            \"kms:CallerAccount\" = \"123456789012\"\n            \"kms:ViaService\"    = \"rds.eu-west-1.amazonaws.com\"",
        to: "StringLike = {\n            \"kms:CallerAccount\" = \"123456789012\"\n            \"kms:ViaService\"    = \"rds.*.amazonaws.com\"",
        rule: "access-excess", says: "anyone in 123456789012 through RDS of", on: "RdsUse" },
    Fault { what: "any service", spec: PAYMENTS, behind: "\"RdsUse\"",
        from: "            \"kms:ViaService\"    = \"rds.eu-west-1.amazonaws.com\"\n", to: "",
        rule: "access-excess", says: "anyone in 123456789012 directly can call `kms:Decrypt`", on: "RdsUse" },
    Fault { what: "any account through RDS", spec: PAYMENTS, behind: "\"RdsUse\"",
        from: "            \"kms:CallerAccount\" = \"123456789012\"\n", to: "",
        rule: "access-excess", says: "anyone in an account that isn't named through RDS can call", on: "RdsUse" },
    Fault { what: "another account through RDS", spec: PAYMENTS, behind: "\"RdsUse\"",
        from: "\"123456789012\"", to: "\"210987654321\"",
        rule: "access-missing", says: "anyone in 123456789012 through rds", on: "policy = jsonencode" },
    Fault { what: "grants for anybody", spec: PAYMENTS, behind: "\"RdsGrants\"",
        from: "          Bool = { \"kms:GrantIsForAWSResource\" = \"true\" }\n", to: "",
        rule: "access-excess", says: "through RDS, for a grant that isn't for an AWS resource, can call `kms:CreateGrant`", on: "RdsGrants" },
    Fault { what: "grants for nobody", spec: PAYMENTS, behind: "\"RdsGrants\"",
        from: "= \"true\"", to: "= \"false\"",
        rule: "access-missing", says: "`kms:CreateGrant`", on: "policy = jsonencode" },
    Fault { what: "no grants at all", spec: PAYMENTS, behind: "\"RdsGrants\"",
        from: "\"kms:CreateGrant\", ", to: "",
        rule: "access-missing", says: "`kms:CreateGrant`", on: "policy = jsonencode" },
    Fault { what: "grants denied", spec: PAYMENTS, behind: "\"RdsGrants\"",
        from: "Effect    = \"Allow\"", to: "Effect    = \"Deny\"",
        rule: "access-missing", says: "`kms:CreateGrant`", on: "policy = jsonencode" },
    Fault { what: "a stranger among administrators", spec: PAYMENTS, behind: "\"KeyAdministrators\"",
        from: "\"arn:aws:iam::123456789012:role/KeyAdministrators\"",
        to: "[\"arn:aws:iam::123456789012:role/KeyAdministrators\", \"arn:aws:iam::210987654321:role/Eve\"]",
        rule: "access-excess", says: "`arn:aws:iam::210987654321:role/Eve` directly can call", on: "KeyAdministrators" },
    Fault { what: "another account as a whole", spec: PAYMENTS, behind: "\"EnableRootAndIamPolicies\"",
        from: "\"arn:aws:iam::123456789012:root\"", to: "[\"arn:aws:iam::123456789012:root\", \"210987654321\"]",
        rule: "access-excess", says: "anyone in 210987654321 directly can call", on: "EnableRootAndIamPolicies" },
    Fault { what: "everyone", spec: PAYMENTS, behind: "\"EnableRootAndIamPolicies\"",
        from: "\"arn:aws:iam::123456789012:root\"", to: "\"*\"",
        rule: "access-excess", says: "somebody without credentials directly can call", on: "EnableRootAndIamPolicies" },
    Fault { what: "no root", spec: PAYMENTS, behind: "\"EnableRootAndIamPolicies\"",
        from: "123456789012:root", to: "210987654321:root",
        rule: "access-missing", says: "the root of 123456789012", on: "policy = jsonencode" },
    Fault { what: "administrators who use", spec: PAYMENTS, behind: "\"KeyAdministrators\"",
        from: "\"kms:CancelKeyDeletion\"", to: "\"kms:*\"",
        rule: "access-excess", says: "role/KeyAdministrators` directly can call `kms:CreateGrant`", on: "KeyAdministrators" },
    Fault { what: "administrators who make grants", spec: PAYMENTS, behind: "\"KeyAdministrators\"",
        from: "\"kms:CreateAlias\"", to: "\"kms:Create*\"",
        rule: "access-excess", says: "role/KeyAdministrators` directly can call `kms:CreateGrant`", on: "KeyAdministrators" },
    Fault { what: "administrators who can't administer", spec: PAYMENTS, behind: "\"KeyAdministrators\"",
        from: "          \"kms:Put*\",\n", to: "",
        rule: "access-missing", says: "`kms:PutKeyPolicy`", on: "policy = jsonencode" },
    Fault { what: "another administrator", spec: PAYMENTS, behind: "\"KeyAdministrators\"",
        from: "role/KeyAdministrators", to: "role/KeyAdministrator",
        rule: "access-excess", says: "role/KeyAdministrator` directly can call", on: "KeyAdministrators" },
    Fault { what: "logs of any group", spec: PAYMENTS, behind: "\"LogsUse\"",
        from: "log-group:/aws/rds/instance/*", to: "log-group:*",
        rule: "access-excess", says: "for another log group can call", on: "LogsUse" },
    Fault { what: "logs of any account", spec: PAYMENTS, behind: "\"LogsUse\"",
        from: "eu-west-1:123456789012:log-group", to: "eu-west-1:*:log-group",
        rule: "access-excess", says: "of another account can call", on: "LogsUse" },
    Fault { what: "logs of any region", spec: PAYMENTS, behind: "\"LogsUse\"",
        from: "arn:aws:logs:eu-west-1", to: "arn:aws:logs:*",
        rule: "access-excess", says: "`logs.eu-west-1.amazonaws.com` for `/aws/rds/instance/*` of", on: "LogsUse" },
    Fault { what: "logs without a condition", spec: PAYMENTS, behind: "\"LogsUse\"",
        from: "ArnLike = {", to: "ArnLikeIfExists = {",
        rule: "access-excess", says: "`logs.eu-west-1.amazonaws.com` for this account can call", on: "LogsUse" },
    Fault { what: "logs of the wrong region", spec: PAYMENTS, behind: "\"LogsUse\"",
        from: "logs.eu-west-1.amazonaws.com", to: "logs.us-east-1.amazonaws.com",
        rule: "access-missing", says: "`logs.eu-west-1.amazonaws.com`", on: "policy = jsonencode" },
    Fault { what: "another service beside logs", spec: PAYMENTS, behind: "\"LogsUse\"",
        from: "\"logs.eu-west-1.amazonaws.com\"", to: "[\"logs.eu-west-1.amazonaws.com\", \"delivery.logs.amazonaws.com\"]",
        rule: "access-excess", says: "`delivery.logs.amazonaws.com`", on: "LogsUse" },
    Fault { what: "passwords without grants", spec: PAYMENTS, behind: "\"SecretsGrants\"",
        from: "secretsmanager.us-east-1", to: "secretsmanager.us-east-2",
        rule: "access-missing", says: "through secretsmanager call `kms:CreateGrant`", on: "policy = jsonencode" },
    Fault { what: "passwords from anywhere", spec: PAYMENTS, behind: "\"SecretsUse\"",
        from: "            \"kms:ViaService\" = [\n              \"rds.us-east-1.amazonaws.com\",\n              \"secretsmanager.us-east-1.amazonaws.com\",\n            ]\n", to: "",
        rule: "access-excess", says: "anyone in 123456789012 directly can call `kms:Decrypt`", on: "SecretsUse" },
    Fault { what: "a deny of everything", spec: PAYMENTS, behind: "\"LogsUse\"",
        from: "Effect    = \"Allow\"\n        Principal = { Service = \"logs.eu-west-1.amazonaws.com\" }", to: "Effect    = \"Deny\"\n        Principal = \"*\"",
        rule: "access-missing", says: "for the log groups", on: "policy = jsonencode" },
    Fault { what: "NotPrincipal", spec: PAYMENTS, behind: "\"KeyAdministrators\"",
        from: "Principal = {", to: "NotPrincipal = {",
        rule: "access-excess", says: "can call", on: "KeyAdministrators" },
    Fault { what: "NotAction", spec: PAYMENTS, behind: "\"RdsUse\"",
        from: "Action = [", to: "NotAction = [",
        rule: "access-excess", says: "anyone in 123456789012 through RDS can call", on: "RdsUse" },
    Fault { what: "an operator that doesn't exist", spec: PAYMENTS, behind: "\"RdsUse\"",
        from: "StringEquals", to: "StringMatches",
        rule: "access-excess", says: "may be able to call", on: "policy = jsonencode" },
    Fault { what: "no version", spec: PAYMENTS, behind: "jsonencode",
        from: "Version = \"2012-10-17\"", to: "Version = \"2008-10-17\"",
        rule: "policy-document", says: "the version has to be `2012-10-17`", on: "policy = jsonencode" },
    Fault { what: "a key under another name", spec: PAYMENTS, behind: "resource",
        from: "\"aws_kms_key\" \"rds_eu_west_1\"", to: "\"aws_kms_key\" \"rds_eu_west_2\"",
        rule: "policy-missing", says: "isn't in the text", on: "Generated by" },
    Fault { what: "a user who describes everything", spec: STATEMENTS, behind: "\"RdsDescribe\"",
        from: "\"kms:DescribeKey\"", to: "[\"kms:DescribeKey\", \"kms:Decrypt\"]",
        rule: "access-excess", says: "role/DatabaseDeployers` directly can call `kms:Decrypt`", on: "RdsDescribe" },
    Fault { what: "a user who can't describe", spec: STATEMENTS, behind: "\"RdsDescribe\"",
        from: "\"kms:DescribeKey\"", to: "\"kms:ListGrants\"",
        rule: "access-missing", says: "role/DatabaseDeployers` directly call `kms:DescribeKey`", on: "policy = jsonencode" },
    Fault { what: "a user from another account", spec: STATEMENTS, behind: "\"RdsUse\"",
        from: "123456789012:role/DatabaseDeployers", to: "210987654321:role/DatabaseDeployers",
        rule: "access-excess", says: "`arn:aws:iam::210987654321:role/DatabaseDeployers` through RDS", on: "RdsUse" },
    Fault { what: "an auditor who decrypts", spec: STATEMENTS, behind: "\"AuditorsLook\"",
        from: "\"kms:GetKeyPolicy\"", to: "\"kms:Decrypt\"",
        rule: "access-excess", says: "role/Auditors` directly can call `kms:Decrypt`", on: "AuditorsLook" },
    Fault { what: "events of other accounts", spec: STATEMENTS, behind: "\"TopicsOfEvents\"",
        from: "\"aws:SourceAccount\"", to: "\"aws:PrincipalAccount\"",
        rule: "access-excess", says: "`events.rds.amazonaws.com`", on: "policy = jsonencode" },
    Fault { what: "a guard rail turned round", spec: STATEMENTS, behind: "\"AdministratorsAloneDelete\"",
        from: "ArnNotEquals", to: "ArnEquals",
        rule: "access-missing", says: "`kms:ScheduleKeyDeletion`", on: "policy = jsonencode" },
    Fault { what: "replication anywhere", spec: MULTI, behind: "\"KeyReplication\"",
        from: "\"kms:ReplicaRegion\" = \"eu-west-1\"", to: "\"kms:ReplicaRegion\" = \"us-east-1\"",
        rule: "access-missing", says: "into eu-west-1 call `kms:ReplicateKey`", on: "policy = jsonencode" },
];

#[test]
fn every_fault_is_caught_and_named() {
    let mut missed = Vec::new();
    for fault in FAULTS {
        let plan = plan(fault.spec);
        let mut tree = rendered(&plan);
        let text = tree.files.get_mut("owner/keys.tf").unwrap();
        let start = text
            .find(fault.behind)
            .unwrap_or_else(|| panic!("{}: {}", fault.what, fault.behind));
        let at = text[start..]
            .find(fault.from)
            .unwrap_or_else(|| panic!("{}: {}", fault.what, fault.from));
        text.replace_range(start + at..start + at + fault.from.len(), fault.to);
        let text = text.clone();
        let violations = check(&tree, &plan);
        let caught = violations.iter().any(|violation| {
            let line = text
                .lines()
                .nth(violation.line as usize - 1)
                .unwrap_or_default();
            violation.rule == fault.rule
                && violation.message.contains(fault.says)
                && line.contains(fault.on)
        });
        if !caught {
            missed.push(format!("{}: {violations:#?}", fault.what));
        }
    }
    assert!(
        missed.is_empty(),
        "{} missed: {}",
        missed.len(),
        missed.join("\n")
    );
}

#[test]
fn every_rule_has_a_fault() {
    assert!(RULES.is_sorted_by_key(|(id, _)| *id));
    let listed: BTreeSet<&str> = RULES.iter().map(|(id, _)| *id).collect();
    let tried: BTreeSet<&str> = FAULTS.iter().map(|fault| fault.rule).collect();
    assert_eq!(listed, tried);
}

/// A spec of some keys and databases in some regions of a partition.
fn spec() -> impl Strategy<Value = String> {
    let partitions = vec![
        ("aws", vec!["us-east-1", "eu-west-1", "ap-southeast-2"]),
        ("aws-cn", vec!["cn-north-1", "cn-northwest-1"]),
        ("aws-us-gov", vec!["us-gov-west-1", "us-gov-east-1"]),
    ];
    (
        select(partitions),
        subsequence(vec!["Admins", "BreakGlass"], 0..=2),
        proptest::option::of(subsequence(vec!["Deployers", "Ci", "Admins"], 1..=3)),
        any::<bool>(),
        select(vec!["postgres", "mysql", "aurora-postgresql"]),
        select(vec!["managed", "variable"]),
        any::<bool>(),
        subsequence(vec![0_usize, 1, 2, 3], 0..=4),
    )
        .prop_map(|((partition, regions), admins, users, multi, engine, password, replica, further)| {
            let arn = |name: &&str| format!("arn:{partition}:iam::123456789012:role/{name}");
            let list = |names: &[&str]| names.iter().map(arn).collect::<Vec<_>>().join(", ");
            let mut spec = "version: 1\nname: any\nowner: \"123456789012\"\nregions:\n".to_owned();
            for region in &regions {
                spec.push_str(&format!("  {region}: {{ subnet_ids: [subnet-0a1b2c3d, subnet-4e5f6a7b], vpc_security_group_ids: [sg-0123456789abcdef0] }}\n"));
            }
            spec.push_str(&format!("keys:\n  rds:\n    administrators: [{}]\n    multi_region: {multi}\n", list(&admins)));
            if let Some(users) = users {
                spec.push_str(&format!("    users: [{}]\n", list(&users)));
            }
            let statements = [
                format!("{{ sid: One, effect: Allow, principals: [{}], actions: [kms:Decrypt] }}", arn(&"Reader")),
                format!("{{ sid: Two, effect: Deny, principals: \"*\", actions: [kms:ScheduleKeyDeletion], conditions: {{ ArnNotEquals: {{ aws:PrincipalArn: \"{}\" }} }} }}", arn(&"Admins")),
                "{ sid: Three, effect: Allow, principals: \"*\", actions: [kms:Decrypt], conditions: { StringEquals: { aws:PrincipalOrgID: o-a1b2c3d4e5, kms:ViaService: rds } } }".to_owned(),
                "{ sid: Four, effect: Allow, principals: { Service: events.rds.amazonaws.com }, actions: [\"kms:GenerateDataKey*\"], conditions: { StringEquals: { aws:SourceAccount: \"123456789012\" } } }".to_owned(),
            ];
            if !further.is_empty() {
                spec.push_str("    statements:\n");
            }
            for at in further {
                spec.push_str(&format!("      - {}\n", statements[at]));
            }
            let version = match engine { "mysql" => "8.4", _ => "16" };
            spec.push_str(&format!("databases:\n  main: {{ engine: {engine}, engine_version: \"{version}\", instance_class: db.r6g.large, region: {}, password: {password}", regions[0]));
            if !engine.starts_with("aurora") {
                spec.push_str(", allocated_storage: 100");
                if replica && password == "variable" {
                    spec.push_str(&format!(", replicas: {{ other: {{ region: {} }} }}", regions[1]));
                }
            }
            spec.push_str(" }\n");
            spec
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever the spec, its policies give what the plan recorded and nothing else.
    #[test]
    fn built_policies_meet_what_is_expected_of_them(spec in spec()) {
        let sources = Sources { files: vec![SourceFile { name: "spec".to_owned(), text: spec.clone() }] };
        let checked = sealform::pipeline::check_sources(sources);
        let errors = checked.found.iter().filter(|d| d.rule.severity == sealform::diagnostic::Severity::Error).map(|d| d.message.clone()).collect::<Vec<_>>();
        prop_assert!(errors.is_empty(), "{errors:?}\n{spec}");
        let plan = checked.plan.unwrap();
        prop_assert_eq!(check(&rendered(&plan), &plan), vec![], "{}", spec);
    }
}
