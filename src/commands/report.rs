//! Findings to the terminal, and what they mean for going on.

use serde::Serialize;

use crate::cli::{ProofArgs, ReportArgs, ReportFormat, SpecArgs};
use crate::diagnostic::print::{Format, print, print_json};
use crate::diagnostic::{Diagnostics, Severity};
use crate::pipeline::{Checked, blamed, build_with, check, templates_in};
use crate::source::Sources;
use crate::templates::Templates;
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

/// Renders and proves; prints what is wrong with the user's templates, or with ours, which is a bug.
pub(super) fn proven(
    checked: &mut Checked,
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
    let mut wrong = Diagnostics::default();
    let templates = match &proof.templates {
        Some(folder) => templates_in(folder, &mut checked.sources, &mut wrong)?,
        None => Templates::default(),
    };
    if wrong.is_empty() {
        match build_with(plan, mode, &templates) {
            Ok(tree) => return Ok(Some(tree)),
            Err(unproven) => {
                wrong.extend(blamed(unproven, plan, &templates, &mut checked.sources)?);
            }
        }
    }
    if report.format == ReportFormat::Text {
        let (color, err) = (terminal.color_err, &mut *terminal.err);
        print(&wrong, &checked.sources, Format::Text, color, err)?;
    }
    let errors = wrong.count(Severity::Error);
    checked.found.extend(wrong);
    machine(report, &checked.found, &checked.sources, &(), terminal)?;
    writeln!(
        terminal.err,
        "{} in what was rendered; nothing was written",
        counted(errors, 0)
    )?;
    Ok(None)
}
