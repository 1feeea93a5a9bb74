//! Amazon Resource Names: their parts, and the few kinds that a spec names. Knows shapes; must not know
//! whether the resource exists.

pub mod keys;
pub mod principals;

use std::fmt;

use crate::names::Partition;

/// An ARN, cut into its parts.
///
/// Source: AWS IAM User Guide "Identify AWS resources with Amazon Resource Names (ARNs)".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Arn {
    /// `aws`, `aws-cn` …
    pub partition: String,
    /// `iam`, `kms`, `rds` …
    pub service: String,
    /// Empty for IAM.
    pub region: String,
    /// Twelve digits; empty for S3's buckets.
    pub account: String,
    /// `role/Deployers`, `key/1234…`, `db:orders` …
    pub resource: String,
}

/// Why a text is no ARN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArnProblem {
    /// Fewer than six parts between colons, or the first is not `arn`.
    Shape,
    /// A part that can't be empty is.
    Empty(&'static str),
    /// A partition that does not exist.
    Partition(String),
    /// An account that is not twelve digits.
    Account(String),
    /// A character that no ARN holds.
    Holds(char),
}

impl fmt::Display for ArnProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => {
                formatter.write_str("does not look like `arn:aws:iam::123456789012:role/Name`")
            }
            Self::Empty(part) => write!(formatter, "has no {part}"),
            Self::Partition(partition) => {
                write!(
                    formatter,
                    "names the partition `{}`, which does not exist",
                    partition.escape_debug()
                )
            }
            Self::Account(account) => {
                write!(
                    formatter,
                    "names the account `{}`, accounts have twelve digits",
                    account.escape_debug()
                )
            }
            Self::Holds(character) => {
                write!(formatter, "holds `{}`", character.escape_debug())
            }
        }
    }
}

impl Arn {
    /// Reads an ARN of any service.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn parse(text: &str) -> Result<Self, ArnProblem> {
        let mut parts = text.splitn(6, ':');
        let (
            Some("arn"),
            Some(partition),
            Some(service),
            Some(region),
            Some(account),
            Some(resource),
        ) = (
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
            parts.next(),
        )
        else {
            return Err(ArnProblem::Shape);
        };
        if let Some(other) = text.chars().find(|c| !c.is_ascii_graphic()) {
            return Err(ArnProblem::Holds(other));
        }
        if partition_of(partition).is_none() && !partition.starts_with("aws-iso") {
            return Err(ArnProblem::Partition(partition.to_owned()));
        }
        for (part, name) in [(service, "service"), (resource, "resource")] {
            if part.is_empty() {
                return Err(ArnProblem::Empty(name));
            }
        }
        let digits = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        if !account.is_empty() && account != "aws" && !digits {
            return Err(ArnProblem::Account(account.to_owned()));
        }
        Ok(Self {
            partition: partition.to_owned(),
            service: service.to_owned(),
            region: region.to_owned(),
            account: account.to_owned(),
            resource: resource.to_owned(),
        })
    }

    /// Its partition; nothing for the isolated ones.
    pub fn known_partition(&self) -> Option<Partition> {
        partition_of(&self.partition)
    }
}

impl fmt::Display for Arn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            partition,
            service,
            region,
            account,
            resource,
        } = self;
        write!(
            formatter,
            "arn:{partition}:{service}:{region}:{account}:{resource}"
        )
    }
}

fn partition_of(id: &str) -> Option<Partition> {
    [
        Partition::Aws,
        Partition::China,
        Partition::GovCloud,
        Partition::EuropeanSovereign,
    ]
    .into_iter()
    .find(|partition| partition.id() == id)
}
