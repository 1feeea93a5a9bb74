//! The layout that `terraform fmt` gives. Knows lines, brackets and columns; must not know what a line
//! says.
//!
//! Templates are written as plain lines, without a thought for columns; this pass makes the text
//! what `terraform fmt` would leave untouched, byte for byte. It moves lines and what stands before
//! `=` and before a comment; within an expression it trusts the template.
//!
//! Source: "Style Conventions" of the Terraform language, and `terraform fmt` 1.11.4 itself, with which
//! `tests/layout.rs` compares.

mod line;
mod token;

use line::Line;

/// What a template prints for a value that is absent: the line that contains it is dropped.
///
/// No literal, reference or comment contains a control character, so nothing that a user wrote can be
/// mistaken for it.
pub const ABSENT: char = '\u{1}';

/// Levels of indent are given up to here, so that a text of nothing but brackets stays about its size.
/// Parsers of HCL give up at 64.
const DEEPEST: usize = 128;

/// The text as `terraform fmt` prints it, less lines that are [`ABSENT`] and blank lines that separate
/// nothing: a second one in a row, one at the head of the text or of a block, one before its end.
///
/// Linear in the text's length. The layout of a layout is itself. Text that is not HCL comes out as
/// some other text, without a panic.
pub fn layout(text: &str) -> String {
    let absences = text.contains(ABSENT);
    let mut page = Page {
        // Indents and columns are about a quarter of what is printed.
        out: String::with_capacity(text.len() + text.len() / 3),
        indents: Vec::new(),
        waiting: Vec::new(),
        blank: false,
        opened: true,
    };
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = Line::read(rest);
        let taken = rest.len() - after.len();
        let absent = absences && rest.get(..taken).is_some_and(|line| line.contains(ABSENT));
        rest = after;
        if !absent {
            page.add(line);
        }
    }
    page.flush();
    page.out
}

/// The page so far.
struct Page<'t> {
    out: String,
    /// For each level of indent, how many brackets opened it.
    indents: Vec<u32>,
    /// Lines whose columns depend on the lines to come.
    waiting: Vec<Line<'t>>,
    /// A blank line came last.
    blank: bool,
    /// The last line printed opens a block or list, or there was none yet.
    opened: bool,
}

impl<'t> Page<'t> {
    fn add(&mut self, mut line: Line<'t>) {
        if line.is_blank() {
            self.blank = true;
            return;
        }
        if self.blank && !self.opened && !line.closes() {
            self.flush();
            self.out.push('\n');
        }
        self.blank = false;
        self.opened = line.net > 0;
        line.indent = self.indent(line.net).min(DEEPEST) * 2;
        if line.is_aligned() || line.is_commented() {
            self.waiting.push(line);
        } else {
            self.flush();
            line.print(&mut self.out, 0);
        }
    }

    /// The levels before a line that opens as many brackets more than it closes. A line that opens
    /// brackets makes one level, however many they are.
    fn indent(&mut self, net: i32) -> usize {
        if net > 0 {
            self.indents.push(net.unsigned_abs());
            return self.indents.len() - 1;
        }
        let mut closed = net.unsigned_abs();
        while closed > 0 {
            let Some(open) = self.indents.pop() else {
                break;
            };
            if closed < open {
                self.indents.push(open - closed);
            }
            closed = closed.saturating_sub(open);
        }
        self.indents.len()
    }

    /// Prints the lines that wait: each run of lines with a value aligned at its `=`, each run of
    /// lines with a comment aligned at that.
    fn flush(&mut self) {
        for run in self
            .waiting
            .chunk_by_mut(|a, b| a.is_aligned() == b.is_aligned())
        {
            let equals = run.iter().map(Line::name_columns).max().unwrap_or(0) + 1;
            for line in run.iter_mut().filter(|line| line.is_aligned()) {
                line.equals = equals;
            }
        }
        for run in self
            .waiting
            .chunk_by(|a, b| a.is_commented() == b.is_commented())
        {
            let commented = run.first().is_some_and(Line::is_commented);
            let columns = run.iter().filter(|_| commented).map(Line::code_columns);
            let comment = columns.max().unwrap_or(0) + 1;
            for line in run {
                line.print(&mut self.out, comment);
            }
        }
        self.waiting.clear();
    }
}
