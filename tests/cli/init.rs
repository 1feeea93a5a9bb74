//! `init`: a spec that generates as it stands.

use super::Project;

#[test]
fn what_it_writes_generates_as_it_stands() {
    let project = Project::new();
    let ran = project.run(["init"]).expect(0);
    assert!(
        ran.err
            .contains("wrote sealform.yaml; next: sealform generate sealform.yaml --out terraform"),
        "{}",
        ran.err
    );
    project
        .run(["validate", "sealform.yaml", "--deny-warnings"])
        .expect(0);
    project
        .run(["generate", "sealform.yaml", "--out", "terraform"])
        .expect(0);
    project
        .run(["diff", "sealform.yaml", "--out", "terraform"])
        .expect(0);
}

#[test]
fn it_writes_over_nothing() {
    let project = Project::new();
    let before = project.read("spec.yaml");
    let ran = project.run(["init", "spec.yaml"]).expect(1);
    assert!(ran.err.contains("spec.yaml exists already"), "{}", ran.err);
    assert_eq!(project.read("spec.yaml"), before);
}

#[test]
fn it_prints_where_that_is_asked_for() {
    let project = Project::new();
    let ran = project.run(["init", "-"]).expect(0);
    project.run(["init", "written.yaml"]).expect(0);
    assert_eq!(ran.out, project.read("written.yaml"));
    assert!(ran.err.is_empty());
}
