//! The correct tree that the tests of verification start from.

use std::path::Path;

use sealform::tree::Tree;

/// Reads `tests/fixtures/verify`. It passes `terraform validate` and `terraform fmt -check`.
pub(crate) fn tree() -> Tree {
    folder("tests/fixtures/verify")
}

/// Reads a folder of the project as a tree.
pub(crate) fn folder(path: &str) -> Tree {
    fn walk(folder: &Path, prefix: &str, tree: &mut Tree) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if entry.file_type().unwrap().is_dir() {
                walk(&entry.path(), &format!("{prefix}{name}/"), tree);
            } else {
                let text = std::fs::read_to_string(entry.path()).unwrap();
                tree.files.insert(format!("{prefix}{name}"), text);
            }
        }
    }
    let mut tree = Tree::default();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    walk(&root, "", &mut tree);
    tree
}
