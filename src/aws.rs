//! What AWS is: partitions, regions, engines, versions, classes and limits, as dated tables. Facts
//! only; no logic beyond looking up.

pub mod regions;
