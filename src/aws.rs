//! What AWS is: partitions, regions, engines, versions, classes and limits, as dated tables with pure
//! look-ups. Facts only; must not know specs, plans or Terraform.

pub mod arns;
pub mod backups;
pub mod capabilities;
pub mod classes;
pub mod config_rules;
pub mod credentials;
pub mod database_names;
pub mod dms;
pub mod engines;
pub mod features;
pub mod identifiers;
pub mod licenses;
pub mod limits;
pub mod logs;
pub mod parameters;
pub mod regions;
pub mod scanners;
pub mod storage;
pub mod versions;
pub mod windows;
