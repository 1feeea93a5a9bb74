//! Tests with real parts: terraform and the real AWS provider, moto in the place of AWS, boto3 to confirm.
//!
//! ```text
//! cargo test --test real_terraform -- --include-ignored
//! REAL_EXAMPLES=sharing,china cargo test --test real_terraform -- --include-ignored examples
//! ```
//!
//! They are ignored unless asked for, because they need `terraform` (1.11 or later) on the PATH, an AWS
//! provider (a plugin mirror below `/opt`, `/usr/share/terraform`, `/usr/local/share/terraform` or
//! `~/.terraform.d/plugins`; the registry otherwise), `python3` with pip, and minutes. What they need of
//! Python they install into `target/real/venv`. Where something is missing they say so and pass; with
//! `CI=true` they fail.
//!
//! What each module in `tests/real/` holds:
//!
//! | module | |
//! |---|---|
//! | `machine` | what the machine offers; skipping; running side by side |
//! | `provider` | where the AWS provider comes from |
//! | `terraform` | `fmt -check` and `validate` of any folder |
//! | `working_copy` | a folder copied, so that terraform may work in it |
//! | `python`, `moto` | the environment with moto and boto3; a server of its own for each folder |
//! | `moto_launcher.py`, `mending*.py` | moto, with its faults mended, one function each |
//! | `configuration` | what a folder takes for granted, read from its text |
//! | `generated` | the examples in `specs/good` as folders, guarded and unguarded |
//! | `facts`, `confirm.py` | what must be true in the account; boto3 asks |
//! | `planned` | what a plan would do |
//! | `renames` | a spec under names of before, and of now |
//! | `migration` | the phases of a migration, one applied after the other |
//! | `checkov` | what an independent scanner finds |
//! | `cycle` | apply, empty second plan, confirm, lift the protections, destroy, confirm |
//!
//! Nothing here sees real AWS: credentials are made up, every endpoint is a port of this machine, and what
//! the shell says in `AWS_*` and `TF_*` is dropped. A failure leaves its working copy, with moto's log, in
//! `target/real/runs`.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::indexing_slicing,
    reason = "tests fail by panicking and tell their times"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use real::configuration::Configuration;
use real::cycle::{Account, Cycle};
use real::facts::{Fact, Facts};
use real::generated;
use real::machine::or_skip;
use real::migration;
use real::python::Python;
use real::renames;
use real::terraform::Terraform;
use real::working_copy::configuration_files;

mod real {
    pub mod checkov;
    pub mod configuration;
    pub mod cycle;
    pub mod facts;
    pub mod generated;
    pub mod machine;
    pub mod migration;
    pub mod moto;
    pub mod planned;
    pub mod provider;
    #[allow(dead_code, reason = "the tests of runbooks use the rest")]
    pub mod python;
    #[allow(dead_code, reason = "the tests without terraform use the rest")]
    pub mod renames;
    pub mod terraform;
    pub mod working_copy;
}

/// A hand-written root module in the style of the generator's output.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/real")
        .join(name)
}

/// A fixture with its text changed line by line.
fn changed(folder: &Path, change: impl Fn(&str) -> String) -> TempDir {
    let target = TempDir::new().unwrap();
    for file in configuration_files(folder) {
        let text = fs::read_to_string(&file).unwrap();
        let text: String = text.lines().map(|line| change(line) + "\n").collect();
        fs::write(target.path().join(file.file_name().unwrap()), text).unwrap();
    }
    target
}

/// What must exist for the example of that name, by root module; nothing where nobody has stated it.
fn stated(name: &str) -> BTreeMap<String, Vec<Fact>> {
    let path = real::machine::programs().join(name).with_extension("json");
    match fs::read_to_string(path) {
        Ok(text) => serde_json::from_str(&text).unwrap(),
        Err(_) => BTreeMap::new(),
    }
}

#[test]
fn a_folder_tells_what_it_stands_on() {
    let read = Configuration::read(&generated::guarded("payments").owner()).unwrap();
    assert_eq!(
        serde_json::to_value(&read.existing).unwrap(),
        serde_json::json!({
            "account": "123456789012",
            "regions": {
                "eu-west-1": { "subnets": ["subnet-0a1b2c3d", "subnet-4e5f6a7b"], "subnet_groups": [] },
                "us-east-1": { "subnets": [], "subnet_groups": ["production-subnet-group"] },
            },
            "roles": [],
            "snapshots": [],
        })
    );
    assert_eq!(Vec::from_iter(read.variables), ["production_db_password"]);
}

