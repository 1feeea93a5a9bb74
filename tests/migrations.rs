//! Every example of a migration, walked through its phases by changing one word: each gives a tree that is proven, and
//! between two of them nothing is lost but what the migration itself has made. Terraform's own plans are in
//! `tests/real_terraform.rs`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail"
)]

mod common;

use sealform::meaning::{Fate, Meaning};
use sealform::pipeline::{build, check_sources};
use sealform::plan::Plan;
use sealform::source::{SourceFile, Sources};
use sealform::tree::Tree;
use sealform::verify::{self, Mode};

const PHASES: [&str; 5] = ["prepare", "copy", "restore", "cutover", "retire"];

/// The examples, with their texts.
fn examples() -> Vec<(String, String)> {
    let specs = common::specs("good").into_iter();
    let named = specs.map(|spec| (common::name(&spec), spec));
    named
        .filter(|(name, _)| name.starts_with("migrate-"))
        .map(|(name, spec)| (name, std::fs::read_to_string(spec).unwrap()))
        .collect()
}

/// The text with another phase, and nothing else changed.
fn at(text: &str, phase: &str) -> String {
    let (before, after) = text.split_once("phase: ").expect("a phase");
    let rest = after.trim_start_matches(|c: char| c.is_ascii_lowercase());
    format!("{before}phase: {phase}{rest}")
}

/// The text with its old database left alone.
fn without_old(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.contains("manage_old:"));
    lines.map(|line| format!("{line}\n")).collect()
}

fn generated(text: &str) -> (Tree, Plan) {
    let checked = check_sources(Sources {
        files: vec![SourceFile {
            name: "migration.yaml".to_owned(),
            text: text.to_owned(),
        }],
    });
    assert!(!checked.found.has_errors(), "{:?}", checked.found);
    let plan = checked.plan.unwrap();
    let tree = build(&plan, Mode::Paranoid).unwrap().unwrap();
    (tree, plan)
}

#[test]
fn there_are_examples() {
    assert!(examples().len() >= 2);
}

#[test]
fn no_phase_loses_a_database_or_a_key() {
    for (name, text) in examples() {
        for pair in PHASES.windows(2) {
            let [from, to] = pair else { unreachable!() };
            let (before, _) = generated(&at(&text, from));
            let (after, plan) = generated(&at(&text, to));
            for change in Meaning::between(&before, &after, &plan).resources {
                let own = [
                    "aws_db_snapshot.",
                    "aws_db_snapshot_copy.",
                    "aws_db_cluster_snapshot.",
                ]
                .iter()
                .any(|kind| change.address.starts_with(kind))
                    && change.address.ends_with("_migration");
                assert!(
                    own && change.change == Fate::Destroyed && *to == "retire",
                    "{name}, from {from} to {to}: {change:?}"
                );
            }
        }
    }
}

/// The way back from each phase but the last takes nothing but what the phase had made.
#[test]
fn a_step_back_before_the_restore_loses_no_database() {
    for (name, text) in examples() {
        for (from, to) in [("copy", "prepare"), ("cutover", "restore")] {
            let (before, _) = generated(&at(&text, from));
            let (after, plan) = generated(&at(&text, to));
            for change in Meaning::between(&before, &after, &plan).resources {
                assert!(
                    change.address.ends_with("_migration"),
                    "{name}, back from {from} to {to}: {change:?}"
                );
            }
        }
    }
}

/// Another round takes another snapshot, and a database that holds an older one says so instead of being replaced.
#[test]
fn another_round_replaces_no_database() {
    for (name, text) in examples() {
        if !text.contains("method: snapshot") && !text.contains("method: restore") {
            continue;
        }
        let restored = at(&text, "restore");
        let later = restored.replace("method:", "round: 7\n      method:");
        let later = later.replace("      round: 2\n", "");
        let (before, _) = generated(&restored);
        let (after, plan) = generated(&later);
        let replaced = Meaning::between(&before, &after, &plan).resources;
        assert!(!replaced.is_empty(), "{name}");
        for change in replaced {
            assert!(change.address.ends_with("_migration"), "{name}: {change:?}");
        }
        let wanted = "-migration-7";
        let guarded = after.files.values().any(|file| {
            file.lines().any(|line| {
                line.contains("condition     = self.snapshot_identifier") && line.contains(wanted)
            })
        });
        assert!(guarded, "{name} has no postcondition");
    }
}

