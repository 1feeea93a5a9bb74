//! Global databases: AWS changes their clusters, and a plan that changes them back takes a cluster out. Knows what AWS
//! changes; must not know keys, which every cluster names in any case.

use super::Violation;
use super::item::Item;
use super::module::Module;

/// Checks one resource.
///
/// Source: Terraform AWS provider, aws_rds_global_cluster; hashicorp/terraform-provider-aws#40921 and #43214.
pub(super) fn check(
    module: &Module<'_>,
    item: Item<'_>,
    kind: &str,
    violations: &mut Vec<Violation>,
) {
    let form = &item.block.form;
    match kind {
        "aws_rds_cluster" => {
            let Some(member) = form.argument("global_cluster_identifier") else {
                return;
            };
            // What follows is in another region than the global database, which is in its primary's.
            let global = module.referred(item, &member.value);
            let follows = global.is_some_and(|(global, _)| !item.location.is(&global.location));
            if follows && !ignores(item, "replication_source_identifier") {
                let message = "AWS fills `replication_source_identifier` in, and a plan that removes it takes the cluster out of its global database: it must stand in `ignore_changes`";
                violations.push(item.violation("detaching-member", member.line, message));
            }
            for owned in [
                "master_username",
                "database_name",
                "replication_source_identifier",
            ] {
                if let Some(argument) = form.argument(owned).filter(|_| follows) {
                    let message = format!("a secondary of a global database has no `{owned}`");
                    violations.push(item.violation(
                        "conflicting-arguments",
                        argument.line,
                        message,
                    ));
                }
            }
        }
        "aws_rds_global_cluster" => {
            let Some(source) = form.argument("source_db_cluster_identifier") else {
                return;
            };
            if let Some((cluster, _)) = module.referred(item, &source.value)
                && !ignores(cluster, "global_cluster_identifier")
            {
                let message = "AWS fills `global_cluster_identifier` of the source in, and a plan that removes it takes the cluster out again: it must stand in the source's `ignore_changes`";
                violations.push(item.violation("detaching-member", source.line, message));
            }
        }
        _ => {}
    }
}

fn ignores(item: Item<'_>, name: &str) -> bool {
    let path = format!("lifecycle.ignore_changes.{name}");
    item.block.form.argument(&path).is_some()
}
