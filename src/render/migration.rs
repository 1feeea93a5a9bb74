//! What a migration adds to the files: snapshots of the old database and the name that leads to the one in use, and the file of
//! what fills a database by replication. Knows the plan; must not know what a template says.

use super::engine::{Engine, TemplateError};
use super::file::File;
use super::view;
use crate::plan::snapshots::SnapshotKind;
use crate::plan::{Database, RootModule};

/// What a migration takes of the old database, and the name that leads to the one in use.
pub(super) fn blocks(
    file: &mut File<'_>,
    module: &RootModule,
    database: &Database,
) -> Result<(), TemplateError> {
    let common = database.common();
    if let Some(kind) = view::taken_kind(common) {
        let taken = view::taken(module, common);
        let template = match kind {
            SnapshotKind::Instance => "db_snapshot",
            SnapshotKind::Cluster => "db_cluster_snapshot",
        };
        file.add_some(template, taken.as_ref())?;
        file.add_some(
            "db_snapshot_copy",
            view::taken_copy(module, common).as_ref(),
        )?;
    }
    file.add_some("migration_held", view::held(module, common).as_ref())?;
    file.add_some("removed", view::forgotten(common).as_ref())?;
    file.add_some("migration_old", view::old(module, common).as_ref())?;
    file.add_some("migration_record", view::record(module, database).as_ref())
}

/// The file of what fills a database.
pub(super) fn file_name(database: &Database) -> String {
    format!("dms_{}.tf", database.common().name)
}

/// What fills a database, where a migration replicates into it.
pub(super) fn file<'e>(
    module: &RootModule,
    database: &Database,
    engine: &'e Engine,
) -> Result<File<'e>, TemplateError> {
    let common = database.common();
    let mut file = File::new(engine, common.name.at);
    let Some((migration, dms)) = common.replication() else {
        return Ok(file);
    };
    file.about = migration.at;
    file.add(
        "dms_replication_instance",
        &view::replication_instance(module, common, dms),
    )?;
    file.add("dms_secrets_role", &view::secrets_role(module, common, dms))?;
    for end in dms.ends() {
        file.add_some(
            "dms_secret",
            view::dms_secret(module, database, migration, end).as_ref(),
        )?;
    }
    for end in dms.ends() {
        let endpoint = view::dms_endpoint(module, common, dms, end);
        file.add("dms_endpoint", &endpoint)?;
    }
    file.add(
        "dms_replication_task",
        &view::replication_task(module, common, migration, dms),
    )?;
    Ok(file)
}
