//! The task of a replication: which tables, and how.

use serde::Serialize;

use super::{Site, reference, site};
use crate::plan::dms::Dms;
use crate::plan::migration::Migration;
use crate::plan::{Common, RootModule};
use crate::source::At;
use crate::terraform::value::Value;

/// A task that copies every row and then every change.
#[derive(Debug, Serialize)]
pub(in crate::render) struct ReplicationTask {
    label: Value,
    #[serde(flatten)]
    site: Site,
    name: Value,
    replication_instance_arn: Value,
    source_endpoint_arn: Value,
    target_endpoint_arn: Value,
    start_replication_task: Value,
    table_mappings: Value,
    replication_task_settings: Value,
}

/// The task of a database that is being filled.
pub(in crate::render) fn replication_task(
    module: &RootModule,
    common: &Common,
    migration: &Migration,
    dms: &Dms,
) -> ReplicationTask {
    let endpoint = |label: &str| reference(&format!("aws_dms_endpoint.{label}.endpoint_arn"));
    ReplicationTask {
        label: dms.label.as_str().into(),
        site: site(module, common.region.value),
        name: dms.name.as_str().into(),
        replication_instance_arn: reference(&format!(
            "aws_dms_replication_instance.{}.replication_instance_arn",
            dms.label
        )),
        source_endpoint_arn: endpoint(&dms.source.label),
        target_endpoint_arn: endpoint(&dms.target.label),
        start_replication_task: migration.replicates().into(),
        table_mappings: mappings(dms),
        replication_task_settings: settings(dms),
    }
}

/// Selection rules: what is taken, and then what is not. The service's own tables are never taken.
/// Source: DMS User Guide, "Selection rules and actions".
fn mappings(dms: &Dms) -> Value {
    let said = |tables: &Option<At<Vec<At<String>>>>| -> Vec<String> {
        let tables = tables.iter().flat_map(|tables| &tables.value);
        tables.map(|table| table.value.clone()).collect()
    };
    let mut taken = said(&dms.include);
    if taken.is_empty() {
        taken.push("%.%".to_owned());
    }
    let own = "%.awsdms_%".to_owned();
    let left = said(&dms.exclude).into_iter().chain([own]);
    let all = taken.into_iter().map(|table| (table, "include"));
    let all = all.chain(left.map(|table| (table, "exclude")));
    let rules = all.zip(1..).map(|((table, action), number): (_, i64)| {
        let (schema, table) = table.split_once('.').unwrap_or((table.as_str(), "%"));
        map([
            ("rule-type", "selection".into()),
            ("rule-id", number.to_string().as_str().into()),
            ("rule-name", number.to_string().as_str().into()),
            (
                "object-locator",
                map([("schema-name", schema.into()), ("table-name", table.into())]),
            ),
            ("rule-action", action.into()),
        ])
    });
    map([("rules", Value::List(rules.collect()))])
}

/// What differs from the service's own settings, of which two lose data in silence: large objects are cut at 32 KB, and
/// nothing is compared. Tables are there already, from a dump of the schema.
/// Source: DMS User Guide, "Specifying task settings for AWS Database Migration Service tasks".
fn settings(dms: &Dms) -> Value {
    let components = [
        "SOURCE_UNLOAD",
        "SOURCE_CAPTURE",
        "TARGET_LOAD",
        "TARGET_APPLY",
    ];
    let components = components.map(|id| {
        map([
            ("Id", id.into()),
            ("Severity", "LOGGER_SEVERITY_DEFAULT".into()),
        ])
    });
    map([
        (
            "FullLoadSettings",
            map([("TargetTablePrepMode", "DO_NOTHING".into())]),
        ),
        (
            "Logging",
            map([
                ("EnableLogging", true.into()),
                ("LogComponents", Value::List(components.to_vec())),
            ]),
        ),
        (
            "TargetMetadata",
            map([
                ("SupportLobs", true.into()),
                ("FullLobMode", true.into()),
                ("LobChunkSize", 64.into()),
                ("LimitedSizeLobMode", false.into()),
            ]),
        ),
        (
            "ValidationSettings",
            map([("EnableValidation", dms.validate.value.into())]),
        ),
    ])
}

fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.into_iter();
    Value::Map(
        entries
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}
