//! The life of root modules: applied, found unchanged, confirmed, unguarded, destroyed, found gone.
//!
//! Knows the order of the steps and what each must say: the owner's module comes first, and those of the accounts that
//! receive follow as their README tells a person to. Must not know how the folders came to be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use serde_json::{Value, json};

use super::configuration::{Configuration, Existing};
use super::facts::{Fact, Facts};
use super::machine::side_by_side;
use super::moto::Moto;
use super::planned;
use super::python::Python;
use super::terraform::{Terraform, last_lines, text_of};
use super::working_copy::WorkingCopy;

/// Terraform's own waiting fills the time, so more run side by side than there are cores; each provider
/// takes 600 MB of memory.
const AT_ONCE: usize = 8;

/// The root modules of a generated folder, by name: `owner`, `sharing/analytics` …
pub type Modules = BTreeMap<String, PathBuf>;

/// A generated folder and what is stated about it.
#[derive(Debug)]
pub struct Cycle {
    /// For logs and times.
    pub name: String,
    /// The root modules as they are meant to be: protected.
    pub guarded: Modules,
    /// The same with their protections lifted the documented way: `deletion_protection` and `prevent_destroy` off.
    pub unguarded: Modules,
    /// What must exist, by root module, stated independently of Terraform; empty when nothing is stated.
    pub stated: BTreeMap<String, Vec<Fact>>,
}

impl Cycle {
    /// Runs each cycle against a moto of its own, side by side; fails with all that failed.
    #[track_caller]
    pub fn run_all(cycles: Vec<Cycle>, terraform: &Terraform, python: &Python) {
        side_by_side(cycles, AT_ONCE, |cycle| cycle.run(terraform, python));
    }

    /// All steps, in order.
    pub fn run(&self, terraform: &Terraform, python: &Python) -> Result<(), String> {
        let mut accounts = Account::open_all(terraform, python, &self.name, &self.guarded)?;
        let outcome = self.steps(&accounts);
        outcome.map_err(|why| {
            let explained = accounts.values_mut().map(|account| account.explain(&why));
            explained.collect::<Vec<_>>().join("\n")
        })
    }

    fn steps(&self, accounts: &BTreeMap<String, Account<'_>>) -> Result<(), String> {
        let owner = &accounts["owner"];
        owner.step("apply", Account::apply)?;
        // One after the other: what runs in one copy writes to one log.
        for (folder, account) in accounts {
            if folder != "owner" {
                account.take_variables(&owner.output(&sharing_output(folder))?);
            }
        }
        at_once(accounts, |folder, account| {
            if folder != "owner" {
                account.step("apply", Account::apply)?;
            }
            account.step("second plan", Account::settles)?;
            let facts = account.facts()?;
            if let Some(stated) = self.stated.get(folder) {
                facts.agree_with(stated)?;
            }
            account.step("confirm", |account| {
                account.confirm("present", &facts.present)
            })?;
            account.step("refused destroy", Account::destroy_is_refused)
        })?;
        // What an account has copied is its own: it needs nothing of an owner that is going at the same time.
        at_once(accounts, |folder, account| {
            account.take(&self.unguarded[folder])?;
            account.step("lift protections", Account::change_in_place)?;
            let left = account.facts()?.kept;
            account.step("destroy", Account::destroy)?;
            account.step("confirm gone", |account| account.confirm("gone", &left))
        })
    }
}

/// The work on all accounts at the same time; all that failed.
fn at_once<'t>(
    accounts: &BTreeMap<String, Account<'t>>,
    work: impl Fn(&str, &Account<'t>) -> Result<(), String> + Sync,
) -> Result<(), String> {
    let failures: Vec<String> = thread::scope(|scope| {
        let running: Vec<_> = accounts
            .iter()
            .map(|(folder, account)| (folder, scope.spawn(|| work(folder, account))))
            .collect();
        let ended = running.into_iter().map(|(folder, thread)| {
            let outcome = thread.join().unwrap();
            outcome.map_err(|why| format!("{folder}: {why}"))
        });
        ended.filter_map(Result::err).collect()
    });
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("\n"))
    }
}

/// The output of the owner's module that README.md hands to the module in that folder.
fn sharing_output(folder: &str) -> String {
    let name = folder.strip_prefix("sharing/").unwrap_or(folder);
    format!("sharing_{}", name.replace('-', "_"))
}

/// An account in moto and the working copy that is applied to it.
#[derive(Debug)]
pub struct Account<'a> {
    name: String,
    python: &'a Python,
    moto: Arc<Moto>,
    configuration: Configuration,
    copy: WorkingCopy<'a>,
}

