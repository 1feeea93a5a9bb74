//! Where every box is. Knows the grid of each band and adds its pixels up; must not know colours.

use std::collections::BTreeMap;

use super::band::Band;
use super::measure::{DETAIL, TITLE, width};
use super::routes::{self, Line};
use crate::graph::{EdgeKind, NodeId, NodeKind, Topology};

/// A box, in pixels from the upper left corner of the drawing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rect {
    /// Its left side.
    pub x: u32,
    /// Its upper side.
    pub y: u32,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl Rect {
    /// Its right side.
    pub const fn right(self) -> u32 {
        self.x + self.width
    }

    /// Its lower side.
    pub const fn bottom(self) -> u32 {
        self.y + self.height
    }

    /// Half of its height down.
    pub const fn middle(self) -> u32 {
        self.y + self.height / 2
    }
}

/// Everything in its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// The drawing's width.
    pub width: u32,
    /// The drawing's height, without a legend.
    pub height: u32,
    /// One box an account.
    pub accounts: Vec<Rect>,
    /// One box a region, in the order of accounts.
    pub regions: Vec<Rect>,
    /// One box a group, in the order of regions.
    pub bands: Vec<Rect>,
    /// One box a node.
    pub nodes: BTreeMap<NodeId, Rect>,
    /// Lines from keys to the first column of their bands.
    pub ticks: Vec<Vec<(u32, u32)>>,
    /// The edges that are drawn.
    pub lines: Vec<Line>,
}

/// From a node's left side to its text.
pub(super) const TEXT_LEFT: u32 = 46;
/// From the end of the widest text to a node's right side.
pub(super) const TEXT_RIGHT: u32 = 14;
const NODE_HEIGHT: u32 = 46;
const NODE_WIDTH: (u32, u32) = (170, 380);
const COLUMN_GAP: u32 = 40;
pub(super) const INDENT: u32 = 30;
const PAD: u32 = 16;
const MARGIN: u32 = 24;
/// Above the first account: the drawing's name.
const HEAD: u32 = 66;
const ACCOUNT_HEAD: u32 = 40;
const REGION_HEAD: u32 = 34;
/// The least between two rows, and the distance of two lines in it.
const ROW_GAP: u32 = 18;
pub(super) const LANE: u32 = 5;
/// From a row to the first line.
pub(super) const LANE_FIRST: u32 = 8;

/// The lines that leave and enter each row of a band.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    /// Of each row: who leaves by the gap below, one lane each.
    pub(super) leaving: BTreeMap<usize, Vec<(NodeId, EdgeKind)>>,
    /// Of each row: which edges come in by the gap above, one lane each.
    pub(super) entering: BTreeMap<usize, Vec<usize>>,
}

pub(super) fn of(topology: &Topology) -> Layout {
    let bands: Vec<Band> = topology
        .groups()
        .map(|group| Band::of(topology, group))
        .collect();
    let lanes = routes::lanes(topology, &bands);
    let widths = Widths {
        key: widest(topology, |kind| kind == NodeKind::Key),
        node: widest(topology, |kind| kind != NodeKind::Key),
    };
    let body = bands.iter().map(|band| columns(band, widths).1).max();
    let body = body.unwrap_or(widths.node);
    let mut layout = Layout::default();
    let mut every = bands.iter().zip(&lanes);
    let mut y = HEAD;
    for account in &topology.accounts {
        let top = y;
        y += ACCOUNT_HEAD;
        for place in &account.regions {
            let region_top = y;
            y += REGION_HEAD;
            for (band, lanes) in every.by_ref().take(place.groups.len()) {
                let x = MARGIN + PAD + PAD;
                let height = layout.place(band, lanes, (x, y), widths);
                layout.bands.push(Rect {
                    x,
                    y,
                    width: body,
                    height,
                });
                y += height + PAD;
            }
            layout.regions.push(Rect {
                x: MARGIN + PAD,
                y: region_top,
                width: body + 2 * PAD,
                height: y - region_top,
            });
            y += PAD;
        }
        layout.accounts.push(Rect {
            x: MARGIN,
            y: top,
            width: body + 4 * PAD,
            height: y - top,
        });
        y += MARGIN;
    }
    let right = MARGIN + body + 4 * PAD;
    layout.height = y;
    layout.width = right + MARGIN;
    routes::draw(topology, &bands, &lanes, right, &mut layout);
    layout
}

