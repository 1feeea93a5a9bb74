//! Rules about AWS Config: which rules are asked for, where, and who records what they look at.

use std::collections::{BTreeMap, BTreeSet};

use super::check::{Finder, checks};
use crate::aws::config_rules::{self, Trigger};
use crate::aws::limits::CONFIG_FREQUENCIES;
use crate::names::AccountId;
use crate::plan::RootModule;
use crate::plan::compliance::config::{Asked, Config, DeployAs};
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
    Error "cfg-recorder" on Module recorder,
        "rules of AWS Config have a recorder in each region",
        "AWS refuses a rule where nothing is recorded: NoAvailableConfigurationRecorder",
        "write `recorder: existing`, or `recorder: managed` with a bucket",
        "Terraform AWS provider, aws_config_config_rule";
    Error "cfg-delivery" on Module delivery,
        "a recorder that is made delivers into a bucket, and one that exists is left alone",
        "a recorder does not start without a delivery channel; there is one of each in a region",
        "write `s3_bucket_name` beside `recorder: managed`, and nothing of it beside `existing`",
        "AWS Config API, PutDeliveryChannel and StartConfigurationRecorder";
    Warning "cfg-recorder-types" on Module recorder_types,
        "the recorder records what the rules look at",
        "a rule sees nothing of a type that is not recorded, and stays green",
        "add the types, or leave `resource_types` out",
        "AWS Config API, RecordingGroup";
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
    Error "cfg-organization" on Module organization,
        "accounts are excluded from what a whole organization gets",
        "a rule of one account has nobody to leave out",
        "write `deploy_as: organization_rules` or `organization_conformance_pack`, and account ids",
        "Terraform AWS provider, aws_config_organization_managed_rule";
}

fn with_config(module: &RootModule, look: impl FnOnce(&Config)) {
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

fn recorder(module: &RootModule, found: &mut Finder<'_>) {
    with_config(module, |config| {
        let has_rules = !config.asked.is_empty() || !config.unknown.is_empty();
        if has_rules && config.recorder.is_none() {
            found.report(
                config.at,
                "nothing says who records what these rules look at",
                "write `recorder: existing` where AWS Config runs already, and else `recorder: managed`",
            );
        }
    });
}

fn delivery(module: &RootModule, found: &mut Finder<'_>) {
    with_config(module, |config| {
        if config.is_managed() {
            if let (Some(recorder), None) = (&config.recorder, &config.bucket) {
                found.report(
                    recorder.at,
                    "a recorder that is made has no bucket to deliver into",
                    "add `s3_bucket_name`, with a bucket whose policy lets config.amazonaws.com write",
                );
            }
            return;
        }
        let others = [
            config
                .bucket
                .as_ref()
                .map(|said| ("s3_bucket_name", said.at)),
            config
                .prefix
                .as_ref()
                .map(|said| ("s3_key_prefix", said.at)),
            config
                .resource_types
                .as_ref()
                .map(|said| ("resource_types", said.at)),
        ];
        for (word, at) in others.into_iter().flatten() {
            found.report(
                at,
                format!("`{word}` is about a recorder that is made, and none is"),
                "write `recorder: managed`, or remove it",
            );
        }
    });
}

fn recorder_types(module: &RootModule, found: &mut Finder<'_>) {
    with_config(module, |config| {
        let Some(recorded) = &config.resource_types else {
            return;
        };
        let is_recorded = |kind: &&str| recorded.iter().any(|one| one.value == **kind);
        let missing: BTreeSet<&str> = config
            .asked
            .iter()
            .flat_map(|asked| asked.rule.types.iter().copied())
            .filter(|kind| !is_recorded(kind))
            .collect();
        if !missing.is_empty() {
            let missing: Vec<&str> = missing.into_iter().collect();
            found.report(
                recorded.at,
                format!("the recorder does not see {}", missing.join(", ")),
                "add them, or leave `resource_types` out to record everything",
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

fn organization(module: &RootModule, found: &mut Finder<'_>) {
    with_config(module, |config| {
        let Some(excluded) = &config.excluded_accounts else {
            return;
        };
        if matches!(
            config.deploy_as.value,
            DeployAs::Rules | DeployAs::ConformancePack
        ) {
            found.report(
                excluded.at,
                "`excluded_accounts` is about an organization, and these rules are of one account",
                "write `deploy_as: organization_rules`, or remove it",
            );
        }
        for account in excluded
            .iter()
            .filter(|account| AccountId::parse(account).is_none())
        {
            found.report(
                account.at,
                format!("`{}` is no account id", account.escape_debug()),
                "write twelve digits, in quotes",
            );
        }
    });
}
