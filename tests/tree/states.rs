//! Every way in which a path can stand to what is wanted there.

use std::fs;

use sealform::tree::compare::{Obstacle, State, compare};

use super::{Place, tree};

#[test]
fn every_state() {
    let place = Place::new();
    let first = tree(&[
        ("changed.tf", "first\n"),
        ("edited.tf", "first\n"),
        ("edited_stale.tf", "first\n"),
        ("edited_to_wanted.tf", "first\n"),
        ("gone.tf", "first\n"),
        ("gone_stale.tf", "first\n"),
        ("same.tf", "same\n"),
        ("stale.tf", "first\n"),
        ("sub/stale.tf", "first\n"),
    ]);
    place.written(&first, false);
    place.put("edited.tf", "by hand\n");
    place.put("edited_stale.tf", "by hand\n");
    place.put("edited_to_wanted.tf", "second\n");
    place.put("foreign.tf", "theirs\n");
    place.put("foreign_same.tf", "second\n");
    place.put("theirs.tf", "theirs\n");
    place.put("directory.tf/theirs.tf", "theirs\n");
    place.put("file", "theirs\n");
    fs::remove_file(place.out().join("gone.tf")).unwrap();
    fs::remove_file(place.out().join("gone_stale.tf")).unwrap();

    let second = tree(&[
        ("changed.tf", "second\n"),
        ("created.tf", "second\n"),
        ("directory.tf", "second\n"),
        ("edited.tf", "second\n"),
        ("edited_to_wanted.tf", "second\n"),
        ("file/inner/a.tf", "second\n"),
        ("foreign.tf", "second\n"),
        ("foreign_same.tf", "second\n"),
        ("gone.tf", "second\n"),
        ("new/created.tf", "second\n"),
        ("same.tf", "same\n"),
    ]);
    let comparison = compare(&second, &place.out()).unwrap();
    let states: Vec<_> = comparison
        .entries
        .iter()
        .map(|(path, entry)| (path.as_str(), entry.state.clone()))
        .collect();
    assert_eq!(
        states,
        [
            ("changed.tf", State::Changed),
            ("created.tf", State::Created),
            (
                "directory.tf",
                State::Blocked(Obstacle::Directory("directory.tf".to_owned()))
            ),
            ("edited.tf", State::Edited),
            ("edited_stale.tf", State::EditedStale),
            ("edited_to_wanted.tf", State::Unchanged),
            (
                "file/inner/a.tf",
                State::Blocked(Obstacle::NotADirectory("file".to_owned()))
            ),
            ("foreign.tf", State::Foreign),
            ("foreign_same.tf", State::Unchanged),
            ("gone.tf", State::Created),
            ("new/created.tf", State::Created),
            ("same.tf", State::Unchanged),
            ("stale.tf", State::Stale),
            ("sub/stale.tf", State::Stale),
        ]
    );
    for (path, entry) in &comparison.entries {
        let kept = matches!(
            entry.state,
            State::Created | State::Unchanged | State::Blocked(_)
        );
        assert_eq!(entry.on_disk.is_none(), kept, "{path}");
    }
}

#[test]
fn differs_in_every_state_but_unchanged() {
    type Prepare = fn(&Place);
    let wanted = tree(&[("a.tf", "wanted\n")]);
    let cases: [(&str, Prepare, bool); 7] = [
        ("unchanged", |_| {}, false),
        (
            "unchanged, no record",
            |place| fs::remove_file(place.out().join(".sealform.json")).unwrap(),
            false,
        ),
        (
            "a file of theirs",
            |place| place.put("b.tf", "theirs"),
            false,
        ),
        (
            "created",
            |place| fs::remove_file(place.out().join("a.tf")).unwrap(),
            true,
        ),
        ("edited", |place| place.put("a.tf", "by hand"), true),
        (
            "changed",
            |place| drop(place.written(&tree(&[("a.tf", "old\n")]), false)),
            true,
        ),
        (
            "stale",
            |place| drop(place.written(&tree(&[("a.tf", "wanted\n"), ("b.tf", "")]), false)),
            true,
        ),
    ];
    for (name, prepare, differs) in cases {
        let place = Place::new();
        place.written(&wanted, false);
        prepare(&place);
        let comparison = compare(&wanted, &place.out()).unwrap();
        assert_eq!(comparison.differs(), differs, "{name}");
    }
}

#[test]
fn a_record_that_is_behind_is_told_but_no_difference() {
    let place = Place::new();
    let wanted = tree(&[("a.tf", "wanted\n")]);
    place.put("a.tf", "wanted\n");
    let comparison = compare(&wanted, &place.out()).unwrap();
    assert!(!comparison.differs() && !comparison.record_is_current);
    place.written(&wanted, false);
    assert!(compare(&wanted, &place.out()).unwrap().record_is_current);
}

#[test]
fn what_git_checked_out_with_crlf_is_as_we_wrote_it() {
    let place = Place::new();
    let first = tree(&[
        ("a.tf", "one\ntwo\n"),
        ("b.tf", "one\ntwo\n"),
        ("c.tf", "one\n"),
    ]);
    place.written(&first, false);
    let record = place.text(".sealform.json").replace('\n', "\r\n");
    place.put(".sealform.json", &record);
    place.put("a.tf", "one\r\ntwo\r\n");
    place.put("b.tf", "one\r\ntwo\n");
    place.put("c.tf", "one\r\n");

    let second = tree(&[
        ("a.tf", "one\ntwo\n"),
        ("b.tf", "one\ntwo\n"),
        ("c.tf", "two\n"),
    ]);
    let comparison = compare(&second, &place.out()).unwrap();
    let states: Vec<_> = comparison
        .entries
        .values()
        .map(|entry| &entry.state)
        .collect();
    assert_eq!(states, [&State::Unchanged, &State::Edited, &State::Changed]);

    place.put("b.tf", "one\ntwo\n");
    place.written(&second, false);
    assert_eq!(place.text("a.tf"), "one\r\ntwo\r\n", "left as it was");
    assert_eq!(place.text("c.tf"), "two\n");
}

#[test]
fn a_directory_that_is_not_there_holds_nothing() {
    let place = Place::new();
    let comparison = compare(&tree(&[("a/b.tf", "x")]), &place.out()).unwrap();
    assert_eq!(comparison.entries["a/b.tf"].state, State::Created);
    assert!(!place.out().exists(), "comparing makes nothing");
}
