//! The temporary file beside a target: its name, its mode, and its end. Knows one file at a time; must
//! not know what a set of them means.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::{Builder, NamedTempFile, TempPath};

use super::{directories, path};

const PREFIX: &str = ".sealform-";

/// Nothing that Terraform reads.
const SUFFIX: &str = ".tmp";

/// What a file keeps when its content is replaced.
#[derive(Debug, Clone)]
pub(super) struct Attributes {
    permissions: Permissions,
    modified: Option<SystemTime>,
}

impl Attributes {
    /// Asks a file that stands.
    pub(super) fn of(target: &Path) -> io::Result<Self> {
        let metadata = fs::symlink_metadata(target)?;
        Ok(Self {
            permissions: metadata.permissions(),
            modified: metadata.modified().ok(),
        })
    }
}

/// Writes content beside its target, on the same file system, with the mode of the file that it will
/// replace or the user's default one, and closes it: open files are few, changed ones may be many.
///
/// It is not synced to the disk: that was measured at a millisecond a file, thirteen seconds for ten
/// thousand, and what a power cut damages can be made again from the spec.
pub(super) fn write(
    target: &Path,
    content: &[u8],
    attributes: Option<&Attributes>,
) -> io::Result<TempPath> {
    let mut file = create(target)?;
    // On the bare file, whose errors do not name a temporary path that nobody knows.
    file.as_file_mut().write_all(content)?;
    if let Some(attributes) = attributes {
        file.as_file()
            .set_permissions(attributes.permissions.clone())?;
    }
    Ok(file.into_temp_path())
}

/// The same for content that stood there before, whose time comes back with it.
pub(super) fn write_again(
    target: &Path,
    content: &[u8],
    attributes: &Attributes,
) -> io::Result<TempPath> {
    let path = write(target, content, Some(attributes))?;
    if let Some(modified) = attributes.modified {
        // Where the time can't be set the content still counts.
        let _ = fs::File::open(&path).and_then(|file| file.set_modified(modified));
    }
    Ok(path)
}

fn create(target: &Path) -> io::Result<NamedTempFile> {
    let directory = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        // The crate's default is 0600; this is what any new file asks for, less the user's umask.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(Permissions::from_mode(0o666));
    }
    builder.tempfile_in(directory)
}

/// Removes what a killed run left in an output directory, on the way to any of the paths.
pub(super) fn sweep<'a>(out: &Path, paths: impl Iterator<Item = &'a str>) {
    let below: BTreeSet<PathBuf> = paths
        .flat_map(path::folders)
        .map(|name| out.join(name))
        .filter(|directory| directories::is_real(directory))
        .collect();
    for directory in below.iter().map(PathBuf::as_path).chain([out]) {
        let Ok(standing) = fs::read_dir(directory) else {
            continue;
        };
        for item in standing.flatten() {
            if is_ours(&item.file_name()) && item.file_type().is_ok_and(|kind| kind.is_file()) {
                // It is in nobody's way if it stays.
                let _ = fs::remove_file(item.path());
            }
        }
    }
}

fn is_ours(name: &OsStr) -> bool {
    name.to_str()
        .is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX))
}
