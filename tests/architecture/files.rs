//! The files of the project.

use std::fs;
use std::path::{Path, PathBuf};

/// The project's own folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One Rust file below `src`.
#[derive(Debug)]
pub(crate) struct Source {
    /// Its module: `tree/print/json`; `main` and `lib` for the roots.
    pub(crate) module: String,
    /// Its text.
    pub(crate) text: String,
}

/// All Rust files below `src`, by module.
pub(crate) fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut sources: Vec<Source> = below(&src, &[])
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .map(|path| Source {
            module: name(path.strip_prefix(&src).unwrap())
                .trim_end_matches(".rs")
                .to_owned(),
            text: fs::read_to_string(&path).unwrap(),
        })
        .collect();
    sources.sort_by(|one, other| one.module.cmp(&other.module));
    assert!(sources.len() > 50, "src is read");
    sources
}

/// Every file below a folder, less some folders.
pub(crate) fn below(folder: &Path, without: &[&str]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if !path.is_dir() {
                files.push(path);
            } else if !without.contains(&path.file_name().unwrap().to_str().unwrap()) {
                folders.push(path);
            }
        }
    }
    files
}

/// A path with `/` between its parts.
pub(crate) fn name(path: &Path) -> String {
    path.to_str().unwrap().replace('\\', "/")
}
