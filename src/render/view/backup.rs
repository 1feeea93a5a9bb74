//! AWS Backup: its role, and the vault, plan and selection of a region.

use serde::Serialize;

use super::{Site, provider, reference, site, text};
use crate::names::Region;
use crate::plan::compliance::backup::{BackupPlan, Vault};
use crate::plan::{MultiRegion, RootModule};
use crate::terraform::value::Value;

/// The role by which AWS Backup works.
#[derive(Debug, Serialize)]
pub(in crate::render) struct BackupRole {
    provider: Option<Value>,
    name: Value,
    account: Value,
    policy_arns: Value,
}

/// The role; none where there is no plan. Source: AWS Backup Developer Guide, "Managed policies for AWS Backup".
pub(in crate::render) fn backup_role(module: &RootModule) -> Option<BackupRole> {
    let backup = module.compliance.backup.as_ref()?;
    let home = module.regions.keys().next()?;
    let by_alias = module.toolchain.multi_region.value == MultiRegion::Alias;
    let arns = ["ForBackup", "ForRestores"].map(|what| {
        let name = format!("AWSBackupServiceRolePolicy{what}");
        let partition = module.partition.id();
        Value::from(format!(
            "arn:{partition}:iam::aws:policy/service-role/{name}"
        ))
    });
    Some(BackupRole {
        provider: by_alias.then(|| provider(module, *home)),
        name: backup.role.as_str().into(),
        account: module.account.as_str().into(),
        policy_arns: Value::List(arns.to_vec()),
    })
}

/// A vault, what goes into it, and when.
#[derive(Debug, Serialize)]
pub(in crate::render) struct BackupVault {
    label: Value,
    #[serde(flatten)]
    site: Site,
    name: Value,
    kms_key_arn: Value,
    vault_name: Value,
    schedule: Value,
    delete_after: Value,
    plan_id: Value,
    resources: Value,
}

pub(in crate::render) fn backup_vault(
    module: &RootModule,
    backup: &BackupPlan,
    region: Region,
    vault: &Vault,
) -> BackupVault {
    let label = region.label();
    let databases = vault.databases.iter();
    BackupVault {
        site: site(module, region),
        name: backup.name.as_str().into(),
        kms_key_arn: reference(&format!("{}.{}.arn", vault.key.resource, vault.key.label)),
        vault_name: reference(&format!("aws_backup_vault.{label}.name")),
        schedule: text(&backup.schedule),
        delete_after: backup.delete_after.value.into(),
        plan_id: reference(&format!("aws_backup_plan.{label}.id")),
        resources: Value::List(
            databases
                .map(|address| reference(&format!("{address}.arn")))
                .collect(),
        ),
        label: label.into(),
    }
}
