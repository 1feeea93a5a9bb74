//! How wide a text is at most. Knows fonts only.
//!
//! No font is asked: the drawing is shown with whatever sans-serif a reader has. The widths are those of DejaVu Sans and
//! Verdana, the widest in common use, rounded up.

/// A text's weight and size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Face {
    /// Pixels of an em.
    pub size: u32,
    /// Whether it is set in bold.
    pub bold: bool,
}

/// Names of nodes.
pub(super) const TITLE: Face = Face {
    size: 13,
    bold: true,
};
/// What is said below a name.
pub(super) const DETAIL: Face = Face {
    size: 11,
    bold: false,
};
/// The drawing's own name.
pub(super) const HEADING: Face = Face {
    size: 18,
    bold: true,
};

/// The most pixels that a text takes.
pub fn width(text: &str, face: Face) -> u32 {
    let em: u32 = text
        .chars()
        .map(|c| of(c, face.bold))
        .fold(0, u32::saturating_add);
    em.saturating_mul(face.size).div_ceil(1000)
}

/// A text, cut where it is wider than that.
pub(super) fn fitted(text: &str, face: Face, most: u32) -> String {
    if width(text, face) <= most {
        return text.to_owned();
    }
    let room = most.saturating_sub(width("…", face));
    let mut cut = String::new();
    for c in text.chars() {
        cut.push(c);
        if width(&cut, face) > room {
            cut.pop();
            break;
        }
    }
    cut.push('…');
    cut
}

/// Thousandths of an em.
const fn of(c: char, bold: bool) -> u32 {
    let (plain, strong) = match c {
        'i' | 'j' | 'l' => (350, 410),
        ' ' | '.' | ',' | '·' => (370, 410),
        'f' | 't' | 'r' => (430, 500),
        '-' => (460, 490),
        'I' | ':' | ';' | '|' | '\'' => (460, 550),
        '(' | ')' | '[' | ']' | '/' | '\\' | '!' | '"' => (460, 650),
        'c' | 's' | 'z' | 'k' | 'x' | 'y' | 'v' => (600, 670),
        'w' | 'm' | 'M' | 'W' => (990, 1130),
        'A'..='Z' => (790, 860),
        '+' | '=' | '<' | '>' | '~' | '#' | '&' => (840, 870),
        '%' | '@' => (1080, 1280),
        '\0'..='\u{7f}' => (640, 715),
        // What no ordinary font has at all may be drawn as a box of any width.
        '\u{80}'..='\u{10ff}' => (1000, 1150),
        _ => (1400, 1400),
    };
    if bold { strong } else { plain }
}

#[cfg(test)]
mod tests {
    use super::{DETAIL, TITLE, fitted, width};

    #[test]
    fn cut_texts_fit() {
        assert_eq!(fitted("orders", TITLE, 100), "orders");
        for most in [20, 50, 99] {
            let cut = fitted("a-rather-long-name-of-a-database", DETAIL, most);
            assert!(cut.ends_with('…') && width(&cut, DETAIL) <= most, "{cut}");
        }
    }
}
