//! The real terraform: what it says of a folder without applying it.
//!
//! Knows how to call the program free of credentials, upgrade checks and prompts, and what the answers of
//! `fmt` and `validate` mean. Must not know moto.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::NamedTempFile;

use super::machine::{Missing, ground, side_by_side};
use super::provider::{cli_configuration, mirror};
use super::working_copy::WorkingCopy;

/// The oldest minor release of Terraform 1 that knows write-only arguments.
const OLDEST: u64 = 11;

/// A terraform with an AWS provider.
#[derive(Debug, Clone)]
pub struct Terraform {
    cli_configuration: PathBuf,
}

impl Terraform {
    /// Looks once per process for the program and for a provider.
    pub fn find() -> Result<&'static Terraform, Missing> {
        static FOUND: OnceLock<Result<Terraform, Missing>> = OnceLock::new();
        FOUND
            .get_or_init(Terraform::look)
            .as_ref()
            .map_err(Clone::clone)
    }

    fn look() -> Result<Terraform, Missing> {
        let cli_configuration = ground().join("terraform.tfrc");
        let mut file = NamedTempFile::new_in(ground()).unwrap();
        file.write_all(self::cli_configuration().as_bytes())
            .unwrap();
        file.persist(&cli_configuration).unwrap(); // at once: another test process may be reading it
        let terraform = Terraform { cli_configuration };

        match terraform.minor_version() {
            Some(minor) if minor >= OLDEST => {}
            Some(minor) => {
                return Err(Missing(format!(
                    "terraform is 1.{minor}, older than 1.{OLDEST}"
                )));
            }
            None => {
                return Err(Missing(format!(
                    "no terraform 1.{OLDEST} or later on the PATH"
                )));
            }
        }
        if mirror().is_none() {
            terraform.fetch_provider()?;
        }
        Ok(terraform)
    }

    fn minor_version(&self) -> Option<u64> {
        let output = self.command().args(["version", "-json"]).output().ok()?;
        let version: Value = serde_json::from_slice(&output.stdout).ok()?;
        let version = version["terraform_version"].as_str()?;
        version.strip_prefix("1.")?.split('.').next()?.parse().ok()
    }

    /// Fills the plugin cache before anything runs side by side: it is not made for that.
    fn fetch_provider(&self) -> Result<(), Missing> {
        let copy = WorkingCopy::empty(self, "provider");
        let text = r#"terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100, < 7.0"
    }
  }
}
"#;
        fs::write(copy.path().join("versions.tf"), text).unwrap();
        copy.terraform(&["init", "-backend=false"]).map(drop).map_err(|why| {
            Missing(format!("no mirror with the AWS provider on this machine, and the registry failed: {why}"))
        })
    }

    /// Fails unless `terraform fmt` would leave every file of the folder as it is.
    pub fn fmt_agrees(&self, folder: &Path) -> Result<(), String> {
        let output = self
            .command()
            .args(["fmt", "-check", "-recursive", "-diff"])
            .arg(folder)
            .output()
            .unwrap();
        if output.status.success() {
            return Ok(());
        }
        Err(format!(
            "terraform fmt would change {}:\n{}",
            folder.display(),
            text_of(&output)
        ))
    }

    /// `fmt -check`, `init` without a backend, and `validate` of a root module; a warning is a failure too.
    pub fn validate(&self, folder: &Path) -> Result<(), String> {
        self.fmt_agrees(folder)?;
        let copy = WorkingCopy::of(self, folder, "validate");
        copy.terraform(&["init", "-backend=false"])?;
        let output = copy.run(&["validate", "-json"], 600)?;
        let report: Value = serde_json::from_slice(&output.stdout)
            .map_err(|why| format!("{why}: {}", text_of(&output)))?;
        let complaints: Vec<String> = report["diagnostics"]
            .as_array()
            .into_iter()
            .flatten()
            .map(complaint)
            .collect();
        if complaints.is_empty() && report["valid"] == Value::Bool(true) {
            return Ok(());
        }
        Err(format!(
            "terraform validate, {}:\n{}",
            folder.display(),
            complaints.join("\n")
        ))
    }

    /// [`validate`](Self::validate) for each folder, two at a time; fails with all that failed.
    #[track_caller]
    pub fn validate_all(&self, folders: &[PathBuf]) {
        side_by_side(folders.to_vec(), 2, |folder| self.validate(&folder));
    }

    /// The program, free of what the user's shell says about Terraform and AWS.
    pub fn command(&self) -> Command {
        let mut command = Command::new("terraform");
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("AWS_") || text.starts_with("TF_") {
                command.env_remove(&name);
            }
        }
        command
            .env("TF_CLI_CONFIG_FILE", &self.cli_configuration)
            .env("TF_IN_AUTOMATION", "1")
            .env("TF_INPUT", "0")
            .env("CHECKPOINT_DISABLE", "1")
            .stdin(Stdio::null());
        command
    }
}

/// One diagnostic of `validate -json` as a line.
fn complaint(diagnostic: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    format!(
        "  {}:{}: {}: {}: {} [{}]",
        text(&diagnostic["range"]["filename"]),
        diagnostic["range"]["start"]["line"],
        text(&diagnostic["severity"]),
        text(&diagnostic["summary"]),
        text(&diagnostic["detail"]),
        text(&diagnostic["snippet"]["code"]).trim(),
    )
}

/// What a run printed, both streams.
pub fn text_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// The last lines of a text.
pub fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}
