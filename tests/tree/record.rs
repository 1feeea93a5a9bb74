//! The record: its text, and what becomes of one that lies, is broken, or is newer.

use std::fs;

use sealform::tree::compare::compare;
use sealform::tree::manifest::{Manifest, Unusable, digest};

use super::{Place, tree};

fn record(path: &str, hash: &str) -> String {
    serde_json::json!({ "version": 1, "files": { path: hash } }).to_string()
}

#[test]
fn is_sorted_has_a_line_a_file_and_reads_back() {
    let manifest = Manifest::of(&tree(&[("owner/keys.tf", ""), ("a.tf", "abc")]));
    let text = manifest.print().unwrap();
    insta::with_settings!({snapshot_path => "../../snapshots/tree", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("record", text);
    });
    assert_eq!(Manifest::parse(text.as_bytes()), Ok(manifest));
}

#[test]
fn a_path_that_leaves_the_directory_is_refused_and_nothing_is_removed() {
    let hash = digest(b"theirs");
    for path in [
        "../theirs.tf",
        "owner/../../theirs.tf",
        "..\\theirs.tf",
        "owner//theirs.tf",
        "owner/./theirs.tf",
        "C:/theirs.tf",
        "/theirs.tf",
        "",
        ".git/config",
        "owner/terraform.tfstate",
        "owner/a\u{1b}[2J.tf",
    ] {
        let place = Place::new();
        fs::write(place.beside("theirs.tf"), "theirs").unwrap();
        place.put(".git/config", "theirs");
        place.put("owner/terraform.tfstate", "theirs");
        place.put(".sealform.json", record(path, &hash));
        let wanted = tree(&[("a.tf", "a")]);

        let error = place.fails(&wanted, false);
        assert!(
            error.contains(".sealform.json") && error.contains("--force"),
            "{error}"
        );
        assert!(!error.contains('\u{1b}'), "{error:?}");
        assert!(compare(&wanted, &place.out()).is_err());

        place.written(&wanted, true);
        assert_eq!(
            fs::read(place.beside("theirs.tf")).unwrap(),
            b"theirs",
            "{path}"
        );
        assert_eq!(place.text(".git/config"), "theirs");
        assert_eq!(place.text("owner/terraform.tfstate"), "theirs");
    }
    let place = Place::new();
    let outside = place.beside("theirs.tf");
    fs::write(&outside, "theirs").unwrap();
    place.put(".sealform.json", record(outside.to_str().unwrap(), &hash));
    place.fails(&tree(&[]), false);
    place.written(&tree(&[]), true);
    assert!(outside.exists());
}

#[test]
fn a_broken_one_is_an_error_and_counts_as_none_by_force() {
    for broken in [
        "",
        "nonsense",
        "[]",
        "<<<<<<< ours\n{}",
        r#"{"version": 0, "files": {}}"#,
        r#"{"version": 1}"#,
        r#"{"version": 1, "files": {"a.tf": "sha256:abc"}}"#,
        r#"{"version": 1, "files": {"a.tf": "md5:0"}}"#,
        r#"{"version": 1, "files": {}, "more": 1}"#,
        "{\"version\": 1, \"files\": {\"a.tf\": \"\u{fffd}\"}}",
    ] {
        let place = Place::new();
        place.put(".sealform.json", broken);
        place.put("a.tf", "theirs");
        let wanted = tree(&[("a.tf", "a")]);
        let error = place.fails(&wanted, false);
        assert!(
            error.contains("cannot use") && error.contains("--force"),
            "{error}"
        );
        place.written(&wanted, true);
        assert_eq!(place.text("a.tf"), "a");
        assert!(compare(&wanted, &place.out()).unwrap().record_is_current);
    }
}

#[test]
fn deep_nesting_ends_in_an_error() {
    let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(
        Manifest::parse(text.as_bytes()),
        Err(Unusable::Corrupt(_))
    ));
}

#[test]
fn a_newer_one_stops_even_force() {
    let place = Place::new();
    place.put(
        ".sealform.json",
        r#"{"version": 2, "files": [], "more": {}}"#,
    );
    for force in [false, true] {
        let error = place.fails(&tree(&[("a.tf", "a")]), force);
        assert!(
            error.contains("a newer Sealform wrote it") && error.contains("update"),
            "{error}"
        );
    }
}

#[test]
fn a_directory_in_its_place_is_named() {
    let place = Place::new();
    place.put(".sealform.json/theirs", "theirs");
    let error = place.fails(&tree(&[("a.tf", "a")]), true);
    assert!(error.contains("is not a regular file"), "{error}");
}

#[test]
fn the_same_tree_gives_the_same_record() {
    let [first, second] = [Place::new(), Place::new()];
    let wanted = tree(&[("owner/a.tf", "a"), ("b.tf", "b")]);
    first.written(&tree(&[("owner/b.tf", "b"), ("c.tf", "c")]), false);
    first.written(&wanted, false);
    second.written(&wanted, false);
    assert_eq!(
        super::standing(&first.out()),
        super::standing(&second.out())
    );
}
