//! The records of the rules that a spec's text can break before anyone asks what it means. Knows YAML;
//! must not know any word of a spec.

use crate::diagnostic::{Rule, Severity};

/// All of them, by id.
pub static RULES: &[&Rule] = &[
    &ALIAS, &DEPTH, &DOCUMENTS, &DUPLICATE, &EMPTY, &KEY, &SIZE, &SYNTAX, &TAG,
];

/// Anchors, aliases and merge keys.
pub static ALIAS: Rule = Rule {
    id: "yaml-alias",
    severity: Severity::Error,
    summary: "an alias names an anchor that stands before it, and what aliases copy is bounded",
    why: "an alias without its anchor means nothing, one inside its own anchor would never end, and ten short lines of \
          aliases on aliases can stand for a billion values",
    fix: "write the anchor `&name` before the alias `*name`, or write the value out; what databases share fits under \
          `defaults`",
    source: "YAML 1.2.2, section 7.1 (Alias Nodes); YAML Merge Key type",
};

/// Nesting.
pub static DEPTH: Rule = Rule {
    id: "yaml-depth",
    severity: Severity::Error,
    summary: "maps and lists are nested at most 64 deep",
    why: "no spec needs a tenth of that; deeper nesting is a broken template or an attack on the reader",
    fix: "look for brackets that were never closed, or for a template that indents in a loop",
    source: "Sealform's own bound",
};

/// More than one document in a file.
pub static DOCUMENTS: Rule = Rule {
    id: "yaml-documents",
    severity: Severity::Error,
    summary: "a file holds one YAML document, and in a folder each is a map",
    why: "readers disagree on what a second document means: some drop it, some let it win; a database must not \
          disappear that way",
    fix: "remove the `---` or `...` between them, or give each its own file in a folder and name the folder",
    source: "YAML 1.2.2, section 9.2 (Streams)",
};

/// A key twice.
pub static DUPLICATE: Rule = Rule {
    id: "yaml-duplicate-key",
    severity: Severity::Error,
    summary: "a key stands once in its map, and once in all files of a folder",
    why: "YAML wants keys to be unique, but many readers let the last one win without a word, so that a database or a \
          key would change its settings unseen",
    fix: "remove one of the two, or give it a name of its own",
    source: "YAML 1.2.2, section 3.2.1.1 (Nodes)",
};

/// Nothing to read.
pub static EMPTY: Rule = Rule {
    id: "yaml-empty",
    severity: Severity::Error,
    summary: "a spec says something",
    why: "an empty spec would mean that nothing shall exist, which is more likely a lost file or a broken pipe",
    fix: "start with `sealform init`",
    source: "Sealform's own rule",
};

/// A key that is no text.
pub static KEY: Rule = Rule {
    id: "yaml-key",
    severity: Severity::Error,
    summary: "a key is text",
    why: "YAML allows a map, a list or nothing as a key, but nothing in a spec can be named so; usually it is a \
          template's `{{ … }}` that was not filled in",
    fix: "write the key as a word; put text that begins with `{` or `[` in quotes",
    source: "YAML 1.2.2, section 3.2.1.1 (Nodes)",
};

/// Too much of it.
pub static SIZE: Rule = Rule {
    id: "yaml-size",
    severity: Severity::Error,
    summary: "a spec holds at most 2,000,000 values",
    why: "a fleet of 10,000 databases needs about a tenth of that; without a bound a hostile spec could use up the \
          memory of the machine that checks it",
    fix: "split the fleet into several specs, each with its own output directory",
    source: "Sealform's own bound",
};

/// Text that is not YAML.
pub static SYNTAX: Rule = Rule {
    id: "yaml-syntax",
    severity: Severity::Error,
    summary: "the text is YAML 1.2",
    why: "what cannot be read cannot be proven; nothing after the first such mistake in a file is looked at",
    fix: "correct the text at the place shown; an editor with YAML support shows the same mistake as you type",
    source: "YAML 1.2.2, sections 5 to 9",
};

/// Tags.
pub static TAG: Rule = Rule {
    id: "yaml-tag",
    severity: Severity::Error,
    summary: "only the tags of YAML's core schema are known: `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!map`, \
              `!!seq`",
    why: "a tag such as `!Ref` is an order to another program, which would not be carried out here; dropping it \
          silently would change what the spec says",
    fix: "remove the tag and write the value itself",
    source: "YAML 1.2.2, section 10.3 (Core Schema)",
};
