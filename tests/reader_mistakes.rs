//! What is told of a text that is no spec, and how soon.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails says so"
)]

use std::fmt::Write as _;

use sealform::diagnostic::Diagnostics;
use sealform::diagnostic::print::{Format, print};
use sealform::source::node::{Node, Value};
use sealform::source::parse::{MAX_DEPTH, MAX_MISTAKES, MAX_NODES, parse};
use sealform::source::{SourceFile, Sources};

/// A spec of files, with what reading them gives.
struct Reading {
    sources: Sources,
    tree: Option<Node>,
    found: Diagnostics,
}

fn read_all(files: &[(&str, &str)]) -> Reading {
    let files = files.iter().map(|(name, text)| SourceFile {
        name: (*name).to_owned(),
        text: (*text).to_owned(),
    });
    let sources = Sources {
        files: files.collect(),
    };
    let mut found = Diagnostics::default();
    let tree = parse(&sources, &mut found);
    Reading {
        sources,
        tree,
        found: found.sorted(),
    }
}

fn read(text: &str) -> Reading {
    read_all(&[("spec.yaml", text)])
}

impl Reading {
    /// Rule, text at the place, and message of each finding.
    fn told(&self) -> Vec<(&str, &str, &str)> {
        let told = self.found.iter();
        told.map(|d| {
            (
                d.rule.id,
                self.sources.text_at(d.primary.at),
                d.message.as_str(),
            )
        })
        .collect()
    }
}

fn snapshot(name: &str, value: &str) {
    insta::with_settings!({
        snapshot_path => "../snapshots/reader",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!(name, value) });
}

#[test]
fn mistakes_of_text() {
    let mistakes: &[(&str, &[&str])] = &[
        ("yaml-empty", &["", "# only a comment\n", "---\n~\n"]),
        (
            "yaml-duplicate-key",
            &[
                "a: 1\na: 2\n",
                "x: [{k: 1, \"k\": 2}]",
                "a: {<<: {x: 1}, <<: {y: 1}}",
            ],
        ),
        ("yaml-documents", &["a: 1\n---\nb: 2\n"]),
        (
            "yaml-key",
            &["region: {{ region }}\n", "? [a]\n: b\n", "a: 1\n: b\n"],
        ),
        (
            "yaml-tag",
            &[
                "a: !Ref x\n",
                "a: !!binary x\n",
                "a: !!map x\n",
                "a: !!str [x]\n",
                "a: !x!y z\n",
                "a: !<x y\n",
                "a: !str,x y\n",
            ],
        ),
        (
            "yaml-alias",
            &[
                "a: *none\n",
                "base: &base {}\nb: *bse\n",
                "a: &a [*a]\n",
                "a: {<<: x}\n",
                "a: {<<: [{b: 1}, [c]]}\n",
            ],
        ),
        (
            "yaml-syntax",
            &[
                "a:\n\tb: 1\n",
                "a: [1, 2\nb: 3\n",
                "a: [1,,2]\n",
                "a: {é: [}\n",
                "é: {x: 1\n",
                "a: ]\n",
                "a: \"x\nb: 2\n",
                "a: 'it's'\n",
                "a: \"\\d\"\n",
                "a: b: c\n",
                "a: 1\n  bé: 2\n",
                "a:\n  - 1\n b: 2\n",
                "  a: 1\nb: 2 # c\n",
                "a: 1\nb\nc: 2\n",
                "- a\nb: 1\n",
                "a: 1\n- b\n",
                "a: @x\n",
                "key: - a\n",
                "a: xé\u{7}\n",
                "a: `x`\n",
                "a: 1\n%FOO\n",
                "a: > b\n",
                "a: \"x\" y\n",
                "a: \"\\xZZ\"\n",
                "a: [- x]\n",
                "a: & x\n",
                "a: 1\n\u{feff}b: 2\n",
                "a: x #c\n  y\n",
                "? a\n  ? b\n c: d\n",
            ],
        ),
    ];
    let mut shown = String::new();
    for (rule, texts) in mistakes {
        for text in *texts {
            let reading = read(text);
            let rules: Vec<_> = reading.found.iter().map(|d| d.rule.id).collect();
            assert_eq!(rules, [*rule], "{text:?}");
            let whole = reading.tree.is_some();
            assert_eq!(whole, *rule == "yaml-duplicate-key", "{text:?}");
            let mut drawn = Vec::new();
            print(
                &reading.found,
                &reading.sources,
                Format::Text,
                false,
                &mut drawn,
            )
            .unwrap();
            writeln!(shown, "{text:?}\n{}", String::from_utf8(drawn).unwrap()).unwrap();
        }
    }
    snapshot("mistakes", &shown);
}

