//! Rules about backups, windows, last snapshots and protection from deletion.

use super::check::{Finder, checks, within};
use super::restores::restored_past;
use crate::aws::limits;
use crate::aws::windows::{Daily, Weekly};
use crate::plan::{Cluster, Common, Instance, LastSnapshot, RootModule};
use crate::source::Place;

checks! {
    Error "inst-retention-range" on Instance retention,
        "an instance keeps its backups for up to 35 days",
        "AWS keeps none for longer",
        "write `backup_retention_period` within 1 to 35, 7 or more",
        "RDS API CreateDBInstance, BackupRetentionPeriod";
    Error "cl-retention" on Cluster cluster_retention,
        "a cluster keeps its backups for 1 to 35 days",
        "AWS refuses anything else; the provider lets 0 through",
        "write `backup_retention_period` within 1 to 35, 7 or more",
        "RDS API CreateDBCluster, BackupRetentionPeriod";
    Warning "inst-retention-short" on Module short_retention,
        "backups are kept for a week at least",
        "an error that is found after a weekend is past recovery; Security Hub RDS.50 asks for 7 days",
        "write 7 or more",
        "Security Hub, RDS.50";
    Error "inst-window-format" on Database window_format,
        "a window is written as AWS reads it",
        "AWS refuses anything but two times in UTC, with days for maintenance",
        "write `03:00-04:00` for backups and `sun:05:00-sun:06:00` for maintenance",
        "RDS API CreateDBInstance";
    Error "inst-window-30" on Database window_length,
        "a window lasts half an hour at least",
        "AWS refuses shorter ones",
        "make it longer",
        "RDS API CreateDBInstance";
    Error "inst-window-overlap" on Database window_overlap,
        "the backup window stays clear of the maintenance window",
        "AWS refuses windows that conflict",
        "move one of them",
        "RDS API CreateDBInstance";
    Warning "inst-delete-auto-backups" on Database delete_backups,
        "automated backups outlive the database",
        "the provider's own default deletes them with it: a destroy takes the last way back as well",
        "remove `delete_automated_backups`",
        "Terraform AWS provider, aws_db_instance";
    Warning "inst-final-skip" on Database skipped,
        "a database leaves a last snapshot behind",
        "a destroy without one is final",
        "remove `skip_final_snapshot`",
        "Terraform AWS provider, aws_db_instance";
    Warning "inst-final-static" on Database static_snapshot,
        "a database that may be destroyed and made again names its last snapshot anew",
        "the second destroy fails: DBSnapshotAlreadyExists",
        "write `final_snapshot_identifier` with a number or date that you change with each destroy",
        "RDS API DeleteDBInstance";
    Warning "inst-apply-immediately" on Module at_once,
        "changes of a production database wait for its maintenance window",
        "many of them restart it, and with `apply_immediately` that happens while Terraform runs",
        "remove `apply_immediately` once the change is made",
        "Terraform AWS provider, aws_db_instance";
    Warning "inst-deletion-protection" on Database protection,
        "AWS refuses to delete a database",
        "Security Hub RDS.7 and RDS.8: a slip in the console or in another tool is enough",
        "remove `deletion_protection: false` once the database is meant to stay",
        "AWS Config, RDS_INSTANCE_DELETION_PROTECTION_ENABLED";
}

fn retention(instance: &Instance, found: &mut Finder<'_>) {
    let Some(days) = &instance.common.backup_retention else {
        return;
    };
    if !within(&limits::BACKUP_RETENTION, days.value) {
        found.report(
            days.at,
            format!(
                "backups of `{}` are kept for up to 35 days, and not for {days}",
                instance.common.name
            ),
            "write a number from 7 to 35",
        );
    }
}

fn cluster_retention(cluster: &Cluster, found: &mut Finder<'_>) {
    let Some(days) = &cluster.common.backup_retention else {
        return;
    };
    if !within(&limits::CLUSTER_BACKUP_RETENTION, days.value) {
        found.report(
            days.at,
            format!(
                "backups of the cluster `{}` are kept for 1 to 35 days, and not for {days}",
                cluster.common.name
            ),
            "write a number within that range, 7 or more",
        );
    }
}

fn short_retention(module: &RootModule, found: &mut Finder<'_>) {
    // A cluster without backups, and a source of replicas, of replicated backups or of a past without, are errors of
    // their own.
    let instances = module
        .instances()
        .filter(|instance| {
            let is_source = || {
                !instance.replicas.is_empty()
                    || instance.backup_replication.is_some()
                    || restored_past(module, &instance.common.label).is_some()
            };
            !takes_none(&instance.common) || !is_source()
        })
        .map(|instance| &instance.common);
    let clusters = module
        .clusters()
        .map(|cluster| &cluster.common)
        .filter(|common| !takes_none(common));
    for common in instances.chain(clusters) {
        let Some(days) = &common.backup_retention else {
            continue;
        };
        if (0..i64::from(limits::PRUDENT_BACKUP_RETENTION)).contains(&days.value) {
            found.report(
                days.at,
                match days.value {
                    0 => format!(
                        "`{}` takes no backups, and cannot be recovered",
                        common.name
                    ),
                    _ => format!("backups of `{}` are kept for less than a week", common.name),
                },
                "write 7 or more",
            );
        }
    }
}

