//! Runbooks: every block of the shell is one that shellcheck and bash read, whatever a spec holds; every step says what one
//! should see.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod common;
/// Of the tests with real parts, what finds and installs a program.
#[allow(dead_code, unreachable_pub, reason = "other tests use the rest")]
mod real {
    pub mod machine;
    pub mod provider;
    pub mod python;
    pub mod terraform;
    pub mod working_copy;
}

use std::io::Write;
use std::process::{Command, Stdio};

use real::machine::or_skip;
use real::python::Python;
use sealform::pipeline::{build, check_sources};
use sealform::source::{SourceFile, Sources};
use sealform::verify::Mode;

const PHASES: [&str; 5] = ["prepare", "copy", "restore", "cutover", "retire"];

/// Every example of a migration in every phase, and the same for engines that no example has.
fn runbooks() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for spec in common::specs("good") {
        let name = common::name(&spec);
        let text = std::fs::read_to_string(&spec).unwrap_or_default();
        if name.starts_with("migrate-") {
            pages.extend(of(&name, &text));
            if name == "migrate-instance" {
                for (engine, version) in [
                    ("postgres", "16"),
                    ("mariadb", "10.11"),
                    ("sqlserver-se", "16.00"),
                    ("oracle-ee", "19"),
                ] {
                    let other = text
                        .replace("engine: mysql", &format!("engine: {engine}"))
                        .replace("\"8.4\"", &format!("\"{version}\""))
                        .replace("db.r6g.", "db.r6i.");
                    let other = other.split("    replicas:").next().unwrap().to_owned();
                    pages.extend(of(engine, &other));
                }
            }
        }
    }
    for (engine, version, rest) in [
        ("mysql", "8.4", ""),
        ("mariadb", "10.11", ""),
        ("postgres", "16", ""),
        ("oracle-ee", "19", ""),
        ("sqlserver-se", "16.00", ""),
        ("db2-se", "11.5", "    license_model: marketplace-license\n"),
    ] {
        let text =
            format!("{REPLICATED}    engine: {engine}\n    engine_version: \"{version}\"\n{rest}");
        pages.extend(of(&format!("dms {engine}"), &text));
    }
    pages.extend(of_upgrades());
    assert!(pages.len() >= 65, "{}", pages.len());
    pages
}

/// Every example of an upgrade, and the same with the source's turn.
fn of_upgrades() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(common::root().join("specs/good/upgrade.yaml")).unwrap();
    let phases = [
        text.clone(),
        text.replace("phase: replicas", "phase: source"),
    ];
    let mut pages = Vec::new();
    for text in phases {
        let file = SourceFile {
            name: "spec.yaml".to_owned(),
            text,
        };
        let checked = check_sources(Sources { files: vec![file] });
        assert!(!checked.found.has_errors(), "{:?}", checked.found);
        let tree = build(&checked.plan.unwrap(), Mode::ByShape)
            .unwrap()
            .unwrap();
        let runbooks = tree
            .files
            .iter()
            .filter(|(path, _)| path.starts_with("runbooks/"));
        pages.extend(runbooks.map(|(path, page)| (path.clone(), page.clone())));
    }
    pages
}

/// A database that is replicated into, less its engine.
const REPLICATED: &str = r#"version: 1
name: shop
owner: "123456789012"
regions:
  eu-west-1: { db_subnet_group_name: existing, vpc_security_group_ids: [sg-0123456789abcdef0] }
databases:
  orders:
    identifier: orders-encrypted
    instance_class: db.r6i.large
    allocated_storage: 100
    migrate_from:
      instance: orders-plain
      method: dms
      phase: prepare
      dms: { database_name: SHOP, include: ["SHOP.%"], roles: existing }
"#;

fn of(name: &str, text: &str) -> Vec<(String, String)> {
    let mut pieces = text.split("phase: ");
    let before = pieces.next().unwrap();
    let rests: Vec<&str> = pieces
        .map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_lowercase()))
        .collect();
    PHASES
        .iter()
        .flat_map(|phase| {
            let mut text = before.to_owned();
            for rest in &rests {
                text.push_str(&format!("phase: {phase}{rest}"));
            }
            let file = SourceFile {
                name: "spec.yaml".to_owned(),
                text,
            };
            let checked = check_sources(Sources { files: vec![file] });
            assert!(!checked.found.has_errors(), "{name}: {:?}", checked.found);
            let tree = build(&checked.plan.unwrap(), Mode::ByShape)
                .unwrap()
                .unwrap();
            let pages: Vec<&String> = tree
                .files
                .iter()
                .filter(|(path, _)| path.starts_with("runbooks/"))
                .map(|(_, page)| page)
                .collect();
            assert!(!pages.is_empty(), "{name} has no runbook");
            let named = pages.into_iter().enumerate().map(|(nth, page)| {
                let which = if nth == 0 {
                    String::new()
                } else {
                    format!(", {nth}")
                };
                (format!("{name}, {phase}{which}"), page.clone())
            });
            named.collect::<Vec<_>>()
        })
        .collect()
}

