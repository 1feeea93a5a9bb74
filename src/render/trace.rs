//! Where each line of a rendered file comes from: which template, which line of it, for what in the spec. Knows how a
//! template is marked so that its lines can be told apart in what it makes; must not know what is asked of a line.
//!
//! Nothing is recorded while a tree is rendered. A file of which somebody asks is rendered again, by templates whose
//! lines are marked; layout moves nothing but white space, so what it printed is followed letter by letter.

use std::borrow::Cow;

use super::engine::Engine;
use super::file::{File, Piece};
use super::{database_file, database_file_name, migration, module_files};
use crate::plan::{Plan, RootModule};
use crate::source::Place;
use crate::terraform::layout::ABSENT;

/// Stand before and behind the number of a line. No value that is printed holds a control character.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

/// Where a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The template.
    pub template: &'static str,
    /// Its line, from 1, where that can be told.
    pub line: Option<usize>,
    /// What in the spec it is for: a key, a database, a snapshot, a region.
    pub about: Place,
}

/// Templates whose lines are marked.
#[derive(Debug)]
pub struct Tracer {
    engine: Engine,
}

impl Tracer {
    /// Marks the lines of templates, given as name and text. One that can't be rendered so stays unmarked.
    pub fn new<'t>(templates: impl IntoIterator<Item = (&'t str, &'t str)>) -> Option<Self> {
        let compiles =
            |name: &str, text: &str| Engine::new([(name.to_owned(), text.to_owned())]).is_ok();
        let marked = templates.into_iter().map(|(name, text)| {
            let marked = marked(text);
            let text = if compiles(name, &marked) {
                Cow::Owned(marked)
            } else {
                Cow::Owned(text.to_owned())
            };
            (Cow::Owned(name.to_owned()), text)
        });
        let engine = Engine::new::<Cow<'static, str>>(marked).ok()?;
        Some(Self { engine })
    }

    /// For each line of a file of the tree, where it comes from; nothing for the head, for blank lines, and where what was
    /// printed can't be followed.
    pub fn origins(&self, plan: &Plan, path: &str, text: &str) -> Vec<Option<Origin>> {
        self.file(plan, path)
            .map(|file| followed(&file, text))
            .unwrap_or_default()
    }

    fn file(&self, plan: &Plan, path: &str) -> Option<File<'_>> {
        let (folder, name) = path.rsplit_once('/')?;
        let is_meant = |module: &&RootModule| module.folder == folder;
        let module = plan.modules.iter().find(is_meant)?;
        for database in &module.databases {
            if database_file_name(database) == name {
                return database_file(module, database, &self.engine).ok();
            }
            if migration::file_name(database) == name {
                return migration::file(module, database, &self.engine).ok();
            }
        }
        let files = module_files(plan, module, &self.engine).ok()?;
        files
            .into_iter()
            .find(|(known, _)| known == name)
            .map(|(_, file)| file)
    }
}

/// A template with the number of each line before it, but where the line begins inside of a tag.
fn marked(text: &str) -> String {
    let mut marked = format!("{OPEN}1{CLOSE}");
    let mut line = 1_usize;
    let mut end: Option<&str> = None;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let mut taken = first.len_utf8();
        match end {
            Some(close) if rest.starts_with(close) => {
                end = None;
                taken = close.len();
            }
            Some(_) => {}
            None => {
                end = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")]
                    .into_iter()
                    .find(|(open, _)| rest.starts_with(open))
                    .map(|(_, close)| close);
                taken = if end.is_some() { 2 } else { taken };
            }
        }
        let (piece, after) = rest.split_at(taken);
        marked.push_str(piece);
        rest = after;
        if first == '\n' {
            line = line.saturating_add(1);
            if end.is_none() {
                marked.push_str(&format!("{OPEN}{line}{CLOSE}"));
            }
        }
    }
    marked
}

/// The letters of a file before its layout, each with where it comes from.
fn letters(file: &File<'_>) -> Vec<(char, Origin)> {
    let mut letters = Vec::new();
    let ends = file.pieces.iter().skip(1).map(|piece| piece.start);
    let ends = ends.chain([file.text.len()]);
    for (
        Piece {
            template,
            about,
            start,
        },
        end,
    ) in file.pieces.iter().zip(ends)
    {
        let mut origin = Origin {
            template,
            line: None,
            about: *about,
        };
        for printed in file.text.get(*start..end).unwrap_or_default().lines() {
            let is_absent = printed.contains(ABSENT);
            let mut number: Option<String> = None;
            for letter in printed.chars() {
                match (letter, &mut number) {
                    (OPEN, _) => number = Some(String::new()),
                    (CLOSE, said) => origin.line = said.take().and_then(|said| said.parse().ok()),
                    (digit, Some(said)) => said.push(digit),
                    (letter, None) if !is_absent && !letter.is_whitespace() => {
                        letters.push((letter, origin));
                    }
                    _ => {}
                }
            }
        }
    }
    letters
}

/// Follows the letters through what layout made of them. The first line is the head, which no template makes, nor does one
/// make the comments for scanners.
fn followed(file: &File<'_>, text: &str) -> Vec<Option<Origin>> {
    let letters = letters(file);
    let mut rest = letters.as_slice();
    let mut origin = |line: &str| {
        let printed = line.chars().filter(|letter| !letter.is_whitespace());
        let count = printed.clone().count();
        let (made, after) = rest.split_at_checked(count)?;
        if printed
            .zip(made)
            .all(|(letter, (expected, _))| letter == *expected)
        {
            rest = after;
            made.first().map(|(_, origin)| *origin)
        } else {
            None
        }
    };
    let mut lines = text.lines();
    let head = lines.next().map(|_| None);
    head.into_iter().chain(lines.map(&mut origin)).collect()
}
