//! Faults injected into what the good specs give and into the templates, one at a time: each is caught, named by its rule, in
//! both modes alike, and none survives.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod common;
#[path = "faults/damage.rs"]
mod damage;
#[path = "faults/rows.rs"]
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use sealform::pipeline::{build, check, prove};
use sealform::plan::Plan;
use sealform::render::engine::Engine;
use sealform::render::render;
use sealform::render::templates::BUILT_IN;
use sealform::tree::Tree;
use sealform::verify::{Mode, Violation};

use rows::{OUTPUT, TEMPLATES};

/// What a good spec gives.
struct Rendered {
    plan: Plan,
    tree: Tree,
}

fn rendered(spec: &str) -> Rendered {
    let plan = check(
        &common::root()
            .join("specs/good")
            .join(format!("{spec}.yaml")),
    )
    .unwrap()
    .plan
    .unwrap();
    let tree = build(&plan, Mode::ByShape).unwrap().unwrap();
    Rendered { plan, tree }
}

/// What the proof finds, if both modes find the same.
fn verdict(tree: &Tree, plan: &Plan, what: &str) -> Vec<Violation> {
    let by_shape = prove(tree, plan, Mode::ByShape);
    assert_eq!(by_shape, prove(tree, plan, Mode::Paranoid), "{what}");
    by_shape
}

/// Says of a fault that its rule isn't among those that were found.
fn survivor(what: &str, rule: &str, found: &[Violation]) -> Option<String> {
    let rules: BTreeSet<&str> = found.iter().map(|violation| violation.rule).collect();
    let first = found.first().map(|violation| &violation.message);
    (!rules.contains(rule)).then(|| format!("{what}: wanted {rule}, found {rules:?} {first:?}"))
}

#[test]
fn no_fault_of_the_output_survives() {
    let mut specs: BTreeMap<&str, Rendered> = BTreeMap::new();
    let mut survivors = Vec::new();
    for fault in OUTPUT {
        let good = specs
            .entry(fault.spec)
            .or_insert_with(|| rendered(fault.spec));
        let mut tree = good.tree.clone();
        let text = tree.files.get_mut(fault.file).expect(fault.what);
        assert!(
            text.contains(fault.from),
            "{}: nothing to change",
            fault.what
        );
        *text = text.replacen(fault.from, fault.to, 1);
        let found = verdict(&tree, &good.plan, fault.what);
        survivors.extend(survivor(fault.what, fault.rule, &found));
    }
    assert!(
        survivors.is_empty(),
        "{}:\n{}",
        survivors.len(),
        survivors.join("\n")
    );
}

#[test]
fn no_fault_of_a_template_survives() {
    let mut specs: BTreeMap<&str, Rendered> = BTreeMap::new();
    let mut survivors = Vec::new();
    for fault in TEMPLATES {
        let good = specs
            .entry(fault.spec)
            .or_insert_with(|| rendered(fault.spec));
        let mut texts: BTreeMap<&str, String> = BUILT_IN
            .iter()
            .map(|(name, text)| (*name, (*text).to_owned()))
            .collect();
        let text = texts.get_mut(fault.file).expect(fault.what);
        assert!(
            text.contains(fault.from),
            "{}: nothing to change",
            fault.what
        );
        *text = text.replacen(fault.from, fault.to, 1);
        let texts = texts
            .into_iter()
            .map(|(name, text)| (name.to_owned(), text));
        let tree = render(&good.plan, &Engine::new(texts).unwrap()).unwrap();
        let found = verdict(&tree, &good.plan, fault.what);
        survivors.extend(survivor(fault.what, fault.rule, &found));
    }
    assert!(
        survivors.is_empty(),
        "{}:\n{}",
        survivors.len(),
        survivors.join("\n")
    );
}

#[test]
fn there_are_enough_and_each_has_a_name() {
    let all = || OUTPUT.iter().chain(TEMPLATES);
    let names: BTreeSet<&str> = all().map(|fault| fault.what).collect();
    assert_eq!(names.len(), all().count());
    assert!(names.len() >= 150, "{}", names.len());
}
