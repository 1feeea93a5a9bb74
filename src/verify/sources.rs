//! Replicas, copies and replicated backups: how each names what it is made from. Knows AWS's rules on
//! sources; must not know keys, beyond that a restored database keeps its snapshot's.

use super::Violation;
use super::form::{Mode, Target, Value};
use super::item::Item;
use super::module::Module;

/// Checks one resource.
pub(super) fn check(
    module: &Module<'_>,
    item: Item<'_>,
    kind: &str,
    violations: &mut Vec<Violation>,
) {
    match kind {
        "aws_db_instance" => {
            replica(module, item, violations);
            restored(module, item, violations);
        }
        "aws_db_snapshot_copy" => copy(module, item, "source_db_snapshot_identifier", violations),
        "aws_rds_cluster_snapshot_copy" => {
            copy(
                module,
                item,
                "source_db_cluster_snapshot_identifier",
                violations,
            );
        }
        "aws_db_instance_automated_backups_replication" => backups(module, item, violations),
        _ => {}
    }
    shared(item, violations);
}

/// Source: Terraform AWS provider, aws_db_instance, replicate_source_db; RDS API
/// CreateDBInstanceReadReplica.
fn replica(module: &Module<'_>, item: Item<'_>, violations: &mut Vec<Violation>) {
    let form = &item.block.form;
    let Some(argument) = form
        .argument("replicate_source_db")
        .filter(|a| a.value != Value::Null)
    else {
        return;
    };
    let mut report =
        |rule, line, message: &str| violations.push(item.violation(rule, line, message));
    let source = module.referred(item, &argument.value);
    let Some((source, attribute)) = source.filter(|(source, _)| is(*source, "aws_db_instance"))
    else {
        if !dangling(item, &argument.value) {
            let message = "`replicate_source_db` must refer to an `aws_db_instance` of this module";
            report("replica-source", argument.line, message);
        }
        return;
    };
    let subnet_group = form.value("db_subnet_group_name").is_some();
    if item.location.is(&source.location) {
        let wanted = if subnet_group { "arn" } else { "identifier" };
        if attribute != wanted {
            let message = format!(
                "a replica in its source's region names it by `.{wanted}`, not by `.{attribute}`"
            );
            report("replica-source", argument.line, &message);
        }
    } else {
        if attribute != "arn" {
            let message = format!(
                "a replica in another region names its source by `.arn`, not by `.{attribute}`"
            );
            report("replica-source", argument.line, &message);
        }
        if !subnet_group {
            let message =
                "a replica in another region needs `db_subnet_group_name` of its own region";
            report("replica-subnet-group", 0, message);
        }
    }
    // Source: Terraform AWS provider: a replica takes these from its source.
    for inherited in [
        "allocated_storage",
        "engine",
        "password",
        "password_wo",
        "manage_master_user_password",
        "snapshot_identifier",
    ] {
        if let Some(argument) = form.argument(inherited).filter(|a| a.value != Value::Null) {
            let message = format!("a replica takes `{inherited}` from its source");
            report("conflicting-arguments", argument.line, &message);
        }
    }
}

/// An instance restored from a snapshot has the snapshot's key: the API takes no other.
/// Source: RDS API RestoreDBInstanceFromDBSnapshot.
fn restored(module: &Module<'_>, item: Item<'_>, violations: &mut Vec<Violation>) {
    let form = &item.block.form;
    let key_of = |item: Item<'_>| {
        let value = item.block.form.value("kms_key_id")?;
        module.referred(item, value).map(|(key, _)| key.address())
    };
    let (Some(snapshot), Some(key)) = (
        form.value("snapshot_identifier"),
        form.argument("kms_key_id"),
    ) else {
        return;
    };
    let Some((snapshot, _)) = module.referred(item, snapshot) else {
        return;
    };
    let source = match snapshot.block.form.value("db_instance_identifier") {
        Some(instance) => module
            .referred(snapshot, instance)
            .map(|(instance, _)| instance),
        None => Some(snapshot),
    };
    let same = source.and_then(key_of).is_none_or(|theirs| {
        let passed_on = module
            .referred(item, &key.value)
            .map(|(key, _)| key.address());
        passed_on.is_none_or(|ours| ours == theirs || Some(ours) == source.map(Item::address))
    });
    if !same {
        let message = "a restored instance has its snapshot's key, and this is another";
        violations.push(item.violation("key-differs-from-snapshot", key.line, message));
    }
}

/// Source: Terraform AWS provider, aws_db_snapshot_copy: the source reads back as an ARN, and the
/// destination region places nothing.
fn copy(module: &Module<'_>, item: Item<'_>, source: &str, violations: &mut Vec<Violation>) {
    let form = &item.block.form;
    if let Some(argument) = form.argument(source) {
        let by_arn = match &argument.value {
            Value::Text(hole) => item.raw(*hole).starts_with("arn:"),
            Value::Reference(_) => match module.referred(item, &argument.value) {
                Some((_, attribute)) => matches!(
                    attribute,
                    "db_snapshot_arn" | "db_cluster_snapshot_arn" | "arn"
                ),
                None => true,
            },
            _ => true,
        };
        if !by_arn {
            let message = format!("`{source}` must be an ARN, or every plan replaces the copy");
            violations.push(item.violation("copy-source", argument.line, message));
        }
    }
    for misleading in ["destination_region", "presigned_url"] {
        if let Some(argument) = form.argument(misleading) {
            let message = format!("`{misleading}` doesn't place a copy: its provider does");
            violations.push(item.violation("copy-source", argument.line, message));
        }
    }
}

/// Source: Terraform AWS provider, aws_db_instance_automated_backups_replication: made in the
/// destination region, from the source's ARN.
fn backups(module: &Module<'_>, item: Item<'_>, violations: &mut Vec<Violation>) {
    let Some(argument) = item.block.form.argument("source_db_instance_arn") else {
        return;
    };
    if let Some((source, attribute)) = module.referred(item, &argument.value) {
        let message = if attribute != "arn" {
            "`source_db_instance_arn` must be the source's `.arn`"
        } else if item.location.is(&source.location) {
            "backups are replicated into another region than the source's"
        } else {
            return;
        };
        violations.push(item.violation("backups-source", argument.line, message));
    }
}

/// Source: RDS API ModifyDBSnapshotAttribute: `all` makes a snapshot public.
fn shared(item: Item<'_>, violations: &mut Vec<Violation>) {
    let Some(argument) = item.block.form.argument("shared_accounts") else {
        return;
    };
    if let Value::List(accounts) = &argument.value {
        for account in accounts {
            if let Value::Text(hole) = account {
                let account = item.said(*hole);
                if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
                    let message = "`shared_accounts` takes account ids of twelve digits";
                    violations.push(item.violation("shared-account", argument.line, message));
                }
            }
        }
    }
}

fn is(item: Item<'_>, wanted: &str) -> bool {
    item.thing()
        .is_some_and(|(mode, kind, _)| mode == Mode::Managed && kind == wanted)
}

/// A reference to a thing that isn't declared is reported where references are resolved.
pub(super) fn dangling(item: Item<'_>, value: &Value) -> bool {
    match value {
        Value::Reference(at) => item
            .block
            .form
            .references
            .get(*at)
            .is_some_and(|reference| matches!(reference.target, Target::Thing { .. })),
        _ => false,
    }
}
