//! The documents tell the truth: SPEC.md has every word of a spec and no other, and what README.md shows is what the
//! command says and writes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod common;

#[path = "documents/readme.rs"]
mod readme;
#[path = "documents/spec.rs"]
mod spec;

/// A document at the top of the project.
fn document(name: &str) -> String {
    std::fs::read_to_string(common::root().join(name)).unwrap()
}
