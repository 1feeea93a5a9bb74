//! Who calls, and which principals of a policy that is. Knows the shapes of principals; must not know what
//! they may do.
//!
//! Sources: IAM User Guide "AWS JSON policy elements: Principal" and "… NotPrincipal".

use super::arn::{Arn, is_account};
use super::pattern::WILDCARDS;
use super::truth::Truth;
use super::{Principal, Principals};
use crate::names::{AccountId, Partition};

/// Someone who calls KMS, directly or through a service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identity {
    /// The root user of an account: `arn:aws:iam::111122223333:root`.
    Root(String),
    /// An IAM user, by ARN.
    User(String),
    /// Whoever has assumed this role, in a session that is not known further.
    Role(String),
    /// One session of a role.
    Session {
        /// `arn:aws:sts::111122223333:assumed-role/App/alice`.
        arn: String,
        /// The ARN of the role, with its path. Without it, a role of that name in that account is the one.
        role: Option<String>,
    },
    /// An AWS service in its own name: `logs.eu-west-1.amazonaws.com`.
    Service(String),
    /// Someone without credentials.
    Anonymous,
}

/// How a policy's principals reach someone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// They name the caller, or everyone.
    pub direct: Truth,
    /// They name the caller's account, whose IAM policies then decide.
    pub delegated: Truth,
}

impl Reach {
    /// They do not reach the caller.
    pub const NOBODY: Self = Self {
        direct: Truth::No,
        delegated: Truth::No,
    };
}

impl Identity {
    /// The root user of an account.
    pub fn root(partition: Partition, account: &AccountId) -> Self {
        Self::Root(format!("arn:{}:iam::{account}:root", partition.id()))
    }

    /// Whom an ARN stands for; nothing where it is not of IAM or a role's session.
    pub fn parse(arn: &str) -> Option<Self> {
        let parts = Arn::parse(arn)?;
        let kind = parts.resource.split('/').next()?;
        let text = arn.to_owned();
        match (parts.service, kind) {
            _ if !is_account(parts.account) || arn.contains(WILDCARDS) => None,
            ("iam", "root") if parts.resource == "root" => Some(Self::Root(text)),
            ("iam", "user") => Some(Self::User(text)),
            ("iam", "role") => Some(Self::Role(text)),
            ("sts", "assumed-role") => Some(Self::Session {
                arn: text,
                role: None,
            }),
            _ => None,
        }
    }

    /// The ARN, where there is one.
    pub fn arn(&self) -> Option<&str> {
        match self {
            Self::Root(arn) | Self::User(arn) | Self::Role(arn) | Self::Session { arn, .. } => {
                Some(arn)
            }
            Self::Service(_) | Self::Anonymous => None,
        }
    }

    /// The account, where there is one.
    pub fn account(&self) -> Option<&str> {
        Some(Arn::parse(self.arn()?)?.account)
    }

    /// How one principal of a policy reaches the caller.
    pub fn reach(&self, principal: &Principal) -> Reach {
        let direct = |direct| Reach {
            direct,
            ..Reach::NOBODY
        };
        match principal {
            Principal::Anyone(_) => direct(Truth::Yes),
            Principal::Service(name) => direct(match self {
                Self::Service(own) => Truth::from(own == name),
                _ => Truth::No,
            }),
            Principal::Federated(_) => direct(Truth::No),
            Principal::Aws(text) if self.is_in_account(text) => match self {
                Self::Root(_) => direct(Truth::Yes),
                _ => Reach {
                    delegated: Truth::Yes,
                    ..Reach::NOBODY
                },
            },
            Principal::Aws(text) => direct(self.is_named(text)),
        }
    }

    /// How the principals of a statement reach the caller.
    pub fn reach_of_all(&self, principals: &Principals) -> Reach {
        match principals {
            Principals::In(principals) => {
                let mut reached = Reach::NOBODY;
                for principal in principals {
                    let reach = self.reach(principal);
                    reached.direct = reached.direct.or(reach.direct);
                    reached.delegated = reached.delegated.or(reach.delegated);
                }
                reached
            }
            Principals::NotIn(excepted) => Reach {
                direct: self.is_excepted(excepted.iter()).negated(),
                ..Reach::NOBODY
            },
        }
    }

