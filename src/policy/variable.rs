//! Policy variables, `${aws:PrincipalAccount}`, replaced by what the request carries. Knows their grammar;
//! must not know which operators take them.
//!
//! Source: IAM User Guide "IAM policy elements: Variables and tags".

use super::context::Known;
use super::pattern::Token;
use super::request::Request;

/// A value of a policy with its variables replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// This pattern.
    Pattern(Vec<Token>),
    /// The request lacks a variable's key: the value fits nothing.
    Missing,
    /// A variable's key is not known, has several values, or the grammar is broken.
    Unknown,
}

/// True if the value holds a variable at all.
pub(super) fn occurs_in(value: &str) -> bool {
    value.contains("${")
}

/// Replaces the variables of `value`. With `wild`, its own stars and question marks are wildcards; those of
/// a replacement never are, nor those written `${*}` and `${?}`.
pub(super) fn replace(value: &str, wild: bool, request: &Request) -> Value {
    let own = |text: &str| -> Vec<Token> {
        text.chars()
            .map(|c| if wild { Token::wild(c) } else { Token::Is(c) })
            .collect()
    };
    let mut tokens = Vec::new();
    let mut rest = value;
    while let Some((before, behind)) = rest.split_once("${") {
        tokens.extend(own(before));
        let Some((variable, after)) = behind.split_once('}') else {
            return Value::Unknown;
        };
        match resolve(variable, request) {
            Ok(text) => tokens.extend(text.chars().map(Token::Is)),
            Err(unresolved) => return unresolved,
        }
        rest = after;
    }
    tokens.extend(own(rest));
    Value::Pattern(tokens)
}

/// The text of one variable: `key`, or `key, 'default'`, or an escaped `*`, `?` or `$`.
fn resolve<'a>(variable: &'a str, request: &'a Request) -> Result<&'a str, Value> {
    if matches!(variable, "*" | "?" | "$") {
        return Ok(variable);
    }
    let (key, default) = match variable.split_once(',') {
        None => (variable, None),
        Some((key, default)) => {
            let text = default.trim();
            let text = text
                .strip_prefix('\'')
                .and_then(|text| text.strip_suffix('\''));
            (key.trim(), Some(text.ok_or(Value::Unknown)?))
        }
    };
    match request.known(key) {
        Some(Known::Absent) => default.ok_or(Value::Missing),
        Some(Known::Values(values)) => match values.as_slice() {
            [] => default.ok_or(Value::Missing),
            [value] => Ok(value),
            _ => Err(Value::Unknown),
        },
        Some(Known::OneOf(_)) | None => Err(Value::Unknown),
    }
}
