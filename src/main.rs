//! Arguments in, commands run, exit code out. The only place that prints or exits.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Parser;
use sealform::cli::{Cli, When};
use sealform::commands::{Exit, Terminal, run};
use sealform::names::Date;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // clap's own code for wrong usage is 2, which here says that a directory differs.
            let is_error = error.use_stderr();
            let _ = error.print();
            return ExitCode::from(u8::from(is_error));
        }
    };
    let color_out = is_colored(cli.color, &io::stdout());
    let color_err = is_colored(cli.color, &io::stderr());
    let mut out = BufWriter::new(io::stdout().lock());
    let mut err = io::stderr().lock();
    let mut terminal = Terminal {
        out: &mut out,
        err: &mut err,
        today: today(),
        color_out,
        color_err,
    };
    let ended = run(cli, &mut terminal).and_then(|exit| {
        terminal.out.flush()?;
        Ok(exit)
    });
    match ended {
        Ok(exit) => ExitCode::from(exit.code()),
        // A reader that has seen enough, as `head` has, is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(err, "error: {error:#}");
            ExitCode::from(Exit::Error.code())
        }
    }
}

/// A clock that is before 1970 says nothing.
fn today() -> Date {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH);
    Date::of_seconds(since_1970.map_or(0, |passed| passed.as_secs()))
}

fn is_colored(when: When, stream: &impl IsTerminal) -> bool {
    let allowed = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => stream.is_terminal() && allowed,
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}
