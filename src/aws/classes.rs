//! Instance classes: their shape, what their names tell, and where AWS offers them. Knows the dated
//! tables; must not decide how much a finding weighs.

mod offered;
mod regions;

use std::fmt;

use crate::aws::engines::{Engine, Family};
use crate::names::Region;

/// An instance class of the right shape: `db.r6g.xlarge`, `db.serverless`, `db.r5.large.tpc1.mem2x`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Class {
    text: String,
    family: String,
    size: String,
}

/// Why a text is no instance class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClassProblem {
    /// The right name without `db.`; holds the name with it.
    NoPrefix(String),
    /// A class of ElastiCache, OpenSearch or EC2 bare metal spelling, or anything else.
    Shape,
}

impl fmt::Display for ClassProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPrefix(with) => write!(formatter, "the `db.` is missing: `{with}`"),
            Self::Shape => formatter.write_str("a class looks like `db.r6g.large`"),
        }
    }
}

impl Class {
    /// Reads a class.
    ///
    /// # Errors
    ///
    /// If the text does not have the shape of a class of RDS (RDS User Guide, "DB instance classes").
    pub fn parse(text: &str) -> Result<Self, ClassProblem> {
        let Some(name) = text.strip_prefix("db.") else {
            return Err(match Self::parse_name(text, text) {
                Some(_) => ClassProblem::NoPrefix(format!("db.{text}")),
                None => ClassProblem::Shape,
            });
        };
        Self::parse_name(text, name).ok_or(ClassProblem::Shape)
    }

