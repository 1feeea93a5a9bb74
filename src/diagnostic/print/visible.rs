//! Text of a spec made safe to show: what would steer a terminal, break a line or turn the direction of reading becomes
//! a visible sign. Knows characters only.

use std::borrow::Cow;
use std::fmt::Write as _;

/// The text on one line. Tabs stay.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(|character| sign(character).is_some()) {
        Cow::Owned(text.chars().map(|c| sign(c).unwrap_or(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The same, with its line feeds.
pub(super) fn lines(text: &str) -> String {
    let lines: Vec<_> = text.split('\n').map(one_line).collect();
    lines.join("\n")
}

/// A text of JSON, in which such characters can stand in strings only, with JSON's escapes for those that JSON allows
/// to stand raw.
pub(super) fn json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character != '\n' && sign(character).is_some() {
            // Writing into a string can't fail.
            let _ = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// What stands for a character that must not be printed.
fn sign(character: char) -> Option<char> {
    match character {
        '\t' => None,
        '\0'..='\u{1f}' => char::from_u32(u32::from(character).saturating_add(0x2400)),
        '\u{7f}' => Some('\u{2421}'),
        // Eight-bit controls; line and paragraph separators; what turns the direction of reading; the byte order mark.
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{json, lines, one_line};

    #[test]
    fn signs() {
        for (text, shown) in [
            ("plain é \t", "plain é \t"),
            ("a\nb", "a␊b"),
            ("\u{1b}[31m", "␛[31m"),
            ("\0\r\u{7f}", "␀␍␡"),
            ("\u{9b}31m\u{202e}x\u{2028}", "\u{fffd}31m\u{fffd}x\u{fffd}"),
        ] {
            assert_eq!(one_line(text), shown);
        }
        assert_eq!(lines("a\nb\r"), "a\nb␍");
        assert_eq!(json("{\n\"\u{9b}\u{7f}\""), "{\n\"\\u009b\\u007f\"");
    }
}
