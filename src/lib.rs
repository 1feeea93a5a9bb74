//! Sealform turns one YAML spec of databases, regions and accounts into Terraform in which every RDS
//! and Aurora database is encrypted with a customer managed KMS key, and proves it on the text.
//!
//! The stages, each a type, each reached by one function from the one before:
//!
//! ```text
//! text ─read─▶ Source ─decode─▶ Spec ─resolve─▶ Plan ─rules─▶ Plan ─render─▶ Tree ─verify─▶ Tree ─▶ directory | diff
//! ```
//!
//! `ARCHITECTURE.md` is the map; `tests/architecture.rs` holds who may know whom.

pub mod access;
pub mod aws;
pub mod blame;
pub mod catalogue;
pub mod cli;
pub mod commands;
pub mod diagnostic;
pub mod drift;
pub mod graph;
pub mod meaning;
pub mod names;
pub mod pipeline;
pub mod plan;
pub mod policy;
pub mod prove;
pub mod render;
pub mod report;
pub mod rules;
pub mod schema;
pub mod source;
pub mod spec;
pub mod suggest;
pub mod templates;
pub mod terraform;
pub mod tree;
pub mod verify;
