//! Reading: which tree and which places come of a text, and what is told of a text that is none.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so"
)]

use std::fmt::Write as _;

use sealform::diagnostic::{Diagnostics, Severity};
use sealform::source::node::{Node, Style, Value};
use sealform::source::parse::{MAX_DEPTH, MAX_MISTAKES, MAX_NODES, parse};
use sealform::source::{SourceFile, Sources, rules};

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
    fn tree(&self) -> &Node {
        let found: Vec<_> = self.found.iter().collect();
        self.tree.as_ref().unwrap_or_else(|| panic!("{found:#?}"))
    }

    /// Every value on a line of its own: its path, what it is, and the text at its place.
    fn sketch(&self) -> String {
        let mut out = String::new();
        self.sketch_into(&mut out, "", self.tree());
        out
    }

    fn sketch_into(&self, out: &mut String, path: &str, node: &Node) {
        let at = self.sources.text_at(node.at);
        let path_shown = if path.is_empty() { "." } else { path };
        match &node.value {
            Value::Scalar(scalar) => {
                let style = match scalar.style {
                    Style::Plain => "plain",
                    Style::Quoted => "quoted",
                    Style::Block => "block",
                };
                let kind = node.kind_name();
                writeln!(
                    out,
                    "{path_shown}  {style} {:?} ({kind}) at {at:?}",
                    scalar.text
                )
                .unwrap();
            }
            Value::List(items) => {
                writeln!(out, "{path_shown}  list at {at:?}").unwrap();
                for (index, item) in items.iter().enumerate() {
                    self.sketch_into(out, &format!("{path}[{index}]"), item);
                }
            }
            Value::Map(entries) => {
                writeln!(out, "{path_shown}  map at {at:?}").unwrap();
                for entry in entries {
                    let key = self.sources.text_at(entry.key_at);
                    assert!(key.contains(&entry.key) || key.starts_with(['"', '\'']));
                    self.sketch_into(out, &format!("{path}.{}", entry.key), &entry.node);
                }
            }
        }
    }

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
fn places_are_bytes_and_end_where_the_value_ends() {
    let text = "\
é: ü  # commént
quoted:   \"ü x\"   # d
'single': 'it''s'
two lines: plain two  \n   words  # x
literal: |
  lit
  é

folded: >-
  f

flow: [x , y, {a: b}, c: d ]
list:
- 1
-
- k: v
  w:   # nothing
-   - deep
nothing:
braces: {q: , r}
tagged: !!str 5
number: !!int \"5\"
anchored: &a
  x: 1
copied: *a
CRLF: yes\r
end: 15.10";
    snapshot("places", &read(text).sketch());
}

