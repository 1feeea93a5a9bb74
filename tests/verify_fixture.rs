//! A correct tree has no violations, and its policies are read as they stand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "verify/fixture.rs"]
mod fixture;

use sealform::verify::{Mode, key_policies, verify};

#[test]
fn a_correct_tree_is_silent() {
    for mode in [Mode::Paranoid, Mode::ByShape] {
        let violations = verify(&fixture::tree(), mode);
        assert!(violations.is_empty(), "{mode:?}: {violations:#?}");
    }
}

#[test]
fn policies_are_read_from_the_text() {
    let policies = key_policies(&fixture::tree());
    let found: Vec<String> = policies
        .iter()
        .map(|policy| {
            format!(
                "{} {} {}:{} {} {} {}",
                policy.module,
                policy.key,
                policy.file,
                policy.line,
                policy.region.as_deref().unwrap_or("?"),
                policy
                    .account
                    .as_ref()
                    .map_or("?", |account| account.as_str()),
                policy.json["Statement"].as_array().unwrap().len(),
            )
        })
        .collect();
    insta::with_settings!({ snapshot_path => "../snapshots/verify", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("policies", found.join("\n"));
        let first = serde_json::to_string_pretty(&policies[0].json).unwrap();
        insta::assert_snapshot!("policy", first);
    });
}
