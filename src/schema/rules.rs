//! What the value of an argument must satisfy: closed lists, ranges, lengths, patterns, formats.
//! Knows values; must not know which argument they belong to.

use std::fmt;

use serde::Deserialize;

use super::format::Format;
use super::pattern::Pattern;
use super::types::number_of;

/// The rules on a value. All must hold; an empty set holds always.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// At least one of these sets must hold.
    pub any: Vec<Rules>,
    /// A closed list.
    pub one_of: Vec<Word>,
    /// A closed list without regard to letter case.
    pub one_of_ci: Vec<Word>,
    /// Forbidden values.
    pub none_of: Vec<Word>,
    /// Least and greatest number, both included.
    pub range: (Option<f64>, Option<f64>),
    /// What the number must be a multiple of.
    pub divisible_by: Option<f64>,
    /// Fewest and most characters.
    pub length: (Option<usize>, Option<usize>),
    /// Every expression must match.
    #[serde(rename = "match")]
    pub matches: Vec<Pattern>,
    /// No expression may match.
    pub not_match: Vec<Pattern>,
    /// A named format.
    pub format: Option<Format>,
    /// Fewest elements.
    pub min_items: usize,
    /// Most elements.
    pub max_items: Option<usize>,
    /// Rules for every element.
    pub elem: Option<Box<Rules>>,
    /// Fewest and most characters of a map's keys.
    pub key_length: (Option<usize>, Option<usize>),
    /// Fewest and most characters of a map's values.
    pub value_length: (Option<usize>, Option<usize>),
}

/// A value of a closed list, as text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "serde_json::Value")]
pub struct Word(String);

impl From<serde_json::Value> for Word {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::String(text) => Self(text),
            other => Self(other.to_string()),
        }
    }
}

impl Word {
    fn is(&self, text: &str) -> bool {
        self.0 == text
            || number_of(&self.0)
                .zip(number_of(text))
                .is_some_and(|(a, b)| a.to_bits() == b.to_bits())
    }
}

/// The way in which a value breaks its rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {
    /// Not of the closed list. Bears its words.
    NotOneOf(Vec<String>),
    /// Forbidden, or of none of several kinds.
    NotAllowed(String),
    /// Outside the range.
    OutOfRange(String),
    /// Too short or too long.
    Length(String),
    /// A pattern isn't matched, or a forbidden one is.
    Pattern(String),
    /// Not of the named format.
    Format(String),
}

impl Breach {
    /// The id under which it is reported.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::NotOneOf(_) | Self::NotAllowed(_) => "value-not-allowed",
            Self::OutOfRange(_) => "out-of-range",
            Self::Length(_) => "length",
            Self::Pattern(_) => "pattern",
            Self::Format(_) => "format",
        }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotOneOf(words) => {
                let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
                write!(formatter, "must be one of {}", words.join(", "))
            }
            Self::NotAllowed(text)
            | Self::OutOfRange(text)
            | Self::Length(text)
            | Self::Pattern(text)
            | Self::Format(text) => formatter.write_str(text),
        }
    }
}

impl Rules {
    /// True where no single value can break them: nothing to check on text or number.
    pub(crate) fn accept_all(&self) -> bool {
        self.any.is_empty()
            && self.one_of.is_empty()
            && self.one_of_ci.is_empty()
            && self.none_of.is_empty()
            && self.range == (None, None)
            && self.divisible_by.is_none()
            && self.length == (None, None)
            && self.matches.is_empty()
            && self.not_match.is_empty()
            && self.format.is_none()
    }

    /// Holds the text of a string or number against the rules; the first breach.
    ///
    /// # Errors
    ///
    /// The breach.
    pub fn check(&self, text: &str) -> Result<(), Breach> {
        if !self.one_of.is_empty() && !self.one_of.iter().any(|word| word.is(text)) {
            return Err(Breach::NotOneOf(texts(&self.one_of)));
        }
        if !self.one_of_ci.is_empty()
            && !self
                .one_of_ci
                .iter()
                .any(|word| word.0.eq_ignore_ascii_case(text))
        {
            return Err(Breach::NotOneOf(texts(&self.one_of_ci)));
        }
        if self.none_of.iter().any(|word| word.is(text)) {
            return Err(Breach::NotAllowed("may be any value but this".to_owned()));
        }
        self.check_number(text)?;
        in_length(self.length, text)?;
        self.check_patterns(text)?;
        if let Some(format) = &self.format {
            format.check(text)?;
        }
        self.check_any(text)
    }

