//! Every database, snapshot and copy of the plan stands in the text: under its key, in its region and account, made from its
//! source, shared with those who are to receive it, and nobody else. Knows the plan and what the text tells; must not know
//! templates.

mod dms;
mod wanted;

use std::collections::{BTreeMap, BTreeSet};

use self::wanted::{Source, Wanted, wanted};
use crate::plan::{Plan, RootModule};
use crate::verify::{Held, Told, Violation};

/// Every id that a violation may bear, with what it stands for. Sorted by id.
#[rustfmt::skip]
pub static RULES: &[(&str, &str)] = &[
    ("account-not-asked", "something in another account than the spec says"),
    ("key-not-asked", "data under another key than the spec says"),
    ("region-not-asked", "something in another region than the spec says"),
    ("resource-missing", "something that the spec asks for and the text doesn't have"),
    ("share-missing", "a snapshot that isn't shared with whom the spec says"),
    ("share-not-asked", "a snapshot shared with somebody whom the spec doesn't name"),
    ("source-not-asked", "something made from something else than the spec says"),
];

/// Holds what the text tells against the plan, in the order of the plan.
pub fn check(held: &[Held<'_>], plan: &Plan) -> Vec<Violation> {
    let by_address: BTreeMap<(&str, &str, &str), &Held<'_>> = held
        .iter()
        .map(|held| ((held.module, held.kind, held.label), held))
        .collect();
    let mut violations = Vec::new();
    let mut members: BTreeMap<(&str, &str), Option<usize>> = BTreeMap::new();
    for one in held
        .iter()
        .filter(|held| held.kind == "aws_rds_cluster_instance")
    {
        if let Some((_, Told::Of("aws_rds_cluster", cluster))) = one.told("cluster_identifier") {
            let count = members.entry((one.module, cluster)).or_insert(Some(0));
            *count = count.zip(one.times).map(|(a, b)| a.saturating_add(b));
        }
    }
    let mut shared: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    for module in &plan.modules {
        for wanted in wanted(module) {
            let address = (module.folder.as_str(), wanted.kind, wanted.label);
            if !wanted.shares.is_empty() {
                shared.insert(address);
            }
            match by_address.get(&address) {
                Some(held) => wanted.compare(held, module, &mut violations),
                None => violations.push(wanted.missing(module)),
            }
        }
        for cluster in module.clusters().filter(|cluster| !cluster.common.awaited) {
            let label = cluster.common.label.as_str();
            let there = members.get(&(module.folder.as_str(), label));
            let there = there.copied().unwrap_or(Some(0));
            let size = usize::try_from(cluster.size()).unwrap_or_default();
            if there != Some(size)
                && let Some(held) =
                    by_address.get(&(module.folder.as_str(), "aws_rds_cluster", label))
            {
                let found =
                    there.map_or_else(|| "none that can be counted".to_owned(), |n| n.to_string());
                let message =
                    format!("the cluster has {size} members in the spec, and here {found}");
                violations.push(at(held, held.line, "resource-missing", message));
            }
        }
    }
    for held in held {
        let is_planned = shared.contains(&(held.module, held.kind, held.label));
        if let Some((line, told)) = held.told("shared_accounts").filter(|_| !is_planned)
            && *told != Told::Texts(Vec::new())
        {
            let message = "the spec shares this with nobody".to_owned();
            violations.push(at(held, line, "share-not-asked", message));
        }
    }
    violations
}

fn at(held: &Held<'_>, line: u32, rule: &'static str, message: String) -> Violation {
    Violation {
        file: held.file.to_owned(),
        line,
        rule,
        address: Some(held.address()),
        message,
    }
}

impl Wanted<'_> {
    fn missing(&self, module: &RootModule) -> Violation {
        Violation {
            file: self.file.clone(),
            line: 1,
            rule: "resource-missing",
            address: Some(format!("{}.{}", self.kind, self.label)),
            message: format!(
                "`{}.{}` of {} isn't in the text",
                self.kind, self.label, module.account
            ),
        }
    }

    fn compare(&self, held: &Held<'_>, module: &RootModule, violations: &mut Vec<Violation>) {
        let mut report = |line, rule, message| violations.push(at(held, line, rule, message));
        if held
            .region
            .is_some_and(|region| region != self.region.name())
        {
            let message = format!("this is in {} by the spec", self.region);
            report(held.line, "region-not-asked", message);
        }
        if held
            .account
            .is_some_and(|account| account != module.account.as_str())
        {
            let message = format!("this is in {} by the spec", module.account);
            report(held.line, "account-not-asked", message);
        }
        if held.times != Some(self.times) {
            let message = match self.times {
                1 => "this stands once by the spec".to_owned(),
                times => format!("this stands {times} times by the spec"),
            };
            report(held.line, "resource-missing", message);
        }
        if let Some((path, name)) = self.name
            && !matches!(held.told(path), Some((_, Told::Text(told))) if told == name)
        {
            let line = held.told(path).map_or(held.line, |(line, _)| line);
            report(
                line,
                "resource-missing",
                format!("`{path}` is `{name}` by the spec"),
            );
        }
        // Without a key of its own it has its source's, which verification allows where AWS does.
        let told = held.told("kms_key_id").or(held.told("kms_key_arn"));
        if let (Some(key), Some((line, Told::Of(kind, label)))) = (self.key, told)
            && (*kind, *label) != (key.resource, key.label.as_str())
            && kind.starts_with("aws_kms_")
        {
            let message = format!("the key is `{}.{}` by the spec", key.resource, key.label);
            report(line, "key-not-asked", message);
        }
        if let Some((path, source)) = &self.source {
            let (line, fits) = match (held.told(path), source) {
                (Some((line, Told::Of(kind, label))), Source::Of(wanted, name)) => {
                    (line, (kind, label) == (wanted, name))
                }
                (Some((line, Told::Text(text))), Source::Text(wanted)) => (line, text == wanted),
                (Some((line, _)), _) => (line, false),
                (None, _) => (held.line, false),
            };
            if !fits {
                let wanted = match source {
                    Source::Of(kind, label) => format!("{kind}.{label}"),
                    Source::Text(text) => (*text).to_owned(),
                };
                report(
                    line,
                    "source-not-asked",
                    format!("`{path}` is `{wanted}` by the spec"),
                );
            }
        }
        self.shares(held, violations);
        foreign_snapshot(held, module, violations);
    }

    fn shares(&self, held: &Held<'_>, violations: &mut Vec<Violation>) {
        if self.shares.is_empty() {
            return;
        }
        let (line, told) = match held.told("shared_accounts") {
            Some((line, Told::Texts(accounts))) => {
                let accounts = accounts.iter().map(|account| &**account);
                (line, accounts.collect::<BTreeSet<_>>())
            }
            Some((line, _)) => {
                let message = "the accounts must be written out".to_owned();
                return violations.push(at(held, line, "share-not-asked", message));
            }
            None => (held.line, BTreeSet::new()),
        };
        for account in told.difference(&self.shares) {
            let message = format!("the spec doesn't share this with `{account}`");
            violations.push(at(held, line, "share-not-asked", message));
        }
        for account in self.shares.difference(&told) {
            let message = format!("the spec shares this with {account}");
            violations.push(at(held, line, "share-missing", message));
        }
    }
}

/// A database made from a snapshot of an account that the module has nothing to do with.
fn foreign_snapshot(held: &Held<'_>, module: &RootModule, violations: &mut Vec<Violation>) {
    let Some((line, Told::Text(arn))) = held.told("snapshot_identifier") else {
        return;
    };
    let account = arn
        .strip_prefix("arn:")
        .and_then(|arn| arn.split(':').nth(3));
    let owner = module
        .receiver
        .as_ref()
        .map(|receiver| receiver.owner.as_str());
    if account.is_some_and(|account| account != module.account.as_str() && Some(account) != owner) {
        let message = "the snapshot is of an account that the spec doesn't name here".to_owned();
        violations.push(at(held, line, "source-not-asked", message));
    }
}
