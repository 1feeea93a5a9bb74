//! How values are printed. Knows the style of Terraform's own documentation; must not know
//! indentation, which `terraform::layout` gives.

use std::fmt;

use super::{Part, Value};
use crate::terraform::literal::{
    is_hidden, write_before_interpolation, write_inner, write_key, write_literal,
};

/// Lists and maps nest deeper than [`DEPTH`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooDeep;

impl fmt::Display for TooDeep {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "lists and maps nest deeper than {DEPTH} levels")
    }
}

impl std::error::Error for TooDeep {}

/// How deep lists and maps may nest. A key policy needs six; parsers of HCL give up at 64, blocks
/// included.
const DEPTH: usize = 32;

/// The columns that a list or map of several words may fill before it is broken over lines, counted
/// from its own start: with a name and an indent before it, about a screen.
const WIDTH: usize = 72;

/// Writes a value, on one line if that reads well.
pub(super) fn write_value(out: &mut String, value: &Value, depth: usize) -> Result<(), TooDeep> {
    if depth > DEPTH {
        return Err(TooDeep);
    }
    match value {
        Value::List(items) if items.is_empty() => out.push_str("[]"),
        Value::Map(entries) if entries.is_empty() => out.push_str("{}"),
        Value::List(_) | Value::Map(_) => {
            if !write_short(out, value, depth) {
                write_long(out, value, depth)?;
            }
        }
        _ => write_word(out, value),
    }
    Ok(())
}

/// Writes a list or map on one line and says so, or writes nothing where it would not read well.
fn write_short(out: &mut String, value: &Value, depth: usize) -> bool {
    let start = out.len();
    let fits = write_line(out, value, depth)
        && (is_pair(value)
            || out
                .get(start..)
                .is_some_and(|line| line.chars().count() <= WIDTH));
    if !fits {
        out.truncate(start);
    }
    fits
}

/// Writes a value on one line, however long; false where its kind always takes several.
fn write_line(out: &mut String, value: &Value, depth: usize) -> bool {
    if depth > DEPTH {
        return false;
    }
    match value {
        Value::Map(entries) if entries.is_empty() => out.push_str("{}"),
        Value::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if !is_word(item) {
                    return false;
                }
                out.push_str(if index == 0 { "" } else { ", " });
                write_word(out, item);
            }
            out.push(']');
        }
        Value::Map(entries) => {
            let several = entries.len() > 1;
            out.push_str("{ ");
            for (index, (key, value)) in entries.iter().enumerate() {
                if several && !matches!(value, Value::Number(_) | Value::Bool(_)) {
                    return false;
                }
                out.push_str(if index == 0 { "" } else { ", " });
                push(out, |out| write_key(out, key));
                out.push_str(" = ");
                if !write_line(out, value, depth + 1) {
                    return false;
                }
            }
            out.push_str(" }");
        }
        _ => write_word(out, value),
    }
    true
}

/// Writes a list or map over several lines.
fn write_long(out: &mut String, value: &Value, depth: usize) -> Result<(), TooDeep> {
    match value {
        Value::List(items) => {
            out.push_str("[\n");
            for item in items {
                write_value(out, item, depth + 1)?;
                out.push_str(",\n");
            }
            out.push(']');
        }
        Value::Map(entries) => {
            out.push_str("{\n");
            for (key, value) in entries {
                push(out, |out| write_key(out, key));
                out.push_str(" = ");
                write_value(out, value, depth + 1)?;
                out.push('\n');
            }
            out.push('}');
        }
        _ => write_word(out, value),
    }
    Ok(())
}

/// True for what is one word: neither list nor map.
const fn is_word(value: &Value) -> bool {
    !matches!(value, Value::List(_) | Value::Map(_))
}

/// True for a list of one word and a map of one word, which gain nothing from being broken.
fn is_pair(value: &Value) -> bool {
    match value {
        Value::List(items) => items.len() == 1,
        Value::Map(entries) => matches!(entries.as_slice(), [(_, only)] if is_word(only)),
        _ => false,
    }
}

/// Writes a word; of a list or map, nothing.
fn write_word(out: &mut String, value: &Value) {
    match value {
        Value::Text(text) => push(out, |out| write_literal(out, text)),
        Value::Number(number) => out.push_str(number.as_str()),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Reference(reference) => out.push_str(reference.as_str()),
        Value::Template(parts) => write_template(out, parts),
        Value::List(_) | Value::Map(_) => {}
    }
}

/// Writes a quoted template, or a reference alone bare: `terraform fmt` turns `"${a}"` into `a`.
fn write_template(out: &mut String, parts: &[Part]) {
    let said = |part: &&Part| !matches!(part, Part::Text(text) if text.is_empty());
    let mut said = parts.iter().filter(said);
    if let (Some(Part::Reference(only)), None) = (said.next(), said.next()) {
        out.push_str(only.as_str());
        return;
    }
    out.push('"');
    // Pieces of text that touch are one text: `$` and `{` must not come together unseen.
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Text(piece) => text.push_str(piece),
            Part::Reference(reference) => {
                push(out, |out| write_before_interpolation(out, &text));
                text.clear();
                out.push_str("${");
                out.push_str(reference.as_str());
                out.push('}');
            }
        }
    }
    push(out, |out| write_inner(out, &text, is_hidden));
    out.push('"');
}

/// Runs a writer on a String, which can't fail.
fn push(out: &mut String, write: impl FnOnce(&mut String) -> fmt::Result) {
    let _ = write(out);
}
