//! What decides whether something is watched: logs, notifications, alarms, insights. Knows the arguments of resources;
//! must not know ids.

use crate::report::evidence::Seen;
use crate::report::{State, Verdict};

/// The logs that Security Hub asks of an engine, by the beginning of its name (User Guide, RDS.9, RDS.34, RDS.37).
const LOGS: [(&str, &[&str]); 7] = [
    ("aurora-mysql", &["audit"]),
    ("aurora-postgresql", &["postgresql"]),
    ("mariadb", &["audit", "error", "general", "slowquery"]),
    ("mysql", &["audit", "error", "general", "slowquery"]),
    ("oracle", &["alert", "audit", "listener", "trace"]),
    ("postgres", &["postgresql", "upgrade"]),
    ("sqlserver", &["agent", "error"]),
];

/// The categories that Security Hub asks of a kind of source (User Guide, RDS.19 to RDS.22).
const EVENTS: [(&str, &[&str]); 4] = [
    ("db-cluster", &["failure", "maintenance"]),
    (
        "db-instance",
        &["configuration change", "failure", "maintenance"],
    ),
    ("db-parameter-group", &["configuration change"]),
    ("db-security-group", &["configuration change", "failure"]),
];

/// The calls that take a key away, as CloudTrail names them.
const LOSSES: [&str; 2] = ["DisableKey", "ScheduleKeyDeletion"];

pub(in super::super) fn logs(seen: &Seen<'_>) -> Option<Verdict> {
    let argument = "enabled_cloudwatch_logs_exports";
    let exported = seen.value(argument).unwrap_or_default();
    if !exported.contains('"') {
        return seen.verdict(State::Failed, argument, "no log leaves the database");
    }
    // A replica has the engine of its source.
    let source = seen.referred("replicate_source_db");
    let engine = seen
        .text("engine")
        .or_else(|| source.as_ref()?.text("engine"))
        .unwrap_or_default();
    let asked = LOGS.iter().find(|(family, _)| engine.starts_with(family));
    let missing = missing(asked.map_or(&[], |(_, logs)| *logs), exported);
    let note = format!("without {}", missing.join(", "));
    seen.holds(missing.is_empty(), argument, &note)
}

pub(in super::super) fn events(seen: &Seen<'_>) -> Option<Verdict> {
    if seen.value("enabled") == Some("false") {
        return seen.verdict(State::Failed, "enabled", "it is off");
    }
    let kind = seen.text("source_type")?;
    let (_, asked) = EVENTS.iter().find(|(source, _)| *source == kind)?;
    let argument = "event_categories";
    // Without them, all are meant.
    let Some(told) = seen.value(argument) else {
        return seen.verdict(State::Passed, "source_type", "all categories");
    };
    let missing = missing(asked, told);
    let note = format!("without {}", missing.join(", "));
    seen.holds(missing.is_empty(), argument, &note)
}

fn missing(asked: &[&'static str], told: &str) -> Vec<&'static str> {
    let is_told = |one: &&&str| told.contains(&format!("\"{one}\""));
    asked.iter().filter(|one| !is_told(one)).copied().collect()
}

pub(in super::super) fn insights(seen: &Seen<'_>) -> Option<Verdict> {
    // RDS for Db2 has none (RDS User Guide, "Supported Regions and DB engines for Database Insights").
    let is_db2 = seen
        .text("engine")
        .is_some_and(|engine| engine.starts_with("db2"));
    (!is_db2).then_some(())?;
    if !seen.is_on("performance_insights_enabled") {
        return seen.verdict(
            State::Failed,
            "performance_insights_enabled",
            "they are off",
        );
    }
    let key = "performance_insights_kms_key_id";
    seen.holds(
        seen.value(key).is_some(),
        key,
        "their data lie under AWS's own key",
    )
}

pub(in super::super) fn key_alarms(seen: &Seen<'_>) -> Option<Verdict> {
    let argument = "event_pattern";
    let pattern = seen.value(argument)?;
    pattern.contains("aws.kms").then_some(())?;
    let missing = missing(&LOSSES, pattern);
    if !missing.is_empty() {
        let note = format!("without {}", missing.join(", "));
        return seen.verdict(State::Failed, argument, &note);
    }
    let rule = format!("{}.name", seen.resource.address);
    let is_heard = seen.neighbour_says("aws_cloudwatch_event_target", &rule);
    seen.holds(is_heard, argument, "no target hears of it")
}

pub(in super::super) fn config(seen: &Seen<'_>) -> Option<Verdict> {
    let argument = "source_identifier";
    if seen.says("aws_config_configuration_recorder_status.") {
        return seen.verdict(State::Passed, argument, "");
    }
    let note = "whether the region is recorded is not decided in this text";
    seen.verdict(State::Open, argument, note)
}
