//! What is a hole, what tells forms apart, and what is left to the parser.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
use super::{Span, cut};

fn holes(text: &str) -> Option<Vec<&str>> {
    let cuts = cut(text)?;
    let hole = |span: &Span| &text[span.start as usize..span.end as usize];
    Some(cuts.holes.iter().map(hole).collect())
}

#[test]
fn strings_numbers_and_names_are_holes() {
    let text = r#"# head

resource "aws_db_instance" "orders" {
  provider = aws.eu_west_1 # here
  name     = "a\"b"
  count    = 1.5
  key      = data.aws_kms_key.orders.arn
  each     = each.key
  group    = aws_db_subnet_group.x[0].name
  text     = "${var.a}-b${each.key}"
  empty    = ""
  keep     = true

  backend "s3" {
  }
}
"#;
    let found = holes(text).unwrap();
    assert_eq!(
        found,
        [
            "orders",
            "eu_west_1",
            " here",
            "a\\\"b",
            "1.5",
            "orders",
            "x",
            "0",
            "a",
            "-b",
            ""
        ]
    );
    let cuts = cut(text).unwrap();
    assert_eq!((cuts.blocks.len(), cuts.blocks[0].line), (1, 3));
}

#[test]
fn forms_differ_where_anything_but_holes_does() {
    let hash = |text: &str| cut(text).unwrap().blocks[0].hash;
    let base = hash("a \"t\" \"n\" {\n  b = \"c\"\n}\n");
    assert_eq!(base, hash("a \"t\" \"other\" {\n  b = \"d e f\"\n}"));
    for other in [
        "a \"u\" \"n\" {\n  b = \"c\"\n}\n",
        "a \"t\" \"n\" {\n  c = \"c\"\n}\n",
        "a \"t\" \"n\" {\n  b = 1\n}\n",
        "a \"t\" \"n\" {\n  b = \"c${d.e}\"\n}\n",
        "a \"t\" \"n\" {\n\n  b = \"c\"\n}\n",
        "a \"t\" \"n\" {\n  b = \"c\" # d\n}\n",
        "a \"t\" \"n\" {\n  b = true\n}\n",
    ] {
        assert_ne!(base, hash(other), "{other}");
    }
}

#[test]
fn the_doubtful_is_left() {
    for body in [
        "a = <<EOT\nEOT",
        "a = 1 /* b */",
        "a = 1 // b",
        "a = -1",
        "a = 1e5",
        "a = 01x",
        "a = \"%{ if b }\"",
        "a = \"${b + 1}\"",
        "a = \"\\q\"",
        "a = \"\\ud800\"",
        "a = \"b\nc\"",
        "a =\tb",
        "a = ä",
        "a = b.0",
        "a = b.*.c",
        "a = 1.2.3",
        "a = 1234567890123456",
        "a = 'b'",
        "a = b\r",
    ] {
        assert_eq!(cut(&format!("x {{\n  {body}\n}}\n")), None, "{body}");
    }
    for text in [
        "x {\n",
        "x }\n",
        "x {\n} y",
        "x\n{\n}\n",
        "  x {\n}\n",
        "\u{feff}x {\n}\n",
        "x {\n}}\n",
        "x = 1\n",
    ] {
        assert_eq!(cut(text), None, "{text}");
    }
    assert!(cut("").is_some() && cut("\n# nothing").is_some());
}
