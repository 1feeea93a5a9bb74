//! One pass over a file: cuts it into top-level blocks, finds the holes of each and hashes the rest.
//! Knows the bytes that a careful engineer's Terraform has; must not know what they mean. Whatever is
//! doubtful (heredocs, block comments, tabs, operators, templates with more than a chain of names) ends
//! the pass, and the file is parsed as a whole.

use super::form::Span;

/// A top-level block of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) span: Span,
    /// Its first line; the file's first is 1.
    pub(super) line: u32,
    /// Its first hole in [`Cuts::holes`], and how many it has.
    pub(super) first: usize,
    pub(super) count: usize,
    /// Of the bytes outside of the holes.
    pub(super) hash: u64,
}

/// A file, cut.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Cuts {
    pub(super) blocks: Vec<Cut>,
    /// The text of plain strings, numbers, names behind a dot, and comments: where they lie in the file.
    pub(super) holes: Vec<Span>,
}

/// Cuts a file; nothing where something in it is doubtful.
pub(super) fn cut(text: &str) -> Option<Cuts> {
    u32::try_from(text.len()).ok()?;
    let mut cutter = Cutter {
        bytes: text.as_bytes(),
        at: 0,
        line: 1,
        hash: 0,
        holes: Vec::with_capacity(text.len() / 40),
    };
    let mut blocks = Vec::with_capacity(text.len() / 900);
    loop {
        match cutter.peek() {
            None => break,
            Some(b'\n') => cutter.newline(),
            Some(b'#') => {
                cutter.comment()?;
                cutter.holes.pop();
            }
            Some(byte) if starts_name(byte) => blocks.push(cutter.block()?),
            Some(_) => return None,
        }
    }
    Some(Cuts {
        blocks,
        holes: cutter.holes,
    })
}

struct Cutter<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u32,
    hash: u64,
    holes: Vec<Span>,
}

/// What stood before the next byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Name,
    Dot,
    Other,
}

const fn starts_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

const fn in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

/// Whether a byte stands in a string for itself.
const fn plain(byte: u8) -> bool {
    byte >= 0x20 && !matches!(byte, b'"' | b'\\' | b'$' | b'%' | 0x7f)
}

