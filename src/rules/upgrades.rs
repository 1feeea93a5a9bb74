//! Rules about changes of major versions: from where to where, and what stands against them.

use super::check::{Finder, checks};
use crate::aws::engines::Family;
use crate::aws::versions::Version;
use crate::plan::migration::Phase;
use crate::plan::upgrade::Upgrade;
use crate::plan::{Cluster, Common, Instance, Parameters};

checks! {
    Error "upg-from" on Database from,
        "an upgrade comes from a lower major version of the same engine",
        "AWS takes no major version back, and a change within one is no upgrade of this kind",
        "write what `engine_version` said until now",
        "RDS API ModifyDBInstance and ModifyDBCluster, EngineVersion";
    Error "upg-step" on Database step,
        "MySQL is upgraded one major version at a time",
        "AWS offers no upgrade that leaves one out",
        "upgrade to the version in between first",
        "RDS User Guide, Major version upgrades for RDS for MySQL; Aurora User Guide, Upgrading the major version of an Aurora MySQL DB cluster";
    Error "upg-contradiction" on Database contradiction,
        "nothing in the spec keeps an upgrade that it asks for from being made",
        "AWS refuses a major version that is not allowed; and one that waits for the maintenance window still uses the old parameter group, whose deletion then fails",
        "remove the line: both are true while `upgrade` is there",
        "RDS API ModifyDBInstance, AllowMajorVersionUpgrade and ApplyImmediately";
    Error "upg-migration" on Database migration,
        "a database is upgraded once it is there and has taken over",
        "until then its engine and version are those of the database that it takes over from",
        "upgrade when the migration is at `retire`",
        "RDS API RestoreDBInstanceFromDBSnapshot, EngineVersion";
    Warning "upg-group" on Instance group_of_instance,
        "a group that exists elsewhere is of the new major version's family",
        "AWS refuses a parameter group of another family, and an option group of another major version",
        "make one of the new family, and name it",
        "RDS API ModifyDBInstance, DBParameterGroupName and OptionGroupName";
    Warning "upg-cluster-group" on Cluster group_of_cluster,
        "a parameter group that exists elsewhere is of the new major version's family",
        "AWS refuses a cluster's parameter group of another family",
        "make one of the new family, and name it",
        "RDS API ModifyDBCluster, DBClusterParameterGroupName";
}

/// The versions that an upgrade lies between, where both can be read.
fn versions(common: &Common) -> Option<(&Upgrade, Version, Version)> {
    let upgrade = common.own_upgrade()?;
    let read = |text: &str| Version::parse(common.engine.value, text).ok();
    Some((upgrade, read(&upgrade.from)?, read(&upgrade.to)?))
}

fn from(common: &Common, found: &mut Finder<'_>) {
    let Some(upgrade) = common.own_upgrade() else {
        return;
    };
    match Version::parse(common.engine.value, &upgrade.from) {
        Err(problem) => found.report(
            upgrade.from.at,
            format!(
                "`{}` is not a version: {problem}",
                upgrade.from.escape_debug()
            ),
            "write what `engine_version` said until now",
        ),
        Ok(from) => {
            let Some((_, _, to)) = versions(common).filter(|(_, _, to)| !from.is_major_below(to))
            else {
                return;
            };
            let (message, help) = if from.major() == to.major() {
                (
                    format!(
                        "`{}` and `{}` are of one major version",
                        upgrade.from, upgrade.to
                    ),
                    "remove `upgrade`: a minor version needs none",
                )
            } else {
                (
                    format!(
                        "`{}` is above `{}`, and AWS takes no major version back",
                        upgrade.from, upgrade.to
                    ),
                    "restore a snapshot from before into another database",
                )
            };
            found.report_with(upgrade.from.at, message, help, |diagnostic| {
                diagnostic.related(upgrade.to.at, "where it goes")
            });
        }
    }
}

fn step(common: &Common, found: &mut Finder<'_>) {
    let is_stepwise = matches!(common.engine.family(), Family::Mysql | Family::AuroraMysql);
    let Some((upgrade, from, to)) = versions(common).filter(|_| is_stepwise) else {
        return;
    };
    if let Some(next) = from.next_major()
        && from.is_major_below(&to)
        && next != to.major()
    {
        found.report(
            upgrade.from.at,
            format!(
                "from `{}` AWS upgrades to {next}, and not to `{}` at once",
                upgrade.from, upgrade.to
            ),
            format!("write `engine_version: \"{next}\"`, and go on from there"),
        );
    }
}

fn contradiction(common: &Common, found: &mut Finder<'_>) {
    let Some(upgrade) = common.upgrade.as_deref() else {
        return;
    };
    let said = [
        ("apply_immediately", &common.apply_immediately),
        ("allow_major_version_upgrade", &common.allow_major_upgrade),
    ];
    for (word, said) in said {
        if let Some(said) = said.as_ref().filter(|said| !said.value) {
            found.report_with(
                said.at,
                format!(
                    "`{word}: false` stands against the upgrade of `{}`",
                    common.name
                ),
                "remove it",
                |diagnostic| diagnostic.related(upgrade.at, "asked for here"),
            );
        }
    }
}

fn migration(common: &Common, found: &mut Finder<'_>) {
    let Some(upgrade) = common.own_upgrade() else {
        return;
    };
    let migration = common.migration.as_deref();
    if let Some(migration) = migration.filter(|of| of.phase.value != Phase::Retire) {
        found.report_with(
            upgrade.at,
            format!(
                "`{}` has the version of `{}` until it has taken over",
                common.name,
                migration.old.identifier.escape_debug()
            ),
            "remove it, and upgrade when the migration is at `retire`",
            |diagnostic| diagnostic.related(migration.at, "the migration"),
        );
    }
}

fn group_of_instance(instance: &Instance, found: &mut Finder<'_>) {
    let common = &instance.common;
    existing_group(common, found);
    if let Some(group) = &instance.option_group
        && common.is_upgraded_now()
        && !group.starts_with("default:")
    {
        found.report(
            group.at,
            format!(
                "the option group `{}` must be of {} {}",
                group.escape_debug(),
                common.engine.name(),
                major(common)
            ),
            "make one of that version, and name it",
        );
    }
}

fn group_of_cluster(cluster: &Cluster, found: &mut Finder<'_>) {
    existing_group(&cluster.common, found);
}

fn existing_group(common: &Common, found: &mut Finder<'_>) {
    let Some(version) = common.version.as_ref().filter(|_| common.is_upgraded_now()) else {
        return;
    };
    let family = version.parameter_group_family();
    // That of AWS's own groups is in their name.
    if let Parameters::Existing(name) = &common.parameters
        && name.value != format!("default.{family}")
    {
        found.report(
            name.at,
            format!(
                "the parameter group `{}` must be of the family `{family}`",
                name.escape_debug()
            ),
            "make one of that family, and name it",
        );
    }
}

fn major(common: &Common) -> &str {
    common.version.as_ref().map_or("", Version::major)
}
