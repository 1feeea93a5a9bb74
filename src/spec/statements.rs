//! A further statement of a key's policy, as the spec says it: IAM's words, each with its place. Knows the words;
//! must not know what they come to.

use crate::names::Region;
use crate::source::{At, Place};

/// One of `keys.<name>.statements`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its id.
    pub sid: At<String>,
    /// What it does.
    pub effect: At<Effect>,
    /// Who: `principals`, or everyone but `not_principals`.
    pub principals: Either<Principal>,
    /// What: `actions`, or everything but `not_actions`.
    pub actions: Either<String>,
    /// When, in the order of the text: all must hold.
    pub conditions: Vec<Condition>,
    /// Where: the key's regions that it is for. Absent: all of them, unless a condition names a region.
    pub regions: Option<At<Vec<At<Region>>>>,
}

/// What a statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It allows.
    Allow,
    /// It denies, whatever allows.
    Deny,
}

/// A list, meant as it stands or as what is excepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Either<T> {
    /// True for the words that begin with `not`.
    pub not: bool,
    /// Where the word stands.
    pub at: Place,
    /// What is listed.
    pub items: Vec<At<T>>,
}

/// A principal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Principal {
    /// `"*"`, or `AWS: "*"`.
    Anyone,
    /// The ARN of a root, user, role or session, or an account's id.
    Aws(String),
    /// A service by its name.
    Service(String),
}

/// One line of a statement's conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// How it is compared: `StringEquals` …
    pub operator: At<String>,
    /// What is compared: `kms:ViaService` …
    pub key: At<String>,
    /// The values of which one has to fit.
    pub values: Vec<At<String>>,
}
