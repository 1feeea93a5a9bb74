//! Rules about keys.

use super::check::checks;

checks! {}
