//! The only author of key policies: from a key's recorded uses, for the key's own region and account.

use std::collections::BTreeSet;

use super::Policy;
use crate::names::{AccountId, Region};

/// One thing that a key is used for in its region. The plan records these; nothing else decides what
/// a policy says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyUse {
    /// Someone manages the key and never uses it: a principal's ARN.
    Administer(String),
    /// RDS encrypts storage or Performance Insights data, for these principals.
    Rds(Caller),
    /// RDS keeps a master password in Secrets Manager, under this key, for these principals.
    ManagedPassword(Caller),
    /// CloudWatch Logs encrypts the log groups below this name, such as `/aws/rds/instance/*`.
    Logs(String),
    /// The key is a multi-Region primary: administrators may replicate it into this region.
    Replicate(Region),
}

/// Who calls on behalf of the spec's owner.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Caller {
    /// Everyone in the account whom IAM lets use the service.
    Account,
    /// A named principal's ARN.
    Principal(String),
}

/// The policy of a key of `owner` in `region` with these uses.
pub fn policy_for(owner: &AccountId, region: Region, uses: &BTreeSet<KeyUse>) -> Policy {
    let _ = (owner, region, uses);
    Policy::default()
}
