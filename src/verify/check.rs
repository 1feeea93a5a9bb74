//! One block in its module: the text of its holes, and that everything it refers to is there. Knows
//! forms and modules; must not know encryption.

use std::collections::BTreeSet;

use super::Violation;
use super::form::{
    Form, Head, Instance, Mode, Reference, Repeated, Role, Target, Value, ValueCheck, Wanted,
};
use super::item::Item;
use super::module::Module;
use super::text::is_identifier;
use crate::schema::Type;
use crate::schema::types::{Shape, bool_of, number_of};

/// What was found in one block.
#[derive(Default)]
pub(super) struct Found {
    pub(super) violations: Vec<Violation>,
    /// The items that it refers to.
    pub(super) edges: Vec<usize>,
}

/// Checks everything about a block that doesn't take AWS's rules.
pub(super) fn check(module: &Module<'_>, item: Item<'_>, found: &mut Found) {
    let form = &item.block.form;
    for problem in &form.problems {
        if module.admits_5 || !problem.in_5_only {
            let message = problem.message.clone();
            found
                .violations
                .push(item.violation(problem.rule, problem.line, message));
        }
    }
    for check in &form.checks {
        if let Some(violation) = value(item, check) {
            found.violations.push(violation);
        }
    }
    keys_differ(item, form, &mut found.violations);
    for reference in &form.references {
        resolve(module, item, reference, found);
    }
    if let Head::Thing { .. } = form.head {
        let named = form
            .references
            .iter()
            .any(|r| matches!(r.target, Target::Provider(_)));
        if !named && !module.has_provider("") {
            let message = "no `provider` is named, and the module declares none without an alias";
            found
                .violations
                .push(item.violation("provider-missing", 0, message));
        }
    }
}

fn value(item: Item<'_>, check: &ValueCheck) -> Option<Violation> {
    let text = item.said(check.hole);
    let line = item
        .block
        .form
        .lines
        .get(check.hole)
        .copied()
        .unwrap_or_default();
    let argument = &check.argument;
    let wrong = |wanted: &str| {
        let message = format!("`{argument}` must be {wanted}, not `{}`", shown(&text));
        Some(item.violation("argument-type", line, message))
    };
    match check.wanted {
        Wanted::Number if number_of(&text).is_none() => return wrong("a number"),
        Wanted::WholeNumber if number_of(&text).is_none_or(|number| number.fract() != 0.0) => {
            return wrong("a whole number");
        }
        Wanted::Bool if bool_of(&text).is_none() => return wrong("a bool"),
        Wanted::Identifier if !is_identifier(&text) => {
            let message = format!("`{}` is no name in Terraform", shown(&text));
            return Some(item.violation("name", line, message));
        }
        _ => {}
    }
    let breach = check.rules.check(&text).err()?;
    let message = format!("`{argument}` {breach}, not `{}`", shown(&text));
    Some(item.violation(breach.rule(), line, message))
}

/// A value as a message shows it: one line, not the whole book.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown
}

fn keys_differ(item: Item<'_>, form: &Form, violations: &mut Vec<Violation>) {
    for object in &form.objects {
        let mut seen = BTreeSet::new();
        for hole in &object.holes {
            let key = item.said(*hole);
            if object.names.iter().any(|name| **name == *key) || !seen.insert(key.clone()) {
                let line = form.lines.get(*hole).copied().unwrap_or_default();
                let message = format!("the key `{}` stands twice in one object", shown(&key));
                violations.push(item.violation("duplicate-key", line, message));
            }
        }
    }
}

