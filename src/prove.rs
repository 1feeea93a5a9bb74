//! The proof that the rendered text does what the spec asked for. Knows the plan and the text; must not know templates.

pub mod contents;
pub mod expectations;
pub mod roles;
pub mod turned_off;
pub mod written;
