//! What a command makes, to standard output or to the file that the user names.

use std::path::Path;

use anyhow::Context;

use super::Terminal;
use crate::tree::one_file;

pub(super) fn write(
    text: &[u8],
    out: Option<&Path>,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<()> {
    match out.filter(|out| *out != Path::new("-")) {
        None => terminal.out.write_all(text).context("standard output")?,
        Some(path) => {
            one_file::write(path, text)?;
            writeln!(terminal.err, "wrote {}", path.display())?;
        }
    }
    Ok(())
}
