//! The layout against what a person expects of it, and against `terraform fmt` itself.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "a test that is wrong should stop"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sealform::terraform::layout::{ABSENT, layout};

#[path = "layout/corpus.rs"]
mod corpus;

#[path = "literal/values.rs"]
mod values;

use corpus::body;
use values::values;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/layout");

/// The text as a template would have it: no indent, and one space before each `=`.
fn flat(text: &str) -> String {
    let mut heredoc = false;
    let line = |line: &str| {
        let inside = heredoc;
        heredoc = line.ends_with("<<EOT") || (heredoc && line != "EOT");
        if inside {
            return line.to_owned();
        }
        let line = line.trim();
        match line.split_once(" = ") {
            Some((name, value)) if !line.starts_with(['#', '/']) => {
                format!("{} = {value}", name.trim_end())
            }
            _ => line.to_owned(),
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn files(folder: &str) -> Vec<(String, String)> {
    let mut files: Vec<_> = fs::read_dir(Path::new(FOLDER).join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                path.display().to_string(),
                fs::read_to_string(path).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

#[test]
fn flat_lines_become_what_terraform_prints() {
    for (name, text) in files("clean") {
        assert_eq!(layout(&text), text, "{name}");
        // A heredoc keeps its ends of lines.
        if !name.ends_with("odd.tf") {
            assert_eq!(layout(&text.replace('\n', "  \r\n")), text, "{name}");
            assert_eq!(layout(&flat(&text)), text, "{name}");
        }
    }
}

#[test]
fn rendered_text_becomes_readable() {
    insta::with_settings!({
        snapshot_path => "../snapshots/layout",
        prepend_module_to_snapshot => false,
    }, {
        insta::glob!("layout/rendered/*.tf", |path| {
            let text = fs::read_to_string(path).unwrap();
            insta::assert_snapshot!(layout(&text.replace("ABSENT", &ABSENT.to_string())));
        });
    });
}

#[test]
fn a_forged_absence_is_a_literal() {
    let text = format!("a = {}\n", sealform::terraform::literal::literal("\u{1}"));
    assert_eq!(layout(&text), "a = \"\\u0001\"\n");
}

#[test]
fn text_that_is_no_hcl_is_some_text() {
    for text in [
        "",
        "\n",
        "\n\n",
        "=",
        "=\n=",
        "a =",
        "\"",
        "\"${",
        "\"${\"",
        "\"\\",
        "}}}",
        "{{{\n}",
        "/*",
        "/**",
        "/",
        "<<",
        "<<-",
        "<<E",
        "<<E\n",
        "<<E\nE",
        "<<E\nx\n E ",
        "a = <<-E\n}\nE\nb = 1",
        "#",
        "//",
        "\u{feff}",
        "a\u{1}",
        "\r",
        "é",
        "é = <<é\né",
    ] {
        let once = layout(text);
        assert_eq!(layout(&once), once, "{text:?}");
        assert!(once.is_empty() || once.ends_with('\n'), "{text:?}");
    }
    let deep = "a = [\n".repeat(50_000);
    assert!(layout(&deep).len() > deep.len());
}

proptest! {
    #[test]
    fn the_layout_of_a_layout_is_itself(body in body()) {
        let once = layout(&body);
        prop_assert_eq!(layout(&once), once);
    }

    #[test]
    fn any_text_has_a_layout(text in "([ -~]{0,3}|\\PC|[\"{}=#\\n$%<E/*\\\\\u{1}]){0,20}") {
        layout(&text);
    }
}

/// Runs `terraform fmt` over a folder; none where there is no terraform, which `CI=true` forbids.
fn terraform_fmt(folder: &Path) -> Option<Output> {
    let settings = tempfile::NamedTempFile::new().unwrap();
    let run = Command::new("terraform")
        .args(["fmt", "-recursive", "-no-color"])
        .current_dir(folder)
        .env("TF_CLI_CONFIG_FILE", settings.path())
        .env("CHECKPOINT_DISABLE", "1")
        .output();
    if run.is_err() {
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "terraform is missing"
        );
        eprintln!("skipped: terraform is missing");
    }
    run.ok()
}

#[test]
#[ignore = "needs terraform"]
fn terraform_fmt_prints_the_same() {
    let mut runner = TestRunner::deterministic();
    let bodies = body();
    let bodies = (0..3000).map(|_| bodies.new_tree(&mut runner).unwrap().current());
    let mut texts: Vec<String> = bodies.collect();
    let kept = texts.len();
    let values = values();
    texts.extend((0..1000).map(|_| {
        let value = values.new_tree(&mut runner).unwrap().current();
        format!("a = {}\n", value.print().unwrap())
    }));
    let absent = ABSENT.to_string();
    for folder in ["clean", "rendered"] {
        texts.extend(
            files(folder)
                .into_iter()
                .map(|(_, text)| text.replace("ABSENT", &absent)),
        );
    }

    let folder = tempfile::tempdir().unwrap();
    let path = |kind: &str, index: usize| folder.path().join(format!("{kind}{index}.tf"));
    for (index, text) in texts.iter().enumerate() {
        fs::write(path("laid", index), layout(text)).unwrap();
    }
    for (index, text) in texts.iter().take(kept).enumerate() {
        fs::write(path("raw", index), text).unwrap();
    }
    let Some(run) = terraform_fmt(folder.path()) else {
        return;
    };
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let printed = |kind: &str, index: usize| fs::read_to_string(path(kind, index)).unwrap();
    for (index, text) in texts.iter().enumerate() {
        assert_eq!(layout(text), printed("laid", index), "of\n{text}");
    }
    for (index, text) in texts.iter().take(kept).enumerate() {
        assert_eq!(layout(text), printed("raw", index), "of\n{text}");
    }
}
