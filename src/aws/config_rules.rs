//! The managed rules of AWS Config: what each looks at, when it runs, what it takes and where it exists. Knows facts; must
//! not know which of them a spec asks for.

mod table;

use crate::names::Region;

/// A managed rule.
#[derive(Debug, PartialEq, Eq)]
pub struct ManagedRule {
    /// Its identifier; its name is the same in small letters with hyphens.
    pub identifier: &'static str,
    /// What must be so, in words.
    pub summary: &'static str,
    /// The resource types whose changes it looks at, sorted; none for a periodic rule.
    pub types: &'static [&'static str],
    /// When it runs.
    pub trigger: Trigger,
    /// What it takes, sorted.
    pub parameters: &'static [Parameter],
    /// Whether `recommended` stands for it.
    pub recommended: Recommended,
    /// Where it exists.
    pub availability: Availability,
    /// The control of Security Hub that rests on it.
    pub control: Option<&'static str>,
}

/// When a rule runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// When a resource of its types changes.
    Change,
    /// From time to time.
    Periodic,
}

/// Whether a rule is among those that are recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recommended {
    /// In any case.
    Always,
    /// Where AWS Backup is used.
    WithBackup,
    /// Only where it is named.
    Named,
}

/// A parameter of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, as AWS spells it.
    pub name: &'static str,
    /// Whether the rule needs it.
    pub required: bool,
    /// What it has unless the spec says otherwise.
    pub default: Option<&'static str>,
}

/// The regions that a rule exists in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// All of them.
    Everywhere,
    /// All but these, and of those that are too young for its page to speak of none.
    Except(&'static [&'static str]),
}

/// Regions that opened after the pages of the rules were last read as a whole.
static YOUNG: &[&str] = &[
    "ap-east-2",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-west-1",
    "eusc-de-east-1",
    "me-west-1",
    "mx-central-1",
    "sa-west-1",
];

impl ManagedRule {
    /// Its name: `rds-storage-encrypted`.
    pub fn name(&self) -> String {
        self.identifier.to_ascii_lowercase().replace('_', "-")
    }

    /// Its identifier as a word of CloudFormation: `RdsStorageEncrypted`.
    pub fn logical_id(&self) -> String {
        let words = self.identifier.split('_');
        words
            .map(|word| {
                let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
                format!("{first}{}", rest.to_ascii_lowercase())
            })
            .collect()
    }

    /// True where it looks at what is of no region: users, roles and their policies.
    pub fn is_global(&self) -> bool {
        let mut types = self.types.iter();
        !self.types.is_empty() && types.all(|kind| kind.starts_with("AWS::IAM::"))
    }

    /// Whether it is known to exist in that region.
    pub fn exists_in(&self, region: Region) -> bool {
        match self.availability {
            Availability::Everywhere => true,
            Availability::Except(regions) => {
                !regions.contains(&region.name()) && !YOUNG.contains(&region.name())
            }
        }
    }
}

/// All rules, sorted by identifier.
pub fn all() -> &'static [ManagedRule] {
    table::RULES
}

/// The rule of that identifier.
pub fn find(identifier: &str) -> Option<&'static ManagedRule> {
    let rules = all();
    let at = rules
        .binary_search_by(|rule| rule.identifier.cmp(identifier))
        .ok()?;
    rules.get(at)
}

#[cfg(test)]
mod tests {
    use super::{Trigger, all};

    #[test]
    fn the_table_is_in_order() {
        assert!(all().is_sorted_by(|one, other| one.identifier < other.identifier));
        for rule in all() {
            assert!(rule.types.is_sorted(), "{}", rule.identifier);
            assert!(
                rule.parameters.is_sorted_by(|a, b| a.name < b.name),
                "{}",
                rule.identifier
            );
            // A periodic rule has no scope, and one that waits for changes needs one.
            assert_eq!(
                rule.types.is_empty(),
                rule.trigger == Trigger::Periodic,
                "{}",
                rule.identifier
            );
        }
    }

    #[test]
    fn names_follow_from_identifiers() {
        let rule = all().first();
        let name = rule.map(super::ManagedRule::name);
        assert_eq!(name.as_deref(), Some("aurora-mysql-backtracking-enabled"));
        let id = rule.map(super::ManagedRule::logical_id);
        assert_eq!(id.as_deref(), Some("AuroraMysqlBacktrackingEnabled"));
    }
}
