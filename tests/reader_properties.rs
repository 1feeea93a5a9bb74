//! Reading, for all texts: never a panic, places that are text, and the same tree as a second reader's.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so"
)]

use std::fmt;

use proptest::prelude::*;
use sealform::diagnostic::Diagnostics;
use sealform::source::node::{Node, Style, Value};
use sealform::source::parse::parse;
use sealform::source::{Place, SourceFile, Sources};
use serde_yaml::with_deserializer_from_str as second_reader;

fn sources(text: &str) -> Sources {
    let file = SourceFile {
        name: "spec.yaml".to_owned(),
        text: text.to_owned(),
    };
    Sources { files: vec![file] }
}

/// Pieces of which YAML is made, and of which it is broken.
fn yaml_ish() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "b",
        "key",
        "é",
        "日本",
        "😀",
        ": ",
        ":",
        "\n",
        "\n  ",
        "\n    ",
        "- ",
        "-",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ",",
        "\"",
        "'",
        "\\",
        "\\n",
        "\\x41",
        "#",
        " # c",
        "|",
        ">",
        "|-\n",
        "&a ",
        "*a",
        "<<: ",
        "!!str ",
        "!x ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "? ",
        "~",
        "null",
        "true",
        "15.10",
        "\t",
        "\r\n",
        "\r",
        " ",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\0",
        "\u{1b}",
        "@",
        "`",
        "%",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

/// Every place is a range of characters of the text, and what stands inside a value lies inside its place, unless an
/// alias copied it from elsewhere.
fn check_places(sources: &Sources, node: &Node, aliases: bool) {
    let slice = |at: Place| {
        let file = sources.get(at.file).expect("the file exists");
        let range = at.start as usize..at.end as usize;
        file.text.get(range).expect("a range of characters")
    };
    let inside = |at: Place| node.at.start <= at.start && at.end <= node.at.end;
    let text = slice(node.at);
    match &node.value {
        Value::Scalar(scalar) => {
            if scalar.style == Style::Plain && !aliases && !text.contains(['\n', '\r', '"', '\'']) {
                assert_eq!(scalar.text, text);
            }
        }
        Value::List(items) => {
            for item in items {
                assert!(aliases || inside(item.at), "{text:?}");
                check_places(sources, item, aliases);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                slice(entry.key_at);
                assert!(aliases || inside(entry.key_at), "{text:?}");
                assert!(aliases || inside(entry.node.at), "{text:?}");
                check_places(sources, &entry.node, aliases);
            }
        }
    }
}

fn read_and_check(text: &str) {
    let sources = sources(text);
    let mut found = Diagnostics::default();
    let tree = parse(&sources, &mut found);
    assert!(
        tree.is_some() || !found.is_empty(),
        "nothing without a reason"
    );
    for diagnostic in &found {
        let label = std::iter::once(&diagnostic.primary).chain(&diagnostic.related);
        for at in label.map(|label| label.at) {
            let range = at.start as usize..at.end as usize;
            assert!(text.get(range).is_some(), "{diagnostic:?}");
        }
        assert!(!diagnostic.message.contains('\n'), "{diagnostic:?}");
        assert!(!diagnostic.help.is_empty(), "{diagnostic:?}");
    }
    if let Some(tree) = tree {
        check_places(&sources, &tree, text.contains('*'));
    }
}

/// Whether the second reader, asked for text, lists and maps, sees the same.
struct Same<'n>(&'n Node);

impl<'de> serde::de::DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        match &self.0.value {
            Value::Scalar(_) => {
                let text = <String as serde::Deserialize>::deserialize(reader)?;
                self.agree(&text)
            }
            Value::List(_) => reader.deserialize_seq(self),
            Value::Map(_) => reader.deserialize_map(self),
        }
    }
}

impl Same<'_> {
    fn agree<E: serde::de::Error>(&self, text: &str) -> Result<(), E> {
        match &self.0.value {
            Value::Scalar(scalar) if scalar.text == text => Ok(()),
            other => Err(E::custom(format!("{other:?} and {text:?}"))),
        }
    }
}

impl<'de> serde::de::Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.0)
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Value::List(items) = &self.0.value else {
            panic!("asked for a list");
        };
        for item in items {
            let more = seq.next_element_seed(Same(item))?;
            more.ok_or_else(|| serde::de::Error::custom("an item is missing"))?;
        }
        Ok(())
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Value::Map(entries) = &self.0.value else {
            panic!("asked for a map");
        };
        for entry in entries {
            let key: Option<String> = map.next_key()?;
            if key.as_ref() != Some(&entry.key) {
                return Err(serde::de::Error::custom(format!(
                    "{key:?} for {:?}",
                    entry.key
                )));
            }
            map.next_value_seed(Same(&entry.node))?;
        }
        Ok(())
    }
}

