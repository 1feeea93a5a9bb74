//! The matrix for a terminal of 100 columns. Knows layout; must not know policies.

use std::fmt::Write as _;
use std::io;

use super::why::Why;
use super::{GROUPS, KeyAccess, Matrix, Row, words};

const WIDTH: usize = 100;
const WHO: usize = 34;
const HOW: usize = 22;
const CELL: usize = 9;

/// Prints the matrix: keys that are alike in everything once, with all of their names.
///
/// # Errors
///
/// Those of `out`.
pub fn print(matrix: &Matrix, out: &mut dyn io::Write) -> io::Result<()> {
    for (keys, body) in alike(matrix, body) {
        for line in wrapped(&heading(&keys), WIDTH) {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "{body}")?;
    }
    if let Some(line) = without_rows(matrix) {
        writeln!(out, "{line}\n")?;
    }
    for line in words::LEGEND {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// How many keys give nothing to those who were asked for, if there are such keys.
pub(super) fn without_rows(matrix: &Matrix) -> Option<String> {
    let without = matrix.keys.iter().filter(|key| key.rows.is_empty()).count();
    match without {
        0 => None,
        all if all == matrix.keys.len() => Some("no access to any of these keys".to_owned()),
        1 => Some("no access to 1 other key".to_owned()),
        some => Some(format!("no access to {some} other keys")),
    }
}

/// Keys with rows whose bodies read the same, in the order of the first of them.
pub fn alike(matrix: &Matrix, body: fn(&KeyAccess) -> String) -> Vec<(Vec<&KeyAccess>, String)> {
    let mut groups: Vec<(Vec<&KeyAccess>, String)> = Vec::new();
    for key in matrix.keys.iter().filter(|key| !key.rows.is_empty()) {
        let text = body(key);
        match groups.iter_mut().find(|(_, other)| *other == text) {
            Some((keys, _)) => keys.push(key),
            None => groups.push((vec![key], text)),
        }
    }
    groups
}

/// `rds (alias/rds-production) in eu-west-1, us-east-1`.
pub fn heading(keys: &[&KeyAccess]) -> String {
    let mut named: Vec<(String, Vec<&str>)> = Vec::new();
    for key in keys {
        let name = format!("{} (alias/{})", key.name, key.alias);
        match named.iter_mut().find(|(other, _)| *other == name) {
            Some((_, regions)) => regions.push(key.region.name()),
            None => named.push((name, vec![key.region.name()])),
        }
    }
    let parts: Vec<String> = named
        .iter()
        .map(|(name, regions)| format!("{name} in {}", regions.join(", ")))
        .collect();
    parts.join("; ")
}

fn body(key: &KeyAccess) -> String {
    let mut text = String::new();
    let mut head = vec!["who", "how"];
    head.extend(GROUPS.iter().map(|(name, _)| *name));
    line(&mut text, &head);
    for (parties, rows) in parties(key) {
        let mut who = match parties.as_slice() {
            [one] if one.len() <= WHO => one.clone(),
            several => {
                for line in wrapped(&several.join(", "), WIDTH - 2) {
                    push(&mut text, &format!("  {line}"));
                }
                String::new()
            }
        };
        for row in rows {
            let mut how = wrapped(&words::ways(row), HOW).into_iter();
            let mut cells = vec![std::mem::take(&mut who), how.next().unwrap_or_default()];
            cells.extend(GROUPS.iter().map(|(_, kind)| words::cell(row, *kind)));
            line(&mut text, &cells);
            for more in how {
                line(&mut text, &[String::new(), more]);
            }
            let when = words::when(row).join(", ");
            for more in wrapped(&when, WIDTH - 8) {
                push(&mut text, &format!("      {more}"));
            }
            for why in &row.why {
                for more in wrapped(&reason(row, why), WIDTH - 8) {
                    push(&mut text, &format!("        {more}"));
                }
            }
        }
    }
    text
}

/// Parties of whom the same is to be said, by name, with their rows.
pub fn parties(key: &KeyAccess) -> Vec<(Vec<String>, Vec<&Row>)> {
    let mut blocks: Vec<(&Row, Vec<&Row>)> = Vec::new();
    for row in &key.rows {
        match blocks.last_mut() {
            Some((first, rows)) if first.party == row.party => rows.push(row),
            _ => blocks.push((row, vec![row])),
        }
    }
    let same = |one: &Row, other: &Row| {
        let told = |row: &Row| {
            (
                row.answers.clone(),
                words::ways(row),
                words::when(row),
                row.why.clone(),
            )
        };
        told(one) == told(other)
    };
    let mut merged: Vec<(Vec<String>, Vec<&Row>)> = Vec::new();
    for (first, rows) in blocks {
        let name = words::party(&first.party, &key.account);
        let alike = merged.iter_mut().find(|(_, others)| {
            others.len() == rows.len()
                && others.iter().zip(&rows).all(|(one, other)| {
                    std::mem::discriminant(&one.party) == std::mem::discriminant(&other.party)
                        && same(one, other)
                })
        });
        match alike {
            Some((names, _)) => names.push(name),
            None => merged.push((vec![name], rows)),
        }
    }
    merged
}

/// `use: yes, by RdsUse`; with the actions where they are not all of the group's.
pub(super) fn reason(row: &Row, why: &Why) -> String {
    let mut text = format!("{}: {}", why.group, words::answer(why.answer));
    if !why.statements.is_empty() {
        // Writing to a String can't fail.
        let _ = write!(text, ", by {}", why.statements.join(" and "));
    }
    if !why.words.is_empty() {
        let _ = write!(text, ", because {}", why.words.join("; "));
    }
    if row
        .why
        .iter()
        .filter(|other| other.group == why.group)
        .count()
        > 1
    {
        let short = |action: &&'static str| action.strip_prefix("kms:").unwrap_or(action);
        let actions: Vec<&str> = why.actions.iter().map(short).collect();
        let _ = write!(text, " ({})", actions.join(", "));
    }
    text
}

fn line<S: AsRef<str>>(text: &mut String, cells: &[S]) {
    let widths = [WHO, HOW, CELL, CELL, CELL, CELL];
    let mut line = String::from(" ");
    for (cell, width) in cells.iter().zip(widths) {
        let cell = cell.as_ref();
        let _ = write!(line, " {cell:<width$}");
    }
    push(text, &line);
}

fn push(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

/// Words in lines of a width; a longer word has a line of its own. No words are no line.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
