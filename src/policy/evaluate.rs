//! What a key policy says of a request, by IAM's semantics. Knows the policy alone: IAM policies, grants,
//! organization policies and the key's state are asked elsewhere by AWS and stay outside.
//!
//! Sources: IAM User Guide "Policy evaluation logic" and "Cross-account policy evaluation logic", KMS
//! Developer Guide "Key policies in AWS KMS".

pub mod explain;

use std::collections::BTreeSet;
use std::iter;

use super::identity::{Identity, Reach};
use super::request::Request;
use super::truth::Truth;
use super::{Actions, Effect, Policy, Principals, Statement, condition, pattern};

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

/// What one statement says of a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed<'a> {
    /// Whom it reaches, if all else fits.
    pub(super) reach: Reach,
    /// What made it so: the part that does not fit, else the first that is not known.
    pub(super) because: Because<'a>,
}

/// The part of a statement that decides about it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Because<'a> {
    /// All of them fit.
    AllFits,
    /// The principals.
    Principals,
    /// The actions.
    Actions,
    /// The resources.
    Resources,
    /// One condition: operator and key.
    Condition(&'a str, &'a str),
}

impl Weighed<'_> {
    /// Whether the statement matches at all.
    pub(super) fn applies(&self) -> Truth {
        self.reach.direct.or(self.reach.delegated)
    }
}

/// Weighs one statement: principals, actions, resources, conditions, until one does not fit.
pub(super) fn weigh<'a>(statement: &'a Statement, request: &'a Request) -> Weighed<'a> {
    let mut weighed = Weighed {
        reach: reach(&statement.principals, request),
        because: Because::Principals,
    };
    if weighed.applies() == Truth::Yes {
        weighed.because = Because::AllFits;
    }
    let mut parts = parts(statement, request);
    while weighed.applies() != Truth::No
        && let Some((fits, because)) = parts.next()
    {
        let before = weighed.applies();
        weighed.reach.direct = weighed.reach.direct.and(fits);
        weighed.reach.delegated = weighed.reach.delegated.and(fits);
        if weighed.applies() < before {
            weighed.because = because;
        }
    }
    weighed
}

/// How principals reach the caller of a request for this key.
///
/// Whatever a key policy says to somebody of another account, that account has to say too.
fn reach(principals: &Principals, request: &Request) -> Reach {
    let reach = request.principal.reach_of_all(principals);
    let of_another_account = request
        .principal
        .account()
        .is_some_and(|account| account != request.owner.as_str());
    if of_another_account && !matches!(request.principal, Identity::Root(_)) {
        Reach {
            direct: Truth::No,
            delegated: reach.delegated.or(reach.direct),
        }
    } else {
        reach
    }
}

/// All that must fit besides the principals, weighed only when asked for.
fn parts<'a>(
    statement: &'a Statement,
    request: &'a Request,
) -> impl Iterator<Item = (Truth, Because<'a>)> {
    let actions = iter::once_with(|| {
        (
            has_action(&statement.actions, &request.action),
            Because::Actions,
        )
    });
    let resources = iter::once_with(|| {
        (
            has_resource(statement, request.key.as_deref()),
            Because::Resources,
        )
    });
    let conditions = statement
        .conditions
        .iter()
        .flat_map(move |(operator, keys)| {
            keys.iter().map(move |(key, values)| {
                (
                    condition::holds(operator, key, values, &request.context),
                    Because::Condition(operator, key),
                )
            })
        });
    actions.chain(resources).chain(conditions)
}

fn has_action(actions: &Actions, action: &str) -> Truth {
    let written = |patterns: &BTreeSet<String>| {
        patterns
            .iter()
            .any(|pattern| pattern::fits_ignoring_case(pattern, action))
    };
    match actions {
        Actions::In(patterns) => written(patterns),
        Actions::NotIn(patterns) => !written(patterns),
    }
    .into()
}

fn has_resource(statement: &Statement, key: Option<&str>) -> Truth {
    Truth::any(statement.resources.iter().map(|resource| {
        if resource == "*" {
            return Truth::Yes;
        }
        key.map_or(Truth::Unknown, |key| pattern::fits(resource, key).into())
    }))
}

fn weigh_all<'a>(policy: &'a Policy, request: &'a Request) -> Vec<Weighed<'a>> {
    policy
        .statements
        .iter()
        .map(|statement| weigh(statement, request))
        .collect()
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
