//! A key's policy as the text has it. Knows the plan only for whose key it is and which accounts it may name.

use std::collections::BTreeSet;

use super::Texts;
use crate::names::AccountId;
use crate::plan::{Key, Plan, RootModule};
use crate::policy::Policy;
use crate::policy::document::parse;
use crate::report::{State, Verdict};
use crate::verify::KeyPolicyText;

/// A policy and what it is judged against.
pub(in crate::report) struct PolicySeen<'a> {
    text: &'a KeyPolicyText,
    /// The line that it begins with.
    line: &'a str,
    /// Nothing where it cannot be read.
    pub(in crate::report) policy: Option<Policy>,
    /// The key that bears it; nothing for one that is not of the plan.
    pub(in crate::report) key: Option<(&'a RootModule, &'a Key)>,
    /// The accounts that the spec names.
    pub(in crate::report) known: &'a BTreeSet<String>,
}

impl<'a> PolicySeen<'a> {
    pub(in crate::report) fn of(
        text: &'a KeyPolicyText,
        texts: &Texts<'a>,
        plan: &'a Plan,
        known: &'a BTreeSet<String>,
    ) -> Self {
        let place = text.line.saturating_sub(1) as usize;
        let file = texts.get(text.file.as_str());
        let modules = plan
            .modules
            .iter()
            .filter(|module| module.folder == text.module);
        let mut keys = modules.flat_map(|module| module.keys.iter().map(move |key| (module, key)));
        Self {
            text,
            line: file
                .and_then(|lines| lines.get(place))
                .map_or("", |line| line.trim()),
            policy: parse::policy_text(&text.json).ok(),
            key: keys.find(|(_, key)| format!("{}.{}", key.resource(), key.label) == text.key),
            known,
        }
    }

    /// The accounts that stand in it, also in conditions.
    pub(in crate::report) fn accounts(&self) -> BTreeSet<String> {
        let json = self.text.json.to_string();
        json.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .filter(|word| AccountId::parse(word).is_some())
            .map(str::to_owned)
            .collect()
    }

    /// The evidence is where the policy begins.
    pub(in crate::report) fn verdict(&self, state: State, note: &str) -> Option<Verdict> {
        Some(Verdict {
            module: self.text.module.clone(),
            address: self.text.key.clone(),
            state,
            note: note.to_owned(),
            file: self.text.file.clone(),
            line: self.text.line,
            text: self.line.to_owned(),
            accepted: None,
        })
    }
}

/// The accounts that a spec names: those it builds in, and those it shares with.
pub(in crate::report) fn named(plan: &Plan) -> BTreeSet<String> {
    let owners = plan.modules.iter().map(|module| module.account.to_string());
    let snapshots = plan.modules.iter().flat_map(|module| module.snapshots());
    let shares = snapshots.flat_map(|snapshot| &snapshot.shares);
    owners
        .chain(shares.map(|share| share.account.to_string()))
        .collect()
}
