//! The checks that the provider makes across arguments. Knows which arguments they name; must not
//! know how a text is read.

use serde::Deserialize;

/// One check: when its condition holds, `require` must be set and `forbid` must not.
///
/// A path is an argument of the resource, or a nested block and its argument with a dot between.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Holds only where all of these are set.
    #[serde(default, rename = "if")]
    pub when: Vec<String>,
    /// Holds only where this is `true`.
    #[serde(default, rename = "if_true")]
    pub when_true: Option<String>,
    /// Holds only where none of these is set.
    #[serde(default)]
    pub unless_any: Vec<String>,
    /// Holds only where this is not `true`.
    #[serde(default)]
    pub unless_true: Option<String>,
    /// All of these must be set.
    #[serde(default)]
    pub require: Vec<String>,
    /// At least one of these must be set.
    #[serde(default)]
    pub require_any: Vec<String>,
    /// None of these may be set.
    #[serde(default)]
    pub forbid: Vec<String>,
}
