//! The text of HCL: what a quoted string says, what an identifier is, which line a byte is on. Knows
//! bytes; must not know blocks.

use std::borrow::Cow;

/// What the inside of a quoted string says: escapes resolved, `$${` and `%%{` as `${` and `%{`.
/// Nothing where an escape is none, or a template starts.
pub(super) fn decoded(raw: &str) -> Option<Cow<'_, str>> {
    let bytes = raw.as_bytes();
    if !bytes.contains(&b'\\') && !bytes.contains(&b'{') {
        return Some(Cow::Borrowed(raw));
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find(['\\', '$', '%']) {
        let (before, from) = rest.split_at_checked(at)?;
        text.push_str(before);
        let step = match from.as_bytes() {
            [b'$', b'$', b'{', ..] => {
                text.push_str("${");
                3
            }
            [b'%', b'%', b'{', ..] => {
                text.push_str("%{");
                3
            }
            [b'$' | b'%', b'{', ..] => return None,
            [sign @ (b'$' | b'%'), ..] => {
                text.push(char::from(*sign));
                1
            }
            [_, b'n', ..] => escape(&mut text, '\n'),
            [_, b'r', ..] => escape(&mut text, '\r'),
            [_, b't', ..] => escape(&mut text, '\t'),
            [_, b'"', ..] => escape(&mut text, '"'),
            [_, b'\\', ..] => escape(&mut text, '\\'),
            [_, b'u', ..] => {
                text.push(code_point(from.get(2..6)?)?);
                6
            }
            [_, b'U', ..] => {
                text.push(code_point(from.get(2..10)?)?);
                10
            }
            _ => return None,
        };
        rest = from.get(step..)?;
    }
    text.push_str(rest);
    Some(Cow::Owned(text))
}

fn escape(text: &mut String, character: char) -> usize {
    text.push(character);
    2
}

fn code_point(digits: &str) -> Option<char> {
    let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    hex.then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
        .and_then(char::from_u32)
}

/// Whether a text is an identifier of Terraform in ASCII: what names and aliases must be.
pub(super) fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// The lines of a text.
pub(super) struct Lines {
    newlines: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.bytes().enumerate();
        Self {
            newlines: bytes
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| at)
                .collect(),
        }
    }

    /// The line of a byte; the first is 0.
    pub(super) fn line(&self, at: usize) -> u32 {
        let before = self.newlines.partition_point(|newline| *newline < at);
        u32::try_from(before).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings() {
        for (raw, said) in [
            ("plain", Some("plain")),
            ("", Some("")),
            (r#"a\"b\\c\n\t\r"#, Some("a\"b\\c\n\t\r")),
            (r"\u00e4\U0001F600", Some("ä😀")),
            ("$${x} %%{y} $$ 5% $", Some("${x} %{y} $$ 5% $")),
            ("$$${x}", Some("$${x}")),
            ("${x}", None),
            ("%{x}", None),
            (r"\x", None),
            (r"\", None),
            (r"\u12", None),
            (r"\uD800", None),
        ] {
            assert_eq!(decoded(raw).as_deref(), said, "{raw}");
        }
    }

    #[test]
    fn lines_count_from_nothing() {
        let lines = Lines::of("a\nb\n\nc");
        assert_eq!(
            [0, 1, 2, 3, 4, 5].map(|at| lines.line(at)),
            [0, 0, 1, 1, 2, 3]
        );
    }
}
