//! Engine versions: their shapes, their major parts, and what AWS still creates. Knows the dated
//! table; must not decide how much a finding weighs.

mod shape;
mod table;

use crate::aws::engines::{Engine, Family};

pub use shape::ShapeProblem;
use table::{Major, Support};

/// The day of the version tables. A version that appeared later is [`Status::Newer`], never wrong.
pub const AS_OF: &str = "2026-10-20";

/// An engine version whose shape AWS can understand: a major version, `16`, or a full one, `16.9`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Version {
    engine: Engine,
    text: String,
    major: String,
    kind: Kind,
}

/// How much of a version a text pins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    /// Only the major version: AWS picks its default minor.
    Prefix,
    /// One build.
    Full,
    /// A custom engine version: the customer's own build.
    Own,
}

/// What AWS does with a version when a new database asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Created, under standard support as far as the table knows.
    Current,
    /// No longer created: `Cannot find version 15.4 for postgres`.
    Deprecated,
    /// Created, but past standard support: Extended Support is charged for, and is on by default.
    ExtendedSupport,
    /// Above all that the table knows: the table may be older than the version.
    Newer,
    /// Within what the table knows, and not in it.
    Unknown,
}

impl Version {
    /// Reads a version of `engine`.
    ///
    /// # Errors
    ///
    /// If the text does not have the shape of the engine's versions; the problem tells the shape.
    pub fn parse(engine: Engine, text: &str) -> Result<Self, ShapeProblem> {
        let (major, kind) =
            shape::read(engine, text).ok_or_else(|| ShapeProblem::of(engine, text))?;
        Ok(Self {
            engine,
            text: text.to_owned(),
            major: major.to_owned(),
            kind,
        })
    }

    /// The text as it was given.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The major version: `16`, `8.4`, `10.11`, `19`, `16.00`, `11.5`.
    pub fn major(&self) -> &str {
        &self.major
    }

    /// True where the minor version is pinned, so that an automatic upgrade would drift from it.
    pub fn is_full(&self) -> bool {
        self.kind != Kind::Prefix
    }

    /// True for a custom engine version, which no table can know.
    pub fn is_own(&self) -> bool {
        self.kind == Kind::Own
    }

    /// The minor version where the engine counts it in one number after the major: 9 of `16.9`.
    pub fn minor(&self) -> Option<u32> {
        let rest = self
            .text
            .strip_prefix(self.major.as_str())?
            .strip_prefix('.')?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest.get(..digits)?.parse().ok()
    }

    /// What AWS does with it, as of [`AS_OF`]. AWS publishes no deprecations of MariaDB, Oracle, SQL
    /// Server and Db2 builds: there a listed build counts as current. No table lists Oracle's builds:
    /// each build of an offered major counts as current.
    pub fn status(&self) -> Status {
        let Some(row) = table::row(self.engine, &self.major) else {
            return if self.is_above_newest_major() {
                Status::Newer
            } else {
                Status::Unknown
            };
        };
        let offered = match row.support {
            Support::Standard => Status::Current,
            Support::Extended => Status::ExtendedSupport,
            Support::Ended => return Status::Deprecated,
        };
        if self.kind != Kind::Full || row.offered.is_empty() || row.offers(&self.text) {
            offered
        } else if row.retired(&self.text) {
            Status::Deprecated
        } else if row
            .newest()
            .is_some_and(|newest| numbers(&self.text) > numbers(newest))
        {
            Status::Newer
        } else {
            Status::Unknown
        }
    }

    /// The newest full version of the same major that AWS creates, if the table lists any.
    pub fn newest_minor(&self) -> Option<&'static str> {
        table::row(self.engine, &self.major).and_then(Major::newest)
    }

    /// The `family` of a parameter group for it: `postgres16`, `sqlserver-ee-16.0`, `oracle-ee-cdb-19`.
    ///
    /// Source: RDS API CreateDBParameterGroup and CreateDBClusterParameterGroup, `DBParameterGroupFamily`.
    pub fn parameter_group_family(&self) -> String {
        let engine = self.engine.name();
        let major = self.major.as_str();
        match self.engine.family() {
            Family::SqlServer => {
                let (release, _) = major.split_once('.').unwrap_or((major, ""));
                format!("{engine}-{release}.0")
            }
            Family::Oracle | Family::Db2 => format!("{engine}-{major}"),
            _ => format!("{engine}{major}"),
        }
    }

    /// True where the major version is below that of another version of the engine.
    pub fn is_major_below(&self, other: &Self) -> bool {
        numbers(&self.major) < numbers(&other.major)
    }

    /// The major version after its own, if the table has one.
    pub fn next_major(&self) -> Option<&'static str> {
        table::rows(self.engine)
            .map(|row| row.name)
            .find(|name| numbers(name) > numbers(&self.major))
    }

    fn is_above_newest_major(&self) -> bool {
        table::rows(self.engine).all(|row| numbers(&self.major) > numbers(row.name))
    }
}

/// The major versions of an engine that AWS creates under standard support, oldest first.
pub fn majors(engine: Engine) -> impl Iterator<Item = &'static str> {
    table::rows(engine)
        .filter(|row| row.support == Support::Standard)
        .map(|row| row.name)
}

/// The numbers in a version, in order: what versions of one engine are compared by.
fn numbers(text: &str) -> Vec<u64> {
    text.split(|character: char| !character.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .map(|run| run.parse().unwrap_or(u64::MAX))
        .collect()
}
