//! The names that AWS and the provider both accept, kind by kind. Knows shapes; must not know which
//! names are taken.
//!
//! RDS keeps most names in lower case and Terraform refuses upper case, so the shapes here do too.

mod problem;
mod shape;

pub use problem::Problem;
use shape::Shape;

use crate::aws::limits;

/// A DB instance or a member of a cluster: 1 to 63.
///
/// Source: RDS API CreateDBInstance, `DBInstanceIdentifier`; the provider's own check.
pub fn instance_problem(name: &str) -> Option<Problem> {
    Shape::LOWER_HYPHENS.problem(name, limits::INSTANCE_NAME)
}

/// An Aurora cluster: 1 to 63.
///
/// Source: RDS API CreateDBCluster, `DBClusterIdentifier`.
pub fn cluster_problem(name: &str) -> Option<Problem> {
    Shape::LOWER_HYPHENS.problem(name, limits::INSTANCE_NAME)
}

/// A Multi-AZ DB cluster, whose three instances are named after it: 1 to 52.
///
/// Source: RDS API CreateDBCluster, `DBClusterIdentifier`.
pub fn multi_az_cluster_problem(name: &str) -> Option<Problem> {
    Shape::LOWER_HYPHENS.problem(name, limits::MULTI_AZ_CLUSTER_NAME)
}

/// A global database: 1 to 255 in the provider's shape, which is stricter than AWS's.
///
/// Source: RDS API CreateGlobalCluster; Terraform AWS provider `aws_rds_global_cluster`.
pub fn global_cluster_problem(name: &str) -> Option<Problem> {
    Shape::LOWER_HYPHENS.problem(name, limits::GLOBAL_CLUSTER_NAME)
}

/// A manual snapshot of an instance, or a copy of one: 2 to 255, for the provider wants two.
///
/// Source: RDS API CreateDBSnapshot; Terraform AWS provider `aws_db_snapshot_copy`.
pub fn snapshot_problem(name: &str) -> Option<Problem> {
    automated(name).or_else(|| Shape::HYPHENS.problem_within(name, 2..=limits::SNAPSHOT_NAME))
}

/// A manual snapshot of a cluster, or a copy of one: 2 to 63.
///
/// Source: RDS API CreateDBClusterSnapshot; Terraform AWS provider `aws_rds_cluster_snapshot_copy`.
pub fn cluster_snapshot_problem(name: &str) -> Option<Problem> {
    automated(name)
        .or_else(|| Shape::LOWER_HYPHENS.problem_within(name, 2..=limits::CLUSTER_SNAPSHOT_NAME))
}

/// `rds:` marks automated snapshots: they can be neither created nor shared by name.
fn automated(name: &str) -> Option<Problem> {
    name.starts_with("rds:")
        .then_some(Problem::Reserved("rds:"))
}

/// A key's alias without its `alias/`: 1 to 250.
///
/// Source: KMS API CreateAlias; the provider takes no `:`.
pub fn alias_problem(name: &str) -> Option<Problem> {
    if name.starts_with("alias/") {
        return Some(Problem::Prefixed("alias/"));
    }
    if name.starts_with("aws/") {
        return Some(Problem::Reserved("aws/"));
    }
    Shape::ALIAS.problem(name, limits::ALIAS_NAME)
}

/// A DB subnet group: 1 to 255, and not `default`.
///
/// Source: RDS API CreateDBSubnetGroup.
pub fn subnet_group_problem(name: &str) -> Option<Problem> {
    if name.eq_ignore_ascii_case("default") {
        return Some(Problem::Reserved("default"));
    }
    Shape::SUBNET_GROUP.problem(name, limits::GROUP_NAME)
}

/// A parameter group of our own: 1 to 255. Only AWS's `default.…` groups hold dots.
///
/// Source: RDS API CreateDBParameterGroup, CreateDBClusterParameterGroup.
pub fn parameter_group_problem(name: &str) -> Option<Problem> {
    Shape::LOWER_HYPHENS.problem(name, limits::GROUP_NAME)
}

/// An option group of our own: 1 to 255.
///
/// Source: RDS API CreateOptionGroup.
pub fn option_group_problem(name: &str) -> Option<Problem> {
    Shape::LOWER_HYPHENS.problem(name, limits::GROUP_NAME)
}

/// An event subscription: 1 to 255.
///
/// Source: RDS API CreateEventSubscription.
pub fn event_subscription_problem(name: &str) -> Option<Problem> {
    Shape::LOWER_HYPHENS.problem(name, limits::GROUP_NAME)
}

/// A DMS endpoint or task: 2 to 255.
///
/// Source: DMS API CreateEndpoint, CreateReplicationTask; the provider wants two.
pub fn dms_problem(name: &str) -> Option<Problem> {
    Shape::LOWER_HYPHENS.problem_within(name, 2..=255)
}

/// A DMS replication instance: 1 to 63.
///
/// Source: DMS API CreateReplicationInstance.
pub fn dms_instance_problem(name: &str) -> Option<Problem> {
    Shape::LOWER_HYPHENS.problem(name, 63)
}

/// An AWS Config rule: 1 to 128.
///
/// Source: AWS Config API ConfigRule.
pub fn config_rule_problem(name: &str) -> Option<Problem> {
    Shape::CONFIG_RULE.problem(name, 128)
}

/// An IAM role: 1 to 64 letters, digits and `+=,.@-_`.
///
/// Source: IAM API CreateRole, `RoleName`.
pub fn role_problem(name: &str) -> Option<Problem> {
    Shape::ROLE.problem(name, limits::ROLE_NAME)
}

/// A tag's key: 1 to 128, not beginning with `aws:`.
///
/// Source: RDS User Guide "Tagging Amazon RDS resources".
pub fn tag_key_problem(key: &str) -> Option<Problem> {
    if key
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("aws:"))
    {
        return Some(Problem::Reserved("aws:"));
    }
    shape::tag_problem(key, 1..=128)
}

/// A tag's value: 0 to 256.
///
/// Source: RDS User Guide "Tagging Amazon RDS resources".
pub fn tag_value_problem(value: &str) -> Option<Problem> {
    shape::tag_problem(value, 0..=256)
}

/// The id of a security group, subnet or VPC: the prefix, `sg-`, `subnet-` or `vpc-`, then letters and
/// digits.
///
/// Source: EC2 User Guide "Resource IDs".
pub fn resource_id_problem(prefix: &'static str, id: &str) -> Option<Problem> {
    let Some(rest) = id.strip_prefix(prefix) else {
        return Some(Problem::Lacks(prefix));
    };
    if rest.is_empty() {
        return Some(Problem::Short {
            length: id.chars().count(),
            least: prefix.len() + 1,
        });
    }
    rest.chars()
        .find(|c| !c.is_ascii_lowercase() && !c.is_ascii_digit())
        .map(Problem::Holds)
}

/// True where an id has the length and the hexadecimal digits of a real one: 8 in old accounts, 17 today.
///
/// Source: EC2 User Guide "Resource IDs".
pub fn is_real_resource_id(prefix: &str, id: &str) -> bool {
    id.strip_prefix(prefix).is_some_and(|rest| {
        matches!(rest.len(), 8 | 17)
            && rest
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}
