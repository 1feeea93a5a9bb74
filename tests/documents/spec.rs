//! SPEC.md.

use std::collections::BTreeMap;
use std::fs;

use sealform::pipeline::{build, check_sources};
use sealform::source::{SourceFile, Sources};
use sealform::spec::decode::words;
use sealform::spec::settings::{FIELDS, Field, Role};
use sealform::verify::Mode;

/// The heading under which each list of words is described.
const HEADINGS: &[(&str, &str)] = &[
    ("accepted", "## `accept`"),
    ("autoscaling", "### `autoscaling`"),
    ("backup", "### `compliance.backup`"),
    ("compliance", "## `compliance`"),
    ("events", "### `compliance.events`"),
    ("guardrail", "### `compliance.guardrail`"),
    ("assume_role", "### `terraform.assume_role`"),
    ("backup_replication", "### `backup_replication`"),
    ("copy", "### `copies.<name>`"),
    ("endpoint", "### `endpoints.<name>`"),
    ("global", "### `global`"),
    ("key", "## `keys.<name>`"),
    ("dms", "### `migrate_from.dms`"),
    ("dms.source", "### `migrate_from.dms.source`"),
    ("dms.target", "### `migrate_from.dms.target`"),
    ("dns", "### `migrate_from.dns`"),
    ("member", "### `members.<name>`"),
    ("migrate_from", "### `migrate_from`"),
    ("proxy", "### `proxy`"),
    ("received", "### `sharing.<name>.copies.<name>`"),
    ("region", "## `regions.<region>`"),
    ("restore", "### `restore`"),
    ("secondary", "### `global.<region>`"),
    (
        "serverlessv2_scaling_configuration",
        "### `serverlessv2_scaling_configuration`",
    ),
    ("sharing", "## `sharing.<name>`"),
    ("snapshot", "### `snapshots.<name>`"),
    ("spec", "## Top level"),
    ("terraform", "## `terraform`"),
];

const DATABASES: &str = "## `databases.<name>`";

/// The rows of the table under a heading: cells by column.
fn table(heading: &str) -> Vec<BTreeMap<String, String>> {
    let document = super::document("SPEC.md");
    let section = document
        .split(&format!("\n{heading}\n"))
        .nth(1)
        .unwrap_or_else(|| panic!("{heading}"));
    let mut lines = section
        .lines()
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'));
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    let head = cells(lines.next().unwrap());
    lines
        .skip(1)
        .map(|line| head.iter().cloned().zip(cells(line)).collect())
        .collect()
}

fn key(row: &BTreeMap<String, String>) -> &str {
    row["key"].trim_matches('`')
}

/// A setting as its row should be, but for the default, which is told in words.
fn row_of(field: &Field) -> [(String, String); 4] {
    let shape = match field.shape {
        "text" => "text",
        "flag" => "`true` or `false`",
        "whole" => "whole number",
        "texts" => "list of texts",
        "table" => "map of texts",
        "region" => "region",
        "engine" => "engine",
        "password" => "`managed` or `variable`",
        "scaling" => "map, [see below](#serverlessv2_scaling_configuration)",
        _ => "map",
    };
    let on: Vec<String> = field
        .on
        .iter()
        .map(|role| format!("{role:?}").to_lowercase())
        .collect();
    [
        ("key".to_owned(), format!("`{}`", field.name)),
        ("shape".to_owned(), shape.to_owned()),
        ("on".to_owned(), on.join(", ")),
        ("meaning".to_owned(), field.doc.trim().to_owned()),
    ]
}

#[test]
fn every_word_is_described_and_no_other() {
    for (list, words) in words::ALL {
        let heading = HEADINGS
            .iter()
            .find(|(name, _)| name == list)
            .unwrap_or_else(|| panic!("a heading for {list}"));
        let rows = table(heading.1);
        let described: Vec<&str> = rows.iter().map(key).collect();
        assert_eq!(described, *words, "SPEC.md, {}", heading.1);
    }
}

