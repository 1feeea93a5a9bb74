//! A resource as the text has it, and which line of it says what. Knows the text alone; must not know what a control asks.

mod policy;

use std::collections::BTreeMap;

pub(super) use policy::{PolicySeen, named};

use super::{State, Verdict};
use crate::verify::ResourceText;

/// The lines of every file.
pub(super) type Texts<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// A resource with its text and its neighbours.
pub(super) struct Seen<'a> {
    /// The resource.
    pub(super) resource: &'a ResourceText,
    /// Its lines, with their numbers.
    lines: Vec<(u32, &'a str)>,
    by_address: &'a BTreeMap<(&'a str, &'a str), &'a ResourceText>,
    all: &'a [ResourceText],
    texts: &'a Texts<'a>,
}

impl<'a> Seen<'a> {
    pub(super) fn of(
        resource: &'a ResourceText,
        texts: &'a Texts<'a>,
        by_address: &'a BTreeMap<(&'a str, &'a str), &'a ResourceText>,
        all: &'a [ResourceText],
    ) -> Self {
        Self {
            resource,
            lines: lines(resource, texts),
            by_address,
            all,
            texts,
        }
    }

    /// The value of an argument, as Terraform writes it.
    pub(super) fn value(&self, argument: &str) -> Option<&str> {
        let written = self.resource.arguments.get(argument)?;
        Some(written.text.as_str())
    }

    /// True if the argument is the literal `true`.
    pub(super) fn is_on(&self, argument: &str) -> bool {
        self.value(argument) == Some("true")
    }

    /// The value of an argument that is a whole number.
    pub(super) fn number(&self, argument: &str) -> Option<i64> {
        self.value(argument)?.parse().ok()
    }

    /// The value of an argument that is a text, less its quotes.
    pub(super) fn text(&self, argument: &str) -> Option<&str> {
        let text = self.value(argument)?;
        text.strip_prefix('"')?.strip_suffix('"')
    }

    /// True for a resource of that type in the same root module whose text holds a word.
    pub(super) fn neighbour_says(&self, kind: &str, word: &str) -> bool {
        self.all
            .iter()
            .filter(|one| one.kind == kind && one.module == self.resource.module)
            .any(|one| {
                lines(one, self.texts)
                    .iter()
                    .any(|(_, line)| line.contains(word))
            })
    }

    /// True if one of its lines holds a word.
    pub(super) fn says(&self, word: &str) -> bool {
        self.lines.iter().any(|(_, line)| line.contains(word))
    }

    /// The resource that an argument refers to.
    pub(super) fn referred(&self, argument: &str) -> Option<Self> {
        let (address, _) = self.resource.arguments.get(argument)?.of.as_ref()?;
        let module = self.resource.module.as_str();
        let resource = self.by_address.get(&(module, address.as_str()))?;
        Some(Self::of(resource, self.texts, self.by_address, self.all))
    }

    /// What a parameter of a parameter group is set to, and the line that sets it.
    pub(super) fn parameter(&self, name: &str) -> Option<(u32, &'a str)> {
        let quoted = format!("\"{name}\"");
        let mut lines = self.lines.iter();
        lines.find(|(_, line)| is_argument(line, "name") && line.ends_with(&quoted))?;
        let (number, line) = lines.next()?;
        Some((*number, value_of(line)?.trim_matches('"')))
    }

    /// How many members a `for_each` makes; 1 without one.
    pub(super) fn members(&self) -> usize {
        let from = self
            .lines
            .iter()
            .position(|(_, line)| is_argument(line, "for_each"));
        let Some(from) = from else {
            return 1;
        };
        let behind = self.lines.iter().skip(from);
        let whole: Vec<&str> = behind
            .map(|(_, line)| *line)
            .take_while(|line| !line.is_empty())
            .collect();
        let whole = whole.join(" ");
        match whole.matches("\" =").count() {
            // A set of names.
            0 => whole.matches('"').count() / 2,
            keys => keys,
        }
    }

    /// The line of an argument, or the resource's first where it has none.
    pub(super) fn line_of(&self, argument: &str) -> (u32, &'a str) {
        let found = self
            .lines
            .iter()
            .find(|(_, line)| is_argument(line, argument))
            .or(self.lines.first());
        found.copied().unwrap_or((self.resource.line, ""))
    }

    /// The evidence is the line of an argument, or the resource's first where it has none.
    pub(super) fn verdict(&self, state: State, argument: &str, note: &str) -> Option<Verdict> {
        Some(self.at(state, self.line_of(argument), note))
    }

    /// The same with a line that is known.
    pub(super) fn at(&self, state: State, (line, text): (u32, &str), note: &str) -> Verdict {
        Verdict {
            module: self.resource.module.clone(),
            address: self.resource.address.clone(),
            state,
            note: note.to_owned(),
            file: self.resource.file.clone(),
            line,
            text: text.to_owned(),
            accepted: None,
        }
    }

    /// Passed if `holds`, else failed with a note.
    pub(super) fn holds(&self, holds: bool, argument: &str, otherwise: &str) -> Option<Verdict> {
        if holds {
            self.verdict(State::Passed, argument, "")
        } else {
            self.verdict(State::Failed, argument, otherwise)
        }
    }

    /// The line of a number.
    pub(super) fn line(&self, wanted: u32) -> (u32, &'a str) {
        let found = self.lines.iter().find(|(number, _)| *number == wanted);
        found.copied().unwrap_or((wanted, ""))
    }
}

/// The lines of a resource, trimmed, from its first to the brace that ends it.
fn lines<'a>(resource: &ResourceText, texts: &Texts<'a>) -> Vec<(u32, &'a str)> {
    let text = texts.get(resource.file.as_str());
    let first = resource.line.saturating_sub(1) as usize;
    let from = text.and_then(|text| text.get(first..)).unwrap_or_default();
    from.iter()
        .zip(resource.line..)
        .take_while(|(line, number)| **line != "}" || *number == resource.line)
        .map(|(line, number)| (number, line.trim()))
        .collect()
}

fn is_argument(line: &str, argument: &str) -> bool {
    line.strip_prefix(argument)
        .is_some_and(|rest| rest.trim_start().starts_with('='))
}

fn value_of(line: &str) -> Option<&str> {
    Some(line.split_once('=')?.1.trim())
}