#[test]
fn stated_facts_are_neither_more_nor_less_nor_other() {
    let all = stated("payments").remove("owner").unwrap();
    let agrees = |present: &[Fact], stated: &[Fact]| {
        let facts = Facts {
            present: present.to_vec(),
            kept: Vec::new(),
        };
        facts.agree_with(stated)
    };
    assert_eq!(agrees(&all, &all), Ok(()));
    for number in 0..all.len() {
        let mut others = all.clone();
        let fact = others.remove(number);
        assert!(
            agrees(&all, &others)
                .unwrap_err()
                .contains(&fact.identifier)
        );
        assert!(
            agrees(&others, &all)
                .unwrap_err()
                .contains(&fact.identifier)
        );
        let source = Some("us-east-1/another".to_owned());
        others.push(Fact { source, ..fact });
        assert!(agrees(&others, &all).unwrap_err().contains("another"));
    }
}

#[test]
#[ignore = "needs terraform"]
fn fixtures_are_valid() {
    let Some(terraform) = or_skip(Terraform::find()) else {
        return;
    };
    terraform.validate_all(&[fixture("small")]);
}

/// Examples that need provider 6, of which no mirror is at hand: the schema of 6.69 judges them in `verify`.
const NEED_PROVIDER_6: &[&str] = &["multi-region-key"];

#[test]
#[ignore = "needs terraform"]
fn every_example_is_valid() {
    let Some(terraform) = or_skip(Terraform::find()) else {
        return;
    };
    let names = asked_for(generated::examples().into_iter());
    let folders: Vec<generated::Generated> = names
        .iter()
        .filter(|name| !NEED_PROVIDER_6.contains(&name.as_str()))
        .map(|name| generated::guarded(name))
        .collect();
    let modules: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| folder.modules().into_values())
        .collect();
    terraform.validate_all(&modules);
}

/// An independent scanner finds nothing in what any example generates, but for what the example accepts with a reason.
#[test]
#[ignore = "needs checkov"]
fn checkov_finds_nothing_that_is_not_accepted() {
    let Some(python) = or_skip(Python::with_checkov()) else {
        return;
    };
    let scan = |name: &str, folder: &Path| -> Result<(), String> {
        let scan = real::checkov::scan(python, folder)?;
        eprintln!("{name}: {} passed, {} skipped", scan.passed, scan.skipped);
        if scan.failed.is_empty() && scan.passed > 20 {
            Ok(())
        } else {
            Err(format!("{name}: {}", scan.failed.join(", ")))
        }
    };
    let examples = generated::examples();
    real::machine::side_by_side(examples, 2, |name| {
        scan(&name, generated::guarded(&name).path())
    });

    // It would see one: the same without its encryption.
    let broken = changed(&fixture("small"), |line| {
        line.replace("storage_encrypted = true", "storage_encrypted = false")
    });
    assert!(
        scan("broken", broken.path())
            .unwrap_err()
            .contains("CKV_AWS_96 ")
    );
}

#[test]
#[ignore = "needs terraform"]
fn terraform_sees_what_is_wrong() {
    let Some(terraform) = or_skip(Terraform::find()) else {
        return;
    };
    let misaligned = changed(&fixture("small"), |line| {
        line.replace("  enable_key_rotation ", "  enable_key_rotation")
    });
    let failure = terraform.validate(misaligned.path()).unwrap_err();
    assert!(failure.contains("fmt would change"), "{failure}");

    let unknown = changed(&fixture("small"), |line| {
        line.replace("deletion_protection ", "deletion_protektion ")
    });
    let failure = terraform.validate(unknown.path()).unwrap_err();
    assert!(
        failure.contains("database.tf:") && failure.contains("Unsupported argument"),
        "{failure}"
    );
}

/// Examples that are lived through: applied, planned again without a change, confirmed, and destroyed once their protections
/// are lifted, on both sides of a share. Of `payments` and `sharing-two-accounts` it is stated what must exist; of the
/// others boto3 confirms what the state says.
const LIVED_THROUGH: &[&str] = &[
    "payments",
    "mysql",
    "accept",
    "aurora-mysql",
    "china",
    "compliance",
    "oracle",
    "profiles",
    "restore",
    "sharing",
    "sharing-two-accounts",
    "snapshots-aurora",
    "team",
];

