//! What one top-level block says, less the text of its plain strings, numbers and names: those are
//! holes. Blocks of one form differ in nothing else, so that what is checked once on the form holds
//! for all of them. Knows Terraform's blocks; must not know how they are parsed or what is checked.

use super::duties::Duties;
use crate::schema::{Rules, Type};

/// A hole: an index into [`Form::holes`].
pub(super) type Hole = usize;

/// A range of bytes, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    pub(super) const fn plus(self, offset: u32) -> Self {
        Self {
            start: self.start.saturating_add(offset),
            end: self.end.saturating_add(offset),
        }
    }

    pub(super) const fn less(self, offset: u32) -> Self {
        Self {
            start: self.start.saturating_sub(offset),
            end: self.end.saturating_sub(offset),
        }
    }
}

/// One top-level block. Lines count from the block's first, which is 0.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) head: Head,
    /// Where the holes lie in the block that was parsed, from its first byte.
    pub(super) holes: Vec<Span>,
    /// The line of each hole.
    pub(super) lines: Vec<u32>,
    /// Which hole of the lexical pass each hole is; empty where they are the same.
    pub(super) slots: Vec<u32>,
    /// What is wrong whatever the holes hold.
    pub(super) problems: Vec<Problem>,
    /// What is checked on the text of single holes.
    pub(super) checks: Vec<ValueCheck>,
    /// Objects whose keys must differ.
    pub(super) objects: Vec<KeySet>,
    pub(super) references: Vec<Reference>,
    /// Arguments, also of nested blocks, in the order of the text.
    pub(super) arguments: Vec<Argument>,
    /// The provider that it names: nothing where it names none, an alias or none inside.
    pub(super) provider: Option<Option<Hole>>,
    pub(super) duties: Duties,
    /// What `for_each` is over, where the text tells it.
    pub(super) each: Option<Value>,
    /// The same text around the holes may mean something else: never reused.
    pub(super) unrepeatable: bool,
}

/// What kind of block it is.
#[derive(Debug)]
pub(super) enum Head {
    Thing {
        mode: Mode,
        kind: String,
        name: Hole,
        repeated: Repeated,
    },
    Provider,
    Variable {
        name: Hole,
        ty: Type,
        sensitive: bool,
        ephemeral: bool,
    },
    Output {
        name: Hole,
        sensitive: bool,
    },
    /// Each with its line.
    Locals(Vec<(String, u32)>),
    Terraform,
    /// `import`, `moved` and `removed`.
    Refactoring(Change),
    Unknown,
}

/// What Terraform is to do with what it manages, or will.
#[derive(Debug, Default)]
pub(super) struct Change {
    /// The address that something leaves, as it is written.
    pub(super) from: Option<String>,
    /// The address that it has now.
    pub(super) to: Option<String>,
    /// What it cannot be without and doesn't say.
    pub(super) missing: Vec<&'static str>,
    /// Whether what leaves stays in AWS.
    pub(super) keeps: bool,
    /// Whether it takes over what exists.
    pub(super) imports: bool,
}

/// The three kinds of things that the provider makes or reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Mode {
    Managed,
    Data,
    Ephemeral,
}

/// Whether a resource stands once or many times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeated {
    Once,
    Count,
    ForEach,
}

/// A violation of the form itself. Its message never quotes a hole.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) rule: &'static str,
    pub(super) line: u32,
    pub(super) message: String,
    /// Only where the configuration may run with provider 5.
    pub(super) in_5_only: bool,
}

/// What is checked on the text of one hole.
#[derive(Debug)]
pub(super) struct ValueCheck {
    pub(super) hole: Hole,
    pub(super) wanted: Wanted,
    pub(super) rules: &'static Rules,
    /// The argument, with those of the blocks around it.
    pub(super) argument: String,
}

/// What the text of a hole must convert into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Text,
    Number,
    WholeNumber,
    Bool,
    /// An identifier of Terraform.
    Identifier,
}

/// The keys of an object that are holes, and those that are not.
#[derive(Debug)]
pub(super) struct KeySet {
    pub(super) holes: Vec<Hole>,
    pub(super) names: Vec<String>,
}

/// The value of an argument, as far as the text tells it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Text(Hole),
    Number(Hole),
    List(Vec<Value>),
    Object(Vec<(Key, Value)>),
    /// An index into [`Form::references`].
    Reference(usize),
    /// What `jsonencode` makes of it.
    Json(Box<Value>),
    /// One of these, as Terraform decides.
    Either(Vec<Value>),
    /// Computed by Terraform.
    Opaque(Type),
}

/// A key of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Key {
    Name(String),
    Text(Hole),
    Opaque,
}

/// An argument with its value.
#[derive(Debug)]
pub(super) struct Argument {
    /// Its name, after those of the blocks around it, with dots between.
    pub(super) path: String,
    pub(super) line: u32,
    pub(super) value: Value,
}

/// A use of something that must be declared elsewhere in the module.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) target: Target,
    pub(super) line: u32,
    /// The argument that it stands in.
    pub(super) argument: String,
    pub(super) role: Role,
    /// What it yields.
    pub(super) ty: Type,
    /// What is wanted where it stands.
    pub(super) wanted: Type,
    /// Its value is kept out of what Terraform prints.
    pub(super) sensitive: bool,
}

/// What is referred to.
#[derive(Debug)]
pub(super) enum Target {
    Thing {
        mode: Mode,
        kind: String,
        name: Hole,
        instance: Instance,
        attribute: Option<String>,
    },
    Variable(Hole),
    Local(Hole),
    /// `aws.us_east_1`, or nothing for `aws` itself.
    Provider(Option<Hole>),
}

/// Which instances of a repeated resource are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instance {
    None,
    One,
    All,
}

/// What a reference is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The value of an argument, or part of it.
    Value,
    /// Part of a text or document.
    Text,
    /// The value of a write-only argument.
    WriteOnly,
    /// `provider = …`
    Provider,
    /// `depends_on`, `replace_triggered_by`: a whole resource.
    DependsOn,
    /// The `to` of an import or a move.
    Address,
}

impl Form {
    /// The first argument of that path.
    pub(super) fn argument(&self, path: &str) -> Option<&Argument> {
        self.arguments.iter().find(|argument| argument.path == path)
    }

    /// The value of the first argument of that path, unless it is `null`.
    pub(super) fn value(&self, path: &str) -> Option<&Value> {
        self.argument(path)
            .map(|argument| &argument.value)
            .filter(|value| **value != Value::Null)
    }

    /// True where the argument, or a block of that path, is written.
    pub(super) fn has(&self, path: &str) -> bool {
        self.arguments.iter().any(|argument| {
            argument.value != Value::Null
                && argument
                    .path
                    .strip_prefix(path)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }
}