    fn parse_name(text: &str, name: &str) -> Option<Self> {
        if name.len() > 60 {
            return None;
        }
        if name == "serverless" {
            return Some(Self::of(text, name, ""));
        }
        let (family, size) = name.split_once('.')?;
        let family_fits = family.len() >= 2
            && family.starts_with(|first: char| first.is_ascii_lowercase())
            && family.bytes().any(|byte| byte.is_ascii_digit())
            && is_word(family);
        let mut parts = size.split('.');
        let size_fits = parts.next().is_some_and(is_size);
        let threads_fit = match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => true,
            (Some(threads), Some(memory), None) => {
                threads.starts_with("tpc")
                    && memory.starts_with("mem")
                    && is_word(threads)
                    && is_word(memory)
            }
            _ => false,
        };
        (family_fits && size_fits && threads_fit).then(|| Self::of(text, family, size))
    }

    fn of(text: &str, family: &str, size: &str) -> Self {
        Self {
            text: text.to_owned(),
            family: family.to_owned(),
            size: size.to_owned(),
        }
    }

    /// The class as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// `r6g`, or `serverless`.
    pub fn family(&self) -> &str {
        &self.family
    }

    /// `xlarge`; empty for `db.serverless`.
    pub fn size(&self) -> &str {
        &self.size
    }

    /// True for `db.serverless`, Aurora Serverless v2.
    pub fn is_serverless(&self) -> bool {
        self.family == "serverless"
    }

    /// True for Graviton processors: `t4g`, `m6g`, `r6gd`, `c7gn`. Oracle, SQL Server and Db2 run on
    /// none of them (cfn-lint 1.58.0: no region offers one).
    pub fn is_graviton(&self) -> bool {
        let (_, after) = split_generation(&self.family);
        matches!(after, "g" | "gd" | "gn")
    }

    /// True for the classes that pay for bursts: `t1` to `t4g`.
    pub fn is_burstable(&self) -> bool {
        split_generation(&self.family).0 == "t"
    }

    /// True for the memory-optimised families `r` and `x`, and for serverless: what a global database
    /// takes. That it takes serverless is not said on the page.
    ///
    /// Source: Aurora User Guide "Getting started with Amazon Aurora global databases".
    pub fn suits_global_database(&self) -> bool {
        let letters = split_generation(&self.family).0;
        self.is_serverless() || matches!(letters, "r" | "x")
    }

    /// True for the classes with a disk of their own, `r6gd` and `x2iedn`: a Multi-AZ DB cluster takes no others.
    ///
    /// As of 2026-10-20. Source: cfn-lint, classes of DB clusters; RDS User Guide "Instance class availability for
    /// Multi-AZ DB clusters".
    pub fn suits_multi_az_cluster(&self) -> bool {
        split_generation(&self.family).1.contains('d')
    }

    /// False where storage can't be encrypted.
    ///
    /// Source: RDS User Guide "Encrypting Amazon RDS resources", availability.
    pub fn supports_encryption(&self) -> bool {
        !matches!(self.family.as_str(), "m1" | "m2" | "t1") && self.text != "db.t2.micro"
    }

    /// False for the small classes on which Performance Insights does not run.
    ///
    /// Source: RDS User Guide and Aurora User Guide, "DB engine, Region, and instance class support
    /// for Database Insights", 2026.
    pub fn supports_performance_insights(&self, family: Family) -> bool {
        let small = matches!(self.size.as_str(), "micro" | "small");
        match family {
            Family::Mysql | Family::MariaDb => {
                !(small && matches!(self.family.as_str(), "t2" | "t3" | "t4g"))
            }
            Family::AuroraMysql => match self.family.as_str() {
                "t2" | "t3" => false,
                "t4g" => !small,
                _ => true,
            },
            Family::Db2 => false,
            _ => true,
        }
    }

    /// False for the classes that are too small for an Oracle source or replica: fewer than two virtual
    /// processors, and two by name.
    ///
    /// Source: RDS User Guide "Replica requirements for Oracle".
    pub fn suits_oracle_replica(&self) -> bool {
        !matches!(self.text.as_str(), "db.t3.micro" | "db.t3.small")
            && self.vcpus().is_none_or(|vcpus| vcpus >= 2)
    }

    /// How many virtual processors it has by the rule of its size's name; nothing for serverless, for
    /// metal, and where threads were switched off (`tpc1`).
    pub fn vcpus(&self) -> Option<u32> {
        let count = match self.size.as_str() {
            "micro" | "small" | "medium" => {
                u32::from(!matches!(self.family.as_str(), "t1" | "t2" | "m1" | "m3")) + 1
            }
            "large" => 2,
            "xlarge" => 4,
            size => size
                .strip_suffix("xlarge")?
                .parse::<u32>()
                .ok()?
                .checked_mul(4)?,
        };
        Some(count)
    }

    /// Whether AWS offers it for that engine in any region: nothing where the table has no such engine.
    pub fn is_offered(&self, engine: Engine) -> Option<bool> {
        offered::is_offered(engine, &self.family, &self.size)
    }

    /// Whether AWS offers its family for that engine in that region: nothing where the table has no
    /// such engine or region.
    pub fn is_offered_in(&self, engine: Engine, region: Region) -> Option<bool> {
        Some(
            regions::families(engine, region.name())?
                .split(' ')
                .any(|family| family == self.family),
        )
    }
}

impl fmt::Display for Class {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// Every class that the table has for an engine: what a misspelt class is compared with. Empty where
/// the table has no such engine.
pub fn known(engine: Engine) -> Vec<String> {
    offered::all(engine)
}

/// `r6gd` to `r` and `gd`: what stands before the generation and after it.
fn split_generation(family: &str) -> (&str, &str) {
    let letters = family.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (before, rest) = family.split_at_checked(letters).unwrap_or((family, ""));
    (
        before,
        rest.trim_start_matches(|character: char| character.is_ascii_digit()),
    )
}

/// `large`, `24xlarge`, `metal`, `metal-48xl`.
fn is_size(text: &str) -> bool {
    !text.starts_with('-')
        && !text.ends_with('-')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && ["micro", "small", "medium", "large", "metal"]
            .iter()
            .any(|size| text.contains(size))
}

fn is_word(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}
