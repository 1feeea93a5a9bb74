//! What a key policy says of a request, by IAM's semantics. Knows the policy alone: IAM policies, grants,
//! organization policies and the key's state are asked elsewhere by AWS and stay outside.
//!
//! Sources: IAM User Guide "Policy evaluation logic" and "Cross-account policy evaluation logic", KMS
//! Developer Guide "Key policies in AWS KMS".

pub mod explain;
mod weigh;

pub(super) use self::weigh::has_action;
use self::weigh::{Weighed, weigh_all};
use super::request::Request;
use super::truth::Truth;
use super::{Effect, Policy};

/// How much a policy gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Nothing.
    None,
    /// It lets the IAM policies of the caller's account give it.
    Delegated,
    /// The caller needs nobody else's consent.
    Direct,
}

/// What a policy says of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// These statements allow it, and no IAM policy is needed.
    Allowed {
        /// The statements' ids.
        by: Vec<String>,
    },
    /// These statements leave it to the IAM policies of the caller's account: they allow the account
    /// as a whole, or a caller of another account, who always needs that account's consent too.
    Delegated {
        /// The statements' ids.
        by: Vec<String>,
    },
    /// These statements deny it, whatever else allows.
    Denied {
        /// The statements' ids.
        by: Vec<String>,
    },
    /// No statement allows it.
    NotAllowed,
    /// It depends on what is not known of the request or of the policy.
    Undecided {
        /// The least that it can come to.
        at_least: Access,
        /// The most that it can come to. Who looks for danger must go by this.
        at_most: Access,
        /// What would decide it, a line each.
        why: Vec<String>,
    },
}

impl Decision {
    /// The most access that this can mean.
    pub const fn at_most(&self) -> Access {
        match self {
            Self::Allowed { .. } => Access::Direct,
            Self::Delegated { .. } => Access::Delegated,
            Self::Denied { .. } | Self::NotAllowed => Access::None,
            Self::Undecided { at_most, .. } => *at_most,
        }
    }

    /// The access that this means for certain.
    pub const fn at_least(&self) -> Access {
        match self {
            Self::Undecided { at_least, .. } => *at_least,
            _ => self.at_most(),
        }
    }
}

/// What `policy` says of `request`.
pub fn decide(policy: &Policy, request: &Request) -> Decision {
    decision(policy, request, &weigh_all(policy, request))
}

/// The most access that `policy` can mean for `request`, for those who need no reasons.
pub(super) fn at_most(policy: &Policy, request: &Request) -> Access {
    let (_, at_most) = range(policy, &weigh_all(policy, request));
    at_most
}

/// The least and the most access that weighed statements can come to: a deny wins, then the strongest
/// allow.
fn range(policy: &Policy, weighed: &[Weighed<'_>]) -> (Access, Access) {
    let any = |effect: Effect, of: fn(&Weighed<'_>) -> Truth| {
        Truth::any(
            policy
                .statements
                .iter()
                .zip(weighed)
                .filter(|(statement, _)| statement.effect == effect)
                .map(|(_, weighed)| of(weighed)),
        )
    };
    let deny = any(Effect::Deny, |weighed| weighed.applies());
    let direct = any(Effect::Allow, |weighed| weighed.reach.direct);
    let delegated = any(Effect::Allow, |weighed| weighed.reach.delegated);
    let strongest = |enough: Truth| {
        if direct >= enough {
            Access::Direct
        } else if delegated >= enough {
            Access::Delegated
        } else {
            Access::None
        }
    };
    match deny {
        Truth::Yes => (Access::None, Access::None),
        Truth::Unknown => (Access::None, strongest(Truth::Unknown)),
        Truth::No => (strongest(Truth::Yes), strongest(Truth::Unknown)),
    }
}

/// What weighed statements come to. Where what is unknown could make it another access, nothing is decided.
fn decision(policy: &Policy, request: &Request, weighed: &[Weighed<'_>]) -> Decision {
    let all = || policy.statements.iter().zip(weighed).enumerate();
    let by = |effect: Effect, of: fn(&Weighed<'_>) -> Truth| -> Vec<String> {
        all()
            .filter(|(_, (statement, weighed))| {
                statement.effect == effect && of(weighed) == Truth::Yes
            })
            .map(|(index, (statement, _))| statement.label(index))
            .collect()
    };
    let denying = by(Effect::Deny, |weighed| weighed.applies());
    match range(policy, weighed) {
        (Access::None, Access::None) if denying.is_empty() => Decision::NotAllowed,
        (Access::None, Access::None) => Decision::Denied { by: denying },
        (Access::Direct, Access::Direct) => Decision::Allowed {
            by: by(Effect::Allow, |weighed| weighed.reach.direct),
        },
        (Access::Delegated, Access::Delegated) => Decision::Delegated {
            by: by(Effect::Allow, |weighed| weighed.reach.delegated),
        },
        (at_least, at_most) => Decision::Undecided {
            at_least,
            at_most,
            why: all()
                .filter(|(_, (_, weighed))| weighed.applies() == Truth::Unknown)
                .map(|(index, (statement, weighed))| {
                    explain::sentence(index, statement, weighed, request)
                })
                .collect(),
        },
    }
}
