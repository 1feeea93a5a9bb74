//! What must be checked on every block of a form, found once for the form. Knows forms and the tables of
//! the checks; must not know modules.

use super::form::{Form, Head, Mode, Value};
use super::targets::Row;
use super::{keys, names, regions, storage, targets};

/// Which parts of a form which check looks at; indices into its arguments and references.
#[derive(Debug, Default)]
pub(super) struct Duties {
    /// Arguments that name a key.
    pub(super) keys: Vec<usize>,
    /// Arguments that take certain attributes of certain types only.
    pub(super) targets: Vec<(usize, &'static Row)>,
    /// References that stay in a region, or in an account where the flag says so.
    pub(super) bound: Vec<(usize, bool)>,
    /// The policy in `jsonencode` is wholly in the text.
    pub(super) policy_written_out: bool,
    /// The argument that is a name, and among which names it must differ.
    pub(super) name: Option<(usize, &'static str)>,
}

impl Duties {
    /// Finds them.
    pub(super) fn of(form: &Form) -> Self {
        let Head::Thing {
            mode: Mode::Managed,
            kind,
            ..
        } = &form.head
        else {
            return Self::default();
        };
        let arguments = || form.arguments.iter().enumerate();
        Self {
            keys: arguments()
                .filter(|(_, argument)| argument.value != Value::Null)
                .filter(|(_, argument)| storage::is_key_argument(&argument.path))
                .map(|(at, _)| at)
                .collect(),
            targets: arguments()
                .filter_map(|(at, argument)| Some((at, targets::row(kind, &argument.path)?)))
                .collect(),
            policy_written_out: form.value("policy").is_some_and(keys::written_out),
            bound: regions::bound(kind, form),
            name: names::argument(kind).and_then(|(path, among)| {
                let at = form
                    .arguments
                    .iter()
                    .position(|argument| argument.path == path)?;
                Some((at, among))
            }),
        }
    }
}
