//! `graph`: the topology of a spec.

use super::report::checked;
use super::{Exit, Terminal, output};
use crate::cli::{GraphArgs, GraphFormat, ReportArgs, ReportFormat, SpecArgs};
use crate::graph::{dot, mermaid, svg, topology};

pub(super) fn run(
    spec: &SpecArgs,
    args: &GraphArgs,
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
    let topology = topology(&plan);
    let mut text = Vec::new();
    match args.format {
        GraphFormat::Mermaid => mermaid::print(&topology, &mut text)?,
        GraphFormat::Dot => dot::print(&topology, &mut text)?,
        GraphFormat::Svg => svg::print(&topology, &mut text)?,
    }
    output::write(&text, args.out.as_deref(), terminal)?;
    Ok(Exit::Fine)
}
