//! `diff`: the same work as `generate`, and no byte written.

pub mod meaning;

use std::path::Path;

use self::meaning::{Meaning, print};
use super::report::{checked, proven};
use super::{Exit, Terminal};
use crate::cli::{ProofArgs, ReportArgs, SpecArgs};
use crate::tree::compare::compare;
use crate::tree::print::print_diff;

pub(super) fn run(
    spec: &SpecArgs,
    report: &ReportArgs,
    proof: &ProofArgs,
    out: &Path,
    exit_zero: bool,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let Some(checked) = checked(spec, report, terminal)? else {
        return Ok(Exit::Error);
    };
    let Some(tree) = proven(&checked, proof, terminal)? else {
        return Ok(Exit::Error);
    };
    let comparison = compare(&tree, out)?;
    print_diff(&comparison, &tree, terminal.color_out, terminal.out)?;
    let meaning = match &checked.plan {
        Some(plan) if comparison.differs() => Meaning::of(&comparison, &tree, plan),
        _ => Meaning::default(),
    };
    print(&meaning, terminal.out)?;
    if !comparison.differs() {
        writeln!(
            terminal.err,
            "{} is what {} gives",
            out.display(),
            spec.spec.display()
        )?;
        return Ok(Exit::Fine);
    }
    writeln!(
        terminal.err,
        "{} differs from what {} gives; `sealform generate` would make it so",
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
