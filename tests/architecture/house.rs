//! What every file of the house keeps to.

use std::collections::BTreeSet;
use std::fs;

use super::files::{below, name, root, sources};
use super::paths::code;

/// Lines of code that a file may have.
const CEILING: usize = 300;

/// Files that have more, and why.
const TALL: &[(&str, &str)] = &[
    ("aws/config_rules/table", "a table"),
    (
        "plan/accounts",
        "the root module of a receiving account, step by step",
    ),
    ("plan/copies", "the chain of copies, each link in turn"),
    ("plan/keys", "one subject, step by step"),
    ("rules/sharing", "one subject, step by step"),
    ("plan", "types only: what exists, in one place"),
    ("rules/engines", "a table and its checks, side by side"),
    ("rules/names", "a table and its checks, side by side"),
    ("rules/replicas", "a table and its checks, side by side"),
    ("rules/storage", "a table and its checks, side by side"),
    ("spec/decode", "every word at the top of a spec"),
];

/// Words that speak of the machine that something was written on.
const MACHINE: &[&str] = &["/work/", "/root/", "/home/", "/Users/", "/tmp/bash"];

/// Words that say nothing about what is in a file.
const EMPTY_NAMES: &[&str] = &[
    "utils", "util", "helpers", "helper", "manager", "handler", "misc", "common",
];

#[test]
fn every_file_says_what_it_knows() {
    for source in sources() {
        let head: Vec<&str> = source
            .text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .collect();
        assert!(
            head.join(" ").len() > 20,
            "src/{}.rs opens with no `//!`",
            source.module
        );
        assert!(
            !code(&source.text).contains("use super::*"),
            "src/{}.rs takes everything",
            source.module
        );
    }
}

#[test]
fn no_file_is_tall() {
    for source in sources() {
        let lines = code(&source.text)
            .lines()
            .filter(|line| !line.trim().is_empty())
            .count();
        let excuse = TALL.iter().any(|(module, _)| *module == source.module);
        assert!(
            lines <= CEILING || excuse,
            "src/{}.rs has {lines} lines of code: is it two ideas?",
            source.module
        );
        assert!(
            lines > CEILING || !excuse,
            "src/{}.rs needs no excuse any more",
            source.module
        );
    }
}

#[test]
fn names_say_something() {
    for source in sources() {
        for part in source.module.split('/') {
            assert!(
                part != "mod" && !EMPTY_NAMES.contains(&part),
                "src/{}.rs",
                source.module
            );
        }
    }
}

#[test]
fn nothing_speaks_of_a_machine() {
    let own = name(std::path::Path::new(file!()));
    for path in below(root(), &["target", ".git"]) {
        let file = name(path.strip_prefix(root()).unwrap());
        // In a linked worktree, `.git` is a file.
        if file == ".git" {
            continue;
        }
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        for word in MACHINE {
            assert!(file == own || !text.contains(word), "{file} names {word}");
        }
    }
}

#[test]
fn the_map_names_every_module() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let modules: BTreeSet<String> = sources()
        .iter()
        .map(|source| source.module.split('/').next().unwrap().to_owned())
        .filter(|module| module != "lib")
        .collect();
    for module in modules {
        assert!(
            map.contains(&format!("`{module}`")),
            "ARCHITECTURE.md does not name `{module}`"
        );
    }
}
