//! Rules about network.

use super::check::checks;

checks! {}
