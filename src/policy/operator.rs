//! Condition operators: their names and what one value of a policy says of one value of a request. Knows
//! no keys.
//!
//! Source: IAM User Guide "IAM JSON policy elements: Condition operators".

use super::pattern;
use super::request::Request;
use super::truth::Truth;
use super::variable::{self, Value};

/// An operator, taken apart: `ForAnyValue:StringNotLikeIfExists`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Operator {
    pub(super) set: Option<Set>,
    pub(super) test: Test,
    /// True where the test must fail for every value of the policy.
    pub(super) negated: bool,
    pub(super) if_exists: bool,
}

/// How a key of several values is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Set {
    /// `ForAllValues:`.
    All,
    /// `ForAnyValue:`.
    Any,
}

/// What is compared, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Test {
    /// `StringEquals`.
    Text,
    /// `StringEqualsIgnoreCase`.
    TextIgnoringCase,
    /// `StringLike`.
    TextLike,
    /// `ArnEquals` and `ArnLike`, which are the same.
    Arn,
    /// `Bool`.
    Bool,
    /// `NumericEquals`, `NumericLessThan` …: whether a lesser, an equal and a greater number fit.
    Number {
        less: bool,
        equal: bool,
        greater: bool,
    },
    /// `Null`: whether the key is there at all.
    Null,
    /// Dates, addresses and bytes, which nothing here compares.
    Opaque,
}

impl Operator {
    /// The operator of that name, or nothing where IAM has none.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (set, name) = match text.split_once(':') {
            None => (None, text),
            Some(("ForAllValues", name)) => (Some(Set::All), name),
            Some(("ForAnyValue", name)) => (Some(Set::Any), name),
            Some(_) => return None,
        };
        let (name, if_exists) = match name.strip_suffix("IfExists") {
            Some(name) => (name, true),
            None => (name, false),
        };
        let number = |less, equal, greater| Test::Number {
            less,
            equal,
            greater,
        };
        let (test, negated) = match name {
            "StringEquals" => (Test::Text, false),
            "StringNotEquals" => (Test::Text, true),
            "StringEqualsIgnoreCase" => (Test::TextIgnoringCase, false),
            "StringNotEqualsIgnoreCase" => (Test::TextIgnoringCase, true),
            "StringLike" => (Test::TextLike, false),
            "StringNotLike" => (Test::TextLike, true),
            "ArnEquals" | "ArnLike" => (Test::Arn, false),
            "ArnNotEquals" | "ArnNotLike" => (Test::Arn, true),
            "Bool" => (Test::Bool, false),
            "NumericEquals" => (number(false, true, false), false),
            "NumericNotEquals" => (number(false, true, false), true),
            "NumericLessThan" => (number(true, false, false), false),
            "NumericLessThanEquals" => (number(true, true, false), false),
            "NumericGreaterThan" => (number(false, false, true), false),
            "NumericGreaterThanEquals" => (number(false, true, true), false),
            "Null" if !if_exists && set.is_none() => (Test::Null, false),
            "DateEquals"
            | "DateLessThan"
            | "DateLessThanEquals"
            | "DateGreaterThan"
            | "DateGreaterThanEquals"
            | "IpAddress"
            | "BinaryEquals" => (Test::Opaque, false),
            "DateNotEquals" | "NotIpAddress" => (Test::Opaque, true),
            _ => return None,
        };
        Some(Self {
            set,
            test,
            negated,
            if_exists,
        })
    }
}

impl Test {
    /// True where variables are replaced. Two pages disagree about `Bool`; no value that it takes needs one.
    const fn takes_variables(self) -> bool {
        matches!(
            self,
            Self::Text | Self::TextIgnoringCase | Self::TextLike | Self::Arn
        )
    }

    /// True where `*` and `?` are wildcards.
    const fn takes_wildcards(self) -> bool {
        matches!(self, Self::TextLike | Self::Arn)
    }
}

impl Operator {
    /// What one value of the policy says of one value of the request, before any negation.
    pub(super) fn fits(self, wanted: &str, given: &str, request: &Request) -> Truth {
        if !variable::occurs_in(wanted) {
            match self.test {
                Test::Text => return Truth::from(wanted == given),
                Test::TextLike => return Truth::from(pattern::fits(wanted, given)),
                Test::Arn => return known(pattern::arn_fits(wanted, given)),
                _ => {}
            }
        } else if !self.test.takes_variables() {
            return Truth::Unknown;
        }
        match self.test {
            Test::Text | Test::TextLike | Test::TextIgnoringCase | Test::Arn => {
                match variable::replace(wanted, self.test.takes_wildcards(), request) {
                    Value::Pattern(tokens) => self.pattern_fits(&tokens, given),
                    // AWS calls the statement invalid then: it allows nothing and denies nothing. For a
                    // negated test that is not the same as a value that fits nothing.
                    Value::Missing if self.negated => Truth::Unknown,
                    Value::Missing => Truth::No,
                    Value::Unknown => Truth::Unknown,
                }
            }
            Test::Bool => same_truth(wanted, given),
            Test::Number {
                less,
                equal,
                greater,
            } => match (number(wanted), number(given)) {
                (Some(wanted), Some(given)) => Truth::from(
                    (less && given < wanted)
                        || (equal && (given - wanted).abs() == 0.0)
                        || (greater && given > wanted),
                ),
                _ => Truth::Unknown,
            },
            Test::Null | Test::Opaque => Truth::Unknown,
        }
    }

    fn pattern_fits(self, tokens: &[pattern::Token], given: &str) -> Truth {
        match self.test {
            Test::Arn => known(pattern::arn_tokens_fit(tokens, given)),
            Test::TextIgnoringCase => Truth::from(pattern::tokens_fit_ignoring_case(tokens, given)),
            _ => Truth::from(pattern::tokens_fit(tokens, given)),
        }
    }
}

fn known(fits: Option<bool>) -> Truth {
    fits.map_or(Truth::Unknown, Truth::from)
}

/// Two truths as text, in any case.
fn same_truth(wanted: &str, given: &str) -> Truth {
    let truth = |text: &str| -> Option<bool> { text.to_ascii_lowercase().parse().ok() };
    match (truth(wanted), truth(given)) {
        (Some(wanted), Some(given)) => Truth::from(wanted == given),
        _ => Truth::Unknown,
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}
