//! A file as its blocks: parsed as a whole by hcl-edit. Knows files and forms; must not know what is
//! checked.

use std::borrow::Cow;
use std::sync::Arc;

use hcl::edit::Span as _;
use hcl::edit::parser::parse_body;
use hcl::edit::structure::Structure;

use super::compile::compile;
use super::form::{Form, Hole, Span};
use super::text::{Lines, decoded};

/// One file of a module.
pub(super) struct File<'t> {
    /// Its path in the tree.
    pub(super) path: &'t str,
    pub(super) text: &'t str,
    pub(super) blocks: Vec<Placed>,
    /// The holes of all blocks, from the file's first byte.
    pub(super) holes: Vec<Span>,
    /// Line and message, where the text is not of Terraform's language at all.
    pub(super) broken: Option<(u32, String)>,
}

/// One block of a file.
pub(super) struct Placed {
    pub(super) form: Arc<Form>,
    /// Its first line; the file's first is 1.
    pub(super) line: u32,
    /// Its first hole in [`File::holes`].
    pub(super) first: usize,
}

impl<'t> File<'t> {
    pub(super) const fn empty(path: &'t str, text: &'t str) -> Self {
        Self {
            path,
            text,
            blocks: Vec::new(),
            holes: Vec::new(),
            broken: None,
        }
    }

    /// The raw text of a hole.
    pub(super) fn raw(&self, block: &Placed, hole: Hole) -> &'t str {
        let slot = block
            .form
            .slots
            .get(hole)
            .map_or(hole, |slot| *slot as usize);
        let span = block
            .first
            .checked_add(slot)
            .and_then(|at| self.holes.get(at));
        span.and_then(|span| self.text.get(span.start as usize..span.end as usize))
            .unwrap_or_default()
    }

    /// What a hole says.
    pub(super) fn said(&self, block: &Placed, hole: Hole) -> Cow<'t, str> {
        decoded(self.raw(block, hole)).unwrap_or_default()
    }
}

/// Parses a file as a whole.
pub(super) fn whole<'t>(path: &'t str, text: &'t str) -> File<'t> {
    let mut file = File::empty(path, text);
    if u32::try_from(text.len()).is_err() {
        file.broken = Some((1, "a file of four gigabytes is not read".to_owned()));
        return file;
    }
    // The parser takes a lone carriage return for a space; Terraform doesn't.
    if let Some(at) = lone_return(text) {
        file.broken = Some((
            Lines::of(text).line(at).saturating_add(1),
            "a carriage return stands alone".to_owned(),
        ));
        return file;
    }
    let body = match parse_body(text) {
        Ok(body) => body,
        Err(error) => {
            let line = u32::try_from(error.location().line()).unwrap_or(u32::MAX);
            file.broken = Some((line, error.message().replace('\n', ", ")));
            return file;
        }
    };
    let lines = Lines::of(text);
    for structure in &body {
        let start = structure.span().map_or(0, |span| span.start);
        match structure {
            Structure::Block(block) => {
                let form = compile(text, &lines, block);
                let first = file.holes.len();
                let offset = u32::try_from(start).unwrap_or(u32::MAX);
                file.holes
                    .extend(form.holes.iter().map(|hole| hole.plus(offset)));
                file.blocks.push(Placed {
                    form: Arc::new(form),
                    line: lines.line(start).saturating_add(1),
                    first,
                });
            }
            Structure::Attribute(_) => {
                let line = lines.line(start).saturating_add(1);
                file.broken = Some((line, "an argument stands outside of every block".to_owned()));
            }
        }
    }
    file
}

fn lone_return(text: &str) -> Option<usize> {
    let mut returns = text.match_indices('\r').map(|(at, _)| at);
    returns.find(|at| text.as_bytes().get(at.saturating_add(1)) != Some(&b'\n'))
}
