//! Rules about engines.

use super::check::checks;

checks! {}
