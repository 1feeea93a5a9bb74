//! What the rendered text says, read with another reader than the renderer's and the verifier's. Knows HCL; must not know
//! specs or plans.

use std::collections::{BTreeMap, BTreeSet};

use hcl::{Block, Body, Expression, TraversalOperator};
use sealform::tree::Tree;
use serde_json::{Value, json};

/// One root module, as its blocks.
pub struct Module {
    pub folder: String,
    blocks: Vec<Block>,
}

/// One resource.
pub struct Resource<'m> {
    pub kind: &'m str,
    pub label: &'m str,
    body: &'m Body,
    pub region: String,
    pub account: String,
}

/// The root modules of a tree, by folder.
pub fn modules(tree: &Tree) -> Vec<Module> {
    let mut folders: BTreeMap<String, Vec<Block>> = BTreeMap::new();
    for (path, text) in tree.files.iter().filter(|(path, _)| path.ends_with(".tf")) {
        let (folder, _) = path.rsplit_once('/').unwrap();
        let body = hcl::parse(text).unwrap();
        folders
            .entry(folder.to_owned())
            .or_default()
            .extend(body.into_blocks());
    }
    folders
        .into_iter()
        .map(|(folder, blocks)| Module { folder, blocks })
        .collect()
}

impl Module {
    pub fn resources(&self) -> impl Iterator<Item = Resource<'_>> {
        self.named("resource").map(|block| {
            let [kind, label] = block.labels() else {
                panic!("{block:?}")
            };
            let alias = text_of(block.body(), "provider");
            let provider = self.provider(alias.strip_prefix("aws.").unwrap());
            Resource {
                kind: kind.as_str(),
                label: label.as_str(),
                body: block.body(),
                region: text_of(provider, "region"),
                account: texts(value(provider, "allowed_account_ids").unwrap()).remove(0),
            }
        })
    }

    fn named<'m>(&'m self, kind: &'m str) -> impl Iterator<Item = &'m Block> {
        self.blocks
            .iter()
            .filter(move |block| block.identifier() == kind)
    }

    fn provider(&self, alias: &str) -> &Body {
        let mut all = self.named("provider").map(Block::body);
        all.find(|body| text_of(body, "alias") == alias).unwrap()
    }

    pub fn variables(&self) -> BTreeSet<&str> {
        self.named("variable")
            .map(|block| block.labels()[0].as_str())
            .collect()
    }

    /// The value of an output, references as text.
    pub fn output(&self, name: &str) -> Option<Value> {
        let mut all = self.named("output");
        let block = all.find(|block| block.labels()[0].as_str() == name)?;
        Some(json_of(value(block.body(), "value")?))
    }

    pub fn resource(&self, kind: &str, label: &str) -> Option<Resource<'_>> {
        self.resources()
            .find(|resource| resource.kind == kind && resource.label == label)
    }
}

impl Resource<'_> {
    /// A text, or a reference as text.
    pub fn text(&self, argument: &str) -> String {
        text_of(self.body, argument)
    }

    pub fn has(&self, argument: &str) -> bool {
        value(self.body, argument).is_some()
    }

    pub fn list(&self, argument: &str) -> Vec<String> {
        value(self.body, argument).map(texts).unwrap_or_default()
    }

    /// What `jsonencode` would make of an argument, references as text.
    pub fn json(&self, argument: &str) -> Value {
        match value(self.body, argument).unwrap() {
            Expression::FuncCall(call) => json_of(&call.args[0]),
            other => panic!("{other:?}"),
        }
    }

    /// A block within it, as its arguments.
    pub fn block(&self, name: &str) -> Option<BTreeMap<String, Value>> {
        let mut blocks = self.body.blocks();
        let block = blocks.find(|block| block.identifier() == name)?;
        let attributes = block.body().attributes();
        Some(
            attributes
                .map(|attribute| (attribute.key().to_owned(), json_of(attribute.expr())))
                .collect(),
        )
    }
}

fn value<'b>(body: &'b Body, argument: &str) -> Option<&'b Expression> {
    let mut attributes = body.attributes();
    attributes
        .find(|attribute| attribute.key() == argument)
        .map(|attribute| attribute.expr())
}

fn text_of(body: &Body, argument: &str) -> String {
    match json_of(value(body, argument).unwrap_or_else(|| panic!("no {argument}"))) {
        Value::String(text) => text,
        other => panic!("{argument}: {other}"),
    }
}

fn texts(expression: &Expression) -> Vec<String> {
    match json_of(expression) {
        Value::Array(items) => items
            .iter()
            .map(|item| item.as_str().unwrap().to_owned())
            .collect(),
        other => panic!("{other}"),
    }
}

fn json_of(expression: &Expression) -> Value {
    match expression {
        Expression::Bool(flag) => json!(flag),
        Expression::Number(number) => json!(number.as_f64()),
        Expression::String(text) => json!(text),
        Expression::Array(items) => Value::Array(items.iter().map(json_of).collect()),
        Expression::Object(object) => Value::Object(
            object
                .iter()
                .map(|(key, value)| (key.to_string(), json_of(value)))
                .collect(),
        ),
        Expression::Traversal(traversal) => {
            let mut text = traversal.expr.to_string();
            for operator in &traversal.operators {
                match operator {
                    TraversalOperator::GetAttr(name) => {
                        text.push('.');
                        text.push_str(name.as_str());
                    }
                    other => text.push_str(&format!("{other:?}")),
                }
            }
            json!(text)
        }
        Expression::TemplateExpr(template) => json!(template.to_string()),
        other => json!(other.to_string()),
    }
}
