//! The controls, a table for each theme. Knows words and ids; what decides stands beside it.

mod access;
mod durability;
mod encryption;
mod operation;

use super::{Control, Ids};

const NONE: Ids = Ids {
    cis: &[],
    security_hub: &[],
    config: &[],
    pci: &[],
    checkov: &[],
};

const INSTANCE: &str = "aws_db_instance";
const CLUSTER: &str = "aws_rds_cluster";
const MEMBER: &str = "aws_rds_cluster_instance";
const GLOBAL: &str = "aws_rds_global_cluster";

/// Every control, in the order of a report.
pub fn controls() -> impl Iterator<Item = &'static Control> {
    encryption::CONTROLS
        .iter()
        .chain(&access::CONTROLS)
        .chain(&durability::CONTROLS)
        .chain(&operation::CONTROLS)
}
