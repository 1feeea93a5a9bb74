//! Rules about toolchain.

use super::check::checks;

checks! {}