impl Cutter<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn peek_at(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at.checked_add(ahead)?).copied()
    }

    const fn mix(&mut self, byte: u8) {
        self.hash = (self.hash ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3);
    }

    /// Takes the next byte as part of the form.
    fn take(&mut self) {
        if let Some(byte) = self.peek() {
            self.mix(byte);
            self.at = self.at.saturating_add(1);
        }
    }

    const fn newline(&mut self) {
        self.mix(b'\n');
        self.at = self.at.saturating_add(1);
        self.line = self.line.saturating_add(1);
    }

    fn hole(&mut self, start: usize) {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.holes.push(Span {
            start: offset(start),
            end: offset(self.at),
        });
        self.mix(0);
    }

    /// A comment from `#` to the end of its line, a hole in itself.
    fn comment(&mut self) -> Option<()> {
        self.take();
        let start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' => break,
                0..0x20 | 0x7f => return None,
                _ => self.at = self.at.saturating_add(1),
            }
        }
        self.hole(start);
        Some(())
    }

    fn block(&mut self) -> Option<Cut> {
        let (start, line, first) = (self.at, self.line, self.holes.len());
        self.hash = 0xcbf2_9ce4_8422_2325;
        let kind = self.name();
        // The names of variables and outputs are holes; the types of resources are part of the form.
        let mut type_label = !matches!(kind, b"variable" | b"output");
        let mut depth = 0_usize;
        let mut before = Before::Name;
        loop {
            let byte = self.peek()?;
            match byte {
                b' ' => {
                    self.take();
                    continue;
                }
                b'\n' if depth == 0 => return None,
                b'\n' => self.newline(),
                b'"' => {
                    let label = if depth == 0 {
                        std::mem::take(&mut type_label)
                    } else {
                        before == Before::Name
                    };
                    self.string(label)?;
                }
                b'{' | b'[' | b'(' => {
                    depth = depth.checked_add(1)?;
                    self.take();
                }
                b'}' | b']' | b')' => {
                    depth = depth.checked_sub(1)?;
                    self.take();
                    if depth == 0 {
                        break;
                    }
                }
                b'#' => self.comment()?,
                b'0'..=b'9' if before != Before::Dot => self.number()?,
                b'.' => {
                    self.take();
                    before = Before::Dot;
                    continue;
                }
                b'=' | b',' | b':' | b'?' | b'!' | b'&' | b'|' | b'+' | b'*' | b'>' => self.take(),
                byte if starts_name(byte) => {
                    self.names(before == Before::Dot)?;
                    before = Before::Name;
                    continue;
                }
                _ => return None,
            }
            before = Before::Other;
        }
        if !matches!(self.peek(), None | Some(b'\n')) {
            return None;
        }
        Some(Cut {
            span: Span {
                start: u32::try_from(start).ok()?,
                end: u32::try_from(self.at).ok()?,
            },
            line,
            first,
            count: self.holes.len().checked_sub(first)?,
            hash: self.hash,
        })
    }

    /// Takes a name as part of the form.
    fn name(&mut self) -> &[u8] {
        let start = self.at;
        while self.peek().is_some_and(in_name) {
            self.take();
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    /// A name, and where it is the root of a reference, the name in it that is a hole.
    fn names(&mut self, behind_dot: bool) -> Option<()> {
        let hashed = match self.name() {
            _ if behind_dot => return Some(()),
            b"each" | b"count" | b"self" | b"path" | b"terraform" => return Some(()),
            b"data" | b"ephemeral" => 1,
            _ => 0,
        };
        for _ in 0..hashed {
            if self.peek() == Some(b'.') {
                self.take();
                if !self.peek().is_some_and(starts_name) {
                    return None;
                }
                self.name();
            }
        }
        if self.peek() == Some(b'.') {
            self.take();
            if !self.peek().is_some_and(starts_name) {
                return None;
            }
            let start = self.at;
            while self.peek().is_some_and(in_name) {
                self.at = self.at.saturating_add(1);
            }
            self.hole(start);
        }
        Some(())
    }

    fn number(&mut self) -> Option<()> {
        let start = self.at;
        self.digits();
        if self.peek() == Some(b'.') {
            self.at = self.at.saturating_add(1);
            if !self.peek()?.is_ascii_digit() {
                return None;
            }
            self.digits();
        }
        let doubtful = self
            .peek()
            .is_some_and(|next| in_name(next) || next == b'.');
        if doubtful || self.at.abs_diff(start) > 15 {
            return None;
        }
        self.hole(start);
        Some(())
    }

    fn digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at = self.at.saturating_add(1);
        }
    }

    /// A quoted string. The text of a label is part of the form, any other is a hole, or several around
    /// the names of a template.
    fn string(&mut self, label: bool) -> Option<()> {
        self.take();
        let mut start = self.at;
        let mut parts = 0_usize;
        loop {
            let byte = self.peek()?;
            if plain(byte) {
                self.at = self.at.saturating_add(1);
                continue;
            }
            match (byte, self.peek_at(1), self.peek_at(2)) {
                (b'"', ..) => {
                    if label {
                        for byte in self.bytes.get(start..self.at).unwrap_or_default() {
                            self.hash =
                                (self.hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
                        }
                    } else if parts == 0 || start < self.at {
                        self.hole(start);
                    }
                    self.take();
                    return Some(());
                }
                _ if label => return None,
                (b'\\', Some(b'n' | b'r' | b't' | b'"' | b'\\'), _) => {
                    self.at = self.at.saturating_add(2);
                }
                (b'\\', Some(b'u'), _) => self.code_point(4)?,
                (b'\\', Some(b'U'), _) => self.code_point(8)?,
                (b'$', Some(b'$'), Some(b'{')) | (b'%', Some(b'%'), Some(b'{')) => {
                    self.at = self.at.saturating_add(3);
                }
                (b'$', Some(b'{'), _) => {
                    if start < self.at {
                        self.hole(start);
                    }
                    parts = parts.saturating_add(1);
                    self.interpolation()?;
                    start = self.at;
                }
                (b'$', ..) | (b'%', ..) if self.peek_at(1) != Some(b'{') => {
                    self.at = self.at.saturating_add(1);
                }
                _ => return None,
            }
        }
    }

    /// A chain of names in a template.
    fn interpolation(&mut self) -> Option<()> {
        self.take();
        self.take();
        if !self.peek().is_some_and(starts_name) {
            return None;
        }
        self.names(false)?;
        while self.peek() == Some(b'.') {
            self.take();
            if !self.peek().is_some_and(starts_name) {
                return None;
            }
            self.name();
        }
        if self.peek() != Some(b'}') {
            return None;
        }
        self.take();
        Some(())
    }

    /// An escape of hexadecimal digits that name a character.
    fn code_point(&mut self, digits: usize) -> Option<()> {
        let start = self.at.checked_add(2)?;
        let end = start.checked_add(digits)?;
        let digits = std::str::from_utf8(self.bytes.get(start..end)?).ok()?;
        let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let code = u32::from_str_radix(digits, 16).ok().filter(|_| hex)?;
        char::from_u32(code)?;
        self.at = end;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;

    fn holes(text: &str) -> Option<Vec<&str>> {
        let cuts = cut(text)?;
        let hole = |span: &Span| &text[span.start as usize..span.end as usize];
        Some(cuts.holes.iter().map(hole).collect())
    }

    #[test]
    fn strings_numbers_and_names_are_holes() {
        let text = r#"# head

resource "aws_db_instance" "orders" {
  provider = aws.eu_west_1 # here
  name     = "a\"b"
  count    = 1.5
  key      = data.aws_kms_key.orders.arn
  each     = each.key
  group    = aws_db_subnet_group.x[0].name
  text     = "${var.a}-b${each.key}"
  empty    = ""
  keep     = true

  backend "s3" {
  }
}
"#;
        let found = holes(text).unwrap();
        assert_eq!(
            found,
            [
                "orders",
                "eu_west_1",
                " here",
                "a\\\"b",
                "1.5",
                "orders",
                "x",
                "0",
                "a",
                "-b",
                ""
            ]
        );
        let cuts = cut(text).unwrap();
        assert_eq!((cuts.blocks.len(), cuts.blocks[0].line), (1, 3));
    }

    #[test]
    fn forms_differ_where_anything_but_holes_does() {
        let hash = |text: &str| cut(text).unwrap().blocks[0].hash;
        let base = hash("a \"t\" \"n\" {\n  b = \"c\"\n}\n");
        assert_eq!(base, hash("a \"t\" \"other\" {\n  b = \"d e f\"\n}"));
        for other in [
            "a \"u\" \"n\" {\n  b = \"c\"\n}\n",
            "a \"t\" \"n\" {\n  c = \"c\"\n}\n",
            "a \"t\" \"n\" {\n  b = 1\n}\n",
            "a \"t\" \"n\" {\n  b = \"c${d.e}\"\n}\n",
            "a \"t\" \"n\" {\n\n  b = \"c\"\n}\n",
            "a \"t\" \"n\" {\n  b = \"c\" # d\n}\n",
            "a \"t\" \"n\" {\n  b = true\n}\n",
        ] {
            assert_ne!(base, hash(other), "{other}");
        }
    }

    #[test]
    fn the_doubtful_is_left() {
        for body in [
            "a = <<EOT\nEOT",
            "a = 1 /* b */",
            "a = 1 // b",
            "a = -1",
            "a = 1e5",
            "a = 01x",
            "a = \"%{ if b }\"",
            "a = \"${b + 1}\"",
            "a = \"\\q\"",
            "a = \"\\ud800\"",
            "a = \"b\nc\"",
            "a =\tb",
            "a = ä",
            "a = b.0",
            "a = b.*.c",
            "a = 1.2.3",
            "a = 1234567890123456",
            "a = 'b'",
            "a = b\r",
        ] {
            assert_eq!(cut(&format!("x {{\n  {body}\n}}\n")), None, "{body}");
        }
        for text in [
            "x {\n",
            "x }\n",
            "x {\n} y",
            "x\n{\n}\n",
            "  x {\n}\n",
            "\u{feff}x {\n}\n",
            "x {\n}}\n",
            "x = 1\n",
        ] {
            assert_eq!(cut(text), None, "{text}");
        }
        assert!(cut("").is_some() && cut("\n# nothing").is_some());
    }
}
