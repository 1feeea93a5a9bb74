//! The topology as a flowchart of mermaid, which GitHub and GitLab draw. Knows mermaid; must not know plans.
//!
//! Nodes have numbers for ids, and every character of a label that could mean something is written as its code, so that
//! no name can become syntax or HTML.

use std::fmt::Write as _;
use std::io;

use super::words::{self, one_line};
use super::{Account, EdgeKind, Group, NodeId, NodeKind, Topology};

/// Prints the flowchart.
///
/// # Errors
///
/// Those of `out`.
pub fn print(topology: &Topology, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "%% {}", words::summary(topology))?;
    writeln!(out, "flowchart LR")?;
    for (number, account) in topology.accounts.iter().enumerate() {
        writeln!(
            out,
            "  subgraph a{number}[\"{}\"]",
            label(&account_title(account))
        )?;
        // Without it, a group that no line leaves is laid out across.
        writeln!(out, "    direction LR")?;
        for (place, region) in account.regions.iter().enumerate() {
            writeln!(
                out,
                "    subgraph a{number}r{place}[\"{}\"]",
                label(&region.region)
            )?;
            writeln!(out, "      direction LR")?;
            for group in &region.groups {
                for id in group.key.iter().chain(&group.stored) {
                    node(topology, *id, out)?;
                }
            }
            writeln!(out, "    end")?;
        }
        writeln!(out, "  end")?;
    }
    for group in topology.groups() {
        encrypts(topology, group, out)?;
    }
    for edge in &topology.edges {
        let (from, to) = (edge.from.0, edge.to.0);
        let word = words::edge(edge.kind);
        match edge.kind {
            EdgeKind::Taken => writeln!(out, "  n{from} --> n{to}")?,
            EdgeKind::Replication | EdgeKind::Global => {
                writeln!(out, "  n{from} ==>|{word}| n{to}")?
            }
            _ => writeln!(out, "  n{from} -.->|{word}| n{to}")?,
        }
    }
    for (number, account) in topology.accounts.iter().enumerate() {
        let places = (0..account.regions.len()).map(|place| format!(",a{number}r{place}"));
        let places: String = places.collect();
        writeln!(out, "  class a{number}{places} place")?;
    }
    writeln!(out, "  classDef place fill:transparent,stroke:#8c959f")?;
    for (kind, style) in STYLES.iter().filter(|(kind, _)| topology.count(*kind) > 0) {
        writeln!(out, "  classDef {} {style}", class(*kind))?;
    }
    Ok(())
}

/// Fills of the palette by Okabe and Ito, which colour-blind people can tell apart, with text in black or white.
const STYLES: &[(NodeKind, &str)] = &[
    (NodeKind::Key, "fill:#e69f00,stroke:#7a5500,color:#000"),
    (NodeKind::Instance, "fill:#0072b2,stroke:#003a5c,color:#fff"),
    (NodeKind::Replica, "fill:#56b4e9,stroke:#0072b2,color:#000"),
    (NodeKind::Cluster, "fill:#009e73,stroke:#00543d,color:#000"),
    (
        NodeKind::Global,
        "fill:#fff,stroke:#009e73,color:#000,stroke-width:3px",
    ),
    (NodeKind::Snapshot, "fill:#cc79a7,stroke:#7d3a5e,color:#000"),
    (
        NodeKind::Copy,
        "fill:#fff,stroke:#cc79a7,color:#000,stroke-dasharray:5 3",
    ),
    (NodeKind::Backups, "fill:#f0e442,stroke:#8a8210,color:#000"),
];

/// The names are none of mermaid's own, which has a class `cluster`.
const fn class(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Key => "kms_key",
        NodeKind::Instance => "rds_instance",
        NodeKind::Replica => "read_replica",
        NodeKind::Cluster => "aurora_cluster",
        NodeKind::Global => "global_database",
        NodeKind::Snapshot => "manual_snapshot",
        NodeKind::Copy => "snapshot_copy",
        NodeKind::Backups => "replicated_backups",
    }
}

fn node(topology: &Topology, id: NodeId, out: &mut dyn io::Write) -> io::Result<()> {
    let Some(node) = topology.node(id) else {
        return Ok(());
    };
    let (open, close) = match node.kind {
        NodeKind::Key => ("{{", "}}"),
        NodeKind::Instance | NodeKind::Replica => ("[(", ")]"),
        NodeKind::Cluster => ("[[", "]]"),
        NodeKind::Global => ("((", "))"),
        NodeKind::Snapshot | NodeKind::Copy => ("[/", "/]"),
        NodeKind::Backups => ("([", "])"),
    };
    let (title, detail) = (label(&node.title), label(&node.detail));
    let class = class(node.kind);
    writeln!(
        out,
        "      n{}{open}\"{title}<br/>{detail}\"{close}:::{class}",
        id.0
    )
}

/// A key and what it encrypts, on one line.
fn encrypts(topology: &Topology, group: &Group, out: &mut dyn io::Write) -> io::Result<()> {
    let is_stored = |id: &&NodeId| {
        topology
            .node(**id)
            .is_some_and(|node| node.kind != NodeKind::Global)
    };
    let stored: Vec<String> = group
        .stored
        .iter()
        .filter(is_stored)
        .map(|id| format!("n{}", id.0))
        .collect();
    match group.key {
        Some(key) if !stored.is_empty() => writeln!(out, "  n{} --- {}", key.0, stored.join(" & ")),
        _ => Ok(()),
    }
}

fn account_title(account: &Account) -> String {
    format!("account {} · {}", account.id, account.role)
}

/// A text as a label between quotes.
fn label(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | ',' | ':' | '/' | '·') {
            out.push(c);
        } else {
            // Writing into a string can't fail.
            let _ = write!(out, "#{};", u32::from(c));
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
            ("a\"] end", "a#34;#93; end"),
            ("<b>&#35;", "#60;b#62;#38;#35;35#59;"),
            ("`x`\n%%", "#96;x#96; #37;#37;"),
            ("größe 1.2 · ok", "größe 1.2 · ok"),
        ] {
            assert_eq!(label(text), written);
        }
    }
}
