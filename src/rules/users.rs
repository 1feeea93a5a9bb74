//! Rules about users.

use super::check::checks;

checks! {}
