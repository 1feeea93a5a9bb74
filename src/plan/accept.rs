//! Accepted findings: which resources each is about. Knows the paths of a spec and the labels of what follows from them;
//! must not know which day it is, or how a comment says so.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{ACCEPT_EXPIRED, ACCEPT_RESOURCE, ACCEPT_TWICE, ACCEPT_UNUSED};
use super::snapshots::Snapshot;
use super::{Database, Instance, Plan, RootModule};
pub use crate::aws::scanners::Scanner;
use crate::aws::scanners::looks_at;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::Date;
use crate::source::At;
use crate::spec::accept::Acceptance;
use crate::suggest;

/// A finding that the spec accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The id of the check.
    pub control: At<String>,
    /// Whose id that is.
    pub scanner: Scanner,
    /// What the spec calls the resource.
    pub resource: At<String>,
    /// Why, in one line.
    pub reason: At<String>,
    /// The last day on which it holds.
    pub expires: At<Date>,
    /// The resources that it may be about, each by its module's folder and its address there. Not all of them need exist.
    pub covers: BTreeSet<(String, String)>,
}

impl Accepted {
    /// True if it is about the resource of that address.
    pub fn is_about(&self, folder: &str, address: &str) -> bool {
        self.covers
            .iter()
            .any(|(of, is)| of == folder && is == address)
    }
}

/// What is accepted, in the order of the spec; what names nothing is left out and stands among the findings.
pub(super) fn accepted(
    all: &[Acceptance],
    modules: &[RootModule],
    found: &mut Diagnostics,
) -> Vec<Accepted> {
    let paths = paths(modules);
    let mut accepted: Vec<Accepted> = Vec::with_capacity(all.len());
    for one in all {
        let Some(covers) = covers(one, modules, &paths, found) else {
            continue;
        };
        if let Some(first) = accepted.iter().find(|first| {
            first.control.value == one.control.value && !first.covers.is_disjoint(&covers)
        }) {
            found.push(
                Diagnostic::new(
                    &ACCEPT_TWICE,
                    one.control.at,
                    format!("`{}` of `{}` is accepted twice", one.control, one.resource),
                    "keep one of the two",
                )
                .related(first.control.at, "accepted here already"),
            );
            continue;
        }
        accepted.push(Accepted {
            control: one.control.clone(),
            scanner: one.scanner,
            resource: one.resource.clone(),
            reason: one.reason.clone().map(|reason| one_line(&reason)),
            expires: one.expires.clone(),
            covers,
        });
    }
    accepted
}

/// The addresses that an acceptance may be about: the one that it names, or those of a path and of the types that its
/// check looks at.
fn covers(
    one: &Acceptance,
    modules: &[RootModule],
    paths: &BTreeMap<String, Labels>,
    found: &mut Diagnostics,
) -> Option<BTreeSet<(String, String)>> {
    let resource = one.resource.value.as_str();
    if let Some(address) = address(resource, modules) {
        return Some(BTreeSet::from([address]));
    }
    let Some(labels) = paths.get(resource) else {
        let message = format!("`{}` is nothing of this spec", resource.escape_debug());
        let at = one.resource.at;
        let near = suggest::nearest(resource, paths.keys().map(String::as_str));
        found.push(match near {
            Some(near) => {
                let help = format!("did you mean `{near}`?");
                Diagnostic::new(&ACCEPT_RESOURCE, at, message, help).patch(at, near)
            }
            None => Diagnostic::new(
                &ACCEPT_RESOURCE,
                at,
                message,
                "write a path such as `databases.orders`, or an address such as `aws_db_instance.orders`",
            ),
        });
        return None;
    };
    let types: Vec<&str> = match one.scanner {
        // It reads no comments: it is the report that wants to know, of every resource of the path.
        Scanner::SecurityHub => JUDGED.to_vec(),
        Scanner::Tflint => tflint_types(&one.control),
        Scanner::Checkov | Scanner::Trivy | Scanner::Kics => {
            looks_at(&one.control).unwrap_or_default().to_vec()
        }
    };
    if types.is_empty() {
        found.push(Diagnostic::new(
            &ACCEPT_RESOURCE,
            one.resource.at,
            format!(
                "which resources `{}` looks at is not known here",
                one.control
            ),
            "name one by its address, as in `resource: aws_db_instance.orders`",
        ));
        return None;
    }
    let pairs = labels.iter().flat_map(|(folder, label)| {
        types
            .iter()
            .map(move |kind| (folder.clone(), format!("{kind}.{label}")))
    });
    Some(pairs.collect())
}

/// The types of what a path of a spec stands for, which a control of Security Hub may be about.
const JUDGED: [&str; 9] = [
    "aws_cloudwatch_log_group",
    "aws_db_instance",
    "aws_db_snapshot",
    "aws_db_snapshot_copy",
    "aws_kms_key",
    "aws_rds_cluster",
    "aws_rds_cluster_instance",
    "aws_rds_cluster_snapshot_copy",
    "aws_rds_global_cluster",
];

/// The types that a rule of tflint is named after: `aws_db_instance_invalid_type` is about `aws_db_instance`.
fn tflint_types(rule: &str) -> Vec<&str> {
    let ends = rule.match_indices('_').map(|(at, _)| at);
    ends.filter_map(|end| rule.get(..end))
        .filter(|kind| kind.matches('_').count() >= 2)
        .collect()
}

