//! From the parse tree of one top-level block to its form. Knows hcl-edit's tree and the provider's
//! schema; must not know other blocks: what depends on them is left to the module.

mod blocks;
mod body;
mod expression;
mod fit;
mod meta;
mod named;
mod refactoring;
mod reference;
mod relations;
mod settings;

use std::ops::Range;

use hcl::edit::Span as _;
use hcl::edit::structure::Block;

use super::duties::Duties;
use super::form::{Argument, Form, Head, Hole, Problem, Role, Span, Value};
use super::text::{Lines, decoded};

/// Compiles a block of a parsed text. `lines` are those of the whole text.
pub(super) fn compile(text: &str, lines: &Lines, block: &Block) -> Form {
    let start = block.span().map_or(0, |span| span.start);
    let mut compiler = Compiler {
        text,
        lines,
        start,
        form: Form {
            head: Head::Unknown,
            holes: Vec::new(),
            lines: Vec::new(),
            slots: Vec::new(),
            problems: Vec::new(),
            checks: Vec::new(),
            objects: Vec::new(),
            references: Vec::new(),
            arguments: Vec::new(),
            provider: None,
            duties: Duties::default(),
            each: None,
            unrepeatable: false,
        },
        scope: Scope::default(),
        context: Context::default(),
    };
    compiler.top_level(block);
    compiler.form.duties = Duties::of(&compiler.form);
    compiler.form
}

struct Compiler<'t> {
    text: &'t str,
    lines: &'t Lines,
    start: usize,
    form: Form,
    scope: Scope,
    context: Context,
}

/// Which names mean something where an expression stands.
#[derive(Default)]
struct Scope {
    /// Of `for` expressions and dynamic blocks, innermost last.
    names: Vec<String>,
    each: bool,
    count: bool,
    itself: bool,
}

/// What an expression is for.
struct Context {
    argument: String,
    role: Role,
}

impl Default for Context {
    fn default() -> Self {
        Self {
            argument: String::new(),
            role: Role::Value,
        }
    }
}

impl Compiler<'_> {
    /// The line of a byte, counted from the block's first.
    fn line(&self, at: usize) -> u32 {
        self.lines
            .line(at)
            .saturating_sub(self.lines.line(self.start))
    }

    fn line_of(&self, span: Option<Range<usize>>) -> u32 {
        span.map_or(0, |span| self.line(span.start))
    }

    fn problem(&mut self, rule: &'static str, line: u32, message: impl Into<String>) {
        self.form.problems.push(Problem {
            rule,
            line,
            message: message.into(),
            in_5_only: false,
        });
    }

    fn problem_in_5(&mut self, rule: &'static str, line: u32, message: impl Into<String>) {
        self.form.problems.push(Problem {
            rule,
            line,
            message: message.into(),
            in_5_only: true,
        });
    }

    /// Makes a hole of a range of the text, which must say what the parser read there.
    fn hole(&mut self, span: Range<usize>, said: Option<&str>) -> Hole {
        let line = self.line(span.start);
        if let Some(said) = said {
            let raw = self.text.get(span.clone()).unwrap_or_default();
            if decoded(raw).as_deref() != Some(said) {
                self.form.unrepeatable = true;
                self.problem("syntax", line, "a string can't be read in one way only");
            }
        }
        let offset = |at: usize| u32::try_from(at.saturating_sub(self.start)).unwrap_or(u32::MAX);
        self.form.holes.push(Span {
            start: offset(span.start),
            end: offset(span.end),
        });
        self.form.lines.push(line);
        self.form.holes.len().saturating_sub(1)
    }

    /// The hole of a quoted string, whose span includes the quotes.
    fn quoted(&mut self, span: Option<Range<usize>>, said: &str) -> Hole {
        let span = span.unwrap_or(self.start..self.start);
        let inside = span.start.saturating_add(1)..span.end.saturating_sub(1);
        self.one_line(&inside);
        self.hole(inside, Some(said))
    }

    /// The parser lets a quoted string run over lines; Terraform doesn't.
    fn one_line(&mut self, inside: &Range<usize>) {
        let raw = self.text.get(inside.clone()).unwrap_or_default();
        if raw.contains('\n') {
            self.form.unrepeatable = true;
            let line = self.line(inside.start);
            self.problem("syntax", line, "a quoted string must end on its line");
        }
    }

    fn argument(&mut self, path: String, line: u32, value: Value) {
        self.form.arguments.push(Argument { path, line, value });
    }
}
