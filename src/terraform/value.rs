//! Values of Terraform: what may stand to the right of an `=`. Knows HCL's expressions; must not know
//! what a value is for.
//!
//! A value is data. Text can only become a literal, and a reference only exists as a [`Reference`],
//! which holds nothing but names: whatever a spec says, it can't become code.

mod print;
mod reference;

pub use print::TooDeep;
pub use reference::Reference;

use std::fmt;

use super::literal::{is_hidden, write_code_point};

/// A value that Terraform can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, printed as a literal.
    Text(String),
    /// A number, printed as it was written.
    Number(Number),
    /// `true` or `false`.
    Bool(bool),
    /// The address of something else, printed bare.
    Reference(Reference),
    /// Text with references in it, printed as a quoted template.
    Template(Vec<Part>),
    /// A list, in this order.
    List(Vec<Self>),
    /// A map, in this order.
    Map(Vec<(String, Self)>),
}

/// A piece of a [`Value::Template`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text.
    Text(String),
    /// What Terraform puts in: `${…}`.
    Reference(Reference),
}

impl Value {
    /// The value as Terraform writes it, from the column where it starts: short lists and maps on one
    /// line, others over several. Indentation and alignment are left to [`super::layout`].
    ///
    /// # Errors
    ///
    /// [`TooDeep`] where lists and maps nest deeper than any reader of HCL would follow.
    pub fn print(&self) -> Result<String, TooDeep> {
        let mut out = String::new();
        print::write_value(&mut out, self, 0)?;
        Ok(out)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(Number(number.to_string()))
    }
}

impl From<Reference> for Value {
    fn from(reference: Reference) -> Self {
        Self::Reference(reference)
    }
}

/// A decimal number as text, because Terraform counts in decimals of any length and a float would not
/// give back the digits that a user wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    /// The number, or nothing where the text is not digits, with perhaps a minus before and a
    /// fraction behind.
    pub fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let padded = whole.len() > 1 && whole.starts_with('0');
        (digits(whole) && digits(fraction) && !padded).then(|| Self(text.to_owned()))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A comment of one line. Printed with its own `#`, so that it can stand nowhere but where a comment
/// can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment(String);

impl Comment {
    /// The comment that says `text`, less space and control characters at its ends: each other control
    /// character a space, each hidden one an escape.
    pub fn new(text: &str) -> Self {
        let mut out = String::with_capacity(text.len() + 2);
        out.push_str("# ");
        for c in text
            .trim_matches(|c: char| c.is_control() || c == ' ')
            .chars()
        {
            match c {
                _ if c.is_control() => out.push(' '),
                _ if is_hidden(c) => {
                    // Writing to a String can't fail.
                    let _ = write_code_point(&mut out, c);
                }
                _ => out.push(c),
            }
        }
        out.truncate(out.trim_end().len());
        Self(out)
    }

    /// The comment, `# …`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Comment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
