//! One pass over a file: cuts it into top-level blocks, finds the holes of each and hashes the rest.
//! Knows the bytes that a careful engineer's Terraform has; must not know what they mean. Whatever is
//! doubtful (heredocs, block comments, tabs, operators, templates with more than a chain of names) ends
//! the pass, and the file is parsed as a whole.

mod scan;

use super::form::Span;
use scan::{STARTS_NAME, is};

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
        from: 0,
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
            Some(byte) if is(byte, STARTS_NAME) => blocks.push(cutter.block()?),
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
    /// Where the bytes that are not hashed yet begin.
    from: usize,
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

impl Cutter<'_> {
    fn block(&mut self) -> Option<Cut> {
        let (start, line, first) = (self.at, self.line, self.holes.len());
        self.hash = 0;
        self.from = start;
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
                byte if is(byte, STARTS_NAME) => {
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
        self.mix(self.at);
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
}

#[cfg(test)]
mod tests;