#[test]
fn merge_keys() {
    let text = "\
base: &base { a: 1, b: 2 }
more: &more { b: 3, c: 4 }
one: { <<: *base, b: own }
after: { b: own, <<: *base }
two: { <<: [*more, *base] }
inline: { <<: { a: 5 } }
quoted: { \"<<\": *base }
";
    snapshot("merge", &read(text).sketch());
}

#[test]
fn a_folder_is_joined_at_the_top() {
    let reading = read_all(&[
        (
            "spec/a.yaml",
            "version: 1\ndatabases:\n  one: {engine: mysql}\n",
        ),
        ("spec/b.yaml", "# nothing yet\n"),
        (
            "spec/c.yaml",
            "databases:\n  two: {engine: postgres}\nkeys: {rds: {}}\n",
        ),
    ]);
    assert!(reading.found.is_empty());
    snapshot("folder", &reading.sketch());
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
fn mistakes_of_text() {
    for (text, rule, at, message) in [
        ("", "yaml-empty", "", "the spec is empty"),
        ("# only a comment\n", "yaml-empty", "", "the spec is empty"),
        ("---\n~\n", "yaml-empty", "", "the spec is empty"),
        (
            "a: 1\na: 2\n",
            "yaml-duplicate-key",
            "a",
            "the key `a` stands twice in this map",
        ),
        (
            "x: [{k: 1, \"k\": 2}]",
            "yaml-duplicate-key",
            "\"k\"",
            "the key `k` stands twice in this map",
        ),
        (
            "a: {<<: {x: 1}, <<: {y: 1}}",
            "yaml-duplicate-key",
            "<<",
            "the key `<<` stands twice in this map",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "yaml-documents",
            "---",
            "a second document begins in this file",
        ),
        (
            "region: {{ region }}\n",
            "yaml-key",
            "{ region }",
            "a map can't be a key",
        ),
        ("? [a]\n: b\n", "yaml-key", "[a]", "a list can't be a key"),
        ("a: 1\n: b\n", "yaml-key", "", "a key is missing here"),
        (
            "a: !Ref x\n",
            "yaml-tag",
            "!Ref",
            "the tag `!Ref` has no meaning in a spec",
        ),
        (
            "a: !!binary x\n",
            "yaml-tag",
            "!!binary",
            "the tag `!!binary` has no meaning in a spec",
        ),
        (
            "a: !!map x\n",
            "yaml-tag",
            "!!map",
            "the tag `!!map` stands before text",
        ),
        (
            "a: !!str [x]\n",
            "yaml-tag",
            "!!str",
            "the tag `!!str` stands before a list",
        ),
        (
            "a: !x!y z\n",
            "yaml-tag",
            "!",
            "the tag's prefix is not declared",
        ),
        (
            "a: *none\n",
            "yaml-alias",
            "*none",
            "no anchor for the alias `*none` stands before it",
        ),
        (
            "a: &a [*a]\n",
            "yaml-alias",
            "*a",
            "the alias `*a` stands inside the value that it stands for",
        ),
        (
            "a: {<<: x}\n",
            "yaml-alias",
            "x",
            "`<<` merges a map or a list of maps, not text",
        ),
        (
            "a: {<<: [{b: 1}, [c]]}\n",
            "yaml-alias",
            "[c]",
            "`<<` merges a map or a list of maps, not a list",
        ),
        (
            "a:\n\tb: 1\n",
            "yaml-syntax",
            "\t",
            "a tab can't indent YAML",
        ),
        (
            "a: [1, 2\nb: 3\n",
            "yaml-syntax",
            ":",
            "a comma or a closing bracket is missing before this",
        ),
        (
            "a: [1,,2]\n",
            "yaml-syntax",
            ",",
            "nothing stands before this comma",
        ),
        (
            "a: {é: [}\n",
            "yaml-syntax",
            "[",
            "the bracket `[` is closed by `}`",
        ),
        (
            "é: {x: 1\n",
            "yaml-syntax",
            "{",
            "the bracket `{` is never closed",
        ),
        ("a: ]\n", "yaml-syntax", "]", "this bracket closes nothing"),
        (
            "a: \"x\nb: 2\n",
            "yaml-syntax",
            "\"",
            "the quote that begins here is never closed",
        ),
        (
            "a: 'it's'\n",
            "yaml-syntax",
            "s",
            "text follows a closed quote",
        ),
        (
            "a: \"\\d\"\n",
            "yaml-syntax",
            "\\d",
            "the escape `\\d` is unknown",
        ),
        (
            "a: b: c\n",
            "yaml-syntax",
            ":",
            "a key with its colon can't stand inside a value",
        ),
        (
            "a: 1\n  bé: 2\n",
            "yaml-syntax",
            "bé",
            "the key `bé` is indented like more of the text above it",
        ),
        (
            "a:\n  - 1\n b: 2\n",
            "yaml-syntax",
            "b: 2",
            "the indentation of this line fits nothing above it",
        ),
        (
            "  a: 1\nb: 2 # c\n",
            "yaml-syntax",
            "b: 2",
            "the indentation of this line fits nothing above it",
        ),
        (
            "a: 1\nb\nc: 2\n",
            "yaml-syntax",
            "b",
            "`b` is not followed by a colon",
        ),
        (
            "- a\nb: 1\n",
            "yaml-syntax",
            "b: 1",
            "a key can't stand among a list's items",
        ),
        (
            "a: 1\n- b\n",
            "yaml-syntax",
            "b",
            "a list's item can't stand among a map's keys",
        ),
        (
            "a: @x\n",
            "yaml-syntax",
            "@",
            "a value can't begin with `@`",
        ),
        (
            "key: - a\n",
            "yaml-syntax",
            "-",
            "a list can't begin behind its key on the same line",
        ),
        (
            "a: xé\u{7}\n",
            "yaml-syntax",
            "\u{7}",
            "the character U+0007 can't stand in YAML",
        ),
    ] {
        let reading = read(text);
        assert_eq!(reading.told(), [(rule, at, message)], "{text:?}");
        assert_eq!(
            reading.tree.is_some(),
            rule == "yaml-duplicate-key",
            "only a repeated key leaves a tree: {text:?}"
        );
    }
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
    let Value::Map(entries) = &reading.tree().value else {
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

#[test]
fn kinds_have_names() {
    for (text, kind) in [
        ("x", "text"),
        ("'5'", "text"),
        ("|\n  5", "text"),
        ("yes", "text"),
        ("0123", "a number"),
        ("-1.5e+3", "a number"),
        (".5", "a number"),
        ("5.", "a number"),
        ("0x1F", "a number"),
        ("0o17", "a number"),
        ("1.2.3", "text"),
        ("1e", "text"),
        (".", "text"),
        ("-", "text"),
        ("0x", "text"),
        ("True", "a boolean"),
        ("[]", "a list"),
        ("{}", "a map"),
        ("", "nothing"),
        ("~", "nothing"),
        ("Null", "nothing"),
        ("\"\"", "text"),
    ] {
        let reading = read(&format!("key: {text}\n"));
        // A lone dash begins a list that is empty but for nothing.
        if text == "-" {
            continue;
        }
        let Value::Map(entries) = &reading.tree().value else {
            panic!("a map was written");
        };
        assert_eq!(entries[0].node.kind_name(), kind, "{text:?}");
    }
}

#[test]
fn rules_are_sorted_and_speak_with_one_voice() {
    let ids: Vec<_> = rules::RULES.iter().map(|rule| rule.id).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(ids, sorted);
    for rule in rules::RULES {
        assert_eq!(rule.severity, Severity::Error);
        for words in [rule.summary, rule.why, rule.fix] {
            assert!(!words.ends_with('.'), "{words}");
            assert!(!words.contains("  "), "{words}");
        }
    }
}
