//! The tokens of HCL that shape a line. Knows how strings, comments and heredocs end, so that what is
//! in them counts for nothing; must not know lines.

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// `{`, `[` or `(`.
    Open,
    /// `}`, `]` or `)`.
    Close,
    /// `=`, alone.
    Equals,
    /// `#` or `//`: the rest of the line is a comment.
    Comment,
    /// The end of the line or of the text.
    End,
    /// A string, a comment within the line, a heredoc, another operator.
    Other,
}

/// The next token that matters at or after a byte of the text: where it starts, what it is, and where
/// to go on.
pub(super) fn next(text: &str, from: usize) -> (usize, Mark, usize) {
    let bytes = text.as_bytes();
    let Some(found) = find(bytes, from, IN_CODE) else {
        return (text.len(), Mark::End, text.len());
    };
    let (byte, after) = (byte_at(bytes, found), byte_at(bytes, found + 1));
    let (mark, end) = match (byte, after) {
        (b'\n', _) => (Mark::End, found + 1),
        (b'"', _) => (Mark::Other, string_end(bytes, found + 1)),
        (b'{' | b'[' | b'(', _) => (Mark::Open, found + 1),
        (b'}' | b']' | b')', _) => (Mark::Close, found + 1),
        (b'=', b'=' | b'>') | (b'!' | b'<' | b'>', b'=') => (Mark::Other, found + 2),
        (b'=', _) => (Mark::Equals, found + 1),
        (b'#', _) | (b'/', b'/') => (Mark::Comment, found + 1),
        (b'/', b'*') => (Mark::Other, comment_end(text, found + 2)),
        (b'<', b'<') => (Mark::Other, heredoc_end(text, found + 2)),
        _ => (Mark::Other, found + 1),
    };
    (found, mark, end)
}

/// What begins a token that [`next`] finds.
const IN_CODE: u8 = 1;
/// What matters between quotes.
const IN_QUOTES: u8 = 2;
/// What matters in an interpolation.
const IN_INTERPOLATION: u8 = 4;

/// For each byte, where it matters. Most bytes of a text matter nowhere, and the pass is as fast as it
/// steps over them.
const MATTERS: [u8; 256] = {
    let mut matters = [0; 256];
    mark(&mut matters, b"\n\"{[(}])=!<>#/", IN_CODE);
    mark(&mut matters, b"\"\\$%\n", IN_QUOTES);
    mark(&mut matters, b"\"{}", IN_INTERPOLATION);
    matters
};

#[expect(
    clippy::indexing_slicing,
    reason = "a byte is below 256, and this runs at compile time"
)]
const fn mark(matters: &mut [u8; 256], bytes: &[u8], place: u8) {
    let mut at = 0;
    while at < bytes.len() {
        matters[bytes[at] as usize] |= place;
        at += 1;
    }
}

/// One past the quote that closes a string, whose inside starts here; the line's end where none does.
fn string_end(bytes: &[u8], inside: usize) -> usize {
    // For each interpolation that we are in, the braces open in it.
    let mut interpolations: Vec<u32> = Vec::new();
    let mut quoted = true;
    let mut at = inside;
    loop {
        let place = if quoted { IN_QUOTES } else { IN_INTERPOLATION };
        let Some(found) = find(bytes, at, place) else {
            return bytes.len();
        };
        at = found + 1;
        let (byte, next) = (byte_at(bytes, found), byte_at(bytes, at));
        match (byte, interpolations.last_mut()) {
            (b'\n', _) if quoted => return found,
            (b'\\', _) => at += 1,
            (b'"', None) => return at,
            (b'"', Some(_)) => quoted = !quoted,
            (b'$' | b'%', _) if next == byte && byte_at(bytes, at + 1) == b'{' => at += 2,
            (b'$' | b'%', _) if next == b'{' => {
                interpolations.push(0);
                quoted = false;
                at += 1;
            }
            (b'{', Some(braces)) => *braces = braces.saturating_add(1),
            (b'}', Some(0)) => {
                interpolations.pop();
                quoted = true;
            }
            (b'}', Some(braces)) => *braces -= 1,
            _ => {}
        }
    }
}

/// One past the `*/` that closes a comment, whose inside starts here; the text's end where none does.
fn comment_end(text: &str, inside: usize) -> usize {
    let length = text.get(inside..).and_then(|rest| rest.find("*/"));
    length.map_or(text.len(), |length| inside + length + 2)
}

/// The end of the last line of a heredoc, whose `<<` ends here; here, if it is none.
fn heredoc_end(text: &str, start: usize) -> usize {
    let mut lines = text.get(start..).unwrap_or_default().split_inclusive('\n');
    let head = lines.next().unwrap_or_default();
    let tag = head.strip_prefix('-').unwrap_or(head).trim_end();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    if tag.is_empty() || !tag.chars().all(is_name) {
        return start;
    }
    let mut end = start + head.len();
    for line in lines {
        end += line.len();
        if line.trim() == tag {
            return end - usize::from(line.ends_with('\n'));
        }
    }
    end
}

/// Where the first byte stands, from here on, that matters in such a place.
fn find(bytes: &[u8], from: usize, place: u8) -> Option<usize> {
    let matters = |byte: &u8| {
        MATTERS
            .get(usize::from(*byte))
            .is_some_and(|at| at & place != 0)
    };
    Some(from + bytes.get(from..)?.iter().position(matters)?)
}

/// The byte there; a line's end behind the last.
fn byte_at(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(b'\n')
}
