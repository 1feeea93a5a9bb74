//! The report for a comment on a pull request: the counts, what is not passed, what is turned off. Knows markdown; must
//! not judge.

use std::io;

use super::{Report, State};
use crate::graph::words;
use crate::render::markdown::Markdown;

/// Prints it.
///
/// # Errors
///
/// Those of `out`.
pub fn print(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "## Encryption report of {}\n", text(&report.name))?;
    writeln!(out, "{}.\n", words::summary(&report.topology))?;
    for file in &report.origin.spec {
        writeln!(out, "- spec {}: {}", code(&file.name), code(&file.hash))?;
    }
    writeln!(
        out,
        "- output {}: {}\n",
        code(".sealform.json"),
        code(&report.origin.record)
    )?;
    writeln!(
        out,
        "| control | passed | accepted | open | failed | ids |\n|---|--:|--:|--:|--:|---|"
    )?;
    for judged in &report.controls {
        let count = |state| match judged.count(state) {
            0 => String::new(),
            count => count.to_string(),
        };
        writeln!(
            out,
            "| {} | {} | {} | {} | {} | {} |",
            judged.control.title,
            count(State::Passed),
            count(State::Accepted),
            count(State::Open),
            count(State::Failed),
            text(&judged.control.names().join(", ")),
        )?;
    }
    inventory(report, out)?;
    if !report.absent.is_empty() {
        let titles: Vec<&str> = report.absent.iter().map(|one| one.title).collect();
        writeln!(out, "\nNothing to judge: {}.", titles.join(", "))?;
    }
    for state in [State::Failed, State::Open, State::Accepted] {
        if report.count(state) > 0 {
            writeln!(out, "\n### {} {}\n", report.count(state), state.word())?;
        }
        for judged in &report.controls {
            for result in judged.results.iter().filter(|result| result.state == state) {
                let why = match &result.accepted {
                    Some(one) => format!("{} ({}, until {})", one.reason, one.id, one.until),
                    None => result.note.clone(),
                };
                let at = format!("{}:{}", result.file, result.line);
                writeln!(
                    out,
                    "- {}: {}, {} ({})",
                    judged.control.title,
                    code(&result.address),
                    text(&why),
                    code(&at)
                )?;
            }
        }
    }
    for (title, lines) in [
        (
            "Turned off by the spec",
            said(
                report
                    .turned_off
                    .iter()
                    .map(|one| (one.what.as_str(), one.words.as_str(), one.at.as_str())),
            ),
        ),
        (
            "Accepted by the spec",
            report
                .accepted
                .iter()
                .map(|one| {
                    let (id, of, at) = (code(&one.id), code(&one.resource), code(&one.at));
                    let reason = text(&one.reason);
                    format!("- {id} of {of}: {reason}, until {} ({at})", one.until)
                })
                .collect(),
        ),
        (
            "Warnings",
            said(
                report
                    .warnings
                    .iter()
                    .map(|one| (one.rule, one.message.as_str(), one.at.as_str())),
            ),
        ),
    ] {
        if !lines.is_empty() {
            writeln!(out, "\n### {title}\n\n{}", lines.join("\n"))?;
        }
    }
    Ok(())
}

/// Folded away, since it is long; a browser that folds nothing shows it.
fn inventory(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(
        out,
        "\n<details>\n<summary>Databases, snapshots and keys</summary>\n\n\
         | what | where | key | evidence | wants a look |\n|---|---|---|---|---|"
    )?;
    for place in &report.inventory {
        for entry in &place.entries {
            let evidence = entry.evidence.as_ref().map_or_else(
                || "nothing makes it yet".to_owned(),
                |one| code(&format!("{}:{}", one.file, one.line)),
            );
            writeln!(
                out,
                "| {} {} | {}, {} | {} | {evidence} | {} |",
                entry.kind,
                text(&entry.name),
                place.account,
                place.region,
                text(entry.key.as_deref().unwrap_or_default()),
                entry.wanting.join(", "),
            )?;
        }
    }
    writeln!(out, "\n</details>")
}

fn text(text: &str) -> String {
    Markdown::text(text).as_str().to_owned()
}

fn code(text: &str) -> String {
    Markdown::code(text).as_str().to_owned()
}

fn said<'r>(all: impl Iterator<Item = (&'r str, &'r str, &'r str)>) -> Vec<String> {
    all.map(|(what, words, at)| {
        let (what, at) = (Markdown::code(what), Markdown::code(at));
        format!(
            "- {}: {} ({})",
            what.as_str(),
            Markdown::text(words).as_str(),
            at.as_str()
        )
    })
    .collect()
}
