//! Rules about the rules of AWS Config that are asked for: which there are, where, and what they take.

use std::collections::BTreeMap;

use super::check::{Finder, checks};
use crate::aws::config_rules::{self, Trigger};
use crate::aws::limits::CONFIG_FREQUENCIES;
use crate::plan::RootModule;
use crate::plan::compliance::config::{Asked, Config};
use crate::suggest;

checks! {
    Error "cfg-identifier" on Module identifier,
        "a rule of AWS Config is called by its identifier",
        "Terraform passes any word on, and AWS refuses it at apply",
        "write a managed rule about databases, keys or what surrounds them, in capitals",
        "AWS Config Developer Guide, List of AWS Config Managed Rules";
    Error "cfg-parameters" on Module parameters,
        "a rule of AWS Config has the parameters that it takes",
        "AWS refuses others, and a rule without what it needs",
        "use the rule's own parameters",
        "AWS Config Developer Guide, List of AWS Config Managed Rules";
    Error "cfg-frequency" on Module frequency,
        "only a periodic rule has a frequency, and one of five",
        "AWS refuses other words, and a frequency beside a rule that waits for changes",
        "write `TwentyFour_Hours`, or remove it",
        "AWS Config API, ConfigRule, MaximumExecutionFrequency";
    Warning "cfg-article-gap" on Module article_gap,
        "encryption is watched on instances, clusters and snapshots",
        "RDS_STORAGE_ENCRYPTED alone sees neither Aurora clusters nor any snapshot",
        "add RDS_CLUSTER_ENCRYPTED_AT_REST and RDS_SNAPSHOT_ENCRYPTED, or write `recommended`",
        "AWS Config Developer Guide, rds-storage-encrypted";
    Warning "cfg-region" on Module region,
        "a rule of AWS Config exists where it is asked for",
        "not every rule is offered in every region: it is left out there",
        "nothing to do, or watch it by other means",
        "AWS Config Developer Guide, the page of each managed rule";
}

pub(super) fn with_config(module: &RootModule, look: impl FnOnce(&Config)) {
    if let Some(config) = &module.compliance.config {
        look(config);
    }
}

fn identifier(module: &RootModule, found: &mut Finder<'_>) {
    with_config(module, |config| {
        for unknown in &config.unknown {
            let upper = unknown.to_ascii_uppercase().replace('-', "_");
            let known = config_rules::all().iter().map(|rule| rule.identifier);
            let message = format!(
                "`{}` is no managed rule about databases or keys",
                unknown.escape_debug()
            );
            match suggest::nearest(&upper, known) {
                Some(near) => {
                    let help = format!("did you mean `{near}`?");
                    found.report_with(unknown.at, message, help, |diagnostic| {
                        diagnostic.patch(unknown.at, near)
                    });
                }
                None => found.report(
                    unknown.at,
                    message,
                    "write the identifier of a managed rule, such as `RDS_STORAGE_ENCRYPTED`",
                ),
            }
        }
    });
}

fn parameters(module: &RootModule, found: &mut Finder<'_>) {
    with_config(module, |config| {
        for asked in &config.asked {
            for needed in asked.rule.parameters.iter().filter(|one| one.required) {
                if !asked.parameters.contains_key(needed.name) {
                    found.report(
                        asked.at,
                        format!("`{}` needs `{}`", asked.rule.identifier, needed.name),
                        format!("write it below the rule: `{}: …`", needed.name),
                    );
                }
            }
            unknown_parameters(asked, found);
        }
    });
}

fn unknown_parameters(asked: &Asked, found: &mut Finder<'_>) {
    let known = || asked.rule.parameters.iter().map(|parameter| parameter.name);
    for (name, value) in &asked.parameters {
        if known().any(|parameter| parameter == name) {
            continue;
        }
        let listed: Vec<String> = known().map(|name| format!("`{name}`")).collect();
        let help = match (suggest::nearest(name, known()), listed.is_empty()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, true) => "remove it".to_owned(),
            (None, false) => format!("it takes {}", listed.join(", ")),
        };
        let message = format!(
            "`{}` takes no `{}`",
            asked.rule.identifier,
            name.escape_debug()
        );
        found.report(value.at, message, help);
    }
}

fn frequency(module: &RootModule, found: &mut Finder<'_>) {
    with_config(module, |config| {
        let Some(frequency) = &config.frequency else {
            return;
        };
        if !CONFIG_FREQUENCIES.contains(&frequency.as_str()) {
            found.report(
                frequency.at,
                format!(
                    "`{}` is no frequency of AWS Config",
                    frequency.escape_debug()
                ),
                format!("write one of: {}", CONFIG_FREQUENCIES.join(", ")),
            );
        } else if !config
            .asked
            .iter()
            .any(|asked| asked.rule.trigger == Trigger::Periodic)
        {
            found.report(
                frequency.at,
                "none of these rules is periodic: each runs when something changes",
                "remove it",
            );
        }
    });
}

fn article_gap(module: &RootModule, found: &mut Finder<'_>) {
    const WITH_IT: [&str; 2] = ["RDS_CLUSTER_ENCRYPTED_AT_REST", "RDS_SNAPSHOT_ENCRYPTED"];
    with_config(module, |config| {
        let of = |identifier: &str| {
            config
                .asked
                .iter()
                .find(|asked| asked.rule.identifier == identifier)
        };
        let missing: Vec<&str> = WITH_IT
            .into_iter()
            .filter(|identifier| of(identifier).is_none())
            .collect();
        if let Some(asked) = of("RDS_STORAGE_ENCRYPTED")
            && !missing.is_empty()
        {
            found.report(
                asked.at,
                "`RDS_STORAGE_ENCRYPTED` sees instances alone: no Aurora cluster and no snapshot",
                format!("add {}", missing.join(" and ")),
            );
        }
    });
}

/// Where the spec names its rules, each that a region lacks; `recommended` stands for those that there are.
fn region(module: &RootModule, found: &mut Finder<'_>) {
    with_config(module, |config| {
        for asked in &config.asked {
            let lacking: Vec<&str> = config
                .regions
                .iter()
                .filter(|region| !asked.rule.exists_in(**region))
                .map(|region| region.name())
                .collect();
            if config.is_named && !lacking.is_empty() {
                found.report(
                    asked.at,
                    format!(
                        "`{}` is not known to exist in {}, where it is left out",
                        asked.rule.identifier,
                        lacking.join(" and ")
                    ),
                    "watch it by other means there, or write `recommended` for the rules that each region has",
                );
            }
        }
        if !config.is_named {
            recommended(config, found);
        }
    });
}

/// One finding for each region that lacks some of the recommended rules.
fn recommended(config: &Config, found: &mut Finder<'_>) {
    let mut lacking: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for region in &config.regions {
        for asked in config
            .asked
            .iter()
            .filter(|asked| !asked.rule.exists_in(*region))
        {
            let rules = lacking.entry(region.name()).or_default();
            rules.push(asked.rule.identifier);
        }
    }
    for (region, rules) in lacking {
        found.report(
            config.at,
            format!(
                "{} of the recommended rules are not known to exist in {region}, and are left out there: {}",
                rules.len(),
                rules.join(", ")
            ),
            "watch these by other means, or name the rules that you want",
        );
    }
}
