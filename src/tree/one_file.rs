//! One file that the user names: written whole or not at all. Knows the disk; must not know what is in the file.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};

use super::temporary::{self, Attributes};

/// Writes a file in place of what is there, by a temporary file beside it: a reader never sees half of it.
///
/// # Errors
///
/// Those of the disk; and where something else than a file bears the name, a symbolic link for one.
pub fn write(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    let standing = match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Some(Attributes::of(path).with_context(cannot)?),
        Ok(_) => bail!(
            "cannot write {}: it is there and is no file",
            path.display()
        ),
        Err(_) => None,
    };
    let temporary = temporary::write(path, content, standing.as_ref()).with_context(cannot)?;
    temporary.persist(path).with_context(cannot)?;
    Ok(())
}
