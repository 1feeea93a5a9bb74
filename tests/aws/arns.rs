use proptest::prelude::*;
use sealform::aws::arns::keys::{self, KeyProblem};
use sealform::aws::arns::principals::{self, PrincipalKind, PrincipalProblem};
use sealform::aws::arns::{Arn, ArnProblem};

const KEY: &str = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

#[test]
fn the_parts_of_an_arn() {
    let text = "arn:aws:rds:us-east-1:123456789012:db:orders";
    let arn = Arn::parse(text).unwrap();
    assert_eq!(arn.service, "rds");
    assert_eq!(arn.region, "us-east-1");
    assert_eq!(arn.account, "123456789012");
    assert_eq!(arn.resource, "db:orders");
    assert_eq!(arn.to_string(), text);
}

#[test]
fn what_is_no_arn() {
    for (text, problem) in [
        ("", ArnProblem::Shape),
        ("arn:aws:iam", ArnProblem::Shape),
        ("role/Deployers", ArnProblem::Shape),
        (
            "arn:amazon:iam::123456789012:root",
            ArnProblem::Partition("amazon".to_owned()),
        ),
        (
            "arn:aws:iam::12345678901:root",
            ArnProblem::Account("12345678901".to_owned()),
        ),
        ("arn:aws::::x", ArnProblem::Empty("service")),
        ("arn:aws:iam::123456789012:", ArnProblem::Empty("resource")),
        ("arn:aws:iam::123456789012:role/A B", ArnProblem::Holds(' ')),
        ("arn:aws:iam::123456789012:role/é", ArnProblem::Holds('é')),
    ] {
        assert_eq!(Arn::parse(text), Err(problem), "{text}");
    }
}

#[test]
fn principals_of_key_policies() {
    for (text, kind) in [
        ("arn:aws:iam::123456789012:root", PrincipalKind::Root),
        (
            "arn:aws:iam::123456789012:user/ops/jane",
            PrincipalKind::User,
        ),
        (
            "arn:aws-cn:iam::123456789012:role/Deployers",
            PrincipalKind::Role,
        ),
    ] {
        let principal = principals::parse(text).unwrap();
        assert_eq!(principal.kind, kind);
        assert_eq!(principal.account.as_str(), "123456789012");
        assert_eq!(principal.arn.to_string(), text);
    }
    for (text, problem) in [
        ("*", PrincipalProblem::Wildcard),
        (
            "arn:aws:iam::123456789012:role/*",
            PrincipalProblem::Wildcard,
        ),
        (
            "arn:aws:iam::123456789012:group/Admins",
            PrincipalProblem::Group,
        ),
        (
            "arn:aws:sts::123456789012:assumed-role/Deployers/jane",
            PrincipalProblem::AssumedRole("arn:aws:iam::123456789012:role/Deployers".to_owned()),
        ),
        ("arn:aws:iam::123456789012:role/", PrincipalProblem::NoName),
        (
            "arn:aws:iam::123456789012:policy/P",
            PrincipalProblem::Other,
        ),
        (
            "arn:aws:rds:us-east-1:123456789012:db:orders",
            PrincipalProblem::Other,
        ),
        ("123456789012", PrincipalProblem::Arn(ArnProblem::Shape)),
        (
            "arn:aws:iam:::root",
            PrincipalProblem::Arn(ArnProblem::Account(String::new())),
        ),
    ] {
        assert_eq!(principals::parse(text), Err(problem), "{text}");
    }
}

#[test]
fn keys_are_told_from_ids_and_aliases() {
    let key = keys::parse(KEY).unwrap();
    assert_eq!(key.region.name(), "eu-west-1");
    assert_eq!(key.account.as_str(), "123456789012");
    assert!(!key.is_multi_region());
    let multi = "arn:aws:kms:us-east-1:123456789012:key/mrk-1234abcd12ab34cd56ef1234567890ab";
    assert!(keys::parse(multi).unwrap().is_multi_region());
    for (text, problem) in [
        ("alias/rds", KeyProblem::Alias),
        (
            "arn:aws:kms:us-east-1:123456789012:alias/rds",
            KeyProblem::AliasArn,
        ),
        ("1234abcd-12ab-34cd-56ef-1234567890ab", KeyProblem::Id),
        ("mrk-1234abcd12ab34cd56ef1234567890ab", KeyProblem::Id),
        (
            "arn:aws:kms:us-east-9:123456789012:key/x",
            KeyProblem::Region("us-east-9".to_owned()),
        ),
        (
            "arn:aws:kms:us-east-1:123456789012:key/x",
            KeyProblem::Shape,
        ),
        ("arn:aws:iam::123456789012:root", KeyProblem::Other),
        ("rds", KeyProblem::Arn(ArnProblem::Shape)),
    ] {
        assert_eq!(keys::parse(text), Err(problem), "{text}");
    }
    let elsewhere = KEY.replace("eu-west-1", "cn-north-1");
    assert!(matches!(
        keys::parse(&elsewhere),
        Err(KeyProblem::Partition(_))
    ));
}

#[test]
fn problems_continue_a_sentence() {
    let hostile = "arn:a\u{1b}[31m\nws:iam::1:root";
    let problems = [
        principals::parse("arn:aws:iam::123456789012:group/Admins")
            .unwrap_err()
            .to_string(),
        keys::parse("alias/rds").unwrap_err().to_string(),
        keys::parse(hostile).unwrap_err().to_string(),
        Arn::parse("arn:aws\u{7}:iam::123456789012:root")
            .unwrap_err()
            .to_string(),
    ];
    for text in problems {
        assert!(
            text.starts_with(|first: char| first.is_ascii_lowercase()),
            "{text}"
        );
        assert!(
            !text.ends_with('.') && !text.contains(char::is_control),
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC*", near in "arn:(aws|aws-cn):[a-z]{0,4}:[a-z0-9\\-]{0,10}:[0-9]{0,12}:[a-z/:*\\-]{0,20}") {
        for text in [&text, &near] {
            if let Ok(arn) = Arn::parse(text) {
                prop_assert_eq!(&arn.to_string(), text);
            }
            let _ = principals::parse(text).map_err(|problem| problem.to_string());
            let _ = keys::parse(text).map_err(|problem| problem.to_string());
        }
    }
}