/// How wide the boxes are.
#[derive(Debug, Clone, Copy)]
struct Widths {
    key: u32,
    node: u32,
}

/// As wide as the widest text of some nodes wants, within reason.
fn widest(topology: &Topology, of: impl Fn(NodeKind) -> bool) -> u32 {
    let nodes = topology.nodes.iter().filter(|node| of(node.kind));
    let texts = nodes.map(|node| width(&node.title, TITLE).max(width(&node.detail, DETAIL)));
    let widest = texts.max().unwrap_or(0) + TEXT_LEFT + TEXT_RIGHT;
    widest.clamp(NODE_WIDTH.0, NODE_WIDTH.1)
}

/// Where the columns of a band begin, and the band's width.
fn columns(band: &Band, widths: Widths) -> (Vec<u32>, u32) {
    let mut x = PAD;
    if band.key.is_some() {
        x += widths.key + COLUMN_GAP;
    }
    let mut columns = Vec::new();
    for indent in band.indents() {
        columns.push(x);
        x += widths.node + pixels(indent) * INDENT + COLUMN_GAP;
    }
    (columns, x - COLUMN_GAP + PAD)
}

impl Layout {
    /// Places the nodes of a band and the ticks of its key; gives its height.
    fn place(
        &mut self,
        band: &Band,
        lanes: &Lanes,
        (left, top): (u32, u32),
        widths: Widths,
    ) -> u32 {
        let (columns, _) = columns(band, widths);
        let mut rows = Vec::new();
        let gap = |count: usize| match count {
            0 => 0,
            count => LANE_FIRST + pixels(count) * LANE,
        };
        let leaving = |row: usize| gap(lanes.leaving.get(&row).map_or(0, Vec::len));
        let entering = |row: usize| gap(lanes.entering.get(&row).map_or(0, Vec::len));
        let mut y = top + PAD.max(entering(0) + LANE_FIRST);
        for row in 0..band.rows() {
            rows.push(y);
            y += NODE_HEIGHT + ROW_GAP.max(leaving(row) + entering(row + 1));
        }
        let last = band.rows().saturating_sub(1);
        let bottom = rows.last().copied().unwrap_or(top) + NODE_HEIGHT;
        let boxed = |x, y, width| Rect {
            x,
            y,
            width,
            height: NODE_HEIGHT,
        };
        for (node, cell) in &band.cells {
            if let (Some(x), Some(y)) = (columns.get(cell.column), rows.get(cell.row)) {
                let x = left + x + pixels(cell.indent) * INDENT;
                self.nodes.insert(*node, boxed(x, *y, widths.node));
            }
        }
        if let (Some(key), Some(first)) = (band.key, rows.first()) {
            let key_box = boxed(left + PAD, *first, widths.key);
            self.nodes.insert(key, key_box);
            let roots = band
                .cells
                .iter()
                .filter(|(_, cell)| cell.is_root && cell.column == 0);
            for rect in roots.filter_map(|(node, _)| self.nodes.get(node)) {
                let y = rect.middle();
                let (begin, turn) = if rect.y == key_box.y {
                    ((key_box.right(), y), (key_box.right(), y))
                } else {
                    (
                        (key_box.x + INDENT / 2, key_box.bottom()),
                        (key_box.x + INDENT / 2, y),
                    )
                };
                self.ticks.push(vec![begin, turn, (rect.x, y)]);
            }
        }
        bottom + PAD.max(leaving(last) + LANE_FIRST) - top
    }
}

/// A count as a factor of pixels.
pub(super) fn pixels(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
