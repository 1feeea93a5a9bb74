//! The topology as a drawing. Knows the order of the steps; must not know plans.
//!
//! Accounts hold regions, regions hold bands, and a band is a key with everything that it encrypts: so no line says what
//! encrypts what. In a band stand the key at the left, databases beside it, and their snapshots and copies to the right,
//! all on a grid whose gaps are free of boxes. A line to another band leaves its row by the gap below, goes down the right
//! margin and comes in by the gap above its target: no line runs through a box. Lengths are whole pixels.

mod band;
mod layout;
mod measure;
mod paint;
mod routes;
mod style;
mod text;

use std::io;

use super::Topology;
pub use layout::{Layout, Rect};
pub use measure::{Face, width};

/// Places everything.
pub fn layout(topology: &Topology) -> Layout {
    layout::of(topology)
}

/// The drawing, as one element.
pub fn drawing(topology: &Topology) -> String {
    paint::paint(topology, &layout::of(topology))
}

/// Prints the drawing as a file of its own.
///
/// # Errors
///
/// Those of `out`.
pub fn print(topology: &Topology, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    out.write_all(drawing(topology).as_bytes())
}
