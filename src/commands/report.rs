//! Findings to the terminal, and what they mean for going on.

use crate::cli::{ProofArgs, ReportArgs, SpecArgs};
use crate::diagnostic::Severity;
use crate::diagnostic::print::{Format, print};
use crate::pipeline::{Checked, Unproven, build, check};
use crate::tree::Tree;
use crate::verify::Mode;

use super::Terminal;

/// Checks the spec and prints what was found; nothing where that must stop the run.
pub(super) fn checked(
    spec: &SpecArgs,
    report: &ReportArgs,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Option<Checked>> {
    let checked = check(&spec.spec)?;
    let (errors, warnings) = (
        checked.found.count(Severity::Error),
        checked.found.count(Severity::Warning),
    );
    // Text for people goes beside the data; every other format is the data.
    let format = report.format.printed();
    match format {
        Format::Text => {
            print(
                &checked.found,
                &checked.sources,
                format,
                terminal.color_err,
                terminal.err,
            )?;
        }
        Format::Github if checked.found.is_empty() => {}
        Format::Json | Format::Github | Format::Sarif => {
            print(
                &checked.found,
                &checked.sources,
                format,
                false,
                terminal.out,
            )?;
        }
    }
    if errors > 0 || (report.deny_warnings && warnings > 0) {
        let found = counted(errors, warnings);
        writeln!(
            terminal.err,
            "{}: {found}; nothing was written",
            spec.spec.display()
        )?;
        return Ok(None);
    }
    Ok(Some(checked))
}

/// `2 errors and 1 warning`.
pub(super) fn counted(errors: usize, warnings: usize) -> String {
    let count = |number: usize, word: &str| match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    };
    match (errors, warnings) {
        (errors, 0) => count(errors, "error"),
        (0, warnings) => count(warnings, "warning"),
        _ => format!(
            "{} and {}",
            count(errors, "error"),
            count(warnings, "warning")
        ),
    }
}

/// Renders and proves; prints what could not be proven, which is a bug of ours.
pub(super) fn proven(
    checked: &Checked,
    proof: &ProofArgs,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Option<Tree>> {
    let Some(plan) = &checked.plan else {
        return Ok(None);
    };
    let mode = if proof.paranoid {
        Mode::Paranoid
    } else {
        Mode::ByShape
    };
    match build(plan, mode)? {
        Ok(tree) => Ok(Some(tree)),
        Err(Unproven(violations)) => {
            for violation in &violations {
                writeln!(
                    terminal.err,
                    "bug[{}]: {}:{}: {}",
                    violation.rule, violation.file, violation.line, violation.message
                )?;
            }
            writeln!(
                terminal.err,
                "this is a bug of Sealform, not of your spec: the rendered Terraform did not pass its own \
                 verification, and nothing was written; please report it with the lines above"
            )?;
            Ok(None)
        }
    }
}
