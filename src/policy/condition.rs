//! One line of a `Condition` block against a request. Knows how several values and missing keys count; must
//! not know which keys exist.
//!
//! Sources: IAM User Guide "Condition operators", "Conditions with multiple context keys or values",
//! "Single-valued vs. multivalued context keys".

use std::collections::BTreeSet;

use super::context::Known;
use super::operator::{Operator, Set, Test};
use super::request::Request;
use super::truth::Truth;

/// Whether a request meets `operator: {key: values}`.
pub(super) fn holds(
    operator: &str,
    key: &str,
    values: &BTreeSet<String>,
    request: &Request,
) -> Truth {
    let Some(operator) = Operator::parse(operator) else {
        return Truth::Unknown;
    };
    if operator.test == Test::Null {
        return is_null(values, request.known(key));
    }
    let one = |given: &str| -> Truth {
        let fits = Truth::any(
            values
                .iter()
                .map(|wanted| operator.fits(wanted, given, request)),
        );
        if operator.negated {
            fits.negated()
        } else {
            fits
        }
    };
    match request.known(key) {
        None => Truth::Unknown,
        Some(Known::Absent) => without_key(operator),
        Some(Known::OneOf(given)) => Truth::agreed(given.iter().map(|given| one(given))),
        Some(Known::Values(given)) => several(operator, given, one),
    }
}

fn several(operator: Operator, given: &[String], one: impl Fn(&str) -> Truth) -> Truth {
    // An empty text is an empty set to the set operators.
    let given_some = given.iter().any(|given| !given.is_empty());
    match operator.set {
        Some(Set::All) if given_some => Truth::all(given.iter().map(|given| one(given))),
        Some(Set::Any) if given_some => Truth::any(given.iter().map(|given| one(given))),
        Some(_) => without_key(operator),
        None => match given {
            [] => without_key(operator),
            [given] => one(given),
            // A key of several values demands a set operator; what AWS does without is not documented.
            _ => Truth::Unknown,
        },
    }
}

/// What a condition says of a request that lacks its key.
fn without_key(operator: Operator) -> Truth {
    match operator.set {
        Some(Set::All) => Truth::Yes,
        // The two rules contradict each other, and reports of what AWS does differ.
        Some(Set::Any) if operator.if_exists => Truth::Unknown,
        Some(Set::Any) => Truth::No,
        None => Truth::from(operator.if_exists || operator.negated),
    }
}

/// `Null`: `true` wants the key away, `false` wants it there.
fn is_null(values: &BTreeSet<String>, known: Option<&Known>) -> Truth {
    let away = match known {
        None => return Truth::Unknown,
        Some(Known::Absent) => true,
        Some(Known::Values(given)) => given.is_empty(),
        Some(Known::OneOf(_)) => false,
    };
    Truth::any(
        values
            .iter()
            .map(|wanted| match wanted.to_ascii_lowercase().as_str() {
                "true" => Truth::from(away),
                "false" => Truth::from(!away),
                _ => Truth::Unknown,
            }),
    )
}
