//! Whether a value fits the type and the rules of what it is given to. What the form alone tells is a
//! problem of the form; what depends on a hole becomes a check on it.

use super::Compiler;
use crate::schema::{Rules, Type};
use crate::verify::form::{Hole, Value, ValueCheck, Wanted};

/// What a value is given to.
#[derive(Clone, Copy)]
pub(super) struct Wish<'a> {
    pub(super) ty: &'a Type,
    pub(super) rules: &'static Rules,
    /// Numbers may have a fraction.
    pub(super) fraction: bool,
    /// The argument, with those of the blocks around it.
    pub(super) argument: &'a str,
    pub(super) line: u32,
}

/// Accepts everything.
pub(super) fn no_rules() -> &'static Rules {
    static NONE: std::sync::OnceLock<Rules> = std::sync::OnceLock::new();
    NONE.get_or_init(Rules::default)
}

impl Compiler<'_> {
    pub(super) fn fit(&mut self, value: &Value, wish: Wish<'_>) {
        match value {
            Value::Null => {}
            Value::Either(values) => {
                for value in values {
                    self.fit(value, wish);
                }
            }
            Value::Text(hole) => self.fit_scalar(*hole, true, wish),
            Value::Number(hole) => self.fit_scalar(*hole, false, wish),
            Value::List(items) => self.fit_list(items, wish),
            Value::Object(fields) => {
                let values: Vec<_> = fields.iter().map(|(key, value)| (key, value)).collect();
                self.fit_object(&values, wish);
            }
            Value::Reference(at) => {
                let ty = match self.form.references.get_mut(*at) {
                    Some(reference) => {
                        reference.wanted = wish.ty.clone();
                        reference.ty.clone()
                    }
                    None => Type::Any,
                };
                self.fit_type(&ty, wish);
            }
            Value::Bool(truth) => {
                self.fit_type(&Type::Bool, wish);
                let breach = wish.rules.check(if *truth { "true" } else { "false" });
                if let (Type::String, Err(breach)) = (wish.ty, breach) {
                    let message = format!("`{}` {breach}, not a bool", wish.argument);
                    self.problem(breach.rule(), wish.line, message);
                }
            }
            Value::Json(_) => self.fit_type(&Type::String, wish),
            Value::Opaque(ty) => self.fit_type(ty, wish),
        }
    }

    fn fit_type(&mut self, ty: &Type, wish: Wish<'_>) {
        if !ty.may_become(wish.ty) {
            self.unfit(ty.shape().word(), wish);
        }
    }

    fn unfit(&mut self, found: &str, wish: Wish<'_>) {
        let message = format!("`{}` must be a {}, not {found}", wish.argument, wish.ty);
        self.problem("argument-type", wish.line, message);
    }

    fn fit_scalar(&mut self, hole: Hole, quoted: bool, wish: Wish<'_>) {
        let wanted = match (wish.ty, quoted) {
            (Type::Any, _) => return,
            (Type::String, _) if wish.rules.accept_all() => return,
            (Type::String, _) => Wanted::Text,
            (Type::Number, _) if !wish.fraction => Wanted::WholeNumber,
            (Type::Number, false) if wish.rules.accept_all() => return,
            (Type::Number, _) => Wanted::Number,
            (Type::Bool, true) => Wanted::Bool,
            (_, true) => return self.unfit("a string", wish),
            (_, false) => return self.unfit("a number", wish),
        };
        self.form.checks.push(ValueCheck {
            hole,
            wanted,
            rules: wish.rules,
            argument: wish.argument.to_owned(),
        });
    }

    fn fit_list(&mut self, items: &[Value], wish: Wish<'_>) {
        let element = match wish.ty {
            Type::List(element) | Type::Set(element) => element,
            Type::Any => return,
            _ => return self.unfit("a list", wish),
        };
        if let Err(breach) = wish.rules.check_items(items.len()) {
            let message = format!("`{}` {breach}", wish.argument);
            self.problem(breach.rule(), wish.line, message);
        }
        for item in items {
            let rules = wish.rules.elem.as_deref().unwrap_or_else(no_rules);
            let wish = Wish {
                ty: element,
                rules,
                fraction: true,
                ..wish
            };
            self.fit(item, wish);
        }
    }

    fn fit_object(&mut self, fields: &[(&crate::verify::form::Key, &Value)], wish: Wish<'_>) {
        use crate::verify::form::Key;
        match wish.ty {
            Type::Any => {}
            Type::Map(element) => {
                let rules = wish.rules.elem.as_deref().unwrap_or_else(no_rules);
                for (_, value) in fields {
                    let wish = Wish {
                        ty: element,
                        rules,
                        fraction: true,
                        ..wish
                    };
                    self.fit(value, wish);
                }
            }
            Type::Object(wanted) => {
                for (key, value) in fields {
                    match key {
                        Key::Name(name) => match wanted.get(name) {
                            Some(ty) => {
                                let rules = no_rules();
                                self.fit(value, Wish { ty, rules, ..wish });
                            }
                            None => {
                                let message = format!("`{}` has no field `{name}`", wish.argument);
                                self.problem("unknown-argument", wish.line, message);
                            }
                        },
                        // Its field depends on a hole; the provider's objects are written with plain names.
                        Key::Text(_) | Key::Opaque => self.form.unrepeatable = true,
                    }
                }
            }
            _ => self.unfit("a map", wish),
        }
    }
}
