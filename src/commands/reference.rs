//! `completions` and `man`: what packages ship.

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Exit, Terminal};
use crate::cli::Cli;

pub(super) fn completions(shell: Shell, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "sealform", &mut text);
    terminal.out.write_all(&text)?;
    Ok(Exit::Fine)
}

pub(super) fn man(terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    clap_mangen::Man::new(Cli::command()).render(&mut terminal.out)?;
    Ok(Exit::Fine)
}
