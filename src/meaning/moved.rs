//! A tree under the addresses that its resources have in another one: what has moved is compared with what it was. Knows how
//! Terraform writes addresses; must not know why something has moved.

use std::collections::BTreeMap;

use crate::tree::Tree;
use crate::verify::Move;

/// The same tree with every address that something has left written as the one that it has now.
pub(super) fn under_new_addresses(old: &Tree, moves: &[Move]) -> Tree {
    let mut by_module: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for moved in moves {
        if let Some(to) = &moved.to {
            let here = by_module.entry(&moved.module).or_default();
            here.insert(&moved.from, to);
        }
    }
    let mut tree = old.clone();
    for (path, text) in &mut tree.files {
        let module = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(new) = by_module.get(module)
            && path.ends_with(".tf")
        {
            let lines: Vec<String> = text.lines().map(|line| renamed(line, new)).collect();
            *text = format!("{}\n", lines.join("\n"));
        }
    }
    tree
}

/// A line, which is the head of a block or holds references.
fn renamed(line: &str, new: &BTreeMap<&str, &str>) -> String {
    if let Some(head) = head(line, new) {
        return head;
    }
    let mut out = String::with_capacity(line.len());
    let mut word = String::new();
    for letter in line.chars().chain(['\n']) {
        if letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.') {
            word.push(letter);
            continue;
        }
        out.push_str(&reference(&word, new));
        word.clear();
        out.push(letter);
    }
    out.truncate(out.len().saturating_sub(1));
    out
}

/// `resource "aws_kms_key" "rds" {`.
fn head(line: &str, new: &BTreeMap<&str, &str>) -> Option<String> {
    let (kind, rest) = line.strip_prefix("resource \"")?.split_once("\" \"")?;
    let (label, rest) = rest.split_once('"')?;
    let to = new.get(format!("{kind}.{label}").as_str())?;
    let (kind, label) = to.split_once('.')?;
    Some(format!("resource \"{kind}\" \"{label}\"{rest}"))
}

/// `aws_kms_key.rds.arn`, or anything else that is made of the same letters.
fn reference(word: &str, new: &BTreeMap<&str, &str>) -> String {
    let mut names = word.splitn(3, '.');
    let (Some(kind), Some(label)) = (names.next(), names.next()) else {
        return word.to_owned();
    };
    match (new.get(format!("{kind}.{label}").as_str()), names.next()) {
        (Some(to), Some(rest)) => format!("{to}.{rest}"),
        (Some(to), None) => (*to).to_owned(),
        (None, _) => word.to_owned(),
    }
}
