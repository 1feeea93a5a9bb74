//! Who gains or loses access to a key. Knows which policies stood and stand for which key; must not know how two policies
//! are compared.

mod shifts;

use std::collections::{BTreeMap, BTreeSet};

use self::shifts::Key;
use super::{AccessChange, Uncompared};
use crate::names::AccountId;
use crate::plan::Plan;
use crate::policy::document::parse;
use crate::verify::{KeyPolicyText, ResourceText};

/// The key policies of both trees, and what is encrypted under the keys.
pub(super) struct Keys<'a> {
    pub(super) old: Vec<KeyPolicyText>,
    pub(super) new: Vec<KeyPolicyText>,
    pub(super) old_resources: &'a [ResourceText],
    pub(super) new_resources: &'a [ResourceText],
    pub(super) plan: &'a Plan,
}

type Id<'k> = (&'k str, &'k str);

impl Keys<'_> {
    /// All changes, by key.
    pub(super) fn changes(&self, uncompared: &mut Vec<Uncompared>) -> Vec<AccessChange> {
        let by_id = |policies| -> BTreeMap<Id<'_>, &KeyPolicyText> {
            let policies: &[KeyPolicyText] = policies;
            policies
                .iter()
                .map(|text| ((text.module.as_str(), text.key.as_str()), text))
                .collect()
        };
        let (old, new) = (by_id(&self.old), by_id(&self.new));
        let stood: BTreeMap<Id<'_>, &ResourceText> = self.old_resources.iter().map(id).collect();
        let holding = self.keys_of_what_stood(&stood);
        let mut all = Vec::new();
        for (id, after) in &new {
            let key = Key {
                text: after,
                owner: self.owner(after),
            };
            let Some(policy) = parse::policy_text(&after.json).ok() else {
                continue;
            };
            match old.get(id) {
                Some(before) if before.json == after.json => {}
                Some(before) => match parse::policy_text(&before.json) {
                    Ok(before) => all.extend(key.between(&before, &policy)),
                    Err(mistakes) => uncompared.push(Uncompared {
                        file: before.file.clone(),
                        line: Some(before.line),
                        why: mistakes.first().map_or_else(String::new, |mistake| {
                            format!("the policy of {} is none: {}", before.key, mistake.message)
                        }),
                    }),
                },
                None => match stood.get(id) {
                    Some(resource) => uncompared.push(Uncompared {
                        file: resource.file.clone(),
                        line: Some(resource.line),
                        why: format!(
                            "the policy of {} can't be read from the text",
                            resource.address
                        ),
                    }),
                    None => all.extend(key.of_new_key(&policy, holding.contains(id))),
                },
            }
        }
        all.sort();
        all.dedup();
        all
    }

    /// The account of a key: what its provider says, and else what the plan says of its module.
    fn owner(&self, text: &KeyPolicyText) -> Option<AccountId> {
        let module = self
            .plan
            .modules
            .iter()
            .find(|module| module.folder == text.module);
        text.account
            .clone()
            .or_else(|| module.map(|module| module.account.value.clone()))
    }

    /// The keys that something names now that stood before.
    fn keys_of_what_stood(&self, stood: &BTreeMap<Id<'_>, &ResourceText>) -> BTreeSet<Id<'_>> {
        let still = self.new_resources.iter().filter(|resource| {
            let (id, _) = id(resource);
            stood.contains_key(&id)
        });
        let named = still.flat_map(|resource| {
            let keys = resource.arguments.iter().filter_map(|(name, written)| {
                let (address, _) = written.of.as_ref()?;
                name.contains("kms_key").then_some(address.as_str())
            });
            keys.map(|key| (resource.module.as_str(), key))
        });
        named.collect()
    }
}

fn id(resource: &ResourceText) -> (Id<'_>, &ResourceText) {
    ((&resource.module, &resource.address), resource)
}
