//! Patterns of the provider. Knows that almost all of them are a run of one class of characters, and
//! answers those without an engine; must not know what a pattern is for.
//!
//! The provider's patterns are Go's, kept only where they read alike here: `$` is the end of the
//! text, `\w` and `\d` are ASCII.

use std::fmt;
use std::sync::OnceLock;

use regex_lite::Regex;
use serde::Deserialize;

/// One pattern, searched for anywhere in the text.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub struct Pattern {
    source: String,
    simple: Option<Simple>,
    compiled: OnceLock<Option<Regex>>,
}

/// A pattern that needs no engine.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Simple {
    /// `^[…]`
    Begins(Class),
    /// `^[…]+$`, `^[…]*$`, `^[…]{3,128}$`, each after at most a literal and one `[…]` of its own.
    Run {
        prefix: String,
        head: Option<Class>,
        class: Class,
        least: usize,
        most: usize,
    },
    /// `--`
    Contains(String),
    /// `-$`
    Ends(String),
    /// `^sg-`
    Starts(String),
}

/// A set of ASCII characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Class(u128);

impl Class {
    const fn has(self, byte: u8) -> bool {
        byte < 128 && self.0 >> byte & 1 == 1
    }

    const fn with(self, from: u8, to: u8) -> Self {
        let mut bits = self.0;
        let mut byte = from;
        while byte <= to && byte < 128 {
            bits |= 1 << byte;
            byte += 1;
        }
        Self(bits)
    }
}

impl From<String> for Pattern {
    fn from(source: String) -> Self {
        Self {
            simple: simple(&source),
            source,
            compiled: OnceLock::new(),
        }
    }
}

impl Pattern {
    /// Whether the text has a part that matches. A pattern that doesn't compile matches nothing.
    pub(crate) fn found_in(&self, text: &str) -> bool {
        match &self.simple {
            Some(simple) => simple.found_in(text),
            None => self.regex().is_some_and(|regex| regex.is_match(text)),
        }
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled
            .get_or_init(|| Regex::new(&self.source).ok())
            .as_ref()
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.source)
    }
}

impl Simple {
    fn found_in(&self, text: &str) -> bool {
        match self {
            Self::Begins(class) => text.bytes().next().is_some_and(|byte| class.has(byte)),
            Self::Run {
                prefix,
                head,
                class,
                least,
                most,
            } => {
                let Some(run) = text.strip_prefix(prefix.as_str()) else {
                    return false;
                };
                let mut bytes = run.bytes();
                let mut count = run.len();
                if let Some(head) = head {
                    if !bytes.next().is_some_and(|byte| head.has(byte)) {
                        return false;
                    }
                    count = count.saturating_sub(1);
                }
                (*least..=*most).contains(&count) && bytes.all(|byte| class.has(byte))
            }
            Self::Contains(part) => text.contains(part.as_str()),
            Self::Ends(part) => text.ends_with(part.as_str()),
            Self::Starts(part) => text.starts_with(part.as_str()),
        }
    }
}

fn simple(source: &str) -> Option<Simple> {
    let Some(rest) = source.strip_prefix('^') else {
        return match source.strip_suffix('$') {
            Some(part) => literal(part).map(Simple::Ends),
            None => literal(source).map(Simple::Contains),
        };
    };
    if let Some(part) = literal(rest) {
        return Some(Simple::Starts(part));
    }
    let (prefix, rest) = rest.split_at_checked(rest.find('[')?)?;
    let prefix = if prefix.is_empty() {
        String::new()
    } else {
        literal(prefix)?
    };
    let (first, rest) = class(rest)?;
    if rest.is_empty() && prefix.is_empty() {
        return Some(Simple::Begins(first));
    }
    let (head, class, rest) = match class(rest) {
        Some((second, rest)) => (Some(first), second, rest),
        None => (None, first, rest),
    };
    let (least, most) = match rest.strip_suffix('$')? {
        "+" => (1, usize::MAX),
        "*" => (0, usize::MAX),
        bounds => {
            let bounds = bounds.strip_prefix('{')?.strip_suffix('}')?;
            let (least, most) = bounds.split_once(',').unwrap_or((bounds, bounds));
            (least.parse().ok()?, most.parse().ok()?)
        }
    };
    Some(Simple::Run {
        prefix,
        head,
        class,
        least,
        most,
    })
}

