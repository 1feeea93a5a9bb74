//! `accept:`: findings of scanners that somebody takes the responsibility for, each with a reason and an end. Knows the
//! words; must not know which resources there are.

use super::fields::{entries, missing, unknown};
use super::read::{self, wrong_type};
use super::rules::{ACCEPT_CONTROL, ACCEPT_EXPIRES};
use crate::aws::scanners::{SHAPES, Scanner};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::Date;
use crate::source::At;
use crate::source::node::{Entry, Node, Value};

/// One accepted finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The id of the check, as its scanner writes it.
    pub control: At<String>,
    /// Whose id that is.
    pub scanner: Scanner,
    /// What it is accepted of: a path in the spec, or an address in Terraform.
    pub resource: At<String>,
    /// Why.
    pub reason: At<String>,
    /// The last day on which it holds.
    pub expires: At<Date>,
}

/// What an accepted finding says, all of which must be said.
pub(super) const WORDS: &[&str] = &["control", "resource", "reason", "expires"];

const EXAMPLE: &str =
    "write `{ control: CKV_AWS_157, resource: databases.orders, reason: …, expires: 2027-03-31 }`";

/// Reads the list. One that cannot be understood is left out.
pub(super) fn decode(entry: &Entry, found: &mut Diagnostics) -> Vec<Acceptance> {
    let Value::List(items) = &entry.node.value else {
        wrong_type(entry, "a list", EXAMPLE, found);
        return Vec::new();
    };
    items
        .iter()
        .filter_map(|item| acceptance(item, found))
        .collect()
}

fn acceptance(node: &Node, found: &mut Diagnostics) -> Option<Acceptance> {
    let item = Entry {
        key: "an accepted finding".to_owned(),
        key_at: node.at,
        node: node.clone(),
    };
    let (mut control, mut resource, mut reason, mut expires) = (None, None, None, None);
    let words = entries(&item, "a map", EXAMPLE, found)?;
    for word in words {
        match word.key.as_str() {
            "control" => control = self::control(word, found),
            "resource" => resource = read::text(word, found),
            "reason" => reason = read::text(word, found),
            "expires" => expires = date(word, found),
            other => unknown(other, word.key_at, "an accepted finding", WORDS, found),
        }
    }
    let first = words.first().map_or(node.at, |word| word.key_at);
    for wanted in WORDS {
        if !words.iter().any(|word| word.key == **wanted) {
            missing(wanted, first, "an accepted finding", EXAMPLE, found);
        }
    }
    let (control, scanner) = control?;
    Some(Acceptance {
        control,
        scanner,
        resource: resource?,
        reason: reason?,
        expires: expires?,
    })
}

fn control(entry: &Entry, found: &mut Diagnostics) -> Option<(At<String>, Scanner)> {
    let text = read::text(entry, found)?;
    let Some(scanner) = Scanner::of(&text) else {
        found.push(Diagnostic::new(
            &ACCEPT_CONTROL,
            text.at,
            format!("`{}` is no check of a scanner", text.escape_debug()),
            format!("copy the id from its report: {SHAPES}"),
        ));
        return None;
    };
    Some((text, scanner))
}

fn date(entry: &Entry, found: &mut Diagnostics) -> Option<At<Date>> {
    let text = read::text(entry, found)?;
    let Some(date) = Date::parse(&text) else {
        found.push(Diagnostic::new(
            &ACCEPT_EXPIRES,
            text.at,
            format!("`{}` is not a day", text.escape_debug()),
            "write year, month and day, as in `2027-03-31`",
        ));
        return None;
    };
    Some(At::new(date, text.at))
}