    /// True if `text` is the caller's account: a bare id, or the ARN of its root.
    fn is_in_account(&self, text: &str) -> bool {
        let is_root = text.ends_with(":root");
        if !is_root && !is_account(text) {
            return false;
        }
        let Some(own) = self.arn().and_then(Arn::parse) else {
            return false;
        };
        text == own.account
            || Arn::parse(text).is_some_and(|named| {
                named.service == "iam"
                    && named.resource == "root"
                    && (named.partition, named.account) == (own.partition, own.account)
            })
    }

    /// Whether `text` names the caller, who is not named as an account.
    fn is_named(&self, text: &str) -> Truth {
        let Some(own) = self.arn() else {
            return Truth::No;
        };
        if text == own {
            return Truth::Yes;
        }
        if is_account(text) {
            return Truth::No;
        }
        let Some(named) = Arn::parse(text).filter(|_| !text.contains(WILDCARDS)) else {
            // The unique id of a user or role, or nothing that AWS takes.
            return Truth::Unknown;
        };
        match self {
            Self::Session {
                role: Some(role), ..
            } => Truth::from(role == text),
            Self::Session { role: None, .. } => {
                Truth::from(is_role(&named) && session_role(own) == Some(role_of(&named)))
            }
            // Any session of the role may be the one that is named.
            Self::Role(_) => match Arn::parse(own) {
                Some(own) if session_role(text) == Some(role_of(&own)) => Truth::Unknown,
                _ => Truth::No,
            },
            _ => Truth::No,
        }
    }

    /// Whether a `NotPrincipal` leaves the caller out.
    ///
    /// AWS demands that it lists the account besides the user, and the account and the role besides a
    /// session; where a part is missing, services differ.
    fn is_excepted<'a>(&self, excepted: impl Iterator<Item = &'a Principal> + Clone) -> Truth {
        let listed = |is: &dyn Fn(&Principal) -> Truth| Truth::any(excepted.clone().map(is));
        let everyone = |principal: &Principal| matches!(principal, Principal::Anyone(_)).into();
        if listed(&everyone) == Truth::Yes {
            return Truth::Yes;
        }
        let aws = |is: &dyn Fn(&str) -> Truth| {
            listed(&|principal| match principal {
                Principal::Aws(text) => is(text),
                _ => Truth::No,
            })
        };
        let account = || aws(&|text| self.is_in_account(text).into());
        let parts = match self {
            Self::Anonymous => return Truth::No,
            Self::Service(_) => vec![listed(&|principal| self.reach(principal).direct)],
            Self::Root(_) => vec![account()],
            Self::User(_) => vec![aws(&|text| self.is_named(text)), account()],
            Self::Role(role) => vec![
                aws(&|text| (text == role).into()),
                aws(&|text| match Arn::parse(role) {
                    Some(own) if session_role(text) == Some(role_of(&own)) => Truth::Unknown,
                    _ => Truth::No,
                }),
                account(),
            ],
            Self::Session { arn, .. } => vec![
                aws(&|text| (text == arn).into()),
                aws(&|text| {
                    if text == arn {
                        Truth::No
                    } else {
                        self.is_named(text)
                    }
                }),
                account(),
            ],
        };
        Truth::agreed(parts)
    }
}

/// A role by what is unique about it: partition, account and name, whatever its path.
/// Source: IAM User Guide "IAM identifiers": names of roles are unique in an account.
type RoleName<'a> = (&'a str, &'a str, &'a str);

fn is_role(arn: &Arn<'_>) -> bool {
    arn.service == "iam" && arn.resource.starts_with("role/")
}

fn role_of<'a>(arn: &Arn<'a>) -> RoleName<'a> {
    (arn.partition, arn.account, arn.name())
}

/// The role of a session's ARN.
fn session_role(text: &str) -> Option<RoleName<'_>> {
    let arn = Arn::parse(text).filter(|arn| arn.service == "sts")?;
    let (role, _session) = arn
        .resource
        .strip_prefix("assumed-role/")?
        .split_once('/')?;
    Some((arn.partition, arn.account, role))
}
