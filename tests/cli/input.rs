//! Where a spec can come from, and what it can't be.

use std::fs;

use super::common::{command, run, sealform_in};
use super::{Project, minimal, with_error};

#[test]
fn standard_input_is_a_spec() {
    let project = Project::generated();
    let folder = project.folder.path();
    let spec = minimal();
    sealform_in(folder, ["validate", "-"], &spec).expect(0);
    sealform_in(folder, ["diff", "-", "--out", "out"], &spec).expect(0);
    sealform_in(folder, ["generate", "-", "--out", "other"], &spec).expect(0);
    let keys = |out: &str| project.read(&format!("{out}/owner/keys.tf"));
    assert_eq!(keys("out"), keys("other"));
    let ran = sealform_in(folder, ["validate", "-"], &with_error()).expect(1);
    assert!(ran.err.contains("--> <stdin>:15:26"), "{}", ran.err);
}

#[test]
fn a_folder_is_a_spec() {
    let project = Project::new();
    let (head, databases) = minimal()
        .split_once("databases:\n")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    project.put("spec/project.yaml", &head);
    project.put("spec/databases.yml", &format!("databases:\n{databases}"));
    project.put("spec/README.md", "no: spec");
    project.put("spec/.hidden.yaml", "no: spec");
    project.run(["generate", "spec", "--out", "out"]).expect(0);
    project.run(["diff", "spec.yaml", "--out", "out"]).expect(0);
    project.put("spec/more.yaml", "owner: \"123456789012\"\n");
    let ran = project.run(["validate", "spec"]).expect(1);
    assert!(
        ran.err.contains("`owner` stands in two files") && ran.err.contains("spec/project.yaml:"),
        "{}",
        ran.err
    );
}

#[test]
fn what_is_no_spec_is_told_in_one_line() {
    let project = Project::new();
    fs::create_dir(project.path("empty")).unwrap();
    project.put("crlf.yaml", &minimal().replace('\n', "\r\n"));
    project.put("bom.yaml", &format!("\u{feff}{}", minimal()));
    fs::write(project.path("latin1.yaml"), b"name: caf\xe9\n").unwrap();
    for (spec, told) in [
        ("missing.yaml", "can't open `missing.yaml`"),
        ("spec.yaml/below", "can't open `spec.yaml/below`"),
        ("empty", "the folder `empty` holds no `*.yaml` file"),
        (
            "latin1.yaml",
            "`latin1.yaml` is not UTF-8 at byte 9 in line 1",
        ),
    ] {
        for format in ["text", "json", "github", "sarif"] {
            let ran = project
                .run(["validate", spec, "--format", format])
                .expect(1);
            assert!(
                ran.err.starts_with(&format!("error: {told}")),
                "{}",
                ran.err
            );
            assert!(
                ran.out.is_empty() && ran.err.lines().count() == 1,
                "{ran:?}"
            );
        }
    }
    project.run(["validate", "crlf.yaml"]).expect(0);
    project.run(["validate", "bom.yaml"]).expect(0);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    let path = project.path("spec.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // To root nothing is unreadable.
    if fs::read(&path).is_err() {
        let ran = project.run(["validate", "spec.yaml"]).expect(1);
        assert!(
            ran.err.starts_with("error: can't open `spec.yaml`"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn an_empty_input_is_told() {
    let ran = run(command(super::common::root()).args(["validate", "-"]), b"").expect(1);
    assert!(ran.err.contains("error[yaml-empty]"), "{}", ran.err);
}
