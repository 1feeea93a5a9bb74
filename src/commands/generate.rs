//! `generate`: render, prove, write.

use std::path::Path;

use super::report::{checked, proven};
use super::{Exit, Terminal};
use crate::cli::{ProofArgs, ReportArgs, SpecArgs};
use crate::tree::write::{Outcome, Written, write};

pub(super) fn run(
    spec: &SpecArgs,
    report: &ReportArgs,
    proof: &ProofArgs,
    out: &Path,
    force: bool,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let Some(checked) = checked(spec, report, terminal)? else {
        return Ok(Exit::Error);
    };
    let Some(tree) = proven(&checked, proof, terminal)? else {
        return Ok(Exit::Error);
    };
    match write(&tree, out, force)? {
        Outcome::Written(written) => {
            summary(&written, out, terminal)?;
            Ok(Exit::Fine)
        }
        Outcome::Refused(refused) => {
            for kept in &refused.kept {
                writeln!(terminal.err, "error: {kept}")?;
            }
            writeln!(terminal.err, "nothing was written to {}", out.display())?;
            Ok(Exit::Error)
        }
    }
}

/// What was done, a line a file, and a count.
fn summary(written: &Written, out: &Path, terminal: &mut Terminal<'_>) -> std::io::Result<()> {
    for (word, paths) in [
        ("created", &written.created),
        ("changed", &written.changed),
        ("removed", &written.removed),
    ] {
        for path in paths {
            writeln!(terminal.err, "{word} {}", out.join(path).display())?;
        }
    }
    writeln!(
        terminal.err,
        "{}: {} created, {} changed, {} removed, {} unchanged",
        out.display(),
        written.created.len(),
        written.changed.len(),
        written.removed.len(),
        written.unchanged.len()
    )
}
