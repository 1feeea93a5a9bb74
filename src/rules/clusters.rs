//! Rules about clusters.

use super::check::checks;

checks! {}
