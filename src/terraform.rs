//! Terraform's language: literals, values, and the layout that `terraform fmt` gives. Knows HCL; must
//! not know AWS, specs or plans.

pub mod layout;
pub mod literal;
pub mod member;
pub mod value;
