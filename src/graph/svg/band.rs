//! A key with what it encrypts, on a grid of rows and columns. Knows which node stands beside or below which; must not
//! know pixels.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::{EdgeKind, Group, NodeId, NodeKind, Topology};

/// A band before it has a size.
#[derive(Debug, Default)]
pub(super) struct Band {
    pub(super) key: Option<NodeId>,
    pub(super) cells: BTreeMap<NodeId, Cell>,
    /// The edges within the band, by how they are drawn.
    pub(super) beside: Vec<usize>,
    pub(super) below: Vec<usize>,
}

/// Where a node stands: the first row and column are 0, and an indent is a step to the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) indent: usize,
    /// True where nothing of the band leads to it.
    pub(super) is_root: bool,
}

/// A node with all that hangs on it, from row and column 0.
#[derive(Debug, Default)]
struct Block {
    cells: Vec<(NodeId, Cell)>,
    /// Where nothing else may stand.
    taken: BTreeSet<(usize, usize)>,
}

impl Block {
    fn columns(&self) -> usize {
        let last = self.taken.iter().map(|(_, column)| *column).max();
        last.map_or(0, |last| last.saturating_add(1))
    }
}

impl Band {
    pub(super) fn of(topology: &Topology, group: &Group) -> Self {
        let mut band = Self {
            key: group.key,
            ..Self::default()
        };
        let stored: BTreeSet<NodeId> = group.stored.iter().copied().collect();
        let mut parents: BTreeMap<NodeId, (NodeId, bool)> = BTreeMap::new();
        for (number, edge) in topology.edges.iter().enumerate() {
            let is_within = stored.contains(&edge.from) && stored.contains(&edge.to);
            // Each node hangs on one other, which stands before it: so there is no circle.
            if is_within && edge.from < edge.to && !parents.contains_key(&edge.to) {
                let is_below = edge.kind == EdgeKind::Replication;
                parents.insert(edge.to, (edge.from, is_below));
                let drawn = if is_below {
                    &mut band.below
                } else {
                    &mut band.beside
                };
                drawn.push(number);
            }
        }
        let roots = group
            .stored
            .iter()
            .filter(|node| !parents.contains_key(node));
        let mut blocks: Vec<(Block, bool)> = roots
            .map(|root| {
                let is_database = topology.node(*root).is_some_and(|node| {
                    !matches!(
                        node.kind,
                        NodeKind::Snapshot | NodeKind::Copy | NodeKind::Backups
                    )
                });
                let mut block = Block::default();
                fill(*root, &parents, (0, 0, 0), &mut block);
                (block, is_database)
            })
            .collect();
        // Databases first, and of those the ones with something to the right.
        blocks.sort_by_key(|(block, is_database)| (!is_database, block.columns() == 1));
        band.place(blocks);
        band
    }

    fn place(&mut self, blocks: Vec<(Block, bool)>) {
        let single = blocks
            .iter()
            .filter(|(block, _)| block.columns() == 1)
            .count();
        let abreast = match single {
            0..=3 => 1,
            4 => 2,
            5..=12 => 3,
            _ => 4,
        };
        let has_databases = blocks.iter().any(|(_, is_database)| *is_database);
        let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
        // Blocks of one kind follow each other: nothing is free above the row where the last of its kind was put.
        let mut from = (0, (0, true));
        for (block, is_database) in blocks {
            let kind = (block.columns(), is_database);
            let first = usize::from(has_databases && !is_database);
            let columns = if kind.0 == 1 {
                first..first.saturating_add(abreast).max(first + 1)
            } else {
                first..first + 1
            };
            let below = taken.iter().map(|(row, _)| row + 1).max().unwrap_or(0);
            let mut row = match from.1 == kind {
                true => from.0,
                false if is_database => below,
                false => 0,
            };
            let (row, column) = loop {
                let fits = |column: &usize| {
                    block
                        .taken
                        .iter()
                        .all(|(r, c)| !taken.contains(&(r + row, c + column)))
                };
                match columns.clone().find(fits) {
                    Some(column) => break (row, column),
                    None => row += 1,
                }
            };
            from = (row, kind);
            taken.extend(block.taken.iter().map(|(r, c)| (r + row, c + column)));
            self.cells
                .extend(block.cells.into_iter().map(|(node, cell)| {
                    let cell = Cell {
                        row: cell.row + row,
                        column: cell.column + column,
                        ..cell
                    };
                    (node, cell)
                }));
        }
    }

    pub(super) fn rows(&self) -> usize {
        let last = self.cells.values().map(|cell| cell.row + 1).max();
        last.unwrap_or(1)
    }

    /// The most steps to the right in each column.
    pub(super) fn indents(&self) -> Vec<usize> {
        let mut indents = Vec::new();
        for cell in self.cells.values() {
            if indents.len() <= cell.column {
                indents.resize(cell.column + 1, 0);
            }
            if let Some(most) = indents.get_mut(cell.column) {
                *most = cell.indent.max(*most);
            }
        }
        indents
    }
}

/// Adds a node and what hangs on it; gives the rows that they take. They nest as deep as replicas of replicas and copies
/// of copies do in a spec.
fn fill(
    node: NodeId,
    parents: &BTreeMap<NodeId, (NodeId, bool)>,
    (row, column, indent): (usize, usize, usize),
    block: &mut Block,
) -> usize {
    let is_root = block.cells.is_empty();
    block.cells.push((
        node,
        Cell {
            row,
            column,
            indent,
            is_root,
        },
    ));
    let children = |is_below: bool| {
        let of = move |(_, parent): &(&NodeId, &(NodeId, bool))| **parent == (node, is_below);
        parents.iter().filter(of).map(|(child, _)| *child)
    };
    let mut beside = 0;
    for child in children(false) {
        beside += fill(child, parents, (row + beside, column + 1, 0), block);
    }
    let mut rows = beside.max(1);
    for child in children(true) {
        rows += fill(child, parents, (row + rows, column, indent + 1), block);
    }
    // The line to those below runs through all rows of this column.
    block
        .taken
        .extend((row..row + rows).map(|row| (row, column)));
    rows
}
