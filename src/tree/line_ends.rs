//! Text as we wrote it and as git may have checked it out. Knows that `core.autocrlf` turns every LF
//! into CRLF; must not know whose text it is.

use std::borrow::Cow;

use super::manifest::digest;

/// True if a file's content is that text, or is it with CRLF at every line's end.
pub(super) fn is_text(content: &[u8], text: &str) -> bool {
    content == text.as_bytes() || *with_line_feeds(content) == *text.as_bytes()
}

/// True if a file's content has that hash, or has it once its lines end in LF.
pub(super) fn has_hash(content: &[u8], hash: &str) -> bool {
    digest(content) == hash
        || matches!(with_line_feeds(content), Cow::Owned(text) if digest(&text) == hash)
}

/// The content with LF where every line of it ends in CRLF; any other content as it is. A mixture was
/// made by a hand, not by git.
pub(super) fn with_line_feeds(content: &[u8]) -> Cow<'_, [u8]> {
    let lines = || content.split_inclusive(|&byte| byte == b'\n');
    if !content.contains(&b'\r')
        || lines().any(|line| line.ends_with(b"\n") && !line.ends_with(b"\r\n"))
    {
        return Cow::Borrowed(content);
    }
    let mut text = Vec::with_capacity(content.len());
    for line in lines() {
        match line.strip_suffix(b"\r\n") {
            Some(line) => {
                text.extend_from_slice(line);
                text.push(b'\n');
            }
            None => text.extend_from_slice(line),
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_crlf_throughout_is_forgiven() {
        for (content, text) in [
            ("a\r\nb\r\n", "a\nb\n"),
            ("a\r\nb", "a\nb"),
            ("a\r\nb\n", "a\r\nb\n"),
            ("a\nb\n", "a\nb\n"),
            ("a\rb\r\n", "a\rb\n"),
            ("\r\n", "\n"),
            ("", ""),
        ] {
            assert_eq!(*with_line_feeds(content.as_bytes()), *text.as_bytes());
            assert!(is_text(content.as_bytes(), text), "{content:?}");
            assert!(has_hash(content.as_bytes(), &digest(text.as_bytes())));
        }
        assert!(is_text(b"a\r\n", "a\r\n"), "text that has CRLF of its own");
        assert!(!is_text(b"a\r\nb\n", "a\nb\n"), "a mixture");
        assert!(!is_text(b"a\n", "a\r\n"), "the other way round");
    }
}
