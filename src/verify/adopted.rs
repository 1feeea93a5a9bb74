//! Databases that exist and are taken over as they are: an `import` names them, every change is ignored, and none may be
//! destroyed. Nothing is made by such a block, so that it may be of a database that is not encrypted. Knows the shape; must not
//! know why somebody wants one.

use super::Violation;
use super::form::{Mode, Role, Target, Value};
use super::item::Item;
use super::module::Module;

/// The types that are taken over so.
const DATABASES: [&str; 2] = ["aws_db_instance", "aws_rds_cluster"];

/// What a block says where it ignores all changes.
pub(super) const IGNORES_ALL: &str = "lifecycle.ignore_changes.all";

/// True for a database that exists already and of which nothing is changed.
pub(super) fn is_adopted(module: &Module<'_>, item: Item<'_>) -> bool {
    let form = &item.block.form;
    item.thing().is_some_and(|(mode, kind, label)| {
        mode == Mode::Managed
            && DATABASES.contains(&kind)
            && form.has(IGNORES_ALL)
            && form.value("lifecycle.prevent_destroy") == Some(&Value::Bool(true))
            && module.imports(kind, label)
    })
}

/// Whoever else ignores all changes would ignore those of keys and encryption.
pub(super) fn check(module: &Module<'_>, item: Item<'_>, violations: &mut Vec<Violation>) {
    if let Some(all) = item.block.form.argument(IGNORES_ALL)
        && !is_adopted(module, item)
    {
        let message = "changes of keys and encryption must not be ignored, but on a database that is imported and protected";
        violations.push(item.violation("lifecycle", all.line, message));
    }
}

/// Types and labels of what an `import` takes over.
pub(super) fn imported<'m>(item: Item<'m>) -> impl Iterator<Item = (&'m str, &'m str)> {
    let references = item.block.form.references.iter();
    references.filter_map(move |reference| match &reference.target {
        Target::Thing {
            mode: Mode::Managed,
            kind,
            name,
            ..
        } if reference.role == Role::Address => Some((kind.as_str(), item.raw(*name))),
        _ => None,
    })
}
