//! `diff`: the same work as `generate`, and no byte written.

use std::path::Path;

use serde::Serialize;

use super::report::{checked, machine, proven};
use super::{Exit, Terminal};
use crate::cli::{ProofArgs, ReportArgs, ReportFormat, SpecArgs};
use crate::drift;
use crate::meaning::{Meaning, print};
use crate::tree::compare::{Entry, compare};
use crate::tree::print::json::{Difference, differences};
use crate::tree::print::print_diff;
use crate::tree::refusal::Kept;

/// What a program is told beside the findings.
#[derive(Debug, Serialize)]
struct Differences<'c> {
    differences: Vec<Difference<'c>>,
    meaning: &'c Meaning,
}

pub(super) fn run(
    spec: &SpecArgs,
    report: &ReportArgs,
    proof: &ProofArgs,
    out: &Path,
    exit_zero: bool,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let Some(mut checked) = checked(spec, report, terminal)? else {
        return Ok(Exit::Error);
    };
    let Some(tree) = proven(&mut checked, report, proof, terminal)? else {
        return Ok(Exit::Error);
    };
    let comparison = compare(&tree, out)?;
    let meaning = match &checked.plan {
        Some(plan) if comparison.differs() => Meaning::of(&comparison, &tree, plan),
        _ => Meaning::default(),
    };
    if report.format == ReportFormat::Text {
        print_diff(&comparison, &tree, terminal.color_out, terminal.out)?;
        print(&meaning, terminal.out)?;
    } else {
        let found = drift::findings(&comparison, &tree, out, &mut checked.sources);
        checked.found.extend(found);
        let more = Differences {
            differences: differences(&comparison, &tree)?,
            meaning: &meaning,
        };
        machine(report, &checked.found, &checked.sources, &more, terminal)?;
    }
    if !comparison.differs() {
        writeln!(
            terminal.err,
            "{} is what {} gives",
            out.display(),
            spec.spec.display()
        )?;
        return Ok(Exit::Fine);
    }
    let is_kept = |(path, entry): (&String, &Entry)| Kept::of(path, &entry.state).is_some();
    let way_out = if comparison.entries.iter().any(is_kept) {
        "`sealform generate` would refuse to write over what is not its own"
    } else {
        "`sealform generate` would make it so"
    };
    writeln!(
        terminal.err,
        "{} differs from what {} gives; {way_out}",
        out.display(),
        spec.spec.display()
    )?;
    Ok(if exit_zero {
        Exit::Fine
    } else if meaning.gains_access() {
        Exit::GainsAccess
    } else {
        Exit::Differs
    })
}