/// Examples that moto can't live through, and what it lacks.
const BEYOND_MOTO: &[(&str, &str)] = &[
    (
        "aurora-replicas",
        "moto wants a master user of a cluster that replicates, and a cluster for its source",
    ),
    (
        "backup-replication",
        "moto has no StartDBInstanceAutomatedBackupsReplication",
    ),
    (
        "compliance-organization",
        "moto has no PutOrganizationConfigRule",
    ),
    ("conformance-pack", "moto has no PutConformancePack"),
    (
        "conformance-pack-organization",
        "moto's PutOrganizationConformancePack takes templates from S3 only",
    ),
    (
        "global",
        "moto looks in one region for the cluster that a global database is made around",
    ),
    (
        "multi-az-cluster",
        "moto refuses logins by IAM on a Multi-AZ DB cluster, which AWS has",
    ),
    (
        "roles",
        "moto has neither RemoveRoleFromDBInstance nor RemoveRoleFromDBCluster",
    ),
    ("upgrade", "moto has no ModifyGlobalCluster"),
];

/// The examples that were asked for by `REAL_EXAMPLES`, names with commas between; all of them otherwise.
fn asked_for(names: impl Iterator<Item = String>) -> Vec<String> {
    let asked = std::env::var("REAL_EXAMPLES").ok();
    let is_asked = |name: &String| {
        asked
            .as_ref()
            .is_none_or(|asked| asked.split(',').any(|one| one == name))
    };
    names.filter(is_asked).collect()
}

/// Every example in which something is shared, copied or restored is lived through, or it is said why not.
#[test]
fn what_is_shared_is_lived_through() {
    for name in generated::examples() {
        let text = generated::text(&name);
        let word = [
            "share_with:",
            "snapshots:",
            "backup_replication:",
            "restore:",
            "compliance:",
        ]
        .into_iter()
        .find(|word| text.contains(word));
        let is_named = LIVED_THROUGH.contains(&name.as_str())
            || BEYOND_MOTO.iter().any(|(beyond, _)| *beyond == name)
            || migration::EXAMPLES
                .iter()
                .any(|(walked, _)| *walked == name)
            || name == renames::EXAMPLE
            || NEED_PROVIDER_6.contains(&name.as_str());
        assert!(word.is_none() || is_named, "{name} says {word:?}");
    }
}

#[test]
#[ignore = "needs terraform"]
fn every_phase_of_a_migration_is_valid() {
    let Some(terraform) = or_skip(Terraform::find()) else {
        return;
    };
    let mut phases = Vec::new();
    let walked = migration::EXAMPLES.iter().map(|(name, _)| *name);
    for name in walked.chain(migration::WITHOUT_EMULATOR) {
        phases.extend(migration::PHASES.map(|phase| (name, phase)));
    }
    real::machine::side_by_side(phases, 2, |(name, phase)| {
        let folder = generated::in_phase(name, phase);
        let valid = terraform.validate(&folder.owner());
        valid.map_err(|why| format!("{name}, {phase}: {why}"))
    });
}

#[test]
#[ignore = "needs terraform and moto"]
fn migrations_lose_nothing_on_their_way() {
    let Some(terraform) = or_skip(Terraform::find()) else {
        return;
    };
    let Some(python) = or_skip(Python::find()) else {
        return;
    };
    let every = Vec::from_iter(&migration::EXAMPLES);
    real::machine::side_by_side(every, 2, |example| {
        migration::walk(terraform, python, example)
    });
}

/// What is applied under the names of before moves to those of now, and no plan does anything but move it.
#[test]
#[ignore = "needs terraform and moto"]
fn what_is_renamed_moves() {
    let Some(terraform) = or_skip(Terraform::find()) else {
        return;
    };
    let Some(python) = or_skip(Python::find()) else {
        return;
    };
    let (now, before) = renames::now_and_before_emulated();
    let mut owner = Account::open(terraform, python, renames::EXAMPLE, &before.owner()).unwrap();
    let outcome = owner
        .step("apply", Account::apply)
        .and_then(|()| owner.step("settles", Account::settles))
        .and_then(|()| {
            owner.take(&now.owner())?;
            owner.step("moves", |owner| {
                let plan = owner.planned()?;
                let moved = real::planned::moved(&plan);
                let changed: Vec<_> = real::planned::changes(&plan).collect();
                if moved < 20 || !changed.is_empty() {
                    return Err(format!("{moved} moved, and changed: {changed:?}"));
                }
                owner.apply_planned()?;
                owner.plan_is_empty()
            })
        });
    outcome.map_err(|why| owner.explain(&why)).unwrap();
}

