//! Text and lines as SVG writes them. Knows XML; must not know what is drawn.

use std::fmt::Write as _;

use crate::graph::words::one_line;

/// A text as content or as the value of an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // No document of XML may hold these.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

/// A line through points, with round corners.
pub(super) fn path(points: &[(u32, u32)]) -> String {
    /// The radius of a corner.
    const ROUND: u32 = 6;
    let mut points: Vec<(u32, u32)> = points.to_vec();
    points.dedup();
    let mut out = String::new();
    let mut towards = |letter: char, (x, y): (u32, u32)| {
        // Writing into a string can't fail.
        let _ = write!(out, "{letter}{x} {y}");
    };
    if let Some(first) = points.first() {
        towards('M', *first);
    }
    for three in points.windows(3) {
        if let [before, corner, after] = three {
            let round = ROUND
                .min(distance(*before, *corner) / 2)
                .min(distance(*corner, *after) / 2);
            towards('L', nearer(*corner, *before, round));
            towards('Q', *corner);
            towards(' ', nearer(*corner, *after, round));
        }
    }
    if let Some(last) = points.last().filter(|_| points.len() > 1) {
        towards('L', *last);
    }
    out
}

/// Between two points of one column or row.
const fn distance(one: (u32, u32), other: (u32, u32)) -> u32 {
    one.0.abs_diff(other.0) + one.1.abs_diff(other.1)
}

/// A point, moved towards another one of its column or row.
fn nearer(point: (u32, u32), towards: (u32, u32), by: u32) -> (u32, u32) {
    let step = |from: u32, to: u32| match from.cmp(&to) {
        std::cmp::Ordering::Less => from + by,
        std::cmp::Ordering::Equal => from,
        std::cmp::Ordering::Greater => from - by,
    };
    (step(point.0, towards.0), step(point.1, towards.1))
}

#[cfg(test)]
mod tests {
    use super::{escaped, path};

    #[test]
    fn corners_are_round() {
        assert_eq!(
            path(&[(0, 0), (20, 0), (20, 20)]),
            "M0 0L14 0Q20 0 20 6L20 20"
        );
        assert_eq!(path(&[(0, 0), (20, 0), (20, 0)]), "M0 0L20 0");
        assert_eq!(path(&[]), "");
    }

    #[test]
    fn text_is_no_markup() {
        assert_eq!(
            escaped("<a href='x'>&\"\u{0}\u{ffff}"),
            "&lt;a href=&#39;x&#39;&gt;&amp;&quot; \u{fffd}"
        );
    }
}