#[test]
fn a_folder_says_each_thing_once() {
    let reading = read_all(&[
        ("a.yaml", "owner: x\ndatabases: {one: {}, two: {}}\ntags:\n"),
        (
            "b.yaml",
            "owner: y\ndatabases: {three: {}, two: {}}\ntags: {a: b}\n",
        ),
        ("c.yaml", "databases: {three: {}}\nowner: z\n"),
    ]);
    let told: Vec<_> = reading
        .found
        .iter()
        .map(|d| {
            let first = d.related.first().unwrap().at;
            let name =
                |at: sealform::source::Place| reading.sources.get(at.file).unwrap().name.as_str();
            (name(d.primary.at), name(first), d.message.as_str())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("b.yaml", "a.yaml", "`owner` stands in two files"),
            ("b.yaml", "a.yaml", "`two` stands in two files"),
            ("b.yaml", "a.yaml", "`tags` stands in two files"),
            ("c.yaml", "b.yaml", "`three` stands in two files"),
            ("c.yaml", "a.yaml", "`owner` stands in two files"),
        ]
    );
    assert!(reading.tree.is_some(), "the rest can be checked");

    let reading = read_all(&[("a.yaml", "owner: x\n"), ("b.yaml", "- x\n")]);
    assert!(reading.tree.is_none());
    assert_eq!(
        reading.told(),
        [(
            "yaml-documents",
            "- x",
            "a file of a spec holds a map, not a list"
        )]
    );
}

#[test]
fn several_mistakes_in_one_run() {
    let reading = read("a: !x 1\na: *none\n? {}\n: c\nb: &n 1\nc: *m\n");
    let rules: Vec<_> = reading.told().iter().map(|told| told.0).collect();
    assert_eq!(
        rules,
        [
            "yaml-tag",
            "yaml-duplicate-key",
            "yaml-alias",
            "yaml-key",
            "yaml-alias"
        ]
    );
    assert!(reading.tree.is_none());

    // A mistake in one file doesn't hide those of the next.
    let reading = read_all(&[("a.yaml", "a: [\n"), ("b.yaml", "b: ]\n")]);
    assert_eq!(reading.told().len(), 2);
}

#[test]
fn a_repeated_key_is_found_among_many() {
    let mut text = String::new();
    for number in 0..1_000 {
        writeln!(text, "database-{number}: {number}").unwrap();
    }
    text.push_str("database-3: again\ndatabase-999: again\n");
    let reading = read(&text);
    let told = reading.told();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0].1, "database-3");
    let first = reading.found.iter().next().unwrap().related[0].at;
    assert_eq!(reading.sources.text_at(first), "database-3");
    let Value::Map(entries) = &reading.tree.as_ref().unwrap().value else {
        panic!("a map was written");
    };
    assert_eq!(entries.len(), 1_000, "the first of the two stays");
}

#[test]
fn hostile_text_is_refused_soon() {
    let laughs = (1..30).fold("a0: &a0 [x, x, x, x]\n".to_owned(), |text, n| {
        let alias = format!("*a{}", n - 1);
        format!("{text}a{n}: &a{n} [{alias}, {alias}, {alias}, {alias}]\n")
    });
    let deep_alias = format!(
        "a: &a {}{}\nb: {}*a{}\n",
        "[".repeat(40),
        "]".repeat(40),
        "[".repeat(40),
        "]".repeat(40)
    );
    let long_text = format!(
        "a: &a \"{}\"\nb: [{}]\n",
        "x".repeat(1_000_000),
        "*a,".repeat(100)
    );
    let too_many = "-\n".repeat(MAX_NODES);
    for (text, rule) in [
        ("[".repeat(100_000), "yaml-depth"),
        ("{a: ".repeat(100_000), "yaml-depth"),
        ("- ".repeat(100_000), "yaml-depth"),
        ("a: ".repeat(100_000), "yaml-syntax"),
        ("a: \n".repeat(100_000), "yaml-duplicate-key"),
        ("? ".repeat(100_000), "yaml-depth"),
        ("---\n".repeat(100_000), "yaml-documents"),
        ("*a\n".repeat(100_000), "yaml-alias"),
        ("- !x y\n".repeat(100_000), "yaml-tag"),
        (laughs, "yaml-alias"),
        (deep_alias, "yaml-depth"),
        (long_text, "yaml-alias"),
        (too_many, "yaml-size"),
    ] {
        let reading = read(&text);
        let told = reading.told();
        let start: String = text.chars().take(20).collect();
        assert!(told.iter().any(|told| told.0 == rule), "{start}: {told:?}");
        assert!(told.len() <= MAX_MISTAKES, "{start}: {}", told.len());
        assert!(reading.tree.is_none(), "{start}");
    }
}

#[test]
fn as_deep_as_allowed() {
    for (depth, fine) in [(MAX_DEPTH, true), (MAX_DEPTH + 1, false)] {
        let flow = format!("{}x{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(read(&flow).tree.is_some(), fine, "flow, {depth}");
        let block = format!("{}x", "- ".repeat(depth));
        assert_eq!(read(&block).tree.is_some(), fine, "block, {depth}");
    }
}