/// The blocks of a language, in their order.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    page.split(&format!("\n```{language}\n"))
        .skip(1)
        .map(|rest| rest.split("\n```").next().unwrap())
        .collect()
}

/// All of a page's shell as one script: later blocks use variables of earlier ones.
fn script(page: &str) -> String {
    format!("#!/usr/bin/env bash\n{}\n", blocks(page, "sh").join("\n"))
}

fn judged(mut judge: Command, script: &str) -> Result<(), String> {
    let mut child = judge
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(script.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn bash_reads_every_script() {
    for (name, page) in runbooks() {
        let mut bash = Command::new("bash");
        bash.arg("-n");
        judged(bash, &script(&page)).unwrap_or_else(|why| panic!("{name}: {why}\n{page}"));
    }
}

#[test]
#[ignore = "installs shellcheck"]
fn shellcheck_has_nothing_to_say() {
    let Some(python) = or_skip(Python::with_shellcheck()) else {
        return;
    };
    for (name, page) in runbooks() {
        let mut shellcheck = python.brought("shellcheck");
        shellcheck.args(["--shell=bash", "--severity=style", "-"]);
        judged(shellcheck, &script(&page)).unwrap_or_else(|why| panic!("{name}: {why}"));
    }
}

#[test]
fn every_step_says_what_to_see() {
    for (name, page) in runbooks() {
        let steps: Vec<&str> = page.split("\n### ").skip(1).collect();
        assert!(steps.len() > 3, "{name}");
        for (step, number) in steps.iter().zip(1..) {
            let is_way_back = !step.starts_with(|c: char| c.is_ascii_digit());
            assert!(
                is_way_back || step.starts_with(&format!("{number}. ")),
                "{name}: {step}"
            );
            assert!(step.contains("\nYou should see: "), "{name}: {step}");
        }
        let is_migration = !name.starts_with("runbooks/");
        let left = is_migration.then_some("## What stays as it was");
        for section in ["## Steps", "## Next", "## Back out"]
            .into_iter()
            .chain(left)
        {
            assert!(
                page.contains(&format!("\n{section}\n")),
                "{name}: {section}"
            );
        }
        assert!(page.contains("**Point of no return.**"), "{name}");
        assert!(
            !page.contains("{}") && !page.contains("\n\n\n"),
            "{name}:\n{page}"
        );
    }
}

#[test]
fn commands_name_what_the_spec_names() {
    let pages = runbooks();
    let page = |wanted: &str| &pages.iter().find(|(name, _)| name == wanted).unwrap().1;
    let copy = page("migrate-instance, copy");
    for wanted in [
        "--db-instance-identifier old-unencrypted-db",
        "--db-snapshot-identifier orders-encrypted-migration-1-encrypted",
        "--key-id alias/rds-production",
        "--region us-east-1",
        "terraform -chdir=owner plan -input=false -out=orders-copy.tfplan",
    ] {
        assert!(copy.contains(wanted), "{wanted}\n{copy}");
    }
    let copy = page("migrate-dms, copy, 1");
    for wanted in [
        "Values=orders-encrypted-dms",
        "terraform -chdir=owner plan -input=false -out=orders-copy.tfplan",
        "export TF_VAR_orders_dms_source_password",
        "https://truststore.pki.rds.amazonaws.com/eu-west-1/eu-west-1-bundle.pem",
    ] {
        assert!(copy.contains(wanted), "{wanted}\n{copy}");
    }
    let cutover = page("migrate-dms, cutover, 1");
    let order = [
        "Stop the writers",
        "last change",
        "Compare",
        "Stop the task",
        "sequences",
        "Apply the cutover",
    ];
    let titles: Vec<&str> = cutover
        .lines()
        .filter(|line| line.starts_with("### "))
        .collect();
    let place = |part: &str| titles.iter().position(|title| title.contains(part));
    let places = order.map(|part| place(part).expect(part));
    assert!(places.is_sorted(), "{titles:#?}");
    assert!(page("migrate-instance, cutover").contains("dig +short orders.db.example.com CNAME"));
    assert!(page("migrate-aurora, retire").contains("--db-cluster-identifier ledger "));
}
