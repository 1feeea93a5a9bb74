//! Every spec in `specs/good` is silent, gives the tree in `snapshots/good/<name>`, and gives the same bytes whatever the
//! order in which it is written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail"
)]

mod common;

use common::{name, sealform, specs};
use sealform::source::node::{Node, Value};
use sealform::verify::Mode;

#[test]
fn good_specs_are_silent() {
    for spec in specs("good") {
        let ran = sealform([
            "validate",
            spec.to_str().unwrap(),
            "--deny-warnings",
            "--format",
            "json",
            "--today",
            common::TODAY,
        ]);
        assert_eq!(ran.code, 0, "{}: {}{}", spec.display(), ran.out, ran.err);
    }
}

/// The committed tree of each is what it gives now: `diff` is the test that users have. To accept a change:
/// `just snapshots`, and read what git shows.
#[test]
fn good_specs_give_their_snapshots() {
    for spec in specs("good") {
        let out = common::root().join("snapshots/good").join(name(&spec));
        let ran = sealform([
            "diff",
            spec.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
            "--today",
            common::TODAY,
        ]);
        assert_eq!(
            ran.code,
            0,
            "{}: accept with `just snapshots`\n{}{}",
            spec.display(),
            ran.out,
            ran.err
        );
    }
}

#[test]
fn no_snapshot_is_left_over() {
    let names: Vec<String> = specs("good").iter().map(|spec| name(spec)).collect();
    for entry in std::fs::read_dir(common::root().join("snapshots/good")).unwrap() {
        let entry = entry.unwrap().file_name().into_string().unwrap();
        assert!(names.contains(&entry), "snapshots/good/{entry} has no spec");
    }
}

#[test]
fn the_order_of_keys_changes_no_byte() {
    for spec in specs("good") {
        let checked = sealform::pipeline::check(&spec).unwrap();
        let mut found = sealform::diagnostic::Diagnostics::default();
        let mut document = sealform::source::parse::parse(&checked.sources, &mut found).unwrap();
        let straight = render(&document);
        reverse(&mut document);
        assert_eq!(straight, render(&document), "{}", spec.display());
    }
}

fn render(document: &Node) -> sealform::tree::Tree {
    let mut found = sealform::diagnostic::Diagnostics::default();
    let spec = sealform::spec::decode::decode(document, &mut found).unwrap();
    let plan = sealform::plan::resolve::resolve(&spec, &mut found);
    sealform::pipeline::build(&plan, Mode::Paranoid)
        .unwrap()
        .unwrap()
}

/// Turns every map around, at every depth.
fn reverse(node: &mut Node) {
    match &mut node.value {
        Value::Scalar(_) => {}
        Value::List(items) => items.iter_mut().for_each(reverse),
        Value::Map(entries) => {
            entries.reverse();
            entries
                .iter_mut()
                .for_each(|entry| reverse(&mut entry.node));
        }
    }
}
