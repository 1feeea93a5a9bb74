//! Names that AWS lets stand once in a region and account. Knows which arguments are such names; must
//! not know what they name.

use std::collections::HashMap;

use super::Violation;
use super::form::Value;
use super::item::Item;
use super::location::Location;
use super::module::Module;
use super::seeded::Seeded;

/// A type, its argument, and the names among which it must differ. Source: RDS API, KMS API
/// CreateAlias, and the pages of the services on resource names.
#[rustfmt::skip]
static NAMES: &[(&str, &str, &str)] = &[
    ("aws_cloudwatch_log_group", "name", "log group"),
    ("aws_config_config_rule", "name", "config rule"),
    ("aws_db_cluster_snapshot", "db_cluster_snapshot_identifier", "cluster snapshot"),
    ("aws_db_instance", "identifier", "instance"),
    ("aws_db_option_group", "name", "option group"),
    ("aws_db_parameter_group", "name", "parameter group"),
    ("aws_db_proxy", "name", "proxy"),
    ("aws_db_snapshot", "db_snapshot_identifier", "snapshot"),
    ("aws_db_snapshot_copy", "target_db_snapshot_identifier", "snapshot"),
    ("aws_db_subnet_group", "name", "subnet group"),
    ("aws_iam_role", "name", "role"),
    ("aws_kms_alias", "name", "alias"),
    ("aws_rds_cluster", "cluster_identifier", "cluster"),
    ("aws_rds_cluster_instance", "identifier", "instance"),
    ("aws_rds_cluster_parameter_group", "name", "cluster parameter group"),
    ("aws_rds_cluster_snapshot_copy", "target_db_cluster_snapshot_identifier", "cluster snapshot"),
    ("aws_rds_global_cluster", "global_cluster_identifier", "global cluster"),
    ("aws_sns_topic", "name", "topic"),
];

/// Names among which those of all regions are.
const GLOBAL: [&str; 2] = ["global cluster", "role"];

/// The argument of a type that is such a name, and the names among which it must differ.
pub(super) fn argument(kind: &str) -> Option<(&'static str, &'static str)> {
    let row = NAMES.binary_search_by(|(of, ..)| (*of).cmp(kind)).ok()?;
    NAMES
        .get(row)
        .map(|(_, argument, among)| (*argument, *among))
}

/// Checks all names of a module.
pub(super) fn check(module: &Module<'_>, violations: &mut Vec<Violation>) {
    // Few places and many names: a place is its index here.
    let mut places: Vec<Location<'_>> = Vec::new();
    let mut seen: HashMap<(&str, usize, &str), Item<'_>, Seeded> =
        HashMap::with_capacity_and_hasher(module.items.len(), Seeded::default());
    for item in module.items.iter().copied() {
        let form = &item.block.form;
        let Some((argument, among)) = form.duties.name else {
            continue;
        };
        let Some(argument) = form.arguments.get(argument) else {
            continue;
        };
        let Value::Text(hole) = argument.value else {
            continue;
        };
        let mut location = item.location;
        if GLOBAL.contains(&among) {
            location.region = None;
        }
        let known = places.iter().position(|place| *place == location);
        let place = known.unwrap_or_else(|| {
            places.push(location);
            places.len().saturating_sub(1)
        });
        let name = item.raw(hole);
        if let Some(first) = seen.insert((among, place, name), item) {
            let first = first.address().unwrap_or_default();
            let message =
                format!("the {among} `{name}` stands twice in one place: `{first}` has it too");
            violations.push(item.violation("duplicate-name", argument.line, message));
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn sorted() {
        assert!(super::NAMES.is_sorted());
    }
}
