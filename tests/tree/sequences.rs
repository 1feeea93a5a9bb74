//! Whatever was written before, what stands is the last tree, its record, and the files of others.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sealform::tree::Tree;
use sealform::tree::compare::compare;
use sealform::tree::manifest::Manifest;

use super::{Place, standing};

fn any_tree() -> impl Strategy<Value = Tree> {
    let path = "([ab]/){0,2}[cde]\\.tf";
    let text = prop_oneof![
        Just(String::new()),
        "[xy]{1,3}",
        "([xy]{0,2}\r?\n){0,3}",
        "\\PC{0,12}"
    ];
    proptest::collection::btree_map(path, text, 0..8).prop_map(|files| Tree { files })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_last_tree_stands(trees in proptest::collection::vec(any_tree(), 1..6)) {
        let place = Place::new();
        let theirs = ["theirs.tf", "a/theirs.tf", "b/a/.terraform.lock.hcl"];
        theirs.iter().for_each(|path| place.put(path, "theirs"));
        for tree in &trees {
            let before = compare(tree, &place.out()).unwrap();
            let written = place.written(tree, false);
            prop_assert_eq!(
                before.differs(),
                !(written.created.is_empty() && written.changed.is_empty() && written.removed.is_empty())
            );
            let after = compare(tree, &place.out()).unwrap();
            prop_assert!(!after.differs() && after.record_is_current);

            let mut expected: BTreeMap<_, _> = tree
                .files
                .iter()
                .map(|(path, text)| (path.clone(), text.clone().into_bytes()))
                .collect();
            expected.extend(theirs.iter().map(|&path| (path.to_owned(), b"theirs".to_vec())));
            let record = Manifest::of(tree).print().unwrap();
            expected.insert(".sealform.json".to_owned(), record.into_bytes());
            let found: BTreeMap<_, _> = standing(&place.out())
                .into_iter()
                .filter_map(|(path, content)| Some((path.to_str()?.to_owned(), content?)))
                .collect();
            // CRLF throughout is left where it stood in for LF, so lines are compared by their ends.
            let less = |files: BTreeMap<String, Vec<u8>>| -> BTreeMap<String, String> {
                files
                    .into_iter()
                    .map(|(path, content)| (path, String::from_utf8(content).unwrap().replace("\r\n", "\n")))
                    .collect()
            };
            prop_assert_eq!(less(found), less(expected));
        }
        let place_is_small = standing(&place.out());
        for (directory, _) in place_is_small.iter().filter(|(_, content)| content.is_none()) {
            prop_assert!(
                place_is_small.keys().any(|path| path.starts_with(directory) && path != directory),
                "{} is empty", directory.display()
            );
        }
    }
}
