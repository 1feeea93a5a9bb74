//! Rules about policies.

use super::check::checks;

checks! {}
