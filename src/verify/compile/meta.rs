//! Terraform's own arguments of a resource: `provider`, `count`, `for_each`, `depends_on` and
//! `lifecycle`. Knows what Terraform demands of them; must not know the provider's arguments.

use hcl::edit::Span as _;
use hcl::edit::expr::{Expression, TraversalOperator};
use hcl::edit::structure::{Attribute, Block as Written, Body, Structure};

use super::Compiler;
use crate::schema::types::Shape;
use crate::schema::{Block, Type};
use crate::verify::adopted::IGNORES_ALL;
use crate::verify::form::{Mode, Repeated, Role, Target, Value};

impl Compiler<'_> {
    /// Reads `count` and `for_each`, which decide what the rest of the block may say.
    pub(super) fn repetition(&mut self, body: &Body) -> Repeated {
        let count = body.get_attribute("count");
        let for_each = body.get_attribute("for_each");
        if let (Some(_), Some(second)) = (count, for_each) {
            let line = self.line_of(second.span());
            self.problem(
                "conflicting-arguments",
                line,
                "`count` and `for_each` exclude each other",
            );
        }
        if let Some(count) = count {
            let value = self.named("count", count);
            if !self.shape(&value).may_become(Shape::Number) {
                let line = self.line_of(count.span());
                self.problem("argument-type", line, "`count` must be a number");
            }
            self.scope.count = true;
        }
        if let Some(for_each) = for_each {
            let value = self.named("for_each", for_each);
            self.for_each_value(for_each, &value);
            self.form.each = Some(value);
            self.scope.each = true;
        }
        match (count, for_each) {
            (_, Some(_)) => Repeated::ForEach,
            (Some(_), None) => Repeated::Count,
            (None, None) => Repeated::Once,
        }
    }

    fn for_each_value(&mut self, written: &Attribute, value: &Value) {
        let set = matches!(&written.value, Expression::FuncCall(call) if call.name.name.as_str() == "toset");
        let fits = match value {
            Value::List(items) => {
                set && items
                    .iter()
                    .all(|item| matches!(self.shape(item), Shape::Text | Shape::Unknown))
            }
            value => matches!(
                self.shape(value),
                Shape::Mapping | Shape::Sequence | Shape::Unknown
            ),
        };
        if !fits {
            let line = self.line_of(written.span());
            let message = "`for_each` must be a map, or a set of strings by `toset`";
            self.problem("argument-type", line, message);
        }
    }

    /// The value of an argument outside the provider's schema.
    pub(super) fn named(&mut self, name: &str, written: &Attribute) -> Value {
        let outer = std::mem::replace(&mut self.context.argument, name.to_owned());
        let value = self.expression(&written.value);
        self.context.argument = outer;
        value
    }

    /// Reads what is Terraform's in the body of a resource or data source.
    pub(super) fn meta(&mut self, mode: Mode, body: &Body, schema: Option<&'static Block>) {
        if let Some(written) = body.get_attribute("provider") {
            self.provider_of(written);
        }
        if let Some(written) = body.get_attribute("depends_on") {
            self.whole_resources("depends_on", written);
        }
        let mut lifecycles = body.get_blocks("lifecycle");
        if let Some(lifecycle) = lifecycles.next() {
            self.lifecycle(mode, lifecycle, schema);
        }
        if let Some(second) = lifecycles.next() {
            let line = self.line_of(second.span());
            self.problem("too-many-blocks", line, "`lifecycle` may stand once");
        }
    }

    pub(super) fn provider_of(&mut self, written: &Attribute) {
        let line = self.line_of(written.span());
        let target = match &written.value {
            Expression::Variable(name) if name.as_str() == "aws" => Some(Target::Provider(None)),
            Expression::Traversal(traversal) => {
                let mut names = traversal.operators.iter().map(|operator| operator.value());
                match (&traversal.expr, names.next(), names.next()) {
                    (Expression::Variable(root), Some(TraversalOperator::GetAttr(alias)), None) => {
                        let span = alias.span().unwrap_or(self.start..self.start);
                        let hole = self.hole(span, Some(alias.as_str()));
                        (root.as_str() == "aws").then_some(Target::Provider(Some(hole)))
                    }
                    _ => None,
                }
            }
            other => {
                self.expression(other);
                None
            }
        };
        match target {
            Some(target) => {
                if let Target::Provider(alias) = target {
                    self.form.provider = Some(alias);
                }
                self.context.role = Role::Provider;
                self.refer(target, line, Type::Any, false, true);
                self.context.role = Role::Value;
            }
            None => {
                let message = "`provider` must name a provider, such as `aws.us_east_1`";
                self.problem("undeclared-provider", line, message);
            }
        }
    }

    /// A list of whole resources.
    pub(super) fn whole_resources(&mut self, name: &str, written: &Attribute) {
        let line = self.line_of(written.span());
        let Expression::Array(array) = &written.value else {
            self.expression(&written.value);
            let message = format!("`{name}` must be a list of resources");
            return self.problem("argument-type", line, message);
        };
        let outer = std::mem::replace(&mut self.context.argument, name.to_owned());
        self.context.role = Role::DependsOn;
        for item in array {
            let before = self.form.references.len();
            self.expression(item);
            let whole = self.form.references.len() > before
                && self.form.references.iter().skip(before).all(|reference| {
                    !matches!(
                        &reference.target,
                        Target::Thing {
                            attribute: Some(_),
                            ..
                        }
                    )
                });
            if !whole {
                let line = self.line_of(item.span());
                let message = format!("`{name}` takes whole resources, such as `aws_kms_key.name`");
                self.problem("depends-on", line, message);
            }
        }
        self.context.role = Role::Value;
        self.context.argument = outer;
    }

    fn lifecycle(&mut self, mode: Mode, lifecycle: &Written, schema: Option<&'static Block>) {
        if !lifecycle.labels.is_empty() {
            let line = self.line_of(lifecycle.span());
            self.problem("lifecycle", line, "`lifecycle` takes no label");
        }
        for structure in &lifecycle.body {
            match structure {
                Structure::Attribute(written) => {
                    let line = self.line_of(written.span());
                    let name = written.key.as_str();
                    match name {
                        "create_before_destroy" | "prevent_destroy" if mode == Mode::Managed => {
                            let value = self.expression(&written.value);
                            if !matches!(value, Value::Bool(_)) {
                                let message = format!("`{name}` must be written `true` or `false`");
                                self.problem("lifecycle", line, message);
                            }
                            self.argument(format!("lifecycle.{name}"), line, value);
                        }
                        "ignore_changes" if mode == Mode::Managed => {
                            self.ignore_changes(written, schema);
                        }
                        "replace_triggered_by" if mode == Mode::Managed => {
                            self.context.role = Role::Address;
                            self.named(name, written);
                            self.context.role = Role::Value;
                        }
                        _ => {
                            let message = format!("`lifecycle` has no argument `{name}`");
                            self.problem("lifecycle", line, message);
                            self.expression(&written.value);
                        }
                    }
                }
                Structure::Block(written) => self.condition(written),
            }
        }
    }

    /// `precondition`, `postcondition` and the like.
    pub(super) fn condition(&mut self, written: &Written) {
        let line = self.line_of(written.span());
        let name = written.ident.as_str();
        if !matches!(name, "precondition" | "postcondition" | "validation") {
            let message = format!("`{name}` is no block that stands here");
            return self.problem("unknown-block", line, message);
        }
        self.scope.itself = name == "postcondition";
        for wanted in ["condition", "error_message"] {
            if !written.body.has_attribute(wanted) {
                self.problem(
                    "missing-argument",
                    line,
                    format!("`{name}` needs `{wanted}`"),
                );
            }
        }
        for structure in &written.body {
            match structure {
                Structure::Attribute(written)
                    if matches!(written.key.as_str(), "condition" | "error_message") =>
                {
                    self.named(written.key.as_str(), written);
                }
                other => {
                    let line = self.line_of(other.span());
                    let message = format!("`{name}` has a `condition` and an `error_message` only");
                    self.problem("unknown-argument", line, message);
                }
            }
        }
        self.scope.itself = false;
    }

    fn ignore_changes(&mut self, written: &Attribute, schema: Option<&'static Block>) {
        let line = self.line_of(written.span());
        let array = match &written.value {
            Expression::Array(array) => array,
            Expression::Variable(all) if all.as_str() == "all" => {
                return self.argument(IGNORES_ALL.to_owned(), line, Value::Bool(true));
            }
            other => {
                self.expression(other);
                let message = "`ignore_changes` must be a list of names";
                return self.problem("lifecycle", line, message);
            }
        };
        for item in array {
            let root = match item {
                Expression::Variable(name) => name.as_str(),
                Expression::Traversal(traversal) => {
                    self.form.unrepeatable = true;
                    match &traversal.expr {
                        Expression::Variable(name) => name.as_str(),
                        _ => "",
                    }
                }
                other => {
                    self.expression(other);
                    ""
                }
            };
            if root.contains("kms") || matches!(root, "storage_encrypted" | "policy") {
                let line = self.line_of(item.span());
                let message = format!("changes of `{root}` must not be ignored");
                self.problem("lifecycle", line, message);
                continue;
            }
            let known = schema.is_none_or(|schema| {
                schema.attributes.contains_key(root) || schema.blocks.contains_key(root)
            });
            if known {
                let path = format!("lifecycle.ignore_changes.{root}");
                self.argument(path, line, Value::Bool(true));
            } else {
                let line = self.line_of(item.span());
                let message = "`ignore_changes` takes names of arguments of this type";
                self.problem("lifecycle", line, message);
            }
        }
    }
}
