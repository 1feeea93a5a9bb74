//! The lines of a drawing. Knows the gaps between rows and the tracks in the right margin; must not know colours.

use std::collections::BTreeMap;

use super::band::Band;
use super::layout::{INDENT, LANE, LANE_FIRST, Lanes, Layout, pixels};
use crate::graph::{EdgeKind, NodeId, Topology};

/// An edge as a line of straight pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The edge: its index in [`Topology::edges`].
    pub edge: usize,
    /// Its corners, from its beginning to its end.
    pub points: Vec<(u32, u32)>,
}

/// The distance of two tracks in the margin.
const TRACK: u32 = 8;

/// What leaves and enters each row of each band by its gaps: all edges but those that are drawn within a band.
pub(super) fn lanes(topology: &Topology, bands: &[Band]) -> Vec<Lanes> {
    let mut lanes: Vec<Lanes> = bands.iter().map(|_| Lanes::default()).collect();
    let rows = rows(bands);
    for (number, edge) in far(topology, bands) {
        if let Some((band, row)) = rows.get(&edge.from)
            && let Some(lanes) = lanes.get_mut(*band)
        {
            let row = lanes.leaving.entry(*row).or_default();
            if !row.contains(&(edge.from, edge.kind)) {
                row.push((edge.from, edge.kind));
            }
        }
        if let Some((band, row)) = rows.get(&edge.to)
            && let Some(lanes) = lanes.get_mut(*band)
        {
            lanes.entering.entry(*row).or_default().push(number);
        }
    }
    lanes
}

/// Each node's band and row; a key's is the first.
fn rows(bands: &[Band]) -> BTreeMap<NodeId, (usize, usize)> {
    let mut rows = BTreeMap::new();
    for (number, band) in bands.iter().enumerate() {
        rows.extend(band.key.map(|key| (key, (number, 0))));
        rows.extend(
            band.cells
                .iter()
                .map(|(node, cell)| (*node, (number, cell.row))),
        );
    }
    rows
}

/// The edges that leave their band.
fn far<'t>(
    topology: &'t Topology,
    bands: &[Band],
) -> impl Iterator<Item = (usize, &'t crate::graph::Edge)> {
    let near: std::collections::BTreeSet<usize> = bands
        .iter()
        .flat_map(|band| band.beside.iter().chain(&band.below).copied())
        .collect();
    let edges = topology.edges.iter().enumerate();
    edges.filter(move |(number, _)| !near.contains(number))
}

/// Adds all lines to a layout whose boxes are placed, and widens it by the tracks that they need.
pub(super) fn draw(
    topology: &Topology,
    bands: &[Band],
    lanes: &[Lanes],
    right: u32,
    layout: &mut Layout,
) {
    let mut lines = Vec::new();
    for band in bands {
        lines.extend(
            band.beside
                .iter()
                .filter_map(|edge| beside(topology, *edge, layout)),
        );
        lines.extend(
            band.below
                .iter()
                .filter_map(|edge| below(topology, *edge, layout)),
        );
    }
    let rows = rows(bands);
    let mut routes: BTreeMap<(NodeId, EdgeKind), Vec<Route>> = BTreeMap::new();
    for (number, edge) in far(topology, bands) {
        let route = || {
            let (from, to) = (rows.get(&edge.from)?, rows.get(&edge.to)?);
            let leaving = lanes.get(from.0)?.leaving.get(&from.1)?;
            let lane = leaving
                .iter()
                .position(|one| *one == (edge.from, edge.kind))?;
            let port = leaving
                .iter()
                .filter(|(node, _)| *node == edge.from)
                .position(|(_, kind)| *kind == edge.kind)?;
            let begin = layout.nodes.get(&edge.from)?;
            let begin_x = begin.right().saturating_sub(16 + 12 * pixels(port));
            let entering = lanes.get(to.0)?.entering.get(&to.1)?;
            let entry = entering.iter().position(|one| *one == number)?;
            let end = layout.nodes.get(&edge.to)?;
            let end_x = end.right().saturating_sub(70 + 12 * pixels(entry % 4));
            Some(Route {
                edge: number,
                begin: (begin_x, begin.bottom()),
                leaves: begin.bottom() + LANE_FIRST + LANE * pixels(lane),
                enters: end.y.saturating_sub(LANE_FIRST + LANE * pixels(entry)),
                end: (end_x, end.y),
            })
        };
        routes
            .entry((edge.from, edge.kind))
            .or_default()
            .extend(route());
    }
    let tracks = tracks(&routes);
    let used = tracks.values().map(|track| track + 1).max().unwrap_or(0);
    for (bundle, routes) in &routes {
        let track = right + 16 + TRACK * pixels(tracks.get(bundle).copied().unwrap_or(0));
        lines.extend(routes.iter().map(|route| route.line(track)));
    }
    layout.width += if used > 0 {
        TRACK * pixels(used) + 8
    } else {
        0
    };
    lines.sort_by_key(|line| line.edge);
    layout.lines = lines;
}

/// A line from band to band, but for the track that it takes.
struct Route {
    edge: usize,
    begin: (u32, u32),
    leaves: u32,
    enters: u32,
    end: (u32, u32),
}

impl Route {
    fn line(&self, track: u32) -> Line {
        Line {
            edge: self.edge,
            points: vec![
                self.begin,
                (self.begin.0, self.leaves),
                (track, self.leaves),
                (track, self.enters),
                (self.end.0, self.enters),
                self.end,
            ],
        }
    }
}

/// A track for each bundle of lines that begin together: the first on which nothing runs at that height.
fn tracks(
    routes: &BTreeMap<(NodeId, EdgeKind), Vec<Route>>,
) -> BTreeMap<(NodeId, EdgeKind), usize> {
    let mut spans: Vec<(u32, u32, (NodeId, EdgeKind))> = routes
        .iter()
        .filter_map(|(bundle, routes)| {
            let heights = || routes.iter().flat_map(|route| [route.leaves, route.enters]);
            Some((heights().min()?, heights().max()?, *bundle))
        })
        .collect();
    spans.sort_unstable();
    let mut ends: Vec<u32> = Vec::new();
    let mut tracks = BTreeMap::new();
    for (top, bottom, bundle) in spans {
        let free = ends.iter().position(|end| *end + TRACK < top);
        let track = free.unwrap_or(ends.len());
        match ends.get_mut(track) {
            Some(end) => *end = bottom,
            None => ends.push(bottom),
        }
        tracks.insert(bundle, track);
    }
    tracks
}

/// To the right, in the gap between two columns.
fn beside(topology: &Topology, number: usize, layout: &Layout) -> Option<Line> {
    let edge = topology.edges.get(number)?;
    let (from, to) = (layout.nodes.get(&edge.from)?, layout.nodes.get(&edge.to)?);
    let turn = to.x.saturating_sub(20);
    Some(Line {
        edge: number,
        points: vec![
            (from.right(), from.middle()),
            (turn, from.middle()),
            (turn, to.middle()),
            (to.x, to.middle()),
        ],
    })
}

/// Down, and to the right where the lower box is indented.
fn below(topology: &Topology, number: usize, layout: &Layout) -> Option<Line> {
    let edge = topology.edges.get(number)?;
    let (from, to) = (layout.nodes.get(&edge.from)?, layout.nodes.get(&edge.to)?);
    let turn = from.x + INDENT / 2;
    Some(Line {
        edge: number,
        points: vec![
            (turn, from.bottom()),
            (turn, to.middle()),
            (to.x, to.middle()),
        ],
    })
}
