//! A policy made ready for many callers: whom a statement names is looked up and not searched, and callers whom the
//! policy cannot tell apart are known as such. Knows principals and keys; decides nothing.

use super::weigh::{across_accounts, weigh};
use super::{Access, range_of};
use crate::policy::actions::ACTIONS;
use crate::policy::arn::{Arn, is_account};
use crate::policy::context::Known;
use crate::policy::identity::{Identity, Reach};
use crate::policy::pattern::WILDCARDS;
use crate::policy::request::Request;
use crate::policy::truth::Truth;
use crate::policy::{Effect, Policy, Principal, Principals, Statement, Wildcard, variable};

/// A policy with what can be known of it before anybody asks.
#[derive(Debug)]
pub struct Prepared<'p> {
    pub(super) policy: &'p Policy,
    /// For each statement, the principals that more than one text can name.
    odd: Vec<Vec<&'p Principal>>,
    /// The condition keys that occur in it.
    keys: Vec<&'p str>,
    /// It holds a variable, for which a request's whole context may stand in.
    has_variables: bool,
}

/// All that the policy's answers to a caller depend on, whatever the action: who looks the same is told the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::policy) struct Seen {
    /// How each statement's principals reach the caller.
    pub(super) reach: Vec<Reach>,
    known: Vec<Option<Known>>,
    /// The caller, where variables let nobody look like anybody else.
    only: Option<Identity>,
}

impl<'p> Prepared<'p> {
    /// Makes a policy ready.
    pub fn of(policy: &'p Policy) -> Self {
        let statements = || policy.statements.iter();
        let odd = statements()
            .map(|statement| {
                let written = statement.principals.written().iter();
                written.filter(|principal| !is_plain(principal)).collect()
            })
            .collect();
        let tests = || statements().flat_map(|statement| statement.conditions.values().flatten());
        let mut keys: Vec<&str> = tests().map(|(key, _)| key.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        let values = tests().flat_map(|(_, values)| values);
        let resources = statements().flat_map(|statement| &statement.resources);
        Self {
            policy,
            odd,
            keys,
            has_variables: values
                .chain(resources)
                .any(|text| variable::occurs_in(text)),
        }
    }

    /// The least and the most access that the policy can mean for a request.
    pub fn access(&self, request: &Request) -> (Access, Access) {
        range_of(self, &self.sees(request), request, |_, _| true)
    }

    /// The same for several actions, in their order.
    pub fn access_to<'a>(
        &self,
        request: &Request,
        actions: impl IntoIterator<Item = &'a str>,
    ) -> Vec<(Access, Access)> {
        let seen = self.sees(request);
        let mut request = request.clone();
        actions
            .into_iter()
            .map(|action| range_of(self, &seen, request.ask_for(action), |_, _| true))
            .collect()
    }

    /// The Allows that may or may not apply to a request, for at least one action.
    pub(in crate::policy) fn hanging(&self, request: &Request) -> Vec<&'p Statement> {
        let seen = self.sees(request);
        let mut request = request.clone();
        let statements = self.policy.statements.iter().zip(seen.reach);
        let mut hangs = |statement: &Statement, reach: Reach| {
            statement.effect == Effect::Allow
                && reach.direct.or(reach.delegated) != Truth::No
                && ACTIONS.iter().any(|action| {
                    weigh(statement, || reach, request.ask_for(action.name)).applies()
                        == Truth::Unknown
                })
        };
        statements
            .filter(|(statement, reach)| hangs(statement, *reach))
            .map(|(statement, _)| statement)
            .collect()
    }

    /// How the policy sees the caller of a request.
    pub(in crate::policy) fn sees(&self, request: &Request) -> Seen {
        let faces = Faces::of(&request.principal);
        let reach = |(statement, odd): (&Statement, &Vec<&Principal>)| {
            let reach = match (&statement.principals, &faces) {
                (Principals::In(named), Some(faces)) => odd
                    .iter()
                    .map(|principal| request.principal.reach(principal))
                    .fold(faces.among(named), Reach::or),
                _ => request.principal.reach_of_all(&statement.principals),
            };
            across_accounts(reach, request)
        };
        Seen {
            reach: self
                .policy
                .statements
                .iter()
                .zip(&self.odd)
                .map(reach)
                .collect(),
            known: self
                .keys
                .iter()
                .map(|key| request.context.get(key).cloned())
                .collect(),
            only: self.has_variables.then(|| request.principal.clone()),
        }
    }
}

/// The principals that name somebody of IAM exactly, each as a policy writes it.
struct Faces {
    direct: Vec<Principal>,
    delegated: Vec<Principal>,
}

