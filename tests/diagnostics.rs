//! Findings as people and programs see them: one set of findings in each format, and what holds for all texts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so"
)]

use proptest::prelude::*;
use sealform::diagnostic::print::{Format, print};
use sealform::diagnostic::{Diagnostic, Diagnostics, Help, Rule, Severity};
use sealform::source::{FileId, Place, SourceFile, Sources};

static SHARED: Rule = Rule {
    id: "share-managed-key",
    severity: Severity::Error,
    summary: "a snapshot under an AWS managed key is not shared",
    why: "the policy of `aws/rds` can't be changed, so no other account could ever decrypt it",
    fix: "give the database a key of its own",
    source: "RDS User Guide, \"Sharing encrypted snapshots\"",
};

static RETENTION: Rule = Rule {
    id: "backup-short",
    severity: Severity::Warning,
    summary: "backups are kept for a week or longer",
    why: "a mistake of Friday is often found on Monday a week later",
    fix: "raise `backup_retention_period`",
    source: "RDS User Guide, \"Backup retention period\"",
};

const FORMATS: [Format; 4] = [Format::Text, Format::Json, Format::Github, Format::Sarif];

fn place(sources: &Sources, file: u32, word: &str) -> Place {
    let id = FileId(file);
    let at = sources.get(id).unwrap().text.find(word).unwrap();
    Place {
        file: id,
        start: u32::try_from(at).unwrap(),
        end: u32::try_from(at + word.len()).unwrap(),
    }
}

/// Findings of every kind: near and far labels, two files, a patch, a long line, characters that must not be printed.
fn findings() -> (Sources, Diagnostics) {
    let long_line = format!(
        "long: {{ {}wrong: 1{} }}\n",
        "filler: value, ".repeat(400),
        ", filler: value".repeat(400)
    );
    let many_lines = "# …\n".repeat(50);
    let files = [
        (
            "./specs/a b.yaml",
            format!(
                "databases:\n  bücher:\n    key: aws/rds # 本\n    share_with: [análisis]\n{many_lines}far: away\n{long_line}steer: \"\u{9b}31m\"\n"
            ),
        ),
        (
            "specs/sharing.yaml",
            "sharing:\r\n  análisis: { account: \"1\" }\r\n".to_owned(),
        ),
    ];
    let sources = Sources {
        files: files
            .map(|(name, text)| SourceFile {
                name: name.to_owned(),
                text,
            })
            .into(),
    };
    let at = |file, word| place(&sources, file, word);
    let mut found = Diagnostics::default();
    found.push(
        Diagnostic::new(
            &SHARED,
            at(0, "aws/rds"),
            "snapshots of `bücher` are shared, but its key is the AWS managed `aws/rds`",
            "give the database a key of its own",
        )
        .label("the policy of an AWS managed key can't be changed")
        .related(at(0, "análisis"), "this account could never decrypt it")
        .related(at(1, "análisis"), "which is declared here")
        .patch(at(0, "aws/rds"), "rds"),
    );
    let mut far = Diagnostic::new(
        &RETENTION,
        at(0, "far"),
        "100% of it: a, b\nand a second line",
        "keep them longer",
    )
    .related(at(0, "bücher"), "far above");
    far.help.push(Help::Words("or say why not".to_owned()));
    found.push(far);
    found.push(
        Diagnostic::new(
            &RETENTION,
            at(0, "wrong: 1"),
            "a word in a long line",
            "write it differently",
        )
        .label("here")
        .patch(at(0, "wrong: 1"), "right: 1"),
    );
    found.push(Diagnostic::new(
        &SHARED,
        at(0, "\"\u{9b}31m\""),
        "the text `\u{1b}[31m` would steer \u{202e}a terminal",
        "write it without `\u{1b}`",
    ));
    let end = u32::try_from(sources.get(FileId(1)).unwrap().text.len()).unwrap();
    let end = Place {
        file: FileId(1),
        start: end,
        end,
    };
    found.push(
        Diagnostic::new(&SHARED, end, "something is missing at the end", "add it")
            .patch(end, "more: lines\nand: another\n"),
    );
    let nowhere = Place {
        file: FileId(9),
        start: 3,
        end: 1,
    };
    found.push(
        Diagnostic::new(&SHARED, nowhere, "a finding without a file", "none").patch(nowhere, "x"),
    );
    (sources, found)
}

