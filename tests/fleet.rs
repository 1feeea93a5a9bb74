//! The example that makes large specs makes good ones.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod common;

#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../examples/fleet.rs"]
mod fleet;

use std::time::Instant;

use sealform::pipeline::build;
use sealform::source::{SourceFile, Sources};
use sealform::verify::Mode;

fn sources(count: usize) -> Sources {
    Sources {
        files: vec![SourceFile {
            name: "fleet.yaml".to_owned(),
            text: fleet::spec(count),
        }],
    }
}

/// Four times the databases take four times the time, and sixteen times where something looks at all of them for each. The
/// bound is between the two, and the best of three runs counts, since other work runs on the machine.
#[test]
fn checking_takes_time_that_grows_with_the_spec() {
    let seconds = |count| {
        let run = |_| {
            let sources = sources(count);
            let start = Instant::now();
            let checked = sealform::pipeline::check_sources(sources);
            assert!(checked.found.is_empty());
            start.elapsed().as_secs_f64()
        };
        (0..3).map(run).fold(f64::MAX, f64::min)
    };
    let (small, large) = (seconds(400), seconds(1600));
    assert!(
        large < small * 9.0,
        "{small} s, and {large} s for four times as much"
    );
}

#[test]
fn a_fleet_is_silent_and_proven_both_ways() {
    // Three regions want three databases.
    for count in [3, 10, 60] {
        let checked = sealform::pipeline::check_sources(sources(count));
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
