//! What has moved: resources that stood under another address before. Knows the heads of rendered blocks; must not know what
//! gave them their names.
//!
//! A plan is rendered under the names of today and under those of before. Both give the same blocks in the same order, so
//! that there is no list of what bears a name: whatever differs has moved.

use serde::Serialize;

use super::file::File;
use crate::terraform::value::{Reference, Value};

/// A resource that has another address than before.
#[derive(Debug, Serialize)]
pub(super) struct Moved {
    from: Value,
    to: Value,
}

/// The resources that have moved, in the order of the files.
pub(super) fn between(before: &[(String, File<'_>)], now: &[(String, File<'_>)]) -> Vec<Moved> {
    let pairs = addresses(before).into_iter().zip(addresses(now));
    pairs
        .filter(|(from, to)| from != to)
        .map(|(from, to)| Moved {
            from: reference(&from),
            to: reference(&to),
        })
        .collect()
}

/// The addresses of all resources, in the order of the files.
fn addresses(files: &[(String, File<'_>)]) -> Vec<String> {
    let lines = files.iter().flat_map(|(_, file)| file.text.lines());
    lines.filter_map(address).collect()
}

/// The address of the resource whose block begins on a line: `resource "aws_kms_key" "rds" {`.
fn address(line: &str) -> Option<String> {
    let (kind, rest) = line.strip_prefix("resource \"")?.split_once("\" \"")?;
    let (label, _) = rest.split_once('"')?;
    Some(format!("{kind}.{label}"))
}

/// What is no address becomes text, which verification then refuses.
fn reference(address: &str) -> Value {
    Reference::parse(address).map_or_else(|| Value::Text(address.to_owned()), Value::Reference)
}
