//! Verification by shape says what the full parse says: on correct trees, on fleets, on every known
//! fault among its unbroken likes, and on many thousands of damaged copies.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "verify/fixture.rs"]
mod fixture;
#[path = "verify/fleet.rs"]
mod fleet;
#[path = "verify/mutations.rs"]
#[allow(dead_code, reason = "what a mutation breaks is for the other test")]
mod mutations;

use mutations::MUTATIONS;
use sealform::tree::Tree;
use sealform::verify::{Mode, read, verify};

#[track_caller]
fn same(tree: &Tree, what: &str) -> usize {
    let by_shape = verify(tree, Mode::ByShape);
    let paranoid = verify(tree, Mode::Paranoid);
    assert_eq!(by_shape, paranoid, "{what}");
    paranoid.len()
}

#[test]
fn a_fleet_is_silent_and_its_policies_are_the_same() {
    let tree = fleet::fleet(&fixture::tree(), 5);
    assert_eq!(verify(&tree, Mode::Paranoid), []);
    assert_eq!(same(&tree, "fleet"), 0);
    let by_shape = read(&tree, Mode::ByShape).key_policies();
    assert_eq!(by_shape, read(&tree, Mode::Paranoid).key_policies());
    assert_eq!(by_shape.len(), 6 + 5 * 5);
}

/// What the good specs give, as the snapshots of rendering hold it.
fn rendered() -> Vec<(String, Tree)> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/good");
    let names = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    let tree = |name: &String| fixture::folder(&format!("snapshots/good/{name}"));
    names
        .iter()
        .map(|name| (name.clone(), tree(name)))
        .collect()
}

#[test]
fn what_is_rendered_is_silent() {
    for (name, tree) in rendered() {
        assert_eq!(verify(&tree, Mode::Paranoid), [], "{name}");
        same(&tree, &name);
    }
}

#[test]
fn damaged_output() {
    let rendered = rendered();
    let mut dice = Dice(7);
    for _ in 0..copies() / 100 {
        let (name, tree) = &rendered[dice.roll(rendered.len())];
        let mut tree = tree.clone();
        let paths: Vec<&String> = tree
            .files
            .keys()
            .filter(|path| path.ends_with(".tf"))
            .collect();
        let path = paths[dice.roll(paths.len())].clone();
        let text = damaged(&tree.files[&path], &mut dice);
        tree.files.insert(path.clone(), text);
        same(&tree, &format!("{name} {path}"));
    }
}

#[test]
fn every_fault_is_seen_among_its_unbroken_likes() {
    for mutation in MUTATIONS {
        let mut tree = fleet::fleet(&fixture::tree(), 1);
        let text = tree.files.get_mut(mutation.file).unwrap();
        *text = text.replace(mutation.from, mutation.to);
        assert!(same(&tree, mutation.what) > 0, "{}", mutation.what);
        let named = verify(&tree, Mode::ByShape).into_iter().any(|violation| {
            let line = tree.files[&violation.file]
                .lines()
                .nth(violation.line as usize - 1);
            violation.rule == mutation.rule && line.unwrap_or("").contains(mutation.at)
        });
        assert!(named, "{}", mutation.what);
    }
}

/// A generator of numbers that needs no crate: xorshift.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.roll(from.len())]
    }
}

