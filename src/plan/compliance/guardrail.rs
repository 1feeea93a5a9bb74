//! The policy of the organization that denies unencrypted databases. Knows what a spec says of it; must not know how it is
//! worded.

use crate::policy::Policy;
use crate::policy::guardrail;
use crate::source::{At, Place};
use crate::spec::compliance;

/// A service control policy.
#[derive(Debug, Clone)]
pub struct Guardrail {
    /// Where it is asked for.
    pub at: Place,
    /// Its name.
    pub name: String,
    /// What it is attached to; none where it is a mere document.
    pub targets: Option<At<Vec<At<String>>>>,
    /// Patterns of the ARNs of those who may share snapshots.
    pub sharers: Vec<At<String>>,
    /// What it says.
    pub policy: Policy,
}

/// The guardrail that is asked for.
pub(in crate::plan) fn guardrail_of(
    said: &At<compliance::Guardrail>,
    slug: &str,
) -> Option<Guardrail> {
    let sharers: Vec<At<String>> = said
        .snapshot_sharers
        .iter()
        .flat_map(|sharers| sharers.iter().cloned())
        .collect();
    let patterns = sharers.iter().map(|sharer| sharer.value.clone()).collect();
    said.enabled.then(|| Guardrail {
        at: said.at,
        name: format!("{slug}-databases-encrypted"),
        targets: said.targets.clone(),
        policy: guardrail::policy(&patterns),
        sharers,
    })
}
