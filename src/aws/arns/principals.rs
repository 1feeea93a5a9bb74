//! Who can stand in a key policy: accounts, users and roles. Knows the ARNs of IAM and STS.

use std::fmt;

use super::{Arn, ArnProblem};
use crate::names::AccountId;

/// A principal that a key policy can name.
///
/// Source: IAM User Guide "AWS JSON policy elements: Principal".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Principal {
    /// The ARN as given.
    pub arn: Arn,
    /// The account.
    pub account: AccountId,
    /// What it is.
    pub kind: PrincipalKind,
}

/// What a principal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrincipalKind {
    /// The account as a whole: whoever its own IAM policies let.
    Root,
    /// A user.
    User,
    /// A role.
    Role,
}

/// Why a text is no principal of a key policy. Displayed it continues a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrincipalProblem {
    /// No ARN at all.
    Arn(ArnProblem),
    /// `*`, or an ARN with `*` or `?` in it: a policy would store it and never match.
    Wildcard,
    /// A group, which can't be a principal.
    Group,
    /// A session of a role, `assumed-role`; holds the ARN of the role, less its path, which a session
    /// does not show.
    AssumedRole(String),
    /// Another resource.
    Other,
    /// The role or user has no name.
    NoName,
}

impl fmt::Display for PrincipalProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arn(problem) => problem.fmt(formatter),
            Self::Wildcard => formatter
                .write_str("holds a wildcard, a principal must be one account, user or role"),
            Self::Group => {
                formatter.write_str("is a group, which no policy can name as a principal")
            }
            Self::AssumedRole(role) => {
                write!(formatter, "is the session of a role, the role is `{role}`")
            }
            Self::Other => {
                formatter.write_str("is neither an account's root, nor a user, nor a role")
            }
            Self::NoName => formatter.write_str("names no user or role after the slash"),
        }
    }
}

/// Reads the ARN of an account's root, a user or a role.
///
/// # Errors
///
/// If the text is the ARN of something else, or none.
pub fn parse(text: &str) -> Result<Principal, PrincipalProblem> {
    if text.contains(['*', '?']) {
        return Err(PrincipalProblem::Wildcard);
    }
    let arn = Arn::parse(text).map_err(PrincipalProblem::Arn)?;
    let account = AccountId::parse(&arn.account)
        .ok_or_else(|| PrincipalProblem::Arn(ArnProblem::Account(arn.account.clone())))?;
    let (kind, name) = match (arn.service.as_str(), arn.resource.split_once('/')) {
        ("sts", Some(("assumed-role", session))) => {
            let role = session.split('/').next().unwrap_or(session);
            return Err(PrincipalProblem::AssumedRole(format!(
                "arn:{}:iam::{account}:role/{role}",
                arn.partition
            )));
        }
        ("iam", None) if arn.resource == "root" => (PrincipalKind::Root, "root"),
        ("iam", Some(("user", name))) => (PrincipalKind::User, name),
        ("iam", Some(("role", name))) => (PrincipalKind::Role, name),
        ("iam", Some(("group", _))) => return Err(PrincipalProblem::Group),
        _ => return Err(PrincipalProblem::Other),
    };
    if !arn.region.is_empty() {
        return Err(PrincipalProblem::Other);
    }
    if name.is_empty() || name.ends_with('/') {
        return Err(PrincipalProblem::NoName);
    }
    Ok(Principal { arn, account, kind })
}
