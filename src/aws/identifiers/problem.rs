//! What is wrong with a name, in words that complete "the name …".

use std::fmt;

/// What is wrong with a name. Displayed it continues a sentence: "`my--db` has two hyphens in a row".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It has no characters.
    Empty,
    /// It is shorter than allowed.
    Short {
        /// Its characters.
        length: usize,
        /// The fewest allowed.
        least: usize,
    },
    /// It is longer than allowed.
    Long {
        /// Its characters.
        length: usize,
        /// The most allowed.
        most: usize,
    },
    /// It begins with something other than a letter.
    Starts(char),
    /// It holds a character that may not be in it.
    Holds(char),
    /// It holds an upper-case letter where only lower case is kept.
    UpperCase(char),
    /// It ends with a hyphen.
    EndsWithHyphen,
    /// It has two hyphens in a row.
    DoubleHyphen,
    /// It is, or begins with, a word that AWS keeps for itself.
    Reserved(&'static str),
    /// It carries a prefix that is added for it.
    Prefixed(&'static str),
    /// It lacks the prefix that all of its kind have.
    Lacks(&'static str),
    /// There can be no such name at all.
    NotAllowed,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("is empty"),
            Self::Short { length, least } => {
                write!(
                    formatter,
                    "is {length} character{} long, at least {least} are needed",
                    if *length == 1 { "" } else { "s" }
                )
            }
            Self::Long { length, most } => {
                write!(formatter, "is {length} characters long, {most} are allowed")
            }
            Self::Starts(first) if first.is_ascii_digit() => {
                formatter.write_str("starts with a digit")
            }
            Self::Starts('-') => formatter.write_str("starts with a hyphen"),
            Self::Starts(first) => write!(formatter, "starts with {}", Shown(*first)),
            Self::Holds(' ') => formatter.write_str("holds a space"),
            Self::Holds(character) => write!(formatter, "holds {}", Shown(*character)),
            Self::UpperCase(letter) => {
                write!(formatter, "holds `{letter}`, only lower case is allowed")
            }
            Self::EndsWithHyphen => formatter.write_str("ends with a hyphen"),
            Self::DoubleHyphen => formatter.write_str("has two hyphens in a row"),
            Self::Reserved(word) => write!(formatter, "uses `{word}`, which is reserved"),
            Self::Prefixed(prefix) => {
                write!(formatter, "carries `{prefix}`, which is added for it")
            }
            Self::Lacks(prefix) => write!(formatter, "does not begin with `{prefix}`"),
            Self::NotAllowed => formatter.write_str("can't be given at all"),
        }
    }
}

/// A character as a message can show it: one that prints in backticks, any other by its number.
struct Shown(char);

impl fmt::Display for Shown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(character) = self;
        if character.is_ascii_graphic() && *character != '`' || character.is_alphanumeric() {
            write!(formatter, "`{character}`")
        } else {
            write!(formatter, "the character U+{:04X}", u32::from(*character))
        }
    }
}
