//! From a plan to text. Knows templates and what they see; must not know specs.

pub mod engine;
