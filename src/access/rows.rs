//! The answers of a policy as rows: ways and circumstances that make no difference are one row. Knows the questions;
//! must not know how rows are printed.

use std::collections::{BTreeMap, BTreeSet};

use super::why::why;
use super::words::is_rest;
use super::{Circumstance, Row};
use crate::policy::Policy;
use crate::policy::actions::{Action, Kind, on_symmetric_keys};
use crate::policy::evaluate::Prepared;
use crate::policy::questions::answers::Answer;
use crate::policy::questions::circumstances::Given;
use crate::policy::questions::{self, Party, Question};
use crate::policy::request::Home;

/// All rows of a policy, in the order of parties. A row under circumstances has the answers that they change, and no
/// others.
pub(super) fn of(policy: &Policy, home: Home<'_>, with_why: bool) -> Vec<Row> {
    let questions = questions::of(&[policy], home);
    let prepared = Prepared::of(policy);
    let asked: Vec<&'static Action> = on_symmetric_keys().collect();
    let mut ways_of: BTreeMap<&Party, BTreeSet<_>> = BTreeMap::new();
    for question in &questions {
        ways_of
            .entry(&question.party)
            .or_default()
            .insert(&question.way);
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut otherwise: Vec<Answer> = Vec::new();
    for question in &questions {
        let answers = question.answers(&prepared, asked.iter().copied());
        // The question without circumstances comes before those with some.
        if question.given.is_empty() {
            otherwise.clone_from(&answers);
        }
        let changed = |(of, other): &((&'static Action, Answer), &Answer)| {
            question.given.is_empty() || of.1 != **other
        };
        let asked = asked.iter().copied().zip(answers);
        let answers: Vec<_> = asked
            .zip(&otherwise)
            .filter(changed)
            .map(|(of, _)| of)
            .collect();
        if !answers.is_empty() {
            let row = Row {
                party: question.party.clone(),
                ways: BTreeSet::from([question.way.clone()]),
                any_way: false,
                given: circumstances(&question.given),
                grants_for_aws: grants_for_aws(question, &prepared, &answers),
                why: if with_why {
                    why(question, policy, &answers)
                } else {
                    Vec::new()
                },
                answers,
            };
            add(&mut rows, row);
        }
    }
    let mut rows = merged_by_value(rows);
    for row in &mut rows {
        row.any_way = ways_of
            .get(&row.party)
            .is_some_and(|ways| ways.len() == row.ways.len() && ways.len() > 1);
    }
    rows.sort_by(|one, other| {
        let place = |row: &Row| (row.party.clone(), is_rest(row));
        place(one).cmp(&place(other))
    });
    rows
}

/// Adds a row, or its way to the row that differs in nothing else.
fn add(rows: &mut Vec<Row>, row: Row) {
    let same = rows.iter_mut().find(|other| {
        (&other.party, &other.given, &other.answers, &other.why)
            == (&row.party, &row.given, &row.answers, &row.why)
            && other.grants_for_aws == row.grants_for_aws
    });
    match same {
        Some(same) => same.ways.extend(row.ways),
        None => rows.push(row),
    }
}

/// Rows that differ in the value of one condition alone are one row with all of its values.
fn merged_by_value(rows: Vec<Row>) -> Vec<Row> {
    let mut merged: Vec<Row> = Vec::new();
    for row in rows {
        let same = merged.iter_mut().find(|other| {
            (&other.party, &other.ways, &other.answers, &other.why)
                == (&row.party, &row.ways, &row.answers, &row.why)
                && !row.given.is_empty()
                && other.given.keys().eq(row.given.keys())
                && other
                    .given
                    .values()
                    .zip(row.given.values())
                    .filter(|(one, other)| one != other)
                    .count()
                    <= 1
        });
        match same {
            Some(same) => {
                for (circumstance, values) in row.given {
                    same.given.entry(circumstance).or_default().extend(values);
                }
            }
            None => merged.push(row),
        }
    }
    merged
}

fn circumstances(given: &[Given]) -> BTreeMap<Circumstance, BTreeSet<String>> {
    let mut all: BTreeMap<Circumstance, BTreeSet<String>> = BTreeMap::new();
    for given in given {
        let circumstance = Circumstance {
            key: given.key.clone(),
            operator: given.operator.clone(),
            negated: given.is_negated(),
        };
        all.entry(circumstance)
            .or_default()
            .insert(given.value.clone());
    }
    all
}

/// True if a grant is among the answers, and one that is not for an AWS resource comes to less.
fn grants_for_aws(
    question: &Question,
    policy: &Prepared<'_>,
    answers: &[(&'static Action, Answer)],
) -> bool {
    let grants = answers
        .iter()
        .filter(|(action, _)| action.kind == Kind::Grant);
    let mut other = question.clone();
    other.request.context = other
        .request
        .context
        .with("kms:GrantIsForAWSResource", "false");
    grants.into_iter().any(|(action, answer)| {
        other
            .answers(policy, [*action])
            .iter()
            .any(|otherwise| otherwise.most() < answer.most())
    })
}
