//! The paths that Rust code names, such as `crate::tree::Tree`: enough of the language to read our own.

/// The code alone: no comments, no texts, no module of tests at its end, no `pub(in …)`.
pub(crate) fn code(text: &str) -> String {
    let tests = ["#[cfg(test)]\nmod ", "#[cfg(all(test, unix))]\nmod "];
    let end = tests.iter().filter_map(|tests| text.find(tests)).min();
    let text = &text[..end.unwrap_or(text.len())];
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(length) = raw_text(rest).filter(|_| !ends_in_word(&code)) {
            length
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' && is_character(rest) {
            quoted(rest, '\'')
        } else if rest.starts_with("pub(in ") {
            rest.find(')').unwrap() + 1
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        code.push(' ');
        rest = &rest[skipped..];
    }
    code
}

fn ends_in_word(code: &str) -> bool {
    code.ends_with(|last: char| last.is_alphanumeric() || last == '_')
}

/// The length of a raw text that stands first.
fn raw_text(rest: &str) -> Option<usize> {
    let behind = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('r')?;
    let hashes = behind.len() - behind.trim_start_matches('#').len();
    let end = format!("\"{}", "#".repeat(hashes));
    let inside = behind[hashes..].strip_prefix('"')?;
    Some(rest.len() - inside.len() + inside.find(&end)? + end.len())
}

/// The length of what stands between two equal quotes.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A character, and not a lifetime.
fn is_character(rest: &str) -> bool {
    let mut characters = rest.chars().skip(1);
    let first = characters.next();
    first == Some('\\') || characters.next() == Some('\'')
}

/// Every path in the code, groups written out: `use a::{b, c::d}` gives `a::b` and `a::c::d`.
pub(crate) fn paths(code: &str) -> Vec<Vec<String>> {
    let tokens = tokens(code);
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let begins = is_word(&tokens[at]) && tokens.get(at + 1).is_some_and(|next| next == "::");
        let is_middle = at > 0 && tokens[at - 1] == "::";
        if begins && !is_middle {
            at = tree(&tokens, at, &[], &mut paths);
        } else {
            at += 1;
        }
    }
    paths
}

/// Reads one path with its groups; gives where it ends.
fn tree(
    tokens: &[String],
    mut at: usize,
    before: &[String],
    paths: &mut Vec<Vec<String>>,
) -> usize {
    let mut path = before.to_vec();
    loop {
        match tokens.get(at).map(String::as_str) {
            Some("{") => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token != "}") {
                    at = match tokens[at].as_str() {
                        // The name that it goes by here.
                        "as" => at + 2,
                        word if is_word(word) => tree(tokens, at, &path, paths),
                        _ => at + 1,
                    };
                }
                return at + 1;
            }
            Some(word) if is_word(word) => {
                path.push(word.to_owned());
                at += 1;
            }
            // A star, or the brackets of a generic.
            _ => break,
        }
        if tokens.get(at).is_none_or(|token| token != "::") {
            break;
        }
        at += 1;
    }
    paths.push(path);
    at
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

fn tokens(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut characters = code.chars().peekable();
    while let Some(character) = characters.next() {
        if character.is_whitespace() {
            continue;
        }
        let mut token = character.to_string();
        if character.is_alphanumeric() || character == '_' {
            while let Some(more) = characters.next_if(|c| c.is_alphanumeric() || *c == '_') {
                token.push(more);
            }
        } else if character == ':' && characters.next_if_eq(&':').is_some() {
            token.push(':');
        }
        tokens.push(token);
    }
    tokens
}

#[test]
fn paths_are_read() {
    let text = r###"
        //! crate::comment
        use crate::{a, b::{C, d::*}, e as f}; // crate::comment
        pub(in crate::x) fn g<'a>(x: &'a str) -> super::super::H { "crate::text"; 'x'; r#"crate::"raw"#; i::<u8>(std::fs::read(x)) }
        #[cfg(test)]
        mod tests { use crate::test; }
    "###
    .replace("        ", "");
    let found: Vec<String> = paths(&code(&text))
        .iter()
        .map(|path| path.join("::"))
        .collect();
    let expected = [
        "crate::a",
        "crate::b::C",
        "crate::b::d",
        "crate::e",
        "super::super::H",
        "i",
        "std::fs::read",
    ];
    assert_eq!(found, expected);
}
