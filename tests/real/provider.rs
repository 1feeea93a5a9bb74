//! Where the real AWS provider comes from.
//!
//! A plugin mirror of the machine if there is one, the registry otherwise. Knows Terraform's CLI
//! configuration; must not know what is done with the provider.

use std::fs;
use std::path::{Path, PathBuf};

use super::machine::ground;

/// Folders under which system packages and images put a plugin mirror.
const PLACES: [&str; 3] = ["/opt", "/usr/share/terraform", "/usr/local/share/terraform"];

/// The text of a CLI configuration: the machine's mirror, or the registry through a cache of our own, so
/// that its 600 MB are fetched once.
pub fn cli_configuration() -> String {
    match mirror() {
        Some(mirror) => {
            format!(
                "provider_installation {{\n  filesystem_mirror {{\n    path = {mirror:?}\n  }}\n}}\n"
            )
        }
        None => {
            let cache = ground().join("plugins");
            fs::create_dir_all(&cache).unwrap();
            format!("plugin_cache_dir = {cache:?}\n")
        }
    }
}

/// The folder that holds `registry.terraform.io/hashicorp/aws`, if one of the usual ones does.
pub fn mirror() -> Option<PathBuf> {
    let home =
        std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".terraform.d/plugins"));
    PLACES
        .iter()
        .map(PathBuf::from)
        .chain(home)
        .find_map(|place| below(&place, 3))
}

/// `place` or a folder at most `depth` below it that is a mirror with the provider.
fn below(place: &Path, depth: usize) -> Option<PathBuf> {
    if place.join("registry.terraform.io/hashicorp/aws").is_dir() {
        return Some(place.to_path_buf());
    }
    let mut folders: Vec<PathBuf> = fs::read_dir(place)
        .ok()
        .filter(|_| depth > 0)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
        .iter()
        .find_map(|folder| below(folder, depth.saturating_sub(1)))
}
