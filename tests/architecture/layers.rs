//! Who may know whom: a table of layers from the bottom up, and a table of what each crate is for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::files::{Source, root, sources};
use super::paths::{code, paths};

/// Each layer with those that it may know. It knows itself, and only such as stand above it in this table, so there is
/// no circle. A file belongs to the longest name that it begins with.
const LAYERS: &[(&str, &[&str])] = &[
    ("names", &[]),
    ("suggest", &[]),
    ("aws", &["names"]),
    ("source", &[]),
    ("source/read", &["source"]),
    ("diagnostic", &["source"]),
    ("source/rules", &["diagnostic"]),
    (
        "source/parse",
        &["diagnostic", "source", "source/rules", "suggest"],
    ),
    ("diagnostic/print", &["diagnostic", "source"]),
    ("spec", &["aws", "diagnostic", "names", "source", "suggest"]),
    ("policy", &["names"]),
    ("schema", &[]),
    (
        "plan",
        &[
            "aws",
            "diagnostic",
            "names",
            "policy",
            "schema",
            "source",
            "spec",
            "suggest",
        ],
    ),
    (
        "rules",
        &[
            "aws",
            "diagnostic",
            "names",
            "plan",
            "policy",
            "schema",
            "source",
            "suggest",
        ],
    ),
    ("terraform", &[]),
    ("tree", &[]),
    ("render/markdown", &["terraform"]),
    ("render/engine", &["render/markdown", "terraform"]),
    (
        "render/view",
        &[
            "schema",
            "names",
            "plan",
            "policy",
            "render/markdown",
            "source",
            "terraform",
        ],
    ),
    ("render/runbook", &["aws", "plan", "render/markdown"]),
    (
        "render",
        &[
            "names",
            "plan",
            "policy",
            "render/engine",
            "render/runbook",
            "render/view",
            "source",
            "terraform",
            "tree",
        ],
    ),
    (
        "templates",
        &["diagnostic", "render", "render/engine", "source", "suggest"],
    ),
    ("verify", &["aws", "names", "policy", "schema", "tree"]),
    ("access", &["names", "plan", "policy"]),
    ("graph", &["names", "plan", "terraform"]),
    (
        "report",
        &[
            "access",
            "diagnostic",
            "graph",
            "names",
            "plan",
            "policy",
            "render/markdown",
            "source",
            "tree",
            "verify",
        ],
    ),
    (
        "prove",
        &["aws", "names", "plan", "policy", "tree", "verify"],
    ),
    (
        "meaning",
        &[
            "access", "aws", "names", "plan", "policy", "schema", "tree", "verify",
        ],
    ),
    (
        "blame",
        &[
            "diagnostic",
            "plan",
            "prove",
            "render",
            "source",
            "templates",
            "tree",
            "verify",
        ],
    ),
    ("drift", &["diagnostic", "source", "tree"]),
    (
        "catalogue",
        &[
            "blame",
            "diagnostic",
            "drift",
            "plan",
            "rules",
            "source/rules",
            "spec",
            "templates",
        ],
    ),
    (
        "pipeline",
        &[
            "blame",
            "diagnostic",
            "names",
            "plan",
            "prove",
            "render",
            "render/engine",
            "rules",
            "source",
            "source/parse",
            "source/read",
            "spec",
            "templates",
            "tree",
            "verify",
        ],
    ),
    ("cli", &["diagnostic/print", "names"]),
    (
        "commands",
        &[
            "access",
            "catalogue",
            "cli",
            "diagnostic",
            "diagnostic/print",
            "drift",
            "graph",
            "meaning",
            "names",
            "pipeline",
            "plan",
            "render",
            "report",
            "source",
            "source/parse",
            "spec",
            "suggest",
            "templates",
            "tree",
            "verify",
        ],
    ),
    ("main", &["cli", "commands", "names"]),
    ("lib", &[]),
];

/// Where each crate, and each part of the standard library that reaches outside of the process, may be used.
const CRATES: &[(&str, &[&str])] = &[
    ("annotate_snippets", &["diagnostic/print/text"]),
    ("anstyle", &["tree/print", "tree/unified"]),
    (
        "anyhow",
        &["commands", "main", "pipeline", "source/read", "tree"],
    ),
    ("clap", &["cli", "commands/reference", "main"]),
    ("clap_complete", &["cli", "commands/reference"]),
    ("clap_mangen", &["commands/reference"]),
    ("granit_parser", &["source/parse"]),
    ("hcl", &["verify"]),
    ("minijinja", &["render/engine", "report/html"]),
    ("rayon", &["prove", "render", "tree", "verify"]),
    ("regex_lite", &["schema/pattern"]),
    (
        "serde",
        &[
            "access/json",
            "commands",
            "diagnostic/print",
            "meaning",
            "policy/document",
            "render",
            "report/html",
            "report/json",
            "schema",
            "tree/manifest",
            "tree/print/json",
        ],
    ),
    (
        "serde_json",
        &[
            "commands/access",
            "commands/explain",
            "commands/review",
            "commands/templates",
            "diagnostic/print",
            "policy/document",
            "prove/roles",
            "rules/arguments",
            "schema",
            "tree/manifest",
            "verify",
        ],
    ),
    ("sha2", &["diagnostic/print/sarif", "tree/manifest"]),
    ("similar", &["tree/unified"]),
    ("strsim", &["suggest"]),
    ("tempfile", &["tree"]),
    ("std::env", &["main"]),
    ("std::fs", &["source/read", "tree"]),
    ("std::io::stderr", &["main"]),
    ("std::io::stdin", &["source/read"]),
    ("std::io::stdout", &["main"]),
    // The shapes of addresses, to tell one from a slip of the hand.
    ("std::net::IpAddr", &["schema/format"]),
    ("std::net::Ipv4Addr", &["schema/format"]),
    ("std::net", &[]),
    ("std::os", &["tree"]),
    ("std::process", &["main"]),
    ("std::thread", &["tree"]),
    ("std::time", &["main", "tree"]),
];

