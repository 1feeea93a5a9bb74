//! The value of an argument, held against the provider's schema. Knows how to say what does not fit, and where in the
//! value; what fits is for the schema.

use super::Fault;
use super::passed::Passed;
use crate::plan::Plain;
use crate::schema::Breach;
use crate::schema::argument::{ArgumentProblem, Mistake, check_argument};
use crate::source::{At, Place};
use crate::suggest;

/// Says everything that is wrong with a value: the first of the targets that take the argument speaks for all.
pub(super) fn check(
    passed: &Passed<'_>,
    name: &str,
    value: &At<At<Plain>>,
    faults: &mut Vec<Fault>,
) {
    let json = json(&value.value.value);
    for target in passed.to.iter().filter(|target| target.takes(name)) {
        let attribute = target.block().and_then(|block| block.attributes.get(name));
        if attribute.is_some_and(|attribute| attribute.deprecated) {
            faults.push(Fault::new(
                "arg-deprecated",
                value.at,
                format!("`{name}` is deprecated: Terraform warns about it, and will drop it"),
                "use what the provider's documentation names in its place",
            ));
        }
        let Err(problems) = check_argument(target.kind(), name, &json, passed.admits_5) else {
            continue;
        };
        faults.extend(problems.iter().map(|problem| fault(passed, problem, value)));
        return;
    }
}

/// The value as the schema's checks take it.
fn json(value: &Plain) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Plain::Text(text) => Value::String(text.clone()),
        Plain::Number(digits) => {
            serde_json::from_str(digits).unwrap_or_else(|_| Value::String(digits.clone()))
        }
        Plain::Flag(flag) => Value::Bool(*flag),
        Plain::List(items) => items.iter().map(|item| json(&item.value)).collect(),
        Plain::Map(entries) => entries
            .iter()
            .map(|(name, value)| (name.clone(), json(&value.value.value)))
            .collect(),
    }
}

/// A part of a value: its name's place, where it has one, and the value.
struct Part<'v> {
    name_at: Place,
    value: &'v At<Plain>,
}

/// Follows names and indices down from the argument. A list of one block has no index in the path.
fn part<'v>(path: &[String], value: &'v At<At<Plain>>) -> Part<'v> {
    let mut part = Part {
        name_at: value.at,
        value: &value.value,
    };
    for step in path.iter().skip(1) {
        let next = match &part.value.value {
            Plain::List(items) => match step.parse::<usize>() {
                Ok(index) => items.get(index).map(|item| Part {
                    name_at: item.at,
                    value: item,
                }),
                Err(_) => items.first().and_then(|only| entry(only, step)),
            },
            _ => entry(part.value, step),
        };
        let Some(next) = next else {
            break;
        };
        part = next;
    }
    part
}

fn entry<'v>(map: &'v At<Plain>, name: &str) -> Option<Part<'v>> {
    match &map.value {
        Plain::Map(entries) => entries.get(name).map(|inner| Part {
            name_at: inner.at,
            value: &inner.value,
        }),
        _ => None,
    }
}

fn fault(passed: &Passed<'_>, problem: &ArgumentProblem, value: &At<At<Plain>>) -> Fault {
    let part = part(&problem.path, value);
    let name = path(&problem.path);
    let last = problem.path.last().map(String::as_str).unwrap_or_default();
    let outer = problem
        .path
        .split_last()
        .map(|(_, outer)| path(outer))
        .unwrap_or_default();
    match &problem.mistake {
        Mistake::Unknown(known) => {
            let message = format!("`{outer}` has no argument `{}`", last.escape_debug());
            let near = suggest::nearest(last, known.iter().copied());
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => "remove it".to_owned(),
                None => format!("it knows {}", listed(known)),
            };
            Fault {
                patch: near.map(str::to_owned),
                ..Fault::new("arg-unknown", part.name_at, message, help)
            }
        }
        Mistake::ReadOnly => Fault::new(
            "arg-read-only",
            part.name_at,
            format!("`{name}` is set by AWS, and not by a configuration"),
            "remove it",
        ),
        Mistake::AbsentIn5 => absent_in_5(passed, &name, part.name_at),
        Mistake::Type { expected, .. } => Fault::new(
            "arg-type",
            part.value.at,
            format!(
                "`{name}` must be {}, and is {}",
                wanted(expected),
                is(&part.value.value)
            ),
            match expected.as_str() {
                "object" => format!("write the block as a map, as in `{name}: {{ … }}`"),
                _ => format!("write {}", wanted(expected)),
            },
        ),
        Mistake::Fraction => Fault::new(
            "arg-type",
            part.value.at,
            format!(
                "`{name}` must be a whole number, and is {}",
                is(&part.value.value)
            ),
            "write a whole number",
        ),
        Mistake::Value(breach) => {
            let near = match (&part.value.value, breach) {
                (Plain::Text(text), Breach::NotOneOf(words)) => {
                    suggest::nearest(text, words.iter().map(String::as_str)).map(str::to_owned)
                }
                _ => None,
            };
            let help = match &near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write a value that the provider takes".to_owned(),
            };
            Fault {
                patch: near,
                ..Fault::new(
                    "arg-value",
                    part.value.at,
                    format!("`{name}` {breach}, and is {}", is(&part.value.value)),
                    help,
                )
            }
        }
        Mistake::Missing(missing) => Fault::new(
            "arg-missing",
            part.name_at,
            format!("`{name}` has no `{missing}`"),
            format!("add `{missing}` to it"),
        ),
        Mistake::Conflict(other) => Fault::new(
            "arg-conflict",
            part.name_at,
            format!("`{name}` and `{other}` exclude each other"),
            "keep one of the two",
        ),
        Mistake::Count(least, most) => Fault::new(
            "arg-value",
            part.value.at,
            match most {
                Some(1) => format!("`{name}` stands once at most, and is a list of several"),
                Some(most) => format!("`{name}` stands {least} to {most} times"),
                None => format!("`{name}` stands {least} times at least"),
            },
            "write one map for each block",
        ),
    }
}

fn absent_in_5(passed: &Passed<'_>, name: &str, at: Place) -> Fault {
    let message = format!(
        "`{name}` needs version 6 of the provider, and `{}` admits version 5",
        passed.provider
    );
    let help = "write `aws_provider: \">= 6.0, < 7.0\"` under `terraform`, or remove it";
    Fault::new("arg-provider-5", at, message, help)
}

/// `blue_green_update.enabled`.
fn path(names: &[String]) -> String {
    names.join(".").escape_debug().to_string()
}

fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

/// A type of Terraform, in a user's words.
fn wanted(expected: &str) -> &str {
    match expected {
        "string" => "text",
        "number" => "a number",
        "bool" => "`true` or `false`",
        "list of string" | "set of string" => "a list of texts",
        "list of number" | "set of number" => "a list of numbers",
        "map of string" => "a map of texts",
        "object" => "a map",
        other => other,
    }
}

/// What stands there, in a user's words.
fn is(value: &Plain) -> String {
    match value {
        Plain::Text(text) => format!("`{}`", shown(text)),
        Plain::Number(digits) => format!("`{}`", shown(digits)),
        Plain::Flag(flag) => format!("`{flag}`"),
        Plain::List(_) => "a list".to_owned(),
        Plain::Map(_) => "a map".to_owned(),
    }
}

/// A value as a message shows it: one line, not the whole book.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown
}
