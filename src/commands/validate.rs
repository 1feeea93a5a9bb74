//! `validate`: findings only.

use super::report::{checked, counted, machine};
use super::{Exit, Terminal};
use crate::cli::{ReportArgs, ReportFormat, SpecArgs};
use crate::diagnostic::Severity;

pub(super) fn run(
    spec: &SpecArgs,
    report: &ReportArgs,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let Some(checked) = checked(spec, report, terminal)? else {
        return Ok(Exit::Error);
    };
    machine(report, &checked.found, &checked.sources, &(), terminal)?;
    if report.format == ReportFormat::Text {
        let warnings = checked.found.count(Severity::Warning);
        let databases = checked.plan.as_ref().map_or(0, |plan| {
            plan.modules
                .iter()
                .map(|module| module.databases.len())
                .sum::<usize>()
        });
        let databases = if databases == 1 {
            "1 database".to_owned()
        } else {
            format!("{databases} databases")
        };
        let found = if warnings == 0 {
            "nothing to report".to_owned()
        } else {
            counted(0, warnings)
        };
        writeln!(
            terminal.err,
            "{}: {databases}, {found}",
            spec.spec.display()
        )?;
    }
    Ok(Exit::Fine)
}
