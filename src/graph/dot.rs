//! The topology in the language of Graphviz. Knows dot; must not know plans.
//!
//! Nodes have numbers for ids; a label is a quoted text, in which dot knows escapes and entities, and neither is left.

use std::io;

use super::words::{self, one_line};
use super::{EdgeKind, NodeId, NodeKind, Topology};

/// Prints the graph.
///
/// # Errors
///
/// Those of `out`.
pub fn print(topology: &Topology, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "// {}", words::summary(topology))?;
    writeln!(out, "digraph topology {{")?;
    writeln!(
        out,
        "  graph [label=\"{}\" labelloc=t rankdir=LR compound=true nodesep=0.2 ranksep=0.8 fontname=\"Helvetica,Arial,sans-serif\"]",
        label(&topology.name)
    )?;
    writeln!(
        out,
        "  node [style=filled fontname=\"Helvetica,Arial,sans-serif\" fontsize=11 margin=\"0.15,0.08\"]"
    )?;
    writeln!(
        out,
        "  edge [fontname=\"Helvetica,Arial,sans-serif\" fontsize=9]"
    )?;
    for (number, account) in topology.accounts.iter().enumerate() {
        writeln!(out, "  subgraph cluster_a{number} {{")?;
        writeln!(
            out,
            "    label=\"account {} · {}\" style=\"rounded,filled\" color=\"#8c959f\" fillcolor=\"#f6f7f9\"",
            label(&account.id),
            label(&account.role)
        )?;
        for (place, region) in account.regions.iter().enumerate() {
            writeln!(out, "    subgraph cluster_a{number}r{place} {{")?;
            writeln!(
                out,
                "      label=\"{}\" style=\"rounded,filled\" color=\"#c9ced6\" fillcolor=\"#ffffff\"",
                label(&region.region)
            )?;
            for group in &region.groups {
                for id in group.key.iter().chain(&group.stored) {
                    node(topology, *id, out)?;
                }
            }
            writeln!(out, "    }}")?;
        }
        writeln!(out, "  }}")?;
    }
    for group in topology.groups() {
        for stored in &group.stored {
            let is_stored = topology
                .node(*stored)
                .is_some_and(|node| node.kind != NodeKind::Global);
            if let Some(key) = group.key.filter(|_| is_stored) {
                writeln!(
                    out,
                    "  n{} -> n{} [color=\"#e69f00\" arrowhead=none]",
                    key.0, stored.0
                )?;
            }
        }
    }
    for edge in &topology.edges {
        let (style, word) = (style(edge.kind), words::edge(edge.kind));
        let label = if edge.kind == EdgeKind::Taken {
            ""
        } else {
            word
        };
        writeln!(
            out,
            "  n{} -> n{} [{style} tooltip=\"{word}\" label=\"{label}\"]",
            edge.from.0, edge.to.0
        )?;
    }
    writeln!(out, "}}")
}

fn node(topology: &Topology, id: NodeId, out: &mut dyn io::Write) -> io::Result<()> {
    let Some(node) = topology.node(id) else {
        return Ok(());
    };
    // Colours of the palette by Okabe and Ito.
    let look = match node.kind {
        NodeKind::Key => "shape=hexagon fillcolor=\"#e69f00\"",
        NodeKind::Instance => "shape=cylinder fillcolor=\"#0072b2\" fontcolor=\"#ffffff\"",
        NodeKind::Replica => "shape=cylinder fillcolor=\"#56b4e9\" style=\"filled,dashed\"",
        NodeKind::Cluster => "shape=box3d fillcolor=\"#009e73\"",
        NodeKind::Global => "shape=doubleoctagon fillcolor=\"#ffffff\" color=\"#009e73\"",
        NodeKind::Snapshot => "shape=note fillcolor=\"#cc79a7\"",
        NodeKind::Copy => {
            "shape=note fillcolor=\"#ffffff\" color=\"#cc79a7\" style=\"filled,dashed\""
        }
        NodeKind::Backups => "shape=tab fillcolor=\"#f0e442\"",
    };
    writeln!(
        out,
        "        n{} [label=\"{}\\n{}\" tooltip=\"{}\" {look}]",
        id.0,
        label(&node.title),
        label(&node.detail),
        label(&format!("{} {}", words::node(node.kind), node.address)),
    )
}

const fn style(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Replication => "color=\"#0072b2\" penwidth=2",
        EdgeKind::Global => "color=\"#009e73\" penwidth=2",
        EdgeKind::Taken => "color=\"#57606a\"",
        EdgeKind::Copied => "color=\"#cc79a7\" style=dashed",
        EdgeKind::Shared => "color=\"#d55e00\" style=bold",
        EdgeKind::Backups => "color=\"#56b4e9\" style=dotted penwidth=2",
        EdgeKind::Restored => "color=\"#0072b2\" style=dashed",
        EdgeKind::KeyReplica => "color=\"#e69f00\" style=dotted penwidth=2",
    }
}

/// A text between quotes.
fn label(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn labels_are_text() {
        for (text, written) in [
            ("orders", "orders"),
            ("a\"] }", "a\\\"] }"),
            ("\\N\\", "\\\\N\\\\"),
            ("<b>&amp;\n", "&lt;b&gt;&amp;amp; "),
        ] {
            assert_eq!(label(text), written);
        }
    }
}
