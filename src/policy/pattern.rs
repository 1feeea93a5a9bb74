//! Text with wildcards: `*` for any run of characters, `?` for exactly one. Knows characters; must not
//! know what they name.

/// The two characters that stand for others.
pub(super) const WILDCARDS: [char; 2] = ['*', '?'];

/// One element of a pattern. What a policy variable was replaced with is made of [`Token::Is`] alone, so
/// that a star in a value is a star.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// `*`.
    Any,
    /// `?`.
    One,
    /// This character.
    Is(char),
}

impl Token {
    /// A character of a policy, where wildcards count.
    pub(super) const fn wild(character: char) -> Self {
        match character {
            '*' => Self::Any,
            '?' => Self::One,
            other => Self::Is(other),
        }
    }
}

/// True if the whole of `text` fits `pattern`. Time is at most the product of their lengths.
pub(super) fn fits(pattern: &str, text: &str) -> bool {
    if !pattern.contains(WILDCARDS) {
        return pattern == text;
    }
    matches(pattern.chars().map(Token::wild), text, |a, b| a == b)
}

/// The same where case does not matter, as in actions.
pub(super) fn fits_ignoring_case(pattern: &str, text: &str) -> bool {
    if !pattern.contains(WILDCARDS) {
        return pattern.eq_ignore_ascii_case(text);
    }
    matches(pattern.chars().map(Token::wild), text, |a, b| {
        a.eq_ignore_ascii_case(&b)
    })
}

/// The same for tokens.
pub(super) fn tokens_fit(pattern: &[Token], text: &str) -> bool {
    matches(pattern.iter().copied(), text, |a, b| a == b)
}

/// The same for tokens where case does not matter.
pub(super) fn tokens_fit_ignoring_case(pattern: &[Token], text: &str) -> bool {
    matches(pattern.iter().copied(), text, |a, b| {
        a.to_lowercase().eq(b.to_lowercase())
    })
}

/// The same for ARNs, part by part, so that a star never reaches over a colon into the next part.
/// Nothing where the pattern is no ARN, of which AWS says nothing.
/// Source: IAM User Guide "Condition operators", Amazon Resource Name (ARN) condition operators.
pub(super) fn arn_fits(pattern: &str, text: &str) -> Option<bool> {
    parts_fit(pattern.splitn(6, ':').collect(), text, |part, text| {
        fits(part, text)
    })
}

/// The same for tokens.
pub(super) fn arn_tokens_fit(pattern: &[Token], text: &str) -> Option<bool> {
    let parts = pattern.splitn(6, |token| *token == Token::Is(':'));
    parts_fit(parts.collect(), text, tokens_fit)
}

fn parts_fit<P: Copy>(patterns: Vec<P>, text: &str, fits: fn(P, &str) -> bool) -> Option<bool> {
    let texts: Vec<&str> = text.splitn(6, ':').collect();
    let is_arn = texts.len() == 6 && texts.first() == Some(&"arn");
    (patterns.len() == 6).then(|| {
        is_arn
            && patterns
                .into_iter()
                .zip(texts)
                .all(|(pattern, text)| fits(pattern, text))
    })
}

/// Greedy, with one place to go back to: behind the last star, one character later each time. An
/// earlier star never needs another try.
fn matches(
    pattern: impl Iterator<Item = Token> + Clone,
    text: &str,
    same: impl Fn(char, char) -> bool,
) -> bool {
    let (mut pattern, mut text) = (pattern, text.chars());
    let mut behind_star = None;
    loop {
        let (mut next_pattern, mut next_text) = (pattern.clone(), text.clone());
        let fits = match (next_pattern.next(), next_text.next()) {
            (Some(Token::Any), _) => {
                behind_star = Some((next_pattern.clone(), text.clone()));
                pattern = next_pattern;
                continue;
            }
            (None, None) => return true,
            (Some(Token::One), Some(_)) => true,
            (Some(Token::Is(wanted)), Some(given)) => same(wanted, given),
            (None, Some(_)) | (Some(_), None) => false,
        };
        if fits {
            (pattern, text) = (next_pattern, next_text);
        } else if let Some((after, mut from)) = behind_star.take()
            && from.next().is_some()
        {
            (pattern, text) = (after.clone(), from.clone());
            behind_star = Some((after, from));
        } else {
            return false;
        }
    }
}
