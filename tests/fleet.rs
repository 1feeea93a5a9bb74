//! The example that makes large specs makes good ones.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod common;

#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../examples/fleet.rs"]
mod fleet;

use sealform::pipeline::build;
use sealform::source::{SourceFile, Sources};
use sealform::verify::Mode;

#[test]
fn a_fleet_is_silent_and_proven_both_ways() {
    // Three regions want three databases.
    for count in [3, 10, 60] {
        let checked = sealform::pipeline::check_sources(Sources {
            files: vec![SourceFile {
                name: "fleet.yaml".to_owned(),
                text: fleet::spec(count),
            }],
        });
        assert!(checked.found.is_empty(), "{count}: {:?}", checked.found);
        let plan = checked.plan.unwrap();
        assert_eq!(
            plan.modules
                .iter()
                .map(|module| module.databases.len())
                .sum::<usize>(),
            count
        );
        let quick = build(&plan, Mode::ByShape).unwrap().unwrap();
        assert_eq!(quick, build(&plan, Mode::Paranoid).unwrap().unwrap());
    }
}
