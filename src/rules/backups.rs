//! Rules about backups.

use super::check::checks;

checks! {}
