//! Single-token damage of policies: a word of the text becomes another word of the text, or goes. Whatever the proof lets
//! pass gives nobody more than before, whatever question is asked of both policies.

use sealform::names::{AccountId, Region};
use sealform::policy::Policy;
use sealform::policy::actions::ACTIONS;
use sealform::policy::document::parse;
use sealform::policy::evaluate::Prepared;
use sealform::policy::questions;
use sealform::policy::request::Home;
use sealform::verify::{Mode, key_policies};

use super::{prove, rendered};

/// A generator of numbers that needs no crate: xorshift.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }
}

/// Words that widen where they fit, besides those of the text.
const WIDER: &[&str] = &[
    "\"*\"",
    "\"kms:*\"",
    "\"arn:aws:iam::111122223333:root\"",
    "\"111122223333\"",
    "\"rds.*.amazonaws.com\"",
    "\"ec2.eu-west-1.amazonaws.com\"",
    "NotAction",
    "NotPrincipal",
    "NotResource",
    "StringLike",
    "StringNotEquals",
    "StringEqualsIfExists",
    "BoolIfExists",
    "\"ForAllValues:StringEquals\"",
    "\"ForAnyValue:StringEquals\"",
    "Null",
    "\"false\"",
    "null",
    "{}",
    "[]",
    "Service",
    "Federated",
    "\"Deny\"",
];

/// Where the tokens of the policies lie: names, strings and brackets, no white space.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut tokens = Vec::new();
    let mut is_policy = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_policy {
            let mut rest = line;
            while let Some(start) = rest.find(|c: char| !c.is_whitespace()) {
                let token = &rest[start..];
                let length = match token.chars().next().unwrap() {
                    '"' => token[1..].find('"').unwrap() + 2,
                    c if c.is_alphanumeric() => token
                        .find(|c: char| !c.is_alphanumeric() && c != '_')
                        .unwrap_or(token.len()),
                    c => c.len_utf8(),
                };
                let from = at + line.len() - rest.len() + start;
                tokens.push((from, from + length));
                rest = &token[length..];
            }
        }
        is_policy = (is_policy || line.contains("jsonencode({")) && line != "  })\n";
        at += line.len();
    }
    tokens
}

/// The policies of all keys, by key.
fn policies(tree: &sealform::tree::Tree) -> Vec<(String, Home<'static>, Policy)> {
    let home = |text: &sealform::verify::KeyPolicyText| {
        let owner: &'static AccountId = Box::leak(Box::new(text.account.clone().unwrap()));
        let region: Region = sealform::aws::regions::find(text.region.as_deref().unwrap()).unwrap();
        Home { owner, region }
    };
    key_policies(tree)
        .iter()
        .map(|text| {
            let policy = parse::policy_text(&text.json).unwrap();
            (format!("{}/{}", text.module, text.key), home(text), policy)
        })
        .collect()
}

#[test]
fn damage_never_widens_access_unnoticed() {
    // As `SEALFORM_DAMAGE` asks; a proof of policies takes as long as many readings of a text.
    let copies = std::env::var("SEALFORM_DAMAGE");
    let copies: usize = copies.ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let rounds = copies / 25;
    let mut passed = 0;
    let mut dice = Dice(0x5eed);
    for (spec, file) in [
        ("payments", "owner/keys.tf"),
        ("sharing", "owner/keys.tf"),
        ("sharing", "sharing/analytics/keys.tf"),
        ("multi-region-key", "owner/keys.tf"),
    ] {
        let good = rendered(spec);
        let before = policies(&good.tree);
        let text = &good.tree.files[file];
        let tokens = tokens(text);
        assert!(tokens.len() > 100, "{spec}");
        for _ in 0..rounds / 4 {
            let (start, end) = tokens[dice.roll(tokens.len())];
            let with = match dice.roll(3) {
                0 => "",
                1 => WIDER[dice.roll(WIDER.len())],
                _ => {
                    let (from, to) = tokens[dice.roll(tokens.len())];
                    &text[from..to]
                }
            };
            let mut damaged = text.clone();
            damaged.replace_range(start..end, with);
            let mut tree = good.tree.clone();
            tree.files.insert(file.to_owned(), damaged);
            let by_shape = prove(&tree, &good.plan, Mode::ByShape);
            if !by_shape.is_empty() {
                continue;
            }
            passed += 1;
            let what = format!(
                "{spec} {file}: `{}` became `{with}` at byte {start}",
                &text[start..end]
            );
            for ((key, home, before), (_, _, after)) in before.iter().zip(policies(&tree)) {
                let (old, new) = (Prepared::of(before), Prepared::of(&after));
                for question in questions::of(&[before, &after], *home) {
                    let old = question.answers(&old, ACTIONS);
                    let new = question.answers(&new, ACTIONS);
                    let gains = old
                        .iter()
                        .zip(&new)
                        .any(|(old, new)| new.most() > old.most());
                    assert!(!gains, "{what}: {key} {:?}", question.party);
                }
            }
        }
    }
    assert!(passed > 0, "some damage is none");
}
