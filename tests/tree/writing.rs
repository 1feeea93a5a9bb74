//! What is written, what is left alone, and what is refused as a whole.

use std::fs;
use std::time::{Duration, SystemTime};

use sealform::tree::write::write;

use super::{Place, standing, tree};

#[test]
fn creates_changes_removes_and_leaves() {
    let place = Place::new();
    let written = place.written(
        &tree(&[
            ("owner/a.tf", "a\n"),
            ("owner/b.tf", "b\n"),
            ("sharing/x/c.tf", "c\n"),
        ]),
        false,
    );
    assert_eq!(
        written.created,
        ["owner/a.tf", "owner/b.tf", "sharing/x/c.tf"]
    );
    place.put("owner/extra.tf", "theirs\n");
    place.put("owner/.terraform.lock.hcl", "theirs\n");
    place.put("owner/.terraform/modules/x", "theirs\n");

    let written = place.written(
        &tree(&[("owner/a.tf", "a2\n"), ("owner/d.tf", "d\n")]),
        false,
    );
    assert_eq!(written.created, ["owner/d.tf"]);
    assert_eq!(written.changed, ["owner/a.tf"]);
    assert_eq!(written.removed, ["owner/b.tf", "sharing/x/c.tf"]);
    assert!(written.unchanged.is_empty());
    let names: Vec<_> = standing(&place.out()).into_keys().collect();
    let names: Vec<_> = names.iter().map(|name| name.to_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            ".sealform.json",
            "owner",
            "owner/.terraform",
            "owner/.terraform/modules",
            "owner/.terraform/modules/x",
            "owner/.terraform.lock.hcl",
            "owner/a.tf",
            "owner/d.tf",
            "owner/extra.tf",
        ],
        "emptied directories go, theirs stay, nothing temporary is left"
    );
}

#[test]
fn what_is_as_wanted_is_not_touched() {
    let place = Place::new();
    let wanted = tree(&[("owner/a.tf", "a\n"), ("owner/b.tf", "b\n")]);
    place.written(&wanted, false);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let paths = ["owner/a.tf", "owner/b.tf", ".sealform.json", "owner", ""];
    let age = |path: &str| {
        fs::File::open(place.out().join(path))
            .unwrap()
            .set_modified(long_ago)
            .unwrap()
    };
    let time = |path: &str| {
        fs::metadata(place.out().join(path))
            .unwrap()
            .modified()
            .unwrap()
    };
    paths.iter().for_each(|path| age(path));

    let written = place.written(&wanted, false);
    assert_eq!(written.unchanged, ["owner/a.tf", "owner/b.tf"]);
    for path in paths {
        assert_eq!(time(path), long_ago, "`{path}` was written");
    }

    place.written(
        &tree(&[("owner/a.tf", "a\n"), ("owner/b.tf", "b2\n")]),
        false,
    );
    assert_eq!(time("owner/a.tf"), long_ago);
    assert_ne!(time("owner/b.tf"), long_ago);
}

#[test]
fn all_that_stands_in_the_way_is_named_and_nothing_is_written() {
    let place = Place::new();
    place.written(
        &tree(&[("edited.tf", "1"), ("gone.tf", "1"), ("ok.tf", "1")]),
        false,
    );
    place.put("edited.tf", "by hand");
    place.put("gone.tf", "by hand");
    place.put("foreign.tf", "theirs");
    let wanted = tree(&[
        ("edited.tf", "2"),
        ("foreign.tf", "2"),
        ("new.tf", "2"),
        ("ok.tf", "2"),
    ]);

    let lines: Vec<_> = place
        .refused(&wanted, false)
        .kept
        .iter()
        .map(ToString::to_string)
        .collect();
    insta::with_settings!({snapshot_path => "../../snapshots/tree", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("refused", lines.join("\n"));
    });

    let written = place.written(&wanted, true);
    assert_eq!(written.changed, ["edited.tf", "foreign.tf", "ok.tf"]);
    assert_eq!(written.removed, ["gone.tf"]);
    assert_eq!(written.created, ["new.tf"]);
    assert_eq!(place.text("edited.tf"), "2");
    assert!(place.written(&wanted, false).changed.is_empty());
}

#[test]
fn force_writes_through_no_obstacle() {
    let place = Place::new();
    place.put("a.tf/theirs", "theirs");
    let refused = place.refused(&tree(&[("a.tf", "ours"), ("b.tf", "ours")]), true);
    assert_eq!(
        refused.kept[0].to_string(),
        "`a.tf` can't be written because `a.tf` is a directory: move that away and run again"
    );
}

