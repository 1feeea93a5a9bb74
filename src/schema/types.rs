//! Terraform's types, and which converts into which. Knows the language's conversions; must not know
//! any argument.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "serde_json::Value")]
pub enum Type {
    /// Text.
    String,
    /// A number, whole or not.
    Number,
    /// `true` or `false`.
    Bool,
    /// Values of one type, in order.
    List(Box<Type>),
    /// Values of one type, without order.
    Set(Box<Type>),
    /// Values of one type, by key.
    Map(Box<Type>),
    /// Values of different types, by name.
    Object(BTreeMap<String, Type>),
    /// Known only when Terraform runs.
    Any,
}

/// The few shapes that decide whether a value can be converted at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    Number,
    Bool,
    Sequence,
    Mapping,
    Unknown,
}

impl Type {
    pub(crate) const fn shape(&self) -> Shape {
        match self {
            Self::String => Shape::Text,
            Self::Number => Shape::Number,
            Self::Bool => Shape::Bool,
            Self::List(_) | Self::Set(_) => Shape::Sequence,
            Self::Map(_) | Self::Object(_) => Shape::Mapping,
            Self::Any => Shape::Unknown,
        }
    }

    /// What an element of it is, by name or index; nothing where it has none of that name.
    pub(crate) fn element(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields.get(name),
            Self::Map(element) => Some(element),
            Self::Any => Some(self),
            Self::String | Self::Number | Self::Bool | Self::List(_) | Self::Set(_) => None,
        }
    }

    /// Whether some value of this type converts into `wanted`. A string may hold a number or a truth
    /// value; whether this one does is a question about its value.
    pub(crate) fn may_become(&self, wanted: &Self) -> bool {
        match (self, wanted) {
            (Self::Any, _) | (_, Self::Any) => true,
            (Self::List(from) | Self::Set(from), Self::List(to) | Self::Set(to))
            | (Self::Map(from), Self::Map(to)) => from.may_become(to),
            (Self::Object(from), Self::Map(to)) => from.values().all(|field| field.may_become(to)),
            (Self::Object(_) | Self::Map(_), Self::Object(_)) => true,
            _ => self.shape().may_become(wanted.shape()),
        }
    }
}

impl Shape {
    pub(crate) const fn may_become(self, wanted: Self) -> bool {
        match wanted {
            Self::Unknown => true,
            Self::Text => matches!(self, Self::Text | Self::Number | Self::Bool | Self::Unknown),
            Self::Number => matches!(self, Self::Text | Self::Number | Self::Unknown),
            Self::Bool => matches!(self, Self::Text | Self::Bool | Self::Unknown),
            Self::Sequence => matches!(self, Self::Sequence | Self::Unknown),
            Self::Mapping => matches!(self, Self::Mapping | Self::Unknown),
        }
    }

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Number => "a number",
            Self::Bool => "a bool",
            Self::Sequence => "a list",
            Self::Mapping => "a map",
            Self::Unknown => "a value",
        }
    }
}

/// The truth value of a string, as Terraform converts it. Source: Terraform language, Type Conversions.
pub(crate) fn bool_of(text: &str) -> Option<bool> {
    match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// The number of a string, as Terraform converts it: decimal digits, a fraction, an exponent.
pub(crate) fn number_of(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    (plain && digits.starts_with(|c: char| c.is_ascii_digit()))
        .then(|| text.parse::<f64>().ok())
        .flatten()
        .filter(|number| number.is_finite())
}

impl fmt::Display for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => formatter.write_str("string"),
            Self::Number => formatter.write_str("number"),
            Self::Bool => formatter.write_str("bool"),
            Self::List(element) => write!(formatter, "list of {element}"),
            Self::Set(element) => write!(formatter, "set of {element}"),
            Self::Map(element) => write!(formatter, "map of {element}"),
            Self::Object(_) => formatter.write_str("object"),
            Self::Any => formatter.write_str("value"),
        }
    }
}

impl TryFrom<serde_json::Value> for Type {
    type Error = String;

    fn try_from(value: serde_json::Value) -> Result<Self, String> {
        use serde_json::Value;
        match value {
            Value::String(name) => match name.as_str() {
                "string" => Ok(Self::String),
                "number" => Ok(Self::Number),
                "bool" => Ok(Self::Bool),
                "dynamic" => Ok(Self::Any),
                _ => Err(format!("`{name}` is no type")),
            },
            Value::Array(parts) => {
                let mut parts = parts.into_iter();
                match (parts.next(), parts.next()) {
                    (Some(Value::String(name)), Some(Value::Object(fields)))
                        if name == "object" =>
                    {
                        let fields = fields
                            .into_iter()
                            .map(|(field, ty)| Ok((field, Self::try_from(ty)?)))
                            .collect::<Result<_, String>>()?;
                        Ok(Self::Object(fields))
                    }
                    (Some(Value::String(name)), Some(element)) => {
                        let element = Box::new(Self::try_from(element)?);
                        match name.as_str() {
                            "list" => Ok(Self::List(element)),
                            "set" => Ok(Self::Set(element)),
                            "map" => Ok(Self::Map(element)),
                            _ => Err(format!("`{name}` is no type")),
                        }
                    }
                    _ => Err("a type of two parts is expected".to_owned()),
                }
            }
            other => Err(format!("`{other}` is no type")),
        }
    }
}
