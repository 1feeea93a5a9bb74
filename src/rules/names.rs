//! Rules about names.

use super::check::checks;

checks! {}
