//! What the tests of the whole share: where things are, and the command in a clean environment.

#![allow(dead_code, reason = "each test uses its own part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The day on which examples are judged: what they accept must not expire.
pub(crate) const TODAY: &str = "2026-11-24";

/// The project's own folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every spec below `specs/<folder>`: files and folders, by name.
pub(crate) fn specs(folder: &str) -> Vec<PathBuf> {
    let mut specs: Vec<PathBuf> = std::fs::read_dir(root().join("specs").join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|end| end == "yaml"))
        .collect();
    specs.sort();
    assert!(specs.len() > 1, "specs/{folder} is nearly empty");
    specs
}

/// The name of a spec: its file or folder, less the ending.
pub(crate) fn name(spec: &Path) -> String {
    spec.file_stem().unwrap().to_str().unwrap().to_owned()
}

/// What the command did.
#[derive(Debug)]
pub(crate) struct Ran {
    /// The exit code.
    pub(crate) code: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// Runs `sealform` from the project's folder, in an environment of its own.
pub(crate) fn sealform<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Ran {
    sealform_in(root(), arguments, "")
}

/// Runs it from another folder, with text on standard input.
pub(crate) fn sealform_in<S: AsRef<std::ffi::OsStr>>(
    folder: &Path,
    arguments: impl IntoIterator<Item = S>,
    input: &str,
) -> Ran {
    run(command(folder).args(arguments), input.as_bytes())
}

/// The command in a folder, with nothing of the environment that the tests run in.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sealform"));
    command.current_dir(folder).env_clear();
    command
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command, input: &[u8]) -> Ran {
    use std::io::Write;
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that ends before it has read everything is no failure of the test.
    let _ = child.stdin.take().unwrap().write_all(input);
    let Output {
        status,
        stdout,
        stderr,
    } = child.wait_with_output().unwrap();
    Ran {
        code: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

/// Settings for snapshots below `snapshots/<folder>`.
pub(crate) fn snapshots(folder: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
