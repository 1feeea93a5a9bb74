//! Expressions: what they say as far as the text tells it, which holes they have and what they refer
//! to. Knows Terraform's expressions; must not know arguments. hcl-edit bounds how deep they nest.

use std::collections::BTreeMap;

use hcl::edit::Span as _;
use hcl::edit::expr::{
    Array, BinaryOperator, Expression, ForExpr, FuncCall, Object, ObjectKey, UnaryOperator,
};
use hcl::edit::template::{Directive, Element, Template};

use super::Compiler;
use crate::schema::Type;
use crate::schema::types::Shape;
use crate::verify::form::{Key, KeySet, Role, Value};
use crate::verify::functions;

impl Compiler<'_> {
    pub(super) fn expression(&mut self, expression: &Expression) -> Value {
        match expression {
            Expression::Null(_) => Value::Null,
            Expression::Bool(truth) => Value::Bool(*truth.value()),
            Expression::Number(number) => {
                let span = number.span().unwrap_or(self.start..self.start);
                Value::Number(self.hole(span, None))
            }
            Expression::String(text) => Value::Text(self.quoted(text.span(), text.value())),
            Expression::Array(array) => Value::List(self.items(array)),
            Expression::Object(object) => self.object(object),
            Expression::StringTemplate(template) => {
                for literal in template.iter().filter_map(|element| element.as_literal()) {
                    self.one_line(&literal.span().unwrap_or(self.start..self.start));
                }
                self.template(template)
            }
            Expression::HeredocTemplate(heredoc) => {
                self.form.unrepeatable = true;
                self.template(&heredoc.template)
            }
            Expression::Parenthesis(inner) => self.expression(inner.inner()),
            Expression::Variable(word) => self.bare_word(word.value(), word.span()),
            Expression::Conditional(conditional) => {
                self.operand(&conditional.cond_expr, Shape::Bool);
                let branches = [&conditional.true_expr, &conditional.false_expr];
                Value::Either(branches.map(|branch| self.expression(branch)).into())
            }
            Expression::FuncCall(call) => self.call(call),
            Expression::Traversal(traversal) => self.traversal(traversal),
            Expression::UnaryOp(operation) => match operation.operator.value() {
                UnaryOperator::Neg => {
                    self.computed(&[&operation.expr], Shape::Number, Type::Number)
                }
                UnaryOperator::Not => self.computed(&[&operation.expr], Shape::Bool, Type::Bool),
            },
            Expression::BinaryOp(operation) => {
                use BinaryOperator as Op;
                let sides = [&operation.lhs_expr, &operation.rhs_expr];
                match operation.operator.value() {
                    Op::Eq | Op::NotEq => self.computed(&sides, Shape::Unknown, Type::Bool),
                    Op::LessEq | Op::GreaterEq | Op::Less | Op::Greater => {
                        self.computed(&sides, Shape::Number, Type::Bool)
                    }
                    Op::And | Op::Or => self.computed(&sides, Shape::Bool, Type::Bool),
                    Op::Plus | Op::Minus | Op::Mul | Op::Div | Op::Mod => {
                        self.computed(&sides, Shape::Number, Type::Number)
                    }
                }
            }
            Expression::ForExpr(each) => self.for_expression(each),
        }
    }

    fn items(&mut self, array: &Array) -> Vec<Value> {
        array.iter().map(|item| self.expression(item)).collect()
    }

    fn computed(&mut self, operands: &[&Expression], wanted: Shape, yields: Type) -> Value {
        for operand in operands {
            self.operand(operand, wanted);
        }
        Value::Opaque(yields)
    }

    fn operand(&mut self, operand: &Expression, wanted: Shape) {
        let value = self.expression(operand);
        let shape = self.shape(&value);
        if !shape.may_become(wanted) {
            let line = self.line_of(operand.span());
            let message = format!("{} stands where {} belongs", shape.word(), wanted.word());
            self.problem("argument-type", line, message);
        }
    }

    pub(super) fn shape(&self, value: &Value) -> Shape {
        match value {
            Value::Null | Value::Either(_) => Shape::Unknown,
            Value::Bool(_) => Shape::Bool,
            Value::Text(_) | Value::Json(_) => Shape::Text,
            Value::Number(_) => Shape::Number,
            Value::List(_) => Shape::Sequence,
            Value::Object(_) => Shape::Mapping,
            Value::Reference(at) => self
                .form
                .references
                .get(*at)
                .map_or(Shape::Unknown, |reference| reference.ty.shape()),
            Value::Opaque(ty) => ty.shape(),
        }
    }

    fn object(&mut self, object: &Object) -> Value {
        let mut fields = Vec::new();
        let mut keys = KeySet {
            holes: Vec::new(),
            names: Vec::new(),
        };
        for (key, value) in object {
            let key = match key {
                ObjectKey::Ident(name) => {
                    keys.names.push(name.to_string());
                    Key::Name(name.to_string())
                }
                ObjectKey::Expression(Expression::String(text)) => {
                    let hole = self.quoted(text.span(), text.value());
                    keys.holes.push(hole);
                    Key::Text(hole)
                }
                ObjectKey::Expression(other) => {
                    // Two computed keys may turn out to be one: nothing to reuse.
                    self.form.unrepeatable = true;
                    if matches!(other, Expression::Traversal(_)) {
                        let line = self.line_of(other.span());
                        self.problem("syntax", line, "a computed key needs parentheses around it");
                    }
                    self.operand(other, Shape::Text);
                    Key::Opaque
                }
            };
            fields.push((key, self.expression(value.expr())));
        }
        if !keys.holes.is_empty() {
            self.form.objects.push(keys);
        }
        Value::Object(fields)
    }

    fn template(&mut self, template: &Template) -> Value {
        let role = self.context.role;
        if role == Role::Value && template.as_single_element().is_none() {
            self.context.role = Role::Text;
        }
        let mut single = None;
        for element in template {
            match element {
                Element::Literal(text) => {
                    let span = text.span().unwrap_or(self.start..self.start);
                    self.hole(span, None);
                }
                Element::Interpolation(part) => {
                    let value = self.expression(&part.expr);
                    let shape = self.shape(&value);
                    if template.len() > 1 && !shape.may_become(Shape::Text) {
                        let line = self.line_of(part.span());
                        let message = format!("{} can't be part of a string", shape.word());
                        self.problem("argument-type", line, message);
                    }
                    single = Some(value);
                }
                Element::Directive(directive) => self.directive(directive),
            }
        }
        self.context.role = role;
        match single {
            Some(value) if template.len() == 1 => value,
            _ => Value::Opaque(Type::String),
        }
    }

    fn directive(&mut self, directive: &Directive) {
        self.form.unrepeatable = true;
        match directive {
            Directive::If(choice) => {
                self.operand(&choice.if_expr.cond_expr, Shape::Bool);
                self.template(&choice.if_expr.template);
                if let Some(otherwise) = &choice.else_expr {
                    self.template(&otherwise.template);
                }
            }
            Directive::For(each) => {
                self.expression(&each.for_expr.collection_expr);
                let before = self.scope.names.len();
                let key = each.for_expr.key_var.iter();
                let names = key.chain([&each.for_expr.value_var]);
                self.scope.names.extend(names.map(|name| name.to_string()));
                self.template(&each.for_expr.template);
                self.scope.names.truncate(before);
            }
        }
    }

    fn for_expression(&mut self, each: &ForExpr) -> Value {
        self.expression(&each.intro.collection_expr);
        let before = self.scope.names.len();
        let names = each.intro.key_var.iter().chain([&each.intro.value_var]);
        self.scope.names.extend(names.map(|name| name.to_string()));
        if let Some(key) = &each.key_expr {
            self.operand(key, Shape::Text);
        }
        self.expression(&each.value_expr);
        if let Some(condition) = &each.cond {
            self.operand(&condition.expr, Shape::Bool);
        }
        self.scope.names.truncate(before);
        if each.key_expr.is_some() {
            Value::Opaque(Type::Object(BTreeMap::new()))
        } else {
            Value::Opaque(Type::List(Box::new(Type::Any)))
        }
    }

    fn call(&mut self, call: &FuncCall) -> Value {
        let name = call.name.name.as_str();
        let line = self.line_of(call.span());
        let Some((takes, yields)) = functions::find(name).filter(|_| !call.name.is_namespaced())
        else {
            self.problem(
                "unknown-function",
                line,
                format!("Terraform has no function `{name}`"),
            );
            for argument in call.args.iter() {
                self.expression(argument);
            }
            return Value::Opaque(Type::Any);
        };
        if !takes.contains(&call.args.len()) && !call.args.expand_final() {
            let message = format!("`{name}` takes another number of arguments");
            self.problem("argument-type", line, message);
        }
        let role = self.context.role;
        if role == Role::Value && name == "jsonencode" {
            self.context.role = Role::Text;
        }
        let mut values: Vec<Value> = call
            .args
            .iter()
            .map(|argument| self.expression(argument))
            .collect();
        self.context.role = role;
        match (name, values.pop()) {
            ("jsonencode", Some(value)) => Value::Json(Box::new(value)),
            ("toset" | "tolist", Some(value @ (Value::List(_) | Value::Reference(_)))) => value,
            ("tomap", Some(value @ Value::Object(_))) => value,
            _ => Value::Opaque(match yields {
                Shape::Text => Type::String,
                Shape::Number => Type::Number,
                Shape::Bool => Type::Bool,
                Shape::Sequence => Type::List(Box::new(Type::Any)),
                Shape::Mapping => Type::Map(Box::new(Type::Any)),
                Shape::Unknown => Type::Any,
            }),
        }
    }
}
