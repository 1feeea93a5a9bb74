//! Differences as a person reads them and as `patch` applies them.

use std::fs;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use sealform::tree::Tree;
use sealform::tree::compare::compare;
use sealform::tree::print::print_diff;
use sealform::tree::unified::unified;

use super::{Place, standing, tree};

fn printed(place: &Place, wanted: &Tree, color: bool) -> String {
    let mut out = Vec::new();
    print_diff(
        &compare(wanted, &place.out()).unwrap(),
        wanted,
        color,
        &mut out,
    )
    .unwrap();
    String::from_utf8(out).unwrap()
}

fn between(old: &str, new: &str, color: bool) -> String {
    let mut out = Vec::new();
    unified("a/x y.tf", "b/x y.tf", old, new, color, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const KEY: &str = r#"resource "aws_kms_key" "rds" {
  description             = "RDS encryption key"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  rotation_period_in_days = 365
  multi_region            = false

  lifecycle {
    prevent_destroy = true
  }
}
"#;

/// One file in each state that is shown, and one that isn't.
fn one_of_each() -> (Place, Tree) {
    let place = Place::new();
    let key = |days: &str| KEY.replace("365", days);
    place.written(
        &tree(&[
            ("owner/changed.tf", KEY),
            ("owner/edited.tf", KEY),
            ("owner/edited_stale.tf", "# one\n"),
            ("owner/same.tf", KEY),
            ("owner/stale.tf", "# one\n# two"),
        ]),
        false,
    );
    place.put("owner/edited.tf", KEY.replace("true", "false"));
    place.put(
        "owner/edited_stale.tf",
        "# one\n# by hand \u{1b}[2Jgone\u{202e}\r\n",
    );
    place.put("owner/foreign.tf", "# theirs, in Latin-1: ");
    fs::write(
        place.out().join("owner/foreign.tf"),
        b"# theirs, in Latin-1: \xe9\n",
    )
    .unwrap();
    place.put("runbooks", "theirs");
    let wanted = tree(&[
        ("owner/changed.tf", &key("90")),
        ("owner/created.tf", "# one\n# two\n"),
        ("owner/edited.tf", KEY),
        ("owner/foreign.tf", "# ours\n"),
        ("owner/same.tf", KEY),
        ("runbooks/orders.md", "# Orders\n"),
    ]);
    (place, wanted)
}

#[test]
fn plain() {
    let (place, wanted) = one_of_each();
    insta::with_settings!({snapshot_path => "../../snapshots/tree", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("diff", printed(&place, &wanted, false));
    });
}

#[test]
fn coloured() {
    let (place, wanted) = one_of_each();
    let shown = printed(&place, &wanted, true).replace('\u{1b}', "␛");
    insta::with_settings!({snapshot_path => "../../snapshots/tree", prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("diff_coloured", shown);
    });
}

#[test]
fn nothing_is_printed_where_nothing_differs() {
    let place = Place::new();
    let wanted = tree(&[("a.tf", "a\n")]);
    place.written(&wanted, false);
    assert_eq!(printed(&place, &wanted, true), "");
}

#[test]
fn edges() {
    for (old, new, body) in [
        ("", "a\n", "@@ -0,0 +1 @@\n+a\n"),
        ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
        (
            "a",
            "a\n",
            "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n",
        ),
        ("a\rb\n", "a\n", "@@ -1 +1 @@\n-a<U+000D>b\n+a\n"),
        ("a\tb\n", "a\u{7}b\n", "@@ -1 +1 @@\n-a\tb\n+a<U+0007>b\n"),
    ] {
        let expected = format!("--- a/x y.tf\t\n+++ b/x y.tf\t\n{body}");
        assert_eq!(between(old, new, false), expected);
    }
}

#[test]
fn a_large_difference_ends_in_time_and_is_whole() {
    let old: String = (0..30_000)
        .map(|n| format!("{}\n", n * 7 % 1_000))
        .collect();
    let new: String = (0..30_000)
        .map(|n| format!("{}\n", n * 11 % 1_001))
        .collect();
    let text = between(&old, &new, true);
    assert!(text.lines().count() > 30_000);
}

#[test]
fn patch_makes_the_wanted_tree_of_it() {
    if Command::new("patch")
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_err()
    {
        assert!(std::env::var_os("CI").is_none(), "`patch` is missing");
        return;
    }
    let (place, mut wanted) = one_of_each();
    wanted.files.remove("runbooks/orders.md");
    // What is not UTF-8, or would harm a terminal, is shown and can't be applied.
    place.put("owner/foreign.tf", "# theirs\n");
    place.put("owner/edited_stale.tf", "# by hand\n");
    let text = printed(&place, &wanted, false);
    fs::write(place.beside("diff"), text).unwrap();
    let status = Command::new("patch")
        .args(["-p1", "-s", "-E", "-i"])
        .arg(place.beside("diff"))
        .current_dir(place.out())
        .status()
        .unwrap();
    assert!(status.success());
    for (path, text) in &wanted.files {
        assert_eq!(&place.text(path), text);
    }
    let stale = standing(&place.out())
        .into_keys()
        .filter(|path| path.ends_with("stale.tf"));
    assert_eq!(stale.count(), 0);
}

/// Takes the new text back out of a diff whose context is the whole text.
fn new_text(diff: &str) -> String {
    let mut text = String::new();
    for line in diff.split_inclusive('\n').skip(2) {
        match line.split_at_checked(1) {
            Some((" " | "+", rest)) => text.push_str(rest),
            Some(("\\", _)) if text.ends_with('\n') => drop(text.pop()),
            _ => {}
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_a_raw_control_character(old in "(?s:.){0,40}", new in "(?s:.){0,40}") {
        let text = between(&old, &new, false);
        prop_assert!(text.chars().all(|c| !c.is_control() || c == '\n' || c == '\t'), "{:?}", text);
    }

    #[test]
    fn colour_changes_no_character(old in "([ab ]{0,3}\n){0,6}[ab]?", new in "([ab ]{0,3}\n){0,6}[ab]?") {
        let plain = between(&old, &new, false);
        let coloured = between(&old, &new, true);
        prop_assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    }

    #[test]
    fn short_texts_can_be_read_back(old in "([ab]{0,2}\n){1,3}", new in "([ab]{0,2}\n){0,3}[ab]") {
        prop_assert_eq!(new_text(&between(&old, &new, false)), new);
    }
}
