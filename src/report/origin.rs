//! What a report is of: which spec, which accounts, which output. Knows names and hashes; must not know what was found.

use super::Input;
use crate::tree::manifest::digest;

/// What a report is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The program and its version.
    pub program: &'static str,
    /// The files of the spec.
    pub spec: Vec<SpecFile>,
    /// The accounts, with what the spec calls each: the owner first, then those it shares with.
    pub accounts: Vec<(String, String)>,
    /// The hash of the record of the output, which has the hash of every file.
    pub record: String,
}

/// A file of the spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpecFile {
    /// Its path as the user gave it.
    pub name: String,
    /// The hash of its text: `sha256:` and 64 hexadecimal digits.
    pub hash: String,
}

pub(super) fn of(input: &Input<'_>) -> Origin {
    let accounts = input.plan.modules.iter().map(|module| {
        let receiver = module.receiver.as_ref();
        let role = receiver.map_or("owner", |receiver| receiver.name.value.as_str());
        (module.account.to_string(), role.to_owned())
    });
    let files = input.sources.files.iter().map(|file| SpecFile {
        name: file.name.clone(),
        hash: digest(file.text.as_bytes()),
    });
    Origin {
        program: concat!("sealform ", env!("CARGO_PKG_VERSION")),
        spec: files.collect(),
        accounts: accounts.collect(),
        record: input.record.to_owned(),
    }
}
