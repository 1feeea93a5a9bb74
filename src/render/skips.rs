//! Comments by which a scanner passes over what the spec accepts, put where each scanner reads them. Knows how a block
//! begins and how each scanner's comment looks; must not know why something is accepted.
//!
//! Sources: checkov 3.3, "Suppressing and Skipping Policies" (inside of the block); trivy, "Filtering", KICS, "Running
//! KICS", and tflint, "Annotations" (above the block or, but for KICS, in its first line). Each of the three wants the
//! line that is next to the block, with no other comment between; so trivy and tflint share a line, and leave it to KICS
//! where that has something to pass over. Seen with trivy 0.59, which reads on past the words of tflint, and read in
//! tflint's and KICS's parsers of comments.

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
        let beside = above(&mut out, &about);
        match beside {
            Some(comment) => line_of(&mut out, line.trim_end(), &format!(" {comment}")),
            None => out.push_str(line),
        }
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

/// Puts above a block who accepted what until when, and then the comments. KICS has one for all of its queries, above which
/// nothing else may stand; what is left for the block's first line is returned.
fn above(out: &mut String, about: &[&Accepted]) -> Option<String> {
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
    let trivy = of(Scanner::Trivy).map(|one| format!("trivy:ignore:{}", one.control));
    let mut words: Vec<String> = trivy.collect();
    let rules: Vec<&str> = of(Scanner::Tflint)
        .map(|one| one.control.as_str())
        .collect();
    if !rules.is_empty() {
        words.push(format!("tflint-ignore: {}", rules.join(", ")));
    }
    let comment = (!words.is_empty()).then(|| format!("# {}", words.join(" ")));
    if of(Scanner::Kics).next().is_some() {
        line_of(out, "", "# kics-scan ignore-block");
        return comment;
    }
    if let Some(comment) = comment {
        line_of(out, "", &comment);
    }
    None
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
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::collections::BTreeSet;

    use super::{address, with_comments};
    use crate::names::Date;
    use crate::plan::accept::{Accepted, Scanner};
    use crate::source::{At, FileId, Place};

    #[test]
    fn a_block_begins_at_the_start_of_its_line() {
        let line = "resource \"aws_kms_key\" \"rds\" {\n";
        assert_eq!(address(line).as_deref(), Some("aws_kms_key.rds"));
        assert_eq!(address("  resource \"aws_kms_key\" \"rds\" {"), None);
        assert_eq!(address("data \"aws_kms_key\" \"rds\" {"), None);
        assert_eq!(address("# resource \"aws_kms_key\" \"rds\" {"), None);
    }

    fn accepted(scanner: Scanner, control: &str) -> Accepted {
        let at = Place {
            file: FileId(0),
            start: 0,
            end: 0,
        };
        let said = |text: &str| At::new(text.to_owned(), at);
        Accepted {
            control: said(control),
            scanner,
            resource: said("databases.orders"),
            reason: said("why"),
            expires: At::new(Date::parse("2027-01-31").unwrap(), at),
            covers: BTreeSet::from([("owner".to_owned(), "aws_db_instance.orders".to_owned())]),
        }
    }

    fn comments(accepted: &[Accepted]) -> Vec<String> {
        let text = with_comments(
            "owner",
            "resource \"aws_db_instance\" \"orders\" {\n}\n",
            accepted,
        );
        let lines = text
            .lines()
            .filter(|line| !line.contains("is accepted until"));
        lines.map(str::to_owned).collect()
    }

    /// No other comment stands between a comment and the block that it is about.
    #[test]
    fn each_scanner_finds_its_comment_next_to_the_block() {
        let mut all = vec![
            accepted(Scanner::Trivy, "AVD-AWS-0176"),
            accepted(Scanner::Trivy, "AVD-AWS-0177"),
            accepted(Scanner::Tflint, "aws_resource_missing_tags"),
            accepted(Scanner::Checkov, "CKV_AWS_157"),
        ];
        let words = "# trivy:ignore:AVD-AWS-0176 trivy:ignore:AVD-AWS-0177 tflint-ignore: aws_resource_missing_tags";
        let block = "resource \"aws_db_instance\" \"orders\" {";
        let skip = "  # checkov:skip=CKV_AWS_157:why (until 2027-01-31)";
        assert_eq!(comments(&all), [words, block, skip, "}"]);

        all.push(accepted(
            Scanner::Kics,
            "7ebc9038-0bde-479a-acc4-6ed7b6758899",
        ));
        let block = format!("{block} {words}");
        assert_eq!(
            comments(&all),
            ["# kics-scan ignore-block", &block, skip, "}"]
        );
    }
}
