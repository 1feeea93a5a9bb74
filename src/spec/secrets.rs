//! Which values of a spec are secrets, so that no finding shows them. Knows the words under which people write
//! secrets; must not know what is wrong with the spec: it may be no YAML at all.

use std::collections::BTreeMap;

use crate::source::node::{Node, Value};
use crate::source::{FileId, Place, Sources};
use crate::suggest;

/// Parts of words behind which a secret stands.
const PARTS: &[&str] = &[
    "access_key",
    "api_key",
    "credentials",
    "encryption_key",
    "passphrase",
    "passwd",
    "password",
    "passwort",
    "private_key",
    "secret_key",
    "sse_customer_key",
];

/// Whole words, and ends of words, that are the same.
const ENDS: &[&str] = &["pass", "pwd", "secret", "token"];

/// Words of a spec that people misspell.
const MISSPELT: &[&str] = &["master_password", "password", "password_wo"];

/// What such words may say in a spec.
const HARMLESS: &[&str] = &["", "false", "managed", "null", "true", "variable", "~"];

/// The places of all secrets in a spec. The tree, where there is one, tells exactly where a value ends; what is not in
/// the tree is looked for in the text, and taken to its line's end rather than cut too early.
pub fn places(sources: &Sources, document: Option<&Node>) -> Vec<Place> {
    let mut values = BTreeMap::new();
    if let Some(document) = document {
        walk(document, false, &mut values);
    }
    let mut hidden: Vec<Place> = values
        .iter()
        .filter(|(_, is_secret)| **is_secret)
        .map(|(place, _)| *place)
        .collect();
    for (index, file) in sources.files.iter().enumerate() {
        let file_id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        for (start, end) in in_text(&file.text) {
            let place = Place {
                file: file_id,
                start: u32::try_from(start).unwrap_or(u32::MAX),
                end: u32::try_from(end).unwrap_or(u32::MAX),
            };
            let begins_here = values
                .range(place_from(place)..)
                .next()
                .is_some_and(|(known, _)| {
                    let between = file.text.get(start..known.start as usize);
                    known.file == place.file && between.is_some_and(|text| text.trim().is_empty())
                });
            let is_inside = values
                .range(..place)
                .next_back()
                .is_some_and(|(known, _)| known.file == place.file && known.end > place.start);
            if !begins_here && !is_inside {
                hidden.push(place);
            }
        }
    }
    hidden
}

/// The first of all places that begin where this one does.
const fn place_from(place: Place) -> Place {
    Place {
        end: place.start,
        ..place
    }
}

/// Gathers the scalars below words of secrets, and whether each is one. The reader bounds the depth.
fn walk(node: &Node, below_secret: bool, values: &mut BTreeMap<Place, bool>) {
    match &node.value {
        Value::Scalar(scalar) if below_secret => {
            values.insert(node.at, !HARMLESS.contains(&scalar.text.as_str()));
        }
        Value::Scalar(_) => {}
        Value::List(items) => items
            .iter()
            .for_each(|item| walk(item, below_secret, values)),
        Value::Map(entries) => {
            for entry in entries {
                let is_secret = below_secret || is_secret_word(&entry.key);
                walk(&entry.node, is_secret, values);
            }
        }
    }
}

fn is_secret_word(word: &str) -> bool {
    let word = word.to_lowercase().replace('-', "_");
    if word.starts_with("manage_") || word.ends_with("_version") {
        return false;
    }
    PARTS.iter().any(|part| word.contains(part))
        || ENDS.iter().any(|end| {
            word.strip_suffix(end)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('_'))
        })
        || suggest::nearest(&word, MISSPELT.iter().copied()).is_some()
}

/// Where values behind such words begin and end, by the text alone: at each colon with a word before it.
fn in_text(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        for (colon, _) in line.match_indices(':') {
            let before = line.get(..colon).unwrap_or("").trim_end();
            let before = before.trim_end_matches(['"', '\'']);
            let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
            let word = before
                .rfind(|c| !is_part(c))
                .map_or(before, |at| before.get(at..).unwrap_or(""))
                .trim_start_matches(|c| !is_part(c));
            if !word.is_empty() && is_secret_word(word) && !is_in_arn(before) {
                let behind = line_start + colon + 1;
                found.extend(value(text, line_start, behind));
            }
        }
        line_start += line.len();
    }
    found
}

/// True where a word is a part of an ARN, `arn:aws:secretsmanager:eu-west-1:123456789012:secret`, which tells nothing.
fn is_in_arn(before: &str) -> bool {
    let begins_token = |c: char| c.is_whitespace() || matches!(c, '[' | '{' | ',' | '"' | '\'');
    let token = before.rsplit(begins_token).next().unwrap_or(before);
    token.starts_with("arn:") && token.matches(':').count() == 5
}

/// The value behind a colon: to the end of its line, and through the lines below that are indented more.
fn value(text: &str, line_start: usize, behind: usize) -> Option<(usize, usize)> {
    let rest = text.get(behind..)?;
    let line = rest.split('\n').next().unwrap_or("");
    let shown = line.trim();
    let first = shown
        .split([' ', '\t', ',', '}', ']', '#'])
        .next()
        .unwrap_or("");
    let goes_on = first.is_empty() || first.starts_with(['|', '>', '"', '\'']);
    if !goes_on && HARMLESS.contains(&first) {
        return None;
    }
    let lead = line.len() - line.trim_start().len();
    let mut end = behind + line.len();
    if goes_on {
        let own = indentation(text.get(line_start..)?);
        for below in text.get(end..)?.split_inclusive('\n').skip(1) {
            if !below.trim().is_empty() && indentation(below) <= own {
                break;
            }
            end += below.len();
        }
        end += usize::from(text.get(end..)?.starts_with('\n'));
    }
    let start = if shown.is_empty() {
        behind
    } else {
        behind + lead
    };
    (end > start).then_some((start, end))
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
