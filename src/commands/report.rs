//! Findings to the terminal, and what they mean for going on.

use serde::Serialize;

use crate::cli::{ProofArgs, ReportArgs, ReportFormat, SpecArgs};
use crate::diagnostic::print::{Format, print, print_json};
use crate::diagnostic::{Diagnostics, Severity};
use crate::pipeline::{Checked, Unproven, build, check};
use crate::source::Sources;
use crate::tree::Tree;
use crate::verify::Mode;

use super::Terminal;

/// Checks the spec; nothing where what was found must stop the run. A person is told at once. A program gets one
/// report a run: here where the run stops, and otherwise from [`machine`] at its end.
pub(super) fn checked(
    spec: &SpecArgs,
    report: &ReportArgs,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Option<Checked>> {
    let checked = check(&spec.spec)?.on(report.today.unwrap_or(terminal.today));
    let (errors, warnings) = (
        checked.found.count(Severity::Error),
        checked.found.count(Severity::Warning),
    );
    if report.format == ReportFormat::Text {
        print(
            &checked.found,
            &checked.sources,
            Format::Text,
            terminal.color_err,
            terminal.err,
        )?;
    }
    if errors > 0 || (report.deny_warnings && warnings > 0) {
        machine(report, &checked.found, &checked.sources, &(), terminal)?;
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

/// The one report that a program gets, on standard output: findings, and in JSON what else there is to say.
pub(super) fn machine(
    report: &ReportArgs,
    found: &Diagnostics,
    sources: &Sources,
    more: &impl Serialize,
    terminal: &mut Terminal<'_>,
) -> std::io::Result<()> {
    match report.format.printed() {
        Format::Text => Ok(()),
        Format::Json => print_json(found, sources, more, terminal.out),
        format @ (Format::Github | Format::Sarif) => {
            print(found, sources, format, false, terminal.out)
        }
    }
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
    report: &ReportArgs,
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
            machine(report, &checked.found, &checked.sources, &(), terminal)?;
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