fn resolve(module: &Module<'_>, item: Item<'_>, reference: &Reference, found: &mut Found) {
    let undeclared = |what: String| {
        let message = format!("`{what}` is not declared in this module");
        item.violation("undeclared-reference", reference.line, message)
    };
    match &reference.target {
        Target::Thing {
            mode,
            kind,
            name,
            instance,
            attribute,
        } => {
            let name = item.raw(*name);
            let Some(at) = module.find(*mode, kind, name) else {
                let prefix = match mode {
                    Mode::Managed => "",
                    Mode::Data => "data.",
                    Mode::Ephemeral => "ephemeral.",
                };
                found
                    .violations
                    .push(undeclared(format!("{prefix}{kind}.{name}")));
                return;
            };
            found.edges.push(at);
            let Some(target) = module.item(at) else {
                return;
            };
            if !matches!(reference.role, Role::DependsOn | Role::Address) {
                let wrong = instance_message(target.repeated(), *instance, attribute.is_some());
                if let Some(way_out) = wrong {
                    let message = format!("`{kind}.{name}` {way_out}");
                    found
                        .violations
                        .push(item.violation("instance-key", reference.line, message));
                }
                if *mode == Mode::Ephemeral {
                    ephemeral(item, reference, &format!("ephemeral.{kind}.{name}"), found);
                }
                if reference.sensitive {
                    sensitive(item, reference, &format!("{kind}.{name}"), found);
                }
            }
        }
        Target::Variable(name) => {
            let name = item.raw(*name);
            let declared = module.variable(name).and_then(|at| module.item(at));
            let Some(declared) = declared else {
                return found.violations.push(undeclared(format!("var.{name}")));
            };
            if let Head::Variable {
                ty,
                sensitive: secret,
                ephemeral: fleeting,
                ..
            } = &declared.block.form.head
            {
                let name = format!("var.{name}");
                fits(item, reference, &name, ty, found);
                if *fleeting {
                    ephemeral(item, reference, &name, found);
                }
                if *secret {
                    sensitive(item, reference, &name, found);
                }
            }
        }
        Target::Local(name) => {
            let name = item.raw(*name);
            let declared = module.local(name).and_then(|at| module.item(at));
            match declared.and_then(|declared| declared.block.form.argument(name)) {
                None => found.violations.push(undeclared(format!("local.{name}"))),
                Some(local) => {
                    let ty = type_of(&local.value);
                    fits(item, reference, &format!("local.{name}"), &ty, found);
                }
            }
        }
        Target::Provider(alias) => {
            let alias = alias.map(|alias| item.raw(alias)).unwrap_or_default();
            if !module.has_provider(alias) {
                let message = match alias {
                    "" => "the module declares no provider `aws` without an alias".to_owned(),
                    alias => format!("the module declares no provider `aws.{alias}`"),
                };
                found.violations.push(item.violation(
                    "undeclared-provider",
                    reference.line,
                    message,
                ));
            }
        }
    }
}

fn instance_message(
    repeated: Repeated,
    instance: Instance,
    attribute: bool,
) -> Option<&'static str> {
    match (repeated, instance) {
        (Repeated::Once, Instance::One | Instance::All) => Some("stands once: it takes no index"),
        (Repeated::ForEach, Instance::All) => {
            Some("has `for_each`: use `values(…)[*]` for all of its instances")
        }
        (Repeated::Count | Repeated::ForEach, Instance::None) if attribute => {
            Some("stands many times: name an instance by its index or key")
        }
        _ => None,
    }
}

/// Values that never enter plan or state must not be asked to.
/// Source: Terraform language, Ephemeral values.
fn ephemeral(item: Item<'_>, reference: &Reference, name: &str, found: &mut Found) {
    let kept = match &item.block.form.head {
        Head::Thing { mode, .. } => *mode != Mode::Ephemeral && reference.role != Role::WriteOnly,
        Head::Output { .. } => true,
        _ => false,
    };
    if kept {
        let message = format!("`{name}` is ephemeral: only a write-only argument may take it");
        found
            .violations
            .push(item.violation("ephemeral-value", reference.line, message));
    }
}

fn sensitive(item: Item<'_>, reference: &Reference, name: &str, found: &mut Found) {
    if matches!(
        item.block.form.head,
        Head::Output {
            sensitive: false,
            ..
        }
    ) {
        let message = format!("`{name}` is sensitive, and this output is not marked so");
        found
            .violations
            .push(item.violation("sensitive-output", reference.line, message));
    }
}

fn fits(item: Item<'_>, reference: &Reference, name: &str, ty: &Type, found: &mut Found) {
    if !ty.may_become(&reference.wanted) {
        let message = format!(
            "`{}` must be a {}, and `{name}` is a {ty}",
            reference.argument, reference.wanted
        );
        found
            .violations
            .push(item.violation("argument-type", reference.line, message));
    }
}

/// The type of a local, as far as its value tells.
fn type_of(value: &Value) -> Type {
    match value {
        Value::Bool(_) => Type::Bool,
        Value::Text(_) | Value::Json(_) => Type::String,
        Value::Number(_) => Type::Number,
        Value::List(_) => Type::List(Box::new(Type::Any)),
        Value::Object(_) => Type::Map(Box::new(Type::Any)),
        Value::Opaque(ty) if ty.shape() != Shape::Unknown => ty.clone(),
        Value::Null | Value::Reference(_) | Value::Either(_) | Value::Opaque(_) => Type::Any,
    }
}
