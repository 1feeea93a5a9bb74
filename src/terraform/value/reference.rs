//! References: addresses that are printed bare, and so must be nothing but addresses. Knows the
//! grammar of a traversal; must not know what is declared.

use std::fmt;

use crate::terraform::literal::is_keyword;

/// The address of something: `aws_kms_key.rds.arn`, `each.key`, `aws_db_instance.a["1"].id`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

impl Reference {
    /// The reference, or nothing where the text is more or less than an address.
    ///
    /// An address is a name and then any number of `.name`, `[0]` and `["key"]`; a name is ASCII
    /// letters, digits, `_` and `-`; a key is text that needs no escape. No calls, no operators, no
    /// spaces, and not a keyword alone.
    pub fn parse(text: &str) -> Option<Self> {
        let (root, mut rest) = name(text)?;
        if is_keyword(root) {
            return None;
        }
        while !rest.is_empty() {
            rest = if let Some(rest) = rest.strip_prefix('.') {
                name(rest)?.1
            } else if let Some(rest) = rest.strip_prefix("[\"") {
                let (key, rest) = rest.split_once("\"]")?;
                key.chars().all(is_plain).then_some(rest)?
            } else {
                let (index, rest) = rest.strip_prefix('[')?.split_once(']')?;
                let number = !index.is_empty() && index.bytes().all(|byte| byte.is_ascii_digit());
                number.then_some(rest)?
            };
        }
        Some(Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A name at the head of the text, and what follows it.
fn name(text: &str) -> Option<(&str, &str)> {
    let inside = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let length = text.bytes().take_while(inside).count();
    let (name, rest) = text.split_at_checked(length)?;
    let first = name.bytes().next()?;
    (first.is_ascii_alphabetic() || first == b'_').then_some((name, rest))
}

/// True for what may stand in an index as it is.
const fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '$' | '%')
}
