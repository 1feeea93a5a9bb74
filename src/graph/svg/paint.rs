//! A layout as SVG. Knows elements and classes; must not decide where anything is.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::layout::{Layout, Rect, TEXT_LEFT, TEXT_RIGHT};
use super::measure::{DETAIL, Face, HEADING, TITLE, fitted, width};
use super::style::{self, STYLES};
use super::text::{escaped, path};
use crate::graph::{EdgeKind, NodeKind, Topology, words};

/// Between the words of a legend and its next sign.
const LEGEND_GAP: u32 = 24;
const LEGEND_ROW: u32 = 30;

pub(super) fn paint(topology: &Topology, layout: &Layout) -> String {
    let legend = legend(topology, layout);
    let (wide, high) = (layout.width, layout.height + legend.height);
    let (name, summary) = (escaped(&topology.name), escaped(&words::summary(topology)));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"tg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} \
         {high}\" role=\"img\" aria-labelledby=\"tg-name tg-what\">\n<title id=\"tg-name\">Topology of {name}</title>\n\
         <desc id=\"tg-what\">{summary}</desc>\n<style>\n{STYLES}</style>\n<defs>\n"
    );
    for kind in edges(topology) {
        let class = style::edge(kind);
        line(
            &mut out,
            &format!(
                "<marker id=\"tg-{class}\" class=\"{class}\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" \
             markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"head\" d=\"M0 0L8 4L0 8z\"/></marker>"
            ),
        );
    }
    line(&mut out, "</defs>");
    line(
        &mut out,
        &format!("<rect class=\"page\" width=\"{wide}\" height=\"{high}\"/>"),
    );
    let room = layout.width.saturating_sub(48);
    line(
        &mut out,
        &words_at("heading", (24, 34), &topology.name, HEADING, room),
    );
    line(
        &mut out,
        &words_at("detail", (24, 54), &words::summary(topology), DETAIL, room),
    );
    frames(topology, layout, &mut out);
    for tick in &layout.ticks {
        line(
            &mut out,
            &format!("<path class=\"tick\" d=\"{}\"/>", path(tick)),
        );
    }
    lines(topology, layout, &mut out);
    for (id, node) in topology.nodes.iter().enumerate() {
        if let Some(rect) = layout.nodes.get(&crate::graph::NodeId(id)) {
            let tooltip = format!(
                "{} {}\n{}\n{}",
                words::node(node.kind),
                node.title,
                node.detail,
                node.address
            );
            boxed(
                node.kind,
                *rect,
                (&node.title, &node.detail),
                &tooltip,
                &mut out,
            );
        }
    }
    out.push_str(&legend.elements);
    line(&mut out, "</svg>");
    out
}

/// Accounts, regions and bands, the outer ones first.
fn frames(topology: &Topology, layout: &Layout, out: &mut String) {
    let frame = |class: &str, rect: &Rect, round: u32| {
        let Rect {
            x,
            y,
            width,
            height,
        } = rect;
        format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"/>"
        )
    };
    for (account, rect) in topology.accounts.iter().zip(&layout.accounts) {
        line(out, &frame("account", rect, 14));
        let title = format!("Account {} · {}", account.id, account.role);
        line(
            out,
            &words_at(
                "name",
                (rect.x + 16, rect.y + 26),
                &title,
                TITLE,
                rect.width.saturating_sub(32),
            ),
        );
    }
    let places = topology
        .accounts
        .iter()
        .flat_map(|account| &account.regions);
    for (place, rect) in places.zip(&layout.regions) {
        line(out, &frame("region", rect, 10));
        line(
            out,
            &words_at(
                "name soft",
                (rect.x + 16, rect.y + 23),
                &place.region,
                TITLE,
                rect.width.saturating_sub(32),
            ),
        );
    }
    for rect in &layout.bands {
        line(out, &frame("band", rect, 8));
    }
}

