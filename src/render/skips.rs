//! Comments by which a scanner passes over what the spec accepts, put where each scanner reads them. Knows how a block
//! begins and how each scanner's comment looks; must not know why something is accepted.
//!
//! Sources: checkov 3.3, "Suppressing and Skipping Policies" (inside of the block); trivy, "Filtering" (above it); KICS,
//! "Running KICS", comments (above it, for all of its queries); tflint, "Annotations" (above the line).

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::plan::accept::{Accepted, Scanner};
use crate::terraform::value::Comment;
use crate::tree::Tree;

/// The text of a file of a root module with the comments for what is accepted of its resources.
pub(super) fn with_comments<'t>(
    folder: &str,
    text: &'t str,
    accepted: &[Accepted],
) -> Cow<'t, str> {
    if accepted.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let address = address(line);
        let about: Vec<&Accepted> = accepted
            .iter()
            .filter(|one| {
                address
                    .as_deref()
                    .is_some_and(|address| one.is_about(folder, address))
            })
            .collect();
        above(&mut out, &about);
        out.push_str(line);
        for one in about.iter().filter(|one| one.scanner == Scanner::Checkov) {
            let text = format!(
                "checkov:skip={}:{} (until {})",
                one.control, one.reason, one.expires
            );
            line_of(&mut out, "  ", Comment::new(&text).as_str());
        }
    }
    Cow::Owned(out)
}

/// What stands above a block: who accepted what until when, and then the comments. KICS has one for all of its queries.
fn above(out: &mut String, about: &[&Accepted]) {
    let of = |scanner| about.iter().filter(move |one| one.scanner == scanner);
    for scanner in [Scanner::Trivy, Scanner::Kics, Scanner::Tflint] {
        for one in of(scanner) {
            let why = format!(
                "{} is accepted until {}: {}",
                one.control, one.expires, one.reason
            );
            line_of(out, "", Comment::new(&why).as_str());
        }
    }
    for one in of(Scanner::Trivy) {
        line_of(out, "", &format!("#trivy:ignore:{}", one.control));
    }
    if of(Scanner::Kics).next().is_some() {
        line_of(out, "", "# kics-scan ignore-block");
    }
    let rules: Vec<&str> = of(Scanner::Tflint)
        .map(|one| one.control.as_str())
        .collect();
    if !rules.is_empty() {
        line_of(out, "", &format!("# tflint-ignore: {}", rules.join(", ")));
    }
}

fn line_of(out: &mut String, indentation: &str, comment: &str) {
    // Writing to a String can't fail.
    let _ = writeln!(out, "{indentation}{comment}");
}

/// The address of the resource that a line begins: `resource "aws_kms_key" "rds" {`.
fn address(line: &str) -> Option<String> {
    let rest = line.strip_prefix("resource \"")?;
    let (kind, rest) = rest.split_once("\" \"")?;
    let (label, _) = rest.split_once('"')?;
    Some(format!("{kind}.{label}"))
}

/// The resources of a tree, each by its module's folder and its address.
pub fn resources(tree: &Tree) -> BTreeSet<(String, String)> {
    let files = tree.files.iter().filter_map(|(path, text)| {
        let (folder, _) = path.rsplit_once('/')?;
        Some((folder, text))
    });
    files
        .flat_map(|(folder, text)| {
            let addresses = text.lines().filter_map(address);
            addresses.map(move |address| (folder.to_owned(), address))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_block_begins_at_the_start_of_its_line() {
        let line = "resource \"aws_kms_key\" \"rds\" {\n";
        assert_eq!(address(line).as_deref(), Some("aws_kms_key.rds"));
        assert_eq!(address("  resource \"aws_kms_key\" \"rds\" {"), None);
        assert_eq!(address("data \"aws_kms_key\" \"rds\" {"), None);
        assert_eq!(address("# resource \"aws_kms_key\" \"rds\" {"), None);
    }
}
