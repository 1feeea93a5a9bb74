//! The ARNs of KMS keys, told from ids and aliases. Only a key's ARN may stand where Terraform compares.

use std::fmt;

use super::{Arn, ArnProblem};
use crate::aws::regions;
use crate::names::{AccountId, Partition, Region};

/// A KMS key, by its ARN.
///
/// Source: KMS Developer Guide "Key identifiers (KeyId)".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyArn {
    /// The ARN as given.
    pub arn: String,
    /// The region that it works in.
    pub region: Region,
    /// The account that owns it.
    pub account: AccountId,
    /// Its id, the same in every region for a multi-Region key.
    pub id: String,
}

impl KeyArn {
    /// True for one of a set of multi-Region keys.
    pub fn is_multi_region(&self) -> bool {
        self.id.starts_with("mrk-")
    }
}

/// Why a text is no key's ARN. Displayed it continues a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyProblem {
    /// `alias/…`.
    Alias,
    /// `arn:…:alias/…`: AWS takes it, stores the key's ARN, and every later plan replaces the database.
    AliasArn,
    /// A key's id alone.
    Id,
    /// Not an ARN.
    Arn(ArnProblem),
    /// An ARN of something else.
    Other,
    /// A region that is not known.
    Region(String),
    /// A region of another partition than the ARN's own; holds the region's.
    Partition(Partition),
    /// An id that no key has.
    Shape,
}

impl fmt::Display for KeyProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alias => {
                formatter.write_str("is the name of an alias, the ARN of the key is needed")
            }
            Self::AliasArn => {
                formatter.write_str("is the ARN of an alias, the ARN of the key is needed")
            }
            Self::Id => formatter.write_str("is the id of a key, the ARN of the key is needed"),
            Self::Arn(problem) => problem.fmt(formatter),
            Self::Other => formatter.write_str("is not the ARN of a KMS key"),
            Self::Region(region) => {
                write!(
                    formatter,
                    "names the region `{}`, which is not known",
                    region.escape_debug()
                )
            }
            Self::Partition(partition) => write!(
                formatter,
                "names a region of the partition `{}`",
                partition.id()
            ),
            Self::Shape => formatter.write_str("does not end in the id of a key"),
        }
    }
}

/// Reads the ARN of a key.
///
/// # Errors
///
/// If the text is an alias, an id, or anything else.
pub fn parse(text: &str) -> Result<KeyArn, KeyProblem> {
    if text.starts_with("alias/") {
        return Err(KeyProblem::Alias);
    }
    if is_key_id(text) {
        return Err(KeyProblem::Id);
    }
    let arn = Arn::parse(text).map_err(KeyProblem::Arn)?;
    let account = AccountId::parse(&arn.account)
        .ok_or_else(|| KeyProblem::Arn(ArnProblem::Account(arn.account.clone())))?;
    match (arn.service.as_str(), arn.resource.split_once('/')) {
        ("kms", Some(("alias", _))) => Err(KeyProblem::AliasArn),
        ("kms", Some(("key", id))) => {
            let region =
                regions::find(&arn.region).ok_or_else(|| KeyProblem::Region(arn.region.clone()))?;
            if region.partition().id() != arn.partition {
                return Err(KeyProblem::Partition(region.partition()));
            }
            if !is_key_id(id) {
                return Err(KeyProblem::Shape);
            }
            Ok(KeyArn {
                arn: text.to_owned(),
                region,
                account,
                id: id.to_owned(),
            })
        }
        _ => Err(KeyProblem::Other),
    }
}

/// `1234abcd-12ab-34cd-56ef-1234567890ab`, or `mrk-` and 32 hexadecimal digits.
fn is_key_id(text: &str) -> bool {
    let hex = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let Some(rest) = text.strip_prefix("mrk-") {
        return rest.len() == 32 && hex(rest);
    }
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.split('-').all(hex)
}
