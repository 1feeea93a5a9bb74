//! What a reviewer or an auditor wants to see of a spec: what it brings about, who may use which key, and how each control
//! stands, judged on the rendered text and on nothing else. Knows resources read back from the text; must not know how
//! they were rendered.

pub mod controls;
mod evidence;
pub mod html;
pub mod inventory;
pub mod json;
pub mod markdown;
mod origin;
mod turned_off;

use std::collections::BTreeMap;

pub use self::origin::{Origin, SpecFile};

use self::controls::{Check, Control, controls};
use self::evidence::{PolicySeen, Seen, Texts, named};
use crate::access::{Filter, Matrix, matrix};
use crate::diagnostic::{Diagnostics, Severity};
use crate::graph::{Topology, topology};
use crate::plan::Plan;
use crate::plan::accept::Accepted;
use crate::source::{Place, Sources, lines::Lines};
use crate::tree::Tree;
use crate::verify::{KeyPolicyText, ResourceText};

/// What a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The plan: for the topology, the matrix, and what the spec accepts and turns off.
    pub plan: &'a Plan,
    /// The spec's text.
    pub sources: &'a Sources,
    /// Warnings, with nothing in their words that must not be shown.
    pub found: &'a Diagnostics,
    /// The rendered text, which is the evidence.
    pub tree: &'a Tree,
    /// Its resources.
    pub resources: &'a [ResourceText],
    /// Its key policies.
    pub policies: &'a [KeyPolicyText],
    /// The hash of the record that is written beside it: `sha256:` and 64 hexadecimal digits.
    pub record: &'a str,
}

/// A report.
#[derive(Debug, Clone)]
pub struct Report {
    /// The spec's name.
    pub name: String,
    /// What it is of.
    pub origin: Origin,
    /// The controls that look at something of it, in a fixed order.
    pub controls: Vec<Judged>,
    /// The controls that find nothing to look at.
    pub absent: Vec<&'static Control>,
    /// Every database, snapshot and key.
    pub inventory: Vec<inventory::Region>,
    /// What the spec accepts, for whatever scanner.
    pub accepted: Vec<Excuse>,
    /// What the spec turns off.
    pub turned_off: Vec<TurnedOff>,
    /// What the rules warn of.
    pub warnings: Vec<Warning>,
    /// The topology.
    pub topology: Topology,
    /// Who may do what with which key.
    pub access: Matrix,
}

/// A control with how each resource stands.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The control.
    pub control: &'static Control,
    /// Its results, in the order of the text.
    pub results: Vec<Verdict>,
}

/// How one resource stands with one control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The folder of the root module.
    pub module: String,
    /// The resource.
    pub address: String,
    /// How it stands.
    pub state: State,
    /// What was found, where words are wanted.
    pub note: String,
    /// The file that says so, as a path in the output.
    pub file: String,
    /// The line in it; the first is 1.
    pub line: u32,
    /// What that line says.
    pub text: String,
    /// Why it is accepted, and until when.
    pub accepted: Option<Acceptance>,
}

/// How a resource stands with a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// The text does not say what the control asks for.
    Failed,
    /// What decides it is outside of the text.
    Open,
    /// It fails, and the spec says why that is accepted.
    Accepted,
    /// The text says so.
    Passed,
}

/// What the spec says of a failed control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The id that is accepted.
    pub id: String,
    /// Why.
    pub reason: String,
    /// The last day.
    pub until: String,
}

/// What the spec says of one finding of one scanner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excuse {
    /// The id of the check.
    pub id: String,
    /// What the spec calls the resource.
    pub resource: String,
    /// Why.
    pub reason: String,
    /// The last day.
    pub until: String,
    /// File and line of the spec.
    pub at: String,
}

/// A setting for security that the spec turns off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnedOff {
    /// Whose: `databases.orders`.
    pub what: String,
    /// What it comes to.
    pub words: String,
    /// File and line of the spec.
    pub at: String,
}

/// A warning of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The rule.
    pub rule: &'static str,
    /// What it says.
    pub message: String,
    /// File and line of the spec.
    pub at: String,
}

impl State {
    /// The word for it, which is its name in JSON too.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::Passed => "passed",
        }
    }

    /// All of them, the worst first.
    pub const ALL: [Self; 4] = [Self::Failed, Self::Open, Self::Accepted, Self::Passed];
}

