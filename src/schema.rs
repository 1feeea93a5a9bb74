//! The provider schema, trimmed to what is emitted.
