//! The stages in their order. Knows all of them; must not do the work of any.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Context;

use crate::diagnostic::Diagnostics;
use crate::names::Date;
use crate::plan::{Plan, accept, resolve::resolve};
use crate::prove::{expectations, turned_off};
use crate::render::engine::Engine;
use crate::render::{render, skips, templates};
use crate::rules;
use crate::source::{
    Sources,
    parse::parse,
    read::{SpecPath, read},
};
use crate::spec::{decode::decode, secrets};
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

/// Text that cannot be proven: a bug of ours, since the templates are ours.
#[derive(Debug)]
pub struct Unproven(pub Vec<Violation>);

/// Renders a plan and proves the text.
///
/// # Errors
///
/// A template that cannot be rendered. What the proof finds comes as a value.
pub fn build(plan: &Plan, mode: Mode) -> anyhow::Result<Result<Tree, Unproven>> {
    let engine = Engine::new(templates::BUILT_IN.iter().copied()).context("a built-in template")?;
    let tree = render(plan, &engine).context("a built-in template")?;
    let violations = prove(&tree, plan, mode);
    Ok(if violations.is_empty() {
        Ok(tree)
    } else {
        Err(Unproven(violations))
    })
}

/// Everything that is wrong with rendered text: as Terraform, and then in what its key policies give whom.
fn prove(tree: &Tree, plan: &Plan, mode: Mode) -> Vec<Violation> {
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
    }
    violations
}
