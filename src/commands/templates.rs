//! `templates`: lists the built-in templates, prints one, or writes them out.

use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;

use super::generate::summary;
use super::{Exit, Terminal};
use crate::cli::ListFormat;
use crate::render::templates::{BUILT_IN, FILES, makes};
use crate::suggest::nearest;
use crate::tree::Tree;
use crate::tree::write::{Outcome, add};

/// A built-in template.
#[derive(Clone, Copy, Serialize)]
struct Template {
    name: &'static str,
    file: &'static str,
    #[serde(skip)]
    text: &'static str,
}

/// One template for programs.
#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    template: Template,
    makes: Vec<&'static str>,
}

#[derive(Serialize)]
struct List {
    version: u32,
    templates: Vec<Listed>,
}

pub(super) fn run(
    names: &[String],
    out: Option<&Path>,
    force: bool,
    format: ListFormat,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let all = BUILT_IN.iter().zip(FILES);
    let all: Vec<Template> = all
        .map(|((name, text), (_, file))| Template { name, file, text })
        .collect();
    let mut asked = Vec::new();
    for name in names {
        match all
            .iter()
            .find(|template| [template.name, template.file].contains(&name.as_str()))
        {
            Some(template) => asked.push(*template),
            None => return unknown(name, &all, terminal),
        }
    }
    match out {
        None if names.is_empty() => list(&all, format, terminal),
        None => {
            for template in asked {
                terminal.out.write_all(template.text.as_bytes())?;
            }
            Ok(Exit::Fine)
        }
        Some(out) if names.is_empty() => write_out(&all, out, force, terminal),
        Some(out) => write_out(&asked, out, force, terminal),
    }
}

fn unknown(name: &str, all: &[Template], terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    let way_out = match nearest(name, all.iter().map(|template| template.name)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`sealform templates` lists them".to_owned(),
    };
    writeln!(
        terminal.err,
        "error: there is no template `{}`; {way_out}",
        name.escape_debug()
    )?;
    Ok(Exit::Error)
}

fn list(all: &[Template], format: ListFormat, terminal: &mut Terminal<'_>) -> anyhow::Result<Exit> {
    match format {
        ListFormat::Text => {
            let width = all
                .iter()
                .map(|template| template.name.len())
                .max()
                .unwrap_or(0);
            for template in all {
                let made = makes(template.text);
                let made = if made.is_empty() {
                    "a page for people".to_owned()
                } else {
                    made.join(", ")
                };
                writeln!(terminal.out, "{:<width$}  {made}", template.name)?;
            }
        }
        ListFormat::Json => {
            let templates = all
                .iter()
                .map(|template| Listed {
                    template: *template,
                    makes: makes(template.text),
                })
                .collect();
            let list = List {
                version: 1,
                templates,
            };
            serde_json::to_writer_pretty(&mut *terminal.out, &list).context("standard output")?;
            writeln!(terminal.out)?;
        }
    }
    Ok(Exit::Fine)
}

fn write_out(
    templates: &[Template],
    out: &Path,
    force: bool,
    terminal: &mut Terminal<'_>,
) -> anyhow::Result<Exit> {
    let tree = Tree {
        files: templates
            .iter()
            .map(|template| (template.file.to_owned(), template.text.to_owned()))
            .collect(),
    };
    match add(&tree, out, force)? {
        Outcome::Written(written) => {
            summary(&written, out, terminal)?;
            Ok(Exit::Fine)
        }
        Outcome::Refused(refused) => {
            for kept in &refused.kept {
                let way_out = if kept.is_blocked() {
                    kept.way_out()
                } else {
                    "rename it to keep it, or use `--force` to write over it"
                };
                writeln!(terminal.err, "error: {}: {way_out}", kept.what())?;
            }
            writeln!(terminal.err, "nothing was written to {}", out.display())?;
            Ok(Exit::Error)
        }
    }
}
