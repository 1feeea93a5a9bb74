//! Templates are lines of Terraform with values in them: what they may hold of the language of templates.

use std::collections::BTreeSet;
use std::fs;

use super::files::{below, name, root};

/// The templates, by the name of their file.
fn templates() -> Vec<(String, String)> {
    let folder = root().join("templates");
    let mut templates: Vec<(String, String)> = below(&folder, &[])
        .into_iter()
        .map(|path| {
            (
                name(path.strip_prefix(&folder).unwrap()),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    templates.sort();
    assert!(templates.len() > 5, "templates are read");
    templates
}

/// What stands between a template's brackets, brackets included.
fn tags(text: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = text;
    while let Some(start) = ["{{", "{%", "{#"]
        .iter()
        .filter_map(|open| rest.find(open))
        .min()
    {
        let close = match &rest[start..start + 2] {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        let end = rest[start..]
            .find(close)
            .map_or(rest.len(), |end| start + end + 2);
        tags.push(&rest[start..end]);
        rest = &rest[end..];
    }
    tags
}

fn is_word(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_lowercase())
        && word
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// `a` or `a.b`.
fn is_path(path: &str) -> bool {
    path.split('.').count() <= 2 && path.split('.').all(is_word)
}

fn may_stand(tag: &str) -> bool {
    if tag.starts_with("{#") {
        return true;
    }
    if let Some(value) = tag
        .strip_prefix("{{ ")
        .and_then(|tag| tag.strip_suffix(" }}"))
    {
        return is_path(value);
    }
    let Some(statement) = tag
        .strip_prefix("{% ")
        .and_then(|tag| tag.strip_suffix(" %}"))
    else {
        return false;
    };
    match statement.split(' ').collect::<Vec<_>>().as_slice() {
        ["for", item, "in", list] => is_word(item) && is_path(list),
        ["if", flag] => is_path(flag),
        [end] => matches!(*end, "endfor" | "endif"),
        _ => false,
    }
}

#[test]
fn templates_hold_no_decision() {
    for (file, text) in templates() {
        for tag in tags(&text) {
            assert!(may_stand(tag), "templates/{file}: {tag}");
        }
    }
}

#[test]
fn the_forms_are_told_apart() {
    for tag in [
        "{{ a }}",
        "{{ a.b }}",
        "{% for a in b.c %}",
        "{% if a.b %}",
        "{% endif %}",
        "{% endfor %}",
        "{# a | b #}",
    ] {
        assert!(may_stand(tag), "{tag}");
    }
    for tag in [
        "{{a}}",
        "{{ a | upper }}",
        "{{ a.b.c }}",
        "{{ a() }}",
        "{{ \"a\" }}",
        "{% if not a %}",
        "{% if a == b %}",
        "{% else %}",
        "{% set a = b %}",
        "{% for a, b in c %}",
        "{%- endif %}",
        "{% include a %}",
    ] {
        assert!(!may_stand(tag), "{tag}");
    }
}

#[test]
fn every_template_is_built_in() {
    let files: BTreeSet<String> = templates()
        .into_iter()
        .map(|(file, _)| file.replace(".tf.j2", "").replace(".md.j2", ""))
        .collect();
    let built_in: BTreeSet<String> = sealform::render::templates::BUILT_IN
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(files, built_in);
}
