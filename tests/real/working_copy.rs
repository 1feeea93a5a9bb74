//! A root module copied to where terraform may work on it.
//!
//! Knows how to run the program in the copy and where it leaves what was printed. The folder that was
//! copied stays as it is. Must not know moto.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::machine::ground;
use super::terraform::{Terraform, last_lines, text_of};

/// It goes when dropped, unless it was to be kept.
#[derive(Debug)]
pub struct WorkingCopy<'a> {
    terraform: &'a Terraform,
    folder: TempDir,
    environment: Vec<(String, String)>,
}

impl<'a> WorkingCopy<'a> {
    /// A copy without files.
    pub fn empty(terraform: &'a Terraform, name: &str) -> WorkingCopy<'a> {
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
            .envs(self.environment.iter().cloned())
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
            sleep(Duration::from_millis(50));
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
fn interrupt(child: &mut Child) {
    let _ = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    for _ in 0..100 {
        if child.try_wait().is_ok_and(|status| status.is_some()) {
            return;
        }
        sleep(Duration::from_millis(100));
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
