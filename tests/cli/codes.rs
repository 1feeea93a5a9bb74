//! The table of exit codes.

use super::common::sealform;
use super::{Project, with_error, with_warning};

#[test]
fn fine_is_0() {
    let project = Project::generated();
    for arguments in [
        vec!["validate", "spec.yaml"],
        vec!["generate", "spec.yaml", "--out", "out"],
        vec!["diff", "spec.yaml", "--out", "out"],
        vec!["init", "new.yaml"],
        vec!["rules"],
        vec!["explain", "enc-off"],
        vec!["completions", "bash"],
        vec!["man"],
        vec!["--help"],
        vec!["help", "diff"],
        vec!["diff", "--help"],
        vec!["--version"],
    ] {
        super::sealform_in(project.folder.path(), &arguments, "").expect(0);
    }
}

/// A shell must not take wrong usage for a difference: clap's own code for it is 2.
#[test]
fn wrong_usage_is_1() {
    for arguments in [
        vec![],
        vec!["nonsense"],
        vec!["validate"],
        vec!["generate", "spec.yaml"],
        vec!["diff", "spec.yaml"],
        vec!["validate", "spec.yaml", "--format", "xml"],
        vec!["validate", "spec.yaml", "--nonsense"],
        vec!["completions", "nonsense"],
        vec!["explain", "nonsense"],
    ] {
        let ran = sealform(&arguments).expect(1);
        assert!(ran.out.is_empty() && !ran.err.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_wrong_spec_is_1_in_every_command() {
    let project = Project::new();
    project.put("spec.yaml", &with_error());
    for arguments in [
        vec!["validate", "spec.yaml"],
        vec!["generate", "spec.yaml", "--out", "out"],
        vec!["diff", "spec.yaml", "--out", "out"],
        vec!["diff", "spec.yaml", "--out", "out", "--exit-zero"],
    ] {
        let ran = super::sealform_in(project.folder.path(), &arguments, "").expect(1);
        assert!(ran.err.contains("error[inst-public]"), "{}", ran.err);
    }
    assert!(!project.path("out").exists());
}

#[test]
fn a_difference_is_2() {
    let project = Project::new();
    let ran = project.run(["diff", "spec.yaml", "--out", "out"]).expect(2);
    assert!(ran.out.contains("+++ b/owner/keys.tf"), "{}", ran.out);
    assert!(!project.path("out").exists(), "`diff` writes nothing");
}

#[test]
fn exit_zero_is_for_jobs_that_only_report() {
    let project = Project::new();
    let arguments = ["diff", "spec.yaml", "--out", "out", "--exit-zero"];
    let ran = project.run(arguments).expect(0);
    assert!(ran.out.contains("+++ b/owner/keys.tf"), "{}", ran.out);
}

#[test]
fn a_warning_is_1_only_where_it_is_denied() {
    let project = Project::new();
    project.put("spec.yaml", &with_warning());
    let ran = project.run(["validate", "spec.yaml"]).expect(0);
    assert!(ran.err.contains("1 warning"), "{}", ran.err);
    for arguments in [
        vec!["validate", "spec.yaml", "--deny-warnings"],
        vec!["generate", "spec.yaml", "--out", "out", "--deny-warnings"],
        vec!["diff", "spec.yaml", "--out", "out", "--deny-warnings"],
    ] {
        super::sealform_in(project.folder.path(), &arguments, "").expect(1);
    }
    assert!(!project.path("out").exists());
    project
        .run(["generate", "spec.yaml", "--out", "out"])
        .expect(0);
}
