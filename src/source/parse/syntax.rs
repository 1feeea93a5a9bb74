//! The parser's complaints as diagnostics: the exact place, what lies near it, and a way out. Knows the parser's
//! errors and the text; must not know the tree.

mod words;

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use super::{MAX_DEPTH, place, quoted};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Place, rules};

/// The diagnostic for an error, given the innermost open bracket and the scalar that was read last.
pub(super) fn diagnostic(
    file: FileId,
    text: &str,
    error: &ScanError,
    open: Option<Place>,
    last: Option<Place>,
) -> Diagnostic {
    let size = text.len();
    let mark = error.marker().byte_offset().unwrap_or(size).min(size);
    let mark = text.floor_char_boundary(mark);
    let complaint = Complaint { file, text, mark };
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(complaint.at(complaint.character())),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar
        | ErrorKind::InvalidBlockEntryWhitespace => complaint.tab(),
        ErrorKind::UnexpectedCharacter { character } => complaint.unexpected(*character),
        ErrorKind::MappingValueNotAllowed => complaint.colon(last),
        ErrorKind::SimpleKeyExpected => complaint.no_colon(),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart => complaint.misplaced(error.kind()),
        ErrorKind::InvalidColonPlacement
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => complaint.in_brackets(open),
        ErrorKind::UnknownQuotedScalarEscape => complaint.escape(),
        kind => {
            let (rule, message, help) = words::of(kind);
            Diagnostic::new(rule, complaint.at(complaint.character()), message, help)
        }
    }
}

/// Nesting that goes too far.
pub(super) fn too_deep(at: Place) -> Diagnostic {
    Diagnostic::new(
        &rules::DEPTH,
        at,
        format!("maps and lists are nested more than {MAX_DEPTH} deep"),
        "look for brackets that were never closed, or for a template that indents in a loop",
    )
}

/// Where the parser gave up.
struct Complaint<'t> {
    file: FileId,
    text: &'t str,
    mark: usize,
}