impl Report {
    /// How many results there are of a state.
    pub fn count(&self, state: State) -> usize {
        self.controls.iter().map(|judged| judged.count(state)).sum()
    }

    /// The outcome in one sentence.
    pub fn verdict(&self) -> String {
        let counted = |state| format!("{} {}", self.count(state), State::word(state));
        let states: Vec<String> = State::ALL
            .into_iter()
            .rev()
            .filter(|state| self.count(*state) > 0)
            .map(counted)
            .collect();
        states.join(", ")
    }
}

impl Judged {
    /// How many results there are of a state.
    pub fn count(&self, state: State) -> usize {
        self.results
            .iter()
            .filter(|result| result.state == state)
            .count()
    }

    /// The worst state among the results.
    pub fn worst(&self) -> State {
        let states = self.results.iter().map(|result| result.state);
        states.min().unwrap_or(State::Passed)
    }
}

/// The report of a spec.
pub fn report(input: Input<'_>) -> Report {
    let by_address: BTreeMap<(&str, &str), &ResourceText> = input
        .resources
        .iter()
        .map(|one| ((one.module.as_str(), one.address.as_str()), one))
        .collect();
    let files = input.tree.files.iter();
    let texts: Texts<'_> = files
        .map(|(path, text)| (path.as_str(), text.lines().collect()))
        .collect();
    let seen: Vec<Seen<'_>> = input
        .resources
        .iter()
        .map(|resource| Seen::of(resource, &texts, &by_address, input.resources))
        .collect();
    let known = named(input.plan);
    let policies: Vec<PolicySeen<'_>> = input
        .policies
        .iter()
        .map(|text| PolicySeen::of(text, &texts, input.plan, &known))
        .collect();
    let judged = controls().map(|control| {
        let found: Vec<Verdict> = match control.check {
            Check::OfResources(check) => seen
                .iter()
                .filter(|seen| control.looks_at(&seen.resource.kind))
                .filter_map(check)
                .collect(),
            Check::OfPolicies(check) => policies.iter().filter_map(check).collect(),
        };
        let results = found
            .into_iter()
            .map(|verdict| excused(control, verdict, &input.plan.accepted));
        Judged {
            control,
            results: results.collect(),
        }
    });
    let controls: Vec<Judged> = judged.filter(|judged| !judged.results.is_empty()).collect();
    let is_judged = |control: &&Control| controls.iter().any(|one| one.control.id == control.id);
    let topology = topology(input.plan);
    Report {
        name: input.plan.name.value.clone(),
        origin: origin::of(&input),
        absent: self::controls::controls()
            .filter(|control| !is_judged(control))
            .collect(),
        inventory: inventory::inventory(&topology, &seen, &controls),
        controls,
        accepted: input
            .plan
            .accepted
            .iter()
            .map(|one| Excuse {
                id: one.control.value.clone(),
                resource: one.resource.value.clone(),
                reason: one.reason.value.clone(),
                until: one.expires.value.to_string(),
                at: position(input.sources, one.control.at),
            })
            .collect(),
        turned_off: turned_off::of(input.plan, input.sources),
        warnings: input
            .found
            .iter()
            .filter(|one| one.rule.severity == Severity::Warning)
            .map(|one| Warning {
                rule: one.rule.id,
                message: one.message.clone(),
                at: position(input.sources, one.primary.at),
            })
            .collect(),
        topology,
        access: matrix(input.plan, &Filter::default()),
    }
}

/// A failure that the spec accepts.
fn excused(control: &Control, mut verdict: Verdict, accepted: &[Accepted]) -> Verdict {
    let of = accepted.iter().find(|one| {
        control.is_called(&one.control) && one.is_about(&verdict.module, &verdict.address)
    });
    if let Some(one) = of.filter(|_| verdict.state < State::Accepted) {
        verdict.state = State::Accepted;
        verdict.accepted = Some(Acceptance {
            id: one.control.value.clone(),
            reason: one.reason.value.clone(),
            until: one.expires.value.to_string(),
        });
    }
    verdict
}

/// `payments.yaml:12`.
fn position(sources: &Sources, at: Place) -> String {
    let Some(file) = sources.get(at.file) else {
        return String::new();
    };
    let line = Lines::of(&file.text).line(at.start as usize);
    format!("{}:{line}", file.name)
}
