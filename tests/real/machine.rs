//! What this machine offers to the tests with real parts, and what happens where it lacks something.
//!
//! Knows where the tests may keep things, and the rule for a missing part: on a user's machine the test
//! says what it could not run and why, and passes; under `CI=true` it fails. Must not know Terraform or
//! moto.

use std::fmt::{self, Display};
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

/// A part that a test needs and this machine lacks, in words.
#[derive(Debug, Clone)]
pub struct Missing(pub String);

impl Display for Missing {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&self.0)
    }
}

/// The part, or nothing after saying on standard error what is missing; under `CI=true` a failure.
#[track_caller]
pub fn or_skip<T>(part: Result<T, Missing>) -> Option<T> {
    match part {
        Ok(part) => Some(part),
        Err(missing) if std::env::var("CI").is_ok_and(|ci| ci == "true") => {
            panic!("cannot run here, and CI=true: {missing}")
        }
        Err(missing) => {
            eprintln!("SKIPPED: {missing}");
            None
        }
    }
}

/// `target/real`: what is kept from one run to the next (the Python packages, logs of failures).
pub fn ground() -> PathBuf {
    let tmp = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let ground = tmp.parent().unwrap_or(&tmp).join("real");
    std::fs::create_dir_all(&ground).unwrap();
    ground
}

/// The folder of the Python programs beside these modules.
pub fn programs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/real")
}

/// Does the work on each item, `at_once` of them at a time, and fails with everything that failed.
#[track_caller]
pub fn side_by_side<T: Send>(
    items: Vec<T>,
    at_once: usize,
    work: impl Fn(T) -> Result<(), String> + Sync,
) {
    let waiting = Mutex::new(items.into_iter());
    let failures = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().unwrap().next();
                    let Some(item) = next else { break };
                    if let Err(failure) = work(item) {
                        failures.lock().unwrap().push(failure);
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().unwrap();
    assert!(
        failures.is_empty(),
        "{} failed:\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}
