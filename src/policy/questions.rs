//! The questions worth asking a policy: everybody whom it could mean, by every way that it tells apart, and under the
//! circumstances that it names. Knows who and how; must not know the answers.

pub mod answers;
pub mod circumstances;

use std::collections::BTreeSet;

use self::circumstances::{Given, circumstances};
use super::arn::{Arn, is_account};
use super::check::stranger::Stranger;
use super::check::{named_by, values_of};
use super::entitlements::somebody;
use super::evaluate::Prepared;
use super::identity::Identity;
use super::pattern::{self, WILDCARDS};
use super::request::{Home, Request, via_services};
use super::{Policy, Principal};
use crate::names::AccountId;

/// Someone whom a policy could mean.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// The root user of the key's account.
    Root(AccountId),
    /// A user, role or session that a policy names, as it names it.
    Named(String),
    /// Anybody else in the key's account.
    Anyone(AccountId),
    /// Anybody in another account that a policy names as a whole.
    Account(AccountId),
    /// A service in its own name.
    Service(String),
    /// Anybody in an account that no policy mentions.
    Stranger(AccountId),
}

impl Party {
    /// The account, where it is of one.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Root(account)
            | Self::Anyone(account)
            | Self::Account(account)
            | Self::Stranger(account) => Some(account.as_str()),
            Self::Named(text) => Arn::parse(text).map(|arn| arn.account),
            Self::Service(_) => None,
        }
    }
}

/// How somebody comes to a key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// By calling KMS.
    Directly,
    /// Through this service of the key's region, which calls KMS with the caller's rights.
    Through(String),
    /// Through a service that no policy mentions.
    ThroughOthers,
    /// A service in its own name, for something of the key's account.
    ForOwner,
    /// A service in its own name, for something of an account that no policy mentions.
    ForStrangers,
}

/// One question, for whichever action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Who.
    pub party: Party,
    /// How.
    pub way: Way,
    /// What is taken for true of the request, because a policy asks for it.
    pub given: Vec<Given>,
    /// The request, less its action.
    pub request: Request,
}

/// All questions that tell these policies apart, or the parties within one of them, in a fixed order.
pub fn of(policies: &[&Policy], home: Home<'_>) -> Vec<Question> {
    let prepared: Vec<Prepared<'_>> = policies.iter().map(|policy| Prepared::of(policy)).collect();
    let mut questions = Vec::new();
    for (party, who) in parties(policies, home) {
        for (way, request) in ways(policies, home, &party, &who) {
            let mut given = vec![Vec::new()];
            for policy in &prepared {
                given.extend(circumstances(policy, &request));
            }
            given.sort();
            given.dedup();
            questions.extend(given.into_iter().map(|given| {
                Question {
                    party: party.clone(),
                    way: way.clone(),
                    request: given
                        .iter()
                        .fold(request.clone(), |request, given| given.taken(request)),
                    given,
                }
            }));
        }
    }
    questions
}

/// Everybody whom a policy could mean.
pub fn parties_of(policy: &Policy, home: Home<'_>) -> Vec<Party> {
    parties(&[policy], home)
        .into_iter()
        .map(|(party, _)| party)
        .collect()
}

fn parties(policies: &[&Policy], home: Home<'_>) -> Vec<(Party, Identity)> {
    let owner = home.owner;
    let root = Identity::root(home.region.partition(), owner);
    let mut parties = vec![
        (Party::Root(owner.clone()), root),
        (Party::Anyone(owner.clone()), somebody(home, owner)),
    ];
    let statements = || policies.iter().flat_map(|policy| &policy.statements);
    let named: BTreeSet<&str> = statements().flat_map(named_by).collect();
    for text in named {
        let whole = text.replace(WILDCARDS, "x");
        let account = if is_account(text) {
            Some(text)
        } else {
            Arn::parse(text).map(|arn| arn.account)
        };
        match (Identity::parse(&whole), account.and_then(AccountId::parse)) {
            (None | Some(Identity::Root(_)), Some(account)) if account != *owner => {
                parties.push((Party::Account(account.clone()), somebody(home, &account)));
            }
            (Some(Identity::Root(_)) | None, _) => {}
            (Some(who), _) => parties.push((Party::Named(text.to_owned()), who)),
        }
    }
    for principal in statements().flat_map(|statement| statement.principals.written()) {
        if let Principal::Service(name) = principal {
            parties.push((
                Party::Service(name.clone()),
                Identity::Service(name.clone()),
            ));
        }
    }
    if let Some(account) = stranger(policies) {
        let who = somebody(home, &account);
        parties.push((Party::Stranger(account), who));
    }
    parties.sort();
    parties.dedup();
    parties
}

fn stranger(policies: &[&Policy]) -> Option<AccountId> {
    let text: String = policies
        .iter()
        .map(|policy| policy.document().json())
        .collect();
    Stranger::to(&text).map(|stranger| stranger.account)
}

fn ways(
    policies: &[&Policy],
    home: Home<'_>,
    party: &Party,
    who: &Identity,
) -> Vec<(Way, Request)> {
    if let Party::Service(name) = party {
        let of = |account: &AccountId| Request::by_service(name, account, home, "");
        let strange = stranger(policies).map(|account| (Way::ForStrangers, of(&account)));
        return [(Way::ForOwner, of(home.owner))]
            .into_iter()
            .chain(strange)
            .collect();
    }
    let services = services(policies, home);
    let other = ["dynamodb", "sqs", "fsx", "no-service"]
        .into_iter()
        .find(|service| !services.contains(*service))
        .unwrap_or_default();
    let through = |service: &str| Request::through(service, who.clone(), home, "");
    let named = services
        .iter()
        .map(|service| (Way::Through(service.clone()), through(service)));
    [(Way::Directly, Request::direct(who.clone(), home, ""))]
        .into_iter()
        .chain(named)
        .chain([(Way::ThroughOthers, through(other))])
        .collect()
}

/// RDS, and the services that the policies wait for in the key's region.
fn services(policies: &[&Policy], home: Home<'_>) -> BTreeSet<String> {
    let statements = policies.iter().flat_map(|policy| &policy.statements);
    let named = statements.flat_map(|statement| values_of(statement, "kms:ViaService"));
    let here = named.filter_map(|value| {
        let service = value
            .split('.')
            .next()
            .filter(|service| !service.contains(WILDCARDS))?;
        via_services(service, home.region)
            .iter()
            .any(|name| pattern::fits(value, name))
            .then(|| service.to_owned())
    });
    here.chain(["rds".to_owned()]).collect()
}
