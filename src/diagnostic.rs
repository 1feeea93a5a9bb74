//! What is wrong with a spec, where, and the way out. Knows places and rules' records; must not know
//! how a rule finds what it finds.

pub mod print;

use crate::source::Place;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// AWS or Terraform refuses it, or applying it loses data. Nothing is written.
    Error,
    /// Accepted, but insecure, drifting, costly or surprising.
    Warning,
}

/// Declares the records of rules, one static each, and `RULES`, all of them.
macro_rules! rules {
    ($( $constant:ident = $severity:ident $id:literal, $summary:literal, $why:literal, $fix:literal, $source:literal; )*) => {
        $(
            #[doc = $summary]
            pub static $constant: $crate::diagnostic::Rule = $crate::diagnostic::Rule {
                id: $id,
                severity: $crate::diagnostic::Severity::$severity,
                summary: $summary,
                why: $why,
                fix: $fix,
                source: $source,
            };
        )*
        /// All of them.
        pub static RULES: &[&$crate::diagnostic::Rule] = &[$(&$constant),*];
    };
}
pub(crate) use rules;

/// The record of a rule: what `sealform explain` prints. Its id never changes.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable id, as in `specs/bad/<id>.yaml`.
    pub id: &'static str,
    /// What a finding of this rule weighs.
    pub severity: Severity,
    /// What is checked, in one line.
    pub summary: &'static str,
    /// Why it matters: what AWS or Terraform does otherwise.
    pub why: &'static str,
    /// The way out.
    pub fix: &'static str,
    /// The page or measurement that the rule rests on.
    pub source: &'static str,
}

/// A place with a word about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub at: Place,
    /// What to see there; may be empty for a primary label.
    pub text: String,
}

/// A way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Help {
    /// In words.
    Words(String),
    /// As a change of the user's own text.
    Replace {
        /// What to replace.
        at: Place,
        /// With what.
        with: String,
        /// In words, for those who see no patch.
        words: String,
    },
}

/// One finding. It can't exist without a rule, a place, a message and a way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that was broken.
    pub rule: &'static Rule,
    /// What is wrong, in the user's words: one line, lower case, no full stop.
    pub message: String,
    /// Where it is wrong.
    pub primary: Label,
    /// Other places that explain it.
    pub related: Vec<Label>,
    /// The ways out; never empty.
    pub help: Vec<Help>,
}

impl Diagnostic {
    /// A finding of `rule` at `at`, with one way out in words.
    pub fn new(
        rule: &'static Rule,
        at: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            message: message.into(),
            primary: Label {
                at,
                text: String::new(),
            },
            related: Vec::new(),
            help: vec![Help::Words(help.into())],
        }
    }

    /// The same with a word under the primary place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// The same with another place that explains it.
    #[must_use]
    pub fn related(mut self, at: Place, text: impl Into<String>) -> Self {
        self.related.push(Label {
            at,
            text: text.into(),
        });
        self
    }

    /// The same with a patch in place of the way out in words, which the patch then carries.
    #[must_use]
    pub fn patch(mut self, at: Place, with: impl Into<String>) -> Self {
        if let Some(Help::Words(words)) = self.help.pop() {
            self.help.push(Help::Replace {
                at,
                with: with.into(),
                words,
            });
        }
        self
    }
}

/// Findings, gathered over a stage and then over a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    hidden: Vec<Place>,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Adds all of another's.
    pub fn extend(&mut self, other: Self) {
        self.found.extend(other.found);
        self.hidden.extend(other.hidden);
    }

    /// Marks places whose text is printed as `*` in every format, whichever finding would show it: a secret in a
    /// spec must not reach the log of a job.
    pub fn hide(&mut self, places: impl IntoIterator<Item = Place>) {
        self.hidden.extend(places);
    }

    /// The places whose text is never printed.
    pub fn hidden(&self) -> &[Place] {
        &self.hidden
    }

    /// In the order of the spec: file, place, then rule; equal findings once.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.found.sort_by(|a, b| {
            (a.primary.at, a.rule.id, &a.message).cmp(&(b.primary.at, b.rule.id, &b.message))
        });
        self.found.dedup();
        self
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }

    /// How many there are of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.iter().filter(|d| d.rule.severity == severity).count()
    }

    /// True if something must stop the run.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// True if nothing was found.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
