//! Text as a literal of HCL: what is text stays text, whatever it contains. Knows how Terraform reads
//! a quoted string; must not know whose text it is.
//!
//! Terraform normalises every string that it reads to Unicode's form NFC. A text that is not in that
//! form (`e` and a combining accent for `é`) reaches AWS in it, and two keys of a map that differ in
//! their form alone are one key. A literal keeps the text as it is; whoever compares it with what
//! Terraform says back must compare normalised text.
//!
//! Sources: "HCL Native Syntax Specification", Template Literals and String Literals; measured on
//! Terraform 1.11.4.

use std::fmt::{self, Write};

/// The literal of a text, with its quotes.
///
/// Readable characters of every script stay as they are. Control characters, and those that hide or
/// reorder text for a reader (bidirectional controls, zero-width and tag characters, line separators),
/// are written as escapes, so that a literal is one line and shows what it holds.
pub fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    // Writing to a String can't fail.
    let _ = write_literal(&mut out, text);
    out
}

/// Writes what [`literal`] returns.
///
/// # Errors
///
/// Those of `out`.
pub fn write_literal(out: &mut dyn Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    write_inner(out, text, is_hidden)?;
    out.write_char('"')
}

/// Writes a text as the key of a map: bare where it is a plain identifier and no keyword, a literal
/// where it is not.
///
/// `terraform fmt` aligns what follows a key by counting grapheme clusters. Characters that may not
/// be one cluster each are escaped here, so that counting characters comes to the same.
///
/// # Errors
///
/// Those of `out`.
pub fn write_key(out: &mut dyn Write, key: &str) -> fmt::Result {
    if is_plain_identifier(key) {
        return out.write_str(key);
    }
    out.write_char('"')?;
    write_inner(out, key, |c| is_hidden(c) || !is_one_cluster(c))?;
    out.write_char('"')
}

/// Writes the part of a quoted template that stands before an interpolation: [`write_literal`]
/// without the quotes, and with a last `$` kept from making `$${`, which Terraform reads as text.
pub(super) fn write_before_interpolation(out: &mut dyn Write, text: &str) -> fmt::Result {
    match text.strip_suffix('$') {
        Some(rest) => {
            write_inner(out, rest, is_hidden)?;
            out.write_str("\\u0024")
        }
        None => write_inner(out, text, is_hidden),
    }
}

/// Writes the text between the quotes, with every character that `hide` picks as an escape.
pub(super) fn write_inner(
    out: &mut dyn Write,
    text: &str,
    hide: impl Fn(char) -> bool,
) -> fmt::Result {
    if text.bytes().all(is_plain) {
        return out.write_str(text);
    }
    let mut written = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let opens = matches!(characters.peek(), Some((_, '{')));
        let escape = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '$' if opens => "$$",
            '%' if opens => "%%",
            _ if c.is_control() || hide(c) => "",
            _ => continue,
        };
        out.write_str(text.get(written..at).unwrap_or_default())?;
        written = at + c.len_utf8();
        match escape {
            "" => write_code_point(out, c)?,
            _ => out.write_str(escape)?,
        }
    }
    out.write_str(text.get(written..).unwrap_or_default())
}

/// `\uXXXX` or `\UXXXXXXXX`.
pub(super) fn write_code_point(out: &mut dyn Write, c: char) -> fmt::Result {
    match u32::from(c) {
        code @ ..=0xFFFF => write!(out, "\\u{code:04x}"),
        code => write!(out, "\\U{code:08x}"),
    }
}

/// True for the bytes that stand for themselves wherever they stand.
const fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\' | b'$' | b'%')
}

/// True for characters that a reader can't see, or that make text read other than it is. The two
/// joiners stay: Persian and Indic words, and emoji, are spelt with them.
/// Source: Unicode Technical Standard 55, "Unicode Source Code Handling".
pub(crate) const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// True for characters that are one grapheme cluster whatever stands beside them: ASCII, letters of
/// Latin, Greek, Cyrillic, kana, and the ideographs and syllables of East Asia. Not a complete list,
/// and it need not be one.
/// Source: Unicode Standard Annex 29, "Grapheme Cluster Boundaries".
const fn is_one_cluster(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{A1}'..='\u{A8}' | '\u{AA}'..='\u{AC}' | '\u{AF}'..='\u{2FF}'
        | '\u{370}'..='\u{482}' | '\u{48A}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}'
        | '\u{3041}'..='\u{3096}' | '\u{30A0}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

/// True for `[A-Za-z_][A-Za-z0-9_]*` that is no keyword. HCL would take more (dashes, letters of every
/// script); a reader takes those for arithmetic or overlooks them, so they are quoted.
fn is_plain_identifier(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes
        .first()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        && !is_keyword(text)
}

/// True for the words that mean something of their own in an expression.
pub(super) fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "true" | "false" | "null" | "for" | "in" | "if" | "else" | "endif" | "endfor"
    )
}
