//! Whether the new database holds what the old one does. Knows in which order to look; must not know an engine's words.

use super::clients;
use super::scene::Scene;
use super::shell::Shell;
use super::step::Step;

/// The steps that compare the two.
pub(super) fn steps(scene: &Scene<'_>) -> Vec<Step> {
    let family = scene.family();
    let sign_in = Step::new("Sign in to both")
        .says("In one terminal, which keeps the variables for the steps below. The user must see every table: take the master user, whose password is the old one on both sides.", &[])
        .run(&scene.hosts())
        .run(&[Shell::new("echo \"$OLD_HOST $NEW_HOST\"")]);
    let sign_in = match clients::sign_in(family) {
        Some(script) => sign_in.script(script),
        None => sign_in,
    };
    let mut steps = vec![
        sign_in
            .see("Two addresses that differ.", &[])
            .or("`None` or one address twice: one of the two is not there, or the spec names the same database twice.", &[]),
    ];
    if let Some(script) = clients::compare(family) {
        steps.push(
            Step::new("Compare every row of every table")
                .says("It reads both databases wholly. On the new one this has a use of its own: a restored volume fetches each block when it is first read, and this is the warming up. It takes as long as reading all data from cold storage; for tables that are too large for the night, compare counts there and sums here for the others.", &[])
                .script(script)
                .see("`the same rows`.", &[])
                .or("With the writers stopped before the snapshot there is no difference. If there is one, somebody wrote: stay with the old database, stop the writers, and take another `round`. In a rehearsal, while the old one is written to, differences are what was written since.", &[]),
        );
    }
    if let Some(script) = clients::compare_rest(family) {
        steps.push(
            Step::new("Compare what is no row")
                .says("Users and their rights, sequences, extensions, routines, settings of the server.", &[])
                .script(script)
                .see("`the same`.", &[])
                .or("Settings differ where the parameter groups do: decide for each. Anything else was changed since the snapshot.", &[]),
        );
    }
    if let Some(sql) = clients::compare_by_hand(family) {
        steps.push(
            Step::new("Compare rows, users and the rest")
                .says("On both sides; keep what each prints, and compare.", &[])
                .sql(sql)
                .see("The same on both sides.", &[])
                .or("With the writers stopped before the snapshot there is no difference. If there is one, stay with the old database.", &[]),
        );
    }
    steps.push(
        Step::new("Let an application try it")
            .says("One instance of the application, or its smoke test, with the new address: sign in, read, and where it can be taken back, write. The slowest query that anybody waits for, twice: the first time is the cold volume.", &[])
            .see("What you see against the old database.", &[])
            .or("`SSL` or `certificate` in the message: the client's trust store. `Access denied` with IAM: the policy names the old resource id.", &[]),
    );
    steps
}
