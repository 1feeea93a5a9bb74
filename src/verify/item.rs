//! One block in its place: what it is called, what its holes hold, where it is. Knows files and forms;
//! must not know what else the module declares.

use std::borrow::Cow;

use super::Violation;
use super::form::{Head, Hole, Mode, Repeated, Value};
use super::location::Location;
use super::read::{File, Placed};

/// One block in its place.
#[derive(Clone, Copy)]
pub(super) struct Item<'m> {
    pub(super) file: &'m File<'m>,
    pub(super) block: &'m Placed,
    /// Where a thing lives.
    pub(super) location: Location<'m>,
}

impl<'m> Item<'m> {
    /// The raw text of a hole: names and aliases, which have no escapes.
    pub(super) fn raw(self, hole: Hole) -> &'m str {
        self.file.raw(self.block, hole)
    }

    /// What the string in a hole says.
    pub(super) fn said(self, hole: Hole) -> Cow<'m, str> {
        self.file.said(self.block, hole)
    }

    /// The file's line of a line of the block.
    pub(super) fn line(self, line: u32) -> u32 {
        self.block.line.saturating_add(line)
    }

    /// Type and label, where it is a resource or data source.
    pub(super) fn thing(self) -> Option<(Mode, &'m str, &'m str)> {
        match &self.block.form.head {
            Head::Thing {
                mode, kind, name, ..
            } => Some((*mode, kind, self.raw(*name))),
            _ => None,
        }
    }

    /// The plain string of an argument, where it has no escapes.
    pub(super) fn plain(self, path: &str) -> Option<&'m str> {
        match self.block.form.value(path) {
            Some(Value::Text(hole)) => Some(self.raw(*hole)),
            _ => None,
        }
    }

    /// What Terraform calls it.
    pub(super) fn address(self) -> Option<String> {
        match &self.block.form.head {
            Head::Thing {
                mode, kind, name, ..
            } => {
                let name = self.raw(*name);
                Some(match mode {
                    Mode::Managed => format!("{kind}.{name}"),
                    Mode::Data => format!("data.{kind}.{name}"),
                    Mode::Ephemeral => format!("ephemeral.{kind}.{name}"),
                })
            }
            Head::Variable { name, .. } => Some(format!("var.{}", self.raw(*name))),
            Head::Output { name, .. } => Some(format!("output.{}", self.raw(*name))),
            Head::Provider => Some(match self.plain("alias") {
                Some(alias) => format!("provider.aws.{alias}"),
                None => "provider.aws".to_owned(),
            }),
            Head::Locals(_) | Head::Terraform | Head::Refactoring(_) | Head::Unknown => None,
        }
    }

    /// A violation on a line of the block.
    pub(super) fn violation(
        self,
        rule: &'static str,
        line: u32,
        message: impl Into<String>,
    ) -> Violation {
        Violation {
            rule,
            file: self.file.path.to_owned(),
            line: self.line(line),
            address: self.address(),
            message: message.into(),
        }
    }

    /// The alias of its provider; empty for the default one.
    pub(super) fn alias(self) -> &'m str {
        match self.block.form.provider {
            Some(Some(alias)) => self.raw(alias),
            Some(None) | None => "",
        }
    }

    /// Whether it stands once or many times.
    pub(super) fn repeated(self) -> Repeated {
        match self.block.form.head {
            Head::Thing { repeated, .. } => repeated,
            _ => Repeated::Once,
        }
    }
}
