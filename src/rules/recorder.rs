//! Rules about who records what the rules of AWS Config look at, and for which accounts.

use std::collections::BTreeSet;

use super::check::{Finder, checks};
use super::config::with_config;
use crate::names::AccountId;
use crate::plan::RootModule;
use crate::plan::compliance::config::DeployAs;

checks! {
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
    Error "cfg-organization" on Module organization,
        "accounts are excluded from what a whole organization gets",
        "a rule of one account has nobody to leave out",
        "write `deploy_as: organization_rules` or `organization_conformance_pack`, and account ids",
        "Terraform AWS provider, aws_config_organization_managed_rule";
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
