//! The relative paths that a tree and a manifest may hold. Knows what keeps a path inside its
//! directory on every system; must not know what stands there.

/// Names that belong to git or Terraform wherever they occur: what bears them is never ours, whatever
/// a manifest says. Source: Terraform's documentation, "Dependency Lock File" and "Local backend".
const NEVER_OURS: [&str; 3] = [".git", ".terraform", ".terraform.lock.hcl"];

/// Terraform's state and its backups, of which only the beginning is fixed.
const STATE: &str = "terraform.tfstate";

/// What Sealform's own record and temporary files begin with.
pub(super) const OWN: &str = ".sealform";

/// Tells whether a path stays inside its directory and names nothing that others own.
///
/// # Errors
///
/// Says what is wrong, as the end of a sentence that begins with "the path".
pub fn check(path: &str) -> Result<(), &'static str> {
    if path.is_empty() {
        return Err("is empty");
    }
    if path.starts_with('/') {
        return Err("is absolute");
    }
    if path.chars().any(char::is_control) {
        return Err("holds a control character");
    }
    // Both mean something on Windows: a separator, and a drive or a stream.
    if path.contains(['\\', ':']) {
        return Err("holds a backslash or a colon");
    }
    for part in path.split('/') {
        match part {
            "" => return Err("has an empty part"),
            "." | ".." => return Err("has a part `.` or `..`"),
            _ => {}
        }
        let folded = part.to_lowercase();
        if NEVER_OURS.contains(&folded.as_str()) || folded.starts_with(STATE) {
            return Err("has a part that belongs to git or Terraform");
        }
        if folded.starts_with(OWN) {
            return Err("has a part that is kept for Sealform's own record");
        }
    }
    Ok(())
}

/// The directories that a path goes through, outermost first: `a`, `a/b` for `a/b/c.tf`.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/')
        .filter_map(|(end, _)| path.get(..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_what_we_render() {
        for path in [
            "owner/keys.tf",
            "sharing/analytics/copies.tf",
            "runbooks/orders.md",
            "owner/database_größe 2.tf",
            "a..b",
            ".tflint.hcl",
        ] {
            assert_eq!(check(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn refuses_what_could_leave_or_is_not_ours() {
        for path in [
            "",
            "/etc/passwd",
            "../x",
            "a/../../x",
            "a/./b",
            "./a",
            "a//b",
            "a/",
            "/",
            "a\\b",
            "..\\x",
            "C:/x",
            "c:x",
            "file:stream",
            "a\0b",
            "a\nb",
            "a\u{1b}[31m",
            ".git/config",
            "owner/.GIT/hooks/pre-commit",
            "owner/.terraform/modules/modules.json",
            "owner/.terraform.lock.hcl",
            "owner/terraform.tfstate",
            "owner/terraform.tfstate.1693412345.backup",
            ".sealform.json",
            ".Sealform.json",
            "owner/.sealform-abc.tmp",
        ] {
            assert!(check(path).is_err(), "{path:?}");
        }
    }

    #[test]
    fn folders_are_outermost_first() {
        assert_eq!(folders("a/b/c.tf").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(folders("c.tf").count(), 0);
    }
}
