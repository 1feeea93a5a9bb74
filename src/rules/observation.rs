//! Rules about observation.

use super::check::checks;

checks! {}
