//! What the command says about itself.

use std::process::Command;

use super::common::sealform;

#[test]
fn completions_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = sealform(["completions", shell]).expect(0);
        assert!(
            ran.out.contains("sealform") && ran.out.contains("generate"),
            "{shell}"
        );
        assert!(ran.err.is_empty());
    }
}

#[test]
fn bash_takes_its_completions() {
    let script = sealform(["completions", "bash"]).expect(0).out;
    if let Ok(status) = Command::new("bash").args(["-n", "-c", &script]).status() {
        assert!(status.success());
    }
}

#[test]
fn the_manual_page_names_every_command() {
    let page = sealform(["man"]).expect(0).out;
    assert!(page.contains(".TH sealform 1"), "{page}");
    for command in [
        "init",
        "validate",
        "generate",
        "diff",
        "templates",
        "explain",
        "rules",
        "completions",
        "man",
    ] {
        assert!(
            page.contains(&format!("sealform\\-{command}(1)")),
            "{command}"
        );
    }
    assert!(page.contains("Exit codes"), "{page}");
}

#[test]
fn rules_are_listed_for_people_and_programs() {
    let text = sealform(["rules"]).expect(0).out;
    let list: serde_json::Value =
        serde_json::from_str(&sealform(["rules", "--format", "json"]).expect(0).out).unwrap();
    assert_eq!(list["version"], 1);
    let rules = list["rules"].as_array().unwrap();
    assert_eq!(rules.len(), text.lines().count());
    for (rule, line) in rules.iter().zip(text.lines()) {
        let words: Vec<&str> = line.split_whitespace().take(2).collect();
        assert_eq!(
            words,
            [
                rule["id"].as_str().unwrap(),
                rule["severity"].as_str().unwrap()
            ]
        );
    }
}

#[test]
fn a_rule_is_explained() {
    let ran = sealform(["explain", "output-edited"]).expect(0);
    let expected = "\
output-edited (error)

What is checked
    a generated file is not edited by hand

Why
    the next run would undo the edit, so nothing is written until somebody decides

The way out
    move the edit into the spec or into a file of your own, or use `--force` to write over it

Source
    the written record `.sealform.json`
";
    assert_eq!(ran.out, expected);
}

#[test]
fn the_version_is_the_packages() {
    let ran = sealform(["--version"]).expect(0);
    assert_eq!(ran.out, format!("sealform {}\n", env!("CARGO_PKG_VERSION")));
}
