//! Rules about key policies, asked of the policy that will be written and not of what the spec says.

use super::check::{Finder, checks};
use crate::plan::{Key, RootModule};
use crate::policy::check::check;

checks! {
    Error "kms-policy-size" on Key size,
        "a key policy fits into 32 KiB",
        "KMS refuses a longer one, and Terraform does not see it coming",
        "name roles or accounts in place of many users, or give databases keys of their own",
        "KMS Developer Guide, Resource quotas";
    Error "kms-policy-charset" on Key charset,
        "a key policy is written in Latin-1",
        "KMS refuses other characters",
        "use names of ASCII letters",
        "KMS API CreateKey, Policy";
    Warning "kms-policy-admin-use" on Key administrators_use,
        "who manages a key does not use it",
        "separation of duties is lost where one role can do both",
        "name different roles under `administrators` and `users`",
        "KMS Developer Guide, Key policies";
    Error "kms-policy-lockout" on Key lockout,
        "somebody can still change the policy of a key",
        "`The new key policy will not allow you to update the key policy in the future`",
        "keep the statement for the account's root",
        "KMS API PutKeyPolicy";
}

/// What reading the policy back finds of one kind.
fn report(id: &str, key: &Key, module: &RootModule, help: &str, found: &mut Finder<'_>) {
    for finding in check(&key.policy, &module.account, key.region) {
        if finding.rule_id == id {
            found.report(
                key.name.at,
                format!(
                    "the key `{}` in `{}`: {}",
                    key.name, key.region, finding.message
                ),
                help,
            );
        }
    }
}

fn size(key: &Key, module: &RootModule, found: &mut Finder<'_>) {
    report(
        "kms-policy-size",
        key,
        module,
        "name roles or accounts in place of many users, or give databases keys of their own",
        found,
    );
}

fn charset(key: &Key, module: &RootModule, found: &mut Finder<'_>) {
    report(
        "kms-policy-charset",
        key,
        module,
        "use names of ASCII letters",
        found,
    );
}

fn administrators_use(key: &Key, module: &RootModule, found: &mut Finder<'_>) {
    report(
        "kms-policy-admin-use",
        key,
        module,
        "name different roles under `administrators` and `users`",
        found,
    );
}

fn lockout(key: &Key, module: &RootModule, found: &mut Finder<'_>) {
    report(
        "kms-policy-lockout",
        key,
        module,
        "keep the statement for the account's root",
        found,
    );
}
