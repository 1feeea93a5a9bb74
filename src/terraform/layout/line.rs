//! One line of HCL, cut where `terraform fmt` cuts it: name, value, comment. Knows the line's tokens and
//! columns; must not know the lines around it.

use super::token::{self, Mark};

/// A line. One that holds a heredoc, or a comment of several lines, is as long as that.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'t> {
    /// What stands before the first `=`; where there is none, all of the code, or the comment that is
    /// all there is.
    name: &'t str,
    /// What stands behind that `=`.
    value: Option<&'t str>,
    /// The comment behind the code; empty where there is none.
    comment: &'t str,
    /// How many brackets more the line opens than it closes.
    pub(super) net: i32,
    /// The value goes on over the next lines.
    open: bool,
    /// Columns before the name.
    pub(super) indent: usize,
    /// Columns of the name.
    width: usize,
    /// The column of the `=`; where the name is longer, that follows the name.
    pub(super) equals: usize,
}

impl<'t> Line<'t> {
    /// The first line of a text, and the text after it.
    pub(super) fn read(text: &'t str) -> (Self, &'t str) {
        let mut net = 0_i32;
        // Where the first `=` stands, and how many brackets were open there.
        let mut equals = None;
        let mut at = 0;
        let code_end = loop {
            let (found, mark, after) = token::next(text, at);
            match mark {
                Mark::Open => net = net.saturating_add(1),
                Mark::Close => net = net.saturating_sub(1),
                Mark::Equals if equals.is_none() && !between(text, 0, found).is_empty() => {
                    equals = Some((found, net));
                }
                Mark::Comment | Mark::End => break found,
                Mark::Equals | Mark::Other => {}
            }
            at = after;
        };
        let (ending, rest) = text
            .split_at_checked(code_end)
            .map_or(("", ""), |(_, behind)| {
                behind.split_once('\n').unwrap_or((behind, ""))
            });
        let mut line = Line {
            name: between(text, 0, code_end),
            value: None,
            comment: ending.trim_ascii(),
            net,
            open: false,
            indent: 0,
            width: 0,
            equals: 0,
        };
        if let Some((found, net_before)) = equals {
            line.name = between(text, 0, found);
            line.value = Some(between(text, found + 1, code_end));
            line.open = net != net_before;
        }
        if line.name.is_empty() {
            line.name = std::mem::take(&mut line.comment);
        }
        line.width = columns(line.name);
        (line, rest)
    }

    /// True for a line without a word.
    pub(super) const fn is_blank(&self) -> bool {
        self.name.is_empty()
    }

    /// True for a line that begins with the end of a block, list or call.
    pub(super) fn closes(&self) -> bool {
        self.name.starts_with(['}', ']', ')'])
    }

    /// True for a line whose `=` stands under that of the line before.
    pub(super) const fn is_aligned(&self) -> bool {
        self.value.is_some() && !self.open
    }

    /// True for a line with a comment behind its code.
    pub(super) const fn is_commented(&self) -> bool {
        !self.comment.is_empty()
    }

    /// Columns up to the end of the name.
    pub(super) const fn name_columns(&self) -> usize {
        self.indent + self.width
    }

    /// Columns up to the end of the code.
    pub(super) fn code_columns(&self) -> usize {
        let name = self.name_columns();
        match self.value {
            Some(value) => self.equals.max(name + 1) + "= ".len() + columns(value),
            None => name,
        }
    }

    /// Prints the line, its comment in that column or, where the code is longer, behind it.
    pub(super) fn print(&self, out: &mut String, comment: usize) {
        pad(out, self.indent);
        out.push_str(self.name);
        if let Some(value) = self.value {
            pad(out, self.equals.saturating_sub(self.name_columns()).max(1));
            out.push_str(if value.is_empty() { "=" } else { "= " });
            out.push_str(value);
        }
        if self.is_commented() {
            pad(out, comment.saturating_sub(self.code_columns()).max(1));
            out.push_str(self.comment);
        }
        out.push('\n');
    }
}

/// The text between two bytes, less space at either end.
fn between(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default().trim_ascii()
}

/// Prints spaces.
fn pad(out: &mut String, count: usize) {
    const SPACES: &str = "                                                                ";
    match SPACES.get(..count) {
        Some(spaces) => out.push_str(spaces),
        None => out.extend(std::iter::repeat_n(' ', count)),
    }
}

/// The columns of a text: its grapheme clusters, as `terraform fmt` counts. Exact for what our literals
/// hold in a key, and for words, flags and emoji of the scripts in common use; a syllable of Hangul
/// jamo counts as its letters.
fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let mut count = 0;
    let mut before = ' ';
    let mut half_flag = false;
    for c in text.chars() {
        let second = half_flag && is_flag(c);
        let joined = before == '\u{200D}' && is_pictograph(c);
        if !(joins(c) || joined || second) {
            count += 1;
        }
        half_flag = is_flag(c) && !second;
        before = c;
    }
    count
}

/// True for the letters of which two make a flag.
const fn is_flag(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// True for the pictures that a zero width joiner makes one with the picture before.
const fn is_pictograph(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// True for the marks that join the character before them, of the scripts in common use.
/// Source: Unicode Standard Annex 29, "Grapheme Cluster Boundaries", property Extend.
const fn joins(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{64B}'..='\u{65F}'
        | '\u{93C}' | '\u{93E}'..='\u{94D}' | '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{200C}'..='\u{200D}'
        | '\u{20D0}'..='\u{20FF}' | '\u{3099}'..='\u{309A}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0100}'..='\u{E01EF}')
}
