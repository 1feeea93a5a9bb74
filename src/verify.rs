//! stub
/// m
#[derive(Debug, Clone, Copy)]
pub enum Mode {
    /// a
    ByShape,
    /// b
    Paranoid,
}
/// v
#[derive(Debug)]
pub struct Violation {
    /// r
    pub rule: &'static str,
    /// f
    pub file: String,
    /// l
    pub line: u32,
    /// m
    pub message: String,
}
/// v
pub fn verify(_: &crate::tree::Tree, _: Mode) -> Vec<Violation> {
    Vec::new()
}
