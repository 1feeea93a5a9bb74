//! A step of a runbook: what to do, what one should see, and what to do if not. Knows its parts; must not know what they say.

use serde::Serialize;

use super::shell::Shell;
use crate::render::markdown::Markdown;

/// One thing that a person does.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Step {
    number: Markdown,
    title: Markdown,
    text: Vec<Markdown>,
    blocks: Vec<Block>,
    see: Option<Markdown>,
    otherwise: Option<Markdown>,
}

/// Lines to run.
#[derive(Debug, Serialize)]
struct Block {
    language: Markdown,
    lines: Markdown,
}

impl Step {
    /// A step by its title.
    pub(super) fn new(title: &'static str) -> Self {
        Self {
            number: Markdown::text(""),
            title: Markdown::sentence(title, &[]),
            text: Vec::new(),
            blocks: Vec::new(),
            see: None,
            otherwise: None,
        }
    }

    /// A paragraph, with a piece for each `{}`.
    pub(super) fn says(mut self, text: &'static str, pieces: &[Markdown]) -> Self {
        self.text.push(Markdown::sentence(text, pieces));
        self
    }

    /// Commands of the shell.
    pub(super) fn run(mut self, commands: &[Shell]) -> Self {
        let lines: Vec<String> = commands.iter().map(Shell::print).collect();
        self.blocks.push(Block {
            language: Markdown::word("sh"),
            lines: Markdown::lines(&lines.join("\n")),
        });
        self
    }

    /// A script as it stands.
    pub(super) fn script(mut self, lines: &'static str) -> Self {
        self.blocks.push(Block {
            language: Markdown::word("sh"),
            lines: Markdown::lines(lines.trim_end()),
        });
        self
    }

    /// SQL as it stands.
    pub(super) fn sql(mut self, lines: &'static str) -> Self {
        self.blocks.push(Block {
            language: Markdown::word("sql"),
            lines: Markdown::lines(lines.trim_end()),
        });
        self
    }

    /// What one should see.
    pub(super) fn see(mut self, text: &'static str, pieces: &[Markdown]) -> Self {
        self.see = Some(Markdown::sentence(text, pieces));
        self
    }

    /// What to do if one does not.
    pub(super) fn or(mut self, text: &'static str, pieces: &[Markdown]) -> Self {
        self.otherwise = Some(Markdown::sentence(text, pieces));
        self
    }

    /// The steps with their numbers.
    pub(super) fn numbered(mut steps: Vec<Self>) -> Vec<Self> {
        for (step, number) in steps.iter_mut().zip(1_u32..) {
            step.number = Markdown::text(&number.to_string());
        }
        steps
    }
}
