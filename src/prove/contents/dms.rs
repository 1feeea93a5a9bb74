//! What the plan says of a replication: each of its parts under the database's key, each endpoint with its own side's secret,
//! and the task from the old database to the new one, never the other way. Knows the plan; must not know the text.

use std::collections::BTreeSet;

use super::wanted::{Source, Wanted};
use crate::plan::dms::Secret;
use crate::plan::{Common, RootModule};

/// Adds the parts of the replication that fills a database, if one does.
pub(super) fn of_replication<'p>(
    module: &'p RootModule,
    common: &'p Common,
    all: &mut Vec<Wanted<'p>>,
) {
    let Some((_, dms)) = common.replication() else {
        return;
    };
    let part = |kind, label: &'p str, name, source| Wanted {
        kind,
        label,
        file: format!("{}/dms_{}.tf", module.folder, common.name),
        region: common.region.value,
        key: Some(&common.key),
        name,
        source,
        shares: BTreeSet::new(),
        times: 1,
    };
    let name = dms.name.as_str();
    all.push(part(
        "aws_dms_replication_instance",
        &dms.label,
        Some(("replication_instance_id", name)),
        None,
    ));
    for end in dms.ends() {
        let secret = match &end.secret {
            Secret::Existing { arn, .. } => Source::Text(arn.as_str()),
            Secret::Ours { name, .. } => {
                let name = Some(("name", name.as_str()));
                all.push(part("aws_secretsmanager_secret", &end.label, name, None));
                Source::Of("aws_secretsmanager_secret", end.label.as_str())
            }
        };
        all.push(part(
            "aws_dms_endpoint",
            &end.label,
            Some(("endpoint_id", end.identifier.as_str())),
            Some(("secrets_manager_arn", secret)),
        ));
    }
    for (path, end) in [
        ("source_endpoint_arn", &dms.source),
        ("target_endpoint_arn", &dms.target),
    ] {
        let endpoint = Source::Of("aws_dms_endpoint", end.label.as_str());
        all.push(part(
            "aws_dms_replication_task",
            &dms.label,
            Some(("replication_task_id", name)),
            Some((path, endpoint)),
        ));
    }
}
