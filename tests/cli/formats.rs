//! What programs read: one JSON object, one SARIF log or GitHub's commands a run, on standard output.

use serde_json::Value;

use super::{Project, with_error, with_warning};

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn at<'v>(value: &'v Value, pointer: &str) -> &'v Value {
    value
        .pointer(pointer)
        .unwrap_or_else(|| panic!("{pointer} in {value:#}"))
}

#[test]
fn json_of_findings_is_versioned_and_the_same_in_every_command() {
    let project = Project::new();
    project.put("spec.yaml", &with_error());
    let commands = [
        vec!["validate", "spec.yaml"],
        vec!["generate", "spec.yaml", "--out", "out"],
        vec!["diff", "spec.yaml", "--out", "out"],
    ];
    for mut arguments in commands {
        arguments.extend(["--format", "json"]);
        let ran = super::sealform_in(project.folder.path(), arguments, "").expect(1);
        let report = json(&ran.out);
        assert_eq!(*at(&report, "/version"), 1);
        assert_eq!(*at(&report, "/diagnostics/0/rule"), "inst-public");
        assert_eq!(*at(&report, "/diagnostics/0/place/line"), 15);
        assert!(at(&report, "/diagnostics/0/help/0/words").is_string());
        assert_eq!(report.pointer("/diagnostics/1"), None);
    }
}

#[test]
fn json_of_generate_names_the_files() {
    let project = Project::new();
    project.put("spec.yaml", &with_warning());
    let arguments = ["generate", "spec.yaml", "--out", "out", "--format", "json"];
    let report = json(&project.run(arguments).expect(0).out);
    assert_eq!(*at(&report, "/diagnostics/0/severity"), "warning");
    assert_eq!(at(&report, "/files/created").as_array().unwrap().len(), 7);
    assert_eq!(*at(&report, "/files/created/1"), "owner/keys.tf");
    let report = json(&project.run(arguments).expect(0).out);
    assert_eq!(at(&report, "/files/created").as_array().unwrap().len(), 0);
    assert_eq!(at(&report, "/files/unchanged").as_array().unwrap().len(), 7);

    project.put("out/owner/keys.tf", "# mine\n");
    let report = json(&project.run(arguments).expect(1).out);
    assert_eq!(*at(&report, "/diagnostics/1/rule"), "output-edited");
    assert_eq!(
        *at(&report, "/diagnostics/1/place/file"),
        "out/owner/keys.tf"
    );
    assert_eq!(report.pointer("/files"), None);
}

/// A directory in which one file is edited, one missing and one no longer wanted.
fn different() -> Project {
    let project = Project::generated();
    project.put(
        "out/owner/keys.tf",
        &project.read("out/owner/keys.tf").replace("365", "180"),
    );
    project.put(
        "spec.yaml",
        &super::minimal().replace("  orders:", "  stock:"),
    );
    project
}

#[test]
fn json_of_diff_holds_each_difference() {
    let project = Project::generated();
    let arguments = ["diff", "spec.yaml", "--out", "out", "--format", "json"];
    let report = json(&project.run(arguments).expect(0).out);
    assert_eq!(*at(&report, "/differences"), Value::Array(vec![]));

    let report = json(&different().run(arguments).expect(2).out);
    let states: Vec<(&str, &str)> = at(&report, "/differences")
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                at(one, "/path").as_str().unwrap(),
                at(one, "/state").as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        states,
        [
            ("owner/database_orders.tf", "stale"),
            ("owner/database_stock.tf", "missing"),
            ("owner/keys.tf", "edited"),
            ("owner/outputs.tf", "changed"),
        ]
    );
    let diff = at(&report, "/differences/2/diff").as_str().unwrap();
    assert!(
        diff.starts_with("--- a/owner/keys.tf\n+++ b/owner/keys.tf\n@@ "),
        "{diff}"
    );
    assert!(
        at(&report, "/differences/2/kept")
            .as_str()
            .unwrap()
            .contains("--force")
    );
    assert_eq!(report.pointer("/differences/0/kept"), None);
    assert_eq!(at(&report, "/diagnostics").as_array().unwrap().len(), 4);
}

#[test]
fn github_annotates_each_file() {
    let ran = different()
        .run(["diff", "spec.yaml", "--out", "out", "--format", "github"])
        .expect(2);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 4, "{}", ran.out);
    assert!(
        lines[2].starts_with(
            "::error file=out/owner/keys.tf,line=8,col=1,endColumn=32,title=output-edited::`owner/keys.tf` was edited"
        ),
        "{}",
        lines[2]
    );
    assert!(
        lines[1].starts_with("::error file=out/owner/database_stock.tf,line=1,"),
        "{}",
        lines[1]
    );

    let project = Project::new();
    project.put("spec.yaml", &with_warning());
    let ran = project
        .run(["validate", "spec.yaml", "--format", "github"])
        .expect(0);
    assert!(
        ran.out.starts_with(
            "::warning file=spec.yaml,line=15,col=30,endColumn=31,title=inst-retention-short::"
        ),
        "{}",
        ran.out
    );
}

#[test]
fn sarif_is_one_log_of_findings_and_differences() {
    let project = different();
    project.put("spec.yaml", &with_warning());
    let ran = project
        .run(["diff", "spec.yaml", "--out", "out", "--format", "sarif"])
        .expect(2);
    let log = json(&ran.out);
    assert_eq!(*at(&log, "/version"), "2.1.0");
    let results = at(&log, "/runs/0/results").as_array().unwrap();
    let of = |index: usize| {
        (
            at(&results[index], "/ruleId"),
            at(&results[index], "/level"),
        )
    };
    assert_eq!(
        of(0),
        (
            &Value::from("inst-retention-short"),
            &Value::from("warning")
        )
    );
    assert_eq!(
        of(1),
        (&Value::from("output-differs"), &Value::from("error"))
    );
    let uri = at(
        &results[1],
        "/locations/0/physicalLocation/artifactLocation/uri",
    );
    assert_eq!(*uri, "out/owner/database_orders.tf");
    let fingerprints: std::collections::BTreeSet<&str> = results
        .iter()
        .map(|result| {
            at(result, "/partialFingerprints/primaryLocationLineHash")
                .as_str()
                .unwrap()
        })
        .collect();
    assert_eq!(fingerprints.len(), results.len());

    let clean = Project::generated();
    let log = json(
        &clean
            .run(["diff", "spec.yaml", "--out", "out", "--format", "sarif"])
            .expect(0)
            .out,
    );
    assert_eq!(*at(&log, "/runs/0/results"), Value::Array(vec![]));
}

/// Messages for people stay on standard error, whatever standard output holds.
#[test]
fn text_keeps_findings_off_standard_output() {
    let project = Project::new();
    project.put("spec.yaml", &with_warning());
    let ran = project
        .run(["generate", "spec.yaml", "--out", "out"])
        .expect(0);
    assert!(ran.out.is_empty(), "{}", ran.out);
    assert!(
        ran.err.contains("warning[inst-retention-short]"),
        "{}",
        ran.err
    );
}
