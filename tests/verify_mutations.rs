//! Faults injected into a correct tree, one at a time: each must be caught, named, and shown on its line.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "verify/fixture.rs"]
mod fixture;
#[path = "verify/mutations.rs"]
mod mutations;

use std::collections::BTreeSet;

use mutations::{MUTATIONS, Mutation};
use sealform::tree::Tree;
use sealform::verify::{Mode, RULES, Violation, verify};

fn mutated(mutation: &Mutation) -> Tree {
    let mut tree = fixture::tree();
    let text = tree.files.get_mut(mutation.file).unwrap();
    let count = text.matches(mutation.from).count();
    assert_eq!(
        count, 1,
        "{}: `{}` stands {count} times",
        mutation.what, mutation.from
    );
    *text = text.replace(mutation.from, mutation.to);
    tree
}

fn line<'t>(tree: &'t Tree, violation: &Violation) -> &'t str {
    let text = &tree.files[&violation.file];
    text.lines().nth(violation.line as usize - 1).unwrap_or("")
}

#[test]
fn every_fault_is_caught_and_named() {
    let mut missed = Vec::new();
    for mutation in MUTATIONS {
        let tree = mutated(mutation);
        for mode in [Mode::Paranoid, Mode::ByShape] {
            let violations = verify(&tree, mode);
            let caught = violations.iter().any(|violation| {
                violation.rule == mutation.rule && line(&tree, violation).contains(mutation.at)
            });
            if !caught {
                let seen: Vec<String> = violations
                    .iter()
                    .map(|v| {
                        format!(
                            "{} {}:{} {} [{}]",
                            v.rule,
                            v.file,
                            v.line,
                            v.message,
                            line(&tree, v)
                        )
                    })
                    .collect();
                missed.push(format!("{} ({mode:?}): {seen:#?}", mutation.what));
            }
        }
    }
    assert!(
        missed.is_empty(),
        "{} missed: {}",
        missed.len(),
        missed.join("\n")
    );
}

#[test]
fn there_are_enough_and_each_differs() {
    let names: BTreeSet<&str> = MUTATIONS.iter().map(|mutation| mutation.what).collect();
    assert_eq!(names.len(), MUTATIONS.len());
    assert!(MUTATIONS.len() >= 120, "{}", MUTATIONS.len());
}

#[test]
fn every_rule_is_listed_and_has_a_fault() {
    assert!(RULES.is_sorted_by_key(|(id, _)| *id));
    let listed: BTreeSet<&str> = RULES.iter().map(|(id, _)| *id).collect();
    let tried: BTreeSet<&str> = MUTATIONS.iter().map(|mutation| mutation.rule).collect();
    assert_eq!(listed, tried);
}

#[test]
fn what_was_found() {
    let mut lines = Vec::new();
    for mutation in MUTATIONS {
        lines.push(format!("# {}", mutation.what));
        for violation in verify(&mutated(mutation), Mode::Paranoid) {
            let address = violation.address.as_deref().unwrap_or("-");
            lines.push(format!(
                "{}:{} {} {address}: {}",
                violation.file, violation.line, violation.rule, violation.message
            ));
        }
    }
    insta::with_settings!({ snapshot_path => "../snapshots/verify", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("mutations", lines.join("\n"));
    });
}
