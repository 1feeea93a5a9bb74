//! A file as its blocks, each parsed only if its form is new. Knows how to tell that two blocks have
//! one form: every byte outside of their holes is the same. Must not know what is checked.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use hcl::edit::parser::parse_body;
use hcl::edit::structure::Structure;

use super::compile::compile;
use super::cut::{Cut, cut};
use super::form::{Form, Span};
use super::read::{File, Placed, whole};
use super::text::Lines;

/// More forms than any output has: beyond them, blocks are parsed one by one.
const MOST_FORMS: usize = 1024;

/// The forms seen so far, by hash.
#[derive(Default)]
pub(super) struct Forms {
    known: RwLock<HashMap<u64, Vec<Exemplar>>>,
}

/// The first block of a form.
struct Exemplar {
    text: String,
    /// Its holes, from the block's first byte.
    holes: Vec<Span>,
    form: Arc<Form>,
}

impl Forms {
    fn find(&self, hash: u64, text: &str, start: u32, holes: &[Span]) -> Option<Arc<Form>> {
        let known = self.known.read().ok()?;
        let exemplar = known
            .get(&hash)?
            .iter()
            .find(|exemplar| same_form(exemplar, text, start, holes))?;
        Some(Arc::clone(&exemplar.form))
    }

    fn keep(&self, hash: u64, exemplar: Exemplar) {
        if let Ok(mut known) = self.known.write()
            && known.len() < MOST_FORMS
        {
            known.entry(hash).or_default().push(exemplar);
        }
    }
}

/// Whether every byte outside of the holes is the same.
fn same_form(exemplar: &Exemplar, text: &str, start: u32, holes: &[Span]) -> bool {
    if exemplar.holes.len() != holes.len() {
        return false;
    }
    let (mut theirs, mut ours) = (0_usize, 0_usize);
    for (their, our) in exemplar.holes.iter().zip(holes) {
        let our_start = our.start.saturating_sub(start) as usize;
        let before = exemplar.text.get(theirs..their.start as usize);
        if before.is_none() || before != text.get(ours..our_start) {
            return false;
        }
        theirs = their.end as usize;
        ours = our.end.saturating_sub(start) as usize;
    }
    let rest = exemplar.text.get(theirs..);
    rest.is_some() && rest == text.get(ours..)
}

/// Reads a file, parsing only what is new in it.
pub(super) fn by_shape<'t>(path: &'t str, text: &'t str, forms: &Forms) -> File<'t> {
    by_forms(path, text, forms).unwrap_or_else(|| whole(path, text))
}

fn by_forms<'t>(path: &'t str, text: &'t str, forms: &Forms) -> Option<File<'t>> {
    let cuts = cut(text)?;
    let mut file = File::empty(path, text);
    file.holes = cuts.holes;
    file.blocks.reserve_exact(cuts.blocks.len());
    for cut in &cuts.blocks {
        place(&mut file, cut, forms)?;
    }
    Some(file)
}

fn place(file: &mut File<'_>, cut: &Cut, forms: &Forms) -> Option<()> {
    let text = file
        .text
        .get(cut.span.start as usize..cut.span.end as usize)?;
    let holes = file
        .holes
        .get(cut.first..cut.first.checked_add(cut.count)?)?;
    if let Some(form) = forms.find(cut.hash, text, cut.span.start, holes) {
        let block = Placed {
            form,
            line: cut.line,
            first: cut.first,
        };
        if keys_repeat(file, &block) {
            return None;
        }
        file.blocks.push(block);
        return Some(());
    }
    let form = parsed(text)?;
    let relative: Vec<Span> = holes.iter().map(|hole| hole.less(cut.span.start)).collect();
    match slots(text, &form, &relative) {
        Some(slots) if !form.unrepeatable => {
            let form = Arc::new(Form { slots, ..form });
            let exemplar = Exemplar {
                text: text.to_owned(),
                holes: relative,
                form: Arc::clone(&form),
            };
            forms.keep(cut.hash, exemplar);
            file.blocks.push(Placed {
                form,
                line: cut.line,
                first: cut.first,
            });
        }
        _ => {
            let first = file.holes.len();
            file.holes
                .extend(form.holes.iter().map(|hole| hole.plus(cut.span.start)));
            file.blocks.push(Placed {
                form: Arc::new(form),
                line: cut.line,
                first,
            });
        }
    }
    Some(())
}

/// Parses one block. Nothing where it doesn't parse: the whole file tells why.
fn parsed(text: &str) -> Option<Form> {
    let body = parse_body(text).ok()?;
    let mut structures = body.iter();
    match (structures.next(), structures.next()) {
        (Some(Structure::Block(block)), None) => Some(compile(text, &Lines::of(text), block)),
        _ => None,
    }
}

/// Which hole of the pass each hole of the form is. Nothing where some hole of either is none of the
/// other, but for comments: then the form can't be reused.
fn slots(text: &str, form: &Form, holes: &[Span]) -> Option<Vec<u32>> {
    let mut unused: Vec<bool> = holes.iter().map(|_| true).collect();
    let mut slots = Vec::with_capacity(form.holes.len());
    for hole in &form.holes {
        let slot = holes.binary_search(hole).ok()?;
        *unused.get_mut(slot)? = false;
        slots.push(u32::try_from(slot).ok()?);
    }
    let comments = holes
        .iter()
        .zip(&unused)
        .filter(|(_, unused)| **unused)
        .all(|(hole, _)| {
            let before = (hole.start as usize).checked_sub(1);
            before.and_then(|at| text.as_bytes().get(at)) == Some(&b'#')
        });
    comments.then_some(slots)
}

/// Two equal keys in one object, which the parser refuses: they are told apart by holes alone.
fn keys_repeat(file: &File<'_>, block: &Placed) -> bool {
    block.form.objects.iter().any(|object| {
        object.holes.iter().enumerate().any(|(at, hole)| {
            let key = file.said(block, *hole);
            let mut others = object.holes.iter().take(at);
            others.any(|other| file.said(block, *other) == key)
        })
    })
}
