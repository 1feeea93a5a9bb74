//! Where a value of a spec comes from: which of the layers says it. Knows the order of the layers and the tree of the text;
//! must not know what is made of the value.

use super::profiles::BUILT_IN;
use crate::source::Place;
use crate::source::node::{Entry, Node, Value};

/// The layer that says a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layer {
    /// The thing itself.
    Itself,
    /// A profile that the spec writes, by name.
    Profile(String),
    /// A profile that is built in, by name.
    BuiltInProfile(String),
    /// `defaults`.
    Defaults,
    /// The source of a replica, by its path.
    Source(String),
}

/// Where a value is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// By which layer.
    pub layer: Layer,
    /// The value there; of a built-in profile, the word that selects it.
    pub at: Place,
    /// What a built-in profile says.
    pub built_in: Option<&'static str>,
}

/// What a replica has of its own, whatever its source says.
const OF_REPLICA: &[&str] = &[
    "identifier",
    "region",
    "key",
    "multi_az",
    "availability_zone",
    "backup_retention_period",
];

/// The layer that says the value at a path such as `databases.orders.deletion_protection`; nothing where none does.
pub fn origin(document: &Node, path: &str) -> Option<Origin> {
    if let Some(said) = find(document, path) {
        return Some(said_by(Layer::Itself, said));
    }
    let (name, word) = path.strip_prefix("databases.")?.split_once('.')?;
    inherited(document, &format!("databases.{name}"), word)
}

/// What a database or a replica does not say itself. A setting of a map has dots: `tags.Tier`.
fn inherited(document: &Node, database: &str, word: &str) -> Option<Origin> {
    if let Some((replica, word)) = word
        .strip_prefix("replicas.")
        .and_then(|rest| rest.split_once('.'))
    {
        if let Some(deeper) = word.strip_prefix("replicas.") {
            let above = format!("{database}.replicas.{replica}");
            return inherited(document, &above, &format!("replicas.{deeper}"));
        }
        return of_source(document, database, word);
    }
    let nearest = text_at(document, &format!("{database}.profile"))
        .or_else(|| text_at(document, "defaults.profile"));
    let of_profile =
        |named: Option<(&str, Place)>| named.and_then(|named| profile(document, named, word));
    of_profile(nearest)
        .or_else(|| {
            let said = find(document, &format!("defaults.{word}"))?;
            Some(said_by(Layer::Defaults, said))
        })
        .or_else(|| of_profile(text_at(document, "profile")))
}

/// What a replica has of its source, which may be a replica itself.
fn of_source(document: &Node, source: &str, word: &str) -> Option<Origin> {
    if OF_REPLICA.contains(&word) {
        return None;
    }
    if let Some(said) = find(document, &format!("{source}.{word}")) {
        return Some(said_by(Layer::Source(source.to_owned()), said));
    }
    match source.rsplit_once(".replicas.") {
        Some((above, _)) => of_source(document, above, word),
        None => inherited(document, source, word),
    }
}

/// What a profile says: as it is written, and else as it is built in.
fn profile(document: &Node, (name, at): (&str, Place), word: &str) -> Option<Origin> {
    if let Some(said) = find(document, &format!("profiles.{name}.{word}")) {
        return Some(said_by(Layer::Profile(name.to_owned()), said));
    }
    let (_, said) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name)?;
    let (_, value) = said.iter().find(|(one, _)| *one == word)?;
    Some(Origin {
        layer: Layer::BuiltInProfile(name.to_owned()),
        at,
        built_in: Some(value),
    })
}

fn said_by(layer: Layer, said: &Entry) -> Origin {
    Origin {
        layer,
        at: said.node.at,
        built_in: None,
    }
}

fn text_at<'d>(document: &'d Node, path: &str) -> Option<(&'d str, Place)> {
    let said = find(document, path)?;
    match &said.node.value {
        Value::Scalar(scalar) => Some((&scalar.text, said.node.at)),
        Value::List(_) | Value::Map(_) => None,
    }
}

/// The entry at a path. A key may hold dots itself: `parameters.rds.force_ssl`.
fn find<'d>(document: &'d Node, path: &str) -> Option<&'d Entry> {
    let Value::Map(entries) = &document.value else {
        return None;
    };
    entries.iter().find_map(|entry| {
        let rest = path.strip_prefix(entry.key.as_str())?;
        if rest.is_empty() {
            Some(entry)
        } else {
            find(&entry.node, rest.strip_prefix('.')?)
        }
    })
}
