//! The matrix as comma-separated values: a line for each group of actions and answer. Knows RFC 4180; must not know
//! policies.

use std::io;

use super::{GROUPS, Matrix, words};

/// Prints a heading, and a line for each answer of each group of each row.
///
/// # Errors
///
/// Those of `out`.
pub fn print(matrix: &Matrix, out: &mut dyn io::Write) -> io::Result<()> {
    let head = [
        "key", "region", "account", "who", "how", "when", "group", "answer", "actions",
    ];
    line(out, head)?;
    for key in &matrix.keys {
        for row in &key.rows {
            for (group, kind) in GROUPS {
                let mut answers: Vec<_> = row.group(kind).map(|(_, answer)| answer).collect();
                answers.sort();
                answers.dedup();
                for answer in answers {
                    let actions = row.group(kind).filter(|(_, other)| *other == answer);
                    let actions: Vec<&str> = actions.map(|(action, _)| action.name).collect();
                    line(
                        out,
                        [
                            &key.name,
                            key.region.name(),
                            key.account.as_str(),
                            &words::party(&row.party, &key.account),
                            &words::ways(row),
                            &words::when(row).join(", "),
                            group,
                            words::answer(answer),
                            &actions.join(" "),
                        ],
                    )?;
                }
            }
        }
    }
    Ok(())
}

fn line<'a>(out: &mut dyn io::Write, cells: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
    let quoted: Vec<String> = cells.into_iter().map(quoted).collect();
    write!(out, "{}\r\n", quoted.join(","))
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
