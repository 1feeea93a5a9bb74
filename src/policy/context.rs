//! What is known of a request besides who calls what: its condition keys. Knows present, absent and
//! unknown; must not know what a key means.

use std::borrow::Cow;

/// What is known of one condition key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// The request does not carry it.
    Absent,
    /// It carries these values; all but multi-valued keys have one.
    Values(Vec<String>),
    /// It carries one value, and it is one of these.
    OneOf(Vec<String>),
}

/// The condition keys of a request. What is not in here is unknown, and so is every answer that
/// depends on it. Names of keys are the same in any case.
/// Source: IAM User Guide "IAM policy elements: Variables and tags".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    keys: Vec<(Cow<'static, str>, Known)>,
}

impl Context {
    /// The same with a key of one value.
    #[must_use]
    pub fn with(self, key: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.set(key.into(), Known::Values(vec![value.into()]))
    }

    /// The same with a key of several values.
    #[must_use]
    pub fn with_values(self, key: impl Into<Cow<'static, str>>, values: Vec<String>) -> Self {
        self.set(key.into(), Known::Values(values))
    }

    /// The same with a key of one value out of several.
    #[must_use]
    pub fn with_one_of(self, key: impl Into<Cow<'static, str>>, values: Vec<String>) -> Self {
        self.set(key.into(), Known::OneOf(values))
    }

    /// The same, certainly without that key.
    #[must_use]
    pub fn without(self, key: impl Into<Cow<'static, str>>) -> Self {
        self.set(key.into(), Known::Absent)
    }

    /// The same with nothing known of that key.
    #[must_use]
    pub fn forget(mut self, key: &str) -> Self {
        self.keys
            .retain(|(known, _)| !known.eq_ignore_ascii_case(key));
        self
    }

    /// What is known of a key; nothing where nothing is.
    pub fn get(&self, key: &str) -> Option<&Known> {
        self.keys
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(key))
            .map(|(_, known)| known)
    }

    fn set(self, key: Cow<'static, str>, known: Known) -> Self {
        let mut context = self.forget(&key);
        context.keys.push((key, known));
        context
    }
}
