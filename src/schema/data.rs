//! The lines of `aws.json`, each parsed when it is first asked for. Knows how the file is laid out;
//! must not know what a type means.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{Resource, Rules};

/// One type a line, so that a start that needs four types parses four lines.
static TEXT: &str = include_str!("aws.json");

/// The parts of the file that hold types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Resources,
    Data,
    Ephemeral,
}

type Line<T> = (&'static str, OnceLock<Option<T>>);

#[derive(Default)]
struct Index {
    provider: Option<Line<Resource>>,
    formats: BTreeMap<&'static str, Line<Rules>>,
    resources: BTreeMap<&'static str, Line<Resource>>,
    data: BTreeMap<&'static str, Line<Resource>>,
    ephemeral: BTreeMap<&'static str, Line<Resource>>,
}

impl Index {
    const fn section(&self, section: Section) -> &BTreeMap<&'static str, Line<Resource>> {
        match section {
            Section::Resources => &self.resources,
            Section::Data => &self.data,
            Section::Ephemeral => &self.ephemeral,
        }
    }
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = Index::default();
        let mut section = "";
        for line in TEXT.lines() {
            let Some((name, value)) = line
                .strip_prefix('"')
                .and_then(|rest| rest.split_once("\": "))
            else {
                continue;
            };
            let value = value.strip_suffix(',').unwrap_or(value);
            if value == "{" {
                section = name;
                continue;
            }
            match section {
                "formats" => drop(index.formats.insert(name, (value, OnceLock::new()))),
                "resources" => drop(index.resources.insert(name, (value, OnceLock::new()))),
                "data" => drop(index.data.insert(name, (value, OnceLock::new()))),
                "ephemeral" => drop(index.ephemeral.insert(name, (value, OnceLock::new()))),
                _ if name == "provider" => index.provider = Some((value, OnceLock::new())),
                _ => {}
            }
        }
        index
    })
}

fn parsed<T: serde::de::DeserializeOwned>((text, parsed): &'static Line<T>) -> Option<&'static T> {
    parsed
        .get_or_init(|| serde_json::from_str(text).ok())
        .as_ref()
}

pub(super) fn find(section: Section, name: &str) -> Option<&'static Resource> {
    parsed(index().section(section).get(name)?)
}

pub(super) fn provider() -> Option<&'static Resource> {
    parsed(index().provider.as_ref()?)
}

pub(super) fn names(section: Section) -> impl Iterator<Item = &'static str> {
    index().section(section).keys().copied()
}

/// The rules of a named format, such as `rds_identifier`.
pub(super) fn format(name: &str) -> Option<&'static Rules> {
    parsed(index().formats.get(name)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_parses() {
        for section in [Section::Resources, Section::Data, Section::Ephemeral] {
            for (name, (text, _)) in index().section(section) {
                let parsed = serde_json::from_str::<Resource>(text).map(|_| ());
                assert!(parsed.is_ok(), "{section:?} {name}: {parsed:?}");
            }
        }
        for name in index().formats.keys() {
            assert!(format(name).is_some(), "{name}");
        }
        assert!(provider().is_some());
        assert!(serde_json::from_str::<serde_json::Value>(TEXT).is_ok());
        assert_eq!(names(Section::Resources).count(), 97);
    }
}