/// A text without any character that means something in a pattern.
fn literal(part: &str) -> Option<String> {
    (!part.is_empty()
        && part
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-/: _".contains(&byte)))
    .then(|| part.to_owned())
}

/// A class such as `[0-9A-Za-z_\-]` at the start of a pattern, and what follows it.
fn class(pattern: &str) -> Option<(Class, &str)> {
    let inside = pattern.strip_prefix('[')?;
    let mut class = Class::default();
    let mut bytes = inside.bytes().enumerate().peekable();
    let mut first = true;
    while let Some((at, byte)) = bytes.next() {
        let from = match byte {
            b']' if !first => return Some((class, inside.get(at.checked_add(1)?..)?)),
            b'^' if first => return None,
            b'[' | b'&' | b'~' => return None,
            b'\\' => match bytes.next()? {
                (_, b'w') => {
                    class = class.with(b'0', b'9').with(b'A', b'Z').with(b'a', b'z');
                    b'_'
                }
                (_, b'd') => {
                    class = class.with(b'0', b'8');
                    b'9'
                }
                (_, escaped) if escaped.is_ascii_punctuation() => escaped,
                _ => return None,
            },
            byte if byte.is_ascii() => byte,
            _ => return None,
        };
        first = false;
        let rest = inside.get(at.checked_add(1)?..)?;
        let ranged = byte != b'\\' && rest.starts_with('-') && !rest.starts_with("-]");
        if ranged {
            bytes.next();
            let (_, to) = bytes.next()?;
            if !to.is_ascii_alphanumeric() || to < from {
                return None;
            }
            class = class.with(from, to);
        } else {
            class = class.with(from, from);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    /// Every pattern in the data.
    fn patterns() -> Vec<String> {
        fn walk(value: &serde_json::Value, found: &mut Vec<String>) {
            match value {
                serde_json::Value::Object(fields) => {
                    for (name, field) in fields {
                        if let ("match" | "not_match", Some(list)) =
                            (name.as_str(), field.as_array())
                        {
                            found.extend(list.iter().filter_map(|p| p.as_str().map(str::to_owned)));
                        }
                        walk(field, found);
                    }
                }
                serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        walk(
            &serde_json::from_str(include_str!("aws.json")).unwrap(),
            &mut found,
        );
        found.sort();
        found.dedup();
        found
    }

    #[test]
    fn every_pattern_compiles_and_the_frequent_ones_need_no_engine() {
        for pattern in patterns() {
            assert!(Regex::new(&pattern).is_ok(), "{pattern}");
        }
        for pattern in [
            "^[0-9a-z-]+$",
            "^[a-z]",
            "--",
            "-$",
            "^alias/[0-9A-Za-z_/-]+$",
            "^alias/aws/",
            "^[0-9]{12}$",
            "^[0-9A-Za-z_./#-]+$",
            "^[A-Za-z][0-9A-Za-z-]*$",
        ] {
            assert!(simple(pattern).is_some(), "{pattern}");
            assert!(patterns().contains(&pattern.to_owned()), "{pattern}");
        }
    }

    proptest! {
        #[test]
        fn both_ways_agree(text in "[a-zA-Z0-9_.:/ -]{0,8}|[\\PC]{0,6}|alias/[a-z-]{0,3}") {
            for pattern in patterns() {
                if let Some(simple) = simple(&pattern) {
                    let engine = Regex::new(&pattern).unwrap().is_match(&text);
                    prop_assert_eq!(simple.found_in(&text), engine, "{} {:?}", pattern, text);
                }
            }
        }
    }
}
