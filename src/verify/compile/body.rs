//! The contents of a block against its schema: every argument and nested block exists, may be
//! written, is there as often as it must. Knows the schema; must not know what a value means.

use std::collections::{BTreeMap, BTreeSet};

use hcl::edit::Span as _;
use hcl::edit::expr::Expression;
use hcl::edit::structure::{Attribute as Written, Block as WrittenBlock, Body, Structure};

use super::Compiler;
use super::fit::{Wish, no_rules};
use crate::schema::{Attribute, Block, NestedBlock, Nesting, Type};
use crate::verify::form::{Role, Value};

/// What stands in a body: names with their lines, how often each nested block, which of them by
/// `dynamic`.
#[derive(Default)]
pub(super) struct Standing {
    pub(super) set: BTreeMap<String, u32>,
    pub(super) counts: BTreeMap<String, usize>,
    pub(super) dynamic: BTreeSet<String>,
}

/// Names in the body of a resource that are Terraform's, not the provider's. `lifecycle` is a block, the
/// others are arguments.
pub(super) const META: [&str; 5] = ["provider", "count", "for_each", "depends_on", "lifecycle"];

impl Compiler<'_> {
    /// Compiles a body below `path`, less what is not the provider's.
    pub(super) fn body(
        &mut self,
        body: &Body,
        schema: &'static Block,
        path: &str,
        line: u32,
        skip: &[&str],
    ) {
        let mut standing = Standing::default();
        for structure in body {
            match structure {
                Structure::Attribute(written) => {
                    let name = written.key.as_str();
                    if name == "lifecycle" || !skip.contains(&name) {
                        self.written(written, schema, path, &mut standing);
                    }
                }
                Structure::Block(written) => {
                    let name = written.ident.as_str();
                    if name != "lifecycle" || !skip.contains(&name) {
                        self.written_block(written, schema, path, &mut standing);
                    }
                }
            }
        }
        self.required(schema, &standing, path, line);
        self.relations(schema, &standing, line);
    }

    fn written(
        &mut self,
        written: &Written,
        schema: &'static Block,
        path: &str,
        standing: &mut Standing,
    ) {
        let name = written.key.as_str();
        let line = self.line_of(written.span());
        let argument = joined(path, name);
        let Some(attribute) = schema.attributes.get(name) else {
            if schema.blocks.contains_key(name) {
                let message = format!("`{argument}` is a block: it takes no `=`");
                self.problem("argument-as-block", line, message);
            } else {
                let message = format!("`{argument}` is no argument of this type");
                self.problem("unknown-argument", line, message);
            }
            self.expression(&written.value);
            return;
        };
        self.may_be_written(attribute, &argument, line);
        let value = self.value_of(&argument, attribute, &written.value, line);
        if value != Value::Null {
            standing.set.insert(name.to_owned(), line);
        }
        self.argument(argument, line, value);
    }

    fn may_be_written(&mut self, attribute: &Attribute, argument: &str, line: u32) {
        if attribute.usage.read_only() {
            let message = format!("`{argument}` is set by AWS, not by a configuration");
            self.problem("read-only-argument", line, message);
        } else if attribute.absent_in_5 {
            let message = format!("provider 5 has no `{argument}`");
            self.problem_in_5("absent-in-provider-5", line, message);
        } else if attribute.is_in_5.is_some_and(|usage| usage.read_only()) {
            let message = format!("provider 5 doesn't let `{argument}` be set");
            self.problem_in_5("absent-in-provider-5", line, message);
        }
    }

    fn value_of(
        &mut self,
        argument: &str,
        attribute: &'static Attribute,
        written: &Expression,
        line: u32,
    ) -> Value {
        let role = self.context.role;
        if attribute.usage.write_only {
            self.context.role = Role::WriteOnly;
        }
        let outer = std::mem::replace(&mut self.context.argument, argument.to_owned());
        let before = self.form.references.len();
        let value = self.expression(written);
        let is_secret = attribute.usage.sensitive || attribute.usage.write_only;
        let is_said = self.form.references.len() == before && value != Value::Null;
        // A certificate is shown to everybody, whatever the schema says.
        let is_secret = is_secret && !argument.contains("certificate");
        if is_secret && is_said && attribute.ty == Type::String && !attribute.usage.read_only() {
            let message = format!("`{argument}` is a secret: it must come from a variable");
            self.problem("literal-secret", line, message);
        }
        let wish = Wish {
            ty: &attribute.ty,
            rules: &attribute.rules,
            fraction: attribute.fraction,
            argument,
            line,
        };
        self.fit(&value, wish);
        self.context.argument = outer;
        self.context.role = role;
        value
    }

    fn written_block(
        &mut self,
        written: &WrittenBlock,
        schema: &'static Block,
        path: &str,
        standing: &mut Standing,
    ) {
        let line = self.line_of(written.span());
        let name = written.ident.as_str();
        if name == "dynamic" {
            return self.dynamic(written, schema, path, standing);
        }
        let argument = joined(path, name);
        if !written.labels.is_empty() {
            let message = format!("`{argument}` takes no label");
            self.problem("unknown-block", line, message);
        }
        if let Some(nested) = schema.blocks.get(name) {
            standing.set.entry(name.to_owned()).or_insert(line);
            let count = standing.counts.entry(name.to_owned()).or_default();
            *count = count.saturating_add(1);
            self.nested(nested, &written.body, &argument, line);
        } else if let Some(attribute) = schema.attributes.get(name) {
            self.attribute_as_block(attribute, written, &argument, line);
            standing.set.entry(name.to_owned()).or_insert(line);
        } else {
            let message = format!("`{argument}` is no block of this type");
            self.problem("unknown-block", line, message);
        }
    }

    fn nested(&mut self, nested: &'static NestedBlock, body: &Body, argument: &str, line: u32) {
        if nested.absent_in_5 {
            let message = format!("provider 5 has no block `{argument}`");
            self.problem_in_5("absent-in-provider-5", line, message);
        }
        self.argument(argument.to_owned(), line, Value::Opaque(Type::Any));
        self.body(body, &nested.block, argument, line, &[]);
    }

    /// The provider's older attributes that are lists of objects may be written as blocks.
    /// Source: Terraform language, Attributes as Blocks.
    fn attribute_as_block(
        &mut self,
        attribute: &'static Attribute,
        written: &WrittenBlock,
        argument: &str,
        line: u32,
    ) {
        let (Type::List(element) | Type::Set(element)) = &attribute.ty else {
            let message = format!("`{argument}` is no block: it takes `=`");
            return self.problem("argument-as-block", line, message);
        };
        let Type::Object(fields) = element.as_ref() else {
            let message = format!("`{argument}` is no block: it takes `=`");
            return self.problem("argument-as-block", line, message);
        };
        self.may_be_written(attribute, argument, line);
        for field in written.body.attributes() {
            let name = field.key.as_str();
            let argument = joined(argument, name);
            let line = self.line_of(field.span());
            let value = self.expression(&field.value);
            match fields.get(name) {
                Some(ty) => self.fit(
                    &value,
                    Wish {
                        ty,
                        rules: no_rules(),
                        fraction: true,
                        argument: &argument,
                        line,
                    },
                ),
                None => {
                    let message = format!("`{argument}` is no argument of this type");
                    self.problem("unknown-argument", line, message);
                }
            }
        }
    }

    fn dynamic(
        &mut self,
        written: &WrittenBlock,
        schema: &'static Block,
        path: &str,
        standing: &mut Standing,
    ) {
        let line = self.line_of(written.span());
        self.form.unrepeatable = true;
        let label = written
            .labels
            .first()
            .map(|label| label.as_str().to_owned());
        let nested = label.as_deref().and_then(|label| schema.blocks.get(label));
        let content = written.body.get_blocks("content").next();
        let for_each = written.body.get_attribute("for_each");
        let (Some(label), Some(nested), Some(content), Some(for_each)) =
            (label, nested, content, for_each)
        else {
            let message = "`dynamic` needs the name of a block, `for_each` and `content`";
            return self.problem("unknown-block", line, message);
        };
        self.expression(&for_each.value);
        let iterator = match written
            .body
            .get_attribute("iterator")
            .map(|iterator| &iterator.value)
        {
            Some(Expression::Variable(name)) => name.to_string(),
            _ => label.clone(),
        };
        standing.set.entry(label.clone()).or_insert(line);
        standing.dynamic.insert(label.clone());
        self.scope.names.push(iterator);
        self.nested(nested, &content.body, &joined(path, &label), line);
        self.scope.names.pop();
    }

    fn required(&mut self, schema: &'static Block, standing: &Standing, path: &str, line: u32) {
        for (name, attribute) in &schema.attributes {
            if standing.set.contains_key(name) {
                continue;
            }
            let message = format!("`{}` is missing", joined(path, name));
            if attribute.usage.required {
                self.problem("missing-argument", line, message);
            } else if attribute.is_in_5.is_some_and(|usage| usage.required) {
                self.problem_in_5(
                    "missing-argument",
                    line,
                    format!("{message} for provider 5"),
                );
            }
        }
        for (name, nested) in &schema.blocks {
            if standing.dynamic.contains(name) {
                continue;
            }
            let count = standing.counts.get(name).copied().unwrap_or_default();
            let at = standing.set.get(name).copied().unwrap_or(line);
            if count < nested.min {
                self.problem(
                    "missing-block",
                    at,
                    format!("the block `{name}` is missing"),
                );
            } else if count < nested.min_in_5 {
                let message = format!("the block `{name}` is missing for provider 5");
                self.problem_in_5("missing-block", at, message);
            }
            let most = match nested.nesting {
                Nesting::Single => Some(1),
                Nesting::List | Nesting::Set => nested.max,
            };
            if let Some(most) = most.filter(|most| count > *most) {
                let message = format!("the block `{name}` may stand {most} times at most");
                self.problem("too-many-blocks", at, message);
            }
        }
    }
}

pub(super) fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