/// The old database is named, and not managed unless somebody says so: whatever Terraform does to what it manages, it stays.
#[test]
fn the_old_database_is_not_managed() {
    for (name, text) in examples() {
        let text = without_old(&text);
        for phase in PHASES {
            let (tree, plan) = generated(&at(&text, phase));
            let databases = plan.modules.iter().flat_map(|module| module.commons());
            let old: Vec<String> = databases
                .filter_map(|common| common.migration.as_ref())
                .map(|migration| format!("\"{}\"", migration.old.identifier))
                .collect();
            assert!(!old.is_empty(), "{name}");
            for resource in verify::read(&tree, Mode::Paranoid).resources() {
                for argument in ["identifier", "cluster_identifier"] {
                    let said = resource.arguments.get(argument);
                    assert!(
                        said.is_none_or(|said| !old.contains(&said.text)),
                        "{name}, {phase}: {}",
                        resource.address
                    );
                }
            }
        }
    }
}

/// Where it is managed, it is imported as it is, and forgotten at the end.
#[test]
fn a_managed_old_database_is_only_taken_over() {
    for (name, text) in examples() {
        let text = without_old(&text);
        let text = text.replace(
            "    migrate_from:\n",
            "    migrate_from:\n      manage_old: true\n",
        );
        let encrypted = text.contains("reason: new_key");
        // One word changes the phase of one migration.
        if text.matches("migrate_from:").count() > 1 {
            continue;
        }
        for phase in PHASES {
            let (tree, _) = generated(&at(&text, phase));
            let reading = verify::read(&tree, Mode::Paranoid);
            let resources = reading.resources();
            let old: Vec<_> = resources
                .iter()
                .filter(|resource| resource.address.ends_with("_old"))
                .collect();
            let forgotten = reading.moves().iter().filter(|it| it.to.is_none()).count();
            if phase == "retire" {
                assert_eq!((old.len(), forgotten), (0, 1), "{name}");
                continue;
            }
            assert_eq!((old.len(), forgotten), (1, 0), "{name}, {phase}");
            for old in old {
                assert!(old.prevent_destroy, "{name}, {phase}");
                assert_eq!(old.ignored, ["all"], "{name}, {phase}");
                let said = &old.arguments.get("storage_encrypted").unwrap().text;
                assert_eq!(*said, encrypted.to_string(), "{name}, {phase}");
                let mut lines = tree.files.values().flat_map(|file| file.lines());
                let to = format!("  to       = {}", old.address);
                assert!(lines.any(|line| line == to), "{name}: {to}");
            }
        }
    }
}

/// Without its import, a database that is not encrypted and of which all is ignored would be made.
#[test]
fn a_managed_old_database_must_be_imported() {
    let (_, text) = examples().pop().unwrap();
    let (mut tree, _) = generated(&at(&text, "prepare"));
    for file in tree.files.values_mut() {
        *file = file.replace("  id       = \"billing\"", "  id       = \"other\"");
    }
    assert!(verify::verify(&tree, Mode::Paranoid).is_empty());
    for file in tree.files.values_mut() {
        *file = file.replace(
            "  to       = aws_db_instance.billing_old",
            "  to       = aws_db_instance.other",
        );
    }
    let rules: Vec<&str> = verify::verify(&tree, Mode::Paranoid)
        .iter()
        .map(|violation| violation.rule)
        .collect();
    assert!(
        rules.contains(&"unencrypted") || rules.contains(&"missing-key"),
        "{rules:?}"
    );
    assert!(rules.contains(&"lifecycle"), "{rules:?}");
}
