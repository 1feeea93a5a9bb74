//! Words that are parsed once and then trusted: account ids, regions, partitions, resource addresses. Knows their
//! shapes; must not know where they stand in a spec.

mod date;

use std::fmt;

pub use date::Date;

/// An AWS account: twelve digits, always text, so that a leading zero survives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(String);

impl AccountId {
    /// The id, or nothing where the text is not twelve digits.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| Self(text.to_owned()))
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The separate worlds of AWS: credentials, replicas and copies never cross from one to another.
/// Source: botocore `partitions.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Partition {
    /// The commercial regions.
    Aws,
    /// China: Beijing and Ningxia.
    China,
    /// AWS GovCloud (US).
    GovCloud,
    /// The European Sovereign Cloud.
    EuropeanSovereign,
}

impl Partition {
    /// The second part of every ARN.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::China => "aws-cn",
            Self::GovCloud => "aws-us-gov",
            Self::EuropeanSovereign => "aws-eusc",
        }
    }

    /// The end of its service names.
    pub const fn dns_suffix(self) -> &'static str {
        match self {
            Self::Aws | Self::GovCloud => "amazonaws.com",
            Self::China => "amazonaws.com.cn",
            Self::EuropeanSovereign => "amazonaws.eu",
        }
    }
}

/// A region that exists: made by [`crate::aws::regions::find`] only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    name: &'static str,
    partition: Partition,
}

impl Region {
    /// For the table of regions alone.
    pub(crate) const fn known(name: &'static str, partition: Partition) -> Self {
        Self { name, partition }
    }

    /// `us-east-1`.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The partition that it belongs to.
    pub const fn partition(self) -> Partition {
        self.partition
    }

    /// The name as an identifier of Terraform, `us_east_1`: a provider's alias, a label's end.
    pub fn label(self) -> String {
        self.name.replace('-', "_")
    }
}

impl fmt::Display for Region {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}

/// The address of a resource in a root module: `aws_kms_key.rds_us_east_1`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The resource's type.
    pub kind: &'static str,
    /// Its label.
    pub label: String,
}

impl Address {
    /// The address of a resource of that type and label.
    pub fn new(kind: &'static str, label: impl Into<String>) -> Self {
        Self {
            kind,
            label: label.into(),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.kind, self.label)
    }
}
