//! The colours, dashes and signs of a drawing. Knows kinds of nodes and edges; must not know where they stand.
//!
//! The colours are of the palette by Okabe and Ito, which colour-blind people can tell apart; each kind of node has a sign
//! of its own as well, and each kind of line a width or dashes.

use crate::graph::{EdgeKind, NodeKind};

/// The styles, for light and dark.
pub(super) const STYLES: &str = include_str!("style.css");

/// A kind of node in the styles.
pub(super) const fn node(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Key => "key",
        NodeKind::Instance => "instance",
        NodeKind::Replica => "replica",
        NodeKind::Cluster => "cluster",
        NodeKind::Global => "global",
        NodeKind::Snapshot => "snapshot",
        NodeKind::Copy => "copy",
        NodeKind::Backups => "backups",
    }
}

/// A kind of edge in the styles.
pub(super) const fn edge(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Replication => "replication",
        EdgeKind::Global => "world",
        EdgeKind::Taken => "taken",
        EdgeKind::Copied => "copied",
        EdgeKind::Shared => "shared",
        EdgeKind::Backups => "replicated",
        EdgeKind::Restored => "restored",
        EdgeKind::KeyReplica => "material",
    }
}

/// The sign of a kind of node, on a tile of 28 by 28.
pub(super) const fn sign(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Key => {
            "<circle cx=\"11\" cy=\"17\" r=\"3.5\"/><path d=\"M13.6 14.4L20.5 7.5M16.6 11.4l2.4 2.4M18.8 9.2l1.8 1.8\"/>"
        }
        NodeKind::Instance => {
            "<ellipse cx=\"14\" cy=\"9\" rx=\"6\" ry=\"2.4\"/><path d=\"M8 9v10c0 1.3 2.7 2.4 6 2.4s6-1.1 6-2.4V9M8 14c0 1.3 2.7 2.4 6 2.4s6-1.1 6-2.4\"/>"
        }
        NodeKind::Replica => {
            "<ellipse cx=\"11\" cy=\"10\" rx=\"4.5\" ry=\"2\"/><path d=\"M6.5 10v8c0 1.1 2 2 4.5 2s4.5-.9 4.5-2v-8M17 8.5h4.5v4.5M21.5 8.5L17.5 12.5\"/>"
        }
        NodeKind::Cluster => {
            "<ellipse cx=\"10.5\" cy=\"12\" rx=\"4.5\" ry=\"1.9\"/><path d=\"M6 12v7c0 1 2 1.9 4.5 1.9s4.5-.9 4.5-1.9v-7M13 9V8.5C13 7.5 15 6.6 17.5 6.6S22 7.5 22 8.5v7.5c0 .9-1.8 1.7-4 1.9\"/>"
        }
        NodeKind::Global => {
            "<circle cx=\"14\" cy=\"14\" r=\"7\"/><ellipse cx=\"14\" cy=\"14\" rx=\"3\" ry=\"7\"/><path d=\"M7 14h14\"/>"
        }
        NodeKind::Snapshot => {
            "<path d=\"M7 10.5h3.5l1.5-2.5h4l1.5 2.5H21v10H7z\"/><circle cx=\"14\" cy=\"15\" r=\"2.8\"/>"
        }
        NodeKind::Copy => "<path d=\"M7.5 7.5h9v9h-9zM19 11.5h1.5v9h-9V19\"/>",
        NodeKind::Backups => {
            "<path d=\"M7.6 12.2A6.7 6.7 0 1 1 7.6 16M7.3 8.5v4h4M14 10.5V14l2.5 1.8\"/>"
        }
    }
}
