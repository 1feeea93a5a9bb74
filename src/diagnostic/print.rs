//! Findings as text for a person, JSON, GitHub annotations and SARIF. The only user of the snippet crate.
