//! Members of a block: what may stand between its braces. Knows the style of Terraform's own documentation; must not know
//! indentation, which `terraform::layout` gives.

use super::value::{TooDeep, Value};

/// An argument or a nested block. Its name is one of the program's own or of the provider's schema, never one of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// `name = value`.
    Argument(&'static str, Value),
    /// `name { … }`.
    Block(&'static str, Vec<Self>),
}

impl Member {
    /// The member as Terraform writes it, a nested block with a blank line before it.
    ///
    /// # Errors
    ///
    /// [`TooDeep`] where values nest deeper than any reader of HCL would follow.
    pub fn print(&self) -> Result<String, TooDeep> {
        let mut out = String::new();
        self.write(&mut out)?;
        Ok(out)
    }

    /// Blocks nest as deep as the schema that their names are of.
    fn write(&self, out: &mut String) -> Result<(), TooDeep> {
        match self {
            Self::Argument(name, value) => {
                out.push_str(name);
                out.push_str(" = ");
                out.push_str(&value.print()?);
            }
            Self::Block(name, members) => {
                out.push('\n');
                out.push_str(name);
                out.push_str(" {\n");
                for member in members {
                    member.write(out)?;
                    out.push('\n');
                }
                out.push('}');
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::terraform::layout::layout;

    #[test]
    fn a_block_stands_apart() {
        let inner = Member::Block("inner", vec![Member::Argument("c", "${x}".into())]);
        let block = Member::Block("outer", vec![Member::Argument("b", true.into()), inner]);
        let members = [Member::Argument("a", 1.into()), block];
        let printed: Vec<String> = members.iter().map(|m| m.print().unwrap()).collect();
        let text = format!("x {{\n  {}\n}}\n", printed.join("\n  "));
        let wanted = "x {\n  a = 1\n\n  outer {\n    b = true\n\n    inner {\n      c = \"$${x}\"\n    }\n  }\n}\n";
        assert_eq!(layout(&text), wanted);
    }
}
