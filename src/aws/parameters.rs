//! Parameters of parameter groups: when a change takes effect, and the values that a reviewer expects.
//! Knows names and values; must not know how groups are written.

mod apply;
mod secure;

pub use apply::{apply_type, may_be_default};
pub use secure::{Scope, SecureParameter, secure_parameters};

/// When a changed parameter takes effect.
///
/// Source: RDS API Parameter, `ApplyType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApplyType {
    /// At once.
    Dynamic,
    /// At the next reboot. AWS refuses to apply it at once.
    Static,
}

impl ApplyType {
    /// What `apply_method` must say.
    pub const fn method(self) -> &'static str {
        match self {
            Self::Dynamic => "immediate",
            Self::Static => "pending-reboot",
        }
    }
}
