//! Nothing is written, removed or read through a symbolic link below the output directory.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use sealform::tree::compare::{Obstacle, State, compare};

use super::{Place, standing, tree};

#[test]
fn a_link_in_place_of_a_file_or_directory_blocks_by_force_too() {
    type Prepare = fn(&Place);
    let cases: [(&str, Prepare, Obstacle); 4] = [
        (
            "a file, its target has the wanted text",
            |place| symlink(place.beside("theirs/a.tf"), place.out().join("owner/a.tf")).unwrap(),
            Obstacle::Link("owner/a.tf".to_owned()),
        ),
        (
            "to nothing",
            |place| symlink("nowhere", place.out().join("owner/a.tf")).unwrap(),
            Obstacle::Link("owner/a.tf".to_owned()),
        ),
        (
            "a directory",
            |place| {
                fs::remove_dir(place.out().join("owner")).unwrap();
                symlink(place.beside("theirs"), place.out().join("owner")).unwrap();
            },
            Obstacle::Link("owner".to_owned()),
        ),
        (
            "a pipe",
            |place| {
                let pipe = place.out().join("owner/a.tf");
                assert!(Command::new("mkfifo").arg(pipe).status().unwrap().success());
            },
            Obstacle::Special("owner/a.tf".to_owned()),
        ),
    ];
    for (name, prepare, obstacle) in cases {
        let place = Place::new();
        fs::create_dir_all(place.out().join("owner")).unwrap();
        fs::create_dir(place.beside("theirs")).unwrap();
        fs::write(place.beside("theirs/a.tf"), "wanted\n").unwrap();
        prepare(&place);
        let wanted = tree(&[("owner/a.tf", "wanted\n"), ("b.tf", "b\n")]);

        let comparison = compare(&wanted, &place.out()).unwrap();
        assert_eq!(
            comparison.entries["owner/a.tf"].state,
            State::Blocked(obstacle),
            "{name}"
        );
        let theirs = standing(&place.beside("theirs"));
        place.refused(&wanted, false);
        place.refused(&wanted, true);
        assert_eq!(standing(&place.beside("theirs")), theirs, "{name}");
    }
}

#[test]
fn a_stale_file_behind_a_link_is_not_removed() {
    let place = Place::new();
    place.written(
        &tree(&[("owner/a.tf", "a\n"), ("owner/b.tf", "b\n")]),
        false,
    );
    fs::rename(place.out().join("owner"), place.beside("moved")).unwrap();
    symlink(place.beside("moved"), place.out().join("owner")).unwrap();
    let refused = place.refused(&tree(&[]), true);
    assert_eq!(refused.kept.len(), 2);
    assert_eq!(
        fs::read_to_string(place.beside("moved/a.tf")).unwrap(),
        "a\n"
    );
}

#[test]
fn the_output_directory_itself_may_be_a_link() {
    let place = Place::new();
    fs::create_dir(place.beside("real")).unwrap();
    symlink(place.beside("real"), place.out()).unwrap();
    place.written(&tree(&[("owner/a.tf", "a\n")]), false);
    assert_eq!(
        fs::read_to_string(place.beside("real/owner/a.tf")).unwrap(),
        "a\n"
    );
    assert!(fs::symlink_metadata(place.out()).unwrap().is_symlink());
}

#[test]
fn an_output_directory_that_links_to_nothing_is_named() {
    let place = Place::new();
    symlink("nowhere", place.out()).unwrap();
    let error = place.fails(&tree(&[("a.tf", "a\n")]), true);
    assert!(error.contains("is a symbolic link to nothing"), "{error}");
}

#[test]
fn a_record_that_is_a_link_is_not_followed() {
    let place = Place::new();
    fs::create_dir(place.out()).unwrap();
    fs::write(place.beside("theirs.json"), "theirs").unwrap();
    symlink(
        place.beside("theirs.json"),
        place.out().join(".sealform.json"),
    )
    .unwrap();
    let error = place.fails(&tree(&[("a.tf", "a\n")]), true);
    assert!(error.contains("is not a regular file"), "{error}");
    assert_eq!(
        fs::read_to_string(place.beside("theirs.json")).unwrap(),
        "theirs"
    );
}
