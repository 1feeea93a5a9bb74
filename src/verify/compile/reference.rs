//! References: what a chain of names refers to, and whether the first names after it exist. Knows the
//! schema of what is referred to; must not know whether it is declared: the module does.

use std::ops::Range;

use hcl::edit::Ident;
use hcl::edit::Span as _;
use hcl::edit::expr::{Expression, Traversal, TraversalOperator};

use super::Compiler;
use crate::schema::types::Shape;
use crate::schema::{self, Block, Type};
use crate::verify::form::{Instance, Mode, Reference, Role, Target, Value};

/// What a name after a reference is looked up in.
enum Cursor {
    Block(&'static Block),
    /// A repeated block, before its index.
    Blocks(&'static Block),
    Type(Type),
}

impl Compiler<'_> {
    /// A name alone: a variable of a `for`, or a mistake.
    pub(super) fn bare_word(&mut self, word: &Ident, span: Option<Range<usize>>) -> Value {
        let word = word.as_str();
        if !self.scope.names.iter().any(|name| name == word) {
            let line = self.line_of(span);
            let way_out = match word {
                "True" | "TRUE" => ": write `true`",
                "False" | "FALSE" => ": write `false`",
                "None" | "nil" | "Null" | "NULL" => ": write `null`",
                _ => ": text needs quotes",
            };
            let message = format!("`{word}` is nothing that Terraform knows{way_out}");
            self.problem("undeclared-reference", line, message);
        }
        Value::Opaque(Type::Any)
    }

    pub(super) fn traversal(&mut self, traversal: &Traversal) -> Value {
        let line = self.line_of(traversal.span());
        let operators: Vec<&TraversalOperator> = traversal
            .operators
            .iter()
            .map(|operator| operator.value())
            .collect();
        for operator in &operators {
            if let TraversalOperator::Index(index) = operator {
                self.expression(index);
            }
        }
        let Expression::Variable(root) = &traversal.expr else {
            let value = self.expression(&traversal.expr);
            let scalar = matches!(
                self.shape(&value),
                Shape::Text | Shape::Number | Shape::Bool
            );
            if scalar || value == Value::Null {
                self.problem("argument-type", line, "only a list or a map has elements");
            }
            return Value::Opaque(Type::Any);
        };
        let root = root.as_str();
        if self.scope.names.iter().any(|name| name == root) {
            return Value::Opaque(Type::Any);
        }
        let first = names(&operators).next();
        match root {
            "each" | "count" | "self" | "path" | "terraform" => self.built_in(root, first, line),
            "var" | "local" => self.named_value(root, &operators, line),
            "data" => self.thing(Mode::Data, None, &operators, line),
            "ephemeral" => self.thing(Mode::Ephemeral, None, &operators, line),
            _ => self.thing(Mode::Managed, Some(root), &operators, line),
        }
    }

    fn built_in(&mut self, root: &str, first: Option<&str>, line: u32) -> Value {
        let (fits, yields) = match (root, first) {
            ("each", Some("key")) => (self.scope.each, Type::String),
            ("each", Some("value")) => (self.scope.each, Type::Any),
            ("count", Some("index")) => (self.scope.count, Type::Number),
            ("self", Some(_)) => (self.scope.itself, Type::Any),
            ("path", Some("module" | "root" | "cwd"))
            | ("terraform", Some("workspace" | "applying")) => (true, Type::String),
            _ => (false, Type::Any),
        };
        if !fits {
            let message = match root {
                "each" => "`each` has a `key` and a `value`, in a resource with `for_each` only",
                "count" => "`count` has an `index`, in a resource with `count` only",
                "self" => "`self` means something in a postcondition only",
                _ => "Terraform knows no such value",
            };
            self.problem("undeclared-reference", line, message);
        }
        Value::Opaque(yields)
    }

    fn named_value(&mut self, root: &str, operators: &[&TraversalOperator], line: u32) -> Value {
        let Some(TraversalOperator::GetAttr(name)) = operators.first() else {
            self.problem(
                "undeclared-reference",
                line,
                format!("`{root}` needs a name after it"),
            );
            return Value::Opaque(Type::Any);
        };
        let span = name.span().unwrap_or(self.start..self.start);
        let hole = self.hole(span, Some(name.as_str()));
        let target = if root == "var" {
            Target::Variable(hole)
        } else {
            Target::Local(hole)
        };
        let whole = operators.len() == 1;
        self.refer(target, line, Type::Any, false, whole)
    }

    fn thing(
        &mut self,
        mode: Mode,
        kind: Option<&str>,
        operators: &[&TraversalOperator],
        line: u32,
    ) -> Value {
        let mut rest = operators.iter();
        let mut next_name = || match rest.next() {
            Some(TraversalOperator::GetAttr(name)) => Some(name),
            _ => None,
        };
        let (kind, name) = match kind {
            Some(kind) => (Some(kind), next_name()),
            None => (next_name().map(|kind| kind.as_str()), next_name()),
        };
        let (Some(kind), Some(name)) = (kind, name) else {
            self.problem(
                "undeclared-reference",
                line,
                "a reference needs a type and a name",
            );
            return Value::Opaque(Type::Any);
        };
        let span = name.span().unwrap_or(self.start..self.start);
        let hole = self.hole(span, Some(name.as_str()));
        let schema = match mode {
            Mode::Managed => schema::resource(kind),
            Mode::Data => schema::data(kind),
            Mode::Ephemeral => schema::ephemeral(kind),
        };
        let Some(schema) = schema else {
            let message = format!("`{kind}` is no type that is declared here");
            self.problem("undeclared-reference", line, message);
            return Value::Opaque(Type::Any);
        };
        let rest = rest.as_slice();
        let (instance, rest) = match rest.split_first() {
            Some((TraversalOperator::Index(_) | TraversalOperator::LegacyIndex(_), rest)) => {
                (Instance::One, rest)
            }
            Some((TraversalOperator::FullSplat(_) | TraversalOperator::AttrSplat(_), rest)) => {
                (Instance::All, rest)
            }
            _ => (Instance::None, rest),
        };
        let attribute = match rest.first() {
            Some(TraversalOperator::GetAttr(attribute)) => Some(attribute.to_string()),
            _ => None,
        };
        let sensitive = attribute
            .as_deref()
            .and_then(|attribute| schema.block.attributes.get(attribute))
            .is_some_and(|attribute| attribute.usage.sensitive);
        let found = self.follow(kind, Cursor::Block(&schema.block), rest, line);
        let ty = match found {
            Cursor::Type(ty) => ty,
            Cursor::Blocks(_) => Type::List(Box::new(Type::Any)),
            Cursor::Block(_) => Type::Object(std::collections::BTreeMap::new()),
        };
        let ty = match instance {
            Instance::All => Type::List(Box::new(ty)),
            Instance::None | Instance::One => ty,
        };
        let target = Target::Thing {
            mode,
            kind: kind.to_owned(),
            name: hole,
            instance,
            attribute,
        };
        self.refer(target, line, ty, sensitive, true)
    }

    /// Looks the names after a reference up, as far as the schema tells.
    fn follow(
        &mut self,
        kind: &str,
        mut cursor: Cursor,
        operators: &[&TraversalOperator],
        line: u32,
    ) -> Cursor {
        for operator in operators {
            cursor = match (*operator, cursor) {
                (TraversalOperator::GetAttr(name), Cursor::Block(block)) => {
                    if let Some(attribute) = block.attributes.get(name.as_str()) {
                        if attribute.absent_in_5 {
                            let message = format!("provider 5 has no `{kind}.….{}`", name.as_str());
                            self.problem_in_5("absent-in-provider-5", line, message);
                        }
                        Cursor::Type(attribute.ty.clone())
                    } else if let Some(nested) = block.blocks.get(name.as_str()) {
                        match nested.nesting {
                            schema::Nesting::Single => Cursor::Block(&nested.block),
                            schema::Nesting::List | schema::Nesting::Set => {
                                Cursor::Blocks(&nested.block)
                            }
                        }
                    } else {
                        let message = format!("`{kind}` has no attribute `{}`", name.as_str());
                        self.problem("unknown-attribute", line, message);
                        return Cursor::Type(Type::Any);
                    }
                }
                (TraversalOperator::GetAttr(name), Cursor::Type(ty)) => {
                    match ty.element(name.as_str()) {
                        Some(element) => Cursor::Type(element.clone()),
                        None => {
                            let message = format!("{ty} has no attribute `{}`", name.as_str());
                            self.problem("unknown-attribute", line, message);
                            return Cursor::Type(Type::Any);
                        }
                    }
                }
                (TraversalOperator::GetAttr(_), Cursor::Blocks(_)) => {
                    self.problem("unknown-attribute", line, "a repeated block needs an index");
                    return Cursor::Type(Type::Any);
                }
                (TraversalOperator::Index(_) | TraversalOperator::LegacyIndex(_), before) => {
                    match before {
                        Cursor::Blocks(block) => Cursor::Block(block),
                        Cursor::Type(Type::List(element) | Type::Map(element)) => {
                            Cursor::Type(*element)
                        }
                        _ => return Cursor::Type(Type::Any),
                    }
                }
                (TraversalOperator::FullSplat(_) | TraversalOperator::AttrSplat(_), _) => {
                    return Cursor::Type(Type::List(Box::new(Type::Any)));
                }
            };
        }
        cursor
    }

    /// Records a reference. `exact` tells that `ty` is the type of the whole expression.
    pub(super) fn refer(
        &mut self,
        target: Target,
        line: u32,
        ty: Type,
        sensitive: bool,
        exact: bool,
    ) -> Value {
        self.form.references.push(Reference {
            target,
            line,
            argument: self.context.argument.clone(),
            role: self.context.role,
            ty,
            wanted: Type::Any,
            sensitive,
        });
        if exact && self.context.role != Role::DependsOn {
            Value::Reference(self.form.references.len().saturating_sub(1))
        } else {
            Value::Opaque(Type::Any)
        }
    }
}

fn names<'t>(operators: &[&'t TraversalOperator]) -> impl Iterator<Item = &'t str> {
    operators.iter().filter_map(|operator| match operator {
        TraversalOperator::GetAttr(name) => Some(name.as_str()),
        _ => None,
    })
}
