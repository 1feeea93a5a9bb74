//! `dns` of a migration: the record by which applications find the database. Knows the words; must not know where it leads.

use super::super::fields::{entries, missing, unknown};
use super::super::read;
use crate::diagnostic::Diagnostics;
use crate::source::At;
use crate::source::node::Entry;

/// `dns`: a record that leads to the old database first and to the new one from the cutover on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dns {
    /// The hosted zone.
    pub zone_id: At<String>,
    /// The record's name.
    pub name: At<String>,
    /// Seconds that resolvers keep it.
    pub ttl: Option<At<i64>>,
    /// Whether the record exists already.
    pub adopt: Option<At<bool>>,
}

/// What a record may say.
pub(in crate::spec) const WORDS: &[&str] = &["zone_id", "name", "ttl", "adopt"];

impl Dns {
    /// Seconds that resolvers keep the record: a minute, unless said.
    pub fn seconds(&self) -> i64 {
        self.ttl.as_ref().map_or(60, |ttl| ttl.value)
    }

    /// True where the record exists already and Terraform takes it over.
    pub fn is_adopted(&self) -> bool {
        self.adopt.as_ref().is_some_and(|adopt| adopt.value)
    }
}

/// Reads a record.
pub(super) fn decode(entry: &Entry, found: &mut Diagnostics) -> Option<At<Dns>> {
    let help = "write the zone and the name, as in `dns: { zone_id: Z0123456789ABC, name: orders.example.com }`";
    let written = entries(entry, "a map", help, found)?;
    let (mut zone_id, mut name, mut ttl, mut adopt) = (None, None, None, None);
    for inner in written {
        match inner.key.as_str() {
            "zone_id" => zone_id = read::text(inner, found),
            "name" => name = read::text(inner, found),
            "ttl" => ttl = read::whole(inner, found),
            "adopt" => adopt = read::flag(inner, found),
            other => unknown(other, inner.key_at, "`dns`", WORDS, found),
        }
    }
    for word in ["zone_id", "name"] {
        if !written.iter().any(|inner| inner.key == word) {
            missing(word, entry.key_at, "`dns`", help, found);
        }
    }
    let dns = Dns {
        zone_id: zone_id?,
        name: name?,
        ttl,
        adopt,
    };
    Some(At::new(dns, entry.key_at))
}
