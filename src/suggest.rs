//! Did you mean: the nearest of the known words. Knows words only.
