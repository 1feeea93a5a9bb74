//! Somebody who has nothing to do with the key, and what an own account lets a stranger choose. Knows shapes
//! of ARNs; must not know what a policy says of a stranger.

use super::values_of;
use crate::names::AccountId;
use crate::policy::Statement;
use crate::policy::arn::Arn;
use crate::policy::context::Context;

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

    /// The same request in a stranger's hands: the organization is another one, and each of these keys has
    /// one of the values that a stranger can bring about to fit the statement.
    pub(super) fn bring(
        &self,
        mut context: Context,
        statement: &Statement,
        keys: &[&str],
    ) -> Context {
        for organization in ["aws:PrincipalOrgID", "aws:SourceOrgID"] {
            context = context.with(organization, "o-stranger00");
        }
        for paths in ["aws:PrincipalOrgPaths", "aws:SourceOrgPaths"] {
            context = context.with_values(
                paths,
                vec!["o-stranger00/r-0000/ou-0000-00000000/".to_owned()],
            );
        }
        for key in keys {
            let wanted: Vec<&str> = values_of(statement, key).collect();
            let own: Option<Vec<String>> = wanted.iter().map(|value| self.own(value)).collect();
            context = match own {
                Some(own) if !own.is_empty() => context.with_one_of((*key).to_owned(), own),
                _ => context.forget(key),
            };
        }
        context
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
                .replace(['*', '?'], "x"),
        )
    }
}