impl<'a> Account<'a> {
    /// An account in which nothing is but what the folder takes for granted, and an initialised copy.
    pub fn open(
        terraform: &'a Terraform,
        python: &'a Python,
        name: &str,
        folder: &Path,
    ) -> Result<Account<'a>, String> {
        Account::open_beside(terraform, python, name, folder, Existing::default())
    }

    /// The same, with databases and zones that were there before.
    pub fn open_beside(
        terraform: &'a Terraform,
        python: &'a Python,
        name: &str,
        folder: &Path,
        before: Existing,
    ) -> Result<Account<'a>, String> {
        let modules = Modules::from([("owner".to_owned(), folder.to_owned())]);
        let mut opened = Account::open_with(terraform, python, name, &modules, before)?;
        Ok(opened.remove("owner").unwrap())
    }

    /// An account for each root module, all in one moto.
    pub fn open_all(
        terraform: &'a Terraform,
        python: &'a Python,
        name: &str,
        modules: &Modules,
    ) -> Result<BTreeMap<String, Account<'a>>, String> {
        Account::open_with(terraform, python, name, modules, Existing::default())
    }

    /// `before` is what the owner's account holds besides what the text tells.
    fn open_with(
        terraform: &'a Terraform,
        python: &'a Python,
        name: &str,
        modules: &Modules,
        before: Existing,
    ) -> Result<BTreeMap<String, Account<'a>>, String> {
        let mut copies = BTreeMap::new();
        for (folder, path) in modules {
            let called = match folder.strip_prefix("sharing/") {
                Some(receiver) => format!("{name} {receiver}"),
                None => name.to_owned(),
            };
            let copy = WorkingCopy::of(terraform, path, &called.replace(' ', "-"));
            let mut configuration = Configuration::read(path)?;
            if folder == "owner" {
                configuration
                    .existing
                    .databases
                    .clone_from(&before.databases);
                configuration.existing.zones.clone_from(&before.zones);
            }
            copies.insert(folder, (called, configuration, copy));
        }
        let mut existing: Vec<Existing> = copies
            .values()
            .map(|(_, configuration, _)| configuration.existing.clone())
            .collect();
        // What one of these accounts shares, it makes itself.
        let own: Vec<String> = existing.iter().map(|one| one.account.clone()).collect();
        for account in &mut existing {
            account.snapshots.retain(|arn| {
                arn.split(':')
                    .nth(4)
                    .is_some_and(|of| own.iter().all(|one| one != of))
            });
        }
        let (_, _, first) = copies.values().next().ok_or("no root module")?;
        let moto = Arc::new(Moto::start(python, first.path(), &existing)?);
        let mut accounts = BTreeMap::new();
        for (folder, (name, configuration, mut copy)) in copies {
            copy.set("AWS_ENDPOINT_URL", &moto.endpoint());
            copy.set("AWS_ACCESS_KEY_ID", &configuration.access_key());
            copy.set("AWS_SECRET_ACCESS_KEY", "none");
            copy.set("AWS_EC2_METADATA_DISABLED", "true");
            copy.set("AWS_CONFIG_FILE", "/nonexistent");
            copy.set("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
            let account = Account {
                name,
                python,
                moto: Arc::clone(&moto),
                configuration,
                copy,
            };
            account.hand_in(&account.configuration);
            account.lay_backend();
            account.step("init", |account| {
                account.copy.terraform(&["init"]).map(drop)
            })?;
            accounts.insert(folder.clone(), account);
        }
        Ok(accounts)
    }

    /// Keeps the state in the copy, whatever backend the configuration names.
    fn lay_backend(&self) {
        let text = "terraform {\n  backend \"local\" {}\n}\n";
        fs::write(self.copy.path().join("zz_override.tf"), text).unwrap();
    }

    /// An output of the applied folder, as `terraform output -json` prints it.
    fn output(&self, name: &str) -> Result<Vec<u8>, String> {
        let output = self.copy.terraform(&["output", "-json", name])?;
        Ok(output.stdout)
    }

    /// Lays a file of variables where Terraform takes them from.
    fn take_variables(&self, json: &[u8]) {
        fs::write(self.copy.path().join("owner.auto.tfvars.json"), json).unwrap();
    }

    /// The folder that is applied.
    pub fn path(&self) -> &Path {
        self.copy.path()
    }

    /// Does a step and tells how long it took.
    pub fn step<T>(
        &self,
        what: &str,
        work: impl FnOnce(&Self) -> Result<T, String>,
    ) -> Result<T, String> {
        let start = Instant::now();
        let done = work(self).map_err(|why| format!("{what}: {why}"));
        eprintln!(
            "{:>24} {what:<17} {:>5.0} s",
            self.name,
            start.elapsed().as_secs_f64()
        );
        done
    }

    /// `terraform apply`.
    pub fn apply(&self) -> Result<(), String> {
        self.copy
            .terraform(&["apply", "-auto-approve", "-parallelism=20"])
            .map(drop)
    }

    /// Fails with the plan when a plan right after the apply would change anything, outputs included.
    pub fn plan_is_empty(&self) -> Result<(), String> {
        let output = self
            .copy
            .run(&["plan", "-detailed-exitcode", "-parallelism=20"], 600)?;
        match output.status.code() {
            Some(0) => Ok(()),
            _ => Err(format!(
                "the plan is not empty:\n{}",
                last_lines(&text_of(&output), 200)
            )),
        }
    }

    /// Fails unless a plan right after the apply is empty, or changes only what the provider leaves out of a restore: then
    /// that is applied, and the next plan must be empty.
    pub fn settles(&self) -> Result<(), String> {
        let Err(why) = self.plan_is_empty() else {
            return Ok(());
        };
        if !planned::is_only_late(&self.planned()?) {
            return Err(why);
        }
        self.apply_planned()?;
        self.plan_is_empty()
    }

    /// A plan, kept for [`Account::apply_planned`], in Terraform's JSON.
    pub fn planned(&self) -> Result<Value, String> {
        self.copy
            .terraform(&["plan", "-out=kept.tfplan", "-parallelism=20"])?;
        let shown = self.copy.terraform(&["show", "-json", "kept.tfplan"])?;
        serde_json::from_slice(&shown.stdout).map_err(|why| why.to_string())
    }

    /// Applies the plan that was looked at.
    pub fn apply_planned(&self) -> Result<(), String> {
        self.copy
            .terraform(&["apply", "-parallelism=20", "kept.tfplan"])
            .map(drop)
    }

    /// Lays other files into the copy, and hands in the variables that they ask for; its state stays.
    pub fn take(&self, folder: &Path) -> Result<(), String> {
        self.copy.take(folder);
        self.hand_in(&Configuration::read(folder)?);
        self.lay_backend();
        Ok(())
    }

    /// Lays a password for each variable. What the owner hands out comes in a file of a later name, and counts more.
    fn hand_in(&self, asked: &Configuration) {
        let passwords: BTreeMap<&str, &str> = asked
            .variables
            .iter()
            .map(|variable| (variable.as_str(), "correct-horse-battery-1"))
            .collect();
        let json = serde_json::to_vec(&passwords).unwrap();
        fs::write(self.copy.path().join("asked.auto.tfvars.json"), json).unwrap();
    }

    /// `terraform apply` that neither creates nor destroys. Nothing has changed since the plan that was
    /// empty, so nothing is read again.
    fn change_in_place(&self) -> Result<(), String> {
        let arguments = [
            "apply",
            "-auto-approve",
            "-parallelism=20",
            "-refresh=false",
        ];
        let said = text_of(&self.copy.terraform(&arguments)?);
        if said.contains("Resources: 0 added,") && said.contains(" 0 destroyed.") {
            return Ok(());
        }
        Err(format!(
            "more than changed in place:\n{}",
            last_lines(&said, 40)
        ))
    }

    /// `terraform destroy` of what the apply just before left.
    fn destroy(&self) -> Result<(), String> {
        let arguments = [
            "destroy",
            "-auto-approve",
            "-parallelism=20",
            "-refresh=false",
        ];
        self.copy.terraform(&arguments).map(drop)
    }

    /// Fails unless `prevent_destroy` keeps Terraform from even planning a destroy.
    fn destroy_is_refused(&self) -> Result<(), String> {
        let output = self
            .copy
            .run(&["plan", "-destroy", "-refresh=false"], 600)?;
        if !output.status.success() && text_of(&output).contains("Instance cannot be destroyed") {
            return Ok(());
        }
        Err(format!(
            "a destroy of the guarded folder was planned:\n{}",
            last_lines(&text_of(&output), 40)
        ))
    }

    /// The facts of the state as it is now.
    pub fn facts(&self) -> Result<Facts, String> {
        let output = self.copy.terraform(&["show", "-json"])?;
        let shown: Value = serde_json::from_slice(&output.stdout).map_err(|why| why.to_string())?;
        Ok(Facts::of_state(&shown))
    }

    /// Lets boto3 say what exists, and compares: everything stated is there as stated, and nothing else.
    pub fn confirm(&self, phase: &str, facts: &[Fact]) -> Result<(), String> {
        let question = json!({
            "phase": phase,
            "endpoint": self.moto.endpoint(),
            "existing": self.configuration.existing,
            "facts": facts,
        });
        let file = self.copy.path().join("question.json");
        fs::write(&file, question.to_string()).unwrap();
        let output = self
            .python
            .program("confirm.py")
            .arg(&file)
            .stdin(Stdio::null())
            .output()
            .map_err(|why| format!("confirm.py: {why}"))?;
        if output.status.success() {
            Ok(())
        } else {
            Err(text_of(&output))
        }
    }

    /// What went wrong, with moto's last words and the place where the copy was left.
    pub fn explain(&mut self, why: &str) -> String {
        self.copy.keep();
        format!(
            "{}: {why}\n--- moto's last words ---\n{}\n--- the copy: {}",
            self.name,
            self.moto.last_words(),
            self.copy.path().display()
        )
    }
}
