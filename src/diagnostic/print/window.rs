//! The lines of a spec that a finding is about, cut to what fits on a screen. Knows text and byte ranges; must not know
//! findings.

use std::ops::Range;

use super::locate::File;
use super::visible;

/// A line of more bytes than this is cut.
pub(super) const LONG_LINE: usize = 400;

/// What a cut leaves to each side of what is marked.
const AROUND: usize = 80;

/// Stands for what was cut off.
const CUT: char = '…';

/// Some lines, ready to be shown.
pub(super) struct Window {
    /// The text, a line feed behind each line.
    pub(super) text: String,
    /// The number of the first line.
    pub(super) line: usize,
    /// The marks, as ranges of `text`, in the order in which they were asked for.
    pub(super) marks: Vec<Range<usize>>,
}

/// The lines from the first to the last mark. A mark that goes over several lines is shown on its first.
pub(super) fn around(file: &File<'_>, marks: &[Range<usize>]) -> Window {
    let of_mark = |mark: &Range<usize>| file.lines.line(mark.start);
    let first = marks.iter().map(of_mark).min().unwrap_or(1);
    let last = marks.iter().map(of_mark).max().unwrap_or(1);
    let mut window = Window {
        text: String::new(),
        line: first,
        marks: vec![0..0; marks.len()],
    };
    for line in first..=last {
        let whole = file.lines.range(line);
        let here = || marks.iter().filter(|mark| of_mark(mark) == line);
        let shown = cut(file.text, &whole, here());
        if shown.start > whole.start {
            window.text.push(CUT);
        }
        let base = window.text.len();
        // A character and its sign may differ in bytes.
        let offset = |at: usize| {
            let at = at.clamp(shown.start, shown.end);
            let before = file.text.get(shown.start..at).unwrap_or("");
            base.saturating_add(visible::one_line(before).len())
        };
        for (mark, placed) in marks.iter().zip(&mut window.marks) {
            if of_mark(mark) == line {
                *placed = offset(mark.start)..offset(mark.end);
            }
        }
        let text = file.text.get(shown.clone()).unwrap_or("");
        window.text.push_str(&visible::one_line(text));
        if shown.end < whole.end {
            window.text.push(CUT);
        }
        window.text.push('\n');
    }
    window
}

/// Which part of a line to show.
fn cut<'m>(
    text: &str,
    line: &Range<usize>,
    marks: impl Iterator<Item = &'m Range<usize>>,
) -> Range<usize> {
    if line.len() <= LONG_LINE {
        return line.clone();
    }
    let first = marks.min_by_key(|mark| mark.start);
    let (start, end) = first.map_or((line.start, line.start), |mark| (mark.start, mark.end));
    let end = end.min(start.saturating_add(LONG_LINE / 2));
    let from = text.floor_char_boundary(start.saturating_sub(AROUND));
    let to = text.ceil_char_boundary(end.saturating_add(AROUND));
    from.clamp(line.start, line.end)..to.clamp(line.start, line.end)
}
