//! `explain` and `rules`: the record of a rule, and all of them.

use serde::Serialize;

use super::{Exit, Terminal};
use crate::catalogue;
use crate::cli::ListFormat;
use crate::diagnostic::{Rule, Severity};
use crate::suggest;

pub(super) fn explain(id: &str, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let rules = catalogue::all();
    let Some(rule) = rules.iter().find(|rule| rule.id == id) else {
        let way_out = match suggest::nearest(id, rules.iter().map(|rule| rule.id)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`sealform rules` lists them".to_owned(),
        };
        writeln!(
            terminal.err,
            "error: there is no rule `{}`; {way_out}",
            id.escape_debug()
        )?;
        return Ok(Exit::Error);
    };
    writeln!(terminal.out, "{} ({})", rule.id, severity(rule))?;
    for (word, text) in [
        ("What is checked", rule.summary),
        ("Why", rule.why),
        ("The way out", rule.fix),
        ("Source", rule.source),
    ] {
        writeln!(terminal.out, "\n{word}\n    {text}")?;
    }
    Ok(Exit::Fine)
}

/// One rule for programs. A type of its own, so that it does not change with ours.
#[derive(Serialize)]
struct Listed {
    id: &'static str,
    severity: &'static str,
    summary: &'static str,
    why: &'static str,
    fix: &'static str,
    source: &'static str,
}

#[derive(Serialize)]
struct List {
    version: u32,
    rules: Vec<Listed>,
}

pub(super) fn list(format: ListFormat, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let rules = catalogue::all();
    match format {
        ListFormat::Text => {
            let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
            for rule in rules {
                writeln!(
                    terminal.out,
                    "{:<width$}  {:<7}  {}",
                    rule.id,
                    severity(rule),
                    rule.summary
                )?;
            }
        }
        ListFormat::Json => {
            let rules = rules
                .into_iter()
                .map(|rule| Listed {
                    id: rule.id,
                    severity: severity(rule),
                    summary: rule.summary,
                    why: rule.why,
                    fix: rule.fix,
                    source: rule.source,
                })
                .collect();
            serde_json::to_writer_pretty(&mut *terminal.out, &List { version: 1, rules })?;
            writeln!(terminal.out)?;
        }
    }
    Ok(Exit::Fine)
}

const fn severity(rule: &Rule) -> &'static str {
    match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
