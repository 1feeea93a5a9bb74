//! `explain value`: what a value of a spec is, and which layer says it.

use std::collections::BTreeSet;
use std::path::Path;

use super::report::checked;
use super::{Exit, Terminal};
use crate::cli::{ReportArgs, ReportFormat, SpecArgs};
use crate::diagnostic::Diagnostics;
use crate::pipeline::{Checked, written};
use crate::source::lines::Lines;
use crate::source::parse::parse;
use crate::source::{Place, Sources};
use crate::spec::origin::{Layer, Origin, origin};
use crate::suggest;

pub(super) fn value(
    path: &str,
    spec: &SpecArgs,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let report = ReportArgs {
        format: ReportFormat::Text,
        deny_warnings: false,
        today: None,
    };
    let Some(checked) = checked(spec, &report, terminal)? else {
        return Ok(Exit::Error);
    };
    let Checked { sources, plan, .. } = &checked;
    let Some(plan) = plan else {
        return Ok(Exit::Error);
    };
    let written = written(plan, path)?;
    let said = parse(sources, &mut Diagnostics::default())
        .as_ref()
        .and_then(|document| origin(document, path));
    if said.is_none() && written.is_none() {
        return unknown(path, &spec.spec, plan, terminal);
    }
    let value = match &said {
        Some(Origin {
            built_in: Some(value),
            ..
        }) => (*value).to_owned(),
        Some(said) => text_at(sources, said.at),
        None => written.unwrap_or_default(),
    };
    let from = match &said {
        Some(said) => from(said, sources),
        None => "built in: nothing in the spec says otherwise".to_owned(),
    };
    writeln!(terminal.out, "{path}: {value}\n  {from}")?;
    Ok(Exit::Fine)
}

fn from(said: &Origin, sources: &Sources) -> String {
    let at = position(sources, said.at);
    match &said.layer {
        Layer::Itself => format!("said at {at}"),
        Layer::Defaults => format!("said in `defaults`, at {at}"),
        Layer::Profile(name) => format!("said in the profile `{name}`, at {at}"),
        Layer::BuiltInProfile(name) => {
            format!("built into the profile `{name}`, which is selected at {at}")
        }
        Layer::Source(path) => format!("said on its source `{path}`, at {at}"),
    }
}

fn unknown(
    path: &str,
    spec: &Path,
    plan: &crate::plan::Plan,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let known: BTreeSet<String> = crate::plan::accept::known_paths(plan);
    let above = path.rsplit_once('.').map_or(path, |(above, _)| above);
    let way_out = match suggest::nearest(above, known.iter().map(String::as_str)) {
        Some(near) if near != above => format!("did you mean `{near}`?"),
        _ => "SPEC.md lists all keys".to_owned(),
    };
    writeln!(
        terminal.err,
        "error: {} has no value `{}`; {way_out}",
        spec.display(),
        path.escape_debug()
    )?;
    Ok(Exit::Error)
}

/// What stands there, in one line.
fn text_at(sources: &Sources, at: Place) -> String {
    let file = sources.files.get(at.file.0 as usize);
    let text = file.and_then(|file| file.text.get(at.start as usize..at.end as usize));
    let words: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
    words.join(" ")
}

/// `spec.yaml:12:5`.
fn position(sources: &Sources, at: Place) -> String {
    let Some(file) = sources.files.get(at.file.0 as usize) else {
        return String::new();
    };
    let start = Lines::of(&file.text).position(at.start as usize);
    format!("{}:{}:{}", file.name, start.line, start.column)
}
