//! What a policy gives or lacks, and the line of the text that does it. Knows ids of statements; must not know why it is
//! wrong.

use crate::tree::Tree;
use crate::verify::{KeyPolicyText, Violation};

/// Something that a policy gives or lacks, wherever it stands.
pub(super) struct Fault {
    pub(super) rule: &'static str,
    pub(super) message: String,
    /// The statement that does it, by its id.
    pub(super) sid: Option<String>,
}

impl Fault {
    /// The fault at the policy in the text, or at the statement there that makes it.
    pub(super) fn at(&self, text: &KeyPolicyText, tree: &Tree) -> Violation {
        let line = self.sid.as_ref().and_then(|sid| line_of(sid, text, tree));
        let by = self
            .sid
            .as_ref()
            .map_or_else(String::new, |sid| format!("`{sid}`: "));
        Violation {
            file: text.file.clone(),
            line: line.unwrap_or(text.line),
            rule: self.rule,
            address: Some(text.key.clone()),
            message: format!("{by}{}", self.message),
        }
    }
}

/// The first line of the policy on which the id stands as a text.
fn line_of(sid: &str, text: &KeyPolicyText, tree: &Tree) -> Option<u32> {
    let wanted = format!("\"{sid}\"");
    let lines = tree.files.get(&text.file)?.lines().zip(1_u32..);
    lines
        .filter(|(_, number)| *number >= text.line)
        .find(|(line, _)| line.contains(&wanted))
        .map(|(_, number)| number)
}
