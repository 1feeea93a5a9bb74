//! The page that says in which order the owner and a receiving account apply. Markdown, not Terraform.

use serde::Serialize;

use super::outputs::sharing_output;
use crate::plan::receiver::Receiver;
use crate::plan::snapshots::{Origin, Snapshot};
use crate::plan::{Cluster, Instance, Plan, RootModule};
use crate::render::markdown::Markdown;

/// What a receiving account's page says.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Readme {
    project: Markdown,
    name: Markdown,
    account: Markdown,
    owner: Markdown,
    owner_folder: Markdown,
    folder: Markdown,
    output: Markdown,
    variables: Markdown,
    shared: Vec<Shared>,
    principals: Vec<Markdown>,
    roles: bool,
    no_roles: bool,
    databases: Option<Markdown>,
    apply_twice: bool,
}

/// One shared snapshot, and what becomes of it.
#[derive(Debug, Serialize)]
struct Shared {
    arn: Markdown,
    key: Markdown,
    copies: Markdown,
}

/// The page of a receiving account.
pub(in crate::render) fn readme(plan: &Plan, module: &RootModule) -> Option<Readme> {
    let receiver = module.receiver.as_ref()?;
    let owner = plan.modules.first()?;
    let principals = receiver.principals.iter().flat_map(|list| list.iter());
    Some(Readme {
        project: Markdown::text(&plan.name),
        name: Markdown::text(&receiver.name),
        account: Markdown::code(module.account.as_str()),
        owner: Markdown::code(owner.account.as_str()),
        owner_folder: Markdown::word(&owner.folder),
        folder: Markdown::word(&module.folder),
        output: Markdown::word(&sharing_output(&receiver.name)),
        variables: Markdown::word(&format!("{}/owner.auto.tfvars.json", module.folder)),
        shared: shared(receiver),
        principals: principals.map(|arn| Markdown::code(arn)).collect(),
        roles: !receiver.roles.is_empty(),
        no_roles: receiver.roles.is_empty(),
        apply_twice: module.clusters().any(Cluster::iam_is_late)
            || module.instances().any(Instance::insights_are_late),
        databases: (!module.databases.is_empty()).then(|| {
            let databases = module.databases.iter();
            Markdown::listed(
                databases.map(|database| Markdown::code(&database.common().identifier)),
            )
        }),
    })
}

fn shared(receiver: &Receiver) -> Vec<Shared> {
    let copied = |copy: &Snapshot| {
        let identifier = Markdown::code(&copy.identifier);
        Markdown::place(&identifier, copy.region.name())
    };
    receiver
        .copies
        .iter()
        .filter_map(|copy| match &copy.origin {
            Origin::Received { arn, key } => Some(Shared {
                arn: Markdown::code(arn),
                key: Markdown::place(&Markdown::code(&key.name), copy.region.name()),
                copies: Markdown::listed(copy.with_copies().into_iter().map(copied)),
            }),
            Origin::Taken(_) | Origin::Copied { .. } | Origin::Existing { .. } => None,
        })
        .collect()
}
