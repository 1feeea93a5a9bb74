//! How a name is checked: length, first character, the others, hyphens. Must not know kinds of names.

use std::ops::RangeInclusive;

use super::Problem;

/// The shape of a kind of names.
pub(super) struct Shape {
    /// True where only lower-case letters are kept.
    lower: bool,
    /// True where the first character must be a letter.
    letter_first: bool,
    /// What may stand in it besides letters and digits.
    others: &'static str,
    /// True where hyphens may neither end it nor follow each other.
    strict_hyphens: bool,
}

impl Shape {
    /// Most names of RDS.
    pub(super) const LOWER_HYPHENS: Self = Self {
        lower: true,
        letter_first: true,
        others: "-",
        strict_hyphens: true,
    };
    /// Snapshots of instances.
    pub(super) const HYPHENS: Self = Self {
        lower: false,
        ..Self::LOWER_HYPHENS
    };
    /// Aliases of keys.
    pub(super) const ALIAS: Self = Self {
        lower: false,
        letter_first: false,
        others: "_/-",
        strict_hyphens: false,
    };
    /// DB subnet groups.
    pub(super) const SUBNET_GROUP: Self = Self {
        lower: true,
        letter_first: true,
        others: "_ .-",
        strict_hyphens: false,
    };
    /// Rules of AWS Config.
    pub(super) const CONFIG_RULE: Self = Self {
        lower: false,
        letter_first: false,
        others: "_.-",
        strict_hyphens: false,
    };
    /// IAM roles.
    pub(super) const ROLE: Self = Self {
        lower: false,
        letter_first: false,
        others: "+=,.@-_",
        strict_hyphens: false,
    };

    pub(super) fn problem(&self, name: &str, most: usize) -> Option<Problem> {
        self.problem_within(name, 1..=most)
    }

    /// The first thing that is wrong, in the order in which a person would mend it.
    pub(super) fn problem_within(
        &self,
        name: &str,
        lengths: RangeInclusive<usize>,
    ) -> Option<Problem> {
        let first = match name.chars().next() {
            None => return Some(Problem::Empty),
            Some(first) => first,
        };
        if self.letter_first && !first.is_ascii_alphabetic() {
            return Some(Problem::Starts(first));
        }
        for character in name.chars() {
            if self.lower && character.is_ascii_uppercase() {
                return Some(Problem::UpperCase(character));
            }
            if !character.is_ascii_alphanumeric() && !self.others.contains(character) {
                return Some(Problem::Holds(character));
            }
        }
        if self.strict_hyphens && name.contains("--") {
            return Some(Problem::DoubleHyphen);
        }
        if self.strict_hyphens && name.ends_with('-') {
            return Some(Problem::EndsWithHyphen);
        }
        length_problem(name, lengths)
    }
}

/// A tag: letters and digits of any script, spaces and `_.:/=+-@`.
pub(super) fn tag_problem(text: &str, lengths: RangeInclusive<usize>) -> Option<Problem> {
    if text.is_empty() && !lengths.contains(&0) {
        return Some(Problem::Empty);
    }
    text.chars()
        .find(|c| !c.is_alphanumeric() && *c != ' ' && !"_.:/=+-@".contains(*c))
        .map(Problem::Holds)
        .or_else(|| length_problem(text, lengths))
}

pub(super) fn length_problem(text: &str, lengths: RangeInclusive<usize>) -> Option<Problem> {
    let length = text.chars().count();
    let (&least, &most) = (lengths.start(), lengths.end());
    if length < least {
        Some(Problem::Short { length, least })
    } else if length > most {
        Some(Problem::Long { length, most })
    } else {
        None
    }
}
