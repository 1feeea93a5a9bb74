//! Rules about what stands between two databases: the replication instance, its network, its tables, and what it doesn't move.

use super::check::{Finder, checks, within};
use crate::aws::identifiers::{dms_instance_problem, role_problem};
use crate::plan::Common;
use crate::plan::dms::Subnets;
use crate::plan::migration::Phase;

checks! {
    Warning "dms-not-moved" on Database not_moved,
        "the tables are in the new database before the task fills them",
        "the service moves rows: it makes a table that it misses without defaults, sequences, triggers and most indexes, and moves no user and no grant at all",
        "dump the schema into the new database as the runbook says, and write `schema_loaded: true` under `dms`",
        "DMS User Guide, Best practices, Migrating schema objects";
    Warning "dms-phase" on Database phase,
        "a replication has no phase `restore`",
        "nothing is restored: the new database is there from `prepare` on, and from `copy` on the task fills it",
        "write `copy`, which it stands for, or `cutover`",
        "the spec's format";
    Error "dms-subnets" on Database subnets,
        "a replication instance stands in two subnets or more",
        "AWS wants two availability zones for its subnet group",
        "name `subnet_ids` under `dms`, or `subnet_ids` or `db_subnet_group_name` for the region",
        "DMS API CreateReplicationSubnetGroup";
    Error "dms-instance" on Database instance,
        "a replication instance has a class and a size that AWS has",
        "the classes of the service begin with `dms.`, and its storage is 5 to 6144 GiB",
        "write a class such as `dms.r6i.large`, and a size within these bounds",
        "DMS API CreateReplicationInstance";
    Error "id-dms" on Database names,
        "what a replication is called has room in AWS",
        "a replication instance has 63 characters and a role 64, and both are called after the new database",
        "give the new database a shorter `identifier`",
        "DMS API CreateReplicationInstance, IAM API CreateRole";
    Error "dms-table" on Database tables,
        "tables are named as `schema.table`",
        "a selection has a schema and a table, and either may be a pattern with `%`",
        "write `schema.%` for all tables of a schema",
        "DMS User Guide, Selection rules and actions";
}

fn not_moved(common: &Common, found: &mut Finder<'_>) {
    if let Some((migration, dms)) = common.replication()
        && migration.phase.value > Phase::Prepare
        && !dms.schema_loaded
    {
        found.report(
            migration.phase.at,
            format!("the task fills the tables of `{}`, and nobody says that they are there", common.name),
            "dump the schema into it as the runbook of `prepare` says, and write `schema_loaded: true` under `dms`",
        );
    }
}

fn phase(common: &Common, found: &mut Finder<'_>) {
    let said = common.replication().and_then(|(_, dms)| dms.phase_unknown);
    if let Some(at) = said {
        found.report_with(
            at,
            "nothing is restored on this road: `restore` stands for `copy`",
            "write `copy`, or go on to `cutover`",
            |diagnostic| diagnostic.patch(at, "copy"),
        );
    }
}

fn subnets(common: &Common, found: &mut Finder<'_>) {
    let Some((migration, dms)) = common.replication() else {
        return;
    };
    let (at, count) = match &dms.subnets {
        Some(Subnets::OfGroup(_)) => return,
        Some(Subnets::Said(subnets)) => (subnets.at, subnets.len()),
        None => (migration.at, 0),
    };
    if count < 2 {
        let are = if count == 1 {
            "one subnet"
        } else {
            "no subnet"
        };
        found.report(
            at,
            format!(
                "the replication into `{}` has {are} to stand in",
                common.name
            ),
            "name two in different zones with `subnet_ids`, under `dms` or for the region",
        );
    }
}

fn instance(common: &Common, found: &mut Finder<'_>) {
    let Some((_, dms)) = common.replication() else {
        return;
    };
    if !dms.class.starts_with("dms.") {
        found.report(
            dms.class.at,
            format!(
                "`{}` is no class of a replication instance",
                dms.class.escape_debug()
            ),
            "write one such as `dms.r6i.large`",
        );
    }
    if !within(&(5..=6144), dms.storage.value) {
        found.report(
            dms.storage.at,
            format!(
                "a replication instance has 5 to 6144 GiB, and not {}",
                dms.storage
            ),
            "write a size within these bounds",
        );
    }
}

fn names(common: &Common, found: &mut Finder<'_>) {
    let Some((_, dms)) = common.replication() else {
        return;
    };
    let role = dms.secrets_role();
    let problems = [
        (
            "replication instance",
            dms.name.as_str(),
            dms_instance_problem(&dms.name),
        ),
        ("role", role.as_str(), role_problem(&role)),
    ];
    for (what, name, problem) in problems {
        if let Some(problem) = problem {
            found.report(
                common.identifier.at,
                format!("the {what} would be called `{name}`, which {problem}"),
                "give the new database a shorter `identifier`",
            );
            return;
        }
    }
}

fn tables(common: &Common, found: &mut Finder<'_>) {
    let Some((_, dms)) = common.replication() else {
        return;
    };
    let said = [&dms.include, &dms.exclude].into_iter().flatten();
    for table in said.flat_map(|tables| &tables.value) {
        let parts = table.split_once('.');
        if !parts.is_some_and(|(schema, table)| !schema.is_empty() && !table.is_empty()) {
            found.report(
                table.at,
                format!("`{}` is no `schema.table`", table.escape_debug()),
                "write `schema.table`, or `schema.%` for all of a schema",
            );
        }
    }
}