fn lines(topology: &Topology, layout: &Layout, out: &mut String) {
    for drawn in &layout.lines {
        let Some(edge) = topology.edges.get(drawn.edge) else {
            continue;
        };
        let title = |id| topology.node(id).map_or("", |node| node.title.as_str());
        let class = style::edge(edge.kind);
        line(
            out,
            &format!(
                "<path class=\"edge {class}\" marker-end=\"url(#tg-{class})\" d=\"{}\"><title>{} → {}: {}</title></path>",
                path(&drawn.points),
                escaped(title(edge.from)),
                escaped(title(edge.to)),
                words::edge(edge.kind),
            ),
        );
    }
}

fn boxed(
    kind: NodeKind,
    rect: Rect,
    (title, detail): (&str, &str),
    tooltip: &str,
    out: &mut String,
) {
    let Rect {
        x,
        y,
        width,
        height,
    } = rect;
    let room = width.saturating_sub(TEXT_LEFT + TEXT_RIGHT);
    let tooltip: Vec<String> = tooltip.lines().map(escaped).collect();
    line(
        out,
        &format!(
            "<g class=\"{}\"><title>{}</title><rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
         rx=\"8\"/>{}{}{}</g>",
            style::node(kind),
            tooltip.join("\n"),
            tile(kind, x + 9, y + 9),
            words_at("title", (x + TEXT_LEFT, y + 20), title, TITLE, room),
            words_at("detail", (x + TEXT_LEFT, y + 36), detail, DETAIL, room),
        ),
    );
}

fn tile(kind: NodeKind, x: u32, y: u32) -> String {
    format!(
        "<g transform=\"translate({x} {y})\"><rect class=\"tile\" width=\"28\" height=\"28\" rx=\"6\"/><g class=\"sign\">{}</g></g>",
        style::sign(kind)
    )
}

/// A text in its place, cut where it is wider than its room.
fn words_at(class: &str, (x, y): (u32, u32), text: &str, face: Face, room: u32) -> String {
    format!(
        "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
        escaped(&fitted(text, face, room))
    )
}

struct Legend {
    elements: String,
    height: u32,
}

/// What the signs and lines in use mean, in as many rows as they take.
fn legend(topology: &Topology, layout: &Layout) -> Legend {
    let mut elements = String::new();
    let (mut x, mut y) = (24, layout.height + 4);
    let mut next = |sign: u32, word: &str| {
        let wide = sign + 8 + width(word, DETAIL);
        if x > 24 && x + wide + 24 > layout.width {
            (x, y) = (24, y + LEGEND_ROW);
        }
        let at = (x, y);
        x += wide + LEGEND_GAP;
        at
    };
    let nodes: BTreeSet<NodeKind> = topology.nodes.iter().map(|node| node.kind).collect();
    for (kind, word) in words::NODES.iter().filter(|(kind, _)| nodes.contains(kind)) {
        let (x, y) = next(22, word);
        line(
            &mut elements,
            &format!(
                "<g class=\"legend {}\"><g transform=\"translate({x} {y}) scale(.78)\">{}</g><text x=\"{}\" y=\"{}\">{word}</text></g>",
                style::node(*kind),
                tile(*kind, 0, 0),
                x + 30,
                y + 15
            ),
        );
    }
    for (kind, word) in words::EDGES
        .iter()
        .filter(|(kind, _)| edges(topology).contains(kind))
    {
        let (x, y) = next(44, word);
        let class = style::edge(*kind);
        line(
            &mut elements,
            &format!(
                "<g class=\"legend\"><path class=\"edge {class}\" marker-end=\"url(#tg-{class})\" d=\"M{x} {0}H{1}\"/><text x=\"{2}\" \
             y=\"{3}\">{word}</text></g>",
                y + 11,
                x + 44,
                x + 52,
                y + 15
            ),
        );
    }
    let what = "everything in a band is encrypted under the key at its left";
    let (x, y) = next(0, what);
    line(
        &mut elements,
        &format!(
            "<text class=\"legend soft\" x=\"{x}\" y=\"{}\">{what}</text>",
            y + 15
        ),
    );
    Legend {
        elements,
        height: y + LEGEND_ROW + 6 - layout.height,
    }
}

/// The kinds of edges in use.
fn edges(topology: &Topology) -> BTreeSet<EdgeKind> {
    topology.edges.iter().map(|edge| edge.kind).collect()
}

fn line(out: &mut String, text: &str) {
    // Writing into a string can't fail.
    let _ = writeln!(out, "{text}");
}
