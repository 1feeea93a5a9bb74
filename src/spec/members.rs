//! `members:` and `endpoints:` of a cluster: members that differ from each other, and addresses for some of them. Knows
//! the words; must not know what a cluster has without them.

use super::Named;
use super::fields::{self, entries, unknown};
use super::read;
use crate::diagnostic::Diagnostics;
use crate::source::At;
use crate::source::node::Entry;

/// What a cluster says about its members by name.
#[derive(Debug, Clone, Default)]
pub struct Members {
    /// The members that have names.
    pub named: Named<Member>,
    /// Addresses for some of the members.
    pub endpoints: Named<Endpoint>,
}

/// `members.<name>`.
#[derive(Debug, Clone, Default)]
pub struct Member {
    /// Its class, in place of the cluster's.
    pub instance_class: Option<At<String>>,
    /// How early it takes over: 0 is first, 15 is last.
    pub promotion_tier: Option<At<i64>>,
}

/// `endpoints.<name>`.
#[derive(Debug, Clone)]
pub struct Endpoint {
    /// `READER` or `ANY`.
    pub kind: At<String>,
    /// The members that it leads to, by name.
    pub only: Option<At<Vec<At<String>>>>,
    /// The members that it does not lead to, by name.
    pub except: Option<At<Vec<At<String>>>>,
}

/// What a member may say.
pub(super) const MEMBER: &[&str] = &["instance_class", "promotion_tier"];
/// What an endpoint may say.
pub(super) const ENDPOINT: &[&str] =
    &["custom_endpoint_type", "excluded_members", "static_members"];

impl Members {
    /// Takes the entry if it says something about members; says so.
    pub(super) fn read(&mut self, entry: &Entry, found: &mut Diagnostics) -> bool {
        match entry.key.as_str() {
            "members" => self.named = members(entry, found),
            "endpoints" => self.endpoints = endpoints(entry, found),
            _ => return false,
        }
        true
    }
}

fn members(entry: &Entry, found: &mut Diagnostics) -> Named<Member> {
    let mut members = Named::new();
    let help =
        "write one member a line below it, as in `reporting: { instance_class: db.r6g.large }`";
    for named in entries(entry, "a map", help, found).unwrap_or_default() {
        let mut member = Member::default();
        let help = "write its settings below it, or `{}` for those of the cluster";
        for inner in entries(named, "a map", help, found).unwrap_or_default() {
            match inner.key.as_str() {
                "instance_class" => member.instance_class = read::text(inner, found),
                "promotion_tier" => member.promotion_tier = read::whole(inner, found),
                other => unknown(other, inner.key_at, "a member", MEMBER, found),
            }
        }
        members.insert(named.key.clone(), At::new(member, named.key_at));
    }
    members
}

fn endpoints(entry: &Entry, found: &mut Diagnostics) -> Named<Endpoint> {
    let mut endpoints = Named::new();
    let help =
        "write one endpoint a line below it, as in `reports: { static_members: [reporting] }`";
    for named in entries(entry, "a map", help, found).unwrap_or_default() {
        let mut kind = At::new("READER".to_owned(), named.key_at);
        let (mut only, mut except) = (None, None);
        for inner in entries(named, "a map", help, found).unwrap_or_default() {
            match inner.key.as_str() {
                "custom_endpoint_type" => {
                    if let Some(said) = read::text(inner, found) {
                        kind = said;
                    }
                }
                "static_members" => only = read::texts(inner, found),
                "excluded_members" => except = read::texts(inner, found),
                other => fields::unknown(other, inner.key_at, "an endpoint", ENDPOINT, found),
            }
        }
        let endpoint = Endpoint { kind, only, except };
        endpoints.insert(named.key.clone(), At::new(endpoint, named.key_at));
    }
    endpoints
}
