//! Where lines of the output come from, and who is to blame for what is wrong on them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod common;

use sealform::blame::{Case, findings};
use sealform::pipeline::{build, check};
use sealform::render::templates::BUILT_IN;
use sealform::render::trace::Tracer;
use sealform::templates::Templates;
use sealform::verify::{Mode, Violation};

/// A line without white space, so that columns don't matter.
fn letters(line: &str) -> String {
    line.split_whitespace().collect()
}

#[test]
fn every_line_of_the_examples_is_followed_to_its_template() {
    let tracer = Tracer::new(BUILT_IN.iter().copied()).unwrap();
    let mut followed = 0;
    for spec in common::specs("good") {
        let plan = check(&spec).unwrap().plan.unwrap();
        let tree = build(&plan, Mode::ByShape).unwrap().unwrap();
        for (path, text) in tree.files.iter().filter(|(path, _)| path.ends_with(".tf")) {
            let origins = tracer.origins(&plan, path, text);
            let mut last = None;
            for (line, origin) in text.lines().zip(&origins).skip(1) {
                let is_for_scanners = line.trim_start().starts_with('#') && origin.is_none();
                if line.is_empty() || is_for_scanners {
                    continue;
                }
                let origin = origin.unwrap_or_else(|| panic!("{path}: {line}"));
                let (_, template) = BUILT_IN
                    .iter()
                    .find(|(name, _)| *name == origin.template)
                    .unwrap();
                let made_by = template.lines().nth(origin.line.unwrap() - 1).unwrap();
                let (before, tags) = made_by.split_once("{{").unwrap_or((made_by, ""));
                if tags.is_empty() {
                    assert_eq!(letters(line), letters(made_by), "{path}");
                    followed += 1;
                } else if !letters(line).starts_with(&letters(before)) {
                    // Only the first line of a value begins as its template's line does.
                    assert_eq!(last, Some(origin), "{path}: {line}");
                }
                last = Some(origin);
            }
        }
    }
    assert!(followed > 1000, "{followed}");
}

#[test]
fn what_no_template_of_the_user_makes_is_a_bug_of_ours() {
    let checked = check(&common::root().join("specs/good/payments.yaml")).unwrap();
    let plan = checked.plan.unwrap();
    let mut sources = checked.sources;
    let tree = build(&plan, Mode::ByShape).unwrap().unwrap();
    let file = "owner/database_production-db.tf";
    let line = tree.files[file]
        .lines()
        .position(|line| line.contains("replicate_source_db"))
        .unwrap();
    let violation = Violation {
        file: file.to_owned(),
        line: u32::try_from(line + 1).unwrap(),
        rule: "replica-source",
        address: Some("aws_db_instance.production_db_eu".to_owned()),
        message: "it is wrong".to_owned(),
    };
    let templates = Templates::default();
    let case = Case {
        plan: &plan,
        templates: &templates,
        tree: &tree,
        proven_with: &|_| None,
    };
    let found = findings(&[violation], &case, &mut sources);
    let finding = found.iter().next().unwrap();
    assert_eq!(finding.rule.id, "replica-source");
    assert_eq!(sources.text_at(finding.primary.at), "production-db-eu");
    assert!(
        finding
            .message
            .contains("by the built-in template `db_replica`, line "),
        "{}",
        finding.message
    );
    assert!(format!("{:?}", finding.help).contains("bug of Sealform"));
    assert!(
        sources
            .text_at(finding.related[0].at)
            .starts_with("replicate_source_db")
    );
}
