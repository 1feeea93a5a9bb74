//! Named formats: those that the data describes by patterns, and the few that need code. Knows the
//! shapes of ARNs, addresses and JSON; must not know which argument wants which.

use std::net::{IpAddr, Ipv4Addr};

use serde::Deserialize;

use super::rules::{Breach, Rules};
use super::{data, types};

/// A named format.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub struct Format {
    name: String,
    rules: Option<&'static Rules>,
}

impl From<String> for Format {
    fn from(name: String) -> Self {
        let rules = data::format(&name);
        Self { name, rules }
    }
}

impl Format {
    pub(crate) fn check(&self, text: &str) -> Result<(), Breach> {
        let fits = match self.name.as_str() {
            "arn" => text.is_empty() || arn(text),
            "service_principal" if text.is_empty() => return Ok(()),
            "base64" => base64(text),
            "cidr" | "ipv4_cidr" | "ipv6_cidr" => cidr(text),
            "ip" => text.parse::<IpAddr>().is_ok(),
            "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
            "iam_policy_json" => {
                serde_json::from_str::<serde_json::Value>(text).is_ok_and(|json| json.is_object())
            }
            "duration" => duration(text),
            "json" => text.is_empty() || serde_json::from_str::<serde_json::Value>(text).is_ok(),
            _ => return self.rules.map_or(Ok(()), |rules| rules.check(text)),
        };
        if fits {
            Ok(())
        } else {
            Err(Breach::Format(format!("must be {}", described(&self.name))))
        }
    }
}

fn described(name: &str) -> &'static str {
    match name {
        "arn" => "an ARN",
        "base64" => "base64 text",
        "cidr" | "ipv4_cidr" | "ipv6_cidr" => "a network in CIDR form",
        "ip" | "ipv4" => "an IP address",
        "duration" => "a duration such as `90m` or `2h`",
        "iam_policy_json" => "a JSON object",
        _ => "JSON",
    }
}

/// Source: verify.ValidARN of the provider: partition, region and account have a shape, the resource
/// is not empty.
fn arn(text: &str) -> bool {
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next();
    let (Some("arn"), Some(partition), Some(_service), Some(region), Some(account), Some(resource)) =
        (next(), next(), next(), next(), next(), next())
    else {
        return false;
    };
    let mut words = partition.split('-');
    let partition = words.next() == Some("aws")
        && words.all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()));
    partition
        && (region.is_empty() || is_region(region))
        && is_account(account)
        && !resource.is_empty()
}

fn is_region(text: &str) -> bool {
    let Some((words, number)) = text.rsplit_once('-') else {
        return false;
    };
    words.contains('-')
        && words
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && matches!(number.len(), 1..=2)
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_account(text: &str) -> bool {
    matches!(
        text,
        "" | "aws" | "aws-managed" | "third-party" | "aws-marketplace"
    ) || (text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()))
        || (text.starts_with("cw") && text.len() == 12)
}

fn cidr(text: &str) -> bool {
    text.split_once('/').is_some_and(|(address, bits)| {
        let most = match address.parse() {
            Ok(IpAddr::V4(_)) => 32.0,
            Ok(IpAddr::V6(_)) => 128.0,
            Err(_) => return false,
        };
        types::number_of(bits).is_some_and(|bits| bits <= most)
    })
}

/// Numbers, each with its unit. Source: Go `time.ParseDuration`, by which the provider reads timeouts.
fn duration(text: &str) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let digits = rest.get(..rest.len().saturating_sub(number.len()));
        let units = ["ns", "us", "µs", "ms", "s", "m", "h"];
        let after = units.iter().find_map(|unit| {
            let after = number.strip_prefix(unit)?;
            let ends = after.is_empty() || after.starts_with(|c: char| c.is_ascii_digit());
            ends.then_some(after)
        });
        match (digits.and_then(types::number_of), after) {
            (Some(_), Some(after)) => rest = after,
            _ => return false,
        }
    }
    !text.is_empty()
}

fn base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len().abs_diff(body.len()) <= 2
        && body
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coded_formats() {
        for (name, text, fits) in [
            ("arn", "arn:aws:kms:us-east-1:123456789012:key/abc", true),
            ("arn", "arn:aws:iam::aws:policy/service-role/X", true),
            (
                "arn",
                "arn:aws-us-gov:kms:us-gov-west-1:123456789012:key/a",
                true,
            ),
            ("arn", "arn:aws:kms:us-east-1:123:key/abc", false),
            ("arn", "arn:azure:kms:us-east-1:123456789012:key/abc", false),
            ("arn", "arn:aws:kms:us-east-1:123456789012:", false),
            ("arn", "alias/rds", false),
            ("json", "{\"a\": 1}", true),
            ("json", "{a}", false),
            ("cidr", "10.0.0.0/8", true),
            ("cidr", "10.0.0.0/33", false),
            ("ip", "::1", true),
            ("ip", "1.2.3", false),
            ("duration", "2h", true),
            ("duration", "1h30m", true),
            ("duration", "1.5h", true),
            ("duration", "2", false),
            ("duration", "2 hours", false),
            ("duration", "2hours", false),
            ("duration", "", false),
            ("base64", "YWJj", true),
            ("base64", "YWJ", false),
            ("account_id", "123456789012", true),
            ("account_id", "12345678901", false),
        ] {
            assert_eq!(
                Format::from(name.to_owned()).check(text).is_ok(),
                fits,
                "{name} {text}"
            );
        }
    }
}