fn takes_none(common: &Common) -> bool {
    common
        .backup_retention
        .as_ref()
        .is_some_and(|days| days.value == 0)
}

fn window_format(common: &Common, found: &mut Finder<'_>) {
    if let Some(window) = &common.backup_window
        && let Err(problem) = Daily::parse(window)
    {
        found.report(
            window.at,
            format!("the backup window `{}` {problem}", window.escape_debug()),
            "write it as `03:00-04:00`, in UTC",
        );
    }
    if let Some(window) = &common.maintenance_window
        && let Err(problem) = Weekly::parse(window)
    {
        found.report(
            window.at,
            format!(
                "the maintenance window `{}` {problem}",
                window.escape_debug()
            ),
            "write it as `sun:05:00-sun:06:00`, in UTC",
        );
    }
}

fn daily(common: &Common) -> Option<Daily> {
    Daily::parse(common.backup_window.as_ref()?).ok()
}

fn weekly(common: &Common) -> Option<Weekly> {
    Weekly::parse(common.maintenance_window.as_ref()?).ok()
}

fn window_length(common: &Common, found: &mut Finder<'_>) {
    let windows = [
        (&common.backup_window, daily(common).map(Daily::minutes)),
        (
            &common.maintenance_window,
            weekly(common).map(Weekly::minutes),
        ),
    ];
    for (window, minutes) in windows {
        if let (Some(window), Some(minutes)) = (window, minutes)
            && minutes < limits::SHORTEST_WINDOW
        {
            found.report(
                window.at,
                format!(
                    "the window `{window}` lasts {minutes} minutes, and AWS wants {}",
                    limits::SHORTEST_WINDOW
                ),
                "make it longer",
            );
        }
    }
}

fn window_overlap(common: &Common, found: &mut Finder<'_>) {
    if let (Some(daily), Some(weekly), Some(backup), Some(maintenance)) = (
        daily(common),
        weekly(common),
        &common.backup_window,
        &common.maintenance_window,
    ) && daily.overlaps(weekly)
    {
        found.report_with(
            backup.at,
            format!(
                "the backup window `{backup}` runs into the maintenance window `{maintenance}`"
            ),
            "move one of them",
            |diagnostic| diagnostic.related(maintenance.at, "the maintenance window"),
        );
    }
}

fn delete_backups(common: &Common, found: &mut Finder<'_>) {
    if let Some(delete) = &common.delete_automated_backups
        && delete.value
    {
        found.report(
            delete.at,
            format!(
                "a destroy of `{}` takes its automated backups with it",
                common.name
            ),
            "remove `delete_automated_backups`",
        );
    }
}

fn skipped(common: &Common, found: &mut Finder<'_>) {
    if let LastSnapshot::Skipped(skip) = &common.last_snapshot {
        found.report(
            skip.at,
            format!("a destroy of `{}` leaves no snapshot behind", common.name),
            "remove `skip_final_snapshot`",
        );
    }
}

fn static_snapshot(common: &Common, found: &mut Finder<'_>) {
    if let LastSnapshot::Taken {
        identifier,
        derived: true,
    } = &common.last_snapshot
        && !common.prevent_destroy.value
    {
        found.report(
            common.prevent_destroy.at,
            format!("`{}` may be destroyed, and its last snapshot is called `{identifier}` each time", common.name),
            "write `final_snapshot_identifier` with a number or date that you change with each destroy",
        );
    }
}

fn protection(common: &Common, found: &mut Finder<'_>) {
    if !common.deletion_protection.value {
        found.report(
            common.deletion_protection.at,
            format!(
                "AWS lets anybody with the right to it delete `{}`",
                common.name
            ),
            "remove `deletion_protection: false` once the database is meant to stay",
        );
    }
}

fn at_once(module: &RootModule, found: &mut Finder<'_>) {
    if !module.is_production() {
        return;
    }
    // An upgrade that is asked for is meant to be made at once, and goes again with its word.
    let upgrades = module
        .commons()
        .filter_map(|common| common.upgrade.as_ref());
    let upgrades: Vec<Place> = upgrades.map(|upgrade| upgrade.at).collect();
    for common in module.commons() {
        if let Some(at_once) = common
            .apply_immediately
            .as_ref()
            .filter(|at_once| at_once.value && !upgrades.contains(&at_once.at))
        {
            found.report(
                at_once.at,
                format!(
                    "a change of `{}` may restart it at once, in production",
                    common.name
                ),
                "remove `apply_immediately` once the change is made",
            );
        }
    }
}
