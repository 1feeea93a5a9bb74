//! Anchors and what aliases copy of them, within bounds. Knows finished values; must not know the parser.

use std::borrow::Cow;

use super::{MAX_COPIED_BYTES, MAX_COPIED_NODES, MAX_DEPTH, quoted, syntax};
use crate::diagnostic::Diagnostic;
use crate::source::node::{Node, Value};
use crate::source::{Place, rules};
use crate::suggest;

/// So many names are searched for the one that was meant.
const SEARCHED_NAMES: usize = 1_000;

/// The anchors of one document.
#[derive(Default)]
pub(super) struct Anchors<'t> {
    /// By the parser's number, which counts from 1; nothing where the value has not ended.
    kept: Vec<Option<(Node, Weight)>>,
    names: Vec<Cow<'t, str>>,
    copied: Weight,
}

/// What a value costs to copy.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    nodes: usize,
    bytes: usize,
    /// Levels of maps and lists; a scalar has none.
    height: usize,
}

/// Why an alias stands for nothing.
pub(super) enum Refusal {
    /// No anchor of that name stands before it.
    Unknown {
        /// One of a similar name does.
        nearest: Option<String>,
    },
    /// It stands inside the value that it stands for.
    Within,
    /// Its copy would be nested too deep.
    Deep,
    /// All copies together would be too large.
    Large,
}

impl<'t> Anchors<'t> {
    /// Notes an anchor's name, for suggestions.
    pub(super) fn name(&mut self, name: Cow<'t, str>) {
        if self.names.len() < SEARCHED_NAMES {
            self.names.push(name);
        }
    }

    /// The name that may have been meant.
    pub(super) fn nearest(&self, name: &str) -> Option<String> {
        suggest::nearest(name, self.names.iter().map(AsRef::as_ref)).map(ToOwned::to_owned)
    }

    /// Keeps the finished value of an anchor.
    pub(super) fn keep(&mut self, id: usize, node: &Node) -> Result<(), Refusal> {
        let weight = weigh(node);
        self.copied.charge(weight)?;
        if self.kept.len() <= id {
            self.kept.resize_with(id.saturating_add(1), || None);
        }
        if let Some(slot) = self.kept.get_mut(id) {
            *slot = Some((node.clone(), weight));
        }
        Ok(())
    }

    /// A copy for the alias at `at`, which stands inside `depth` maps and lists. Its top takes the alias's place,
    /// the rest keeps the places where it was written.
    pub(super) fn copy(&mut self, id: usize, at: Place, depth: usize) -> Result<Node, Refusal> {
        let kept = self.kept.get(id).and_then(Option::as_ref);
        let (node, weight) = kept.ok_or(Refusal::Within)?;
        if depth.saturating_add(weight.height) > MAX_DEPTH {
            return Err(Refusal::Deep);
        }
        self.copied.charge(*weight)?;
        let value = node.value.clone();
        Ok(Node { value, at })
    }
}

impl Weight {
    fn charge(&mut self, more: Self) -> Result<(), Refusal> {
        *self = self.and(more);
        if self.nodes > MAX_COPIED_NODES || self.bytes > MAX_COPIED_BYTES {
            return Err(Refusal::Large);
        }
        Ok(())
    }

    fn and(self, other: Self) -> Self {
        Self {
            nodes: self.nodes.saturating_add(other.nodes),
            bytes: self.bytes.saturating_add(other.bytes),
            height: self.height.max(other.height),
        }
    }
}

/// Recursion is bounded by [`MAX_DEPTH`].
fn weigh(node: &Node) -> Weight {
    let children = match &node.value {
        Value::Scalar(scalar) => {
            return Weight {
                nodes: 1,
                bytes: scalar.text.len(),
                height: 0,
            };
        }
        Value::List(items) => items.iter().map(weigh).fold(Weight::default(), Weight::and),
        Value::Map(entries) => entries.iter().fold(Weight::default(), |sum, entry| {
            let mut weight = weigh(&entry.node);
            weight.bytes = weight.bytes.saturating_add(entry.key.len());
            sum.and(weight)
        }),
    };
    Weight {
        nodes: children.nodes.saturating_add(1),
        height: children.height.saturating_add(1),
        ..children
    }
}

impl Refusal {
    /// The refusal of the alias (or anchor) at `at`, spelled `alias` there.
    pub(super) fn diagnostic(&self, alias: &str, at: Place) -> Diagnostic {
        let shown = quoted(alias);
        match self {
            Self::Unknown { nearest: None } => Diagnostic::new(
                &rules::ALIAS,
                at,
                format!("no anchor for the alias {shown} stands before it"),
                "set the anchor with `&` at the value that is meant, or put text that begins with `*` in quotes",
            ),
            Self::Unknown {
                nearest: Some(name),
            } => Diagnostic::new(
                &rules::ALIAS,
                at,
                format!("no anchor for the alias {shown} stands before it"),
                format!("did you mean {}?", quoted(&format!("*{name}"))),
            )
            .patch(at, format!("*{name}")),
            Self::Within => Diagnostic::new(
                &rules::ALIAS,
                at,
                format!("the alias {shown} stands inside the value that it stands for"),
                "write the value out",
            ),
            Self::Deep => syntax::too_deep(at),
            Self::Large => Diagnostic::new(
                &rules::ALIAS,
                at,
                format!(
                    "anchors and aliases copy more than {MAX_COPIED_NODES} values or 64 MiB of text"
                ),
                "write out what is meant, or put what databases share under `defaults`",
            ),
        }
    }
}
