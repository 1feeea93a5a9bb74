//! A user's templates: which of the built-in ones they stand in for, and what is wrong with them, at their lines. Knows
//! the names and variables of the built-in ones; must not know what is rendered by them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::render::engine::{Engine, Fault, TemplateError};
use crate::render::templates::{self, BUILT_IN, FILES};
use crate::source::lines::Lines;
use crate::source::{FileId, Place, SourceFile, Sources};
use crate::suggest::nearest;

rules! {
    TEMPLATE_UNKNOWN = Error "template-unknown",
        "a file among the user's templates bears the name of a built-in one",
        "it would be left out without a word, and the built-in template used in its place",
        "`sealform templates` lists the names; a template of another name can't be used",
        "the list of built-in templates";
    TEMPLATE_SYNTAX = Error "template-syntax",
        "a template is of the language of templates",
        "it can't be rendered: this language has values, conditions and loops, and no filters, functions, macros or includes",
        "`sealform templates NAME` prints the built-in one",
        "minijinja, \"Template syntax\"";
    TEMPLATE_UNDEFINED = Error "template-undefined",
        "a template asks for nothing that it isn't given",
        "what is undefined would be rendered as nothing, and an argument be lost in silence",
        "`sealform templates NAME` prints the built-in one, with everything that a template of that name is given",
        "minijinja, \"Undefined behavior\": strict";
    TEMPLATE_VALUE = Error "template-value",
        "a template prints what Terraform can read, and computes with what can be computed with",
        "a list or an object that is none of Terraform's would be written in another language than Terraform's",
        "loop over it, or print one of its fields",
        "the formatter of templates";
}

/// The user's templates, by the name of the built-in one that each stands in for.
#[derive(Debug, Default)]
pub struct Templates {
    own: BTreeMap<&'static str, Own>,
}

/// One of them.
#[derive(Debug)]
pub struct Own {
    /// Its place among the sources.
    pub file: FileId,
    /// Its text.
    pub text: String,
}

impl Templates {
    /// Takes files for templates, each given with its own name, and adds them to the sources. Everything that is wrong with
    /// them and can be seen before they are rendered is found.
    pub fn of(
        files: Vec<(String, SourceFile)>,
        sources: &mut Sources,
        found: &mut Diagnostics,
    ) -> Self {
        let mut templates = Self::default();
        for (name, file) in files {
            let id = FileId(u32::try_from(sources.files.len()).unwrap_or(u32::MAX));
            let own = Own {
                file: id,
                text: file.text.clone(),
            };
            sources.files.push(file);
            match templates::of_file(&name) {
                Some(known) => {
                    own.check(known, found);
                    templates.own.insert(known, own);
                }
                None => found.push(unknown(&name, own.line(1))),
            }
        }
        templates
    }

    /// True where every template is the built-in one.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty()
    }

    /// The user's template of that name.
    pub fn own(&self, name: &str) -> Option<&Own> {
        self.own.get(name)
    }

    /// The names of the user's templates, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.own.keys().copied()
    }

    /// The same without one of them.
    #[must_use]
    pub fn texts_without(&self, name: Option<&str>) -> Vec<(&'static str, &str)> {
        let own = self
            .own
            .iter()
            .map(|(known, own)| (*known, own.text.as_str()));
        let built_in = BUILT_IN.iter().copied();
        built_in
            .chain(own.filter(|(known, _)| Some(*known) != name))
            .collect()
    }

    /// All templates: the built-in ones, and over them the user's.
    ///
    /// # Errors
    ///
    /// One that can't be compiled.
    pub fn engine(&self) -> Result<Engine, TemplateError> {
        let texts = self.texts_without(None).into_iter();
        Engine::new(texts.map(|(name, text)| {
            (
                Cow::Borrowed(name),
                Cow::<'static, str>::Owned(text.to_owned()),
            )
        }))
    }

    /// A mistake at the line of the user's template; nothing where the template is a built-in one.
    pub fn finding(&self, error: &TemplateError) -> Option<Diagnostic> {
        let (name, own) = self.own.get_key_value(error.template.as_str())?;
        Some(own.finding(name, error))
    }
}

impl Own {
    /// The text of a line, from 1, less the white space around it.
    pub fn line(&self, line: usize) -> Place {
        let range = Lines::of(&self.text).range(line);
        let text = self.text.get(range.clone()).unwrap_or_default();
        let start = range
            .start
            .saturating_add(text.len() - text.trim_start().len());
        self.place(start, start.saturating_add(text.trim().len()))
    }

    fn place(&self, start: usize, end: usize) -> Place {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Place {
            file: self.file,
            start: offset(start),
            end: offset(end),
        }
    }

    /// What can be seen before it is rendered: that it compiles, and that what it asks for is there.
    fn check(&self, name: &'static str, found: &mut Diagnostics) {
        let engine = match Engine::new([(name.to_owned(), self.text.clone())]) {
            Ok(engine) => engine,
            Err(error) => return found.push(self.finding(name, &error)),
        };
        let given = given(name);
        for asked in engine.variables(name).difference(&given) {
            let at = match word(&self.text, asked) {
                Some(start) => self.place(start, start.saturating_add(asked.len())),
                None => self.line(1),
            };
            let message = format!("`{asked}` is nothing that `{name}` is given");
            found.push(Diagnostic::new(
                &TEMPLATE_UNDEFINED,
                at,
                message,
                way_out(name, nearest(asked, given.iter().map(String::as_str))),
            ));
        }
    }

    fn finding(&self, name: &str, error: &TemplateError) -> Diagnostic {
        let (rule, help) = match error.fault {
            Fault::Syntax => (&TEMPLATE_SYNTAX, way_out(name, None)),
            Fault::Undefined => (&TEMPLATE_UNDEFINED, way_out(name, None)),
            Fault::Value => (&TEMPLATE_VALUE, TEMPLATE_VALUE.fix.to_owned()),
        };
        let at = match &error.range {
            Some(range) => self.place(range.start, range.end),
            None => self.line(error.line.unwrap_or(1)),
        };
        Diagnostic::new(rule, at, error.message.replace('\n', " "), help)
    }
}

/// What the templates of that name are given.
fn given(name: &str) -> std::collections::BTreeSet<String> {
    let built_in = BUILT_IN.iter().filter(|(known, _)| *known == name);
    Engine::new(built_in.copied())
        .map(|engine| engine.variables(name))
        .unwrap_or_default()
}

fn way_out(name: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("`sealform templates {name}` prints the built-in one"),
    }
}

fn unknown(name: &str, at: Place) -> Diagnostic {
    let way_out = match nearest(name, FILES.iter().map(|(_, file)| *file)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => TEMPLATE_UNKNOWN.fix.to_owned(),
    };
    let message = format!(
        "there is no template `{}` to stand in for",
        name.escape_debug()
    );
    Diagnostic::new(&TEMPLATE_UNKNOWN, at, message, way_out)
}

/// Where a word stands alone in a tag of the text, and not behind a dot.
fn word(text: &str, word: &str) -> Option<usize> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let stands = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        let after = text
            .get(at.saturating_add(word.len())..)
            .unwrap_or_default();
        let opened = before.rfind("{{").max(before.rfind("{%"));
        let closed = before.rfind("}}").max(before.rfind("%}"));
        opened > closed
            && !before.ends_with(|letter| is_part(letter) || letter == '.')
            && !after.starts_with(is_part)
    };
    text.match_indices(word)
        .map(|(at, _)| at)
        .find(|at| stands(*at))
}