/// `aws_db_instance.orders` of the owner, or `sharing/analytics/aws_db_instance.orders`.
fn address(resource: &str, modules: &[RootModule]) -> Option<(String, String)> {
    let (folder, address) = match resource.rsplit_once('/') {
        Some((folder, address)) => (folder, address),
        None => (modules.first()?.folder.as_str(), resource),
    };
    let (kind, label) = address.split_once('.')?;
    let is_address = kind.starts_with("aws_") && !label.is_empty() && !label.contains('.');
    (is_address && modules.iter().any(|module| module.folder == folder))
        .then(|| (folder.to_owned(), address.to_owned()))
}

/// The paths of a plan that resources follow from: `databases.orders`.
pub fn known_paths(plan: &Plan) -> BTreeSet<String> {
    paths(&plan.modules).into_keys().collect()
}

/// The labels of what follows from a path, each with its module's folder.
pub fn labels(plan: &Plan, path: &str) -> BTreeSet<(String, String)> {
    paths(&plan.modules).remove(path).unwrap_or_default()
}

/// Labels with the folders of their modules.
type Labels = BTreeSet<(String, String)>;

/// Every path of the spec that a resource follows from, with the labels of what does.
fn paths(modules: &[RootModule]) -> BTreeMap<String, Labels> {
    let mut paths = Paths::default();
    for module in modules {
        let folder = module.folder.as_str();
        let (databases, keys) = match &module.receiver {
            None => ("databases".to_owned(), "keys".to_owned()),
            Some(receiver) => {
                let base = format!("sharing.{}", receiver.name);
                for copy in &receiver.copies {
                    paths.snapshot(folder, &format!("{base}.copies"), copy);
                }
                (format!("{base}.restore"), format!("{base}.key"))
            }
        };
        for key in &module.keys {
            let path = match &module.receiver {
                None => format!("{keys}.{}", key.name),
                Some(_) => keys.clone(),
            };
            paths.add(path, folder, &key.label);
        }
        for database in &module.databases {
            paths.database(folder, &databases, database);
        }
    }
    paths.0
}

#[derive(Default)]
struct Paths(BTreeMap<String, Labels>);

impl Paths {
    fn add(&mut self, path: String, folder: &str, label: &str) {
        let labels = self.0.entry(path).or_default();
        labels.insert((folder.to_owned(), label.to_owned()));
    }

    fn database(&mut self, folder: &str, above: &str, database: &Database) {
        match database {
            Database::Instance(instance) => self.instance(folder, above, instance),
            Database::Cluster(cluster) => {
                let path = format!("{above}.{}", cluster.common.name);
                for cluster in cluster.with_secondaries() {
                    let path = match cluster.secondary_of() {
                        None => path.clone(),
                        Some(_) => format!("{path}.global.{}", cluster.common.region),
                    };
                    self.add(path, folder, &cluster.common.label);
                }
                for snapshot in &cluster.common.snapshots {
                    self.snapshot(folder, &format!("{path}.snapshots"), snapshot);
                }
            }
        }
    }

    /// The reader bounds the depth of a spec.
    fn instance(&mut self, folder: &str, above: &str, instance: &Instance) {
        let path = format!("{above}.{}", instance.common.name);
        self.add(path.clone(), folder, &instance.common.label);
        for replica in &instance.replicas {
            self.instance(folder, &format!("{path}.replicas"), replica);
        }
        for snapshot in &instance.common.snapshots {
            self.snapshot(folder, &format!("{path}.snapshots"), snapshot);
        }
    }

    fn snapshot(&mut self, folder: &str, above: &str, snapshot: &Snapshot) {
        let path = format!("{above}.{}", snapshot.name);
        self.add(path.clone(), folder, &snapshot.label);
        for copy in &snapshot.copies {
            self.snapshot(folder, &format!("{path}.copies"), copy);
        }
    }
}

/// A reason stands in a comment of one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says what has expired on that day. Nothing that is written depends on it.
pub fn expired(plan: &Plan, today: Date, found: &mut Diagnostics) {
    for one in plan.accepted.iter().filter(|one| one.expires.value < today) {
        found.push(Diagnostic::new(
            &ACCEPT_EXPIRED,
            one.expires.at,
            format!(
                "`{}` of `{}` was accepted until {}, and it is {today}",
                one.control, one.resource, one.expires
            ),
            "make the finding go away, or decide again and write a later day",
        ));
    }
}

/// Says what is about none of the resources that there are, each given by its module's folder and its address.
pub fn unused(plan: &Plan, resources: &BTreeSet<(String, String)>, found: &mut Diagnostics) {
    let text = |one: &&Accepted| one.scanner != Scanner::SecurityHub;
    for one in plan.accepted.iter().filter(text) {
        if one.covers.is_disjoint(resources) {
            found.push(Diagnostic::new(
                &ACCEPT_UNUSED,
                one.control.at,
                format!(
                    "`{}` looks at nothing of `{}`, so nothing is accepted",
                    one.control, one.resource
                ),
                "remove it, or name the resource that the finding is about",
            ));
        }
    }
}
