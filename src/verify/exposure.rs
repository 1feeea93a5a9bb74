//! What would open a door beside the keys: an address in the internet, a grant, a secret in the text, a policy for everybody,
//! a provider that trusts too much. Knows which arguments open one; must not know what a spec asks for.

use super::Violation;
use super::form::{Head, Key, Mode, Value};
use super::item::Item;
use super::module::Module;

/// Settings of the provider by which it would talk to somebody else than AWS, or as somebody else. Source: Terraform AWS
/// provider, provider configuration.
const TRUSTING: [&str; 8] = [
    "custom_ca_bundle",
    "ec2_metadata_service_endpoint",
    "http_proxy",
    "https_proxy",
    "insecure",
    "skip_credentials_validation",
    "skip_metadata_api_check",
    "skip_requesting_account_id",
];

/// Secrets of the provider, which belong into the environment.
const CREDENTIALS: [&str; 3] = ["access_key", "secret_key", "token"];

/// Policies that are attached to what they protect, by type and argument.
const RESOURCE_POLICIES: [(&str, &str); 6] = [
    ("aws_backup_vault_policy", "policy"),
    ("aws_iam_role", "assume_role_policy"),
    ("aws_s3_bucket_policy", "policy"),
    ("aws_secretsmanager_secret_policy", "policy"),
    ("aws_sns_topic", "policy"),
    ("aws_sns_topic_policy", "policy"),
];

/// Checks one block.
pub(super) fn check(module: &Module<'_>, item: Item<'_>, violations: &mut Vec<Violation>) {
    match &item.block.form.head {
        Head::Thing {
            mode: Mode::Managed,
            kind,
            ..
        } => {
            public(item, violations);
            if kind == "aws_kms_grant" {
                let message = "a grant gives access that no policy shows: a statement of the key's policy can be proven";
                violations.push(item.violation("grant", 0, message));
            }
            by_reference(module, item, kind, violations);
            for (_, argument) in RESOURCE_POLICIES.iter().filter(|(of, _)| of == kind) {
                open(item, argument, violations);
            }
            if kind == "aws_iam_role_policy_attachment" {
                managed(item, violations);
            }
        }
        Head::Provider => provider(item, violations),
        _ => {}
    }
}

/// Whatever has this argument has it off. Source: RDS API CreateDBInstance, PubliclyAccessible.
fn public(item: Item<'_>, violations: &mut Vec<Violation>) {
    let written = item.block.form.argument("publicly_accessible");
    if let Some(written) =
        written.filter(|written| !matches!(written.value, Value::Bool(false) | Value::Null))
    {
        let message = "`publicly_accessible` must be written `false`";
        violations.push(item.violation("public", written.line, message));
    }
}

/// What is said about a key is said about one of this module, so that it is known which.
fn by_reference(module: &Module<'_>, item: Item<'_>, kind: &str, violations: &mut Vec<Violation>) {
    let argument = match kind {
        "aws_kms_key_policy" => "key_id",
        "aws_kms_alias" => "target_key_id",
        "aws_kms_replica_key" => "primary_key_arn",
        _ => return,
    };
    if let Some(written) = item.block.form.argument(argument)
        && module.referred(item, &written.value).is_none()
        && !super::sources::dangling(item, &written.value)
    {
        let message = format!("`{argument}` must refer to a key of this module");
        violations.push(item.violation("key-form", written.line, message));
    }
}

/// Settings and secrets of a provider.
fn provider(item: Item<'_>, violations: &mut Vec<Violation>) {
    for argument in &item.block.form.arguments {
        let path = argument.path.as_str();
        let rule = if CREDENTIALS.contains(&path) {
            "literal-secret"
        } else if TRUSTING.contains(&path)
            && !matches!(argument.value, Value::Bool(false) | Value::Null)
        {
            "provider-setting"
        } else {
            continue;
        };
        let message = format!("`{path}` doesn't belong into a provider that is committed");
        violations.push(item.violation(rule, argument.line, message));
    }
}

/// A policy of AWS for people is too much for a role that a service takes. Source: IAM User Guide, "AWS managed policies".
fn managed(item: Item<'_>, violations: &mut Vec<Violation>) {
    let Some(policy) = item.block.form.argument("policy_arn") else {
        return;
    };
    if let Value::Text(hole) = policy.value {
        let arn = item.said(hole);
        let managed = arn.split_once(":iam::aws:policy/").map(|(_, name)| name);
        if managed.is_some_and(|name| !name.starts_with("service-role/")) {
            let message = format!("`{arn}` is for people, and this role is a service's");
            violations.push(item.violation("role-excess", policy.line, message));
        }
    }
}

/// A statement that allows everybody without any condition, or somebody of another account.
fn open(item: Item<'_>, argument: &str, violations: &mut Vec<Violation>) {
    let Some(written) = item.block.form.argument(argument) else {
        return;
    };
    let Value::Json(document) = &written.value else {
        if written.value != Value::Null && !matches!(written.value, Value::Reference(_)) {
            let message = format!(
                "`{argument}` can't be read from the text alone: write it out in `jsonencode`"
            );
            violations.push(item.violation("unreadable-policy", written.line, message));
        }
        return;
    };
    let statements = match field(item, document, "Statement") {
        Some(Value::List(statements)) => statements.as_slice(),
        Some(statement) => std::slice::from_ref(statement),
        None => &[],
    };
    for statement in statements {
        let denies = matches!(field(item, statement, "Effect"), Some(Value::Text(effect)) if item.said(*effect) == "Deny");
        let is_free = field(item, statement, "Condition").is_none();
        let fault = if denies {
            None
        } else if field(item, statement, "NotPrincipal").is_some() {
            Some("`NotPrincipal` lets everybody else in".to_owned())
        } else {
            field(item, statement, "Principal").and_then(|who| stranger(item, who, is_free))
        };
        if let Some(message) = fault {
            violations.push(item.violation("open-policy", written.line, message));
        }
    }
}

/// Who of a statement's principals must not be there.
fn stranger(item: Item<'_>, who: &Value, is_free: bool) -> Option<String> {
    match who {
        Value::Text(hole) => {
            let who = item.said(*hole);
            let account = who
                .strip_prefix("arn:")
                .and_then(|arn| arn.split(':').nth(3))
                .unwrap_or(&who);
            let is_account = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
            if who == "*" && is_free {
                Some("the policy lets everybody in".to_owned())
            } else if is_account && item.location.account.is_some_and(|own| own != account) {
                Some(format!("the policy lets account {account} in"))
            } else {
                None
            }
        }
        Value::List(items) => items.iter().find_map(|who| stranger(item, who, is_free)),
        Value::Object(fields) => fields
            .iter()
            .find_map(|(_, who)| stranger(item, who, is_free)),
        _ => None,
    }
}

fn field<'v>(item: Item<'_>, value: &'v Value, name: &str) -> Option<&'v Value> {
    let Value::Object(fields) = value else {
        return None;
    };
    let is_it = |key: &Key| match key {
        Key::Name(known) => known == name,
        Key::Text(hole) => item.said(*hole) == name,
        Key::Opaque => false,
    };
    fields
        .iter()
        .find(|(key, _)| is_it(key))
        .map(|(_, value)| value)
}
