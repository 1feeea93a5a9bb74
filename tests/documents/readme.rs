//! README.md. A comment above a block names what the block shows: a file of the project, in pieces between lines of
//! `# …`, or what a command prints. `SEALFORM_ACCEPT=1` puts the present help into it.

use std::fs;

use super::common::{root, sealform};
use super::document;

/// The blocks that bear a comment: what they show, and their text.
fn blocks(document: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    for part in document.split("\n<!-- ").skip(1) {
        let (of, rest) = part.split_once(" -->\n```").unwrap();
        let (_, rest) = rest.split_once('\n').unwrap();
        let (text, _) = rest.split_once("```").unwrap();
        blocks.push((of.to_owned(), text.to_owned()));
    }
    assert!(blocks.len() > 3);
    blocks
}

#[test]
fn blocks_show_what_is_there() {
    for (of, text) in blocks(&document("README.md")) {
        if of.starts_with("sealform ") {
            continue;
        }
        let mut rest = fs::read_to_string(root().join(&of)).unwrap();
        for piece in text.split("# …\n") {
            let at = rest
                .find(piece)
                .unwrap_or_else(|| panic!("{of} does not hold\n{piece}"));
            rest = rest.split_off(at + piece.len());
        }
    }
}

#[test]
fn the_least_spec_is_shown_whole() {
    let spec = document("specs/good/minimal.yaml");
    assert!(document("README.md").contains(&format!("```yaml\n{spec}```\n")));
    assert!(spec.lines().count() < 15);
}

#[test]
fn help_is_the_present_one() {
    let readme = document("README.md");
    let (_, shown) = blocks(&readme)
        .into_iter()
        .find(|(of, _)| of == "sealform -h")
        .unwrap();
    let help = sealform(["-h"]).out;
    if std::env::var_os("SEALFORM_ACCEPT").is_some() {
        let (before, after) = readme
            .split_once("<!-- sealform -h -->\n```text\n")
            .unwrap();
        let (_, after) = after.split_once("```").unwrap();
        let text = format!("{before}<!-- sealform -h -->\n```text\n{help}```{after}");
        fs::write(root().join("README.md"), text).unwrap();
    } else {
        assert_eq!(shown, help, "accept it with `just snapshots`");
    }
}

#[test]
fn every_command_stands_in_the_table() {
    let readme = document("README.md");
    let help = sealform(["-h"]).out;
    let commands = help
        .split("Commands:\n")
        .nth(1)
        .unwrap()
        .split("\n\n")
        .next()
        .unwrap();
    for command in commands
        .lines()
        .filter_map(|line| line.split_whitespace().next())
    {
        let stands = readme.contains(&format!("| `sealform {command}"));
        assert!(
            stands || command == "help",
            "README.md has no `sealform {command}`"
        );
    }
}

/// The two commands that everybody begins with, as they are written.
#[test]
fn the_two_commands_come_first() {
    let readme = document("README.md");
    let commands = "cargo run --release -- generate specs/good/payments.yaml --out terraform\n\
                    cargo test -- --include-ignored\n";
    assert!(
        readme
            .split("```sh\n")
            .nth(1)
            .unwrap()
            .starts_with(commands)
    );
}

#[test]
fn links_lead_somewhere() {
    for file in [
        "README.md",
        "SPEC.md",
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
    ] {
        let text = document(file);
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let is_local = !link.starts_with("http") && !link.starts_with('#');
            assert!(
                !is_local || root().join(link).exists(),
                "{file} links to {link}"
            );
        }
    }
}
