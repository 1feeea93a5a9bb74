//! Variables, outputs and locals. Knows what Terraform demands of them; must not know the provider.

use hcl::edit::Span as _;
use hcl::edit::expr::Expression;
use hcl::edit::structure::{Attribute, Block, BlockLabel, Structure};

use super::Compiler;
use super::fit::{Wish, no_rules};
use crate::schema::Type;
use crate::verify::form::{Head, Value};

impl Compiler<'_> {
    pub(super) fn variable(&mut self, name: &BlockLabel, block: &Block) {
        let name = self.label(name);
        let mut ty = Type::Any;
        for structure in &block.body {
            match structure {
                Structure::Attribute(written) => {
                    let line = self.line_of(written.span());
                    let key = written.key.as_str();
                    match key {
                        "type" => ty = self.type_expression(&written.value, line),
                        "sensitive" | "ephemeral" | "nullable" => self.flag(key, written),
                        "description" | "default" => {
                            let value = self.named(key, written);
                            self.argument(key.to_owned(), line, value);
                        }
                        _ => self.problem(
                            "unknown-argument",
                            line,
                            format!("a variable has no `{key}`"),
                        ),
                    }
                }
                Structure::Block(written) => self.condition(written),
            }
        }
        if let Some(default) = self.form.argument("default") {
            let (value, line) = (default.value.clone(), default.line);
            let wish = Wish {
                ty: &ty,
                rules: no_rules(),
                fraction: true,
                argument: "default",
                line,
            };
            self.fit(&value, wish);
        }
        let is_on = |flag| self.form.value(flag) == Some(&Value::Bool(true));
        let (sensitive, ephemeral) = (is_on("sensitive"), is_on("ephemeral"));
        let line = self
            .form
            .argument("default")
            .filter(|default| default.value != Value::Null)
            .map(|default| default.line);
        if let Some(line) = line.filter(|_| sensitive || ephemeral) {
            let message = "a secret has no `default`: it would be written out";
            self.problem("literal-secret", line, message);
        }
        self.form.head = Head::Variable {
            name,
            sensitive,
            ephemeral,
            ty,
        };
    }

    fn flag(&mut self, key: &str, written: &Attribute) {
        let line = self.line_of(written.span());
        let value = self.expression(&written.value);
        if !matches!(value, Value::Bool(_)) {
            self.problem(
                "argument-type",
                line,
                format!("`{key}` must be written `true` or `false`"),
            );
        }
        self.argument(key.to_owned(), line, value);
    }

    /// `string`, `list(string)`, `object({ … })` …
    fn type_expression(&mut self, written: &Expression, line: u32) -> Type {
        let of = |compiler: &mut Self, argument: Option<&Expression>| {
            Box::new(argument.map_or(Type::Any, |argument| {
                compiler.type_expression(argument, line)
            }))
        };
        match written {
            Expression::Variable(name) => match name.as_str() {
                "string" => return Type::String,
                "number" => return Type::Number,
                "bool" => return Type::Bool,
                "any" => return Type::Any,
                _ => {}
            },
            Expression::FuncCall(call) => match call.name.name.as_str() {
                "list" => return Type::List(of(self, call.args.get(0))),
                "set" => return Type::Set(of(self, call.args.get(0))),
                "map" => return Type::Map(of(self, call.args.get(0))),
                "optional" => return *of(self, call.args.get(0)),
                "object" | "tuple" => {
                    self.form.unrepeatable = true;
                    return Type::Any;
                }
                _ => {}
            },
            _ => {}
        }
        self.form.unrepeatable = true;
        self.problem(
            "argument-type",
            line,
            "`type` must be a type, such as `string`",
        );
        Type::Any
    }

    pub(super) fn output(&mut self, name: &BlockLabel, block: &Block) {
        let name = self.label(name);
        for structure in &block.body {
            match structure {
                Structure::Attribute(written) => {
                    let line = self.line_of(written.span());
                    let key = written.key.as_str();
                    match key {
                        "sensitive" | "ephemeral" => self.flag(key, written),
                        "description" | "value" => {
                            let value = self.named(key, written);
                            self.argument(key.to_owned(), line, value);
                        }
                        "depends_on" => self.whole_resources(key, written),
                        _ => self.problem(
                            "unknown-argument",
                            line,
                            format!("an output has no `{key}`"),
                        ),
                    }
                }
                Structure::Block(written) => self.condition(written),
            }
        }
        if let Some(ephemeral) = self.form.argument("ephemeral")
            && ephemeral.value != Value::Bool(false)
        {
            let line = ephemeral.line;
            self.problem(
                "ephemeral-value",
                line,
                "a root module's outputs can't be ephemeral",
            );
        }
        if self.form.argument("value").is_none() {
            self.problem("missing-argument", 0, "`value` is missing");
        }
        self.form.head = Head::Output {
            name,
            sensitive: self.form.value("sensitive") == Some(&Value::Bool(true)),
        };
    }

    pub(super) fn locals(&mut self, block: &Block) {
        let mut names = Vec::new();
        for structure in &block.body {
            let line = self.line_of(structure.span());
            match structure {
                Structure::Attribute(written) => {
                    let name = written.key.as_str();
                    let value = self.named(name, written);
                    self.argument(name.to_owned(), line, value);
                    names.push((name.to_owned(), line));
                }
                Structure::Block(_) => {
                    self.problem("unknown-block", line, "`locals` has no blocks")
                }
            }
        }
        self.form.head = Head::Locals(names);
    }
}
