//! The table of rules is honest: ids are unique kebab-case words, and every record says everything.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod common;

use sealform::catalogue;

#[test]
fn ids_are_unique_and_records_are_full() {
    let rules = catalogue::all();
    for pair in rules.windows(2) {
        let [one, other] = pair else { unreachable!() };
        assert!(one.id < other.id, "{} stands twice", one.id);
    }
    for rule in rules {
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(rule.id.chars().all(kebab), "{}", rule.id);
        for text in [rule.summary, rule.why, rule.fix, rule.source] {
            assert!(!text.trim().is_empty(), "{}", rule.id);
            assert!(!text.ends_with('.'), "{}: {text}", rule.id);
        }
    }
}

#[test]
fn every_rule_is_explained() {
    for rule in catalogue::all() {
        let ran = common::sealform(["explain", rule.id]);
        assert_eq!(ran.code, 0);
        assert!(
            ran.out.contains(rule.why) && ran.out.contains(rule.fix),
            "{}",
            rule.id
        );
    }
}

#[test]
fn a_misspelt_rule_is_an_error_with_a_suggestion() {
    let ran = common::sealform(["explain", "rr-arg"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("did you mean `rr-args`?"), "{}", ran.err);
}
