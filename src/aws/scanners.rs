//! The scanners of Terraform, how each calls its checks, and which resources a check looks at. Knows ids; must not know
//! what is accepted, or how a comment says so.

mod checkov;
mod others;

/// Who reports a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scanner {
    /// checkov.
    Checkov,
    /// trivy, and tfsec before it.
    Trivy,
    /// KICS.
    Kics,
    /// tflint with the ruleset of AWS.
    Tflint,
    /// Security Hub, which looks at the account and reads no comments.
    SecurityHub,
}

/// How ids look, for messages.
pub const SHAPES: &str =
    "`CKV_AWS_157`, `AVD-AWS-0177`, the UUID of a KICS query, a rule of tflint, or `RDS.5`";

impl Scanner {
    /// The scanner that calls a check by this id; nothing where none does.
    ///
    /// Source: the ids in checkov 3.3, trivy-checks 2.2.0, KICS, tflint-ruleset-aws 0.48 and Security Hub.
    pub fn of(id: &str) -> Option<Self> {
        let is_word = |text: &str, also: &str| {
            !text.is_empty()
                && text
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || also.contains(c))
        };
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if let Some(rest) = id.strip_prefix("CKV") {
            return is_word(rest, "_").then_some(Self::Checkov);
        }
        if let Some(number) = id
            .strip_prefix("AVD-AWS-")
            .or_else(|| id.strip_prefix("AWS-"))
        {
            return digits(number).then_some(Self::Trivy);
        }
        if is_uuid(id) {
            return Some(Self::Kics);
        }
        if id.starts_with("aws_") || id.starts_with("terraform_") {
            return is_word(id, "_").then_some(Self::Tflint);
        }
        let (service, number) = id.split_once('.')?;
        (is_word(service, "") && digits(number)).then_some(Self::SecurityHub)
    }
}

/// The resource types that a check looks at; nothing where that is not known.
pub fn looks_at(id: &str) -> Option<&'static [&'static str]> {
    let table = match Scanner::of(id)? {
        Scanner::Checkov => checkov::CHECKS,
        Scanner::Trivy => others::TRIVY,
        Scanner::Kics => others::KICS,
        Scanner::Tflint | Scanner::SecurityHub => return None,
    };
    let long = id
        .strip_prefix("AWS-")
        .map(|rest| format!("AVD-AWS-{rest}"));
    let id = long.as_deref().unwrap_or(id);
    let at = table.binary_search_by(|(known, _)| (*known).cmp(id)).ok()?;
    table.get(at).map(|(_, types)| *types)
}

fn is_uuid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12]
        && text
            .bytes()
            .all(|byte| byte == b'-' || matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    #[test]
    fn sorted() {
        for table in [
            super::checkov::CHECKS,
            super::others::TRIVY,
            super::others::KICS,
        ] {
            assert!(table.is_sorted_by(|one, other| one.0 < other.0));
        }
    }
}
