//! Commands of a shell, each word quoted. Knows quoting; must not know what a command is for.
//!
//! What comes from a spec goes in by [`Shell::option`] and the like, and is one word whatever it holds. What is written as
//! it stands must be known to the compiler.

use crate::render::markdown::Markdown;

/// A command, or several that belong together, a line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shell {
    /// The command itself, and then each option with its value.
    words: Vec<String>,
    /// The variable that takes what the command prints.
    into: Option<&'static str>,
}

/// The widest that a command may be on one line.
const WIDE: usize = 100;

impl Shell {
    /// A command as it stands: `aws rds create-db-snapshot`.
    pub(super) fn new(command: &'static str) -> Self {
        Self {
            words: vec![command.to_owned()],
            into: None,
        }
    }

    /// A call of the AWS CLI in a region.
    pub(super) fn aws(command: &'static str, region: &str) -> Self {
        Self::new(command).option("--region", region)
    }

    /// An option with a value, which is one word.
    pub(super) fn option(mut self, name: &'static str, value: &str) -> Self {
        self.words
            .push(format!("{name} {}", Markdown::word(value).as_str()));
        self
    }

    /// An option with a value in one word with it: `-chdir=owner`.
    pub(super) fn joined(mut self, name: &'static str, value: &str) -> Self {
        let word = format!("{name}{value}");
        self.words.push(Markdown::word(&word).as_str().to_owned());
        self
    }

    /// A word of its own.
    pub(super) fn word(mut self, value: &str) -> Self {
        self.words.push(Markdown::word(value).as_str().to_owned());
        self
    }

    /// Text of the shell as it stands: a switch, a variable, a redirection.
    pub(super) fn raw(mut self, text: &'static str) -> Self {
        self.words.push(text.to_owned());
        self
    }

    /// What is asked of the answer, and its form.
    pub(super) fn query(self, query: &'static str, form: &'static str) -> Self {
        self.option("--query", query).option("--output", form)
    }

    /// Keeps what the command prints in a variable.
    pub(super) fn into(mut self, variable: &'static str) -> Self {
        self.into = Some(variable);
        self
    }

    /// The command as it is printed.
    pub(super) fn print(&self) -> String {
        let line = self.words.join(" ");
        let body = if line.len() <= WIDE {
            line
        } else {
            self.words.join(" \\\n  ")
        };
        match self.into {
            Some(variable) => format!("{variable}=\"$({body})\""),
            None => body,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spec_says_is_one_word() {
        let shell = Shell::aws("aws rds wait db-snapshot-available", "us-east-1").option(
            "--db-snapshot-identifier",
            "a'; rm -rf \"$HOME\" #`id`\nnext",
        );
        assert_eq!(
            shell.print(),
            "aws rds wait db-snapshot-available \\\n  --region us-east-1 \\\n  --db-snapshot-identifier 'a'\\''; rm -rf \"$HOME\" #`id` next'"
        );
    }

    #[test]
    fn long_commands_are_broken_between_options() {
        let shell = Shell::aws("aws rds describe-db-instances", "us-east-1")
            .option("--db-instance-identifier", &"a".repeat(63))
            .into("HOST");
        assert_eq!(
            shell.print(),
            format!(
                "HOST=\"$(aws rds describe-db-instances \\\n  --region us-east-1 \\\n  --db-instance-identifier {})\"",
                "a".repeat(63)
            )
        );
    }
}
