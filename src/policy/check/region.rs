//! Whether the services that a policy waits for ever call this key. Knows names of services; asks nothing
//! about who is behind them.

use super::{Finding, values_of};
use crate::policy::pattern;
use crate::policy::request::{Home, via_services};
use crate::policy::{Policy, variable};

/// `kms:ViaService` always names the key's own region; another one is the mistake of a copied policy.
/// Source: KMS Developer Guide "AWS KMS condition keys", kms:ViaService.
pub(super) fn check(policy: &Policy, home: Home<'_>) -> Vec<Finding> {
    let statements = policy.statements.iter().enumerate();
    statements
        .flat_map(|(index, statement)| {
            values_of(statement, "kms:ViaService")
                .filter(move |value| !may_call(value, home))
                .map(move |value| {
                    Finding::of_statement(
                        "kms-policy-region",
                        index,
                        statement,
                        format!(
                            "`{}` never calls a key of `{region}`; write `{service}.{region}.amazonaws.com`",
                            value.escape_debug(),
                            region = home.region,
                            service = service_of(value),
                        ),
                    )
                })
        })
        .collect()
}

fn may_call(value: &str, home: Home<'_>) -> bool {
    // What a variable stands for, a request alone can tell.
    variable::occurs_in(value)
        || via_services(&service_of(value), home.region)
            .iter()
            .any(|name| pattern::fits(value, name))
}

/// The service that a value means, some service where that is a wildcard.
fn service_of(value: &str) -> String {
    let service = value.split('.').next().unwrap_or_default();
    service.replace('*', "rds").replace('?', "x")
}