#[test]
fn a_file_with_the_wanted_text_is_taken_over() {
    let place = Place::new();
    place.put("a.tf", "wanted\n");
    place.written(&tree(&[("a.tf", "wanted\n")]), false);
    let written = place.written(&tree(&[("a.tf", "next\n")]), false);
    assert_eq!(written.changed, ["a.tf"], "ours from then on");
}

#[test]
fn makes_the_directory_and_those_above_it() {
    let place = Place::new();
    let deep = place.beside("x/y/z");
    write(&tree(&[("a/b/c.tf", "c")]), &deep, false).unwrap();
    assert_eq!(fs::read_to_string(deep.join("a/b/c.tf")).unwrap(), "c");
}

#[test]
fn an_output_that_is_no_directory_is_named() {
    let place = Place::new();
    fs::write(place.out(), "a file").unwrap();
    let wanted = tree(&[("a.tf", "x")]);
    let error = write(&wanted, &place.out(), true).unwrap_err().to_string();
    assert!(
        error.ends_with("out` is not a directory: name another, or remove it"),
        "{error}"
    );
    let error = write(&wanted, "".as_ref(), true).unwrap_err().to_string();
    assert!(error.contains("has no name"), "{error}");
}

#[test]
fn a_tree_with_impossible_paths_makes_nothing() {
    for (files, word) in [
        (vec![("../a.tf", "")], "part `.` or `..`"),
        (vec![("/etc/a.tf", "")], "absolute"),
        (vec![(".sealform.json", "")], "record"),
        (
            vec![("a", ""), ("a/b.tf", "")],
            "is a file of the same output",
        ),
        (
            vec![("A/b.tf", ""), ("a", "")],
            "is a file of the same output",
        ),
        (
            vec![("Orders.tf", ""), ("orders.tf", "")],
            "take them for one file",
        ),
    ] {
        let place = Place::new();
        let error = place.fails(&tree(&files), true);
        assert!(error.contains(word), "{error}");
        assert!(!place.out().exists());
    }
}

#[test]
fn what_a_killed_run_left_is_swept() {
    let place = Place::new();
    let wanted = tree(&[("owner/a.tf", "a")]);
    place.written(&wanted, false);
    place.put("owner/.sealform-Ab12Cd.tmp", "half a fi");
    place.put(".sealform-Ab12Cd.tmp", "half a fi");
    place.put("owner/notes.tmp", "theirs");
    place.written(&wanted, false);
    assert!(!place.out().join("owner/.sealform-Ab12Cd.tmp").exists());
    assert!(!place.out().join(".sealform-Ab12Cd.tmp").exists());
    assert_eq!(place.text("owner/notes.tmp"), "theirs");
}

#[cfg(unix)]
#[test]
fn modes_are_kept_and_new_ones_are_the_users_default() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.written(&tree(&[("a.tf", "1")]), false);
    let mode = |path: &str| {
        fs::metadata(place.out().join(path))
            .unwrap()
            .permissions()
            .mode()
            & 0o777
    };
    place.put("theirs", "created as anybody creates a file");
    assert_eq!(mode("a.tf"), mode("theirs"));
    fs::set_permissions(place.out().join("a.tf"), fs::Permissions::from_mode(0o640)).unwrap();
    place.written(&tree(&[("a.tf", "2")]), false);
    assert_eq!((mode("a.tf"), place.text("a.tf").as_str()), (0o640, "2"));
}

#[test]
fn runs_at_the_same_time_leave_one_of_the_trees() {
    let place = Place::new();
    let trees: Vec<_> = ["one", "two", "three", "four"]
        .map(|text| {
            let files: Vec<_> = (0..40)
                .map(|n| format!("d{}/{text}_{n}.tf", n % 3))
                .collect();
            tree(
                &files
                    .iter()
                    .map(|path| (path.as_str(), text))
                    .collect::<Vec<_>>(),
            )
        })
        .into();
    std::thread::scope(|scope| {
        for wanted in &trees {
            scope.spawn(|| drop(place.written(wanted, false)));
        }
    });
    let standing = standing(&place.out());
    let files: Vec<_> = standing
        .iter()
        .filter(|(_, content)| content.is_some())
        .collect();
    assert_eq!(files.len(), 41, "40 files of one tree and the record");
}
