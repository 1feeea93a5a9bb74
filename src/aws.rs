//! What AWS is: partitions, regions, engines, versions, classes and limits, as dated tables with pure
//! look-ups. Facts only; must not know specs, plans or Terraform.

pub mod classes;
pub mod engines;
pub mod regions;
pub mod versions;
