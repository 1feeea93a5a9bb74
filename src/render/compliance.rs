//! Which template makes which block about compliance, in which order. Knows the plan; must not know what a block says.

use super::engine::TemplateError;
use super::{File, view};
use crate::names::Region;
use crate::plan::compliance::config::{Config, DeployAs};
use crate::plan::{Plan, RootModule};
use crate::policy::guardrail;
use crate::tree::Tree;

/// `compliance.tf`.
pub(super) fn compliance(
    file: &mut File<'_>,
    plan: &Plan,
    module: &RootModule,
) -> Result<(), TemplateError> {
    if let Some(config) = &module.compliance.config {
        file.add_some("config_role", view::config_role(module, config).as_ref())?;
        for region in &config.regions {
            rules(file, plan, module, config, *region)?;
        }
    }
    if let Some(guardrail) = &module.compliance.guardrail {
        let policy = view::organizations_policy(module, guardrail);
        file.add_some("organizations_policy", policy.as_ref())?;
    }
    let events = module.compliance.events.iter();
    events
        .flat_map(|events| events.topics.iter().map(move |topic| (events, topic)))
        .try_for_each(|(events, (region, key))| {
            let notifications = view::notifications(module, events, *region, key);
            file.add("notifications", &notifications)
        })
}

/// The recorder and the rules of a region.
fn rules(
    file: &mut File<'_>,
    plan: &Plan,
    module: &RootModule,
    config: &Config,
    region: Region,
) -> Result<(), TemplateError> {
    let slug = plan.slug.as_str();
    let recorder = view::config_recorder(module, config, region);
    file.add_some("config_recorder", recorder.as_ref())?;
    let mut rules = config.rules_in(region).peekable();
    if rules.peek().is_none() {
        return Ok(());
    }
    match config.deploy_as.value {
        DeployAs::Rules => rules.try_for_each(|asked| {
            let rule = view::config_rule(module, config, slug, region, asked);
            file.add("config_rule", &rule)
        }),
        DeployAs::OrganizationRules => rules.try_for_each(|asked| {
            let rule = view::organization_rule(module, config, slug, region, asked);
            file.add("config_organization_rule", &rule)
        }),
        DeployAs::ConformancePack => {
            let pack = view::conformance_pack(module, config, slug, region);
            file.add("config_conformance_pack", &pack)
        }
        DeployAs::OrganizationConformancePack => {
            let pack = view::organization_conformance_pack(module, config, slug, region);
            file.add("config_organization_conformance_pack", &pack)
        }
    }
}

/// `backup.tf`.
pub(super) fn backup(file: &mut File<'_>, module: &RootModule) -> Result<(), TemplateError> {
    file.add_some("backup_role", view::backup_role(module).as_ref())?;
    let backup = module.compliance.backup.iter();
    backup
        .flat_map(|backup| backup.vaults.iter().map(move |vault| (backup, vault)))
        .try_for_each(|(backup, (region, vault))| {
            let vault = view::backup_vault(module, backup, *region, vault);
            file.add("backup_vault", &vault)
        })
}

/// `guardrail.json`: the guardrail for whoever manages the organization, where that is nobody here.
pub(super) fn guardrail_document(module: &RootModule, tree: &mut Tree) {
    if let Some(guardrail) = &module.compliance.guardrail
        && guardrail.targets.is_none()
    {
        let text = guardrail::document(&guardrail.policy).pretty();
        tree.files.insert("guardrail.json".to_owned(), text);
    }
}
