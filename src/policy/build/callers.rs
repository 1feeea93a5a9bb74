//! Statements for those who call AWS services on the owner's behalf. Knows how they are named and bound; must
//! not know which services there are.

use std::collections::BTreeSet;

use super::statement::{Key, allow, named};
use super::{Caller, KeyUse};
use crate::policy::{Principal, Statement, Wildcard};

/// Who calls a service, taken apart: the account as a whole, and those who are named.
pub(super) struct Callers {
    account: bool,
    pub(super) named: BTreeSet<Principal>,
}

impl Callers {
    /// Those that `caller` finds in the uses of a key.
    pub(super) fn of(uses: &BTreeSet<KeyUse>, caller: impl Fn(&KeyUse) -> Option<&Caller>) -> Self {
        let callers = || uses.iter().filter_map(&caller);
        Self {
            account: callers().any(|caller| *caller == Caller::Account),
            named: named(callers().filter_map(|caller| match caller {
                Caller::Principal(arn) => Some(arn),
                Caller::Account => None,
            })),
        }
    }

    /// Use and grants through these services: for the account, and for those who are named. Where there are
    /// both, the ids of the latter end in `ByName`.
    pub(super) fn through(
        self,
        key: Key<'_>,
        services: &[&str],
        (use_sid, use_actions): (&str, &[&str]),
        (grant_sid, grant_actions): (&str, &[&str]),
    ) -> Vec<Statement> {
        let uses = self.statements(key, services, use_sid, use_actions);
        let grants = self
            .statements(key, services, grant_sid, grant_actions)
            .map(|grants| grants.map(Statement::for_aws_resources));
        uses.into_iter()
            .zip(grants)
            .flat_map(|(use_, grant)| [use_, grant])
            .flatten()
            .collect()
    }

    /// The same without grants.
    pub(super) fn use_through(
        self,
        key: Key<'_>,
        services: &[&str],
        sid: &str,
        actions: &[&str],
    ) -> Vec<Statement> {
        let statements = self.statements(key, services, sid, actions);
        statements.into_iter().flatten().collect()
    }

    /// What the account may do, and then what those who are named may.
    fn statements(
        &self,
        key: Key<'_>,
        services: &[&str],
        sid: &str,
        actions: &[&str],
    ) -> [Option<Statement>; 2] {
        let suffix = if self.account { "ByName" } else { "" };
        let everyone =
            BTreeSet::from_iter(self.account.then_some(Principal::Anyone(Wildcard::Aws)));
        let owner = vec![key.owner.as_str().to_owned()];
        let by_account = allow(sid, everyone, actions)
            .map(|statement| statement.when("StringEquals", "kms:CallerAccount", owner));
        let by_name = allow(&format!("{sid}{suffix}"), self.named.clone(), actions);
        [by_account, by_name].map(|statement| Some(statement?.through(key, services)))
    }
}
