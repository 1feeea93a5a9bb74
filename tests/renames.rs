//! What was called otherwise before: every resource is where it was, or is moved there from where it was, and nothing is lost
//! or gained by it. Terraform's own plan is in `tests/real_terraform.rs`.

#![allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

/// Of the tests with real parts, what generates folders.
#[allow(dead_code, reason = "other tests use the rest")]
mod real {
    pub mod generated;
    pub mod renames;
}

use std::collections::BTreeSet;
use std::path::Path;

use real::generated::Generated;
use sealform::tree::Tree;
use sealform::verify::{self, Mode};

fn tree(generated: &Generated) -> Tree {
    let mut tree = Tree::default();
    let folders = generated.modules().into_iter();
    for (module, folder) in folders {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap();
            let text = read(&path);
            tree.files.insert(format!("{module}/{name}"), text);
        }
    }
    tree
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Module and address of every resource.
fn addresses(tree: &Tree) -> BTreeSet<(String, String)> {
    let resources = verify::read(tree, Mode::Paranoid).resources();
    let address = resources.into_iter().map(|r| (r.module, r.address));
    address.collect()
}

#[test]
fn whatever_has_another_address_has_moved() {
    let (now, before) = real::renames::now_and_before();
    let (now, before) = (tree(&now), tree(&before));
    let moves = verify::read(&now, Mode::Paranoid).moves();
    let mut expected = addresses(&before);
    let mut kinds = BTreeSet::new();
    for moved in moves {
        kinds.insert(moved.from.split('.').next().unwrap().to_owned());
        assert!(
            expected.remove(&(moved.module.clone(), moved.from.clone())),
            "nothing was at {}",
            moved.from
        );
        expected.insert((moved.module, moved.to.unwrap()));
    }
    assert_eq!(expected, addresses(&now));
    assert!(kinds.len() >= 11, "{kinds:?}");
}

/// `diff` tells of a move as of nothing: nobody gains access to a key, and no database is lost.
#[test]
fn a_move_means_nothing() {
    let (now, before) = real::renames::now_and_before();
    let (now, before) = (tree(&now), tree(&before));
    let text = real::generated::text("renamed");
    let checked = sealform::pipeline::check_sources(sealform::source::Sources {
        files: vec![sealform::source::SourceFile {
            name: "renamed.yaml".to_owned(),
            text,
        }],
    });
    let plan = checked.plan.unwrap();
    let meaning = sealform::meaning::Meaning::between(&before, &now, &plan);
    assert!(meaning.is_empty(), "{meaning:?}");
    let back = sealform::meaning::Meaning::between(&now, &before, &plan);
    assert!(!back.is_empty(), "without the moves something is lost");
}

/// What is the same under both names is not moved.
#[test]
fn without_a_name_of_before_nothing_moves() {
    let (_, before) = real::renames::now_and_before();
    assert!(!tree(&before).files.contains_key("owner/moved.tf"));
}
