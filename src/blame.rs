//! What the proof found wrong with the rendered text, as findings: at the line of the user's template that makes it, or
//! as a bug of ours at the place of the spec that it is rendered for; in both cases with the line of the output. Knows where lines
//! come from and who is to blame; must not know what is proven.

mod origins;
mod rules;
mod suspects;

use std::collections::BTreeMap;

pub use rules::records;

use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::plan::Plan;
use crate::render::trace::Origin;
use crate::source::lines::Lines;
use crate::source::{FileId, Place, SourceFile, Sources};
use crate::templates::Templates;
use crate::tree::Tree;
use crate::verify::Violation;
use origins::Origins;
use suspects::{Culprit, Suspects};

/// Renders a plan with templates, given as name and text, and proves what comes out.
pub type Proof<'p> = dyn Fn(&[(&'static str, &str)]) -> Option<Vec<Violation>> + 'p;

/// Everything that is needed to find out who is to blame.
pub struct Case<'c> {
    /// What was rendered.
    pub plan: &'c Plan,
    /// What it was rendered with.
    pub templates: &'c Templates,
    /// The text in which something is wrong.
    pub tree: &'c Tree,
    /// What is wrong with the text that other templates make, given as name and text; nothing where they make none.
    pub proven_with: &'c Proof<'c>,
}

/// What a person is told to do about a bug.
const OUR_BUG: &str = "this is a bug of Sealform, not of your spec, and nothing was written; please report it with this message and \
                       the part of the spec that it shows";

/// The violations as findings. Those of one rule that one line of a template makes over and over, or that one template makes
/// on lines of others, are one finding. The files of the output that they stand in are added to the sources.
pub fn findings(violations: &[Violation], case: &Case<'_>, sources: &mut Sources) -> Diagnostics {
    let mut origins = Origins::new(case);
    let mut suspects = Suspects::of(case);
    let mut groups: BTreeMap<Group<'_>, usize> = BTreeMap::new();
    let mut told: Vec<(Told<'_>, Group<'_>)> = Vec::new();
    for violation in violations {
        let origin = origins.of(violation);
        let culprit = suspects.culprit(violation, origin.as_ref());
        let group = Group::of(violation, origin.as_ref(), culprit);
        let count = groups.entry(group).or_default();
        *count = count.saturating_add(1);
        if *count == 1 {
            let one = Told {
                violation,
                origin,
                culprit,
                case,
            };
            told.push((one, group));
        }
    }
    let mut found = Diagnostics::default();
    let mut outputs = BTreeMap::new();
    for (one, group) in told {
        let more = groups
            .get(&group)
            .map_or(0, |count| count.saturating_sub(1));
        let output = output(one.violation, case.tree, sources, &mut outputs);
        if let Some(rule) = rules::record(one.violation.rule) {
            found.push(one.diagnostic(rule, more, output));
        }
    }
    found
}

/// Violations that are told together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Group<'v> {
    rule: &'static str,
    /// The template, or the file where none is known.
    by: &'v str,
    line: usize,
}

impl<'v> Group<'v> {
    fn of(violation: &'v Violation, origin: Option<&Origin>, culprit: Culprit) -> Self {
        let (by, line) = match (culprit, origin) {
            (Culprit::Own(name, line), _) => (name, line.unwrap_or(0)),
            (Culprit::BuiltIn, Some(origin)) => (origin.template, origin.line.unwrap_or(0)),
            (Culprit::BuiltIn, None) => (violation.file.as_str(), violation.line as usize),
        };
        Self {
            rule: violation.rule,
            by,
            line,
        }
    }
}

/// The line of the output that a violation names.
fn output<'v>(
    violation: &'v Violation,
    tree: &Tree,
    sources: &mut Sources,
    outputs: &mut BTreeMap<&'v str, FileId>,
) -> Option<Place> {
    // The head of a file stands for what isn't in it at all.
    let text = tree
        .files
        .get(&violation.file)
        .filter(|_| violation.line > 1)?;
    let file = *outputs.entry(&violation.file).or_insert_with(|| {
        sources.files.push(SourceFile {
            name: violation.file.clone(),
            text: text.clone(),
        });
        FileId(u32::try_from(sources.files.len().saturating_sub(1)).unwrap_or(u32::MAX))
    });
    let range = Lines::of(text).range(violation.line as usize);
    let line = text.get(range.clone())?;
    let start = range
        .start
        .saturating_add(line.len() - line.trim_start().len());
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Some(Place {
        file,
        start: offset(start),
        end: offset(range.end),
    })
}

/// A violation with everything that is known about it.
struct Told<'t> {
    violation: &'t Violation,
    origin: Option<Origin>,
    culprit: Culprit,
    case: &'t Case<'t>,
}

impl Told<'_> {
    fn diagnostic(&self, rule: &'static Rule, more: usize, output: Option<Place>) -> Diagnostic {
        let about = self
            .origin
            .map_or(self.case.plan.name.at, |origin| origin.about);
        let is_for = match &self.violation.address {
            Some(address) => format!("`{address}` is for this"),
            None => "for this".to_owned(),
        };
        let mut place = format!("{}:{}", self.violation.file, self.violation.line);
        if more > 0 {
            place = format!("{place}, and {more} more like it");
        }
        let message = &self.violation.message;
        let own = match self.culprit {
            Culprit::Own(name, line) => self.case.templates.own(name).map(|own| (name, own, line)),
            Culprit::BuiltIn => None,
        };
        let diagnostic = match own {
            Some((name, own, line)) => {
                let label = match line {
                    Some(_) => "this line makes it",
                    None => "without this template it is right",
                };
                let help = format!(
                    "nothing was written; `sealform templates {name}` prints the built-in template"
                );
                let message = format!("{message} ({place})");
                Diagnostic::new(rule, own.line(line.unwrap_or(1)), message, help)
                    .label(label)
                    .related(about, is_for)
            }
            None => {
                let message = format!("{message} ({place}, by {})", self.built_in());
                Diagnostic::new(rule, about, message, OUR_BUG).label(is_for)
            }
        };
        match output {
            Some(output) => diagnostic.related(output, "as it would be written"),
            None => diagnostic,
        }
    }

    /// The built-in template, with its line.
    fn built_in(&self) -> String {
        match self.origin {
            Some(Origin {
                template,
                line: Some(line),
                ..
            }) => format!("the built-in template `{template}`, line {line}"),
            Some(origin) => format!("the built-in template `{}`", origin.template),
            None => "no template".to_owned(),
        }
    }
}
