//! The Python with moto and boto3, the one with checkov and the one with shellcheck.
//!
//! Knows how to make a virtual environment under `target/real` once, also when several test processes
//! start at the same time. Must not know what runs in it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::machine::{Missing, ground, programs};
use super::terraform::{last_lines, text_of};

/// A Python with the packages that are asked for.
#[derive(Debug, Clone)]
pub struct Python {
    program: PathBuf,
}

impl Python {
    /// The one with moto and boto3. Makes the environment, or finds the one of an earlier run with the same requirements.
    pub fn find() -> Result<&'static Python, Missing> {
        static FOUND: OnceLock<Result<Python, Missing>> = OnceLock::new();
        FOUND
            .get_or_init(|| Python::make("venv", "requirements.txt", "import boto3, moto, flask"))
            .as_ref()
            .map_err(Clone::clone)
    }

    /// The one with checkov, whose own requirements agree with no other's.
    pub fn with_checkov() -> Result<&'static Python, Missing> {
        static FOUND: OnceLock<Result<Python, Missing>> = OnceLock::new();
        FOUND
            .get_or_init(|| Python::make("venv-checkov", "checkov.txt", "import checkov"))
            .as_ref()
            .map_err(Clone::clone)
    }

    /// The one with shellcheck.
    pub fn with_shellcheck() -> Result<&'static Python, Missing> {
        static FOUND: OnceLock<Result<Python, Missing>> = OnceLock::new();
        FOUND
            .get_or_init(|| Python::make("venv-shellcheck", "shellcheck.txt", "import sys"))
            .as_ref()
            .map_err(Clone::clone)
    }

    /// A program that a package brought, beside the interpreter.
    pub fn brought(&self, name: &str) -> Command {
        Command::new(self.program.with_file_name(name))
    }

    /// A command of a module that is installed.
    pub fn module(&self, name: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args(["-m", name]);
        command
    }

    /// A command of one of the programs beside these modules.
    pub fn program(&self, name: &str) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg("-B") // no __pycache__ beside the sources
            .arg(programs().join(name));
        command
    }

    fn make(name: &str, requirements: &str, import: &str) -> Result<Python, Missing> {
        let lock = File::create(ground().join(format!("{name}.lock"))).unwrap();
        lock.lock().unwrap(); // released when dropped, also when this process dies

        let venv = ground().join(name);
        let program = venv.join("bin/python");
        let stamp = venv.join(requirements);
        let requirements = programs().join(requirements);
        let wanted = fs::read_to_string(&requirements).unwrap();
        if fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) && works(&program, import) {
            return Ok(Python { program });
        }

        eprintln!(
            "installing what {} says into {}",
            requirements.display(),
            venv.display()
        );
        let _ = fs::remove_dir_all(&venv);
        run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        run(Command::new(&program)
            .args(["-m", "pip", "install", "--quiet", "--requirement"])
            .arg(&requirements))?;
        fs::write(&stamp, wanted).unwrap();
        Ok(Python { program })
    }
}

/// Whether the environment still has its interpreter and its packages.
fn works(program: &Path, import: &str) -> bool {
    let output = Command::new(program).args(["-c", import]).output();
    output.is_ok_and(|output| output.status.success())
}

fn run(command: &mut Command) -> Result<(), Missing> {
    let why = match command.output() {
        Ok(output) if output.status.success() => return Ok(()),
        Ok(output) => last_lines(&text_of(&output), 5),
        Err(why) => why.to_string(),
    };
    Err(Missing(format!("{command:?}: {why}")))
}
