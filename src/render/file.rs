//! A file that is being written: which template made which part of it, and for what in the spec. Knows the engine; must not
//! know which templates make which file.

use serde::Serialize;

use super::engine::{Engine, TemplateError};
use crate::source::Place;

/// A file that is being written, a block after the other.
pub(super) struct File<'e> {
    engine: &'e Engine,
    pub(super) text: String,
    /// Where in the spec that stands which the next blocks are for.
    pub(super) about: Place,
    pub(super) pieces: Vec<Piece>,
}

/// What one template made of a file.
pub(super) struct Piece {
    pub(super) template: &'static str,
    pub(super) about: Place,
    /// The first byte of it in the text.
    pub(super) start: usize,
}

impl<'e> File<'e> {
    pub(super) fn new(engine: &'e Engine, about: Place) -> Self {
        Self {
            engine,
            text: String::new(),
            about,
            pieces: Vec::new(),
        }
    }

    pub(super) fn add(
        &mut self,
        template: &'static str,
        view: &impl Serialize,
    ) -> Result<(), TemplateError> {
        #[cfg(test)]
        super::tests::note(template, view);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.pieces.push(Piece {
            template,
            about: self.about,
            start: self.text.len(),
        });
        self.text.push_str(&self.engine.render(template, view)?);
        Ok(())
    }

    pub(super) fn add_some(
        &mut self,
        template: &'static str,
        view: Option<&impl Serialize>,
    ) -> Result<(), TemplateError> {
        view.map_or(Ok(()), |view| self.add(template, view))
    }
}
