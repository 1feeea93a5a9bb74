//! `access`: who may do what with which key.

use anyhow::Context as _;

use super::report::checked;
use super::{Exit, Terminal};
use crate::access::{self, Filter, csv, json, markdown, text};
use crate::cli::{AccessArgs, MatrixFormat, ReportArgs, ReportFormat, SpecArgs};
use crate::names::AccountId;
use crate::plan::Plan;
use crate::suggest;

pub(super) fn run(
    spec: &SpecArgs,
    args: &AccessArgs,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let report = ReportArgs {
        format: ReportFormat::Text,
        deny_warnings: false,
        today: None,
    };
    let Some(plan) = checked(spec, &report, terminal)?.and_then(|checked| checked.plan) else {
        return Ok(Exit::Error);
    };
    let Some(account) = account(args.account.as_deref(), &plan, terminal)? else {
        return Ok(Exit::Error);
    };
    let filter = Filter {
        key: args.key.clone(),
        account,
        region: args.region.clone(),
        all: args.all,
        why: args.why,
    };
    let keys = || plan.modules.iter().flat_map(|module| &module.keys);
    let known_keys = keys().map(|key| key.name.value.as_str());
    let known_regions = keys().map(|key| key.region.name());
    if unknown("name", args.key.as_deref(), known_keys, terminal)?
        | unknown("region", args.region.as_deref(), known_regions, terminal)?
    {
        return Ok(Exit::Error);
    }
    let matrix = access::matrix(&plan, &filter);
    match args.format {
        MatrixFormat::Text => text::print(&matrix, terminal.out)?,
        MatrixFormat::Markdown => markdown::print(&matrix, terminal.out)?,
        MatrixFormat::Csv => csv::print(&matrix, terminal.out)?,
        MatrixFormat::Json => {
            serde_json::to_writer_pretty(&mut *terminal.out, &json::document(&matrix))
                .context("standard output")?;
            writeln!(terminal.out)?;
        }
    }
    Ok(Exit::Fine)
}

/// The account that is asked for, if any: by its id, which the spec need not know, or by its name under `sharing`. Nothing
/// where it is neither, which is said: a misspelt one would look like having no access.
fn account(
    asked: Option<&str>,
    plan: &Plan,
    terminal: &mut Terminal<'_>,
) -> std::io::Result<Option<Option<String>>> {
    let Some(asked) = asked else {
        return Ok(Some(None));
    };
    let modules = plan.modules.iter();
    let mut named = modules.filter_map(|module| {
        let name = module.folder.strip_prefix("sharing/")?;
        Some((name, module.account.value.as_str()))
    });
    if let Some(account) = AccountId::parse(asked) {
        return Ok(Some(Some(account.as_str().to_owned())));
    }
    let by_name = named.clone().find(|(name, _)| *name == asked);
    if let Some((_, id)) = by_name {
        return Ok(Some(Some(id.to_owned())));
    }
    let way_out = match suggest::nearest(asked, named.clone().map(|(name, _)| name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => match named.next() {
            Some((name, _)) => {
                format!("write its 12 digits, or a name under `sharing` such as `{name}`")
            }
            None => "write its 12 digits".to_owned(),
        },
    };
    writeln!(
        terminal.err,
        "error: `{}` is no account; {way_out}",
        asked.escape_debug()
    )?;
    Ok(None)
}

/// Says that a filter names nothing, which would otherwise look like nobody having access.
fn unknown<'a>(
    what: &str,
    asked: Option<&str>,
    known: impl Iterator<Item = &'a str> + Clone,
    terminal: &mut Terminal<'_>,
) -> std::io::Result<bool> {
    let Some(asked) = asked.filter(|asked| !known.clone().any(|known| known == *asked)) else {
        return Ok(false);
    };
    let way_out = match suggest::nearest(asked, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "run it without the filter to see them all".to_owned(),
    };
    writeln!(
        terminal.err,
        "error: there is no key of the {what} `{}`; {way_out}",
        asked.escape_debug()
    )?;
    Ok(true)
}
