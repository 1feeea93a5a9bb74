//! `explain value`: the layers in their order, each with its place.

use super::{Project, sealform_in};

const SPEC: &str = r#"version: 1
name: layers
owner: "123456789012"
profile: far
regions:
  eu-central-1: { subnet_ids: [subnet-0a1b2c3d, subnet-4e5f6a7b], vpc_security_group_ids: [sg-0123456789abcdef0] }
profiles:
  near: { monitoring_interval: 5, log_retention_in_days: 400, backup_retention_period: 8 }
  far: { monitoring_interval: 30, log_retention_in_days: 731, backup_retention_period: 21, tags: { Tier: far } }
defaults: { engine: postgres, engine_version: "17", instance_class: db.m7g.large, monitoring_interval: 10, log_retention_in_days: 545 }
databases:
  own: { profile: near, allocated_storage: 100, monitoring_interval: 1, replicas: { own-reader: { multi_az: false, replicas: { own-below: {} } } } }
  near: { profile: near, allocated_storage: 100 }
  plain: { allocated_storage: 100 }
  grown: { profile: production, allocated_storage: 100 }
"#;

fn explained(path: &str) -> String {
    let project = Project::new();
    project.put("spec.yaml", SPEC);
    let ran = sealform_in(
        project.folder.path(),
        ["explain", "value", path, "spec.yaml"],
        "",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

/// Each layer wins over those behind it, and is told with its line.
#[test]
fn the_nearest_layer_wins() {
    for (path, value, from) in [
        (
            "databases.own.monitoring_interval",
            "1",
            "said at spec.yaml:12:",
        ),
        (
            "databases.near.monitoring_interval",
            "5",
            "said in the profile `near`, at spec.yaml:8:",
        ),
        (
            "databases.plain.monitoring_interval",
            "10",
            "said in `defaults`, at spec.yaml:10:",
        ),
        (
            "databases.near.log_retention_in_days",
            "400",
            "said in the profile `near`",
        ),
        (
            "databases.plain.log_retention_in_days",
            "545",
            "said in `defaults`",
        ),
        (
            "databases.plain.backup_retention_period",
            "21",
            "said in the profile `far`, at spec.yaml:9:",
        ),
        (
            "databases.grown.backup_retention_period",
            "30",
            "built into the profile `production`, which is selected at spec.yaml:15:",
        ),
        (
            "databases.own.replicas.own-reader.multi_az",
            "false",
            "said at spec.yaml:12:",
        ),
        (
            "databases.own.replicas.own-reader.monitoring_interval",
            "1",
            "said on its source `databases.own`",
        ),
        (
            "databases.own.replicas.own-reader.replicas.own-below.monitoring_interval",
            "1",
            "said on its source `databases.own`",
        ),
        ("databases.plain.storage_type", "gp3", "built in"),
        (
            "databases.plain.tags.Tier",
            "far",
            "said in the profile `far`",
        ),
        ("keys.rds.deletion_window_in_days", "30", "built in"),
    ] {
        let out = explained(path);
        assert!(
            out.starts_with(&format!("{path}: {value}\n  {from}")),
            "{out}"
        );
    }
}

/// What is told is what is generated.
#[test]
fn what_is_told_is_generated() {
    let project = Project::new();
    project.put("spec.yaml", SPEC);
    let arguments = ["generate", "spec.yaml", "--out", "out"];
    assert_eq!(sealform_in(project.folder.path(), arguments, "").code, 0);
    let text = |name: &str| {
        let path = project.path(&format!("out/owner/database_{name}.tf"));
        std::fs::read_to_string(path)
            .unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    for (database, argument) in [
        ("own", "monitoring_interval = 1"),
        ("near", "monitoring_interval = 5"),
        ("plain", "monitoring_interval = 10"),
        ("near", "retention_in_days = 400"),
        ("plain", "retention_in_days = 545"),
        ("plain", "backup_retention_period = 21"),
        ("grown", "backup_retention_period = 30"),
    ] {
        assert!(
            text(database).contains(&format!("{argument} ")),
            "{database}: {argument}"
        );
    }
}

#[test]
fn a_path_that_leads_nowhere_is_told() {
    let project = Project::new();
    project.put("spec.yaml", SPEC);
    let arguments = ["explain", "value", "databases.plane.multi_az", "spec.yaml"];
    let ran = sealform_in(project.folder.path(), arguments, "");
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("did you mean `databases.plain`?"),
        "{}",
        ran.err
    );
}

/// `development` gives protections up, and is warned of it; encryption stays.
#[test]
fn development_is_warned_of_what_it_gives_up() {
    let project = Project::new();
    project.put(
        "spec.yaml",
        &SPEC.replace("profile: far\n", "profile: development\n"),
    );
    let arguments = ["generate", "spec.yaml", "--out", "out"];
    let ran = sealform_in(project.folder.path(), arguments, "");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err.contains("warning[inst-deletion-protection]"),
        "{}",
        ran.err
    );
    let text = std::fs::read_to_string(project.path("out/owner/database_plain.tf")).unwrap();
    assert!(text.contains("storage_encrypted = true"), "{text}");
    assert!(!text.contains("prevent_destroy"), "{text}");
}
