//! Holds a plain value against one argument or nested block of a resource, as Terraform and the
//! provider would. Knows the schema and Terraform's conversions; must not know where the value came
//! from.

use std::fmt;

use serde_json::Value;

use super::rules::{Breach, Rules, in_length};
use super::types::{Type, bool_of, number_of};
use super::{Attribute, Block, NestedBlock, Nesting, resource};

/// What is wrong with an argument, and where in its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArgumentProblem {
    /// Names and indices from the argument down to the part that is wrong; the argument first.
    pub path: Vec<String>,
    /// What is wrong there.
    pub mistake: Mistake,
}

/// A mistake in an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// The resource has no such argument. Bears those that it has, sorted.
    Unknown(Vec<&'static str>),
    /// Only the provider sets it.
    ReadOnly,
    /// Provider 5.100 doesn't have it, and the configuration may run with it.
    AbsentIn5,
    /// The value doesn't convert into the type that is wanted.
    Type {
        /// What is wanted: `number`, `list of string` …
        expected: String,
        /// What stands there: `a map` …
        found: &'static str,
    },
    /// A whole number is wanted.
    Fraction,
    /// The value breaks the provider's rules.
    Value(Breach),
    /// An argument that a nested block needs.
    Missing(String),
    /// Two arguments of a nested block that exclude each other.
    Conflict(String),
    /// The nested block stands too seldom or too often: least and most.
    Count(usize, Option<usize>),
}

impl fmt::Display for ArgumentProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.join(".");
        match &self.mistake {
            Mistake::Unknown(_) => write!(formatter, "`{path}` is no argument of this resource"),
            Mistake::ReadOnly => {
                write!(formatter, "`{path}` is set by AWS, not by a configuration")
            }
            Mistake::AbsentIn5 => write!(formatter, "`{path}` needs version 6 of the AWS provider"),
            Mistake::Type { expected, found } => {
                write!(formatter, "`{path}` must be a {expected}, not {found}")
            }
            Mistake::Fraction => write!(formatter, "`{path}` must be a whole number"),
            Mistake::Value(breach) => write!(formatter, "`{path}` {breach}"),
            Mistake::Missing(name) => write!(formatter, "`{path}` needs `{name}`"),
            Mistake::Conflict(name) => write!(formatter, "`{path}` excludes `{name}`"),
            Mistake::Count(least, Some(most)) => {
                write!(formatter, "`{path}` must stand {least} to {most} times")
            }
            Mistake::Count(least, None) => {
                write!(formatter, "`{path}` must stand at least {least} times")
            }
        }
    }
}

/// Holds `value` against the argument or nested block `name` of the resource type `kind`.
///
/// A scalar may be given as text: Terraform converts `"100"` to a number and `"true"` to a bool where
/// one is wanted. A nested block is a map, or a list of maps. `admits_5` tells whether the
/// configuration may run with provider 5. An unknown `kind` has no arguments.
///
/// # Errors
///
/// Every mistake in the value.
pub fn check_argument(
    kind: &str,
    name: &str,
    value: &Value,
    admits_5: bool,
) -> Result<(), Vec<ArgumentProblem>> {
    let mut reader = Reader {
        path: Vec::new(),
        problems: Vec::new(),
        admits_5,
    };
    match resource(kind) {
        Some(resource) => reader.member(&resource.block, name, value),
        None => {
            reader.path.push(name.to_owned());
            reader.report(Mistake::Unknown(Vec::new()));
        }
    }
    if reader.problems.is_empty() {
        Ok(())
    } else {
        Err(reader.problems)
    }
}

struct Reader {
    path: Vec<String>,
    problems: Vec<ArgumentProblem>,
    admits_5: bool,
}

impl Reader {
    fn report(&mut self, mistake: Mistake) {
        self.problems.push(ArgumentProblem {
            path: self.path.clone(),
            mistake,
        });
    }

    fn member(&mut self, block: &'static Block, name: &str, value: &Value) {
        self.path.push(name.to_owned());
        if let Some(attribute) = block.attributes.get(name) {
            self.attribute(attribute, value);
        } else if let Some(nested) = block.blocks.get(name) {
            self.nested(nested, value);
        } else {
            let mut known: Vec<&str> = block
                .attributes
                .iter()
                .filter(|(_, attribute)| !attribute.usage.read_only())
                .map(|(name, _)| name.as_str())
                .chain(block.blocks.keys().map(String::as_str))
                .collect();
            known.sort_unstable();
            self.report(Mistake::Unknown(known));
        }
        self.path.pop();
    }

    fn attribute(&mut self, attribute: &Attribute, value: &Value) {
        if attribute.usage.read_only() {
            self.report(Mistake::ReadOnly);
        } else if attribute.absent_in_5 && self.admits_5 {
            self.report(Mistake::AbsentIn5);
        } else {
            self.value(&attribute.ty, &attribute.rules, attribute.fraction, value);
        }
    }

