//! Opening a spec: files and folders of every kind that people point at.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that fails says so"
)]

use std::ffi::OsString;
use std::fs;

use sealform::source::read::{MAX_BYTES, SpecPath, read};

fn error(spec: &SpecPath) -> String {
    format!("{:#}", read(spec).expect_err("it should be refused"))
}

#[test]
fn a_dash_is_standard_input() {
    assert_eq!(SpecPath::from(OsString::from("-")), SpecPath::Stdin);
    assert_eq!(
        SpecPath::from(OsString::from("./-")),
        SpecPath::Path("./-".into())
    );
}

#[test]
fn a_file_is_named_as_given_and_loses_its_byte_order_mark() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spec.yaml");
    fs::write(&path, "\u{feff}name: é\r\n").unwrap();
    let sources = read(&SpecPath::Path(path.clone())).unwrap();
    let file = sources.files.first().unwrap();
    assert_eq!(file.name, path.to_string_lossy().replace('\\', "/"));
    assert_eq!(file.text, "name: é\r\n");
}

#[test]
fn a_folder_gives_its_yaml_files_by_name() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("b.yaml", "b"),
        ("a.yml", "a"),
        ("c.yaml", "c"),
        (".hidden.yaml", "no"),
        ("notes.txt", "no"),
        ("d.yaml~", "no"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    fs::create_dir(folder.path().join("e.yaml")).unwrap();
    fs::write(folder.path().join("e.yaml/inner.yaml"), "no").unwrap();
    // With and without a slash at its end, the names are the same.
    for given in [folder.path().to_owned(), folder.path().join("")] {
        let sources = read(&SpecPath::Path(given)).unwrap();
        let base = folder.path().to_string_lossy().replace('\\', "/");
        let found: Vec<_> = sources
            .files
            .iter()
            .map(|file| (file.name.strip_prefix(&base).unwrap(), file.text.as_str()))
            .collect();
        assert_eq!(found, [("/a.yml", "a"), ("/b.yaml", "b"), ("/c.yaml", "c")]);
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| SpecPath::Path(folder.path().join(name));
    fs::write(folder.path().join("latin1.yaml"), b"a: b\nname: caf\xe9\n").unwrap();
    fs::write(folder.path().join("utf16.yaml"), b"\xff\xfea\0:\0").unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    for (name, words) in [
        (
            "latin1.yaml",
            "is not UTF-8 at byte 14 in line 2; save it as UTF-8",
        ),
        (
            "utf16.yaml",
            "is not UTF-8 at byte 0 in line 1, it looks like UTF-16; save it as UTF-8",
        ),
        (
            "empty",
            "holds no `*.yaml` file; name the folder that holds the spec itself",
        ),
        ("missing.yaml", "can't open"),
    ] {
        let error = error(&path(name));
        assert!(error.contains(words), "{error}");
        assert!(error.contains(&format!("{name}`")), "{error}");
    }
}

#[test]
fn the_size_of_all_files_is_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let half = u64::try_from(MAX_BYTES / 2).unwrap();
    for name in ["a.yaml", "b.yaml"] {
        let file = fs::File::create(folder.path().join(name)).unwrap();
        file.set_len(half).unwrap();
    }
    let spec = SpecPath::Path(folder.path().to_owned());
    assert_eq!(read(&spec).unwrap().files.len(), 2, "just fits");
    fs::write(folder.path().join("c.yaml"), "x").unwrap();
    let error = error(&spec);
    assert!(
        error.contains("the spec is larger than 64 MiB at"),
        "{error}"
    );
    assert!(error.contains("c.yaml`"), "{error}");
}
