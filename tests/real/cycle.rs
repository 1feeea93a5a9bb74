//! The life of a root module: applied, found unchanged, confirmed, unguarded, destroyed, found gone.
//!
//! Knows the order of the steps and what each must say. Must not know how the folders came to be.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Instant;

use serde_json::{Value, json};

use super::configuration::Configuration;
use super::facts::{Fact, Facts};
use super::machine::side_by_side;
use super::moto::Moto;
use super::python::Python;
use super::terraform::{Terraform, last_lines, text_of};
use super::working_copy::WorkingCopy;

/// Terraform's own waiting fills the time, so more run side by side than there are cores; each provider
/// takes 600 MB of memory.
const AT_ONCE: usize = 8;

/// A root module and what is stated about it.
#[derive(Debug)]
pub struct Cycle {
    /// For logs and times.
    pub name: String,
    /// The folder as it is meant to be: protected.
    pub guarded: PathBuf,
    /// The same with its protections lifted the documented way: `deletion_protection` and `prevent_destroy` off.
    pub unguarded: PathBuf,
    /// What must exist, stated independently of Terraform; empty when nothing is stated.
    pub stated: Vec<Fact>,
}

impl Cycle {
    /// Runs each cycle against a moto of its own, side by side; fails with all that failed.
    #[track_caller]
    pub fn run_all(cycles: Vec<Cycle>, terraform: &Terraform, python: &Python) {
        side_by_side(cycles, AT_ONCE, |cycle| cycle.run(terraform, python));
    }

    /// All steps, in order.
    pub fn run(&self, terraform: &Terraform, python: &Python) -> Result<(), String> {
        let mut account = Account::open(terraform, python, &self.name, &self.guarded)?;
        let outcome = self.steps(&account);
        outcome.map_err(|why| account.explain(&why))
    }

    fn steps(&self, account: &Account<'_>) -> Result<(), String> {
        account.step("apply", Account::apply)?;
        account.step("second plan", Account::plan_is_empty)?;
        let facts = account.facts()?;
        if !self.stated.is_empty() {
            facts.agree_with(&self.stated)?;
        }
        account.step("confirm", |account| {
            account.confirm("present", &facts.present)
        })?;
        account.step("refused destroy", Account::destroy_is_refused)?;

        account.copy.take(&self.unguarded);
        account.lay_backend();
        account.step("lift protections", Account::change_in_place)?;
        let left = account.facts()?.kept;
        account.step("destroy", Account::destroy)?;
        account.step("confirm gone", |account| account.confirm("gone", &left))
    }
}

/// An account in moto and the working copy that is applied to it.
#[derive(Debug)]
pub struct Account<'a> {
    name: String,
    python: &'a Python,
    moto: Moto,
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
        let configuration = Configuration::read(folder)?;
        let mut copy = WorkingCopy::of(terraform, folder, name);
        let moto = Moto::start(python, copy.path(), &configuration.existing)?;
        copy.set("AWS_ENDPOINT_URL", &moto.endpoint());
        copy.set("AWS_ACCESS_KEY_ID", &configuration.existing.account);
        copy.set("AWS_SECRET_ACCESS_KEY", "none");
        copy.set("AWS_EC2_METADATA_DISABLED", "true");
        copy.set("AWS_CONFIG_FILE", "/nonexistent");
        copy.set("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent");
        for variable in &configuration.variables {
            copy.set(&format!("TF_VAR_{variable}"), "correct-horse-battery-1");
        }
        let account = Account {
            name: name.to_owned(),
            python,
            moto,
            configuration,
            copy,
        };
        account.lay_backend();
        account.step("init", |account| {
            account.copy.terraform(&["init"]).map(drop)
        })?;
        Ok(account)
    }

    /// Keeps the state in the copy, whatever backend the configuration names.
    fn lay_backend(&self) {
        let text = "terraform {\n  backend \"local\" {}\n}\n";
        fs::write(self.copy.path().join("zz_override.tf"), text).unwrap();
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
