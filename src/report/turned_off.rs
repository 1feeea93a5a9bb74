//! What the spec turns off. Knows the settings for security and where the spec says each; must not judge them.

use super::{TurnedOff, position};
use crate::plan::{Common, Key, LastSnapshot, Plan};
use crate::source::{At, Place, Sources};

/// Every setting that the spec itself turns off, in the order of the plan.
pub(super) fn of(plan: &Plan, sources: &Sources) -> Vec<TurnedOff> {
    let mut list = List {
        sources,
        all: Vec::new(),
    };
    for module in &plan.modules {
        for key in &module.keys {
            list.key(key);
        }
        for common in module.commons() {
            list.common(common);
        }
        for instance in module.instances() {
            list.off(
                &instance.common.name,
                &instance.multi_az,
                "no standby in another zone",
            );
        }
    }
    list.all
}

struct List<'s> {
    sources: &'s Sources,
    all: Vec<TurnedOff>,
}

impl List<'_> {
    fn key(&mut self, key: &Key) {
        self.off(&key.name, &key.rotation, "the key is not rotated");
        self.off(
            &key.name,
            &key.prevent_destroy,
            "Terraform may destroy the key",
        );
    }

    fn common(&mut self, common: &Common) {
        let name = &common.name;
        self.off(name, &common.deletion_protection, "AWS may delete it");
        self.off(
            name,
            &common.prevent_destroy,
            "Terraform may destroy or replace it",
        );
        self.off(name, &common.copy_tags, "snapshots have no tags");
        self.off(
            name,
            &common.auto_minor_upgrade,
            "minor versions are not installed",
        );
        self.off(name, &common.insights.enabled, "no Performance Insights");
        if let Some(iam) = &common.iam {
            self.off(name, iam, "no logins by IAM");
        }
        if let LastSnapshot::Skipped(skipped) = &common.last_snapshot {
            self.add(name, skipped.at, "no last snapshot");
        }
        if common.monitoring.interval.value == 0 {
            self.add(
                name,
                common.monitoring.interval.at,
                "no Enhanced Monitoring",
            );
        }
        if common.logs.value.is_empty() {
            self.add(name, common.logs.at, "no log goes to CloudWatch");
        }
        if let Some(days) = common
            .backup_retention
            .as_ref()
            .filter(|days| days.value < 7)
        {
            self.add(name, days.at, "backups of less than seven days");
        }
    }

    fn off(&mut self, name: &At<String>, flag: &At<bool>, words: &str) {
        if !flag.value {
            self.add(name, flag.at, words);
        }
    }

    /// A default bears the place of a name; what the spec says bears its own value's.
    fn add(&mut self, name: &At<String>, at: Place, words: &str) {
        let said = self.sources.text_at(at).trim();
        let is_value = matches!(said, "false" | "true" | "[]") || said.parse::<i64>().is_ok();
        if is_value {
            let one = TurnedOff {
                what: name.value.clone(),
                words: words.to_owned(),
                at: position(self.sources, at),
            };
            if !self.all.contains(&one) {
                self.all.push(one);
            }
        }
    }
}
