//! Templates to text. Knows minijinja, alone in this crate; must not know what templates are about.
//!
//! A template is lines of Terraform with `{{ name }}` where a value stands. The engine writes a value as
//! Terraform reads it, or not at all: text as a literal with its quotes, `true` and `false`, numbers,
//! and what is in a [`Value`], [`Member`] or [`Comment`]. It leaves out the quotes for nobody: a label is written
//! `resource "aws_kms_key" {{ label }} {`, a text with a reference in it is a [`Value::Template`]. A
//! value that is none takes its line with it when [`crate::terraform::layout`] has passed.
//!
//! The language is minijinja's without filters, tests, functions, macros and includes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, ObjectRepr, Serde, Value as Seen, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use serde::ser::{Error as _, Serialize, Serializer};

use super::markdown::Markdown;
use crate::terraform::layout::ABSENT;
use crate::terraform::literal::write_literal;
use crate::terraform::member::Member;
use crate::terraform::value::{Comment, Value};

/// Templates, compiled once. Renders from many threads at once.
#[derive(Debug)]
pub struct Engine {
    environment: Environment<'static>,
}

impl Engine {
    /// Compiles templates, given as name and source; of two with one name, the last counts.
    ///
    /// # Errors
    ///
    /// A template that does not parse, or that contains the character that stands for what is absent.
    pub fn new<T: Into<Cow<'static, str>>>(
        templates: impl IntoIterator<Item = (T, T)>,
    ) -> Result<Self, TemplateError> {
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        // Errors then name the variable that is undefined; rendering costs the same.
        environment.set_debug(true);
        environment.set_formatter(write);
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build();
        environment.set_syntax(syntax.map_err(|error| TemplateError::new("", &error))?);
        for (name, source) in templates {
            let (name, source) = (name.into(), source.into());
            if let Some(line) = source.lines().position(|line| line.contains(ABSENT)) {
                return Err(TemplateError {
                    template: name.into_owned(),
                    fault: Fault::Syntax,
                    line: Some(line + 1),
                    range: None,
                    message: "a control character stands in the template; remove it".to_owned(),
                });
            }
            environment
                .add_template_owned(name.clone(), source)
                .map_err(|error| TemplateError::new(&name, &error))?;
        }
        Ok(Self { environment })
    }

    /// Renders a template with the fields of a view. The text still wants [`crate::terraform::layout`].
    ///
    /// # Errors
    ///
    /// No such template; a variable that the view lacks; a value that is not one of Terraform's words:
    /// a raw list or map, bytes, a float that is no number.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, TemplateError> {
        let name_it = |error: Error| TemplateError::new(template, &error);
        let compiled = self.environment.get_template(template).map_err(name_it)?;
        compiled.render(Seen::from(Serde(view))).map_err(name_it)
    }

    /// The fields that a view has.
    #[cfg(test)]
    pub(super) fn fields(view: &impl Serialize) -> BTreeSet<String> {
        let fields = Seen::from(Serde(view)).try_iter();
        fields
            .into_iter()
            .flatten()
            .map(|field| field.to_string())
            .collect()
    }

    /// The variables that a template reads from its view, in order; nothing where there is no such
    /// template.
    pub fn variables(&self, template: &str) -> BTreeSet<String> {
        let compiled = self.environment.get_template(template);
        compiled
            .map(|template| template.undeclared_variables(false))
            .unwrap_or_default()
            .into_iter()
            .collect()
    }
}

/// What may be wrong with a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It isn't of the language of templates.
    Syntax,
    /// It asks for what its view lacks.
    Undefined,
    /// It does with a value what can't be done, such as to print a list that is none of Terraform's.
    Value,
}

/// A template that can't be compiled or rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// The template's name.
    pub template: String,
    /// What kind of mistake it is.
    pub fault: Fault,
    /// The bytes of its text that are wrong, where that is known.
    pub range: Option<Range<usize>>,
    /// The line in it, from 1, where that is known.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl TemplateError {
    fn new(template: &str, error: &Error) -> Self {
        Self {
            template: error.name().unwrap_or(template).to_owned(),
            fault: match error.kind() {
                ErrorKind::UndefinedError => Fault::Undefined,
                ErrorKind::SyntaxError
                | ErrorKind::TemplateNotFound
                | ErrorKind::UnknownFilter
                | ErrorKind::UnknownFunction
                | ErrorKind::UnknownTest
                | ErrorKind::UnknownMethod => Fault::Syntax,
                _ => Fault::Value,
            },
            range: error.range().filter(|range| !range.is_empty()),
            line: error.line(),
            message: match error.detail() {
                Some(detail) => detail.to_owned(),
                None => error.kind().to_string(),
            },
        }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "template `{}`", self.template)?;
        if let Some(line) = self.line {
            write!(formatter, ", line {line}")?;
        }
        write!(formatter, ": {}", self.message)
    }
}

impl std::error::Error for TemplateError {}

/// The formatter: the one place where a value becomes text of Terraform.
fn write(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Seen) -> Result<(), Error> {
    match value.kind() {
        ValueKind::String => write_literal(out, value.as_str().unwrap_or_default())?,
        ValueKind::Bool => out.write_str(if value.is_true() { "true" } else { "false" })?,
        ValueKind::None => out.write_char(ABSENT)?,
        ValueKind::Number if value.is_integer() => write!(out, "{value}")?,
        ValueKind::Number => match f64::try_from(value.clone()) {
            Ok(number) if number.is_finite() => write!(out, "{number}")?,
            _ => return Err(refusal("a number that is none")),
        },
        ValueKind::Plain => match value.downcast_object_ref::<Printed>() {
            Some(Printed(text)) => out.write_str(text)?,
            None => return Err(refusal("an object")),
        },
        ValueKind::Undefined => return Err(refusal("undefined")),
        kind => return Err(refusal(&format!("a {kind}"))),
    }
    Ok(())
}

fn refusal(what: &str) -> Error {
    let message = format!(
        "the value is {what}; a template prints text, numbers, true or false, and Terraform's values"
    );
    Error::new(ErrorKind::InvalidOperation, message)
}

/// A value as Terraform reads it, on its way through minijinja.
#[derive(Debug)]
struct Printed(String);

impl Object for Printed {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    /// An empty list or map is false to `{% if %}`, as everywhere in this language.
    fn is_true(self: &Arc<Self>) -> bool {
        !matches!(self.0.as_str(), "[]" | "{}")
    }

    fn render(self: &Arc<Self>, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// For views: text and flags as themselves, the rest printed.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            _ => {
                let printed = self.print().map_err(S::Error::custom)?;
                Seen::from_object(Printed(printed)).serialize(serializer)
            }
        }
    }
}

/// For views: printed, argument or block.
impl Serialize for Member {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let printed = self.print().map_err(S::Error::custom)?;
        Seen::from_object(Printed(printed)).serialize(serializer)
    }
}

/// For views of pages: printed.
impl Serialize for Markdown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Seen::from_object(Printed(self.as_str().to_owned())).serialize(serializer)
    }
}

/// For views: printed.
impl Serialize for Comment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Seen::from_object(Printed(self.as_str().to_owned())).serialize(serializer)
    }
}
