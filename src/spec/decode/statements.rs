//! `keys.<name>.statements`: statements in IAM's words, in its spelling or in the spec's. Knows the grammar of a
//! statement; must not know which actions and condition keys exist.
//!
//! Source: IAM User Guide "Grammar of the IAM JSON policy language".

mod parts;

use self::parts::{one_or_more, resource};
use super::super::fields::{entries, missing, unknown};
use super::super::read::{self, wrong_type};
use super::super::rules::{SPEC_TYPE, STMT_SHAPE};
use super::super::statements::{Either, Statement};
use super::region;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::At;
use crate::source::node::{Entry, Node, Value};

/// The words of a statement, by what they mean: the spec's spelling first, IAM's last.
const WORDS: &[&[&str]] = &[
    &["sid", "Sid"],
    &["effect", "Effect"],
    &["principals", "principal", "Principal"],
    &["not_principals", "not_principal", "NotPrincipal"],
    &["actions", "action", "Action"],
    &["not_actions", "not_action", "NotAction"],
    &["resources", "resource", "Resource"],
    &["conditions", "condition", "Condition"],
    &["regions"],
];

const EXAMPLE: &str = "write it as in `{ sid: Auditors, effect: Allow, principals: [arn:aws:iam::123456789012:role/Auditor], \
                       actions: [kms:DescribeKey] }`";

/// Reads a list of statements. One that cannot be understood is left out.
pub(super) fn decode(entry: &Entry, found: &mut Diagnostics) -> Vec<At<Statement>> {
    let Value::List(items) = &entry.node.value else {
        wrong_type(
            entry,
            "a list",
            "write one statement an item, each with its `sid`",
            found,
        );
        return Vec::new();
    };
    items
        .iter()
        .filter_map(|item| {
            let item = as_entry("a statement", item);
            Some(At::new(statement(&item, found)?, item.node.at))
        })
        .collect()
}

/// A list's item as an entry, for the readers that say what is wrong with one. Its first word stands for it.
fn as_entry(key: &str, node: &Node) -> Entry {
    let first = match &node.value {
        Value::Map(words) => words.first().map(|word| word.key_at),
        Value::Scalar(_) | Value::List(_) => None,
    };
    Entry {
        key: key.to_owned(),
        key_at: first.unwrap_or(node.at),
        node: node.clone(),
    }
}

fn statement(entry: &Entry, found: &mut Diagnostics) -> Option<Statement> {
    let words = entries(entry, "a map", EXAMPLE, found)?;
    let known: Vec<&str> = WORDS
        .iter()
        .flat_map(|spellings| spellings.iter().copied())
        .collect();
    for word in words
        .iter()
        .filter(|word| !known.contains(&word.key.as_str()))
    {
        if word.key.eq_ignore_ascii_case("NotResource") {
            resource(word, found);
        } else {
            unknown(&word.key, word.key_at, "a statement", &known, found);
        }
    }
    let mut said = Said { words, found };
    let sid = said.once("sid");
    let effect = said.once("effect");
    let principals = said.either("principals", "not_principals");
    let actions = said.either("actions", "not_actions");
    let conditions = said.once("conditions");
    let regions = said.once("regions");
    if let Some(resources) = said.once("resources") {
        resource(resources, found);
    }
    for (word, is_said, help) in [
        (
            "sid",
            sid.is_some(),
            "name it: the id tells it from the others, as in `sid: Auditors`",
        ),
        (
            "effect",
            effect.is_some(),
            "write `effect: Allow` or `effect: Deny`",
        ),
        (
            "principals",
            principals.is_some(),
            "name who is meant: `principals: [ … ]`",
        ),
        (
            "actions",
            actions.is_some(),
            "name what is meant: `actions: [kms:Decrypt]`",
        ),
    ] {
        if !is_said {
            missing(word, entry.key_at, "the statement", help, found);
        }
    }
    let sid = sid.and_then(|word| read::text(word, found));
    let effect = effect.and_then(|word| parts::effect(word, found));
    let principals = principals.and_then(|(not, word)| {
        let items = parts::principals(word, found);
        either(not, word, items, found)
    });
    let actions = actions.and_then(|(not, word)| {
        let items = one_or_more(word, found);
        either(not, word, items, found)
    });
    Some(Statement {
        conditions: conditions
            .map(|word| parts::conditions(word, found))
            .unwrap_or_default(),
        regions: regions.and_then(|word| {
            let names = read::texts(word, found)?;
            Some(names.map(|names| {
                let known = names.iter().filter_map(|name| {
                    Some(At::new(region(&name.value, name.at, found)?, name.at))
                });
                known.collect()
            }))
        }),
        sid: sid?,
        effect: effect?,
        principals: principals?,
        actions: actions?,
    })
}

/// What a statement says, asked for by meaning.
struct Said<'a, 'f> {
    words: &'a [Entry],
    found: &'f mut Diagnostics,
}

impl<'a> Said<'a, '_> {
    /// The word of that meaning, which may stand once.
    fn once(&mut self, meaning: &str) -> Option<&'a Entry> {
        let spellings = WORDS
            .iter()
            .find(|spellings| spellings.first() == Some(&meaning))?;
        let mut said = self
            .words
            .iter()
            .filter(|word| spellings.contains(&word.key.as_str()));
        let first = said.next()?;
        for second in said {
            let message = format!("`{}` and `{}` are the same word", first.key, second.key);
            self.exclude(first, second, message);
        }
        Some(first)
    }

    /// The one of two words that exclude each other, and whether it is the second.
    fn either(&mut self, meaning: &str, not: &str) -> Option<(bool, &'a Entry)> {
        match (self.once(meaning), self.once(not)) {
            (Some(word), None) => Some((false, word)),
            (None, Some(word)) => Some((true, word)),
            (Some(word), Some(other)) => {
                let message = format!("`{}` and `{}` exclude each other", word.key, other.key);
                self.exclude(word, other, message);
                Some((false, word))
            }
            (None, None) => None,
        }
    }

    fn exclude(&mut self, first: &Entry, second: &Entry, message: String) {
        self.found.push(
            Diagnostic::new(&STMT_SHAPE, second.key_at, message, "keep one of the two")
                .related(first.key_at, "the other one"),
        );
    }
}

fn either<T>(
    not: bool,
    word: &Entry,
    items: Option<Vec<At<T>>>,
    found: &mut Diagnostics,
) -> Option<Either<T>> {
    let items = items?;
    if items.is_empty() && matches!(&word.node.value, Value::List(list) if list.is_empty()) {
        found.push(Diagnostic::new(
            &SPEC_TYPE,
            word.node.at,
            format!("`{}` is empty", word.key),
            "name at least one, or remove the statement",
        ));
    }
    (!items.is_empty()).then_some(Either {
        not,
        at: word.key_at,
        items,
    })
}