#[test]
fn every_migration_is_walked() {
    let examples = generated::examples();
    let migrations = examples.iter().filter(|name| name.starts_with("migrate-"));
    let walked = migration::EXAMPLES.map(|(name, _)| name);
    let mut named = [&walked[..], &migration::WITHOUT_EMULATOR].concat();
    named.sort_unstable();
    assert_eq!(Vec::from_iter(migrations), named);
}

#[test]
#[ignore = "needs terraform and moto"]
fn examples_are_applied_confirmed_and_destroyed() {
    let Some(terraform) = or_skip(Terraform::find()) else {
        return;
    };
    let Some(python) = or_skip(Python::find()) else {
        return;
    };
    let names = asked_for(LIVED_THROUGH.iter().map(|name| (*name).to_owned()));
    let folders: Vec<_> = names
        .iter()
        .map(|name| (name, generated::guarded(name), generated::unguarded(name)))
        .collect();
    let cycles = folders
        .iter()
        .map(|(name, guarded, unguarded)| Cycle {
            name: (*name).clone(),
            guarded: guarded.modules(),
            unguarded: unguarded.modules(),
            stated: stated(name),
        })
        .collect();
    Cycle::run_all(cycles, terraform, python);
}

/// The test of the tests: each fact, once it is made wrong, is found wrong, and a change is seen in the plan.
#[test]
#[ignore = "needs terraform and moto"]
fn confirming_sees_what_is_wrong() {
    let Some(terraform) = or_skip(Terraform::find()) else {
        return;
    };
    let Some(python) = or_skip(Python::find()) else {
        return;
    };
    let account = Account::open(terraform, python, "small", &fixture("small")).unwrap();
    account.step("apply", Account::apply).unwrap();
    let Facts { present, kept } = account.facts().unwrap();
    account.confirm("present", &present).unwrap();

    let wrongs: [fn(&mut Fact); 5] = [
        |fact| fact.identifier.push('x'),
        |fact| fact.region = "us-west-2".to_owned(),
        |fact| fact.key_alias = Some("alias/another".to_owned()),
        |fact| fact.source = Some("us-east-1/another".to_owned()),
        |fact| {
            fact.policy = fact
                .policy
                .take()
                .map(|policy| policy.replace("kms:*", "kms:Get*"))
        },
    ];
    for (number, wrong) in wrongs.iter().enumerate() {
        let mut facts = present.clone();
        facts.iter_mut().for_each(wrong);
        let answer = account
            .confirm("present", &facts)
            .expect_err("a wrong fact was confirmed");
        assert!(!answer.contains("Traceback"), "wrong {number}: {answer}");
    }
    for left_out in 0..present.len() {
        let mut facts = present.clone();
        let fact = facts.remove(left_out);
        let answer = account
            .confirm("present", &facts)
            .expect_err("an unstated thing was overlooked");
        assert!(answer.contains(&fact.identifier), "{answer}");
    }
    let answer = account
        .confirm("gone", &kept)
        .expect_err("what is there was held for gone");
    assert!(
        answer.contains("is still there") && answer.contains("is not there"),
        "{answer}"
    );

    let edit = |file: &str, from: &str, to: &str| {
        let path = account.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from:?}");
        fs::write(&path, text.replace(from, to)).unwrap();
    };
    edit("keys.tf", "Encrypts the small one", "Encrypts");
    let answer = account
        .plan_is_empty()
        .expect_err("a change was not planned");
    assert!(answer.contains("1 to change"), "{answer}");

    // AWS keeps a default as "pending-reboot", whatever was asked for: planned again and again.
    edit("database.tf", "\"pending-reboot\"", "\"immediate\"");
    account.apply().unwrap();
    let answer = account
        .plan_is_empty()
        .expect_err("moto took the apply method of a default");
    assert!(answer.contains("1 to change"), "{answer}");
}
