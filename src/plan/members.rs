//! The members of a cluster and the endpoints of some of them. Knows how members are called and who takes over first;
//! must not know where they stand.

use super::Cluster;
use super::resolve::or_default;
use crate::source::At;
use crate::spec::{self, Settings};

/// A member of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name in the cluster: a number, or its own. In AWS the cluster's identifier and a hyphen stand before it.
    pub name: At<String>,
    /// Its class.
    pub class: At<String>,
    /// How early it takes over: 0 is first, 15 is last.
    pub tier: At<i64>,
}

/// An address that leads to some of the members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its name in the cluster. In AWS the cluster's identifier and a hyphen stand before it.
    pub name: At<String>,
    /// `READER` or `ANY`.
    pub kind: At<String>,
    /// The members that it leads to; none stands for all.
    pub only: Option<At<Vec<At<String>>>>,
    /// The members that it does not lead to.
    pub except: Option<At<Vec<At<String>>>>,
}

impl Cluster {
    /// How many members it has.
    pub fn size(&self) -> i64 {
        let named = i64::try_from(self.named.len()).unwrap_or(i64::MAX);
        self.instances.value.saturating_add(named)
    }

    /// All members: those that are counted, and those that have names. Of the counted the first takes over before the
    /// others, which are equal. No more than `most` are counted.
    pub fn members(&self, most: i64) -> Vec<Member> {
        let common = &self.common;
        let counted = (1..=self.instances.value.clamp(0, most)).map(|number| Member {
            name: At::new(number.to_string(), common.identifier.at),
            class: common.class.clone(),
            tier: At::new(i64::from(number > 1), self.instances.at),
        });
        counted.chain(self.named.iter().cloned()).collect()
    }

    /// The label of an endpoint of that name.
    pub fn endpoint_label(&self, endpoint: &str) -> String {
        format!("{}_{}", self.common.label, endpoint.replace('-', "_"))
    }

    /// True if all members have the class of the cluster.
    pub fn is_uniform(&self) -> bool {
        self.named
            .iter()
            .all(|member| member.class.value == self.common.class.value)
    }
}

/// The members that have names, with the cluster's class where they say none.
pub(super) fn named(spec: &spec::Members, class: &At<String>) -> Vec<Member> {
    spec.named
        .iter()
        .map(|(name, member)| Member {
            name: At::new(name.clone(), member.at),
            class: member
                .instance_class
                .clone()
                .unwrap_or_else(|| class.clone()),
            tier: or_default(&member.promotion_tier, 1, member.at),
        })
        .collect()
}

/// The endpoints.
pub(super) fn endpoints(spec: &spec::Members) -> Vec<Endpoint> {
    spec.endpoints
        .iter()
        .map(|(name, endpoint)| Endpoint {
            name: At::new(name.clone(), endpoint.at),
            kind: endpoint.kind.clone(),
            only: endpoint.only.clone(),
            except: endpoint.except.clone(),
        })
        .collect()
}

/// Where every member has a name and a class, the cluster needs none of its own: that of the first stands for it.
pub(super) fn common_class(own: &Settings, spec: &spec::Members) -> Option<At<String>> {
    let classes: Option<Vec<&At<String>>> = spec
        .named
        .values()
        .map(|member| member.instance_class.as_ref())
        .collect();
    let first = classes?.first().map(|class| (*class).clone());
    first.filter(|_| own.instances.is_none())
}

/// How many members are counted: as many as the cluster itself says, and where it names its members only those.
pub(super) fn counted(
    own: &Option<At<i64>>,
    inherited: &Option<At<i64>>,
    spec: &spec::Members,
    otherwise: At<i64>,
) -> At<i64> {
    match own {
        Some(own) => own.clone(),
        None if !spec.named.is_empty() => At::new(0, otherwise.at),
        None => inherited.clone().unwrap_or(otherwise),
    }
}