/// Methods of paths that look at the disk.
const LOOKS_AT_DISK: &[&str] = &[
    ".exists()",
    ".is_dir()",
    ".is_file()",
    ".is_symlink()",
    ".canonicalize(",
    ".metadata(",
    ".read_dir(",
    ".read_link(",
];

/// What a file names, from the crate's root down or from a crate's name on.
struct Named {
    ours: BTreeSet<String>,
    crates: BTreeSet<String>,
}

fn named(source: &Source, modules: &BTreeSet<&str>) -> Named {
    let own: Vec<&str> = match source.module.as_str() {
        "main" | "lib" => Vec::new(),
        module => module.split('/').collect(),
    };
    let mut named = Named {
        ours: BTreeSet::new(),
        crates: BTreeSet::new(),
    };
    let paths = paths(&code(&source.text));
    // `use std::io;` makes `io::stdin` the standard library's.
    let imported: BTreeMap<&str, &[String]> = paths
        .iter()
        .map(|path| path.strip_suffix(&["self".to_owned()]).unwrap_or(path))
        .filter(|path| path[0] == "std" && path.len() > 1)
        .map(|path| (path[path.len() - 1].as_str(), path))
        .collect();
    for path in &paths {
        let path = match imported.get(path[0].as_str()) {
            Some(from) => [from, &path[1..]].concat(),
            None => path.clone(),
        };
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        let supers = words.iter().take_while(|word| **word == "super").count();
        let child = [own.as_slice(), &words[..1]].concat().join("/");
        let from_root = match words[0] {
            "crate" | "sealform" => words[1..].to_vec(),
            "self" => [own.as_slice(), &words[1..]].concat(),
            "super" if supers > own.len() => continue,
            "super" => [&own[..own.len() - supers], &words[supers..]].concat(),
            _ if modules.contains(child.as_str()) => [own.as_slice(), &words].concat(),
            _ => {
                named.crates.insert(words.join("::"));
                continue;
            }
        };
        named.ours.insert(from_root.join("/"));
    }
    named
}

/// The entry with the longest name that the path begins with.
fn entry<'t, T>(
    table: &'t [(&'static str, T)],
    path: &str,
    separator: &str,
) -> Option<&'t (&'static str, T)> {
    table
        .iter()
        .filter(|(name, _)| path == *name || path.starts_with(&format!("{name}{separator}")))
        .max_by_key(|(name, _)| name.len())
}

fn is_below(module: &str, allowed: &[&str]) -> bool {
    allowed
        .iter()
        .any(|name| module == *name || module.starts_with(&format!("{name}/")))
}

#[test]
fn the_layers_have_no_circle() {
    for (index, (layer, known)) in LAYERS.iter().enumerate() {
        for name in *known {
            let stands = LAYERS[..index].iter().any(|(above, _)| above == name);
            assert!(
                stands,
                "{layer} may not know {name}, which does not stand above it"
            );
        }
    }
}

#[test]
fn each_module_knows_only_what_it_may() {
    let sources = sources();
    let modules: BTreeSet<&str> = sources
        .iter()
        .map(|source| source.module.as_str())
        .collect();
    let mut used = BTreeSet::new();
    for source in &sources {
        let (layer, known) = entry(LAYERS, &source.module, "/")
            .unwrap_or_else(|| panic!("src/{}.rs has no layer in this table", source.module));
        for path in named(source, &modules).ours {
            let Some((named, _)) = entry(LAYERS, &path, "/") else {
                continue;
            };
            assert!(
                named == layer || known.contains(named),
                "src/{}.rs must not know {path}",
                source.module
            );
            used.insert((*layer, *named));
        }
    }
    for (layer, known) in LAYERS {
        for name in *known {
            assert!(
                used.contains(&(*layer, *name)),
                "{layer} no longer knows {name}: take it out of the table"
            );
        }
    }
}

#[test]
fn each_crate_has_its_place() {
    let sources = sources();
    let modules: BTreeSet<&str> = sources
        .iter()
        .map(|source| source.module.as_str())
        .collect();
    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for source in &sources {
        for path in named(source, &modules).crates {
            if let Some((name, allowed)) = entry(CRATES, &path, "::") {
                assert!(
                    is_below(&source.module, allowed),
                    "src/{}.rs must not use {path}",
                    source.module
                );
                users.entry(name).or_default().push(&source.module);
            }
        }
        for method in LOOKS_AT_DISK {
            let looks = code(&source.text).contains(method);
            assert!(
                !looks || is_below(&source.module, &["source/read", "tree"]),
                "src/{}.rs must not look at the disk: {method}",
                source.module
            );
        }
    }
    for (name, allowed) in CRATES {
        for place in *allowed {
            let is_used = users
                .get(name)
                .is_some_and(|users| users.iter().any(|user| is_below(user, &[place])));
            assert!(
                is_used,
                "{place} no longer uses {name}: take it out of the table"
            );
        }
    }
}

#[test]
fn every_dependency_is_in_the_table() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let dependencies = manifest
        .split("[dependencies]\n")
        .nth(1)
        .unwrap()
        .split("\n[")
        .next()
        .unwrap();
    let named: BTreeSet<String> = dependencies
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.replace("hcl-rs", "hcl").replace('-', "_"))
        .collect();
    let placed: BTreeSet<String> = CRATES
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .filter(|name| !name.starts_with("std::"))
        .collect();
    assert_eq!(named, placed);
}
