//! Templates of a user: written out, taken instead of the built-in ones, and blamed at their lines.

use sealform::render::templates::{BUILT_IN, FILES};

use super::{Project, common};
use common::Ran;

impl Project {
    /// With a built-in template in `own`, changed.
    fn with_template(name: &str, from: &str, to: &str) -> Self {
        let project = Self::new();
        project.put_template(name, from, to);
        project
    }

    fn put_template(&self, name: &str, from: &str, to: &str) {
        let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name).unwrap();
        assert!(text.contains(from), "{name} has no {from}");
        let (_, file) = FILES.iter().find(|(known, _)| *known == name).unwrap();
        self.put(&format!("own/{file}"), &text.replacen(from, to, 1));
    }

    #[track_caller]
    fn generate(&self, format: &str) -> Ran {
        self.run([
            "generate",
            "spec.yaml",
            "--out",
            "out",
            "--templates",
            "own",
            "--format",
            format,
        ])
    }

    /// Refused for one reason, at one place; nothing is written.
    #[track_caller]
    fn refused(&self, rule: &str, place: &str, words: &str) {
        let ran = self.generate("text").expect(1);
        assert!(ran.err.contains(&format!("error[{rule}]: ")), "{}", ran.err);
        assert!(ran.err.contains(&format!("--> {place}\n")), "{}", ran.err);
        assert!(ran.err.contains(words), "{}", ran.err);
        assert!(!self.path("out").exists());
    }
}

#[test]
fn they_are_listed_with_what_they_make() {
    let text = super::common::sealform(["templates"]).expect(0).out;
    assert_eq!(text.lines().count(), BUILT_IN.len());
    let line = text
        .lines()
        .find(|line| line.starts_with("kms_key "))
        .unwrap();
    assert!(line.ends_with("  aws_kms_key, aws_kms_alias"), "{line}");
    let json = super::common::sealform(["templates", "--format", "json"])
        .expect(0)
        .out;
    let list: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(list["version"], 1);
    assert_eq!(list["templates"][0]["file"], FILES[0].1);
}

#[test]
fn one_is_printed_and_a_misspelt_one_is_an_error() {
    let text = super::common::sealform(["templates", "kms_key"])
        .expect(0)
        .out;
    assert!(BUILT_IN.contains(&("kms_key", text.as_str())));
    let wrong = super::common::sealform(["templates", "kms_keys"]).expect(1);
    assert!(
        wrong.err.contains("did you mean `kms_key`?"),
        "{}",
        wrong.err
    );
}

#[test]
fn those_written_out_make_what_the_built_in_ones_make() {
    let project = Project::generated();
    project.run(["templates", "--out", "own"]).expect(0);
    for (name, file) in FILES {
        let text = project.read(&format!("own/{file}"));
        assert!(BUILT_IN.contains(&(*name, text.as_str())), "{name}");
    }
    project
        .run(["diff", "spec.yaml", "--out", "out", "--templates", "own"])
        .expect(0);
}

#[test]
fn a_changed_one_is_not_written_over() {
    let project = Project::new();
    project
        .run(["templates", "kms_key", "--out", "own"])
        .expect(0);
    project.put("own/kms_key.tf.j2", "# mine\n");
    let ran = project.run(["templates", "--out", "own"]).expect(1);
    assert!(
        ran.err.contains("`kms_key.tf.j2` was edited"),
        "{}",
        ran.err
    );
    assert_eq!(project.read("own/kms_key.tf.j2"), "# mine\n");
    assert!(
        !project.path("own/versions.tf.j2").exists(),
        "all or nothing"
    );
    project
        .run(["templates", "versions", "--out", "own"])
        .expect(0);
    assert_eq!(
        project.read("own/kms_key.tf.j2"),
        "# mine\n",
        "another one is left alone"
    );
    project
        .run(["templates", "--out", "own", "--force"])
        .expect(0);
    assert_ne!(project.read("own/kms_key.tf.j2"), "# mine\n");
}

#[test]
fn nothing_else_that_is_ours_is_removed() {
    let project = Project::generated();
    let before = project.snapshot().len();
    project
        .run(["templates", "kms_key", "--out", "out"])
        .expect(0);
    assert_eq!(project.snapshot().len(), before + 1);
    let ran = project.run(["diff", "spec.yaml", "--out", "out"]).expect(2);
    assert!(ran.out.contains("kms_key.tf.j2"), "{}", ran.out);
}

#[test]
fn a_mistake_is_told_at_its_line_and_column() {
    for (from, to, rule, place, words) in [
        (
            "{% endfor %}",
            "{% endfr %}",
            "template-syntax",
            "16:6",
            "endfr",
        ),
        (
            "{{ label }}",
            "{{ label | upper }}",
            "template-syntax",
            "1:35",
            "upper",
        ),
        (
            "{{ label }}",
            "{{ label\u{1} }}",
            "template-syntax",
            "1:1",
            "control character",
        ),
        (
            "{{ tags }}",
            "{{ tag }}",
            "template-undefined",
            "10:32",
            "did you mean `tags`?",
        ),
        (
            "{{ tags }}",
            "{{ policy.name }}",
            "template-undefined",
            "10:32",
            "undefined",
        ),
        (
            "{{ tags }}",
            "{{ arguments }}",
            "template-value",
            "10:32",
            "a sequence",
        ),
        (
            "{{ tags }}",
            "{{ label + 1 }}",
            "template-value",
            "10:32",
            "operator",
        ),
    ] {
        Project::with_template("kms_key", from, to).refused(
            rule,
            &format!("own/kms_key.tf.j2:{place}"),
            words,
        );
    }
}

