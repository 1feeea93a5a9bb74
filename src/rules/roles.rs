//! Rules about roles that databases assume.

use super::check::{Finder, checks};
use crate::aws::arns::Arn;
use crate::aws::features;
use crate::plan::{Common, RootModule};
use crate::suggest;

checks! {
    Error "role-arn" on Module arn,
        "a role that a database assumes is one of its own account",
        "AWS refuses anything else",
        "write the ARN of a role of the account",
        "RDS API AddRoleToDBInstance and AddRoleToDBCluster";
    Warning "role-feature" on Database feature,
        "a role is for a feature that the engine has by that name",
        "AWS refuses a name that the version of the engine does not know",
        "use a name of the list, or of `aws rds describe-db-engine-versions`, SupportedFeatureNames",
        "RDS API DBEngineVersion, SupportedFeatureNames; RDS and Aurora User Guides, Integrating with other AWS services";
}

fn arn(module: &RootModule, found: &mut Finder<'_>) {
    for role in module.commons().flat_map(|common| common.roles.values()) {
        let fits = Arn::parse(role).is_ok_and(|arn| {
            arn.service == "iam"
                && arn.resource.starts_with("role/")
                && arn.partition == module.partition.id()
                && arn.account == module.account.as_str()
        });
        if !fits {
            found.report(
                role.at,
                format!(
                    "`{}` is not the ARN of a role of the account {}",
                    role.escape_debug(),
                    module.account.value
                ),
                format!(
                    "write one such as `arn:{}:iam::{}:role/orders-import`",
                    module.partition.id(),
                    module.account.value
                ),
            );
        }
    }
}

fn feature(common: &Common, found: &mut Finder<'_>) {
    let known = features::names(common.engine.value);
    for (name, role) in &common.roles {
        if known.contains(&name.as_str()) {
            continue;
        }
        let near = suggest::nearest(name, known.iter().copied());
        found.report(
            role.at,
            format!(
                "{} is not known to have a feature `{}`",
                common.engine.name(),
                name.escape_debug()
            ),
            match (near, known) {
                (Some(near), _) => format!("did you mean `{near}`?"),
                (None, []) if common.form.is_cluster() => "see SupportedFeatureNames of `aws rds describe-db-engine-versions`; where it lists none, pass the role on with `arguments: { iam_roles: [\u{2026}] }`".to_owned(),
                (None, []) => "remove it, unless SupportedFeatureNames of `aws rds describe-db-engine-versions` lists the feature".to_owned(),
                (None, known) => format!("known are {}", known.join(", ")),
            },
        );
    }
}
