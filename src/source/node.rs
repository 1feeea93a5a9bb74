//! A YAML document as a tree in which every key and value knows its place. Knows YAML; must not know
//! any word of a spec.

use super::Place;

/// A value of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands. For a map or list in block style: from its first key or item to the end of its last.
    pub at: Place,
}

/// The three shapes of YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A scalar. Its text is kept as written: `15.10` stays `15.10`.
    Scalar(Scalar),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the text. Keys are unique: a repeated one is a diagnostic.
    Map(Vec<Entry>),
}

/// A scalar's text and whether it was quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text after unescaping and folding.
    pub text: String,
    /// How it was written: decides whether `true`, `5` or `null` are words or text.
    pub style: Style,
}

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// A literal or folded block, `|` or `>`.
    Block,
}

/// One key of a map with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// Where the key stands.
    pub key_at: Place,
    /// The value.
    pub node: Node,
}

impl Node {
    /// True for `null`, `~` and nothing at all, unquoted.
    pub fn is_null(&self) -> bool {
        match &self.value {
            Value::Scalar(scalar) => {
                scalar.style == Style::Plain
                    && matches!(scalar.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
            }
            Value::List(_) | Value::Map(_) => false,
        }
    }

    /// What it is, in a user's words: `a map`, `a list`, `text`, `a number`, `a boolean` or
    /// `nothing`. Fits behind "expected …, found …".
    pub fn kind_name(&self) -> &'static str {
        match &self.value {
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
            Value::Scalar(_) if self.is_null() => "nothing",
            Value::Scalar(scalar) if scalar.style != Style::Plain => "text",
            Value::Scalar(scalar) => match scalar.text.as_str() {
                "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => "a boolean",
                text if is_number(text) => "a number",
                _ => "text",
            },
        }
    }
}

/// The numbers of YAML's core schema: YAML 1.2.2, section 10.3.2.
fn is_number(text: &str) -> bool {
    let of = |digits: &str, radix| !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    if let Some(digits) = text.strip_prefix("0x") {
        return of(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return of(digits, 8);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let mantissa = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            if !of(exponent.strip_prefix(['-', '+']).unwrap_or(exponent), 10) {
                return false;
            }
            mantissa
        }
        None => unsigned,
    };
    match mantissa.split_once('.') {
        Some(("", decimals)) => of(decimals, 10),
        Some((whole, "")) => of(whole, 10),
        Some((whole, decimals)) => of(whole, 10) && of(decimals, 10),
        None => of(mantissa, 10),
    }
}
