//! Rules about replicas.

use super::check::checks;

checks! {}
