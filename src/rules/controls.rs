//! Rules about the guardrail, notifications and AWS Backup.

use super::check::{Finder, checks};
use crate::names::AccountId;
use crate::plan::RootModule;
use crate::policy::guardrail;

/// Characters of a service control policy. Source: AWS Organizations User Guide, "Quotas".
const SCP_SIZE: usize = 5_120;

checks! {
    Error "scp-size" on Module size,
        "a service control policy fits",
        "AWS Organizations takes 5120 characters",
        "name fewer patterns under `snapshot_sharers`",
        "AWS Organizations User Guide, Quotas";
    Error "scp-target" on Module target,
        "a service control policy is attached to the root, an organizational unit or an account",
        "AWS refuses any other target",
        "write `r-…`, `ou-…` or an account id of twelve digits",
        "AWS Organizations API, AttachPolicy";
    Warning "scp-management-account" on Module management_account,
        "a service control policy is attached to what it binds",
        "it binds no management account, which is the only one that can attach it",
        "attach it to organizational units or to other accounts",
        "AWS Organizations User Guide, Service control policies";
    Warning "scp-no-all-check" on Module sharers,
        "whoever shares snapshots is let through by the guardrail",
        "no condition key shows that a snapshot is made public, so sharing is denied by who shares: and this spec shares",
        "name the role that applies it under `snapshot_sharers`",
        "Service Authorization Reference, Amazon RDS";
    Error "evt-fifo" on Module fifo,
        "notifications of RDS go to a standard topic",
        "RDS does not support FIFO topics",
        "take `.fifo` off the name",
        "RDS User Guide, Working with Amazon RDS event notification";
    Error "evt-name" on Module event_name,
        "a subscription to events has a name that AWS takes",
        "AWS refuses it at apply",
        "use letters, digits and single hyphens, start with a letter, and stay within 200 characters",
        "RDS API CreateEventSubscription, SubscriptionName";
    Error "backup-schedule" on Module schedule,
        "a plan of AWS Backup has a schedule that AWS reads",
        "AWS refuses others at apply",
        "write a cron expression of six fields, as in `cron(0 5 ? * * *)`",
        "AWS Backup Developer Guide, Backup plan options";
    Error "backup-retention" on Module retention,
        "recovery points are kept for a time that AWS Backup offers",
        "AWS refuses others at apply",
        "write a number of days from 1 to 36500",
        "AWS Backup API, Lifecycle";
}

fn size(module: &RootModule, found: &mut Finder<'_>) {
    if let Some(guardrail) = &module.compliance.guardrail {
        let size = guardrail::document(&guardrail.policy)
            .json()
            .chars()
            .count();
        if size > SCP_SIZE {
            found.report(
                guardrail.at,
                format!("the guardrail has {size} characters, and {SCP_SIZE} are allowed"),
                "name fewer patterns under `snapshot_sharers`",
            );
        }
    }
}

fn targets(module: &RootModule) -> impl Iterator<Item = &crate::source::At<String>> {
    let guardrail = module.compliance.guardrail.iter();
    guardrail
        .filter_map(|guardrail| guardrail.targets.as_ref())
        .flat_map(|targets| targets.iter())
}

fn target(module: &RootModule, found: &mut Finder<'_>) {
    let is_word = |text: &str, from: usize| {
        (from..=32).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    let is_unit = |text: &str| {
        text.split_once('-')
            .is_some_and(|(root, unit)| is_word(root, 4) && is_word(unit, 8))
    };
    for target in targets(module) {
        let is_target = AccountId::parse(target).is_some()
            || target
                .strip_prefix("r-")
                .is_some_and(|root| is_word(root, 4))
            || target.strip_prefix("ou-").is_some_and(is_unit);
        if !is_target {
            found.report(
                target.at,
                format!("a policy is not attached to `{}`", target.escape_debug()),
                "write `r-…` for the root, `ou-…` for a unit, or the id of an account",
            );
        }
    }
}

fn management_account(module: &RootModule, found: &mut Finder<'_>) {
    for target in targets(module).filter(|target| target.value == module.account.as_str()) {
        found.report(
            target.at,
            "the account that attaches the guardrail is the management account, and that is bound by none",
            "attach it to organizational units or to other accounts",
        );
    }
}

fn sharers(module: &RootModule, found: &mut Finder<'_>) {
    let shares = module
        .snapshots()
        .find(|snapshot| !snapshot.shares.is_empty());
    if let (Some(guardrail), Some(snapshot)) = (&module.compliance.guardrail, shares)
        && guardrail.sharers.is_empty()
    {
        found.report_with(
            guardrail.at,
            format!(
                "the guardrail keeps everybody from sharing, also whoever shares `{}`",
                snapshot.name
            ),
            "name the role that applies this under `snapshot_sharers`, as in `arn:aws:iam::*:role/Terraform`",
            |diagnostic| diagnostic.related(snapshot.name.at, "shared with another account"),
        );
    }
}

fn fifo(module: &RootModule, found: &mut Finder<'_>) {
    if let Some(events) = &module.compliance.events
        && events.name.ends_with(".fifo")
    {
        found.report(
            events.name.at,
            format!("RDS publishes to no FIFO topic such as `{}`", events.name),
            "take `.fifo` off the name",
        );
    }
}

fn event_name(module: &RootModule, found: &mut Finder<'_>) {
    if let Some(events) = &module.compliance.events
        && !events.name.ends_with(".fifo")
        && (!is_name(&events.name) || events.name.len() > 200)
    {
        found.report(
            events.name.at,
            format!(
                "`{}` cannot be the name of a subscription",
                events.name.escape_debug()
            ),
            "use letters, digits and single hyphens, start with a letter, and stay within 200 characters",
        );
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.contains("--")
        && !text.ends_with('-')
}

fn schedule(module: &RootModule, found: &mut Finder<'_>) {
    if let Some(backup) = &module.compliance.backup {
        let fields = backup
            .schedule
            .strip_prefix("cron(")
            .and_then(|rest| rest.strip_suffix(')'))
            .map_or(0, |fields| fields.split_whitespace().count());
        if fields != 6 {
            found.report(
                backup.schedule.at,
                format!(
                    "`{}` is no cron expression of six fields",
                    backup.schedule.escape_debug()
                ),
                "write one as in `cron(0 5 ? * * *)`: minutes, hours, days, months, weekdays, years",
            );
        }
    }
}

fn retention(module: &RootModule, found: &mut Finder<'_>) {
    if let Some(backup) = &module.compliance.backup {
        let days = &backup.delete_after;
        if !(1..=36_500).contains(&days.value) {
            found.report(
                days.at,
                format!("AWS Backup keeps recovery points for 1 to 36500 days, and not for {days}"),
                "write a number of days within that range",
            );
        }
    }
}
