//! What a module says about its providers: one account each, and which provider at all. Knows the
//! `terraform` and `provider` blocks; must not know what is made.

use super::Violation;
use super::form::{Head, Value};
use super::module::Module;

/// Checks the providers of a module.
pub(super) fn check(module: &Module<'_>, violations: &mut Vec<Violation>) {
    let heads = || module.items.iter().map(|item| &item.block.form.head);
    let makes = heads().any(|head| matches!(head, Head::Thing { .. }));
    if makes
        && !heads().any(|head| matches!(head, Head::Terraform))
        && let Some(first) = module.items.first()
    {
        let message = "the module has no `terraform` block that names its providers";
        violations.push(first.violation("missing-block", 0, message));
    }
    for item in module.items.iter().copied() {
        if let Some(source) = item.plain("required_providers.aws.source")
            && source != "hashicorp/aws"
        {
            let message = format!("`{source}` is another provider than `hashicorp/aws`");
            violations.push(item.violation("unknown-provider", 0, message));
        }
        if !matches!(item.block.form.head, Head::Provider) {
            continue;
        }
        let form = &item.block.form;
        let accounts = form.argument("allowed_account_ids");
        let account = match accounts.map(|accounts| &accounts.value) {
            Some(Value::List(accounts)) => match accounts.as_slice() {
                [Value::Text(account)] => Some(item.said(*account)),
                _ => None,
            },
            _ => None,
        };
        let Some(account) = account else {
            let line = accounts.map_or(0, |accounts| accounts.line);
            let message =
                "`allowed_account_ids` must name the one account that the provider works in";
            violations.push(item.violation("provider-account", line, message));
            continue;
        };
        if let Some(role) = form.argument("assume_role.role_arn")
            && let Value::Text(hole) = role.value
        {
            let arn = item.said(hole);
            if arn.split(':').nth(4) != Some(&*account) {
                let message = format!("the role is not one of account {account}");
                violations.push(item.violation("provider-account", role.line, message));
            }
        }
    }
}
