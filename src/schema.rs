//! What the Terraform AWS provider accepts, trimmed to what is printed around databases and keys:
//! types, arguments, nested blocks, and the rules on their values. Knows the provider; must not know
//! specs, plans or the text that is held against it.
//!
//! The data is `schema/aws.json`, made by `schema/trim.py`. Its head tells where it comes from: the
//! schema of provider 6.69.1, the rules of its Go sources (6.58.0), and, from the plugin itself, what
//! provider 5.100.0 has otherwise. The facts are those of terraform-provider-aws (MPL-2.0) and of
//! the machine-made copies that the head names.

pub mod argument;
mod check;
mod data;
mod format;
mod pattern;
pub mod rules;
pub mod types;
pub mod version;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use check::Check;
pub use rules::{Breach, Rules};
pub use types::Type;

/// A resource, data source or ephemeral resource.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// Provider 5.100 doesn't have it.
    #[serde(default)]
    pub absent_in_5: bool,
    /// What the provider checks across arguments when it plans, creates or destroys.
    #[serde(default)]
    pub checks: Vec<Check>,
    /// Its arguments, attributes and nested blocks.
    pub block: Block,
}

/// The contents of a resource or of one of its nested blocks.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Arguments and read-only attributes, by name.
    #[serde(default)]
    pub attributes: BTreeMap<String, Attribute>,
    /// Nested blocks, by name.
    #[serde(default)]
    pub blocks: BTreeMap<String, NestedBlock>,
}

/// An argument, a read-only attribute, or both.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// The type of its value.
    #[serde(rename = "type")]
    pub ty: Type,
    /// Who sets it.
    #[serde(rename = "is")]
    pub usage: Usage,
    /// Who sets it in provider 5.100, where that differs.
    #[serde(default)]
    pub is_in_5: Option<Usage>,
    /// Provider 5.100 doesn't have it.
    #[serde(default)]
    pub absent_in_5: bool,
    /// Terraform warns about its use.
    #[serde(default)]
    pub deprecated: bool,
    /// A number that may have a fraction; the provider takes all others as whole numbers.
    #[serde(default)]
    pub fraction: bool,
    /// A change of its value replaces the resource.
    #[serde(default)]
    pub force_new: bool,
    /// What is planned where it isn't written.
    #[serde(default)]
    pub default: Option<serde_json::Value>,
    /// Siblings that must not be set with it.
    #[serde(default)]
    pub conflicts_with: Vec<String>,
    /// The same, in provider 5.100 only.
    #[serde(default)]
    pub conflicts_with_in_5: Vec<String>,
    /// Exactly one of these siblings, itself among them, must be set.
    #[serde(default)]
    pub exactly_one_of: Vec<String>,
    /// At least one of these siblings, itself among them, must be set.
    #[serde(default)]
    pub at_least_one_of: Vec<String>,
    /// Siblings that must be set when it is.
    #[serde(default)]
    pub required_with: Vec<String>,
    /// What its value must satisfy.
    #[serde(default)]
    pub rules: Rules,
}

/// A nested block.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NestedBlock {
    /// How often it may stand, in principle.
    pub nesting: Nesting,
    /// The fewest of them.
    #[serde(default)]
    pub min: usize,
    /// The fewest of them in provider 5.100, where that is more.
    #[serde(default)]
    pub min_in_5: usize,
    /// The most of them; no limit where absent.
    #[serde(default)]
    pub max: Option<usize>,
    /// Provider 5.100 doesn't have it.
    #[serde(default)]
    pub absent_in_5: bool,
    /// A change replaces the resource.
    #[serde(default)]
    pub force_new: bool,
    /// Siblings that must not be set with it.
    #[serde(default)]
    pub conflicts_with: Vec<String>,
    /// Exactly one of these siblings, itself among them, must be set.
    #[serde(default)]
    pub exactly_one_of: Vec<String>,
    /// At least one of these siblings, itself among them, must be set.
    #[serde(default)]
    pub at_least_one_of: Vec<String>,
    /// Siblings that must be set when it is.
    #[serde(default)]
    pub required_with: Vec<String>,
    /// Its contents.
    pub block: Block,
}

/// How a nested block repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nesting {
    /// Once: an object.
    Single,
    /// In order.
    List,
    /// Without order.
    Set,
}

/// Who sets an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Usage {
    /// The configuration must.
    pub required: bool,
    /// The configuration may.
    pub optional: bool,
    /// The provider does, where the configuration doesn't.
    pub computed: bool,
    /// Its value is kept out of what Terraform prints.
    pub sensitive: bool,
    /// Its value never enters plan or state.
    pub write_only: bool,
}

impl Usage {
    /// True where a configuration must not set it.
    pub const fn read_only(self) -> bool {
        !self.required && !self.optional
    }
}

impl TryFrom<String> for Usage {
    type Error = String;

    fn try_from(letters: String) -> Result<Self, String> {
        match letters.chars().find(|letter| !"rocsw".contains(*letter)) {
            Some(letter) => Err(format!("`{letter}` is no usage")),
            None => Ok(Self {
                required: letters.contains('r'),
                optional: letters.contains('o'),
                computed: letters.contains('c'),
                sensitive: letters.contains('s'),
                write_only: letters.contains('w'),
            }),
        }
    }
}

/// The resource of that type, such as `aws_kms_key`.
pub fn resource(kind: &str) -> Option<&'static Resource> {
    data::find(data::Section::Resources, kind)
}

/// The data source of that type.
pub fn data(kind: &str) -> Option<&'static Resource> {
    data::find(data::Section::Data, kind)
}

/// The ephemeral resource of that type.
pub fn ephemeral(kind: &str) -> Option<&'static Resource> {
    data::find(data::Section::Ephemeral, kind)
}

/// The arguments of the provider's own block, less `endpoints`.
pub fn provider() -> Option<&'static Block> {
    data::provider().map(|provider| &provider.block)
}

/// The types of all resources, sorted.
pub fn resource_types() -> impl Iterator<Item = &'static str> {
    data::names(data::Section::Resources)
}
