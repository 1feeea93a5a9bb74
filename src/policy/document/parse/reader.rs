//! The values that a policy's JSON is made of, each with its mistakes. Knows types and places; must not know
//! which keys a policy has.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Mistake;

/// Gathers mistakes while it goes down; whatever it can't read, it leaves empty.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) mistakes: Vec<Mistake>,
}

impl Reader {
    /// The values of a condition: texts, numbers and truths, which count as their text.
    pub(super) fn scalars(&mut self, path: &str, value: &Value) -> BTreeSet<String> {
        let items = match value {
            Value::Array(items) => items.as_slice(),
            single => std::slice::from_ref(single),
        };
        let mut texts = BTreeSet::new();
        for (index, item) in items.iter().enumerate() {
            match item {
                Value::String(text) => texts.insert(text.clone()),
                Value::Bool(truth) => texts.insert(truth.to_string()),
                Value::Number(number) => texts.insert(number.to_string()),
                Value::Null | Value::Array(_) | Value::Object(_) => {
                    let place = if value.is_array() {
                        format!("{path}/{index}")
                    } else {
                        path.to_owned()
                    };
                    self.mistake(&place, format!("a value was expected, not {}", kind(item)));
                    false
                }
            };
        }
        texts
    }

    /// One text or a list of at least one.
    pub(super) fn texts(&mut self, path: &str, value: &Value) -> BTreeSet<String> {
        match value {
            Value::Array(items) if items.is_empty() => {
                self.mistake(path, "the list is empty");
                BTreeSet::new()
            }
            Value::Array(items) => items
                .iter()
                .enumerate()
                .filter_map(|(index, item)| self.text(&format!("{path}/{index}"), item))
                .collect(),
            single => self.text(path, single).into_iter().collect(),
        }
    }

    pub(super) fn text(&mut self, path: &str, value: &Value) -> Option<String> {
        if let Value::String(text) = value {
            return Some(text.clone());
        }
        self.mistake(path, format!("a text was expected, not {}", kind(value)));
        None
    }

    /// The entries of an object that may hold these keys only.
    pub(super) fn object<'a>(
        &mut self,
        path: &str,
        value: &'a Value,
        keys: &[&str],
    ) -> Option<&'a Map<String, Value>> {
        let entries = self.entries(path, value)?;
        for key in entries.keys().filter(|key| !keys.contains(&key.as_str())) {
            let place = format!("{path}/{}", escaped(key));
            let known = keys.join("`, `");
            self.mistake(&place, format!("`{key}` is not known here; `{known}` are"));
        }
        Some(entries)
    }

    pub(super) fn entries<'a>(
        &mut self,
        path: &str,
        value: &'a Value,
    ) -> Option<&'a Map<String, Value>> {
        let entries = value.as_object();
        if entries.is_none() {
            self.mistake(path, format!("an object was expected, not {}", kind(value)));
        }
        entries
    }

    pub(super) fn mistake(&mut self, path: &str, message: impl Into<String>) {
        self.mistakes.push(Mistake {
            path: path.to_owned(),
            message: message.into(),
        });
    }
}

/// A key in a JSON pointer. Source: RFC 6901.
pub(super) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
