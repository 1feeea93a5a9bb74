//! Rules about key policies, asked of the policy that will be written and not of what the spec says.

use super::check::{Finder, checks};
use crate::plan::Key;
use crate::policy::check::Finding;

checks! {
    Error "kms-policy-size" on Policy size,
        "a key policy fits into 32 KiB",
        "KMS refuses a longer one, and Terraform does not see it coming",
        "name roles or accounts in place of many users, or give databases keys of their own",
        "KMS Developer Guide, Resource quotas";
    Error "kms-policy-charset" on Policy charset,
        "a key policy is written in Latin-1",
        "KMS refuses other characters",
        "use names of ASCII letters",
        "KMS API CreateKey, Policy";
    Warning "kms-policy-admin-use" on Policy administrators_use,
        "who manages a key does not use it",
        "separation of duties is lost where one role can do both",
        "name different roles under `administrators` and `users`",
        "KMS Developer Guide, Key policies";
    Error "kms-policy-lockout" on Policy lockout,
        "somebody can still change the policy of a key",
        "`The new key policy will not allow you to update the key policy in the future`",
        "keep the statement for the account's root",
        "KMS API PutKeyPolicy";
}

/// The finding at the key's name, with the region: a policy is written for each.
fn report(key: &Key, finding: &Finding, help: &str, found: &mut Finder<'_>) {
    let message = format!(
        "the key `{}` in `{}`: {}",
        key.name, key.region, finding.message
    );
    found.report(key.name.at, message, help);
}

fn size(key: &Key, finding: &Finding, found: &mut Finder<'_>) {
    let help = "name roles or accounts in place of many users, or give databases keys of their own";
    report(key, finding, help, found);
}

fn charset(key: &Key, finding: &Finding, found: &mut Finder<'_>) {
    report(key, finding, "use names of ASCII letters", found);
}

fn administrators_use(key: &Key, finding: &Finding, found: &mut Finder<'_>) {
    report(
        key,
        finding,
        "name different roles under `administrators` and `users`",
        found,
    );
}

fn lockout(key: &Key, finding: &Finding, found: &mut Finder<'_>) {
    report(
        key,
        finding,
        "keep the statement for the account's root",
        found,
    );
}
