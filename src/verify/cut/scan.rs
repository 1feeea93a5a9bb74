//! The tokens of a file: names, numbers, strings, comments, and the hash of what is between the holes.
//! Knows bytes; must not know blocks.

use super::Cutter;
use crate::verify::form::Span;

/// What a byte may be part of.
pub(super) const STARTS_NAME: u8 = 1;
const IN_NAME: u8 = 2;
/// Stands in a string for itself.
const PLAIN: u8 = 4;

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "a table of all bytes, made by the compiler"
)]
static CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    let mut at = 0;
    while at < 256 {
        let byte = at as u8;
        if byte.is_ascii_alphabetic() || byte == b'_' {
            classes[at] |= STARTS_NAME;
        }
        if byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-' {
            classes[at] |= IN_NAME;
        }
        if byte >= 0x20 && !matches!(byte, b'"' | b'\\' | b'$' | b'%' | 0x7f) {
            classes[at] |= PLAIN;
        }
        at += 1;
    }
    classes
};

pub(super) fn is(byte: u8, class: u8) -> bool {
    CLASSES
        .get(usize::from(byte))
        .is_some_and(|classes| classes & class != 0)
}

impl Cutter<'_> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at.checked_add(ahead)?).copied()
    }

    /// Hashes the bytes up to `end` that are not hashed yet.
    pub(super) fn mix(&mut self, end: usize) {
        let bytes = self.bytes.get(self.from..end).unwrap_or_default();
        let (words, rest) = bytes.as_chunks::<8>();
        let mut hash = self.hash;
        let mut step = |word: u64| {
            hash = (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
        };
        for word in words {
            step(u64::from_le_bytes(*word));
        }
        let mut last = [0_u8; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        step(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
        self.hash = hash;
    }

    /// Takes the next byte as part of the form.
    pub(super) const fn take(&mut self) {
        self.at = self.at.saturating_add(1);
    }

    pub(super) const fn newline(&mut self) {
        self.at = self.at.saturating_add(1);
        self.line = self.line.saturating_add(1);
    }

    pub(super) fn hole(&mut self, start: usize) {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.mix(start);
        self.holes.push(Span {
            start: offset(start),
            end: offset(self.at),
        });
        self.from = self.at;
    }

    /// A comment from `#` to the end of its line, a hole in itself.
    pub(super) fn comment(&mut self) -> Option<()> {
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

    /// Takes a name as part of the form.
    pub(super) fn name(&mut self) -> &[u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| is(byte, IN_NAME)) {
            self.take();
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    /// A name, and where it is the root of a reference, the name in it that is a hole.
    pub(super) fn names(&mut self, behind_dot: bool) -> Option<()> {
        let hashed = match self.name() {
            _ if behind_dot => return Some(()),
            b"each" | b"count" | b"self" | b"path" | b"terraform" => return Some(()),
            b"data" | b"ephemeral" => 1,
            _ => 0,
        };
        for _ in 0..hashed {
            if self.peek() == Some(b'.') {
                self.take();
                if !self.peek().is_some_and(|byte| is(byte, STARTS_NAME)) {
                    return None;
                }
                self.name();
            }
        }
        if self.peek() == Some(b'.') {
            self.take();
            if !self.peek().is_some_and(|byte| is(byte, STARTS_NAME)) {
                return None;
            }
            let start = self.at;
            while self.peek().is_some_and(|byte| is(byte, IN_NAME)) {
                self.at = self.at.saturating_add(1);
            }
            self.hole(start);
        }
        Some(())
    }

    pub(super) fn number(&mut self) -> Option<()> {
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
            .is_some_and(|next| is(next, IN_NAME) || next == b'.');
        if doubtful || self.at.abs_diff(start) > 15 {
            return None;
        }
        self.hole(start);
        Some(())
    }

    pub(super) fn digits(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at = self.at.saturating_add(1);
        }
    }

    /// A quoted string. The text of a label is part of the form, any other is a hole, or several around
    /// the names of a template.
    pub(super) fn string(&mut self, label: bool) -> Option<()> {
        self.take();
        let mut start = self.at;
        let mut parts = 0_usize;
        loop {
            let byte = self.peek()?;
            if is(byte, PLAIN) {
                self.at = self.at.saturating_add(1);
                continue;
            }
            match (byte, self.peek_at(1), self.peek_at(2)) {
                (b'"', ..) => {
                    if !label && (parts == 0 || start < self.at) {
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
    pub(super) fn interpolation(&mut self) -> Option<()> {
        self.take();
        self.take();
        if !self.peek().is_some_and(|byte| is(byte, STARTS_NAME)) {
            return None;
        }
        self.names(false)?;
        while self.peek() == Some(b'.') {
            self.take();
            if !self.peek().is_some_and(|byte| is(byte, STARTS_NAME)) {
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
    pub(super) fn code_point(&mut self, digits: usize) -> Option<()> {
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
