//! Nothing depends on itself, by however many steps. Knows who refers to whom; must not know why.

use super::Violation;
use super::form::{Head, Target};
use super::module::Module;

/// Finds the first of every ring of resources that refer to each other. `edges` are those of each item.
pub(super) fn check(module: &Module<'_>, edges: &[Vec<usize>], violations: &mut Vec<Violation>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; edges.len()];
    for root in 0..edges.len() {
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((node, next)) = path.last_mut() {
            let at = *node;
            let Some(mark) = marks.get_mut(at) else { break };
            if *next == 0 && *mark != Mark::New {
                path.pop();
                continue;
            }
            *mark = Mark::Open;
            let Some(to) = edges.get(at).and_then(|edges| edges.get(*next)).copied() else {
                *mark = Mark::Done;
                path.pop();
                continue;
            };
            *next = next.saturating_add(1);
            match marks.get(to) {
                Some(Mark::New) => path.push((to, 0)),
                Some(Mark::Open) => ring(module, at, to, violations),
                Some(Mark::Done) | None => {}
            }
        }
    }
}

/// Reports an edge that closes a ring, at the reference that makes it.
fn ring(module: &Module<'_>, from: usize, to: usize, violations: &mut Vec<Violation>) {
    let (Some(from), Some(to)) = (module.item(from), module.item(to)) else {
        return;
    };
    if let (Head::Thing { .. }, Some((mode, kind, name))) = (&from.block.form.head, to.thing()) {
        let reference = from.block.form.references.iter().find(|reference| {
            matches!(&reference.target, Target::Thing { mode: m, kind: k, name: n, .. }
                if *m == mode && k == kind && from.raw(*n) == name)
        });
        let line = reference.map_or(0, |reference| reference.line);
        let message = match from.thing() == to.thing() {
            true => "it refers to itself".to_owned(),
            false => format!("it and `{kind}.{name}` depend on each other"),
        };
        violations.push(from.violation("reference-cycle", line, message));
    }
}
