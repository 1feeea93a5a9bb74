//! What checkov finds in a folder.
//!
//! Knows its command line and its report. Must not know which checks there are.

use std::path::Path;

use serde_json::Value;

use super::python::Python;
use super::terraform::{last_lines, text_of};

/// What a scan came to.
#[derive(Debug, Default)]
pub struct Scan {
    /// Checks that passed.
    pub passed: u64,
    /// Checks that a comment passes over.
    pub skipped: u64,
    /// Checks that failed, with the resource, and files that could not be read.
    pub failed: Vec<String>,
}

/// Scans the Terraform below a folder.
pub fn scan(python: &Python, folder: &Path) -> Result<Scan, String> {
    let output = python
        .module("checkov.main")
        .arg("--directory")
        .arg(folder)
        .args(["--framework", "terraform", "--output", "json", "--compact"])
        .args(["--quiet", "--skip-download"])
        .output()
        .map_err(|why| why.to_string())?;
    let report: Value =
        serde_json::from_slice(&output.stdout).map_err(|_| last_lines(&text_of(&output), 10))?;
    let count = |name: &str| report["summary"][name].as_u64().unwrap_or(0);
    let mut failed = Vec::new();
    for check in list(&report["results"]["failed_checks"]) {
        let text = |name: &str| check[name].as_str().unwrap_or_default().to_owned();
        failed.push(format!("{} of {}", text("check_id"), text("resource")));
    }
    for file in list(&report["results"]["parsing_errors"]) {
        failed.push(format!("cannot read {file}"));
    }
    Ok(Scan {
        passed: count("passed"),
        skipped: count("skipped"),
        failed,
    })
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
