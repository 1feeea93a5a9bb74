//! `sealform graph`: what it draws, that nothing overlaps, and that no name can become syntax.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail"
)]

mod common;

#[allow(dead_code, reason = "its `main` is for the command line")]
#[path = "../examples/fleet.rs"]
mod fleet;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use common::{root, sealform, specs};
use proptest::prelude::*;
use sealform::graph::svg::{Face, Rect, drawing, layout, width};
use sealform::graph::{NodeId, Topology, dot, mermaid, topology};
use sealform::pipeline::{check, check_sources};
use sealform::source::{SourceFile, Sources};

const EVERYTHING: &str = "tests/fixtures/graph/topology.yaml";

fn everything() -> Topology {
    topology(&check(&root().join(EVERYTHING)).unwrap().plan.unwrap())
}

fn of_fleet(count: usize) -> Topology {
    let checked = check_sources(Sources {
        files: vec![SourceFile {
            name: "fleet.yaml".to_owned(),
            text: fleet::spec(count),
        }],
    });
    topology(&checked.plan.unwrap())
}

/// The examples, a spec of everything, and fleets.
fn all() -> &'static [(String, Topology)] {
    static ALL: OnceLock<Vec<(String, Topology)>> = OnceLock::new();
    ALL.get_or_init(read)
}

fn read() -> Vec<(String, Topology)> {
    let mut all: Vec<(String, Topology)> = specs("good")
        .iter()
        .map(|spec| {
            let plan = check(spec).unwrap().plan.unwrap();
            (spec.display().to_string(), topology(&plan))
        })
        .collect();
    all.push((EVERYTHING.to_owned(), everything()));
    all.extend([3, 60, 300].map(|count| (format!("{count} databases"), of_fleet(count))));
    all
}

fn printed(topology: &Topology) -> [String; 3] {
    let (mut in_mermaid, mut in_dot) = (Vec::new(), Vec::new());
    mermaid::print(topology, &mut in_mermaid).unwrap();
    dot::print(topology, &mut in_dot).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    [text(in_mermaid), text(in_dot), drawing(topology)]
}

fn snapshot(name: &str, text: &str) {
    common::snapshots("graph").bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn everything_is_drawn() {
    let [in_mermaid, in_dot, _] = printed(&everything());
    snapshot("topology.mermaid", &in_mermaid);
    snapshot("topology.dot", &in_dot);
}

/// Each thing that is stored stands in one group, and nothing is forgotten.
#[test]
fn every_node_stands_once_under_its_key() {
    for (name, topology) in all() {
        let stands: Vec<NodeId> = topology
            .groups()
            .flat_map(|group| group.key.iter().chain(&group.stored).copied())
            .collect();
        let once: BTreeSet<NodeId> = stands.iter().copied().collect();
        assert_eq!(stands.len(), once.len(), "{name}");
        assert_eq!(stands.len(), topology.nodes.len(), "{name}");
        assert!(topology.groups().all(|group| group.key.is_some()), "{name}");
        let layout = layout(topology);
        assert_eq!(layout.nodes.len(), topology.nodes.len(), "{name}");
        assert_eq!(layout.lines.len(), topology.edges.len(), "{name}");
    }
}

fn overlap(one: &Rect, other: &Rect) -> bool {
    one.x < other.right()
        && other.x < one.right()
        && one.y < other.bottom()
        && other.y < one.bottom()
}

fn is_within(inner: &Rect, outer: &Rect) -> bool {
    inner.x >= outer.x
        && inner.y >= outer.y
        && inner.right() <= outer.right()
        && inner.bottom() <= outer.bottom()
}

#[test]
fn no_two_boxes_overlap() {
    for (name, topology) in all() {
        let layout = layout(topology);
        let nodes: Vec<&Rect> = layout.nodes.values().collect();
        for (at, one) in nodes.iter().enumerate() {
            for other in &nodes[at + 1..] {
                assert!(!overlap(one, other), "{name}: {one:?} {other:?}");
            }
            let bands = layout.bands.iter().filter(|band| is_within(one, band));
            assert_eq!(bands.count(), 1, "{name}: {one:?}");
        }
        for (inner, outer) in [
            (&layout.bands, &layout.regions),
            (&layout.regions, &layout.accounts),
        ] {
            for (at, one) in inner.iter().enumerate() {
                assert!(
                    inner[at + 1..].iter().all(|other| !overlap(one, other)),
                    "{name}"
                );
                assert!(outer.iter().any(|outer| is_within(one, outer)), "{name}");
            }
        }
    }
}

/// A line touches the two boxes that it joins, and runs through none.
#[test]
fn no_line_runs_through_a_box() {
    for (name, topology) in all() {
        let layout = layout(topology);
        for line in &layout.lines {
            for piece in line.points.windows(2) {
                let [(x, y), (to_x, to_y)] = [piece[0], piece[1]];
                assert!(x == to_x || y == to_y, "{name}: no slant");
                assert!(x.max(to_x) <= layout.width && y.max(to_y) <= layout.height);
                let piece = Rect {
                    x: x.min(to_x),
                    y: y.min(to_y),
                    width: x.abs_diff(to_x).max(1),
                    height: y.abs_diff(to_y).max(1),
                };
                for rect in layout.nodes.values() {
                    // Its ends stand on the rims.
                    let inner = Rect {
                        x: rect.x + 1,
                        y: rect.y + 1,
                        width: rect.width - 2,
                        height: rect.height - 2,
                    };
                    assert!(!overlap(&piece, &inner), "{name}: {piece:?} {rect:?}");
                }
            }
            let edge = &topology.edges[line.edge];
            for (end, point) in [
                (edge.from, line.points[0]),
                (edge.to, *line.points.last().unwrap()),
            ] {
                let rect = layout.nodes[&end];
                let touches = (rect.x..=rect.right()).contains(&point.0)
                    && (rect.y..=rect.bottom()).contains(&point.1);
                assert!(touches, "{name}: {point:?} {rect:?}");
            }
        }
    }
}

/// What stands between two marks.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Option<&'t str> {
    text.split_once(from)?
        .1
        .split_once(to)
        .map(|(inner, _)| inner)
}

