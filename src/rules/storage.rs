//! Rules about storage.

use super::check::checks;

checks! {}