fn printed(found: &Diagnostics, sources: &Sources, format: Format, color: bool) -> String {
    let mut out = Vec::new();
    print(found, sources, format, color, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn each_format() {
    let (sources, found) = findings();
    for (format, name) in FORMATS.into_iter().zip(["text", "json", "github", "sarif"]) {
        let out = printed(&found, &sources, format, false);
        let out = out.replace(env!("CARGO_PKG_VERSION"), "[version]");
        insta::with_settings!({
            snapshot_path => "../snapshots/diagnostics",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name, out) });
    }
}

#[test]
fn nothing_found() {
    let (sources, _) = findings();
    let none = Diagnostics::default();
    assert_eq!(printed(&none, &sources, Format::Text, true), "");
    assert_eq!(printed(&none, &sources, Format::Github, true), "");
    for (format, pointer) in [
        (Format::Json, "/diagnostics"),
        (Format::Sarif, "/runs/0/results"),
    ] {
        let out = printed(&none, &sources, format, true);
        let value: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(value.pointer(pointer), Some(&serde_json::json!([])));
    }
}

#[test]
fn color_is_for_text_alone() {
    let (sources, found) = findings();
    for format in FORMATS {
        let out = printed(&found, &sources, format, true);
        assert_eq!(
            out.contains("\u{1b}["),
            format == Format::Text,
            "{format:?}"
        );
    }
    let mut plain = anstream::StripStream::new(Vec::new());
    print(&found, &sources, Format::Text, true, &mut plain).unwrap();
    let plain = String::from_utf8(plain.into_inner()).unwrap();
    assert_eq!(plain, printed(&found, &sources, Format::Text, false));
}

#[test]
fn standard_input_has_no_file_to_annotate() {
    let sources = Sources {
        files: vec![SourceFile {
            name: "<stdin>".to_owned(),
            text: "a: b\n".to_owned(),
        }],
    };
    let mut found = Diagnostics::default();
    found.push(Diagnostic::new(
        &SHARED,
        place(&sources, 0, "b"),
        "wrong",
        "right",
    ));
    assert_eq!(
        printed(&found, &sources, Format::Github, false),
        "::error title=share-managed-key::wrong%0Aat <stdin>:1:4%0Ahelp: right\n"
    );
}

#[test]
fn a_fingerprint_survives_lines_above_and_counts_what_is_equal() {
    let hashes = |text: &str| -> Vec<String> {
        let sources = Sources {
            files: vec![SourceFile {
                name: "spec.yaml".to_owned(),
                text: text.to_owned(),
            }],
        };
        let mut found = Diagnostics::default();
        for (start, _) in text.match_indices("bad") {
            let start = u32::try_from(start).unwrap();
            let end = start + 3;
            let at = Place {
                file: FileId(0),
                start,
                end,
            };
            found.push(Diagnostic::new(&SHARED, at, "wrong", "right"));
        }
        let out = printed(&found, &sources, Format::Sarif, false);
        let value: serde_json::Value = serde_json::from_str(&out).unwrap();
        let results = value
            .pointer("/runs/0/results")
            .unwrap()
            .as_array()
            .unwrap();
        let hash = |result: &serde_json::Value| {
            let hash = result.pointer("/partialFingerprints/primaryLocationLineHash");
            hash.unwrap().as_str().unwrap().to_owned()
        };
        results.iter().map(hash).collect()
    };
    let before = hashes("a: bad\nb: x\n  a: bad\nc: bad\n");
    let after = hashes("# new\n\na: bad\nb: x\na: bad\nc: bad\n");
    assert_eq!(before, after);
    let [first, second, third] = before.as_slice() else {
        panic!("three findings");
    };
    assert_eq!(first.strip_suffix(":1"), second.strip_suffix(":2"));
    assert_ne!(first, third);
}

/// Characters that lines, brackets, terminals and encodings stumble over.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "key: value",
        "é",
        "日本",
        "😀",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "\u{1b}[0m",
        "\u{9b}",
        "\u{7f}",
        "\0",
        "\u{202e}",
        "\u{feff}",
        "\u{2028}",
        "\u{200d}",
        "::error::",
        "%0A",
        "\\",
        "\"",
        "]]>",
        "x",
    ]);
    prop::collection::vec(pieces, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_and_no_place_breaks_a_format(
        one in text(),
        two in text(),
        wide in 0..3_usize,
        message in text(),
        places in prop::collection::vec((0..3_u32, 0..200_u32, 0..200_u32), 4),
    ) {
        let one = format!("{one}{}{one}", "wide ".repeat(wide * 100));
        let files = [("one.yaml", one), (message.as_str(), two)];
        let sources = Sources {
            files: files.map(|(name, text)| SourceFile { name: name.to_owned(), text }).into(),
        };
        let mut places = places.into_iter().map(|(file, start, end)| Place { file: FileId(file), start, end });
        let mut next = || places.next().unwrap();
        let mut found = Diagnostics::default();
        let diagnostic = Diagnostic::new(&SHARED, next(), message.as_str(), message.as_str())
            .label(message.as_str())
            .related(next(), message.as_str())
            .related(next(), "")
            .patch(next(), message.as_str());
        found.push(diagnostic);
        for format in FORMATS {
            let out = printed(&found, &sources, format, false);
            let control = out.chars().find(|c| c.is_control() && *c != '\n' && *c != '\t');
            prop_assert_eq!(control, None, "{:?} {:?}", format, out);
            let steering = out.contains(['\u{202e}', '\u{2028}', '\u{feff}']);
            prop_assert!(!steering, "{:?}", out);
            match format {
                Format::Text => prop_assert!(out.contains("share-managed-key")),
                Format::Github => prop_assert_eq!(out.lines().count(), 1),
                Format::Json | Format::Sarif => {
                    let value: Result<serde_json::Value, _> = serde_json::from_str(&out);
                    prop_assert!(value.is_ok());
                }
            }
        }
    }
}
