//! The stages in their order. Knows all of them; must not do the work of any.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context;

use crate::blame;
use crate::diagnostic::Diagnostics;
use crate::names::Date;
use crate::plan::{Plan, accept, resolve::resolve};
use crate::prove::{contents, expectations, roles, turned_off, written};
use crate::render::engine::{Engine, TemplateError};
use crate::render::{render, skips, templates};
use crate::rules;
use crate::source::{
    Sources,
    parse::parse,
    read::{SpecPath, read, read_folder},
};
use crate::spec::{decode::decode, secrets};
use crate::templates::Templates;
use crate::tree::Tree;
use crate::verify::{self, Mode, Violation};

/// A spec that was read, what is wrong with it, and what it brings about.
#[derive(Debug)]
pub struct Checked {
    /// Its text.
    pub sources: Sources,
    /// Everything that was found, in the order of the text.
    pub found: Diagnostics,
    /// The plan; none where the spec could not be understood at all.
    pub plan: Option<Plan>,
}

/// Reads a spec and checks it: every mistake of it in one run.
///
/// # Errors
///
/// What cannot be read from disk or standard input.
pub fn check(spec: &Path) -> anyhow::Result<Checked> {
    let sources = read(&SpecPath::from(spec.as_os_str().to_owned()))?;
    Ok(check_sources(sources))
}

/// The same for text that was read already.
pub fn check_sources(sources: Sources) -> Checked {
    let mut found = Diagnostics::default();
    let document = parse(&sources, &mut found);
    let spec = document
        .as_ref()
        .and_then(|document| decode(document, &mut found));
    let plan = spec.map(|spec| resolve(&spec, &mut found));
    if let Some(plan) = &plan {
        rules::run(plan, &mut found);
    }
    if let Some(plan) = &plan
        && !plan.accepted.is_empty()
        && !found.has_errors()
        && let Ok(resources) = resources(plan)
    {
        accept::unused(plan, &resources, &mut found);
    }
    // What has expired is found later.
    let may_grow = plan.as_ref().is_some_and(|plan| !plan.accepted.is_empty());
    if !found.is_empty() || may_grow {
        found.hide(secrets::places(&sources, document.as_ref()));
    }
    Checked {
        sources,
        found: found.sorted(),
        plan,
    }
}

/// The resources that a plan is written as. Only the text tells which there are.
fn resources(plan: &Plan) -> anyhow::Result<BTreeSet<(String, String)>> {
    let engine = Engine::new(templates::BUILT_IN.iter().copied())?;
    Ok(skips::resources(&render(plan, &engine)?))
}

/// What a plan is written as at a path of the spec such as `databases.orders.deletion_protection`, if at all.
///
/// # Errors
///
/// A template that cannot be rendered.
pub fn written(plan: &Plan, path: &str) -> anyhow::Result<Option<String>> {
    let engine = Engine::new(templates::BUILT_IN.iter().copied()).context("a built-in template")?;
    let tree = render(plan, &engine).context("a built-in template")?;
    Ok(written::written(&tree, plan, path))
}

impl Checked {
    /// The same with what has expired on that day.
    #[must_use]
    pub fn on(mut self, today: Date) -> Self {
        if let Some(plan) = &self.plan {
            accept::expired(plan, today, &mut self.found);
            self.found = self.found.sorted();
        }
        self
    }
}

/// Why a plan gives no text that is proven.
#[derive(Debug)]
pub enum Unproven {
    /// A template that can't be rendered.
    Template(TemplateError),
    /// A text in which something is wrong.
    Text(Tree, Vec<Violation>),
}

/// Reads the user's templates: what is wrong with them is found, and they are added to the sources.
///
/// # Errors
///
/// What cannot be read from disk; a folder without a file.
pub fn templates_in(
    folder: &Path,
    sources: &mut Sources,
    found: &mut Diagnostics,
) -> anyhow::Result<Templates> {
    let files = read_folder(folder)?;
    anyhow::ensure!(
        !files.is_empty(),
        "the folder `{}` holds no template; `sealform templates --out` writes the built-in ones into one",
        folder.display()
    );
    Ok(Templates::of(files, sources, found))
}

/// Renders a plan with the built-in templates and proves the text.
///
/// # Errors
///
/// A built-in template that cannot be rendered. What the proof finds comes as a value.
pub fn build(plan: &Plan, mode: Mode) -> anyhow::Result<Result<Tree, Unproven>> {
    match build_with(plan, mode, &Templates::default()) {
        Err(Unproven::Template(error)) => Err(error).context("a built-in template"),
        built => Ok(built),
    }
}

/// Renders a plan and proves the text.
///
/// # Errors
///
/// A template that can't be rendered, and text that can't be proven.
pub fn build_with(plan: &Plan, mode: Mode, templates: &Templates) -> Result<Tree, Unproven> {
    let engine = templates.engine().map_err(Unproven::Template)?;
    let tree = render(plan, &engine).map_err(Unproven::Template)?;
    let violations = prove(&tree, plan, mode);
    if violations.is_empty() {
        Ok(tree)
    } else {
        Err(Unproven::Text(tree, violations))
    }
}

/// Why there is no text, as findings; an error where a built-in template can't be rendered.
///
/// # Errors
///
/// A built-in template that cannot be rendered.
pub fn blamed(
    unproven: Unproven,
    plan: &Plan,
    templates: &Templates,
    sources: &mut Sources,
) -> anyhow::Result<Diagnostics> {
    let mut found = Diagnostics::default();
    match unproven {
        Unproven::Template(error) => match templates.finding(&error) {
            Some(finding) => found.push(finding),
            None => return Err(error).context("a built-in template"),
        },
        Unproven::Text(tree, violations) => {
            let proven_with = |texts: &[(&'static str, &str)]| {
                let texts = texts
                    .iter()
                    .map(|(name, text)| (name.to_string(), text.to_string()));
                let tree = render(plan, &Engine::new(texts).ok()?).ok()?;
                Some(prove(&tree, plan, Mode::ByShape))
            };
            let case = blame::Case {
                plan,
                templates,
                tree: &tree,
                proven_with: &proven_with,
            };
            found.extend(blame::findings(&violations, &case, sources));
        }
    }
    Ok(found)
}

/// Everything that is wrong with rendered text: as Terraform, and then in what its key policies give whom.
pub fn prove(tree: &Tree, plan: &Plan, mode: Mode) -> Vec<Violation> {
    let reading = verify::read(tree, mode);
    let mut violations = reading.violations();
    violations.retain(|violation| !turned_off::is_asked_for(violation, plan));
    // Where a file can't be read at all, its keys would be missed as well.
    if violations
        .iter()
        .all(|violation| violation.rule != "syntax")
    {
        violations.extend(expectations::check_policies(
            tree,
            &reading.key_policies(),
            plan,
        ));
        violations.extend(contents::check(&reading.held(), plan));
        violations.extend(roles::check(&reading, plan));
    }
    violations
}
