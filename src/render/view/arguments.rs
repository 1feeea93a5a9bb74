//! Arguments that pass through from the spec, as members of the block that they stand in. Knows the provider's types;
//! that the values fit has been checked before.

use serde::Serialize;

use crate::plan::arguments::Target;
use crate::plan::{Arguments, Plain};
use crate::schema::types::bool_of;
use crate::schema::{Block, NestedBlock, Nesting, Type};
use crate::source::At;
use crate::terraform::member::Member;
use crate::terraform::value::{Number, Value};

/// How long AWS may take to make a replica: the provider's own 40 minutes are too short for a large source.
const REPLICA_TIMEOUT: &str = "6h";

/// Those of the arguments that the resource's type has: plain ones first, then nested blocks, each by name.
pub(super) fn arguments(arguments: &Arguments, target: Target) -> Vec<Member> {
    // Most have none, and then the type need not be looked up.
    let block = if arguments.is_empty() {
        None
    } else {
        target.block()
    };
    block
        .map(|block| members(block, arguments))
        .unwrap_or_default()
}

fn members(block: &'static Block, written: &Arguments) -> Vec<Member> {
    let plain = written.iter().filter_map(|(name, value)| {
        let (name, attribute) = block.attributes.get_key_value(name)?;
        Some(Member::Argument(
            name,
            converted(&attribute.ty, &value.value.value),
        ))
    });
    let nested = written
        .iter()
        .filter_map(|(name, value)| {
            let (name, nested) = block.blocks.get_key_value(name)?;
            Some(blocks(name, nested, &value.value))
        })
        .flatten();
    plain.chain(nested).collect()
}

/// A nested block is a map, or a list of maps.
fn blocks(name: &'static str, nested: &'static NestedBlock, value: &At<Plain>) -> Vec<Member> {
    let bodies = match &value.value {
        Plain::List(items) if nested.nesting != Nesting::Single => items.as_slice(),
        _ => std::slice::from_ref(value),
    };
    bodies
        .iter()
        .filter_map(|body| match &body.value {
            Plain::Map(written) => Some(Member::Block(name, members(&nested.block, written))),
            _ => None,
        })
        .collect()
}

/// A value of the spec as one of the argument's type, as a person would write it: `"16"` for a text of digits, `true` for
/// the text `true`. What does not convert stays as it is.
fn converted(ty: &Type, value: &Plain) -> Value {
    match (ty, value) {
        (Type::String, Plain::Number(text)) => Value::Text(text.clone()),
        (Type::String, Plain::Flag(flag)) => Value::Text(flag.to_string()),
        (Type::Bool, Plain::Text(text) | Plain::Number(text)) => {
            bool_of(text).map_or_else(|| Value::Text(text.clone()), Value::Bool)
        }
        (_, Plain::Flag(flag)) => Value::Bool(*flag),
        (Type::Number, Plain::Text(text)) | (_, Plain::Number(text)) => number(text),
        (_, Plain::Text(text)) => Value::Text(text.clone()),
        (_, Plain::List(items)) => {
            let element = match ty {
                Type::List(element) | Type::Set(element) => element,
                _ => &Type::Any,
            };
            Value::List(
                items
                    .iter()
                    .map(|item| converted(element, &item.value))
                    .collect(),
            )
        }
        (_, Plain::Map(entries)) => Value::Map(
            entries
                .iter()
                .map(|(name, value)| {
                    let element = ty.element(name).unwrap_or(&Type::Any);
                    (name.clone(), converted(element, &value.value.value))
                })
                .collect(),
        ),
    }
}

fn number(text: &str) -> Value {
    Number::parse(text).map_or_else(|| Value::Text(text.to_owned()), Value::Number)
}

/// A value that nothing is known of, such as a setting of a backend.
pub(super) fn plain(value: &Plain) -> Value {
    converted(&Type::Any, value)
}

/// How long AWS may take; what the spec says of it joins what a replica needs in any case.
#[derive(Debug, Serialize)]
pub(super) struct Timeouts {
    create_timeout: Option<Value>,
    update_timeout: Option<Value>,
    delete_timeout: Option<Value>,
}

/// Takes the timeouts out of the arguments.
pub(super) fn timeouts(arguments: Vec<Member>) -> (Timeouts, Vec<Member>) {
    let mut timeouts = Timeouts {
        create_timeout: Some(REPLICA_TIMEOUT.into()),
        update_timeout: None,
        delete_timeout: None,
    };
    let mut others = Vec::with_capacity(arguments.len());
    for member in arguments {
        let Member::Block("timeouts", said) = member else {
            others.push(member);
            continue;
        };
        for member in said {
            match member {
                Member::Argument("create", value) => timeouts.create_timeout = Some(value),
                Member::Argument("update", value) => timeouts.update_timeout = Some(value),
                Member::Argument("delete", value) => timeouts.delete_timeout = Some(value),
                Member::Argument(..) | Member::Block(..) => {}
            }
        }
    }
    (timeouts, others)
}
