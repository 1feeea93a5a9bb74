//! Somebody who has nothing to do with the key, and what an own account lets a stranger choose. Knows shapes
//! of ARNs; must not know what a policy says of a stranger.

use super::values_of;
use crate::names::AccountId;
use crate::policy::Statement;
use crate::policy::arn::Arn;
use crate::policy::context::Context;
use crate::policy::pattern::{self, WILDCARDS};

/// The keys that tell the organization of a caller, and of what a service works for.
const ORGANIZATION: [(&str, &str); 2] = [
    ("aws:PrincipalOrgID", "aws:PrincipalOrgPaths"),
    ("aws:SourceOrgID", "aws:SourceOrgPaths"),
];

/// A stranger's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stranger {
    pub(super) account: AccountId,
}

impl Stranger {
    /// One whom the text of a policy does not mention.
    pub(super) fn to(json: &str) -> Option<Self> {
        (0..=json.len())
            .filter_map(|nth| AccountId::parse(&format!("9{nth:011}")))
            .find(|account| !json.contains(account.as_str()))
            .map(|account| Self { account })
    }

    /// A request in a stranger's hands, in another organization and in none. Each of these keys has one of
    /// the values that a stranger can bring about to fit the statement.
    pub(super) fn contexts(
        &self,
        context: &Context,
        statement: &Statement,
        keys: &[&str],
    ) -> [Context; 2] {
        let mut own = context.clone();
        for key in keys {
            own = match self.fitting(values_of(statement, key)) {
                Some(values) => own.with_one_of((*key).to_owned(), values),
                None => own.forget(key),
            };
        }
        let (mut member, mut alone) = (own.clone(), own);
        for (id, paths) in ORGANIZATION {
            member = member
                .with(id, "o-stranger00")
                .with(paths, "o-stranger00/r-0000/ou-0000-00000000/");
            alone = alone.without(id).without(paths);
        }
        [member, alone]
    }

    /// The ARNs of a stranger that fit one of the wanted, or one that does not where none does; nothing where
    /// there is a wanted text that anybody may have.
    fn fitting<'a>(&self, wanted: impl Iterator<Item = &'a str>) -> Option<Vec<String>> {
        let mut all = Vec::new();
        for wanted in wanted {
            let own = self.own(wanted)?;
            all.push((pattern::fits(wanted, &own), own));
        }
        let any_fits = all.iter().any(|(fits, _)| *fits);
        if !any_fits {
            all.truncate(1);
        }
        let values: Vec<String> = all
            .into_iter()
            .filter(|(fits, _)| *fits || !any_fits)
            .map(|(_, own)| own)
            .collect();
        (!values.is_empty()).then_some(values)
    }

    /// The ARN of the stranger's own thing that looks most like `wanted`; nothing where that is no ARN, which
    /// anybody may have.
    fn own(&self, wanted: &str) -> Option<String> {
        let arn = Arn::parse(wanted).filter(|_| !wanted.contains("${"))?;
        let Arn {
            partition,
            service,
            region,
            account,
            resource,
        } = arn;
        let (account, resource) = if account.is_empty() && !resource.contains('*') {
            // Without an account in it, the name is the owner's for the whole world, as a bucket's is.
            ("", format!("stranger-{resource}"))
        } else if account.is_empty() {
            ("", resource.to_owned())
        } else {
            (self.account.as_str(), resource.to_owned())
        };
        Some(
            format!("arn:{partition}:{service}:{region}:{account}:{resource}")
                .replace(WILDCARDS, "x"),
        )
    }
}
