//! The pages for people beside the root modules: runbooks, and what a receiving account reads. Knows which template makes
//! which page; must not know what is on it.

use serde::Serialize;

use super::engine::{Engine, TemplateError};
use super::{runbook, view};
use crate::plan::{Plan, RootModule};
use crate::tree::Tree;

/// Adds the pages of a root module. An upgrade comes after a migration, whose page it takes.
pub(super) fn pages(
    plan: &Plan,
    module: &RootModule,
    engine: &Engine,
    tree: &mut Tree,
) -> Result<(), TemplateError> {
    for database in &module.databases {
        let name = format!("runbooks/{}.md", database.common().name);
        if let Some(page) = runbook::runbook(plan, module, database) {
            let text = page_of("runbook_migration", &page, engine)?;
            tree.files.insert(name.clone(), text);
        }
        if let Some(page) = runbook::of_upgrade(plan, module, database) {
            let text = page_of("runbook_upgrade", &page, engine)?;
            tree.files.insert(name, text);
        }
    }
    if let Some(readme) = view::readme(plan, module) {
        let text = page_of("sharing_readme", &readme, engine)?;
        tree.files
            .insert(format!("{}/README.md", module.folder), text);
    }
    Ok(())
}

fn page_of(
    template: &str,
    view: &impl Serialize,
    engine: &Engine,
) -> Result<String, TemplateError> {
    #[cfg(test)]
    super::tests::note(template, view);
    engine.render(template, view)
}
