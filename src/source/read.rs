//! The one place where a spec's files are opened: a file, standard input or a folder into [`Sources`]. Knows
//! the disk, names and UTF-8; must not know YAML.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};

use super::{SourceFile, Sources};

/// How many bytes of text a spec may have, all files together: 64 MiB.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Where a spec is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpecPath {
    /// `-`: standard input.
    Stdin,
    /// A file, or a folder of which every `*.yaml` and `*.yml` file is read.
    Path(PathBuf),
}

impl From<OsString> for SpecPath {
    fn from(argument: OsString) -> Self {
        if argument == "-" {
            Self::Stdin
        } else {
            Self::Path(argument.into())
        }
    }
}

/// Reads a spec's text. A folder's files come in order of name; hidden files and folders in it are left alone.
///
/// # Errors
/// What can't be opened or read, is not UTF-8 or too large; a folder without a YAML file.
pub fn read(spec: &SpecPath) -> Result<Sources> {
    let mut room = MAX_BYTES;
    let mut files = Vec::new();
    match spec {
        SpecPath::Stdin => {
            files.push(text("<stdin>".to_owned(), io::stdin().lock(), &mut room)?);
        }
        SpecPath::Path(path) if path.is_dir() => {
            for (name, path) in yaml_files(path)? {
                files.push(file(name, &path, &mut room)?);
            }
        }
        SpecPath::Path(path) => files.push(file(shown(path), path, &mut room)?),
    }
    Ok(Sources { files })
}

/// Reads every file directly inside a folder, in order of name: the file's own name, and its text. Hidden ones are left
/// alone.
///
/// # Errors
/// What can't be listed, opened or read, is not UTF-8 or too large; a folder inside of the folder.
pub fn read_folder(folder: &Path) -> Result<Vec<(String, SourceFile)>> {
    let named = shown(folder);
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("can't list `{named}`"))? {
        let entry = entry.with_context(|| format!("can't list `{named}`"))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let mut room = MAX_BYTES;
    let mut files = Vec::new();
    for name in names.into_iter().filter(|name| !name.starts_with('.')) {
        let path = folder.join(&name);
        let named = format!("{}/{name}", named.trim_end_matches('/'));
        if path.is_dir() {
            bail!("`{named}` is a folder; only files may stand there");
        }
        files.push((name, file(named, &path, &mut room)?));
    }
    Ok(files)
}

/// The YAML files directly inside a folder, each with the name that diagnostics show.
fn yaml_files(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let named = shown(folder);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("can't list `{named}`"))? {
        let entry = entry.with_context(|| format!("can't list `{named}`"))?;
        let file_name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        let yaml = path
            .extension()
            .is_some_and(|end| end == "yaml" || end == "yml");
        if yaml && !file_name.starts_with('.') && !path.is_dir() {
            found.push((format!("{}/{file_name}", named.trim_end_matches('/')), path));
        }
    }
    if found.is_empty() {
        bail!(
            "the folder `{named}` holds no `*.yaml` file; name the folder that holds the spec itself"
        );
    }
    found.sort();
    Ok(found)
}

/// The path as the user gave it, with `/` between its parts.
fn shown(path: &Path) -> String {
    let path = path.to_string_lossy();
    if cfg!(windows) {
        path.replace('\\', "/")
    } else {
        path.into_owned()
    }
}

fn file(name: String, path: &Path, room: &mut usize) -> Result<SourceFile> {
    let file = File::open(path).with_context(|| format!("can't open `{name}`"))?;
    text(name, file, room)
}

/// Reads to the end, takes the size off `room`, strips a byte order mark.
fn text(name: String, from: impl Read, room: &mut usize) -> Result<SourceFile> {
    let mut bytes = Vec::new();
    // One byte more than there is room for tells too large from just fitting.
    let most = u64::try_from(*room)?.saturating_add(1);
    from.take(most)
        .read_to_end(&mut bytes)
        .with_context(|| format!("can't read `{name}`"))?;
    let Some(left) = room.checked_sub(bytes.len()) else {
        bail!(
            "the spec is larger than {} MiB at `{name}`; split it into several specs",
            MAX_BYTES / 1024 / 1024
        );
    };
    *room = left;
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = error.as_bytes().iter().take(offset);
        let line = before
            .filter(|byte| **byte == b'\n')
            .count()
            .saturating_add(1);
        let utf16 = matches!(error.as_bytes(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
        let guess = if utf16 { ", it looks like UTF-16" } else { "" };
        anyhow!("`{name}` is not UTF-8 at byte {offset} in line {line}{guess}; save it as UTF-8")
    })?;
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    Ok(SourceFile { name, text })
}