/// A document, and how each part of it is written.
#[derive(Debug, Clone)]
enum Document {
    Text(String, usize),
    List(Vec<Document>, bool),
    Map(Vec<(String, Document)>, bool),
}

fn document() -> impl Strategy<Value = Document> {
    let word = "[a-zé日_-][a-z0-9é日_.-]{0,12}( [a-z0-9é]{1,5}){0,3}";
    let number = "[0-9]{1,12}(\\.[0-9]{1,3})?";
    let other = "[ -~é日😀\n\t]{0,20}";
    let text = prop_oneof![word, number, other];
    let leaf = (text, 0..4_usize).prop_map(|(text, style)| Document::Text(text, style));
    let inner = leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            (prop::collection::vec(inner.clone(), 1..6), any::<bool>())
                .prop_map(|(items, flow)| Document::List(items, flow)),
            (
                prop::collection::btree_map("[a-zé]{1,8}", inner, 1..6),
                any::<bool>()
            )
                .prop_map(|(map, flow)| Document::Map(map.into_iter().collect(), flow)),
        ]
    });
    prop::collection::btree_map("[a-z]{1,8}", inner, 1..6)
        .prop_map(|map| Document::Map(map.into_iter().collect(), false))
}

fn plain(text: &str) -> bool {
    let starts = text.starts_with(|c: char| c.is_alphanumeric());
    let safe = |c: char| c.is_alphanumeric() || "_.- ".contains(c);
    starts && !text.ends_with(' ') && text.chars().all(safe)
}

fn double_quoted(text: &str) -> String {
    let inner = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", inner.replace('\n', "\\n").replace('\t', "\\t"))
}

impl Document {
    /// Writes the document; `flow` inside brackets, else indented by `indent`.
    fn write(&self, out: &mut String, indent: usize, flow: bool) {
        let blank = format!("\n{}", " ".repeat(indent));
        match self {
            Self::Text(text, 0 | 1) if plain(text) => out.push_str(text),
            Self::Text(text, 1 | 2) if !text.contains(['\n', '\t']) => {
                out.push_str(&format!("'{}'", text.replace('\'', "''")));
            }
            Self::Text(text, 3) if !flow && block(text) => {
                out.push_str("|-");
                for line in text.split('\n') {
                    out.push_str(&format!("{blank}{line}"));
                }
            }
            Self::Text(text, _) => out.push_str(&double_quoted(text)),
            Self::List(items, in_brackets) if flow || *in_brackets => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { " , " });
                    item.write(out, indent, true);
                }
                out.push(']');
            }
            Self::Map(entries, in_brackets) if flow || *in_brackets => {
                out.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { ", " });
                    out.push_str(&format!("{key}: "));
                    value.write(out, indent, true);
                }
                out.push('}');
            }
            Self::List(items, _) => {
                for item in items {
                    out.push_str(&format!("{blank}- "));
                    item.write(out, indent + 2, false);
                }
            }
            Self::Map(entries, _) => {
                for (key, value) in entries {
                    out.push_str(&format!("{blank}{key}: "));
                    value.write(out, indent + 2, false);
                }
            }
        }
    }

    fn is(&self, node: &Node) -> bool {
        match (self, &node.value) {
            (Self::Text(text, _), Value::Scalar(scalar)) => *text == scalar.text,
            (Self::List(mine, _), Value::List(items)) => {
                mine.len() == items.len()
                    && mine.iter().zip(items).all(|(mine, item)| mine.is(item))
            }
            (Self::Map(mine, _), Value::Map(entries)) => {
                mine.len() == entries.len()
                    && mine
                        .iter()
                        .zip(entries)
                        .all(|((key, value), entry)| *key == entry.key && value.is(&entry.node))
            }
            _ => false,
        }
    }
}

/// Whether a block scalar can hold the text.
fn block(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with([' ', '\n', '\t'])
        && !text.ends_with(['\n', '\t', ' '])
        && !text.contains(" \n")
        && !text.contains('\t')
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text(text in any::<String>()) {
        read_and_check(&text);
    }

    #[test]
    fn text_like_yaml(text in yaml_ish()) {
        read_and_check(&text);
    }

    #[test]
    fn both_readers_see_what_was_written(document in document()) {
        let mut text = String::from("# a comment");
        document.write(&mut text, 0, false);
        let sources = sources(&text);
        let mut found = Diagnostics::default();
        let Some(tree) = parse(&sources, &mut found) else {
            panic!("{text}\n{found:#?}");
        };
        prop_assert!(found.is_empty());
        prop_assert!(document.is(&tree), "{}\n{:#?}", text, tree);
        check_places(&sources, &tree, false);
        let same = second_reader(&text, |reader| {
            serde::de::DeserializeSeed::deserialize(Same(&tree), reader)
        });
        prop_assert!(same.is_ok(), "{}\n{:?}", text, same);
    }
}
