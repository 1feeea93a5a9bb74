//! The document form of a policy, as AWS writes it: out as an ordered tree or JSON, in from JSON. Knows the
//! grammar of policies; must not know what they mean, nor HCL.
//!
//! Source: IAM User Guide "Grammar of the IAM JSON policy language".

pub mod parse;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Actions, Conditions, Effect, Policy, Principal, Principals, Statement, Wildcard};

/// The only version whose policy variables mean something. Source: IAM User Guide "Version".
pub const VERSION: &str = "2012-10-17";

/// The most bytes that KMS takes as a key policy. Source: KMS Developer Guide "Resource quotas".
pub const MAX_SIZE: usize = 32_768;

/// A policy as a tree whose maps keep their order, for whoever lays out text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// Keys and values, in the order in which a policy is read.
    Map(Vec<(String, Document)>),
    /// Several values.
    List(Vec<Document>),
    /// A text.
    Text(String),
}

impl Document {
    /// JSON for a person: one value a line, in the order in which a policy is read.
    pub fn pretty(&self) -> String {
        let mut text = String::new();
        self.print_pretty(0, &mut text);
        text.push('\n');
        text
    }

    /// The depth is that of a policy.
    fn print_pretty(&self, depth: usize, text: &mut String) {
        let indentation = "  ".repeat(depth.saturating_add(1));
        let mut block = |open: char, close: char, lines: Vec<String>| {
            text.push(open);
            text.push('\n');
            text.push_str(&lines.join(",\n"));
            text.push('\n');
            text.push_str(&"  ".repeat(depth));
            text.push(close);
        };
        let inner = |document: &Self| {
            let mut text = String::new();
            document.print_pretty(depth.saturating_add(1), &mut text);
            text
        };
        match self {
            Self::Text(value) => {
                text.push_str(&serde_json::Value::from(value.as_str()).to_string())
            }
            Self::List(items) => {
                let lines = items
                    .iter()
                    .map(|item| format!("{indentation}{}", inner(item)));
                block('[', ']', lines.collect());
            }
            Self::Map(entries) => {
                let lines = entries.iter().map(|(name, value)| {
                    let name = serde_json::Value::from(name.as_str());
                    format!("{indentation}{name}: {}", inner(value))
                });
                block('{', '}', lines.collect());
            }
        }
    }

    /// The JSON that Terraform's `jsonencode` prints: keys sorted, no blanks, and what could end a script in
    /// a web page escaped. Measured with Terraform 1.11.
    pub fn json(&self) -> String {
        let mut text = String::new();
        self.print(&mut text);
        text
    }

    fn print(&self, out: &mut String) {
        match self {
            Self::Text(text) => print_text(text, out),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.print(out);
                }
                out.push(']');
            }
            Self::Map(entries) => {
                let mut sorted: Vec<_> = entries.iter().collect();
                sorted.sort_by(|(left, _), (right, _)| left.cmp(right));
                out.push('{');
                for (index, (key, value)) in sorted.into_iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    print_text(key, out);
                    out.push(':');
                    value.print(out);
                }
                out.push('}');
            }
        }
    }
}

impl From<&Document> for serde_json::Value {
    fn from(document: &Document) -> Self {
        match document {
            Document::Text(text) => Self::String(text.clone()),
            Document::List(items) => Self::Array(items.iter().map(Self::from).collect()),
            Document::Map(entries) => Self::Object(
                entries
                    .iter()
                    .map(|(key, value)| (key.clone(), Self::from(value)))
                    .collect(),
            ),
        }
    }
}

/// Escapes as Terraform does, which is as Go's `encoding/json` does.
fn print_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                // Writing to a String can't fail.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// The first character of a policy's JSON that KMS does not take: it takes tab, line feed, carriage return
/// and U+0020 to U+00FF. Source: KMS API CreateKey, Policy.
pub fn foreign_character(json: &str) -> Option<char> {
    json.chars()
        .find(|c| !matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}'))
}

impl Policy {
    /// The policy as an ordered tree: one value stands alone, several are a list.
    pub fn document(&self) -> Document {
        Document::Map(vec![
            ("Version".to_owned(), text(VERSION)),
            (
                "Statement".to_owned(),
                Document::List(self.statements.iter().map(Statement::document).collect()),
            ),
        ])
    }

    /// The policy as a value of JSON.
    pub fn to_value(&self) -> serde_json::Value {
        (&self.document()).into()
    }

    /// How many bytes KMS counts against [`MAX_SIZE`].
    pub fn size(&self) -> usize {
        self.document().json().len()
    }
}

impl Statement {
    fn document(&self) -> Document {
        let mut entries = Vec::new();
        let mut entry = |key: &str, value| entries.push((key.to_owned(), value));
        if !self.sid.is_empty() {
            entry("Sid", text(&self.sid));
        }
        entry(
            "Effect",
            text(match self.effect {
                Effect::Allow => "Allow",
                Effect::Deny => "Deny",
            }),
        );
        match &self.principals {
            Principals::In(set) => entry("Principal", principals(set)),
            Principals::NotIn(set) => entry("NotPrincipal", principals(set)),
        }
        match &self.actions {
            Actions::In(set) => entry("Action", one_or_list(set)),
            Actions::NotIn(set) => entry("NotAction", one_or_list(set)),
        }
        entry("Resource", one_or_list(&self.resources));
        if !self.conditions.is_empty() {
            entry("Condition", conditions(&self.conditions));
        }
        Document::Map(entries)
    }
}

fn principals(set: &BTreeSet<Principal>) -> Document {
    if set.iter().eq([&Principal::Anyone(Wildcard::Bare)]) {
        return text("*");
    }
    let of_kind = |kind: &str, values: Vec<&str>| {
        (!values.is_empty()).then(|| (kind.to_owned(), one_or_list(values)))
    };
    let aws = set.iter().filter_map(|principal| match principal {
        Principal::Anyone(_) => Some("*"),
        Principal::Aws(arn) => Some(arn.as_str()),
        _ => None,
    });
    let federated = set.iter().filter_map(|principal| match principal {
        Principal::Federated(provider) => Some(provider.as_str()),
        _ => None,
    });
    let services = set.iter().filter_map(|principal| match principal {
        Principal::Service(name) => Some(name.as_str()),
        _ => None,
    });
    Document::Map(
        [
            of_kind("AWS", aws.collect()),
            of_kind("Federated", federated.collect()),
            of_kind("Service", services.collect()),
        ]
        .into_iter()
        .flatten()
        .collect(),
    )
}

fn conditions(conditions: &Conditions) -> Document {
    let keys = |keys: &std::collections::BTreeMap<String, BTreeSet<String>>| {
        Document::Map(
            keys.iter()
                .map(|(key, values)| (key.clone(), one_or_list(values)))
                .collect(),
        )
    };
    Document::Map(
        conditions
            .iter()
            .map(|(operator, tests)| (operator.clone(), keys(tests)))
            .collect(),
    )
}

fn text(text: &str) -> Document {
    Document::Text(text.to_owned())
}

fn one_or_list<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> Document {
    let mut items: Vec<Document> = values
        .into_iter()
        .map(|value| text(value.as_ref()))
        .collect();
    match items.len() {
        1 => items.remove(0),
        _ => Document::List(items),
    }
}
