//! Maps and lists whose end has not come yet, and the keys in them. Knows finished values; must not know the parser.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::{quoted, twice};
use crate::diagnostic::Diagnostic;
use crate::source::node::{Entry, Node, Style, Value};
use crate::source::{Place, rules};

/// A map of more keys than this looks for repeats by hash.
const FEW_KEYS: usize = 16;

/// A map or list that is being read.
pub(super) struct Frame {
    /// What it holds so far.
    pub(super) shape: Shape,
    /// In brackets or braces.
    pub(super) flow: bool,
    /// The parser's number of its anchor; 0 without.
    pub(super) anchor: usize,
    /// As far as it was read.
    pub(super) at: Place,
}

/// Which of the two.
pub(super) enum Shape {
    List(Vec<Node>),
    Map(OpenMap),
}

/// A map that is being read.
#[derive(Default)]
pub(super) struct OpenMap {
    /// The finished ones.
    pub(super) entries: Vec<Entry>,
    /// The value of `<<`.
    pub(super) merge: Option<Node>,
    /// Where `<<` stands.
    merge_at: Option<Place>,
    /// Hashes of the keys, kept as soon as there are many.
    hashes: HashSet<u64>,
    hasher: RandomState,
    key: Option<OpenKey>,
}

/// A key that waits for its value.
enum OpenKey {
    Entry(String, Place),
    Merge,
    /// Its value is read and left out.
    Refused,
}

impl OpenMap {
    /// Takes the next finished value of the map at `map`: a key, or what belongs to the key before. Returns what is
    /// wrong with a key.
    pub(super) fn take(&mut self, node: Node, map: Place) -> Option<Diagnostic> {
        match self.key.take() {
            None => match self.key_of(node, map) {
                Ok(key) => {
                    self.key = Some(key);
                    return None;
                }
                Err(wrong) => {
                    self.key = Some(OpenKey::Refused);
                    return Some(wrong);
                }
            },
            Some(OpenKey::Entry(key, key_at)) => self.entries.push(Entry { key, key_at, node }),
            Some(OpenKey::Merge) => self.merge = Some(node),
            Some(OpenKey::Refused) => {}
        }
        None
    }

    fn key_of(&mut self, node: Node, map: Place) -> Result<OpenKey, Diagnostic> {
        let at = node.at;
        let kind = node.kind_name();
        let Value::Scalar(scalar) = node.value else {
            let help = if at.start == map.start.saturating_add(1) {
                "fill in the template if `{{ … }}` belongs to one, or put it in quotes"
            } else {
                "write a word as the key; text that begins with `{` or `[` goes in quotes"
            };
            let message = format!("{kind} can't be a key");
            return Err(Diagnostic::new(&rules::KEY, at, message, help));
        };
        let plain = scalar.style == Style::Plain;
        if plain && scalar.text.is_empty() {
            return Err(Diagnostic::new(
                &rules::KEY,
                at,
                "a key is missing here",
                "write the key before the colon; text that begins with a colon goes in quotes",
            ));
        }
        let merge = plain && scalar.text == "<<";
        let earlier = if merge {
            self.merge_at.replace(at)
        } else {
            self.earlier(&scalar.text)
        };
        if let Some(first) = earlier {
            let message = format!("the key {} stands twice in this map", quoted(&scalar.text));
            return Err(twice(message, at, first));
        }
        Ok(if merge {
            OpenKey::Merge
        } else {
            OpenKey::Entry(scalar.text, at)
        })
    }

    /// Where the same key stood before. All entries are looked at only while they are few, or where one of the same
    /// hash is among them, which is a repeat but for one chance in 2⁶⁴.
    fn earlier(&mut self, key: &str) -> Option<Place> {
        if self.entries.len() > FEW_KEYS {
            if self.hashes.is_empty() {
                let keys = self.entries.iter().map(|entry| entry.key.as_str());
                self.hashes = keys.map(|key| self.hasher.hash_one(key)).collect();
            }
            if self.hashes.insert(self.hasher.hash_one(key)) {
                return None;
            }
        }
        let same = self.entries.iter().find(|entry| entry.key == key);
        same.map(|entry| entry.key_at)
    }
}
