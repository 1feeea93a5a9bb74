//! The matrix as markdown, for a review. Knows markdown; must not know policies.

use std::io;

use super::text::{alike, heading, parties, reason, without_rows};
use super::{GROUPS, KeyAccess, Matrix, words};

/// Prints the matrix: a heading and a table for each group of keys that are alike.
///
/// # Errors
///
/// Those of `out`.
pub fn print(matrix: &Matrix, out: &mut dyn io::Write) -> io::Result<()> {
    for (keys, body) in alike(matrix, body) {
        writeln!(out, "### {}\n\n{body}", escaped(&heading(&keys)))?;
    }
    if let Some(line) = without_rows(matrix) {
        writeln!(out, "{line}\n")?;
    }
    for line in words::LEGEND {
        writeln!(out, "- {}", escaped(line))?;
    }
    Ok(())
}

fn body(key: &KeyAccess) -> String {
    let mut text = String::new();
    let mut row = |cells: Vec<String>| {
        text.push_str("| ");
        text.push_str(&cells.join(" | "));
        text.push_str(" |\n");
    };
    let head = ["who", "how"]
        .into_iter()
        .chain(GROUPS.iter().map(|(name, _)| *name))
        .chain(["when"]);
    let has_why = key.rows.iter().any(|row| !row.why.is_empty());
    let head: Vec<String> = head
        .chain(has_why.then_some("why"))
        .map(str::to_owned)
        .collect();
    row(head.clone());
    row(head.iter().map(|_| "---".to_owned()).collect());
    for (parties, rows) in parties(key) {
        for access in rows {
            let cells = GROUPS.iter().map(|(_, kind)| words::cell(access, *kind));
            let why: Vec<String> = access
                .why
                .iter()
                .map(|why| escaped(&reason(access, why)))
                .collect();
            row([escaped(&parties.join(", ")), words::ways(access)]
                .into_iter()
                .chain(cells)
                .chain([escaped(&words::when(access).join(", "))])
                .chain(has_why.then(|| why.join("<br>")))
                .collect());
        }
    }
    text
}

/// A text of others in a table: what would end a cell or begin markup is escaped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '|' | '*' | '_' | '`' | '<' | '[' | ']' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            '\n' | '\r' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
