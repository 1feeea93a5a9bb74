//! `init`: a starter spec.

use std::path::Path;

use super::{Exit, Terminal};
use crate::tree::new_file::write_new;

/// A spec that generates as it stands; it is one of the examples, and tested as such.
const STARTER: &str = include_str!("../../specs/good/starter.yaml");

pub(super) fn run(file: &Path, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    if file == Path::new("-") {
        terminal.out.write_all(STARTER.as_bytes())?;
        return Ok(Exit::Fine);
    }
    if !write_new(file, STARTER)? {
        writeln!(
            terminal.err,
            "error: {} exists already; name another file",
            file.display()
        )?;
        return Ok(Exit::Error);
    }
    writeln!(
        terminal.err,
        "wrote {0}; next: sealform generate {0} --out terraform",
        file.display()
    )?;
    Ok(Exit::Fine)
}