impl Faces {
    /// Nothing for those whom other texts than their own can name.
    fn of(who: &Identity) -> Option<Self> {
        let (own, is_root) = match who {
            Identity::Root(own) => (own, true),
            Identity::User(own) | Identity::Role(own) => (own, false),
            Identity::Session { .. } | Identity::Service(_) | Identity::Anonymous => return None,
        };
        let mut direct = vec![
            Principal::Anyone(Wildcard::Aws),
            Principal::Anyone(Wildcard::Bare),
            Principal::Aws(own.clone()),
        ];
        let account = Arn::parse(own).map(
            |Arn {
                 partition, account, ..
             }| {
                [
                    account.to_owned(),
                    format!("arn:{partition}:iam::{account}:root"),
                ]
                .map(Principal::Aws)
            },
        );
        let account = account.into_iter().flatten();
        let delegated = if is_root {
            direct.extend(account);
            Vec::new()
        } else {
            account.collect()
        };
        Some(Self { direct, delegated })
    }

    fn among(&self, named: &std::collections::BTreeSet<Principal>) -> Reach {
        let any = |faces: &[Principal]| Truth::from(faces.iter().any(|face| named.contains(face)));
        Reach {
            direct: any(&self.direct),
            delegated: any(&self.delegated),
        }
    }
}

/// True for a principal that reaches somebody of IAM only if it is one of the somebody's [`Faces`].
fn is_plain(principal: &Principal) -> bool {
    match principal {
        Principal::Anyone(_) | Principal::Service(_) | Principal::Federated(_) => true,
        Principal::Aws(text) => {
            is_account(text)
                || !text.contains(WILDCARDS)
                    && Arn::parse(text)
                        .is_some_and(|arn| arn.service == "iam" && arn.region.is_empty())
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test fails by panicking"
    )]

    use std::collections::BTreeSet;

    use super::*;
    use crate::aws::regions;
    use crate::names::AccountId;
    use crate::policy::request::Home;
    use crate::policy::{Actions, Conditions};

    const TEXTS: [&str; 14] = [
        "*",
        "111122223333",
        "444455556666",
        "arn:aws:iam::111122223333:root",
        "arn:aws-cn:iam::111122223333:root",
        "arn:aws:iam:x:111122223333:root",
        "arn:aws:iam::444455556666:root",
        "arn:aws:iam::111122223333:role/App",
        "arn:aws:iam::111122223333:role/team/App",
        "arn:aws:iam::111122223333:role/*",
        "arn:aws:iam::111122223333:user/App",
        "arn:aws:sts::111122223333:assumed-role/App/alice",
        "AROAEXAMPLE",
        "role/App",
    ];

    /// Every pair of principals against every caller: what is looked up is what searching finds.
    #[test]
    fn looking_up_finds_what_searching_finds() {
        let owner = AccountId::parse("111122223333").unwrap();
        let home = Home {
            owner: &owner,
            region: regions::find("us-east-1").unwrap(),
        };
        let callers = [
            Identity::Anonymous,
            Identity::Service("logs.us-east-1.amazonaws.com".to_owned()),
        ];
        let callers: Vec<Identity> = callers
            .into_iter()
            .chain(TEXTS.iter().filter_map(|text| Identity::parse(text)))
            // Whose ARN is not a role's is no role.
            .chain(
                TEXTS
                    .iter()
                    .filter(|text| text.contains(":role/"))
                    .map(|text| Identity::Role((*text).to_owned())),
            )
            .collect();
        let principal = |text: &str| match text {
            "*" => Principal::Anyone(Wildcard::Aws),
            text => Principal::Aws(text.to_owned()),
        };
        for (one, other) in TEXTS
            .iter()
            .flat_map(|one| TEXTS.iter().map(move |other| (one, other)))
        {
            let named = BTreeSet::from([principal(one), principal(other)]);
            for principals in [
                Principals::In(named.clone()),
                Principals::NotIn(named.clone()),
            ] {
                let policy = Policy {
                    statements: vec![Statement {
                        sid: String::new(),
                        effect: Effect::Allow,
                        principals: principals.clone(),
                        actions: Actions::In(BTreeSet::new()),
                        resources: BTreeSet::new(),
                        conditions: Conditions::new(),
                    }],
                };
                let prepared = Prepared::of(&policy);
                for who in &callers {
                    let request = Request::direct(who.clone(), home, "kms:Decrypt");
                    let searched = across_accounts(who.reach_of_all(&principals), &request);
                    assert_eq!(
                        prepared.sees(&request).reach,
                        [searched],
                        "{who:?} {principals:?}"
                    );
                }
            }
        }
    }
}