    fn check_number(&self, text: &str) -> Result<(), Breach> {
        let Some(number) = number_of(text) else {
            return Ok(());
        };
        let (least, greatest) = self.range;
        if least.is_some_and(|least| number < least)
            || greatest.is_some_and(|greatest| number > greatest)
        {
            return Err(Breach::OutOfRange(match self.range {
                (Some(least), Some(greatest)) => format!("must be from {least} to {greatest}"),
                (Some(least), None) => format!("must be at least {least}"),
                (None, greatest) => format!("must be at most {}", greatest.unwrap_or(number)),
            }));
        }
        match self.divisible_by {
            Some(divisor) if number % divisor != 0.0 => Err(Breach::NotAllowed(format!(
                "must be a multiple of {divisor}"
            ))),
            _ => Ok(()),
        }
    }

    fn check_patterns(&self, text: &str) -> Result<(), Breach> {
        if let Some(pattern) = self.matches.iter().find(|pattern| !pattern.found_in(text)) {
            return Err(Breach::Pattern(format!("must match `{pattern}`")));
        }
        match self.not_match.iter().find(|pattern| pattern.found_in(text)) {
            Some(pattern) => Err(Breach::Pattern(format!("must not match `{pattern}`"))),
            None => Ok(()),
        }
    }

    fn check_any(&self, text: &str) -> Result<(), Breach> {
        let mut breaches = Vec::new();
        for alternative in &self.any {
            match alternative.check(text) {
                Ok(()) => return Ok(()),
                Err(breach) => breaches.push(breach.to_string()),
            }
        }
        if breaches.is_empty() {
            Ok(())
        } else {
            Err(Breach::NotAllowed(breaches.join(", or ")))
        }
    }

    /// Holds the number of elements of a list, set or map against the rules.
    ///
    /// # Errors
    ///
    /// The breach.
    pub fn check_items(&self, items: usize) -> Result<(), Breach> {
        if items < self.min_items {
            return Err(Breach::Length(format!(
                "must have at least {} elements",
                self.min_items
            )));
        }
        match self.max_items {
            Some(most) if items > most => {
                Err(Breach::Length(format!("must have at most {most} elements")))
            }
            _ => Ok(()),
        }
    }
}

/// Holds the characters of a text against fewest and most.
pub(crate) fn in_length(
    (fewest, most): (Option<usize>, Option<usize>),
    text: &str,
) -> Result<(), Breach> {
    if (fewest, most) == (None, None) {
        return Ok(());
    }
    let characters = text.chars().count();
    if fewest.is_none_or(|fewest| characters >= fewest)
        && most.is_none_or(|most| characters <= most)
    {
        return Ok(());
    }
    Err(Breach::Length(match (fewest, most) {
        (Some(fewest), Some(most)) => format!("must have {fewest} to {most} characters"),
        (Some(fewest), None) => format!("must have at least {fewest} characters"),
        (None, most) => format!("must have at most {} characters", most.unwrap_or_default()),
    }))
}

fn texts(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.0.clone()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn rules(json: &str) -> Rules {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn values() {
        for (json, good, bad) in [
            (
                r#"{"one_of":["standard","advanced"]}"#,
                "standard",
                "Standard",
            ),
            (r#"{"one_of":[0,1,60]}"#, "60", "61"),
            (r#"{"one_of_ci":["immediate"]}"#, "Immediate", "later"),
            (r#"{"none_of":["default"]}"#, "a", "default"),
            (r#"{"range":[7,30]}"#, "7", "31"),
            (r#"{"range":[null,35]}"#, "0", "36"),
            (r#"{"divisible_by":31}"#, "62", "63"),
            (r#"{"length":[1,3]}"#, "äöü", "abcd"),
            (r#"{"match":["^[a-z]"],"not_match":["--"]}"#, "a-b", "a--b"),
            (
                r#"{"any":[{"one_of":[7,731]},{"divisible_by":31}]}"#,
                "93",
                "8",
            ),
            (r#"{"format":"rds_identifier"}"#, "orders", "Orders"),
            (r#"{"format":"arn"}"#, "", "orders"),
        ] {
            assert_eq!(rules(json).check(good), Ok(()), "{json} {good}");
            assert!(rules(json).check(bad).is_err(), "{json} {bad}");
        }
        assert!(
            rules(r#"{"min_items":2,"max_items":2}"#)
                .check_items(1)
                .is_err()
        );
        assert!(
            rules(r#"{"min_items":2,"max_items":2}"#)
                .check_items(2)
                .is_ok()
        );
    }
}
