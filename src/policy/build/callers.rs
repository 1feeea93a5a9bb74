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
        let suffix = if self.account { "ByName" } else { "" };
        let everyone =
            BTreeSet::from_iter(self.account.then_some(Principal::Anyone(Wildcard::Aws)));
        let owner = || vec![key.owner.as_str().to_owned()];
        let by_account = [
            allow(use_sid, everyone.clone(), use_actions),
            allow(grant_sid, everyone, grant_actions).map(Statement::for_aws_resources),
        ]
        .map(|statement| Some(statement?.when("StringEquals", "kms:CallerAccount", owner())));
        let by_name = [
            allow(
                &format!("{use_sid}{suffix}"),
                self.named.clone(),
                use_actions,
            ),
            allow(&format!("{grant_sid}{suffix}"), self.named, grant_actions)
                .map(Statement::for_aws_resources),
        ];
        by_account
            .into_iter()
            .chain(by_name)
            .flatten()
            .map(|statement| statement.through(key, services))
            .collect()
    }
}
