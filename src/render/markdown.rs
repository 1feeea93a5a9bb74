//! Text of Markdown: what may stand in a sentence, a code span or a line of shell. Knows characters; must not know what a
//! text is about.
//!
//! Whatever a spec says stays one piece of text: no link, no HTML, no end of a code block, no second command.

/// A piece of Markdown that is safe where it was made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markdown(String);

impl Markdown {
    /// Text in a sentence or a cell of a table.
    pub fn text(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        for c in one_line(text) {
            if matches!(
                c,
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '!' | '$'
            ) {
                out.push('\\');
            }
            out.push(c);
        }
        Self(out)
    }

    /// A code span, in backticks that are more than any run of them in the text.
    pub fn code(text: &str) -> Self {
        let text: String = one_line(text)
            // A bar ends the cell of a table even within a code span.
            .map(|c| if c == '|' { '¦' } else { c })
            .collect();
        let longest = text
            .split(|c| c != '`')
            .map(str::len)
            .max()
            .unwrap_or_default();
        let fence = "`".repeat(longest.saturating_add(1));
        let pad = if longest > 0 || text.is_empty() {
            " "
        } else {
            ""
        };
        Self(format!("{fence}{pad}{text}{pad}{fence}"))
    }

    /// One word of a command in a code block.
    pub fn word(text: &str) -> Self {
        let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:=@%+,".contains(c);
        let text: String = one_line(text).collect();
        if !text.is_empty() && text.chars().all(plain) {
            return Self(text);
        }
        Self(format!("'{}'", text.replace('\'', r"'\''")))
    }

    /// A piece, and where it is.
    pub fn place(piece: &Self, place: &str) -> Self {
        Self(format!("{} in {}", piece.0, Self::text(place).0))
    }

    /// Several pieces, as a list within a sentence.
    pub fn listed(pieces: impl IntoIterator<Item = Self>) -> Self {
        let pieces: Vec<String> = pieces.into_iter().map(|Self(piece)| piece).collect();
        Self(pieces.join(", "))
    }

    /// A sentence of this program, with a piece in the place of each `{}`.
    pub fn sentence(pattern: &'static str, pieces: &[Self]) -> Self {
        let mut pieces = pieces.iter();
        let mut out = String::with_capacity(pattern.len());
        for (number, part) in pattern.split("{}").enumerate() {
            if number > 0 {
                out.push_str(pieces.next().map_or("", Self::as_str));
            }
            out.push_str(part);
        }
        Self(out)
    }

    /// The lines of a code block: this program's own, with words that [`Markdown::word`] made.
    pub fn lines(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text, as it is printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The characters of a text, with a space for each that could end a line or hide in one.
fn one_line(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|c| {
        if c.is_control() || crate::terraform::literal::is_hidden(c) {
            ' '
        } else {
            c
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_markup() {
        for (said, printed) in [
            ("release-42", "release-42"),
            ("a_b*c", r"a\_b\*c"),
            ("[x](https://x)", r"\[x\](https://x)"),
            ("<script>", r"\<script\>"),
            ("a|b\n# c", r"a\|b \# c"),
        ] {
            assert_eq!(Markdown::text(said).as_str(), printed, "{said}");
        }
    }

    #[test]
    fn code_spans_end_where_they_should() {
        for (said, printed) in [
            ("release-42", "`release-42`"),
            ("", "`  `"),
            ("a`b", "`` a`b ``"),
            ("```\nrm", "```` ``` rm ````"),
            ("a|b", "`a¦b`"),
        ] {
            assert_eq!(Markdown::code(said).as_str(), printed, "{said}");
        }
    }

    #[test]
    fn words_are_one_word() {
        for (said, printed) in [
            ("sharing/analytics", "sharing/analytics"),
            ("", "''"),
            ("a b", "'a b'"),
            ("$(rm -rf /)", "'$(rm -rf /)'"),
            ("a'; rm", r"'a'\''; rm'"),
            ("a\nb", "'a b'"),
        ] {
            assert_eq!(Markdown::word(said).as_str(), printed, "{said}");
        }
    }
}