    fn value(&mut self, ty: &Type, rules: &Rules, fraction: bool, value: &Value) {
        match (ty, value) {
            (_, Value::Null) | (Type::Any, _) => {}
            (Type::String | Type::Number | Type::Bool, _) => {
                self.scalar(ty, rules, fraction, value);
            }
            (Type::List(element) | Type::Set(element), Value::Array(items)) => {
                if let Err(breach) = rules.check_items(items.len()) {
                    self.report(Mistake::Value(breach));
                }
                let none = Rules::default();
                let rules = rules.elem.as_deref().unwrap_or(&none);
                for (index, item) in items.iter().enumerate() {
                    self.path.push(index.to_string());
                    self.value(element, rules, true, item);
                    self.path.pop();
                }
            }
            (Type::Map(element), Value::Object(fields)) => {
                let none = Rules::default();
                let each = rules.elem.as_deref().unwrap_or(&none);
                for (key, field) in fields {
                    self.path.push(key.clone());
                    if let Err(breach) = in_length(rules.key_length, key) {
                        self.report(Mistake::Value(breach));
                    }
                    self.value(element, each, true, field);
                    self.path.pop();
                }
            }
            (Type::Object(wanted), Value::Object(fields)) => {
                for (key, field) in fields {
                    self.path.push(key.clone());
                    match wanted.get(key) {
                        Some(ty) => self.value(ty, &Rules::default(), true, field),
                        None => self.report(Mistake::ReadOnly),
                    }
                    self.path.pop();
                }
            }
            _ => self.wrong_type(ty, value),
        }
    }

    fn scalar(&mut self, ty: &Type, rules: &Rules, fraction: bool, value: &Value) {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Bool(truth) if *ty != Type::Number => truth.to_string(),
            Value::Number(number) if *ty != Type::Bool => number.to_string(),
            _ => return self.wrong_type(ty, value),
        };
        match ty {
            Type::Number => match number_of(&text) {
                None => return self.wrong_type(ty, value),
                Some(number) if !fraction && number.fract() != 0.0 => {
                    return self.report(Mistake::Fraction);
                }
                Some(_) => {}
            },
            Type::Bool if bool_of(&text).is_none() => return self.wrong_type(ty, value),
            _ => {}
        }
        if let Err(breach) = rules.check(&text) {
            self.report(Mistake::Value(breach));
        }
    }

    fn wrong_type(&mut self, ty: &Type, value: &Value) {
        self.report(Mistake::Type {
            expected: ty.to_string(),
            found: match value {
                Value::Null => "nothing",
                Value::Bool(_) => "a bool",
                Value::Number(_) => "a number",
                Value::String(_) => "text",
                Value::Array(_) => "a list",
                Value::Object(_) => "a map",
            },
        });
    }

    fn nested(&mut self, nested: &'static NestedBlock, value: &Value) {
        if nested.absent_in_5 && self.admits_5 {
            return self.report(Mistake::AbsentIn5);
        }
        let one = std::slice::from_ref(value);
        let items = match value {
            Value::Array(items) if nested.nesting != Nesting::Single => items.as_slice(),
            _ => one,
        };
        if items.len() < nested.min || nested.max.is_some_and(|most| items.len() > most) {
            self.report(Mistake::Count(nested.min, nested.max));
        }
        for (index, item) in items.iter().enumerate() {
            if items.len() > 1 {
                self.path.push(index.to_string());
            }
            match item {
                Value::Object(fields) => self.contents(&nested.block, fields),
                other => self.wrong_type(&Type::Object(std::collections::BTreeMap::new()), other),
            }
            if items.len() > 1 {
                self.path.pop();
            }
        }
    }

    fn contents(&mut self, block: &'static Block, fields: &serde_json::Map<String, Value>) {
        let set = |name: &str| fields.get(name).is_some_and(|value| !value.is_null());
        for (name, value) in fields {
            self.member(block, name, value);
        }
        let missing = block.attributes.iter().filter(|(_, a)| a.usage.required);
        let missing = missing.map(|(name, _)| name);
        let blocks = block.blocks.iter().filter(|(_, nested)| nested.min > 0);
        for name in missing.chain(blocks.map(|(name, _)| name)) {
            if !set(name) {
                self.report(Mistake::Missing(name.clone()));
            }
        }
        for (name, attribute) in block.attributes.iter().filter(|(name, _)| set(name)) {
            for other in attribute.conflicts_with.iter().filter(|other| set(other)) {
                if name < other {
                    self.path.push(name.clone());
                    self.report(Mistake::Conflict(other.clone()));
                    self.path.pop();
                }
            }
            for other in attribute.required_with.iter().filter(|other| !set(other)) {
                self.path.push(name.clone());
                self.report(Mistake::Missing(other.clone()));
                self.path.pop();
            }
        }
    }
}
