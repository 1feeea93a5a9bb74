//! Yes, no, and not known: what is true of a request of which not everything is known. Knows logic only.

/// What is known of a claim.
///
/// The order makes `and` the lesser and `or` the greater of two, which is Kleene's logic: an answer
/// is given only where no completion of what is unknown could turn it round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It does not hold.
    No,
    /// It may or may not hold.
    Unknown,
    /// It holds.
    Yes,
}

impl Truth {
    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// At least one holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// It does not hold.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }

    /// All of them hold; of none, yes.
    pub fn all(claims: impl IntoIterator<Item = Self>) -> Self {
        claims.into_iter().fold(Self::Yes, Self::and)
    }

    /// One of them holds; of none, no.
    pub fn any(claims: impl IntoIterator<Item = Self>) -> Self {
        claims.into_iter().fold(Self::No, Self::or)
    }

    /// The truth of several worlds of which one is the real one: theirs, if they agree.
    pub fn agreed(worlds: impl IntoIterator<Item = Self>) -> Self {
        worlds
            .into_iter()
            .reduce(|left, right| if left == right { left } else { Self::Unknown })
            .unwrap_or(Self::Unknown)
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }
}
