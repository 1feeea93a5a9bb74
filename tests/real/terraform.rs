//! The real terraform, and folders copied for it.
//!
//! Knows how to run the program without credentials, upgrade checks or prompts, and what its answers
//! mean. Works on copies: the folder it is given stays as it is. Must not know moto.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use super::machine::{Missing, ground, side_by_side};
use super::provider::{cli_configuration, mirror};

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
        let cli_configuration = ground().join(format!("terraform-{}.tfrc", std::process::id()));
        fs::write(&cli_configuration, self::cli_configuration()).unwrap();
        let terraform = Terraform { cli_configuration };

        let version = terraform.command().arg("version").output();
        if !version.is_ok_and(|version| version.status.success()) {
            return Err(Missing(
                "no terraform on the PATH; install Terraform 1.11 or later".to_owned(),
            ));
        }
        if mirror().is_none() {
            terraform.fetch_provider()?;
        }
        Ok(terraform)
    }

    /// Fills the plugin cache before anything runs side by side: it is not made for that.
    fn fetch_provider(&self) -> Result<(), Missing> {
        let copy = WorkingCopy::empty(self, "provider");
        let text = "terraform {\n  required_providers {\n    aws = {\n      source  = \"hashicorp/aws\"\n      \
                    version = \">= 5.100, < 7.0\"\n    }\n  }\n}\n";
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
    fn command(&self) -> Command {
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

/// A root module copied to where terraform may work on it. It goes when dropped, except after a failure.
#[derive(Debug)]
pub struct WorkingCopy<'a> {
    terraform: &'a Terraform,
    folder: TempDir,
    environment: Vec<(String, String)>,
}

impl<'a> WorkingCopy<'a> {
    fn empty(terraform: &'a Terraform, name: &str) -> WorkingCopy<'a> {
        let runs = ground().join("runs");
        fs::create_dir_all(&runs).unwrap();
        WorkingCopy {
            terraform,
            folder: TempDir::with_prefix_in(format!("{name}-"), runs).unwrap(),
            environment: Vec::new(),
        }
    }

    /// A copy of the folder's `.tf` files.
    pub fn of(terraform: &'a Terraform, source: &Path, name: &str) -> WorkingCopy<'a> {
        let copy = WorkingCopy::empty(terraform, name);
        copy.take(source);
        copy
    }

    /// The folder of the copy.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Puts the `.tf` files of another folder in the place of those that are here; the state stays.
    pub fn take(&self, source: &Path) {
        for old in configuration_files(self.path()) {
            fs::remove_file(old).unwrap();
        }
        for file in configuration_files(source) {
            let name = file.file_name().unwrap().to_owned();
            fs::copy(&file, self.path().join(name)).unwrap();
        }
    }

    /// Adds a variable to the environment of every run from here on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// Leaves the copy on disk, for whoever looks into a failure.
    pub fn keep(&mut self) {
        self.folder.disable_cleanup(true);
    }

    /// Runs terraform in the copy; an exit code other than 0 is a failure with what it printed.
    pub fn terraform(&self, arguments: &[&str]) -> Result<Output, String> {
        let output = self.run(arguments, 1800)?;
        if output.status.success() {
            return Ok(output);
        }
        let said = text_of(&output);
        Err(format!(
            "terraform {}:\n{}",
            arguments.join(" "),
            last_lines(&said, 80)
        ))
    }

    /// Runs terraform in the copy, whatever its exit code; ended after `seconds`.
    pub fn run(&self, arguments: &[&str], seconds: u64) -> Result<Output, String> {
        let printed = self
            .path()
            .join(format!("{}.out", arguments.first().unwrap_or(&"terraform")));
        let complained = printed.with_extension("err");
        let mut child = self
            .terraform
            .command()
            .args(arguments)
            .args(
                arguments
                    .first()
                    .filter(|verb| TALKS.contains(verb))
                    .map(|_| "-no-color"),
            )
            .envs(
                self.environment
                    .iter()
                    .map(|(name, value)| (OsStr::new(name), OsStr::new(value))),
            )
            .current_dir(self.path())
            .stdout(fs::File::create(&printed).unwrap())
            .stderr(fs::File::create(&complained).unwrap())
            .spawn()
            .map_err(|why| format!("terraform: {why}"))?;
        let until = Instant::now() + Duration::from_secs(seconds);
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if Instant::now() > until {
                interrupt(&mut child);
                return Err(format!(
                    "terraform {} took more than {seconds} s; see {}",
                    arguments.join(" "),
                    printed.display()
                ));
            }
            std::thread::sleep(Duration::from_millis(50));
        };
        Ok(Output {
            status,
            stdout: fs::read(printed).unwrap(),
            stderr: fs::read(complained).unwrap(),
        })
    }
}

/// The commands that print for people, and so in colour.
const TALKS: [&str; 5] = ["init", "plan", "apply", "destroy", "validate"];

/// Lets terraform stop its provider; after ten seconds it has to go.
fn interrupt(child: &mut std::process::Child) {
    let _ = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    for _ in 0..100 {
        if child.try_wait().is_ok_and(|status| status.is_some()) {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// The `.tf` files of a folder, in order.
pub fn configuration_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|why| panic!("{}: {why}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "tf"))
        .collect();
    files.sort();
    files
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
