//! `keys.<name>.statements`: statements in IAM's words, in its spelling or in the spec's. Knows the grammar of a
//! statement; must not know which actions and condition keys exist.
//!
//! Source: IAM User Guide "Grammar of the IAM JSON policy language".

use super::super::fields::{entries, listed, missing, unknown};
use super::super::read::{self, wrong_type};
use super::super::rules::{SPEC_TYPE, SPEC_VALUE, STMT_RESOURCE, STMT_SHAPE};
use super::super::statements::{Condition, Effect, Either, Principal, Statement};
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
    let effect = effect.and_then(|word| self::effect(word, found));
    let principals = principals.and_then(|(not, word)| {
        let items = self::principals(word, found);
        either(not, word, items, found)
    });
    let actions = actions.and_then(|(not, word)| {
        let items = one_or_more(word, found);
        either(not, word, items, found)
    });
    Some(Statement {
        conditions: conditions
            .map(|word| self::conditions(word, found))
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

fn effect(word: &Entry, found: &mut Diagnostics) -> Option<At<Effect>> {
    let text = read::text(word, found)?;
    let effect = match text.value.as_str() {
        "Allow" => Some(Effect::Allow),
        "Deny" => Some(Effect::Deny),
        _ => None,
    };
    if effect.is_none() {
        let diagnostic = Diagnostic::new(
            &SPEC_VALUE,
            text.at,
            format!("`{}` must be `Allow` or `Deny`, and is `{text}`", word.key),
            "write `Allow` or `Deny`",
        );
        let meant = ["Allow", "Deny"]
            .into_iter()
            .find(|known| text.eq_ignore_ascii_case(known));
        found.push(match meant {
            Some(meant) => diagnostic.patch(text.at, meant),
            None => diagnostic,
        });
    }
    effect.map(|effect| At::new(effect, text.at))
}

/// One text, or a list of texts.
fn one_or_more(word: &Entry, found: &mut Diagnostics) -> Option<Vec<At<String>>> {
    match &word.node.value {
        Value::List(_) => Some(read::texts(word, found)?.value),
        Value::Scalar(_) | Value::Map(_) => Some(vec![read::text(word, found)?]),
    }
}

/// `"*"`, a list of ARNs and account ids, or IAM's map by kind.
fn principals(word: &Entry, found: &mut Diagnostics) -> Option<Vec<At<Principal>>> {
    let kinds = match &word.node.value {
        Value::Map(kinds) => kinds,
        Value::Scalar(_) | Value::List(_) => {
            let texts = one_or_more(word, found)?;
            let is_list = matches!(word.node.value, Value::List(_));
            if !is_list && texts.iter().any(|text| text.value != "*") {
                let text = read::text(word, found)?;
                found.push(
                    Diagnostic::new(
                        &STMT_SHAPE,
                        text.at,
                        format!("`{}` alone must be `\"*\"`, and is `{text}`", word.key),
                        "write a list, or who by kind: `{ AWS: … }`, `{ Service: … }`",
                    )
                    .patch(text.at, format!("{{ AWS: \"{text}\" }}")),
                );
            }
            return Some(texts.into_iter().map(|text| text.map(of_iam)).collect());
        }
    };
    let mut principals = Vec::new();
    for kind in kinds {
        let of_kind = match kind.key.as_str() {
            "AWS" => of_iam,
            "Service" => Principal::Service,
            "Federated" | "CanonicalUser" => {
                found.push(Diagnostic::new(
                    &STMT_SHAPE,
                    kind.key_at,
                    format!(
                        "nobody who calls KMS is a principal of the kind `{}`",
                        kind.key
                    ),
                    "name the role that is assumed under `AWS`",
                ));
                continue;
            }
            other => {
                unknown(
                    other,
                    kind.key_at,
                    "a principal",
                    &["AWS", "Service"],
                    found,
                );
                continue;
            }
        };
        let texts = one_or_more(kind, found).unwrap_or_default();
        principals.extend(texts.into_iter().map(|text| text.map(of_kind)));
    }
    Some(principals)
}

fn of_iam(text: String) -> Principal {
    if text == "*" {
        Principal::Anyone
    } else {
        Principal::Aws(text)
    }
}

/// `Operator: { key: value }` or `{ key: [ … ] }`. Truths and numbers are their text.
fn conditions(word: &Entry, found: &mut Diagnostics) -> Vec<Condition> {
    let help = "write it as in `StringEquals: { kms:ViaService: rds }`";
    let mut conditions = Vec::new();
    for operator in entries(word, "a map", help, found).unwrap_or_default() {
        for key in entries(operator, "a map", help, found).unwrap_or_default() {
            let values = one_or_more(key, found).unwrap_or_default();
            if values.is_empty() && matches!(&key.node.value, Value::List(list) if list.is_empty())
            {
                let message = format!("`{}` is compared with nothing", key.key);
                found.push(Diagnostic::new(
                    &SPEC_TYPE,
                    key.node.at,
                    message,
                    "name a value",
                ));
            }
            if !values.is_empty() {
                conditions.push(Condition {
                    operator: At::new(operator.key.clone(), operator.key_at),
                    key: At::new(key.key.clone(), key.key_at),
                    values,
                });
            }
        }
    }
    conditions
}

/// A key's policy is about the key, whose ARN nobody knows before it exists.
fn resource(word: &Entry, found: &mut Diagnostics) {
    let Some(texts) = one_or_more(word, found) else {
        return;
    };
    let is_this_key = texts.iter().all(|text| text.value == "*");
    if !is_this_key || word.key.eq_ignore_ascii_case("NotResource") {
        let written: Vec<&str> = texts.iter().map(|text| text.value.as_str()).collect();
        found.push(Diagnostic::new(
            &STMT_RESOURCE,
            word.node.at,
            format!(
                "`{}` is {}, and the statement is about its own key alone",
                word.key,
                listed(&written)
            ),
            "remove it: in the policy of a key, `*` is this key, and that is what is written",
        ));
    }
}
