//! What a rule is made of: a record, what it looks at, and how it says what it finds.

use super::arguments::Fault;
use crate::diagnostic::{Diagnostic, Diagnostics, Rule};
use crate::plan::snapshots::Snapshot;
use crate::plan::{Cluster, Common, Instance, Key, RootModule};
use crate::policy::check::Finding;
use crate::source::Place;

/// A rule with its check.
#[derive(Debug)]
pub(super) struct Check {
    /// The record.
    pub(super) rule: Rule,
    /// What looks for it.
    pub(super) on: On,
}

/// What a check looks at.
#[derive(Debug)]
pub(super) enum On {
    /// A whole root module.
    Module(fn(&RootModule, &mut Finder<'_>)),
    /// Every key in every region.
    Key(fn(&Key, &RootModule, &mut Finder<'_>)),
    /// Every finding of this rule that reading a key's policy back gives.
    Policy(fn(&Key, &Finding, &mut Finder<'_>)),
    /// Everything of this rule that is wrong with arguments that pass through.
    Argument(fn(&Fault, &mut Finder<'_>)),
    /// Every instance, replica and cluster.
    Database(fn(&Common, &mut Finder<'_>)),
    /// Every instance and replica.
    Instance(fn(&Instance, &mut Finder<'_>)),
    /// Every snapshot and copy.
    Snapshot(fn(&Snapshot, &RootModule, &mut Finder<'_>)),
    /// Every cluster.
    Cluster(fn(&Cluster, &mut Finder<'_>)),
}

/// Says what a rule finds.
#[derive(Debug)]
pub(super) struct Finder<'a> {
    rule: &'static Rule,
    found: &'a mut Diagnostics,
}

impl<'a> Finder<'a> {
    pub(super) const fn new(rule: &'static Rule, found: &'a mut Diagnostics) -> Self {
        Self { rule, found }
    }

    /// A finding at a place: what is wrong, and the way out.
    pub(super) fn report(
        &mut self,
        at: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.found
            .push(Diagnostic::new(self.rule, at, message, help));
    }

    /// The same with more to it: other places, a patch.
    pub(super) fn report_with(
        &mut self,
        at: Place,
        message: impl Into<String>,
        help: impl Into<String>,
        more: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        self.found
            .push(more(Diagnostic::new(self.rule, at, message, help)));
    }
}

/// Declares the checks of a file: record and function, side by side.
macro_rules! checks {
    ($( $severity:ident $id:literal on $on:ident $look:path, $summary:literal, $why:literal, $fix:literal, $source:literal; )*) => {
        /// The checks of this file.
        pub(super) static CHECKS: &[$crate::rules::check::Check] = &[$(
            $crate::rules::check::Check {
                rule: $crate::diagnostic::Rule {
                    id: $id,
                    severity: $crate::diagnostic::Severity::$severity,
                    summary: $summary,
                    why: $why,
                    fix: $fix,
                    source: $source,
                },
                on: $crate::rules::check::On::$on($look),
            },
        )*];
    };
}
pub(super) use checks;

/// True if a number of the spec lies in a range of AWS.
pub(super) fn within(range: &std::ops::RangeInclusive<u32>, number: i64) -> bool {
    u32::try_from(number).is_ok_and(|number| range.contains(&number))
}