const SPLINTERS: [&str; 56] = [
    "\"",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\\",
    "$",
    "%",
    "${",
    "%{",
    "$${",
    "#",
    "//",
    "/*",
    "*/",
    "\n",
    "\r",
    "\t",
    " ",
    "=",
    ",",
    ":",
    ".",
    "-",
    "+",
    "*",
    "<",
    "<<EOT\n",
    "?",
    "!",
    "0",
    "7",
    "1e5",
    "0.5",
    "999999999999999999",
    "a",
    "Z",
    "_",
    "ä",
    "\u{0}",
    "\u{7f}",
    "true",
    "false",
    "null",
    "True",
    "each.key",
    "var.x",
    "aws_kms_key",
    "aws.eu_west_1",
    "\\n",
    "\\q",
    "\\u00e4",
    "\\ud800",
    "name",
];

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The text with one to three small accidents.
fn damaged(text: &str, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    for _ in 0..=dice.roll(3) {
        let at = boundary(&text, dice.roll(text.len().max(1)));
        let end = boundary(&text, (at + 1 + dice.roll(6)).min(text.len()));
        match dice.roll(8) {
            0 => text.insert_str(at, dice.pick(&SPLINTERS)),
            1 => text.replace_range(at..end.max(at), dice.pick(&SPLINTERS)),
            2 => text.replace_range(at..end.max(at), ""),
            3 => text.truncate(at),
            4 => {
                // A line twice.
                let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
                let end = text[at..]
                    .find('\n')
                    .map_or(text.len(), |newline| at + newline + 1);
                let line = text[start..end].to_owned();
                text.insert_str(start, &line);
            }
            5 => {
                // A line gone.
                let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
                let end = text[at..]
                    .find('\n')
                    .map_or(text.len(), |newline| at + newline + 1);
                text.replace_range(start..end, "");
            }
            6 => {
                // One word for another of the same text.
                let words: Vec<(usize, &str)> = text
                    .split(|c: char| !c.is_alphanumeric() && !"_-.\"".contains(c))
                    .filter(|word| !word.is_empty())
                    .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
                    .collect();
                if words.len() > 1 {
                    let (at, from) = words[dice.roll(words.len())];
                    let (_, to) = words[dice.roll(words.len())];
                    let to = to.to_owned();
                    text.replace_range(at..at + from.len(), &to);
                }
            }
            _ => {
                // Letters in another case.
                let word = text[at..end.max(at)].to_uppercase();
                text.replace_range(at..end.max(at), &word);
            }
        }
        if text.is_empty() {
            text.push('x');
        }
    }
    text
}

/// The top-level blocks of a text.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    for line in text.lines() {
        match blocks.last_mut() {
            Some(block) if !block.ends_with("\n}\n") => *block += &format!("{line}\n"),
            _ => blocks.push(format!("{line}\n")),
        }
    }
    blocks
}

/// How many copies: `SEALFORM_DAMAGE` asks for more.
fn copies() -> usize {
    std::env::var("SEALFORM_DAMAGE")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(20_000)
}

#[test]
fn damaged_copies() {
    let correct = fixture::tree();
    let mut pieces = Vec::new();
    for text in correct.files.values() {
        pieces.extend(blocks(text));
    }
    let pieces: Vec<&str> = pieces
        .iter()
        .map(|piece| piece.trim_start_matches('\n'))
        .collect();
    let workers = 4;
    std::thread::scope(|scope| {
        for worker in 0..workers {
            let pieces = &pieces;
            scope.spawn(move || {
                let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (worker as u64 + 1));
                for _ in 0..copies() / workers {
                    // The unbroken block first, so that its form is known when the broken one comes.
                    let piece = pieces[dice.roll(pieces.len())];
                    let broken = damaged(&fleet::renamed(piece, 7), &mut dice);
                    let mut tree = Tree::default();
                    tree.files
                        .insert("m/a.tf".to_owned(), format!("{piece}\n{broken}"));
                    same(&tree, &tree.files["m/a.tf"]);
                }
            });
        }
    });
}

#[test]
fn damaged_modules() {
    let correct = fixture::tree();
    let names: Vec<&String> = correct.files.keys().collect();
    let mut dice = Dice(42);
    for _ in 0..copies() / 100 {
        let mut tree = fleet::fleet(&correct, 1);
        let name = names[dice.roll(names.len())];
        let text = damaged(&tree.files[name], &mut dice);
        tree.files.insert(name.clone(), text);
        same(&tree, name);
    }
}
