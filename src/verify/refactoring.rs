//! `moved`, `import` and `removed` blocks as one: whether Terraform can do what they ask for, and loses nothing by it. Knows
//! what the module declares; must not know why something has moved.
//!
//! Source: Terraform language, Refactoring, Import, and Removing resources.

use std::collections::BTreeSet;

use super::Violation;
use super::form::{Change, Head, Mode};
use super::item::Item;
use super::module::Module;

/// A resource that leaves its address: for another one, or out of Terraform's sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The directory of the root module.
    pub module: String,
    /// The address of before.
    pub from: String,
    /// The address of now; none where Terraform forgets it and AWS keeps it.
    pub to: Option<String>,
}

/// What is wrong with the blocks of a module.
pub(super) fn check(module: &Module<'_>, violations: &mut Vec<Violation>) {
    let all: Vec<(Item<'_>, &Change)> = changes(module).collect();
    let arrive: BTreeSet<&str> = all
        .iter()
        .filter_map(|(_, change)| change.to.as_deref())
        .collect();
    let mut left: BTreeSet<&str> = BTreeSet::new();
    for (item, change) in &all {
        let mut wrong =
            |message: String| violations.push(item.violation("refactoring", 0, message));
        for argument in &change.missing {
            wrong(format!("`{argument}` is missing"));
        }
        let Some(from) = &change.from else {
            continue;
        };
        if is_declared(module, from) {
            wrong(format!(
                "`{from}` is declared as well, and nothing leaves what stays"
            ));
        }
        if !left.insert(from) {
            wrong(format!("`{from}` leaves twice"));
        }
        if arrive.contains(from.as_str()) {
            wrong(format!(
                "`{from}` leaves while something else arrives there"
            ));
        }
        match &change.to {
            Some(to) if kind(to) != kind(from) => {
                wrong(format!(
                    "`{from}` cannot become `{to}`, which is of another type"
                ));
            }
            None if !change.missing.contains(&"to") && !change.keeps => {
                wrong(format!(
                    "`{from}` would be destroyed: `lifecycle` must say `destroy = false`"
                ));
            }
            _ => {}
        }
    }
}

/// The resources that leave their addresses.
pub(super) fn moves(directory: &str, module: &Module<'_>) -> Vec<Move> {
    let moved = changes(module).filter_map(|(_, change)| {
        Some(Move {
            module: directory.to_owned(),
            from: change.from.clone()?,
            to: change.to.clone(),
        })
    });
    moved.collect()
}

fn changes<'m>(module: &'m Module<'m>) -> impl Iterator<Item = (Item<'m>, &'m Change)> {
    module
        .items
        .iter()
        .filter_map(|item| match &item.block.form.head {
            Head::Refactoring(change) => Some((*item, change)),
            _ => None,
        })
}

/// True if the module declares the whole resource. One instance of it may leave while the others stay.
fn is_declared(module: &Module<'_>, address: &str) -> bool {
    address
        .split_once('.')
        .is_some_and(|(kind, label)| module.find(Mode::Managed, kind, label).is_some())
}

fn kind(address: &str) -> &str {
    address.split_once('.').map_or(address, |(kind, _)| kind)
}
