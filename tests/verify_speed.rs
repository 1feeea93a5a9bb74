//! How fast a fleet is verified. By hand, in release:
//! `cargo test --release --test verify_speed -- --ignored --nocapture`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "tests"
)]

#[path = "verify/fixture.rs"]
mod fixture;
#[path = "verify/fleet.rs"]
mod fleet;

use std::time::Instant;

use sealform::tree::Tree;
use sealform::verify::{Mode, read};

/// The best of a few runs, in megabytes of text a second.
fn speed(tree: &Tree, mode: Mode, runs: usize) -> (f64, f64, f64) {
    let bytes: usize = tree.files.values().map(String::len).sum();
    let mut best = [f64::MAX; 3];
    for _ in 0..runs {
        let start = Instant::now();
        let reading = read(tree, mode);
        let read = start.elapsed().as_secs_f64();
        let violations = reading.violations();
        let verified = start.elapsed().as_secs_f64();
        let policies = reading.key_policies();
        let all = start.elapsed().as_secs_f64();
        assert!(violations.is_empty() && !policies.is_empty());
        for (best, now) in best.iter_mut().zip([read, verified, all]) {
            *best = best.min(now);
        }
    }
    let rate = |seconds: f64| bytes as f64 / 1e6 / seconds;
    (rate(best[0]), rate(best[1]), rate(best[2]))
}

#[test]
#[ignore = "measures, by hand and in release"]
fn megabytes_a_second() {
    // `SEALFORM_FLEET=320` measures one fleet, by shape only.
    let asked = std::env::var("SEALFORM_FLEET")
        .ok()
        .and_then(|count| count.parse().ok());
    for count in asked.map_or(vec![10, 320, 3200], |count| vec![count]) {
        let tree = fleet::fleet(&fixture::tree(), count);
        let bytes: usize = tree.files.values().map(String::len).sum();
        let slow = match asked {
            Some(_) => 0,
            None if count > 1000 => 1,
            None => 3,
        };
        for (mode, runs) in [(Mode::ByShape, 15), (Mode::Paranoid, slow)] {
            if runs == 0 {
                continue;
            }
            let (read, verified, policies) = speed(&tree, mode, runs);
            println!(
                "{:6.2} MB {mode:?}: read {read:.0}, verified {verified:.0}, with policies {policies:.0} MB/s",
                bytes as f64 / 1e6
            );
        }
    }
}
