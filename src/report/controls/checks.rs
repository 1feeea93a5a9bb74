//! What decides the controls that take more than one argument. Knows the arguments of resources; must not know ids.

pub(super) mod policies;
pub(super) mod watch;

use crate::report::evidence::Seen;
use crate::report::{State, Verdict};

/// Arguments by which a database is made of another one, and encrypted as that is.
const MADE_OF: [&str; 3] = [
    "replicate_source_db",
    "snapshot_identifier",
    "source_db_cluster_identifier",
];

/// Arguments by which a snapshot names what it is of.
const SNAPSHOT_OF: [&str; 2] = ["db_instance_identifier", "db_cluster_identifier"];

pub(super) fn encrypted(seen: &Seen<'_>) -> Option<Verdict> {
    if let Some(of) = SNAPSHOT_OF
        .into_iter()
        .find(|one| seen.value(one).is_some())
    {
        return match seen.referred(of) {
            Some(source) if source.is_on("storage_encrypted") => {
                seen.verdict(State::Passed, of, "encrypted as its source is")
            }
            Some(_) => seen.verdict(State::Failed, of, "its source is not encrypted"),
            None => seen.verdict(
                State::Open,
                of,
                "as its source is, which is not of this text",
            ),
        };
    }
    if seen.is_on("storage_encrypted") {
        return seen.verdict(State::Passed, "storage_encrypted", "");
    }
    if seen.value("kms_key_id").is_some() {
        return seen.verdict(State::Passed, "kms_key_id", "");
    }
    match made_of(seen) {
        Some(argument) => seen.verdict(State::Passed, argument, "encrypted as its source is"),
        None => seen.verdict(
            State::Failed,
            "storage_encrypted",
            "storage is not encrypted",
        ),
    }
}

fn made_of(seen: &Seen<'_>) -> Option<&'static str> {
    MADE_OF
        .into_iter()
        .find(|argument| seen.value(argument).is_some())
}

pub(super) fn own_key(seen: &Seen<'_>) -> Option<Verdict> {
    if seen.value("kms_key_id").is_some() {
        return seen.verdict(State::Passed, "kms_key_id", "");
    }
    match made_of(seen) {
        Some(argument) => seen.verdict(State::Passed, argument, "under the key of its source"),
        None => seen.verdict(
            State::Failed,
            "kms_key_id",
            "it lies under AWS's own key, or under none",
        ),
    }
}

pub(super) fn surroundings(seen: &Seen<'_>) -> Option<Verdict> {
    let argument = match seen.resource.kind.as_str() {
        "aws_sns_topic" => "kms_master_key_id",
        "aws_backup_vault" => "kms_key_arn",
        _ => "kms_key_id",
    };
    seen.holds(
        seen.value(argument).is_some(),
        argument,
        "no key of the customer",
    )
}

pub(super) fn secret(seen: &Seen<'_>) -> Option<Verdict> {
    if seen.is_on("manage_master_user_password") {
        let key = "master_user_secret_kms_key_id";
        return seen.holds(
            seen.value(key).is_some(),
            key,
            "the secret lies under AWS's own key",
        );
    }
    let argument = ["master_password_wo", "password_wo"]
        .into_iter()
        .find(|argument| seen.value(argument).is_some());
    if let Some(argument) = argument {
        return seen.verdict(
            State::Passed,
            argument,
            "write-only: in no plan and no state",
        );
    }
    let plain = ["password", "master_password"]
        .into_iter()
        .find(|argument| seen.value(argument).is_some())?;
    seen.verdict(State::Failed, plain, "the password enters the state")
}

pub(super) fn tls(seen: &Seen<'_>) -> Option<Verdict> {
    let group = ["db_cluster_parameter_group_name", "parameter_group_name"]
        .into_iter()
        .find(|argument| seen.value(argument).is_some())?;
    let Some(parameters) = seen.referred(group) else {
        return seen.verdict(
            State::Open,
            group,
            "the parameter group is not of this text",
        );
    };
    const ASKED: [(&str, &[&str]); 3] = [
        ("rds.force_ssl", &["1"]),
        ("require_secure_transport", &["1", "ON"]),
        ("db2comm", &["SSL"]),
    ];
    for (name, wanted) in ASKED {
        if let Some((line, value)) = parameters.parameter(name) {
            let is_forced = wanted.contains(&value);
            let state = if is_forced {
                State::Passed
            } else {
                State::Failed
            };
            let note = format!("{name} = {value}");
            let mut verdict = parameters.at(state, parameters.line(line), &note);
            verdict.address.clone_from(&seen.resource.address);
            return Some(verdict);
        }
    }
    let family = parameters.text("family").unwrap_or_default().to_owned();
    // Oracle enforces TLS in option groups and sqlnet.ora, not by a parameter.
    if family.starts_with("oracle") || family.starts_with("custom") {
        return None;
    }
    seen.verdict(
        State::Failed,
        group,
        "no parameter of its group enforces TLS",
    )
}

pub(super) fn iam(seen: &Seen<'_>) -> Option<Verdict> {
    let argument = "iam_database_authentication_enabled";
    if seen.value(argument).is_none() {
        let engine = seen.text("engine").unwrap_or_default();
        let has_iam = ["aurora", "mysql", "mariadb", "postgres"]
            .iter()
            .any(|family| engine.starts_with(family));
        has_iam.then_some(())?;
    }
    seen.holds(seen.is_on(argument), argument, "logins by IAM are off")
}

pub(super) fn administrator(seen: &Seen<'_>) -> Option<Verdict> {
    const USUAL: [&str; 6] = ["admin", "administrator", "postgres", "root", "sa", "system"];
    let argument = ["username", "master_username"]
        .into_iter()
        .find(|argument| seen.value(argument).is_some())?;
    let name = seen.text(argument)?.to_ascii_lowercase();
    seen.holds(
        !USUAL.contains(&name.as_str()),
        argument,
        "everybody knows this name",
    )
}

pub(super) fn backups(seen: &Seen<'_>) -> Option<Verdict> {
    let argument = "backup_retention_period";
    let days = seen.number(argument);
    if seen.value("replicate_source_db").is_some() && days.unwrap_or(0) == 0 {
        return None;
    }
    seen.holds(
        days.unwrap_or(0) >= 7,
        argument,
        "backups are kept for less than seven days",
    )
}

pub(super) fn zones(seen: &Seen<'_>) -> Option<Verdict> {
    if seen.resource.kind == "aws_rds_cluster_instance" {
        let argument = "for_each";
        return seen.holds(seen.members() > 1, argument, "the cluster has one member");
    }
    seen.holds(
        seen.is_on("multi_az"),
        "multi_az",
        "no standby in another zone",
    )
}

pub(super) fn port(seen: &Seen<'_>) -> Option<Verdict> {
    const USUAL: [i64; 5] = [1433, 1521, 3306, 5432, 50000];
    // A replica has the port of its source unless it says its own.
    if seen.value("port").is_none() && seen.value("replicate_source_db").is_some() {
        return None;
    }
    let is_own = seen
        .number("port")
        .is_some_and(|port| !USUAL.contains(&port));
    seen.holds(is_own, "port", "the engine's usual port")
}

pub(super) fn backup_plan(seen: &Seen<'_>) -> Option<Verdict> {
    if seen.value("replicate_source_db").is_some() {
        return None;
    }
    let arn = format!("{}.arn", seen.resource.address);
    let is_selected = seen.neighbour_says("aws_backup_selection", &arn);
    seen.holds(
        is_selected,
        "identifier",
        "no selection of AWS Backup names it",
    )
}