#[test]
fn every_setting_is_described_as_the_code_has_it() {
    let rows = table(DATABASES);
    for field in FIELDS {
        let wanted = row_of(field);
        let row = rows.iter().find(|row| key(row) == field.name);
        let is_true = row.is_some_and(|row| {
            !row["default"].is_empty() && wanted.iter().all(|(column, cell)| row[column] == *cell)
        });
        let [(_, key), (_, shape), (_, on), (_, meaning)] = wanted;
        assert!(
            is_true,
            "SPEC.md wants this row:\n| {key} | {shape} | {on} | (the default) | {meaning} |"
        );
    }
    let described: Vec<&str> = rows.iter().map(key).collect();
    let known: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
    assert_eq!(described, known, "in the order of the code");
}

/// An example with an instance, a replica and a cluster, one key and its region.
fn example(heading: &str, line: &str) -> String {
    let mut text = "version: 1\nname: example\nowner: \"123456789012\"\nregions:\n  eu-central-1:\n    subnet_ids: \
                    [subnet-0a1b2c3d, subnet-4e5f6a7b]\n    vpc_security_group_ids: [sg-0123456789abcdef0]\n"
        .to_owned();
    let at = |wanted: &str, indented: &str| {
        if heading == wanted {
            format!("{indented}{line}\n")
        } else {
            String::new()
        }
    };
    text += "terraform:\n  backend: { local: {} }\n";
    text += &at("## `terraform`", "  ");
    text += "keys:\n  rds:\n    description: the key\n";
    text += &at("## `keys.<name>`", "    ");
    text += "defaults:\n  engine_version: \"16\"\n  instance_class: db.r6g.large\n";
    text += "databases:\n  one:\n    engine: postgres\n    allocated_storage: 100\n";
    text += &at("instance", "    ");
    text += "  two:\n    engine: aurora-postgresql\n";
    text + &at("cluster", "    ")
}

fn rendered(text: &str) -> sealform::tree::Tree {
    let checked = check_sources(Sources {
        files: vec![SourceFile {
            name: "example.yaml".to_owned(),
            text: text.to_owned(),
        }],
    });
    assert!(!checked.found.has_errors(), "{:?}\n{text}", checked.found);
    build(&checked.plan.unwrap(), Mode::Paranoid)
        .unwrap()
        .unwrap()
}

/// A default in code, written out, changes no byte.
#[test]
fn defaults_are_what_they_are_said_to_be() {
    let without = rendered(&example("", ""));
    let mut tried = 0;
    let mut try_row = |place: &str, row: &BTreeMap<String, String>| {
        let Some(value) = row["default"].strip_prefix('`') else {
            return;
        };
        let value = value.split('`').next().unwrap();
        let text = example(place, &format!("{}: {value}", key(row)));
        assert_eq!(
            without,
            rendered(&text),
            "{} is {value} by default",
            key(row)
        );
        tried += 1;
    };
    for heading in ["## `terraform`", "## `keys.<name>`"] {
        table(heading).iter().for_each(|row| try_row(heading, row));
    }
    for row in &table(DATABASES) {
        let field = FIELDS.iter().find(|field| field.name == key(row)).unwrap();
        let place = if field.on.contains(&Role::Instance) {
            "instance"
        } else {
            "cluster"
        };
        try_row(place, row);
    }
    assert!(tried > 20, "{tried} defaults");
}

/// What must be said is missed.
#[test]
fn what_must_be_said_is_missed() {
    let spec = fs::read_to_string(super::common::root().join("specs/good/minimal.yaml")).unwrap();
    let rows = [table("## Top level"), table(DATABASES)].concat();
    for row in rows
        .iter()
        .filter(|row| row["default"].starts_with("must be said"))
    {
        let checked = check_sources(Sources {
            files: vec![SourceFile {
                name: "spec.yaml".to_owned(),
                text: without(&spec, key(row)),
            }],
        });
        let word = &row["key"];
        let is_missed = checked.found.iter().any(|one| one.message.contains(word));
        assert!(is_missed, "{word}: {:?}", checked.found);
    }
}

/// A spec without a key and what is below it.
fn without(spec: &str, key: &str) -> String {
    let mut dropped = None;
    let kept: Vec<&str> = spec
        .lines()
        .filter(|line| {
            let indentation = line.len() - line.trim_start().len();
            if dropped.is_some_and(|above| indentation > above) {
                return false;
            }
            let is_key = line.trim_start().starts_with(&format!("{key}:"));
            dropped = is_key.then_some(indentation);
            !is_key
        })
        .collect();
    kept.join("\n")
}
