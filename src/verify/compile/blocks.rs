//! The kinds of top-level blocks, and what Terraform demands of each. Knows Terraform's language; must
//! not know what the provider's types mean.

use hcl::edit::Span as _;
use hcl::edit::structure::{Block, BlockLabel};

use super::Compiler;
use super::body::META;
use super::fit::no_rules;
use crate::schema;
use crate::verify::adopted::IGNORES_ALL;
use crate::verify::form::{Head, Hole, Mode, Value, ValueCheck, Wanted};

impl Compiler<'_> {
    pub(super) fn top_level(&mut self, block: &Block) {
        match (block.ident.as_str(), block.labels.as_slice()) {
            ("resource", [kind, name]) => self.thing_block(Mode::Managed, kind, name, block),
            ("data", [kind, name]) => self.thing_block(Mode::Data, kind, name, block),
            ("ephemeral", [kind, name]) => self.thing_block(Mode::Ephemeral, kind, name, block),
            ("provider", [kind]) if kind.as_str() == "aws" => self.provider_block(block),
            ("provider", [_]) => self.problem(
                "unknown-provider",
                0,
                "only the provider `aws` can be verified",
            ),
            ("variable", [name]) => self.variable(name, block),
            ("output", [name]) => self.output(name, block),
            ("locals", []) => self.locals(block),
            ("terraform", []) => self.terraform(block),
            ("import" | "moved" | "removed", []) => self.refactoring(block),
            ("module", _) => {
                self.problem("unknown-block", 0, "what a module makes can't be verified");
            }
            _ => self.problem("unknown-block", 0, "no block of Terraform looks like this"),
        }
    }

    /// The hole of a label that must be an identifier.
    pub(super) fn label(&mut self, label: &BlockLabel) -> Hole {
        let span = label.span();
        let hole = match label {
            BlockLabel::String(text) => self.quoted(span, text.as_str()),
            BlockLabel::Ident(name) => {
                self.form.unrepeatable = true;
                self.hole(span.unwrap_or(self.start..self.start), Some(name.as_str()))
            }
        };
        self.form.checks.push(ValueCheck {
            hole,
            wanted: Wanted::Identifier,
            rules: no_rules(),
            argument: "name".to_owned(),
        });
        hole
    }

    fn thing_block(&mut self, mode: Mode, kind: &BlockLabel, name: &BlockLabel, block: &Block) {
        let kind = kind.as_str();
        let name = self.label(name);
        let schema = match mode {
            Mode::Managed => schema::resource(kind),
            Mode::Data => schema::data(kind),
            Mode::Ephemeral => schema::ephemeral(kind),
        };
        let repeated = self.repetition(&block.body);
        self.meta(mode, &block.body, schema.map(|schema| &schema.block));
        match schema {
            Some(schema) => {
                if schema.absent_in_5 {
                    self.problem_in_5(
                        "absent-in-provider-5",
                        0,
                        format!("provider 5 has no `{kind}`"),
                    );
                }
                self.body(&block.body, &schema.block, "", 0, &META);
                // Of what is taken over as it is, nothing is made: what making it takes need not be said.
                if !self.form.has(IGNORES_ALL) {
                    self.provider_checks(&schema.checks);
                }
            }
            None => {
                self.form.unrepeatable = true;
                self.problem(
                    "unknown-type",
                    0,
                    format!("`{kind}` is no type that can be verified"),
                );
            }
        }
        self.form.head = Head::Thing {
            mode,
            kind: kind.to_owned(),
            name,
            repeated,
        };
    }

    fn provider_block(&mut self, block: &Block) {
        self.form.head = Head::Provider;
        if let Some(alias) = block.body.get_attribute("alias") {
            let line = self.line_of(alias.span());
            let value = self.named("alias", alias);
            match value {
                Value::Text(hole) => self.form.checks.push(ValueCheck {
                    hole,
                    wanted: Wanted::Identifier,
                    rules: no_rules(),
                    argument: "alias".to_owned(),
                }),
                _ => self.problem(
                    "undeclared-provider",
                    line,
                    "`alias` must be a plain string",
                ),
            }
            self.argument("alias".to_owned(), line, value);
        }
        if let Some(schema) = schema::provider() {
            self.body(&block.body, schema, "", 0, &["alias"]);
        }
        if !matches!(self.form.value("region"), Some(Value::Text(_))) {
            let message =
                "`region` must be a plain string: every region is known when this is generated";
            self.problem("provider-region", 0, message);
        }
    }
}
