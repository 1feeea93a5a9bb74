//! The commands: each a chain of stages and a few lines of report. Knows the pipeline; must not decide what is right.

mod access;
mod diff;
mod explain;
mod generate;
mod graph;
mod init;
mod output;
mod reference;
mod report;
mod review;
mod templates;
mod validate;
mod value;

use std::io::Write;

use crate::cli::{Cli, Command, Explained};
use crate::names::Date;

/// Where a command prints: data on `out`, messages on `err`.
pub struct Terminal<'a> {
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub err: &'a mut dyn Write,
    /// The day on which the command runs, in UTC.
    pub today: Date,
    /// Whether `out` takes colours.
    pub color_out: bool,
    /// Whether `err` takes colours.
    pub color_err: bool,
}

impl std::fmt::Debug for Terminal<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Terminal").finish_non_exhaustive()
    }
}

/// How a command ended: its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: fine.
    Fine,
    /// 1: an error.
    Error,
    /// 2: the directory differs.
    Differs,
    /// 3: it differs, and somebody gains access to a key.
    GainsAccess,
}

impl Exit {
    /// The code that the shell sees.
    pub const fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Error => 1,
            Self::Differs => 2,
            Self::GainsAccess => 3,
        }
    }
}

/// Does what the command line says.
///
/// # Errors
///
/// Input and output that fail, and bugs of ours. What is wrong with a spec is printed, and gives [`Exit::Error`].
pub fn run(cli: Cli, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    match cli.command {
        Command::Init { file } => init::run(&file, terminal),
        Command::Validate { spec, report } => validate::run(&spec, &report, terminal),
        Command::Generate {
            spec,
            report,
            proof,
            out,
            force,
        } => generate::run(&spec, &report, &proof, &out, force, terminal),
        Command::Diff {
            spec,
            report,
            proof,
            out,
            exit_zero,
        } => diff::run(&spec, &report, &proof, &out, exit_zero, terminal),
        Command::Access { spec, access } => access::run(&spec, &access, terminal),
        Command::Report { spec, page } => review::run(&spec, &page, terminal),
        Command::Graph { spec, graph } => graph::run(&spec, &graph, terminal),
        Command::Templates {
            names,
            out,
            force,
            format,
        } => templates::run(&names, out.as_deref(), force, format, terminal),
        Command::Explain {
            of: Some(Explained::Value { path, spec }),
            ..
        } => value::value(&path, &spec, terminal),
        Command::Explain { rule, of: None } => {
            explain::explain(&rule.unwrap_or_default(), terminal)
        }
        Command::Rules { format } => explain::list(format, terminal),
        Command::Completions { shell } => reference::completions(shell, terminal),
        Command::Man => reference::man(terminal),
    }
}
