//! What a policy answers to a question, action by action. Knows what is taken for true in the question; must not know
//! how an answer is shown.

use super::Question;
use super::circumstances::asks_for_more;
use crate::policy::actions::Action;
use crate::policy::evaluate::{Access, Decision, Prepared, decide, range_of};
use crate::policy::{Effect, Policy, Statement};

/// What a policy says, from the most to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It allows it.
    Allowed,
    /// It leaves it to the IAM policies of the caller's account.
    ThroughIam,
    /// It depends on what only a request tells.
    Undecided {
        /// The least that it comes to.
        least: Access,
        /// The most that it comes to.
        most: Access,
    },
    /// A statement denies what another one would allow.
    Denied,
    /// No statement allows it.
    NotAllowed,
}

impl Answer {
    /// The access that it means for certain.
    pub const fn least(self) -> Access {
        match self {
            Self::Allowed => Access::Direct,
            Self::ThroughIam => Access::Delegated,
            Self::Undecided { least, .. } => least,
            Self::Denied | Self::NotAllowed => Access::None,
        }
    }

    /// The most access that it can mean.
    pub const fn most(self) -> Access {
        match self {
            Self::Undecided { most, .. } => most,
            _ => self.least(),
        }
    }
}

impl Question {
    /// The answers of a policy to the question, for each of the actions.
    ///
    /// An Allow that asks for more than the question takes for true is left aside: there is another question for
    /// it. A Deny never is.
    pub fn answers(
        &self,
        policy: &Prepared<'_>,
        actions: impl IntoIterator<Item = &'static Action>,
    ) -> Vec<Answer> {
        let aside = self.aside(policy);
        let is_aside =
            |statement: &Statement| aside.iter().any(|other| std::ptr::eq(*other, statement));
        let seen = policy.sees(&self.request);
        let mut request = self.request.clone();
        actions
            .into_iter()
            .map(|action| {
                let request = request.ask_for(action.name);
                let range = |denies: bool| {
                    range_of(policy, &seen, request, |_, statement| {
                        match statement.effect {
                            Effect::Allow => !is_aside(statement),
                            Effect::Deny => denies,
                        }
                    })
                };
                match range(true) {
                    (Access::Direct, Access::Direct) => Answer::Allowed,
                    (Access::Delegated, Access::Delegated) => Answer::ThroughIam,
                    (Access::None, Access::None) if range(false).1 > Access::None => Answer::Denied,
                    (Access::None, Access::None) => Answer::NotAllowed,
                    (least, most) => Answer::Undecided { least, most },
                }
            })
            .collect()
    }

    /// The decisions behind the answers, with the statements that make them.
    pub fn decisions(
        &self,
        policy: &Policy,
        actions: impl IntoIterator<Item = &'static Action>,
    ) -> Vec<Decision> {
        let aside = self.aside(&Prepared::of(policy));
        let statements = policy.statements.iter();
        let kept = Policy {
            statements: statements
                .filter(|statement| !aside.iter().any(|other| std::ptr::eq(*other, *statement)))
                .cloned()
                .collect(),
        };
        let mut request = self.request.clone();
        actions
            .into_iter()
            .map(|action| decide(&kept, request.ask_for(action.name)))
            .collect()
    }

    /// The Allows that another question is for. One that is undecided for any other reason stays, and makes the answer so.
    fn aside<'p>(&self, policy: &Prepared<'p>) -> Vec<&'p Statement> {
        let mut hanging = policy.hanging(&self.request);
        hanging.retain(|statement| {
            let asks_for = |(operator, key): (&String, &String)| {
                let tests = statement.conditions.get(operator);
                tests.is_some_and(|tests| tests.contains_key(key))
            };
            let is_its_own = !self.given.is_empty()
                && self
                    .given
                    .iter()
                    .all(|given| asks_for((&given.operator, &given.key)));
            !is_its_own && asks_for_more(statement, &self.request)
        });
        hanging
    }
}
