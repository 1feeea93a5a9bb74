//! A directory that is not what the spec gives, as findings like those of a spec: with a rule, a place and a way out.
//! Knows how paths stand; must not know how findings are printed, or what is in the files.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::source::{FileId, Place, SourceFile, Sources};
use crate::tree::Tree;
use crate::tree::compare::{Comparison, Entry, State};
use crate::tree::refusal::{Kept, Why};

rules! {
    OUTPUT_DIFFERS = Error "output-differs",
        "a directory holds what its spec gives",
        "what is reviewed and applied would not be what the spec says",
        "run `sealform generate` and commit what it writes",
        "the written record `.sealform.json`";
    OUTPUT_EDITED = Error "output-edited",
        "a generated file is not edited by hand",
        "the next run would undo the edit, so nothing is written until somebody decides",
        "move the edit into the spec or into a file of your own, or use `--force` to write over it",
        "the written record `.sealform.json`";
    OUTPUT_FOREIGN = Error "output-foreign",
        "no file of somebody else stands where one is to be written",
        "it may be the only copy of it",
        "rename it to keep it, or use `--force` to write over it",
        "the written record `.sealform.json`";
    OUTPUT_BLOCKED = Error "output-blocked",
        "a plain file can stand where one is to be written",
        "through a symbolic link the text would land outside of the directory; a directory or a device is not a file",
        "move what stands there away and run again",
        "what stands on disk";
}

/// A finding for each file that is not as wanted, in the order of paths. The files come after those that `sources`
/// holds already.
pub fn findings(
    comparison: &Comparison,
    tree: &Tree,
    out: &Path,
    sources: &mut Sources,
) -> Diagnostics {
    let mut found = Diagnostics::default();
    for (path, entry) in &comparison.entries {
        if entry.state == State::Unchanged {
            continue;
        }
        let wanted = tree.files.get(path).map_or("", String::as_str);
        let at = add(path, entry, wanted, out, sources);
        found.push(match Kept::of(path, &entry.state) {
            Some(kept) => of_kept(&kept, at),
            None => Diagnostic::new(&OUTPUT_DIFFERS, at, told(path, entry), OUTPUT_DIFFERS.fix),
        });
    }
    found
}

/// The findings of files that keep a directory from being written.
pub fn refusals(kept: &[Kept], out: &Path, sources: &mut Sources) -> Diagnostics {
    let nothing = Entry {
        state: State::Unchanged,
        on_disk: None,
    };
    let mut found = Diagnostics::default();
    for kept in kept {
        let at = add(&kept.path, &nothing, "", out, sources);
        found.push(of_kept(kept, at));
    }
    found
}

fn of_kept(kept: &Kept, at: Place) -> Diagnostic {
    let rule = match kept.why {
        Why::Edited | Why::EditedStale => &OUTPUT_EDITED,
        Why::Foreign => &OUTPUT_FOREIGN,
        Why::Blocked(_) => &OUTPUT_BLOCKED,
    };
    Diagnostic::new(rule, at, kept.what(), kept.way_out())
}

fn told(path: &str, entry: &Entry) -> String {
    match entry.state {
        State::Created => format!("`{path}` is missing"),
        State::Stale => format!("`{path}` is no longer wanted"),
        _ => format!("`{path}` is not what the spec gives"),
    }
}

/// Adds what is on disk to the sources, and gives the place of the first line that differs.
fn add(path: &str, entry: &Entry, wanted: &str, out: &Path, sources: &mut Sources) -> Place {
    let text = String::from_utf8_lossy(entry.on_disk.as_deref().unwrap_or_default()).into_owned();
    let same: usize = text
        .split_inclusive('\n')
        .zip(wanted.split_inclusive('\n'))
        .take_while(|(on_disk, wanted)| on_disk.trim_end() == wanted.trim_end())
        .map(|(on_disk, _)| on_disk.len())
        .sum();
    let line = text.get(same..).and_then(|rest| rest.lines().next());
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let at = Place {
        file: FileId(offset(sources.files.len())),
        start: offset(same),
        end: offset(same.saturating_add(line.map_or(0, str::len))),
    };
    let folder = out.to_string_lossy();
    let folder = folder.trim_end_matches('/');
    sources.files.push(SourceFile {
        name: format!("{folder}/{path}"),
        text,
    });
    at
}
