//! `upgrade:`: the major version that a database comes from while it is upgraded, and who goes first. Knows the words; must
//! not know what an upgrade changes.

use super::fields::{entries, missing, unknown};
use super::migration::one_of;
use super::read;
use crate::diagnostic::Diagnostics;
use crate::source::At;
use crate::source::node::Entry;

/// An upgrade as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// What `engine_version` said before.
    pub from: At<String>,
    /// Who is upgraded, where replicas go before their source.
    pub phase: Option<At<Phase>>,
}

/// Who is upgraded by an apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The replicas, while their source stays as it is.
    Replicas,
    /// The source, whose replicas have been upgraded.
    Source,
}

/// What an upgrade may say.
pub(super) const WORDS: &[&str] = &["from", "phase"];

const PHASES: &[(&str, Phase)] = &[("replicas", Phase::Replicas), ("source", Phase::Source)];

const HELP: &str = "write what `engine_version` said until now, as in `upgrade: { from: \"16\" }`";

/// Reads an upgrade.
pub(super) fn decode(entry: &Entry, found: &mut Diagnostics) -> Option<At<Upgrade>> {
    let written = entries(entry, "a map", HELP, found)?;
    let (mut from, mut phase) = (None, None);
    for inner in written {
        match inner.key.as_str() {
            "from" => from = read::text(inner, found),
            "phase" => phase = one_of(inner, PHASES, found),
            other => unknown(other, inner.key_at, "`upgrade`", WORDS, found),
        }
    }
    if !written.iter().any(|inner| inner.key == "from") {
        missing("from", entry.key_at, "`upgrade`", HELP, found);
    }
    Some(At::new(Upgrade { from: from?, phase }, entry.key_at))
}
