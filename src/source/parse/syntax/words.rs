//! Words for those of the parser's errors whose place says enough. Knows error kinds only.

use granit_parser::ErrorKind;

use crate::diagnostic::Rule;
use crate::source::rules;

/// The rule, the message and the way out.
pub(super) fn of(kind: &ErrorKind) -> (&'static Rule, String, &'static str) {
    if let Some((message, help)) = of_tag(kind) {
        return (&rules::TAG, message.to_owned(), help);
    }
    let (message, help) = of_syntax(kind);
    (&rules::SYNTAX, message, help)
}

fn of_tag(kind: &ErrorKind) -> Option<(&'static str, &'static str)> {
    match kind {
        ErrorKind::UndeclaredTagHandle => Some((
            "the tag's prefix is not declared",
            "remove the tag and write the value itself",
        )),
        ErrorKind::InvalidTagTerminator
        | ErrorKind::MissingTagUri
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte
        | ErrorKind::InvalidTagUtf8 => Some((
            "the tag that begins here can't be read",
            "put text that begins with `!` in quotes",
        )),
        _ => None,
    }
}

fn of_syntax(kind: &ErrorKind) -> (String, &'static str) {
    let (message, help) = match kind {
        ErrorKind::UnclosedFlowCollection { open } => {
            return (
                format!("the bracket `{open}` is never closed"),
                "close it, or put text that begins with a bracket in quotes",
            );
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            return (
                format!("the bracket `{open}` is closed by `{close}`"),
                "close `[` with `]` and `{` with `}`",
            );
        }
        ErrorKind::MisplacedFlowCollectionEnd => (
            "this bracket closes nothing",
            "remove it, or put text that begins with a bracket in quotes",
        ),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => (
            "the quote that begins here is never closed",
            "close it with the same quote",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar => (
            "text follows a closed quote",
            "write a single quote inside single quotes twice: `'it''s'`",
        ),
        ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "text follows a closed quote",
            "write a double quote inside double quotes as `\\\"`",
        ),
        ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => (
            "an escape in this text is not a character",
            "write `\\xHH` or `\\uHHHH` with hexadecimal digits, or the character itself",
        ),
        ErrorKind::BlockSequenceEntryNotAllowed => (
            "a list can't begin behind its key on the same line",
            "begin it on the next line, or write `[a, b]`",
        ),
        ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::PlainScalarStartsWithDashFlowIndicator => (
            "`-` marks no item between brackets",
            "separate items by commas, and quote text that begins with a dash",
        ),
        ErrorKind::CommentNotSeparated => (
            "a comment needs a space before its `#`",
            "write a space before `#`, or put the text in quotes if `#` belongs to it",
        ),
        ErrorKind::CommentInterceptedScalar => (
            "a comment can't interrupt a text of several lines",
            "move the comment above the text, or put the text in quotes",
        ),
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => (
            "`|` or `>` is followed by something unknown",
            "begin the text on the next line, or put text that begins with this character in quotes",
        ),
        ErrorKind::InvalidBlockScalarIndent => (
            "this line is indented less than the block of text that it belongs to",
            "indent all lines of the text alike",
        ),
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent => (
            "this line is indented less than the value that it belongs to",
            "indent it further",
        ),
        ErrorKind::MissingAnchorOrAliasName => (
            "`&` and `*` need a name behind them",
            "put text that begins with this character in quotes",
        ),
        ErrorKind::BomInsideDocument => (
            "a byte order mark stands inside the text",
            "remove the invisible character U+FEFF",
        ),
        ErrorKind::FlowMappingValueAdjacentCollection
        | ErrorKind::InvalidMappingValueWhitespace => (
            "a space is missing behind the colon",
            "write a space behind the colon",
        ),
        ErrorKind::MappingKeyNotAllowed => (
            "a key can't begin here",
            "begin a new line, or put text that begins with `?` in quotes",
        ),
        ErrorKind::InvalidSimpleKey => (
            "the key before this is too long or goes over several lines",
            "write the key on one line, shorter than 1024 characters",
        ),
        ErrorKind::ExpectedNodeContent
        | ErrorKind::UnexpectedEof
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEndOfPlainScalar => (
            "a value is missing here",
            "write the value, or put text that begins with this character in quotes",
        ),
        ErrorKind::InvalidDocumentEnd => (
            "text follows the end of the document",
            "remove the `...` or the text behind it",
        ),
        ErrorKind::MissingDocumentEndBeforeDirective
        | ErrorKind::DuplicateVersionDirective
        | ErrorKind::UnsupportedYamlMajorVersion
        | ErrorKind::DuplicateTagDirective
        | ErrorKind::InvalidDirectiveTerminator
        | ErrorKind::MissingYamlVersionSeparator
        | ErrorKind::MissingDirectiveName
        | ErrorKind::InvalidDirectiveName
        | ErrorKind::DirectiveByteLimitExceeded { .. }
        | ErrorKind::TooManyReservedDirectiveParams { .. }
        | ErrorKind::YamlVersionTooLong
        | ErrorKind::MissingYamlVersion
        | ErrorKind::ExpectedTagBang
        | ErrorKind::ExpectedTagDirectiveBang
        | ErrorKind::InvalidGlobalTagCharacter
        | ErrorKind::InvalidTagDirectiveTerminator => (
            "the directive that begins with `%` can't be read",
            "remove the line that begins with `%`",
        ),
        other => {
            let words = other.to_string();
            let mut letters = words.chars();
            let first = letters.next().map(|c| c.to_lowercase().to_string());
            let words = first.unwrap_or_default() + letters.as_str();
            return (
                words.trim_end_matches('.').to_owned(),
                "put text that holds a special character such as `!`, `%` or `&` in quotes",
            );
        }
    };
    (message.to_owned(), help)
}
