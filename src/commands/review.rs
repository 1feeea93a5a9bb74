//! `report`: what a spec gives, for a reviewer or an auditor.

use anyhow::Context;

use super::report::{checked, proven};
use super::{Exit, Terminal, output};
use crate::cli::{PageArgs, PageFormat, ProofArgs, ReportArgs, ReportFormat, SpecArgs};
use crate::diagnostic::print::shown;
use crate::report::{Input, html, json, markdown, report};
use crate::tree::manifest::{Manifest, digest};
use crate::verify::{self, Mode};

pub(super) fn run(
    spec: &SpecArgs,
    args: &PageArgs,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let told = ReportArgs {
        format: ReportFormat::Text,
        deny_warnings: false,
        today: args.today,
    };
    let proof = ProofArgs {
        templates: None,
        paranoid: false,
    };
    let Some(mut checked) = checked(spec, &told, terminal)? else {
        return Ok(Exit::Error);
    };
    let Some(tree) = proven(&mut checked, &told, &proof, terminal)? else {
        return Ok(Exit::Error);
    };
    let Some(plan) = &checked.plan else {
        return Ok(Exit::Error);
    };
    let reading = verify::read(&tree, Mode::ByShape);
    let record = Manifest::of(&tree).print()?;
    let report = report(Input {
        plan,
        sources: &checked.sources,
        found: &shown(&checked.found, &checked.sources),
        tree: &tree,
        resources: &reading.resources(),
        policies: &reading.key_policies(),
        record: &digest(record.as_bytes()),
    });
    let mut text = Vec::new();
    match args.format {
        PageFormat::Html => text.extend(html::page(&report).context("the page")?.into_bytes()),
        PageFormat::Markdown => markdown::print(&report, &mut text)?,
        PageFormat::Json => {
            serde_json::to_writer_pretty(&mut text, &json::document(&report)).context("json")?;
            text.push(b'\n');
        }
    }
    output::write(&text, args.out.as_deref(), terminal)?;
    Ok(Exit::Fine)
}
