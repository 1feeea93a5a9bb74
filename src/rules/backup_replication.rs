//! Rules about automated backups that RDS replicates into another region.

use std::collections::BTreeMap;

use super::check::{Finder, checks, within};
use crate::aws::{backups, limits};
use crate::names::{Partition, Region};
use crate::plan::{Instance, RootModule};
use crate::source::Place;

checks! {
    Error "backuprepl-src" on Instance source,
        "a database whose backups are replicated takes backups",
        "AWS refuses it otherwise",
        "write `backup_retention_period: 7`",
        "RDS User Guide, Replicating automated backups to another AWS Region";
    Error "backuprepl-region" on Instance elsewhere,
        "backups are replicated into another region than the database's",
        "AWS refuses it, and a region that is lost takes both with it",
        "name another region",
        "RDS API StartDBInstanceAutomatedBackupsReplication";
    Warning "backuprepl-pair" on Instance pair,
        "backups are replicated between regions for which AWS offers it",
        "AWS refuses other pairs",
        "see `aws rds describe-source-regions` for the destination, or copy snapshots",
        "RDS User Guide, Replicating automated backups to another AWS Region, as of June 2023";
    Error "backuprepl-retention" on Instance retention,
        "replicated backups are kept for 1 to 35 days",
        "AWS refuses anything else",
        "write `retention_period` within 1 to 35",
        "RDS API StartDBInstanceAutomatedBackupsReplication";
    Error "backuprepl-max" on Module count,
        "no more than 20 databases replicate their backups into one region",
        "it is a quota of AWS, for each account and destination",
        "use another region for some of them, or copy snapshots",
        "RDS User Guide, Replicating automated backups to another AWS Region";
    Warning "backuprepl-gov-signed" on Instance gov_signed,
        "no encrypted backups are replicated between the regions of GovCloud",
        "AWS asks there for a URL that was signed in the source region, and the output has none",
        "start the replication with the CLI and its `--source-region`",
        "RDS API StartDBInstanceAutomatedBackupsReplication, PreSignedUrl";
}

/// The region that backups are replicated to, if that is another one.
fn destination(instance: &Instance) -> Option<(Region, Place)> {
    let replication = instance.backup_replication.as_ref()?;
    let region = replication.region.value;
    (region != instance.common.region.value).then_some((region, replication.region.at))
}

fn source(instance: &Instance, found: &mut Finder<'_>) {
    if let Some(replication) = &instance.backup_replication
        && let Some(days) = &instance.common.backup_retention
        && days.value == 0
    {
        found.report_with(
            days.at,
            format!(
                "`{}` takes no backups that could be replicated",
                instance.common.name
            ),
            "write `backup_retention_period: 7`",
            |diagnostic| {
                diagnostic
                    .patch(days.at, "7")
                    .related(replication.at, "the replication")
            },
        );
    }
}

fn elsewhere(instance: &Instance, found: &mut Finder<'_>) {
    if let Some(replication) = &instance.backup_replication
        && destination(instance).is_none()
    {
        found.report(
            replication.region.at,
            format!(
                "the backups of `{}` are in `{}` already",
                instance.common.name, replication.region
            ),
            "name another region",
        );
    }
}

fn pair(instance: &Instance, found: &mut Finder<'_>) {
    let here = instance.common.region.value;
    if let Some((there, at)) = destination(instance)
        && !backups::replicate(here, there)
    {
        let known = backups::destinations(here);
        found.report(
            at,
            format!("AWS has not published that backups are replicated from `{here}` to `{there}`"),
            match known {
                [] => format!("ask `aws rds describe-source-regions --region {there}`"),
                known => format!("use one of: {}", known.join(", ")),
            },
        );
    }
}

fn retention(instance: &Instance, found: &mut Finder<'_>) {
    // What follows from the database's own retention is that rule's business.
    if let Some(replication) = &instance.backup_replication
        && Some(&replication.retention) != instance.common.backup_retention.as_ref()
        && !within(
            &limits::CLUSTER_BACKUP_RETENTION,
            replication.retention.value,
        )
    {
        found.report(
            replication.retention.at,
            format!(
                "replicated backups of `{}` are kept for 1 to 35 days, and not for {}",
                instance.common.name, replication.retention
            ),
            "write a number within that range",
        );
    }
}

fn count(module: &RootModule, found: &mut Finder<'_>) {
    let mut regions: BTreeMap<Region, usize> = BTreeMap::new();
    for instance in module.instances() {
        let Some((region, at)) = destination(instance) else {
            continue;
        };
        let count = regions.entry(region).or_default();
        *count = count.saturating_add(1);
        if *count == limits::REPLICATED_BACKUPS.saturating_add(1) {
            found.report(
                at,
                format!(
                    "more than {} databases replicate their backups to `{region}`",
                    limits::REPLICATED_BACKUPS
                ),
                "use another region for some of them, or copy snapshots",
            );
        }
    }
}

fn gov_signed(instance: &Instance, found: &mut Finder<'_>) {
    if let Some((there, at)) = destination(instance)
        && there.partition() == Partition::GovCloud
    {
        found.report(
            at,
            format!(
                "the backups of `{}` need a URL signed in `{}`, and Terraform signs none",
                instance.common.name, instance.common.region
            ),
            "start the replication with the CLI and its `--source-region`",
        );
    }
}
