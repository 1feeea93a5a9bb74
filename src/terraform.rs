//! Terraform's language: literals, and the layout that `terraform fmt` gives. Knows HCL; must not
//! know AWS, specs or plans.

pub mod layout;
pub mod literal;
