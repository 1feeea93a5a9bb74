//! Which operator compares which condition key. Knows the kinds of both; must not know any value.
//!
//! Sources: IAM User Guide "IAM JSON policy elements: Condition operators" and "Single-valued vs. multivalued context
//! keys".

use super::{ConditionKey, Holds};
use crate::policy::operator::{Operator, Set, Test};

/// Why an operator does not compare a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misfit {
    /// IAM has no such operator.
    Unknown,
    /// It compares something else than the key holds.
    Kind,
    /// The key has several values, which it does not take.
    NeedsSet,
    /// The key has one value, and a request without it would fit.
    AllOfOne,
}

/// The names of operators, less their beginnings and ends: what a misspelt one is compared with.
pub static NAMES: &[&str] = &[
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "BinaryEquals",
    "Bool",
    "DateEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateNotEquals",
    "IpAddress",
    "NotIpAddress",
    "Null",
    "NumericEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericNotEquals",
    "StringEquals",
    "StringEqualsIgnoreCase",
    "StringLike",
    "StringNotEquals",
    "StringNotEqualsIgnoreCase",
    "StringNotLike",
];

/// Why the operator does not compare the key; nothing where it does.
pub fn misfit(operator: &str, key: &ConditionKey) -> Option<Misfit> {
    let Some(parsed) = Operator::parse(operator) else {
        return Some(Misfit::Unknown);
    };
    let name = operator.rsplit(':').next().unwrap_or_default();
    let fits = match parsed.test {
        Test::Null => true,
        Test::Text | Test::TextIgnoringCase | Test::TextLike => true,
        Test::Arn => matches!(key.holds, Holds::Text | Holds::Arn),
        Test::Bool => key.holds == Holds::Truth,
        Test::Number { .. } => matches!(key.holds, Holds::Number | Holds::Date),
        Test::Opaque if name.starts_with("Date") => key.holds == Holds::Date,
        Test::Opaque => key.holds == Holds::Address,
    };
    if !fits {
        Some(Misfit::Kind)
    } else if key.multi && parsed.set.is_none() && parsed.test != Test::Null {
        Some(Misfit::NeedsSet)
    } else if !key.multi && parsed.set == Some(Set::All) {
        Some(Misfit::AllOfOne)
    } else {
        None
    }
}

/// True if a request without the key never meets a condition of this operator.
pub fn needs_key(operator: &str) -> bool {
    Operator::parse(operator).is_some_and(|operator| {
        !operator.if_exists
            && operator.test != Test::Null
            && match operator.set {
                Some(Set::All) => false,
                Some(Set::Any) => true,
                None => !operator.negated,
            }
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::super::find;
    use super::*;

    #[test]
    fn operators_fit_what_keys_hold() {
        for (operator, key, expected) in [
            ("StringEquals", "kms:ViaService", None),
            ("ArnLike", "kms:EncryptionContext:aws:logs:arn", None),
            ("StringLike", "aws:PrincipalArn", None),
            ("Bool", "kms:GrantIsForAWSResource", None),
            ("StringEquals", "kms:GrantIsForAWSResource", None),
            ("NumericLessThan", "aws:EpochTime", None),
            ("DateLessThanIfExists", "aws:CurrentTime", None),
            ("NotIpAddress", "aws:SourceIp", None),
            ("Null", "kms:GrantOperations", None),
            ("ForAllValues:StringEquals", "kms:GrantOperations", None),
            (
                "ForAnyValue:StringEquals",
                "kms:EncryptionContext:service",
                None,
            ),
            ("StringMatches", "kms:ViaService", Some(Misfit::Unknown)),
            ("stringEquals", "kms:ViaService", Some(Misfit::Unknown)),
            ("Bool", "kms:ViaService", Some(Misfit::Kind)),
            ("NumericEquals", "kms:CallerAccount", Some(Misfit::Kind)),
            ("IpAddress", "aws:SourceVpc", Some(Misfit::Kind)),
            ("DateEquals", "aws:SourceIp", Some(Misfit::Kind)),
            ("ArnEquals", "aws:ViaAWSService", Some(Misfit::Kind)),
            (
                "StringEquals",
                "kms:GrantOperations",
                Some(Misfit::NeedsSet),
            ),
            (
                "ForAllValues:StringEquals",
                "aws:PrincipalOrgID",
                Some(Misfit::AllOfOne),
            ),
        ] {
            assert_eq!(
                misfit(operator, find(key).unwrap()),
                expected,
                "{operator} {key}"
            );
        }
    }

    #[test]
    fn every_name_is_an_operator() {
        assert!(NAMES.is_sorted());
        assert!(NAMES.iter().all(|name| Operator::parse(name).is_some()));
    }
}
