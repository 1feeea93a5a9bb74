//! The output directory: what is found in it, what is written into it, what is never touched.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

#[path = "tree/diff.rs"]
mod diff;
#[path = "tree/links.rs"]
mod links;
#[path = "tree/record.rs"]
mod record;
#[path = "tree/sequences.rs"]
mod sequences;
#[path = "tree/states.rs"]
mod states;
#[path = "tree/writing.rs"]
mod writing;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sealform::tree::Tree;
use sealform::tree::refusal::Refused;
use sealform::tree::write::{Outcome, Written, write};
use tempfile::TempDir;

/// A temporary directory with an output directory in it, and files around that must survive.
struct Place {
    temporary: TempDir,
}

impl Place {
    fn new() -> Self {
        Self {
            temporary: tempfile::tempdir().unwrap(),
        }
    }

    fn out(&self) -> PathBuf {
        self.temporary.path().join("out")
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.temporary.path().join(name)
    }

    #[track_caller]
    fn put(&self, path: &str, text: impl AsRef<[u8]>) {
        let target = self.out().join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, text).unwrap();
    }

    #[track_caller]
    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.out().join(path)).unwrap()
    }

    #[track_caller]
    fn written(&self, tree: &Tree, force: bool) -> Written {
        match write(tree, &self.out(), force).unwrap() {
            Outcome::Written(written) => written,
            Outcome::Refused(refused) => panic!("refused: {refused:?}"),
        }
    }

    #[track_caller]
    fn refused(&self, tree: &Tree, force: bool) -> Refused {
        let before = standing(&self.out());
        match write(tree, &self.out(), force).unwrap() {
            Outcome::Written(written) => panic!("not refused: {written:?}"),
            Outcome::Refused(refused) => {
                assert_eq!(standing(&self.out()), before, "refused, and yet changed");
                refused
            }
        }
    }

    #[track_caller]
    fn fails(&self, tree: &Tree, force: bool) -> String {
        let before = standing(&self.out());
        let error = write(tree, &self.out(), force).unwrap_err();
        assert_eq!(standing(&self.out()), before, "failed, and yet changed");
        format!("{error:#}")
    }
}

fn tree(files: &[(&str, &str)]) -> Tree {
    Tree {
        files: files
            .iter()
            .map(|&(path, text)| (path.to_owned(), text.to_owned()))
            .collect(),
    }
}

/// Everything below a directory: files with their bytes, directories, links with their targets.
fn standing(directory: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut pending = vec![directory.to_owned()];
    while let Some(next) = pending.pop() {
        let Ok(items) = fs::read_dir(&next) else {
            continue;
        };
        for item in items.map(Result::unwrap) {
            let kind = item.file_type().unwrap();
            let content = if kind.is_file() {
                Some(fs::read(item.path()).unwrap())
            } else if kind.is_symlink() {
                Some(
                    fs::read_link(item.path())
                        .unwrap()
                        .into_os_string()
                        .into_encoded_bytes(),
                )
            } else {
                if kind.is_dir() {
                    pending.push(item.path());
                }
                None
            };
            found.insert(
                item.path().strip_prefix(directory).unwrap().to_owned(),
                content,
            );
        }
    }
    found
}
