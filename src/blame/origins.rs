//! Where violations come from. Knows which line of the output to follow where a violation names none of its own; must not
//! know who is to blame.

use std::collections::BTreeMap;

use super::Case;
use crate::render::trace::{Origin, Tracer};
use crate::verify::Violation;

/// Where the lines of the files come from that somebody asked for.
pub(super) struct Origins<'c> {
    case: &'c Case<'c>,
    tracer: Option<Tracer>,
    files: BTreeMap<String, Vec<Option<Origin>>>,
}

impl<'c> Origins<'c> {
    pub(super) fn new(case: &'c Case<'c>) -> Self {
        Self {
            case,
            tracer: Tracer::new(case.templates.texts_without(None)),
            files: BTreeMap::new(),
        }
    }

    /// Where the line of a violation comes from; where no template makes the line, where its resource does, and else the next
    /// line that a template makes.
    pub(super) fn of(&mut self, violation: &Violation) -> Option<Origin> {
        let text = self.case.tree.files.get(&violation.file)?;
        let tracer = self.tracer.as_ref()?;
        let lines = self
            .files
            .entry(violation.file.clone())
            .or_insert_with(|| tracer.origins(self.case.plan, &violation.file, text));
        let at = |line: usize| lines.get(line).copied().flatten();
        let line = (violation.line as usize).saturating_sub(1);
        at(line)
            .or_else(|| at(declared(text, violation.address.as_deref()?)?))
            .or_else(|| lines.iter().skip(line).find_map(|origin| *origin))
    }
}

/// The line, from 0, on which a resource is declared.
fn declared(text: &str, address: &str) -> Option<usize> {
    let (kind, label) = address.rsplit_once('.')?;
    let head = format!("resource \"{kind}\" \"{label}\" {{");
    text.lines().position(|line| line == head)
}