impl Complaint<'_> {
    fn at(&self, range: Range<usize>) -> Place {
        place(self.file, range)
    }

    fn syntax(&self, range: Range<usize>, message: impl Into<String>, help: &str) -> Diagnostic {
        Diagnostic::new(&rules::SYNTAX, self.at(range), message, help)
    }

    fn rest(&self) -> &str {
        self.text.get(self.mark..).unwrap_or("")
    }

    /// The character at the mark; nothing at the end of a line or of the text.
    fn character(&self) -> Range<usize> {
        let next = self.rest().chars().next();
        let width = next
            .filter(|c| !matches!(c, '\r' | '\n'))
            .map_or(0, char::len_utf8);
        self.mark..self.mark.saturating_add(width)
    }

    /// From the mark to the end of its line, less a comment.
    fn to_line_end(&self) -> Range<usize> {
        let line = self.rest().lines().next().unwrap_or("");
        let line = line.split_once(" #").map_or(line, |(before, _)| before);
        self.mark..self.mark.saturating_add(line.trim_end().len())
    }

    fn line_start(&self) -> usize {
        let before = self.text.get(..self.mark).unwrap_or("");
        before.rfind('\n').map_or(0, |at| at.saturating_add(1))
    }

    fn begins_line(&self) -> bool {
        let before = self.text.get(self.line_start()..self.mark).unwrap_or("");
        before.chars().all(|c| matches!(c, ' ' | '\t'))
    }

    /// The mark may be before or behind the tab: the first one in an indentation from the mark's line on is it.
    fn tab(&self) -> Diagnostic {
        let mut start = self.line_start();
        for line in self.text.get(start..).unwrap_or("").split_inclusive('\n') {
            let indentation = line
                .len()
                .saturating_sub(line.trim_start_matches([' ', '\t']).len());
            let tab = line
                .get(..indentation)
                .and_then(|indentation| indentation.find('\t'));
            if let Some(tab) = tab {
                let from = start.saturating_add(tab);
                let tabs = line.get(tab..indentation).unwrap_or("");
                let range = from..from.saturating_add(tabs.len());
                let at = self.at(range.clone());
                return self
                    .syntax(range, "a tab can't indent YAML", "indent with spaces")
                    .patch(at, tabs.replace('\t', "  "));
            }
            start = start.saturating_add(line.len());
        }
        self.syntax(self.character(), "a tab can't stand here", "use spaces")
    }

    fn unexpected(&self, character: char) -> Diagnostic {
        match character {
            '@' | '`' | '%' => {
                let range = self.to_line_end();
                let at = self.at(range.clone());
                let value = self.text.get(range).unwrap_or("").replace('\'', "''");
                let name = match character {
                    '`' => "a backtick".to_owned(),
                    other => format!("`{other}`"),
                };
                self.syntax(
                    self.character(),
                    format!("a value can't begin with {name}"),
                    "put the value in quotes",
                )
                .patch(at, format!("'{value}'"))
            }
            '|' | '>' => self.syntax(
                self.character(),
                format!("a block of text can't begin with `{character}` here"),
                "put text that begins with this character in quotes",
            ),
            _ => {
                // The mark is where the scalar begins.
                let ahead = self.rest().find(character).unwrap_or(0);
                let from = self.mark.saturating_add(ahead);
                self.syntax(
                    from..from.saturating_add(character.len_utf8()),
                    format!(
                        "the character U+{:04X} can't stand in YAML",
                        u32::from(character)
                    ),
                    "remove it, or write it as an escape such as `\\x1b` in double quotes",
                )
            }
        }
    }

    /// A colon behind a value: the line is indented like more of the text above, or a value holds a colon.
    fn colon(&self, last: Option<Place>) -> Diagnostic {
        let colon = self.mark..self.mark.saturating_add(1);
        let begun = last.filter(|last| last.end as usize == self.mark);
        let above = begun.filter(|last| (last.start as usize) < self.line_start());
        if let Some(above) = above {
            let line = self.text.get(self.line_start()..self.mark).unwrap_or("");
            let word = line.trim_start();
            let from = self.mark.saturating_sub(word.len());
            let first = self
                .text
                .get(above.start as usize..self.line_start())
                .unwrap_or("");
            let first = first.lines().next().unwrap_or("").trim_end().len();
            let begin = above.start as usize;
            return self
                .syntax(
                    from..self.mark,
                    format!(
                        "the key {} is indented like more of the text above it",
                        quoted(word)
                    ),
                    "align it with the keys that it belongs to",
                )
                .related(
                    self.at(begin..begin.saturating_add(first)),
                    "this text would go on",
                );
        }
        self.syntax(
            colon,
            "a key with its colon can't stand inside a value",
            "put the value in quotes if the colon belongs to it, or begin a new line",
        )
    }

    fn no_colon(&self) -> Diagnostic {
        let range = self.to_line_end();
        let word = quoted(self.text.get(range.clone()).unwrap_or(""));
        let help = "write a colon and a space between a key and its value, and `- ` before an item of a list";
        self.syntax(range, format!("{word} is not followed by a colon"), help)
    }

    fn misplaced(&self, kind: &ErrorKind) -> Diagnostic {
        let line = self.text.get(self.line_start()..).unwrap_or("");
        let item = line.trim_start_matches(' ').starts_with("- ");
        let help = "align it with the keys or items that it belongs to";
        let message = match kind {
            ErrorKind::ExpectedBlockMappingKey if item => {
                let help = "indent the list below its key, or give it a key";
                return self.syntax(
                    self.character(),
                    "a list's item can't stand among a map's keys",
                    help,
                );
            }
            ErrorKind::ExpectedBlockSequenceEntry if !item => {
                "a key can't stand among a list's items"
            }
            _ if self.begins_line() => "the indentation of this line fits nothing above it",
            _ => "this text follows a value that has ended",
        };
        self.syntax(self.to_line_end(), message, help)
    }

    fn in_brackets(&self, open: Option<Place>) -> Diagnostic {
        let diagnostic = if self.rest().starts_with(',') {
            self.syntax(
                self.character(),
                "nothing stands before this comma",
                "remove the comma",
            )
        } else {
            self.syntax(
                self.character(),
                "a comma or a closing bracket is missing before this",
                "put a comma between entries, close the bracket, or quote text that holds a colon or a bracket",
            )
        };
        match open {
            Some(open) => diagnostic.related(open, "this bracket is still open"),
            None => diagnostic,
        }
    }

    /// The mark is at the opening quote.
    fn escape(&self) -> Diagnostic {
        let mut characters = self.rest().char_indices();
        while let Some((at, character)) = characters.next() {
            let escaped = match character {
                '\\' => characters.next(),
                _ => None,
            };
            // YAML 1.2.2, section 5.7 (Escaped Characters).
            if let Some((_, wrong)) = escaped
                && !"0abt\tnvfre \"/\\N_LPxuU\r\n".contains(wrong)
            {
                let from = self.mark.saturating_add(at);
                let to = from.saturating_add(1).saturating_add(wrong.len_utf8());
                let help = "write `\\\\` for a backslash, or use single quotes";
                return self.syntax(from..to, format!("the escape `\\{wrong}` is unknown"), help);
            }
        }
        self.syntax(
            self.character(),
            "an escape in this text is unknown",
            "use single quotes",
        )
    }
}
