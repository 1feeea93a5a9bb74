//! Parses the rendered text again and trusts nothing that the renderer knew.
