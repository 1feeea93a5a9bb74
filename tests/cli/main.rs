//! The command as a shell and a CI job see it: arguments, exit codes, what stands on which stream, what is on disk.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

#[path = "../common/mod.rs"]
mod common;

mod codes;
mod formats;
mod init;
mod input;
mod output;
mod reference;
mod templates;
mod terminal;
mod value;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Ran, sealform_in};

/// A folder of its own with a spec in it.
struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// With `spec.yaml`: the least that a spec can say.
    fn new() -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        project.put("spec.yaml", &minimal());
        project
    }

    /// The same after `generate` into `out`.
    fn generated() -> Self {
        let project = Self::new();
        project
            .run(["generate", "spec.yaml", "--out", "out"])
            .expect(0);
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    #[track_caller]
    fn run<const N: usize>(&self, arguments: [&str; N]) -> Ran {
        sealform_in(self.folder.path(), arguments, "")
    }

    /// Every file below `out`, with its text and the time of its last change.
    fn snapshot(&self) -> Vec<(PathBuf, String, std::time::SystemTime)> {
        let mut files = Vec::new();
        gather(&self.path("out"), &mut files);
        files.sort();
        files
    }
}

fn gather(folder: &Path, files: &mut Vec<(PathBuf, String, std::time::SystemTime)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            let changed = fs::metadata(&path).unwrap().modified().unwrap();
            files.push((path.clone(), fs::read_to_string(&path).unwrap(), changed));
        }
    }
}

impl Ran {
    /// The same, if that was the exit code.
    #[track_caller]
    fn expect(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\n{}\n{}", self.out, self.err);
        self
    }
}

fn minimal() -> String {
    fs::read_to_string(common::root().join("specs/good/minimal.yaml")).unwrap()
}

/// A spec with a warning and no error: backups that are kept too short.
fn with_warning() -> String {
    minimal() + "    backup_retention_period: 3\n"
}

/// A spec with an error.
fn with_error() -> String {
    minimal() + "    publicly_accessible: true\n"
}
