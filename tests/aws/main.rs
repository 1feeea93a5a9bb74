//! The facts about AWS: that the tables are well formed, and that their look-ups answer as AWS does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on should say so"
)]

mod arns;
mod capabilities;
mod classes;
mod engines;
mod identifiers;
mod limits;
mod parameters;
mod regions;
mod storage;
mod versions;
mod windows;