#[test]
fn a_name_that_stands_in_for_nothing_is_an_error() {
    let project = Project::new();
    project.put("own/kms_keys.tf.j2", "");
    project.refused(
        "template-unknown",
        "own/kms_keys.tf.j2:1:1",
        "did you mean `kms_key.tf.j2`?",
    );
    let none = Project::new();
    none.put("own/.hidden", "");
    let ran = none.generate("text").expect(1);
    assert!(ran.err.contains("holds no template"), "{}", ran.err);
    none.put("own/inner/kms_key.tf.j2", "");
    let ran = none.generate("text").expect(1);
    assert!(ran.err.contains("`own/inner` is a folder"), "{}", ran.err);
}

#[test]
fn what_it_makes_is_proven_and_its_line_is_blamed() {
    for (name, from, to, rule, place) in [
        (
            "db_instance",
            "storage_encrypted     = true",
            "storage_encrypted     = false",
            "unencrypted",
            "27:3",
        ),
        (
            "db_instance",
            "kms_key_id            = {{ kms_key_id }}",
            "kms_key_id = \"alias/rds\"",
            "key-form",
            "28:3",
        ),
        (
            "db_instance",
            "engine_version  ",
            "engine_vrsion  ",
            "unknown-argument",
            "7:3",
        ),
        (
            "db_instance",
            "{{ identifier }}",
            "\"{{ identifier }}\"",
            "syntax",
            "5:3",
        ),
        (
            "db_instance",
            "{{ allocated_storage }}",
            "\"much\"",
            "argument-type",
            "22:3",
        ),
        (
            "kms_key",
            "{{ policy }}",
            "{ Version = \"2012-10-17\", Statement = [{ Effect = \"Allow\", Principal = \"*\", Action = \"kms:*\", Resource = \"*\" }] }",
            "access-excess",
            "12:3",
        ),
        (
            "kms_key",
            "enable_key_rotation     = {{ enable_key_rotation }}",
            "enable_key_rotation = false",
            "rotation-off",
            "7:3",
        ),
    ] {
        Project::with_template(name, from, to).refused(
            rule,
            &format!("own/{name}.tf.j2:{place}"),
            "this line makes it",
        );
    }
}

#[test]
fn a_built_in_line_that_no_longer_fits_is_blamed_on_the_template_that_changed() {
    let project = Project::with_template(
        "kms_key",
        "\"aws_kms_key\" {{ label }}",
        "\"aws_kms_key\" \"other\"",
    );
    // Changed too, and innocent.
    project.put_template("versions", "terraform {", "# ours\nterraform {");
    project.refused(
        "undeclared-reference",
        "own/kms_key.tf.j2:1:1",
        "without this template it is right",
    );
}

#[test]
fn every_format_names_the_template() {
    let project = Project::with_template("db_instance", "= true\n", "= false\n");
    let json: serde_json::Value =
        serde_json::from_str(&project.generate("json").expect(1).out).unwrap();
    let found = &json["diagnostics"][0];
    assert_eq!(found["rule"], "unencrypted", "{json:#}");
    assert!(
        found.to_string().contains("own/db_instance.tf.j2"),
        "{json:#}"
    );
    assert!(
        found.to_string().contains("owner/database_orders.tf"),
        "{json:#}"
    );
    assert!(found.to_string().contains("spec.yaml"), "{json:#}");
    let github = project.generate("github").expect(1).out;
    assert!(
        github.contains("::error file=own/db_instance.tf.j2,line=27,col=3"),
        "{github}"
    );
    let sarif = project.generate("sarif").expect(1).out;
    assert!(
        sarif.contains("own/db_instance.tf.j2") && sarif.contains("\"unencrypted\""),
        "{sarif}"
    );
    assert!(!project.path("out").exists());
}

#[test]
fn it_may_add_resources() {
    let project = Project::new();
    let (_, text) = BUILT_IN
        .iter()
        .find(|(name, _)| *name == "db_instance")
        .unwrap();
    let alarm = "\nresource \"aws_cloudwatch_metric_alarm\" {{ label }} {\n  provider = {{ provider }}\n  alarm_name = {{ identifier }}\n  \
                 comparison_operator = \"LessThanThreshold\"\n  evaluation_periods = 3\n  metric_name = \"FreeStorageSpace\"\n  \
                 namespace = \"AWS/RDS\"\n  period = 300\n  statistic = \"Minimum\"\n  threshold = 1073741824\n}\n";
    project.put("own/db_instance.tf.j2", &format!("{text}{alarm}"));
    project.generate("text").expect(0);
    let made = project.read("out/owner/database_orders.tf");
    assert!(
        made.contains("  alarm_name          = \"orders\"\n"),
        "{made}"
    );
    project.put(
        "own/db_instance.tf.j2",
        &format!(
            "{text}{}",
            alarm.replace("evaluation_periods = 3", "evaluation_periods = \"three\"")
        ),
    );
    let ran = project.generate("text").expect(1);
    assert!(ran.err.contains("error[argument-type]"), "{}", ran.err);
    assert_eq!(project.read("out/owner/database_orders.tf"), made);
}

#[test]
fn a_text_of_the_spec_does_not_become_code_in_it() {
    let project = Project::with_template(
        "kms_key",
        "{{ description }}",
        "{{ description }}\n  # {{ description }}",
    );
    project.put(
        "spec.yaml",
        &(super::minimal() + "keys:\n  rds:\n    description: \"x\\\" ${file(1)} %{ if a }\"\n"),
    );
    let ran = project.generate("text");
    assert_eq!(ran.code, 0, "{}", ran.err);
    let made = project.read("out/owner/keys.tf");
    assert!(made.contains("\"x\\\" $${file(1)} %%{ if a }\""), "{made}");
}
