//! `profiles:` and `profile:`: named sets of defaults. Knows which profiles there are and what they say; must not know what a
//! database makes of it.
//!
//! What a database says itself wins, then its profile, then `defaults`, then the profile of the whole spec, and then what is
//! built in. See [`layers`].

use super::fields::{entries, unknown};
use super::forbidden;
use super::rules::{PROFILE_UNKNOWN, PROFILE_UNUSED, SPEC_NOT_HERE};
use super::settings::{FIELDS, Role};
use super::{Named, Settings, Spec};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::node::{Entry, Node, Scalar, Style, Value};
use crate::source::{At, Place};
use crate::suggest;

/// The profiles that are there without being written, each setting as a spec would say it.
pub const BUILT_IN: &[(&str, &[(&str, &str)])] = &[
    (
        "development",
        &[
            ("multi_az", "false"),
            ("instances", "1"),
            ("deletion_protection", "false"),
            ("prevent_destroy", "false"),
            ("skip_final_snapshot", "true"),
            ("delete_automated_backups", "true"),
            ("log_retention_in_days", "30"),
        ],
    ),
    (
        "production",
        &[
            ("deletion_protection", "true"),
            ("prevent_destroy", "true"),
            ("backup_retention_period", "30"),
            ("log_retention_in_days", "731"),
        ],
    ),
];

/// What decides which database there is, or passes by the rules of `defaults`: no matter of a profile.
const NOT_HERE: &[&str] = &[
    "identifier",
    "engine",
    "multi_az_cluster",
    "region",
    "key",
    "profile",
    "replicate_from",
    "arguments",
    "instance_arguments",
];

/// Reads the profiles that are written.
pub(super) fn decode(entry: &Entry, found: &mut Diagnostics) -> Named<Settings> {
    let mut profiles = Named::new();
    let help = "write one profile a line below it, with its settings";
    for inner in entries(entry, "a map", help, found).unwrap_or_default() {
        let settings = profile(inner, found);
        profiles.insert(inner.key.clone(), At::new(settings, inner.key_at));
    }
    profiles
}

fn profile(entry: &Entry, found: &mut Diagnostics) -> Settings {
    let mut settings = Settings::default();
    let help = "write its settings below it";
    for inner in entries(entry, "a map", help, found).unwrap_or_default() {
        if NOT_HERE.contains(&inner.key.as_str()) {
            found.push(Diagnostic::new(
                &SPEC_NOT_HERE,
                inner.key_at,
                format!("`{}` is no matter of a profile", inner.key),
                "say it on the database, or under `defaults`",
            ));
        } else if !settings.read(inner, found) && !forbidden::explain(inner, Role::Instance, found)
        {
            let words: Vec<&str> = FIELDS
                .iter()
                .map(|field| field.name)
                .filter(|word| !NOT_HERE.contains(word))
                .collect();
            unknown(&inner.key, inner.key_at, "a profile", &words, found);
        }
    }
    settings
}

/// Joins the profiles that are written with those that are built in, and says which are named and not there, or there and
/// not named.
pub(super) fn join(
    mut written: Named<Settings>,
    named: &[&At<String>],
    found: &mut Diagnostics,
) -> Named<Settings> {
    for (name, profile) in &written {
        if !named.iter().any(|one| one.value == *name) {
            found.push(Diagnostic::new(
                &PROFILE_UNUSED,
                profile.at,
                format!("nothing selects the profile `{}`", name.escape_debug()),
                "select it with `profile`, or remove it",
            ));
        }
    }
    let known: Vec<String> = written.keys().cloned().collect();
    for name in named {
        match built_in(name) {
            Some(settings) => {
                let own = written.remove(&name.value);
                let at = own.as_ref().map_or(name.at, |own| own.at);
                let own = own.map(|own| own.value).unwrap_or_default();
                written.insert(name.value.clone(), At::new(own.or(&settings), at));
            }
            None if written.contains_key(&name.value) => {}
            None => found.push(unknown_profile(name, &known)),
        }
    }
    written
}

fn unknown_profile(name: &At<String>, written: &[String]) -> Diagnostic {
    let message = format!("there is no profile `{}`", name.escape_debug());
    let known = BUILT_IN.iter().map(|(name, _)| *name);
    let known: Vec<&str> = known.chain(written.iter().map(String::as_str)).collect();
    match suggest::nearest(name, known.iter().copied()) {
        Some(near) => {
            let help = format!("did you mean `{near}`?");
            Diagnostic::new(&PROFILE_UNKNOWN, name.at, message, help).patch(name.at, near)
        }
        None => {
            let help = format!(
                "write it under `profiles`, or select one of: {}",
                known.join(", ")
            );
            Diagnostic::new(&PROFILE_UNKNOWN, name.at, message, help)
        }
    }
}

/// What a built-in profile says, at the place where it is selected.
fn built_in(name: &At<String>) -> Option<Settings> {
    let (_, said) = BUILT_IN
        .iter()
        .find(|(built_in, _)| *built_in == name.value)?;
    let mut settings = Settings::default();
    for (word, value) in *said {
        let entry = Entry {
            key: (*word).to_owned(),
            key_at: name.at,
            node: plain(value, name.at),
        };
        // The table holds no mistake: a test reads all of it.
        settings.read(&entry, &mut Diagnostics::default());
    }
    Some(settings)
}

fn plain(text: &str, at: Place) -> Node {
    Node {
        value: Value::Scalar(Scalar {
            text: text.to_owned(),
            style: Style::Plain,
        }),
        at,
    }
}

/// What a database inherits, the nearest first: its profile, `defaults`, the profile of the spec.
pub fn layers<'s>(spec: &'s Spec, own: &Settings) -> Vec<&'s Settings> {
    let of = |name: &At<String>| spec.profiles.get(&name.value).map(|profile| &profile.value);
    let profile = own.profile.as_ref().or(spec.defaults.profile.as_ref());
    let nearest = profile.and_then(of);
    let farthest = spec.profile.as_ref().and_then(of);
    [nearest, Some(&spec.defaults), farthest]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{At, BUILT_IN, FIELDS, NOT_HERE, Place, built_in};
    use crate::source::FileId;

    #[test]
    fn built_in_profiles_are_read() {
        for (name, said) in BUILT_IN {
            let at = Place {
                file: FileId(0),
                start: 0,
                end: 0,
            };
            let settings = built_in(&At::new((*name).to_owned(), at));
            let unread = settings.map(|settings| settings.unread);
            assert_eq!(unread, Some(Vec::new()), "{name}");
            for (word, _) in *said {
                assert!(!NOT_HERE.contains(word) && FIELDS.iter().any(|field| field.name == *word));
            }
        }
    }
}
