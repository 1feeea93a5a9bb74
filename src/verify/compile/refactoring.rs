//! `import`, `moved` and `removed`. Knows their arguments; must not know what the module declares.

use std::ops::Range;

use hcl::edit::Span as _;
use hcl::edit::expr::Expression;
use hcl::edit::structure::{Attribute, Block, Structure};

use super::Compiler;
use crate::verify::form::{Change, Head, Role};

impl Compiler<'_> {
    pub(super) fn refactoring(&mut self, block: &Block) {
        self.scope.each = block.body.has_attribute("for_each");
        let kind = block.ident.as_str();
        let mut change = Change {
            imports: kind == "import",
            ..Change::default()
        };
        for structure in &block.body {
            match structure {
                Structure::Attribute(written) => self.step(kind, written, &mut change),
                Structure::Block(written)
                    if kind == "removed" && written.ident.as_str() == "lifecycle" =>
                {
                    change.keeps = self.keeps(written);
                }
                Structure::Block(_) => {
                    let line = self.line_of(structure.span());
                    self.problem("unknown-block", line, "no such block stands here");
                }
            }
        }
        let wanted: &[&'static str] = match kind {
            "import" => &["to", "id"],
            "moved" => &["from", "to"],
            _ => &["from"],
        };
        let missing = wanted.iter().filter(|name| !block.body.has_attribute(name));
        change.missing = missing.copied().collect();
        self.form.head = Head::Refactoring(change);
    }

    fn step(&mut self, kind: &str, written: &Attribute, change: &mut Change) {
        let name = written.key.as_str();
        if name == "to" {
            self.context.role = Role::Address;
        }
        match (kind, name) {
            ("import", "provider") => self.provider_of(written),
            ("import", "to" | "id" | "for_each") => {
                self.named(name, written);
            }
            ("moved", "to") => {
                self.named(name, written);
                change.to = self.words(written.value.span());
            }
            // What was is no longer declared.
            ("moved" | "removed", "from") => {
                self.form.unrepeatable = true;
                change.from = self.words(written.value.span());
            }
            _ => {
                let line = self.line_of(written.span());
                self.problem(
                    "unknown-argument",
                    line,
                    format!("`{kind}` has no `{name}`"),
                );
            }
        }
        self.context.role = Role::Value;
    }

    /// The `lifecycle` of what Terraform forgets: true where it stays in AWS.
    fn keeps(&mut self, lifecycle: &Block) -> bool {
        let mut keeps = false;
        for structure in &lifecycle.body {
            match structure {
                Structure::Attribute(written) if written.key.as_str() == "destroy" => {
                    keeps = matches!(&written.value, Expression::Bool(truth) if !*truth.value());
                }
                other => {
                    let line = self.line_of(other.span());
                    self.problem(
                        "lifecycle",
                        line,
                        "what is removed says `destroy` and nothing else",
                    );
                }
            }
        }
        keeps
    }

    fn words(&self, span: Option<Range<usize>>) -> Option<String> {
        self.text.get(span?).map(|text| text.trim().to_owned())
    }
}
