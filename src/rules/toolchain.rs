//! Rules about Terraform and its provider.

use super::check::{Finder, checks};
use crate::plan::{Login, MultiRegion, Password, RootModule};

checks! {
    Error "tf-required-version" on Module required_version,
        "the spec asks for a Terraform that can read the output",
        "write-only passwords came with 1.11, and earlier versions fail on them",
        "write `required_version: \">= 1.11\"`",
        "Terraform language, write-only arguments";
    Error "tf-provider-version" on Module provider_version,
        "the spec asks for a provider that has every argument of the output",
        "older providers fail on arguments that they do not know",
        "write `aws_provider: \">= 5.100, < 7.0\"`",
        "measured with provider 5.100";
    Error "tf-region-argument" on Module region_argument,
        "the `region` argument comes with provider 6",
        "provider 5 says `Unsupported argument`",
        "write `aws_provider: \">= 6.0, < 7.0\"`, or `multi_region: alias`",
        "Terraform AWS provider, version 6 upgrade guide";
    Error "tf-assume-role-account" on Module assume_role,
        "the role that Terraform assumes is of the account that it works in",
        "each provider block allows that account alone, and would refuse any other",
        "name a role of that account",
        "Terraform AWS provider, provider configuration";
}

/// The lowest version that a constraint admits: `(6, 0)` of `>= 6.0, < 7.0`. None where it has no lower end.
fn lowest(constraint: &str) -> Option<(u32, u32)> {
    constraint
        .split(',')
        .filter_map(|part| {
            let part = part.trim();
            let version = part.trim_start_matches(['>', '<', '=', '!', '~']).trim();
            let operator = part
                .get(..part.len().saturating_sub(version.len()))
                .unwrap_or("")
                .trim();
            matches!(operator, "" | "=" | ">" | ">=" | "~>").then_some(version)
        })
        .filter_map(|version| {
            let mut numbers = version.split('.').map(|number| number.parse::<u32>().ok());
            Some((numbers.next()??, numbers.next().flatten().unwrap_or(0)))
        })
        .max()
}

fn required_version(module: &RootModule, found: &mut Finder<'_>) {
    let constraint = &module.toolchain.required_version;
    let has_variable = module.databases.iter().any(|database| {
        matches!(
            database.login(),
            Some(Login {
                password: Password::Variable { .. },
                ..
            })
        )
    });
    let forgets = module.commons().any(|common| {
        let migration = common.migration.as_ref();
        migration.is_some_and(|migration| migration.forgets_old())
    });
    // Write-only arguments came with 1.11, `removed` with 1.7, `import` with 1.5.
    let needed = match (has_variable, forgets) {
        (true, _) => (1, 11),
        (false, true) => (1, 7),
        (false, false) => (1, 5),
    };
    if lowest(constraint).is_none_or(|lowest| lowest < needed) {
        found.report_with(
            constraint.at,
            format!(
                "`{constraint}` admits a Terraform older than {}.{}, which cannot read the output",
                needed.0, needed.1
            ),
            format!("write `required_version: \">= {}.{}\"`", needed.0, needed.1),
            |diagnostic| {
                diagnostic.patch(constraint.at, format!("\">= {}.{}\"", needed.0, needed.1))
            },
        );
    }
}

fn provider_version(module: &RootModule, found: &mut Finder<'_>) {
    let constraint = &module.toolchain.aws_provider;
    if lowest(constraint).is_none_or(|lowest| lowest < (5, 100)) {
        found.report_with(
            constraint.at,
            format!("`{constraint}` admits a provider older than 5.100, for which the output is not proven"),
            "write `aws_provider: \">= 5.100, < 7.0\"`",
            |diagnostic| diagnostic.patch(constraint.at, "\">= 5.100, < 7.0\""),
        );
    }
}

fn region_argument(module: &RootModule, found: &mut Finder<'_>) {
    let toolchain = &module.toolchain;
    if toolchain.multi_region.value == MultiRegion::Region
        && lowest(&toolchain.aws_provider).is_none_or(|lowest| lowest < (6, 0))
    {
        found.report_with(
            toolchain.multi_region.at,
            format!(
                "`multi_region: region` needs provider 6, and `{}` admits an older one",
                toolchain.aws_provider
            ),
            "write `aws_provider: \">= 6.0, < 7.0\"`, or `multi_region: alias`",
            |diagnostic| diagnostic.related(toolchain.aws_provider.at, "the provider"),
        );
    }
}

fn assume_role(module: &RootModule, found: &mut Finder<'_>) {
    let Some(role) = &module.toolchain.assume_role else {
        return;
    };
    let account = role.role_arn.split(':').nth(4).unwrap_or_default();
    if account != module.account.as_str() {
        found.report_with(
            role.role_arn.at,
            format!(
                "the role is of the account `{}`, and Terraform works in `{}`",
                account.escape_debug(),
                module.account
            ),
            "name a role of that account",
            |diagnostic| diagnostic.related(module.account.at, "the account"),
        );
    }
}