fn unescaped(text: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn labels_fit(topology: &Topology) {
    let svg = drawing(topology);
    let mut seen = 0;
    for group in svg.split("<rect class=\"box\" ").skip(1) {
        let (rect, _) = group.split_once("/>").unwrap();
        let number = |text: &str, name: &str| -> u32 {
            between(text, &format!("{name}=\""), "\"")
                .unwrap()
                .parse()
                .unwrap()
        };
        let right = number(rect, "x") + number(rect, "width");
        for (class, face) in [
            (
                "title",
                Face {
                    size: 13,
                    bold: true,
                },
            ),
            (
                "detail",
                Face {
                    size: 11,
                    bold: false,
                },
            ),
        ] {
            let text = between(group, &format!("<text class=\"{class}\" "), "</text>").unwrap();
            let (place, text) = text.split_once('>').unwrap();
            let end = number(&format!(" {place}"), " x") + width(&unescaped(text), face);
            assert!(end < right, "{text}: {end} {right}");
            seen += 1;
        }
    }
    assert_eq!(seen, 2 * topology.nodes.len());
}

#[test]
fn no_label_is_wider_than_its_box() {
    for (_, topology) in all() {
        labels_fit(topology);
    }
}

#[test]
fn the_drawing_grows_with_what_is_in_it() {
    let [few, some, many] = [3, 60, 300].map(|count| layout(&of_fleet(count)));
    assert!(
        few.width < 1300 && few.height < 900,
        "{} {}",
        few.width,
        few.height
    );
    assert!(
        some.width < 2000 && some.height < 4500,
        "{} {}",
        some.width,
        some.height
    );
    assert!(
        many.width < 3000 && many.height < 22_000,
        "{} {}",
        many.width,
        many.height
    );
}

#[test]
fn equal_specs_have_equal_drawings() {
    assert_eq!(printed(&of_fleet(60)), printed(&of_fleet(60)));
}

/// A text with everything but what names and free text of a spec put into it.
fn skeleton(format: usize, text: &str) -> String {
    match format {
        // The tags, with their classes.
        2 => text
            .split('<')
            .skip(1)
            .map(|tag| tag.split_once('>').unwrap().0)
            .map(|tag| {
                tag.split(" x=")
                    .next()
                    .unwrap()
                    .split(" d=")
                    .next()
                    .unwrap()
            })
            .map(|tag| {
                tag.split(" width=")
                    .next()
                    .unwrap()
                    .split(" transform=")
                    .next()
                    .unwrap()
            })
            .collect::<Vec<_>>()
            .join("\n"),
        // Every second piece between quotes is a text.
        0 => {
            let lines = text
                .lines()
                .map(|line| line.split('"').step_by(2).collect::<Vec<_>>().join("\""));
            lines.collect::<Vec<_>>().join("\n")
        }
        _ => {
            let text = text.replace("\\\\", "").replace("\\\"", "");
            text.split('"').step_by(2).collect::<Vec<_>>().join("\"")
        }
    }
}

/// The topology with every text replaced.
fn renamed(mut topology: Topology, texts: &[String]) -> Topology {
    let mut texts = texts.iter().cycle().cloned();
    topology.name = texts.next().unwrap();
    for node in &mut topology.nodes {
        node.title = texts.next().unwrap();
        node.detail = texts.next().unwrap();
        node.address = texts.next().unwrap();
    }
    for account in &mut topology.accounts {
        account.role = texts.next().unwrap();
    }
    topology
}

const HOSTILE: &[&str] = &[
    "</title><script>alert(1)</script>",
    "\"]; end\n  click n0 href \"javascript:alert(1)\"",
    "\\\"; }\ndigraph {",
    "\\",
    "#quot;&quot;&#34;",
    "]]>--><!--",
    "`a` \u{202e}b\u{0}\u{ffff}",
    "%%{init: {\"securityLevel\": \"loose\"}}%%",
    "<img src=x onerror=alert(1)>",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
    #[test]
    fn no_name_becomes_syntax(
        texts in prop::collection::vec(
            prop_oneof![prop::sample::select(HOSTILE).prop_map(str::to_owned), "\\PC{0,90}", any::<String>()],
            1..12,
        )
    ) {
        let plain = printed(&renamed(everything(), &["plain".to_owned()]));
        let topology = renamed(everything(), &texts);
        labels_fit(&topology);
        for (format, text) in printed(&topology).iter().enumerate() {
            prop_assert_eq!(skeleton(format, text), skeleton(format, &plain[format]));
            let may_stand = |c: char| c == '\n' || !c.is_control();
            prop_assert!(text.chars().all(may_stand));
        }
    }
}

#[test]
fn a_file_is_written_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("topology.svg");
    for _ in 0..2 {
        let ran = sealform([
            "graph",
            EVERYTHING,
            "--format",
            "svg",
            "--out",
            file.to_str().unwrap(),
        ]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    }
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.starts_with("<?xml ") && text.ends_with("</svg>\n"));
    let ran = sealform(["graph", EVERYTHING, "--format", "svg"]);
    assert_eq!(ran.out, text);
    let ran = sealform([
        "graph",
        EVERYTHING,
        "--out",
        folder.path().to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 1, "{}", ran.err);
}

#[test]
fn a_spec_with_mistakes_is_not_drawn() {
    let ran = sealform(["graph", "specs/bad/three-mistakes.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
}
