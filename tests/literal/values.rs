//! Texts that try to become code, and values that hold them.

use proptest::prelude::*;
use sealform::terraform::value::{Reference, Value};

/// What tries to leave a string, or to be read as another.
pub(crate) const HOSTILE: &[&str] = &[
    "",
    "${file(\"/etc/passwd\")}",
    "%{ if true }x%{ endif }",
    "$${",
    "$$${x}",
    "$$$${x}",
    "%%{x}",
    "%%%{x}",
    "$%{x}",
    "%${x}",
    "$",
    "%",
    "$$",
    "a$",
    "$\"{",
    "\"",
    "\\",
    "ends with a backslash\\",
    "\\\"",
    "\\${x}",
    "\\u0024{x}",
    "two\nlines\r\n\tand a tab",
    "\0",
    "\u{1}",
    "\u{1}marker",
    "\u{7f}\u{80}\u{9f}",
    "\u{2028}\u{2029}",
    "\u{202e}txt.exe\u{202c}",
    "\u{200e}\u{200f}\u{feff}",
    "grüße 日本語 ключ 한국어 👩‍👩‍👧 🇩🇪",
    "<<EOT\nx\nEOT",
    "# no comment",
    "/* none */ // neither",
    "{}[]()",
];

/// Values of every kind, with hostile words in them.
pub(crate) fn values() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        any::<String>().prop_map(Value::Text),
        prop::sample::select(HOSTILE).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        "[a-z_]{6,8}\\.[a-z_][a-z0-9_-]{1,9}"
            .prop_map(|text| Value::from(Reference::parse(&text).unwrap())),
    ];
    let key = prop_oneof![any::<String>(), "[a-zA-Z:-]{1,12}"];
    word.prop_recursive(5, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            prop::collection::btree_map(key.clone(), inner, 0..5)
                .prop_map(|map| Value::Map(map.into_iter().collect())),
        ]
    })
}
