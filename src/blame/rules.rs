//! The records of what the proof may find, for those who explain and list rules. Knows the tables of the proof only.

use std::sync::LazyLock;

use crate::diagnostic::{Rule, Severity};
use crate::prove::{contents, expectations};
use crate::verify;

static RECORDS: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let record = |(id, found): &(&'static str, &'static str), why, source| Rule {
        id,
        severity: Severity::Error,
        summary: found,
        why,
        fix: "with templates of your own, change the line that makes it; with the built-in ones it is a bug of Sealform, please \
              report it",
        source,
    };
    let of_text = verify::RULES.iter().map(|row| {
        let why = "the rendered text is read again before it is written: Terraform or AWS would refuse this, or data would lie where \
                   it must not";
        record(row, why, "the schema and the rules of the Terraform AWS provider")
    });
    let of_policies = expectations::RULES.iter().map(|row| {
        let why = "the policies in the rendered text are evaluated before it is written: each gives everybody what the spec asks \
                   for, and nobody more";
        record(row, why, "IAM User Guide, \"Policy evaluation logic\"")
    });
    let of_contents = contents::RULES.iter().map(|row| {
        let why = "what lies where, is made from what and goes to whom is read from the rendered text before it is written, and held \
                   against the spec";
        record(row, why, "the spec itself")
    });
    of_text.chain(of_policies).chain(of_contents).collect()
});

/// All of them.
pub fn records() -> impl Iterator<Item = &'static Rule> {
    RECORDS.iter()
}

/// The record of that id.
pub(super) fn record(id: &str) -> Option<&'static Rule> {
    records().find(|rule| rule.id == id)
}
