//! `generate`: render, prove, write.

use std::path::Path;

use serde::Serialize;

use super::report::{checked, machine, proven};
use super::{Exit, Terminal};
use crate::cli::{ProofArgs, ReportArgs, SpecArgs};
use crate::drift;
use crate::tree::write::{Outcome, Written, write};

pub(super) fn run(
    spec: &SpecArgs,
    report: &ReportArgs,
    proof: &ProofArgs,
    out: &Path,
    force: bool,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let Some(mut checked) = checked(spec, report, terminal)? else {
        return Ok(Exit::Error);
    };
    let Some(tree) = proven(&mut checked, report, proof, terminal)? else {
        return Ok(Exit::Error);
    };
    match write(&tree, out, force)? {
        Outcome::Written(written) => {
            let files = Files::of(&written);
            machine(report, &checked.found, &checked.sources, &files, terminal)?;
            summary(&written, out, terminal)?;
            Ok(Exit::Fine)
        }
        Outcome::Refused(refused) => {
            let refusals = drift::refusals(&refused.kept, out, &mut checked.sources);
            checked.found.extend(refusals);
            machine(report, &checked.found, &checked.sources, &(), terminal)?;
            for kept in &refused.kept {
                writeln!(terminal.err, "error: {kept}")?;
            }
            writeln!(terminal.err, "nothing was written to {}", out.display())?;
            Ok(Exit::Error)
        }
    }
}

/// What was done, a line a file, and a count.
pub(super) fn summary(
    written: &Written,
    out: &Path,
    terminal: &mut Terminal<'_>,
) -> std::io::Result<()> {
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

/// What was done, for a program: paths relative to the directory.
#[derive(Debug, Serialize)]
struct Files<'w> {
    files: Lists<'w>,
}

#[derive(Debug, Serialize)]
struct Lists<'w> {
    created: &'w [String],
    changed: &'w [String],
    removed: &'w [String],
    unchanged: &'w [String],
}

impl<'w> Files<'w> {
    fn of(written: &'w Written) -> Self {
        Self {
            files: Lists {
                created: &written.created,
                changed: &written.changed,
                removed: &written.removed,
                unchanged: &written.unchanged,
            },
        }
    }
}
