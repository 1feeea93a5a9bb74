//! `restore:`: where the data of a database come from, as it was written. Knows the words; must not know what follows
//! from them.

use crate::source::At;

/// `databases.<name>.restore`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restore {
    /// A snapshot or copy of this spec, by name.
    Snapshot(At<String>),
    /// A snapshot that exists, by identifier or ARN.
    Existing {
        /// What it is called.
        identifier: At<String>,
        /// Whether it is copied under the database's key before; as it must be, unless said.
        copy: Option<At<bool>>,
    },
    /// A database of this spec, as it was at a moment.
    Database {
        /// Its name.
        name: At<String>,
        /// When.
        moment: Moment,
    },
    /// A database that exists, as it was at a moment.
    Elsewhere {
        /// Its identifier.
        identifier: At<String>,
        /// When.
        moment: Moment,
    },
}

/// A point in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// The last one that AWS can restore.
    Latest,
    /// One in UTC, as written.
    At(At<String>),
}
