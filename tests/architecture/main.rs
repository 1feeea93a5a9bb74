//! The map in ARCHITECTURE.md is true: who knows whom, who may touch the disk, what a template may hold.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod files;
mod house;
mod layers;
mod paths;
mod templates;
