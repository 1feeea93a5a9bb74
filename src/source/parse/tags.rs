//! What a tag means for the value behind it. Knows YAML's core schema; must not know places.

use granit_parser::Tag;

use super::quoted;
use crate::source::node::{Scalar, Style};

/// `!!str` and `!` make text of a scalar, the tags of numbers and booleans take its quotes away.
pub(super) fn of_scalar(tag: &Tag, scalar: &mut Scalar) -> Result<(), String> {
    match core(tag) {
        Some("str") => {
            if scalar.style == Style::Plain {
                scalar.style = Style::Quoted;
            }
            Ok(())
        }
        Some("int" | "float" | "bool" | "null") => {
            scalar.style = Style::Plain;
            Ok(())
        }
        Some(_) => Err(format!("the tag {} stands before text", spelled(tag))),
        None => Err(unknown(tag)),
    }
}

/// `!!seq` and `!` say nothing new about a list.
pub(super) fn of_list(tag: &Tag) -> Result<(), String> {
    match core(tag) {
        Some("seq") => Ok(()),
        Some(_) if non_specific(tag) => Ok(()),
        Some(_) => Err(format!("the tag {} stands before a list", spelled(tag))),
        None => Err(unknown(tag)),
    }
}

/// `!!map` and `!` say nothing new about a map.
pub(super) fn of_map(tag: &Tag) -> Result<(), String> {
    match core(tag) {
        Some("map") => Ok(()),
        Some(_) if non_specific(tag) => Ok(()),
        Some(_) => Err(format!("the tag {} stands before a map", spelled(tag))),
        None => Err(unknown(tag)),
    }
}

/// The tag's name in the core schema; the lone `!` counts as `str`, which it makes of a scalar.
fn core(tag: &Tag) -> Option<&str> {
    if non_specific(tag) {
        Some("str")
    } else {
        tag.core_suffix()
    }
}

fn non_specific(tag: &Tag) -> bool {
    tag.parts() == ("", "!")
}

fn spelled(tag: &Tag) -> String {
    quoted(&tag.original())
}

fn unknown(tag: &Tag) -> String {
    format!("the tag {} has no meaning in a spec", spelled(tag))
}
