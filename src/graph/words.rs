//! What nodes and edges are called. Knows what readers call things; must not know where it is printed.

use super::{EdgeKind, NodeKind, Topology};
use crate::terraform::literal::is_hidden;

/// Every kind of node, in the order of a legend.
pub const NODES: [(NodeKind, &str); 8] = [
    (NodeKind::Key, "KMS key"),
    (NodeKind::Instance, "RDS instance"),
    (NodeKind::Replica, "read replica"),
    (NodeKind::Cluster, "DB cluster"),
    (NodeKind::Global, "global database"),
    (NodeKind::Snapshot, "manual snapshot"),
    (NodeKind::Copy, "copy of a snapshot"),
    (NodeKind::Backups, "replicated backups"),
];

/// Every kind of edge, in the order of a legend.
pub const EDGES: [(EdgeKind, &str); 8] = [
    (EdgeKind::Replication, "replicates to"),
    (EdgeKind::Global, "member of a global database"),
    (EdgeKind::Taken, "snapshot taken"),
    (EdgeKind::Copied, "copied"),
    (EdgeKind::Shared, "shared with an account"),
    (EdgeKind::Backups, "backups replicated"),
    (EdgeKind::Restored, "restored"),
    (EdgeKind::KeyReplica, "multi-Region key"),
];

/// What a kind of node is called.
pub fn node(kind: NodeKind) -> &'static str {
    let found = NODES.iter().find(|(known, _)| *known == kind);
    found.map_or("", |(_, word)| word)
}

/// What a kind of edge is called.
pub fn edge(kind: EdgeKind) -> &'static str {
    let found = EDGES.iter().find(|(known, _)| *known == kind);
    found.map_or("", |(_, word)| word)
}

/// What there is, in one sentence: `2 accounts, 3 regions, 4 KMS keys`.
pub fn summary(topology: &Topology) -> String {
    let regions = topology
        .accounts
        .iter()
        .map(|account| account.regions.len())
        .sum();
    let own = [
        (topology.accounts.len(), "account", "accounts"),
        (regions, "region", "regions"),
        (topology.count(NodeKind::Key), "KMS key", "KMS keys"),
        (
            topology.count(NodeKind::Instance),
            "RDS instance",
            "RDS instances",
        ),
        (
            topology.count(NodeKind::Replica),
            "read replica",
            "read replicas",
        ),
        (
            topology.count(NodeKind::Cluster),
            "DB cluster",
            "DB clusters",
        ),
        (
            topology.count(NodeKind::Global),
            "global database",
            "global databases",
        ),
        (
            topology.count(NodeKind::Snapshot),
            "manual snapshot",
            "manual snapshots",
        ),
        (
            topology.count(NodeKind::Copy),
            "copy of a snapshot",
            "copies of snapshots",
        ),
        (
            topology.count(NodeKind::Backups),
            "replicated backup",
            "replicated backups",
        ),
    ];
    let counted: Vec<String> = own
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    counted.join(", ")
}

/// A text on one line, with nothing in it that hides or turns the direction of reading.
pub fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .map(|c| if is_hidden(c) { '\u{fffd}' } else { c })
        .collect()
}
