//! A root module: its files, what they declare, and where each thing lives. Knows how Terraform finds
//! what a name refers to; must not know what is demanded of it.

use std::collections::{HashMap, HashSet};

use super::Violation;
use super::adopted::imported;
use super::form::{Head, Mode, Reference, Target, Value};
use super::item::Item;
use super::location::{Location, Provider};
use super::read::File;
use super::seeded::Seeded;
use crate::schema::version::admits_5;

/// What a module declares.
pub(super) struct Module<'m> {
    pub(super) items: Vec<Item<'m>>,
    things: HashMap<(Mode, &'m str, &'m str), usize, Seeded>,
    variables: HashMap<&'m str, usize, Seeded>,
    locals: HashMap<&'m str, usize, Seeded>,
    imported: HashSet<(&'m str, &'m str), Seeded>,
    providers: HashMap<&'m str, Provider<'m>, Seeded>,
    /// The provider's version constraint lets version 5 in.
    pub(super) admits_5: bool,
    /// Addresses that are declared twice.
    pub(super) duplicates: Vec<Violation>,
}

impl<'m> Module<'m> {
    /// Gathers what the files of one directory declare.
    pub(super) fn of(files: &'m [File<'m>]) -> Self {
        let mut items: Vec<Item<'m>> = files
            .iter()
            .flat_map(|file| {
                file.blocks.iter().map(move |block| Item {
                    file,
                    block,
                    location: Location::default(),
                })
            })
            .collect();
        let seed = Seeded::default();
        let mut module = Self {
            things: HashMap::with_capacity_and_hasher(items.len(), seed.clone()),
            variables: HashMap::with_hasher(seed.clone()),
            locals: HashMap::with_hasher(seed.clone()),
            imported: HashSet::with_hasher(seed.clone()),
            providers: HashMap::with_hasher(seed.clone()),
            admits_5: true,
            duplicates: Vec::new(),
            items: Vec::new(),
        };
        let mut outputs = HashMap::with_hasher(seed);
        let mut settings = HashMap::new();
        for (at, item) in items.iter().copied().enumerate() {
            let before = match &item.block.form.head {
                Head::Thing {
                    mode, kind, name, ..
                } => module
                    .things
                    .insert((*mode, kind.as_str(), item.raw(*name)), at),
                Head::Variable { name, .. } => module.variables.insert(item.raw(*name), at),
                Head::Output { name, .. } => outputs.insert(item.raw(*name), at),
                Head::Locals(names) => {
                    let twice = names.iter().filter_map(|(name, line)| {
                        let before = module.locals.insert(name.as_str(), at)?;
                        Some((before, name, *line))
                    });
                    for (_, name, line) in twice.collect::<Vec<_>>() {
                        let message = format!("`local.{name}` is declared twice");
                        let violation = item.violation("duplicate-address", line, message);
                        module.duplicates.push(violation);
                    }
                    None
                }
                Head::Provider => {
                    let alias = item.plain("alias").unwrap_or_default();
                    let twice = module.providers.insert(alias, Provider::of(item)).is_some();
                    if twice {
                        let message = format!(
                            "the provider `aws{}{alias}` is declared twice",
                            if alias.is_empty() { "" } else { "." }
                        );
                        module
                            .duplicates
                            .push(item.violation("duplicate-address", 0, message));
                    }
                    None
                }
                Head::Terraform => {
                    if let Some(constraint) = item.plain("required_providers.aws.version") {
                        module.admits_5 = admits_5(constraint);
                    }
                    settings.insert("", at)
                }
                Head::Refactoring(change) => {
                    if change.imports {
                        module.imported.extend(imported(item));
                    }
                    None
                }
                Head::Unknown => None,
            };
            if let Some(first) = before.and_then(|before| items.get(before)) {
                let message = match item.address() {
                    Some(address) => format!(
                        "`{address}` is declared already in {}, line {}",
                        first.file.path,
                        first.line(0)
                    ),
                    None => "a second `terraform` block contradicts the first".to_owned(),
                };
                module
                    .duplicates
                    .push(item.violation("duplicate-address", 0, message));
            }
        }
        for item in &mut items {
            item.location = Location::of(*item, module.providers.get(item.alias()));
        }
        module.items = items;
        module
    }

    pub(super) fn find(&self, mode: Mode, kind: &str, name: &str) -> Option<usize> {
        self.things.get(&(mode, kind, name)).copied()
    }

    /// True where an `import` takes that resource over.
    pub(super) fn imports(&self, kind: &str, name: &str) -> bool {
        self.imported.contains(&(kind, name))
    }

    pub(super) fn variable(&self, name: &str) -> Option<usize> {
        self.variables.get(name).copied()
    }

    /// The block that declares a local.
    pub(super) fn local(&self, name: &str) -> Option<usize> {
        self.locals.get(name).copied()
    }

    pub(super) fn has_provider(&self, alias: &str) -> bool {
        self.providers.contains_key(alias)
    }

    pub(super) fn item(&self, at: usize) -> Option<Item<'m>> {
        self.items.get(at).copied()
    }

    /// The thing that a reference of `item` refers to.
    pub(super) fn target(&self, item: Item<'m>, reference: &Reference) -> Option<Item<'m>> {
        match &reference.target {
            Target::Thing {
                mode, kind, name, ..
            } => self
                .find(*mode, kind, item.raw(*name))
                .and_then(|at| self.item(at)),
            _ => None,
        }
    }

    /// The thing that an argument's value refers to, with the attribute that is taken of it.
    pub(super) fn referred(&self, item: Item<'m>, value: &Value) -> Option<(Item<'m>, &'m str)> {
        let Value::Reference(at) = value else {
            return None;
        };
        let form = &item.block.form;
        let reference: &'m Reference = form.references.get(*at)?;
        match &reference.target {
            Target::Thing { attribute, .. } => Some((
                self.target(item, reference)?,
                attribute.as_deref().unwrap_or_default(),
            )),
            _ => None,
        }
    }
}
